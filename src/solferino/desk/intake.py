"""Intake: texts and files come in, and each new document is triaged, one at a time.

Where a document tells of an incident that others tell of already, the desk says so first.
"""

from typing import get_args

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.deciding import Deciding
from solferino.desk.docket import Decided
from solferino.desk.setting import Form, Setting, posting
from solferino.desk.shelf import Catalogue, Line
from solferino.desk.sitting import cleaned, decider, remember, sitting
from solferino.desk.uploads import Upload, upload
from solferino.errors import UsageError
from solferino.model import Account, Acquisition, Description, Incident, Triage
from solferino.model.ruling import Relevance
from solferino.model.terms import Role
from solferino.store import lookup
from solferino.text.cutting import shortened

RELEVANCES: tuple[Relevance, ...] = ("relevant", "not_relevant", "belongs")
ROLES: tuple[Role, ...] = get_args(Role)
CRITERIA = ("health_care", "violence", "place", "time", "copy", "source")
OPENING = 700  # characters of a text that its card shows
WAITING = 12  # names in the list of what waits
PASTED = "pasted-{}.txt"
DAY = 10


@value
class Card:
    """One document to triage: its beginning, and what the desk found it to tell of.

    `known` are incidents that other documents tell of too; `own` only this one tells of.
    """

    line: Line
    opening: str
    known: tuple[Incident, ...]
    own: tuple[Incident, ...]


@value
class Day:
    """The day's progress of all: triaged and coded, of whom, and what waits."""

    triaged: int
    coded: int
    mine: int
    waiting: int
    unread: int


class Intake:
    """Answers the addresses of intake."""

    def __init__(self, setting: Setting) -> None:
        """Take things into the case on the shelf."""
        self._at = setting
        self._deciding = Deciding(setting)

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/intake", self.page),
            Route("/intake/receive", self.receive, methods=["POST"]),
            Route("/intake/triage/{id}", posting(self.triage), methods=["POST"]),
        ]

    def page(self, request: Request) -> Response:
        """Show the next document to triage, what waits behind it, and the day's progress."""
        decided = self._at.shelf.decided()
        with self._at.shelf.look() as (catalogue, connection):
            done = {t.document for t in decided.standing(Triage)}
            waiting = catalogue.unsorted(done, WAITING)
            chosen = request.query_params.get("document", "")
            line = catalogue.lines.get(chosen) if chosen not in done else None
            line = line or (waiting[0] if waiting else None)
            card = None
            if line is not None:
                text = lookup.documents(connection, [line.id])[0].text
                known, own = self._tells_of(catalogue, line.id, connection)
                card = Card(line=line, opening=shortened(text, OPENING), known=known, own=own)
            return self._at.frame.page(
                request,
                "intake.html",
                catalogue,
                card=card,
                waiting=waiting,
                day=self._day(catalogue.left(done), decided, sitting(request).by),
                criteria=CRITERIA,
            )

    async def receive(self, request: Request) -> Response:
        """Take in a pasted text, files or a folder, and begin to read them."""
        return await run_in_threadpool(self._receive, request, await upload(request))

    def _receive(self, request: Request, came: Upload) -> Response:
        by = cleaned(came.field("by")) or sitting(request).by
        text = came.field("text")
        if not text and not came.files:
            raise UsageError("nothing came in", "Paste a text, or choose files.")
        told = Description(
            title=came.field("title") or None,
            publisher=came.field("publisher") or None,
            published=came.field("published") or None,
            url=came.field("url") or None,
        )
        at = self._at.shelf.clock()
        how = Acquisition(collector=by or None, received_at=at, method="desk")
        with self._at.shift.writing() as case:
            if text:
                name = PASTED.format(at.replace(":", "").replace("-", ""))
                case.receive(name, text.encode("utf-8", "replace"), told, how)
            for file, data in came.files:  # an empty one, too: it becomes a problem that is shown
                case.receive(file, data, told, how)
        self._at.shift.begin()
        return RedirectResponse("/intake", 303)

    def triage(self, request: Request, form: Form) -> Response:
        """Say of a document whether it is relevant, by which criterion, and who is to code it."""
        by = decider(request, form)
        if not by:
            return self._deciding.ask(request, form)
        document = request.path_params["id"]
        told = "belongs" if "belongs" in form else form.get("relevance")
        relevance = next((r for r in RELEVANCES if r == told), None)
        with self._at.shelf.look() as (catalogue, _):
            if document not in catalogue.lines or relevance is None:
                raise HTTPException(404)
            account = self._account(catalogue, form.get("belongs", ""), relevance)
        ruling = Triage(
            document=document,
            relevance=relevance,
            by=by,
            criterion=form.get("criterion", ""),
            why=form.get("why", "").strip(),
            account=account,
            assignee=cleaned(form.get("assignee", "")) or None,
        )
        self._at.docket.enter(ruling)
        answer = RedirectResponse("/intake", 303)
        if "by" in form:
            remember(answer, by=by)
        return answer

    def _account(self, catalogue: Catalogue, incident: str, relevance: Relevance) -> str | None:
        if relevance != "belongs":
            return None
        known = catalogue.incidents.get(incident)
        if known is None:
            raise UsageError("belongs to which incident?", "Choose one of those that are shown.")
        return known.accounts[0]

    def _tells_of(
        self, catalogue: Catalogue, document: str, connection: Connection
    ) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
        """Find the incidents of a document: those that others tell of too, and its own.

        What it tells chiefly, and most of, comes first; what stands in the background last.
        """
        told = catalogue.incidents_in(document)
        givers = catalogue.told.some(a for i in told for a in i.accounts)
        ids = [account for account, giver in givers.items() if giver == document]
        accounts = {a.id: a for a in lookup.accounts(connection, ids)}
        own = {i.id: [accounts[a] for a in i.accounts if a in accounts] for i in told}
        told = sorted(told, key=lambda i: min(map(_remoteness, own[i.id]), default=(len(ROLES), 0)))
        known = [i for i in told if len(catalogue.documents_of(i)) > 1]
        return tuple(known), tuple(i for i in told if i not in known)

    def _day(self, waiting: int, decided: Decided, by: str) -> Day:
        """Count what was done on the day of the clock."""
        today = self._at.shelf.clock()[:DAY]
        every = zip(decided.ids, decided.entered, strict=True)
        done = [e for id_, e in every if e.at[:DAY] == today and id_ in decided.stands]
        triaged = [e for e in done if isinstance(e.ruling, Triage)]
        return Day(
            triaged=len(triaged),
            coded=len({e.seq for e in done if rows_of(e.ruling)}),
            mine=sum(e.ruling.by == by for e in triaged),
            waiting=waiting,
            unread=self._at.shelf.unread(),
        )


WHOLE = "whole row: "  # how the reason of an accepted row begins


def rows_of(ruling: object) -> bool:
    """Whether a decision is part of a row that was accepted as a whole."""
    return str(getattr(ruling, "why", "")).startswith(WHOLE)


def _remoteness(account: Account) -> tuple[int, int]:
    """Sort accounts of one document: the main ones first, those with most to say before others."""
    return ROLES.index(account.role), -len(account.claims)
