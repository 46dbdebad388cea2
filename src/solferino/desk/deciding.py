"""Where forms post decisions: entered at once, shown at once, taken back at any time.

Each address answers with the way back to the page it came from, so that it works without script;
htmx follows the same way and puts the changed part in place.
"""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.desk.correcting import corrected, read
from solferino.desk.selecting import chosen, stands_in
from solferino.desk.setting import Form, Posted, Setting, posting
from solferino.desk.sitting import decider, remember, way_back
from solferino.errors import UsageError
from solferino.model import (
    Assessment,
    Claim,
    Hearing,
    Judgement,
    Override,
    Protection,
    Related,
    Statement,
    assess,
    correct,
    find_by_hand,
)
from solferino.model.ruling import ANSWERS
from solferino.model.terms import DECISIONS, RELATIONS, VERDICTS
from solferino.store import findings, lookup
from solferino.store.facts import Ruling

ASKS = "by"  # the field with the name of who decides
Makes = Callable[[Request, Form, str], Sequence[Ruling]]


class Deciding:
    """Answers the addresses that decisions are posted to."""

    def __init__(self, setting: Setting) -> None:
        """Enter decisions into the docket of this desk."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses; nothing but posting is answered."""
        made = {
            "/decide/claim/{id}": self.claim,
            "/decide/pair": self.pair,
            "/decide/grade": grading,
            "/decide/reply": hearing,
            "/decide/relation": relation,
            "/decide/person": self.person,
            "/decide/found": self.by_hand,
        }
        posts: dict[str, Posted] = {"/undo/{id}": self.undo, "/redo/{id}": self.redo}
        posts |= {address: partial(self.entered, makes) for address, makes in made.items()}
        return [Route(a, posting(answer), methods=["POST"]) for a, answer in posts.items()]

    def entered(self, makes: Makes, request: Request, form: Form) -> Response:
        """Enter what `makes` makes of a form, or ask first who decides."""
        by = decider(request, form)
        if not by:
            return self.ask(request, form)
        self._at.docket.enter(*makes(request, form, by))
        return self._back(request, form, by)

    def claim(self, request: Request, form: Form, by: str) -> Sequence[Ruling]:
        """Say of a claim that it is right, wrong, or another value."""
        claim, said = self.found(request.path_params["id"])
        why, decision = form.get("why", "").strip(), form.get("decision", "")
        if decision == "correct":
            instead = corrected(claim, form)
            if instead == claim.value:
                return [assess(claim, said, "accept", by=by, why=why)]
            return [correct(claim, said, instead, by=by, why=why)]
        for known in DECISIONS:
            if known == decision:
                return [assess(claim, said, known, by=by, why=why)]
        raise HTTPException(404)

    def pair(self, request: Request, form: Form, by: str) -> Sequence[Ruling]:  # noqa: ARG002
        """Say of two mentions or accounts, or of one and several, whether they are the same."""
        lefts, rights = (form.get(side, "").split() for side in ("left", "right"))
        verdict = next((v for v in VERDICTS if v == form.get("verdict")), None)
        if verdict is None or not lefts or not rights:
            raise HTTPException(404)
        why = form.get("why", "").strip()
        return [
            Judgement(left=one, right=other, verdict=verdict, by=by, why=why)
            for one in lefts
            for other in rights
            if one != other
        ]

    def person(self, request: Request, form: Form, by: str) -> Sequence[Ruling]:  # noqa: ARG002
        """Protect a person: the name is withheld in all that leaves the case."""
        with self._at.shelf.look() as (catalogue, _):
            entity = catalogue.entities.get(form.get("entity", ""))
        if entity is None or entity.kind != "person":
            raise HTTPException(404)
        why = form.get("why", "").strip()
        return [Protection(mention=entity.mentions[0], name=entity.name, by=by, why=why)]

    def by_hand(self, request: Request, form: Form, by: str) -> Sequence[Ruling]:  # noqa: ARG002
        """Add a claim on words of a document; they must be the exact characters of its text."""
        with self._at.shelf.look() as (_, connection):
            documents = lookup.documents(connection, [form.get("document", "")])
            if not documents:
                raise HTTPException(404)
            found = findings.of(connection, documents[0].id)
        span = chosen(documents[0], form)
        told = read(form.get("kind", ""), form)
        said, beside = stands_in(documents[0], span, found)
        why = form.get("why", "").strip()
        return [find_by_hand(told, span, said, by=by, why=why, beside=form.get("beside") or beside)]

    def undo(self, request: Request, form: Form) -> Response:
        """Take a decision back; with `whole`, all that was decided in one deed with it.

        The protection of a person is taken back only with a reason.
        """
        return self._turned(request, form, stand=False)

    def redo(self, request: Request, form: Form) -> Response:
        """Let a decision that was taken back stand again."""
        return self._turned(request, form, stand=True)

    def ask(self, request: Request, form: Form) -> Response:
        """Ask once who decides; the form goes along and is posted again with the name."""
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request, "who.html", catalogue, form=form, back=way_back(form.get("back", "/"))
            )

    def found(self, id_: str) -> tuple[Claim, Statement]:
        """Find a claim, as found or as found by hand, with its statement."""
        decided = self._at.shelf.decided()
        with self._at.shelf.look() as (_, connection):
            claims = lookup.claims(connection, [id_])
            if claims:
                return claims[0], lookup.statements(connection, [claims[0].statement])[0]
        for entered in decided.history(id_):
            if isinstance(entered.ruling, Assessment):
                return entered.ruling.claim, entered.ruling.said
        raise HTTPException(404)

    def _turned(self, request: Request, form: Form, *, stand: bool) -> Response:
        by = decider(request, form)
        if not by:
            return self.ask(request, form)
        deed = self._at.shelf.decided().deed(request.path_params["id"])
        whole = "whole" in form
        rulings = [e.ruling for e in deed if whole or e.ruling.id == request.path_params["id"]]
        if not rulings:
            raise HTTPException(404)
        if stand:
            self._at.docket.give_back(*rulings, by=by)
        else:
            why = form.get("why", "").strip()
            if any(isinstance(ruling, Protection) for ruling in rulings):
                why = required(why)  # a name goes out again: somebody has to say why
            self._at.docket.take_back(*rulings, by=by, why=why)
        first = rulings[0]
        if isinstance(first, Assessment) and form.get("back", "").startswith("/queue"):
            form = {**form, "back": f"/queue?at={first.claim.id}"}
        return self._back(request, form, by)

    def _back(self, request: Request, form: Form, by: str) -> Response:
        back = way_back(form.get("back", "/"))
        seen = urlsplit(request.headers.get("hx-current-url", ""))
        if back.startswith("/documents/") and seen.path == urlsplit(back).path:
            back = way_back(f"{seen.path}?{seen.query}")  # the value that was chosen meanwhile
        answer = RedirectResponse(back, 303)
        if ASKS in form:
            remember(answer, by=by)
        return answer


def grading(request: Request, form: Form, by: str) -> Sequence[Ruling]:  # noqa: ARG001
    """Give a proposition another grade than the rule's; the reason must be given."""
    return [
        Override(
            account=_told(form, "account"),
            proposition=_told(form, "proposition"),
            subject=form.get("subject", ""),
            scheme=_told(form, "scheme"),
            grade=_told(form, "grade"),
            by=by,
            why=required(form.get("why", "")),
        )
    ]


def hearing(request: Request, form: Form, by: str) -> Sequence[Ruling]:  # noqa: ARG001
    """Note what came of asking a party for its side."""
    status = next((a for a in ANSWERS if a == form.get("status")), None)
    if status is None:
        raise HTTPException(404)
    text = form.get("text", "").strip()
    if status == "replied" and not text:
        raise UsageError("a reply is noted in full", "Give the words of the reply.")
    return [
        Hearing(
            account=_told(form, "account"),
            party=_told(form, "party"),
            status=status,
            by=by,
            asked_by=form.get("asked_by", "").strip() or None,
            asked_on=form.get("asked_on", "").strip() or None,
            text=text if status == "replied" else None,
        )
    ]


def relation(request: Request, form: Form, by: str) -> Sequence[Ruling]:  # noqa: ARG001
    """Say how an origin stands to the parties."""
    told = next((r for r in RELATIONS if r == form.get("relation")), None)
    if told is None:
        raise HTTPException(404)
    why = form.get("why", "").strip()
    return [Related(origin=_told(form, "origin"), relation=told, by=by, why=why)]


def required(why: str) -> str:
    """Take a reason that must be given; `UsageError` where there is none."""
    if not why.strip():
        raise UsageError("this decision needs a reason", "Say in a few words why.")
    return why.strip()


def _told(form: Form, name: str) -> str:
    told = form.get(name, "").strip()
    if not told:
        raise HTTPException(404)
    return told
