"""The pages of what was done and is being done: the ledger, its check, and running work."""

from dataclasses import replace

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.desk.deeds import Deed, Done, deed, done
from solferino.desk.docket import Decided
from solferino.desk.overview import numbered, sheet
from solferino.desk.setting import Setting, number
from solferino.desk.shelf import Catalogue
from solferino.model import Assessment, Judgement
from solferino.store import custody, lookup, schema
from solferino.store.case import Case
from solferino.store.facts import Entered
from solferino.store.integrity import check

PAGE = 200  # entries of the ledger on one page
DECISIONS = 50  # decisions on one page
APART = 10  # rulings of one deed that are listed with it; all of them have a page
RULINGS = 100  # rulings of one deed on a page of its own


class Custody:
    """Answers the addresses of ledger and work."""

    def __init__(self, setting: Setting) -> None:
        """Tell of the case on the shelf, and of what the shift does to it."""
        self._shelf = setting.shelf
        self._frame = setting.frame
        self._shift = setting.shift
        self._lost: tuple[object, frozenset[str]] = None, frozenset()  # by what it follows from

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/ledger", self.ledger),
            Route("/ledger/deeds/{id}", self.deed),
            Route("/ledger/verify", self.verify, methods=["POST"]),
            Route("/work", self.work),
            Route("/work", self.begin, methods=["POST"]),
            Route("/work/progress", self.progress),
            Route("/work/chip", self.chip),
            Route("/work/stop", self.stop, methods=["POST"]),
        ]

    def ledger(self, request: Request) -> Response:
        """List who did what to the facts and when, the latest first."""
        return self._ledger(request, None)

    def deed(self, request: Request) -> Response:
        """List what was decided in one deed, each ruling to be taken back or given back."""
        decided, phrasing = self._shelf.decided(), self._frame.phrasing(request)
        together = decided.deed(request.path_params["id"])
        if not together:
            raise HTTPException(404)
        part = sheet(together, number(request.query_params.get("page", "")), RULINGS)
        rows = tuple(done(e, phrasing, decided.stands) for e in part.rows if isinstance(e, Entered))
        with self._shelf.look() as (catalogue, _):
            return self._frame.page(
                request,
                "deed.html",
                catalogue,
                deed=deed(together, phrasing, decided.stands),
                sheet=replace(part, rows=rows),
            )

    def verify(self, request: Request) -> Response:
        """Check originals, spans, record and ledger now, on a look of its own at the case."""
        with Case.open(self._shelf.path, clock=self._shelf.clock, by="desk") as own:
            report = check(own)
        if "hx-request" in request.headers:
            return self._frame.part(request, "verdict.html", report=report, at=self._shelf.clock())
        return self._ledger(request, report)

    def work(self, request: Request) -> Response:
        """Show what is not read yet, the button that begins, and how work stands."""
        with self._shelf.look() as (catalogue, _):
            unread = self._shelf.unread()
            return self._frame.page(request, "work.html", catalogue, unread=unread)

    def begin(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Begin to bring the case up to date; returns to the page that shows how it goes."""
        self._shift.begin()
        return RedirectResponse("/work", 303)

    def stop(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Ask the work to stop after the document in hand."""
        self._shift.stop(wait=0)
        return RedirectResponse("/work", 303)

    def progress(self, request: Request) -> Response:
        """Give how work stands, as a part of a page that asks again while it runs."""
        return self._frame.part(request, "progress.html")

    def chip(self, request: Request) -> Response:
        """Give the sign in the bar that tells of work, and at its end leads to what is new."""
        return self._frame.part(request, "chip.html", renewed=True)

    def _ledger(self, request: Request, report: object) -> Response:
        page = number(request.query_params.get("page", ""))
        case = self._shelf.case()
        head = case.head()
        part = numbered(head.seq, page, PAGE)
        entries = case.facts.latest(head.seq + 1 - (part.page - 1) * PAGE, PAGE)
        came = custody.receipts(case.facts, [entry.subject for entry in entries])
        with self._shelf.look() as (catalogue, connection):
            return self._frame.page(
                request,
                "ledger.html",
                catalogue,
                sheet=replace(part, rows=tuple(entries)),
                decisions=self._decisions(request),
                orphaned=self._orphaned(request, catalogue, connection),
                names={id_: receipt.name for id_, receipt in came.items()},
                head=head,
                report=report,
                at=self._shelf.clock(),
            )

    def _decisions(self, request: Request) -> object:
        """List what people decided, the latest first, each to be taken back or given back."""
        decided, phrasing = self._shelf.decided(), self._frame.phrasing(request)
        page = number(request.query_params.get("decisions", ""))
        part = sheet(decided.deeds, page, DECISIONS)
        rows = (deed(d, phrasing, decided.stands, APART) for d in part.rows if isinstance(d, Deed))
        return replace(part, rows=tuple(rows))

    def _orphaned(
        self, request: Request, catalogue: Catalogue, connection: Connection
    ) -> list[Done]:
        """List standing decisions about what is not found any more; they are kept all the same."""
        decided, phrasing = self._shelf.decided(), self._frame.phrasing(request)
        state = decided, catalogue.moment
        if self._lost[0] != state:
            self._lost = state, _lost(decided, catalogue, connection)
        lost = self._lost[1]
        return [
            done(e, phrasing, lost)
            for id_, e in zip(decided.ids, decided.entered, strict=True)
            if id_ in lost
        ]


def _lost(decided: Decided, catalogue: Catalogue, connection: Connection) -> frozenset[str]:
    """Find the standing decisions (ids) about what is not found any more."""
    said, judged = decided.upright(Assessment), decided.standing(Judgement)
    found = lookup.there(connection, schema.claims, decided.spoken)
    by_hand = {a.span.document for a in said.values() if a.by_hand}
    read = lookup.there(connection, schema.documents, by_hand)
    lost = {
        id_
        for id_, a in said.items()
        if (a.span.document not in read if a.by_hand else decided.about[id_] not in found)
    }
    ends = {end for j in judged for end in (j.left, j.right)}
    known = catalogue.owner.some(ends).keys() | catalogue.home.some(ends).keys()
    return frozenset(lost | {j.id for j in judged if not {j.left, j.right} <= known})
