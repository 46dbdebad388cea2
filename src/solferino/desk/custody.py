"""The pages of what was done and is being done: the ledger, its check, and running work."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.desk.frame import Frame
from solferino.desk.overview import sheet
from solferino.desk.shelf import Shelf
from solferino.desk.shift import Shift
from solferino.store import custody
from solferino.store.case import Case
from solferino.store.integrity import check

PAGE = 200  # entries of the ledger on one page


class Custody:
    """Answers the addresses of ledger and work."""

    def __init__(self, shelf: Shelf, frame: Frame, shift: Shift) -> None:
        """Tell of the case on `shelf`, and of what `shift` does to it."""
        self._shelf = shelf
        self._frame = frame
        self._shift = shift

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/ledger", self.ledger),
            Route("/ledger/verify", self.verify, methods=["POST"]),
            Route("/work", self.work),
            Route("/work", self.begin, methods=["POST"]),
            Route("/work/progress", self.progress),
            Route("/work/stop", self.stop, methods=["POST"]),
        ]

    def ledger(self, request: Request) -> Response:
        """List who did what to the facts and when, the latest first."""
        return self._ledger(request, None)

    def verify(self, request: Request) -> Response:
        """Check originals, spans, record and ledger now, on a look of its own at the case."""
        with Case.open(self._shelf.path, clock=self._shelf.clock, by="desk") as own:
            report = check(own)
        if "hx-request" in request.headers:
            return self._frame.part("verdict.html", report=report, at=self._shelf.clock())
        return self._ledger(request, report)

    def work(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Show what is not read yet, the button that begins, and how work stands."""
        with self._shelf.look() as (catalogue, _):
            unread = len(self._shelf.case().unread())
            standing = self._shift.standing()
            return self._frame.page("work.html", catalogue, unread=unread, standing=standing)

    def begin(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Begin to bring the case up to date; returns to the page that shows how it goes."""
        self._shift.begin()
        return RedirectResponse("/work", 303)

    def stop(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Ask the work to stop after the document in hand."""
        self._shift.stop(wait=0)
        return RedirectResponse("/work", 303)

    def progress(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Give how work stands, as a part of a page that asks again while it runs."""
        return self._frame.part("progress.html", standing=self._shift.standing())

    def _ledger(self, request: Request, report: object) -> Response:
        told = request.query_params.get("page", "")
        number = int(told) if told.isascii() and told.isdigit() and len(told) < PAGE else 1
        case = self._shelf.case()
        entries = case.entries()[::-1]
        names = {id_: receipt.name for id_, receipt in custody.receipts(case.facts).items()}
        with self._shelf.look() as (catalogue, _):
            return self._frame.page(
                "ledger.html",
                catalogue,
                sheet=sheet(entries, number, PAGE),
                names=names,
                head=case.head(),
                report=report,
                at=self._shelf.clock(),
            )
