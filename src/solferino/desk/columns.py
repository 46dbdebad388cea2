"""Columns of one's own for coded rows: tables that stay with the case, written at the desk or not.

Each is a file NAME.csv in the case's folder `columns`; whoever works on the case sees it.
"""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.setting import Form, Setting, posting
from solferino.errors import UsageError
from solferino.publish.exchange.own_columns import (
    MOST,
    Column,
    read_columns,
    shown,
    written_columns,
)
from solferino.store.disk import writing_to

FOLDER = "columns"  # of the case
OWN = "own-"  # begins the name of a scheme that is a table of one's own
NAME = re.compile(r"[^\W_][\w -]{0,39}")
HEAVIEST = 100_000  # bytes of a table
BEGINNING = (("Date", "date"), ("Facility", "facility"), ("Place", "place"), ("Killed", "killed"))


@value
class Table:
    """A table by its name: its columns, or what is wrong with its file."""

    name: str
    columns: tuple[Column, ...]
    wrong: str = ""


def tables(case: Path) -> dict[str, Table]:
    """Read the tables of a case, by name; one that cannot be understood says why."""
    folder = case / FOLDER
    found = {}
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        try:
            found[path.stem] = Table(name=path.stem, columns=_read(path))
        except UsageError as error:
            found[path.stem] = Table(name=path.stem, columns=(), wrong=f"{error}")
    return found


def _read(path: Path) -> tuple[Column, ...]:
    if path.stat().st_size > HEAVIEST:
        raise UsageError(f"{path.name} is too large for a table of columns", "Make it smaller.")
    return read_columns(path.read_text("utf-8-sig", "replace"))


class Columns:
    """Answers the addresses of tables of columns."""

    def __init__(self, setting: Setting) -> None:
        """Keep the tables in the folder of the case on the shelf."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/columns", self.page),
            Route("/columns", posting(self.kept), methods=["POST"]),
        ]

    def page(self, request: Request) -> Response:
        """Show the tables, and one of them to be written."""
        known = tables(self._at.shelf.path)
        table = known.get(request.query_params.get("name", ""))
        beginning = tuple(Column(head=head, shows=shows) for head, shows in BEGINNING)
        text = written_columns(table.columns if table and not table.wrong else beginning)
        return self._page(request, table.name if table else "", text)

    def kept(self, request: Request, form: Form) -> Response:
        """Keep a table, or take it away; where it cannot be understood, say why beside it."""
        name, text = form.get("name", "").strip(), form.get("table", "")
        try:
            self._keep(name, text, away="away" in form)
        except UsageError as error:
            return self._page(request, name, text, error)
        return RedirectResponse(f"/columns?kept={'' if 'away' in form else name}", 303)

    def _keep(self, name: str, text: str, *, away: bool) -> None:
        if NAME.fullmatch(name) is None:
            raise UsageError(
                "the table has no name that a file can have", "Use letters, digits and spaces."
            )
        case = self._at.shelf.path
        path = case / FOLDER / f"{name}.csv"
        with writing_to(case):
            if away:
                path.unlink(missing_ok=True)
                return
            columns = read_columns(text.replace("\r\n", "\n"))
            path.parent.mkdir(exist_ok=True)
            path.write_text(written_columns(columns), "utf-8", "replace")

    def _page(
        self, request: Request, name: str, text: str, wrong: UsageError | None = None
    ) -> Response:
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request,
                "columns.html",
                catalogue,
                status=409 if wrong else 200,
                tables=list(tables(self._at.shelf.path).values()),
                name=name,
                text=text,
                wrong=wrong,
                shown=shown(),
                most=MOST,
                own=OWN,
                kept=request.query_params.get("kept", ""),
            )
