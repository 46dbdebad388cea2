"""The page of searching: words and fields, passages that open on the exact words, kept searches."""

from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.deciding import Deciding
from solferino.desk.listing import as_csv
from solferino.desk.setting import Form, Setting, number, posting
from solferino.desk.sitting import cleaned, decider, remember, way_back
from solferino.errors import UsageError
from solferino.model import VALUE_TYPES, Assessment
from solferino.model.asking import Asked, SavedSearch
from solferino.store.passages import Result, results
from solferino.store.search import COUNTED, Answered, Found, answered, kept, search

SIZE = 20  # documents on one page
FIELDS = (
    "words",
    "facility",
    "country",
    "first",
    "last",
    "kind",
    "speaker",
    "blamed",
    "status",
    "language",
)
STATES = ("proposed", "accepted", "corrected", "rejected")
CSV = "text/csv; charset=utf-8"
MOST = 5000  # documents of a table


@value
class Shown:
    """One page of what was found: results, which page of how many at least, and how many."""

    results: tuple[Result, ...]
    page: int
    pages: int
    total: int
    more: bool


class Searching:
    """Answers the addresses of searching."""

    def __init__(self, setting: Setting) -> None:
        """Search the case on the shelf."""
        self._at = setting
        self._deciding = Deciding(setting)
        self._answered: tuple[object, Answered] | None = None

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/search", self.page),
            Route("/search/table.csv", self.table),
            Route("/search/keep", posting(self.keep), methods=["POST"]),
            Route("/search/drop/{id}", posting(self.drop), methods=["POST"]),
        ]

    def page(self, request: Request) -> Response:
        """Show what was found, the latest published first, each with its exact words."""
        asked, turn = asking(request), number(request.query_params.get("page", ""))
        shown = None
        with self._at.shelf.look() as (catalogue, connection):
            if not asked.empty:
                people = self._people(connection)
                found = search(connection, asked, people, turn, SIZE)
                shown = _shown(found, results(connection, asked, people, found.hits), turn)
            return self._at.frame.page(
                request,
                "search.html",
                catalogue,
                asked=asked,
                shown=shown,
                address=f"/search?{parameters(asked)}&",
                table=f"/search/table.csv?{parameters(asked)}",
                kinds=tuple(VALUE_TYPES),
                states=STATES,
                countries=catalogue.countries,
                languages=catalogue.languages,
                kept=kept(self._at.shelf.decided().of(SavedSearch)),
                leading=parameters,
                counted=COUNTED,
            )

    def table(self, request: Request) -> Response:
        """Send what was found as CSV."""
        asked = asking(request)
        with self._at.shelf.look() as (_, connection):
            people = self._people(connection)
            found = search(connection, asked, people, 1, MOST)
            listed = as_csv(results(connection, asked, people, found.hits))
        headers = {"Content-Disposition": 'attachment; filename="found.csv"'}
        return Response(listed, media_type=CSV, headers=headers)

    def keep(self, request: Request, form: Form) -> Response:
        """Keep a search under a name, for all who work on the case."""
        by = decider(request, form)
        if not by:
            return self._deciding.ask(request, form)
        name = cleaned(form.get("name", ""))
        asked = Asked(**{f: form.get(f, "").strip() for f in FIELDS})  # type: ignore[arg-type]
        if not name or asked.empty:
            raise UsageError("a search is kept under a name", "Say what to look for, and a name.")
        self._at.docket.enter(SavedSearch(name=name, asked=asked, by=by))
        answer = RedirectResponse(way_back(form.get("back", "/search")), 303)
        if "by" in form:
            remember(answer, by=by)
        return answer

    def drop(self, request: Request, form: Form) -> Response:
        """Take a kept search back; it can be given back from the last decisions."""
        by = decider(request, form)
        if not by:
            return self._deciding.ask(request, form)
        entered = self._at.shelf.decided().find(request.path_params["id"])
        if entered is None:
            raise HTTPException(404)
        self._at.docket.take_back(entered.ruling, by=by)
        return RedirectResponse(way_back(form.get("back", "/search")), 303)

    def _people(self, connection: object) -> Answered:
        """Give how the claims stand that people spoke of, read once for each state of the case."""
        decided = self._at.shelf.decided()
        if self._answered is None or self._answered[0] is not decided:
            self._answered = decided, answered(connection, decided.of(Assessment))  # type: ignore[arg-type]
        return self._answered[1]


def asking(request: Request) -> Asked:
    """Read what is asked from the address; a state that there is not asks for nothing."""
    told = {name: request.query_params.get(name, "").strip() for name in FIELDS}
    if told["status"] not in STATES:
        told["status"] = ""
    return Asked(**told)  # type: ignore[arg-type]


def parameters(asked: Asked) -> str:
    """Write what is asked as an address does."""
    told = {name: getattr(asked, name) for name in FIELDS}
    return urlencode({name: content for name, content in told.items() if content})


def _shown(found: Found, listed: list[Result], page: int) -> Shown:
    pages = max(1, -(-found.total // SIZE), page + 1 if found.more and listed else 1)
    return Shown(results=tuple(listed), page=page, pages=pages, total=found.total, more=found.more)
