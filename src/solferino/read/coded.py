"""Opens files of coded rows by a mapping: each row becomes a document, whatever it holds.

A table of any kind that `read.table` opens, a list of objects (JSON), or a bare list of links.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from solferino.codec import parse, value
from solferino.coding.headings import heading
from solferino.coding.mapping import read_mapping
from solferino.errors import UnreadableError
from solferino.model import Description, Problem
from solferino.model.coding import Coding
from solferino.ports import Member, Sample
from solferino.read.dates import day
from solferino.read.encoding import decode
from solferino.read.table import ADDRESS, LANGUAGE, SEEN, ZIP, Numbered, cut
from solferino.read.tablehead import Cells, head_of
from solferino.read.tablerow import MAGIC, MEDIA_TYPE, Row
from solferino.read.workbook import sheets

FIRST = 1000  # above every other reader's bid: a person said what this file is
LINK = re.compile(r"\s*(https?://\S+)[\s,;|–—-]*(.*)", re.IGNORECASE)
LISTED = ("items", "data", "bulletins", "results", "features")  # under which exports list things
DEEPEST = 6  # levels of an object whose fields become columns
WORKBOOKS = (".xlsx", ".ods")
AGAIN = "Save it again as CSV (UTF-8), XLSX or JSON, and import that file."
ALMOST, MOST = 9, 10  # of ten rows so many have as many cells as the head
OTHER = "It is kept with the file. Import the file again with a mapping for it, if it matters."


Roles = Mapping[str, int | None]  # what describes a text, and in which column; null for none


@value
class Table:
    """One table of a file: what its columns are called, and its rows with anything in them.

    `prefix` goes before the names of its rows; `above` are the words over its headings.
    """

    prefix: str
    names: tuple[str, ...]
    rows: tuple[Numbered, ...]
    above: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The names as mappings compare them."""
        return tuple(map(heading, self.names))


class CodedReader:
    """Rows of one file, by the mapping under which it was taken in."""

    name = "coded"
    version = "1"

    def __init__(self, coding: Coding) -> None:
        """Read files by what `coding` says of them."""
        self.mapping = read_mapping(coding.mapping)

    def bid(self, sample: Sample) -> int:
        """Take the file itself; its rows go to whoever reads rows."""
        return 0 if sample.data.startswith(MAGIC) else FIRST

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield the rows in order, named by sheet and number; raises `UnreadableError`.

        A sheet to which the mapping does not fit gives a problem, and stays in the original.
        """
        for table in tables(sample):
            if not self.mapping.fits(table.headings):
                yield Problem(
                    name=sample.name,
                    stage="read",
                    message=f"«{table.prefix.rstrip('/') or sample.name}» has other columns than "
                    f"the mapping «{self.mapping.name}» needs; its rows were not taken.",
                    remedy=OTHER,
                )
                continue
            roles = {of: self.mapping.role(of, table.headings) for of in self.mapping.describes}
            for row in table.rows:
                yield member(table, row, roles, source=self.mapping.kind == "sources")


def tables(sample: Sample) -> list[Table]:
    """Open the tables of a file; raises `UnreadableError` where there is none."""
    if sample.data.startswith(ZIP):
        found = [_table(f"{sheet.name}/", sheet.rows()) for sheet in sheets(sample.data)]
    elif sample.name.lower().endswith(WORKBOOKS):
        raise UnreadableError("This file is no workbook, whatever its name says.", AGAIN)
    else:
        text = decode(sample.data).text
        if text.lstrip()[:1] in ("[", "{"):
            found = [_objects(text)]
        else:
            listed = None if _headed(text) else _links(text)
            found = [listed or _table("", cut(text))]
    there = [table for table in found if table is not None]
    if not there:
        raise UnreadableError("There is no table with rows in this file.", AGAIN)
    return there


def member(table: Table, row: Numbered, roles: Roles, *, source: bool) -> Member:
    """Lay a row out: its text, and each other cell that holds anything under its heading.

    `roles` are the places of the columns that describe a text; `source` tells that a row is one.
    """
    number, cells = row
    text, title = roles.get("text"), roles.get("title")
    fields = tuple(
        (_named(table, i), " ".join(cell.split()))
        for i, cell in enumerate(cells)
        if cell.strip() and i not in (text, title)
    )
    laid = Row(
        title="" if title == text else _cell(cells, title), text=_cell(cells, text), fields=fields
    )
    told = {of: _cell(cells, place) for of, place in roles.items()}
    return Member(
        name=f"{table.prefix}row {number}",
        data=laid.data,
        told=_told(told, source=source),
        media_type=MEDIA_TYPE,
        captured=told.get("captured") or None,
    )


def _told(told: dict[str, str], *, source: bool) -> Description:
    """Describe a row; whose words they are is told only where a row is a source by itself."""
    language, url = told.get("language", "").lower(), told.get("url", "")
    return Description(
        title=told.get("title") or None,
        published=day(told.get("published", "")),
        language=language if len(language) == LANGUAGE and language.isalpha() else None,
        rights=told.get("rights") or None,
        url=url if source and ADDRESS.fullmatch(url) else None,
        author=(told.get("author") or None) if source else None,
        publisher=(told.get("publisher") or None) if source else None,
    )


def _named(table: Table, place: int) -> str:
    """Name a field; a colon with a space would part the name from the cell too early."""
    name = table.names[place] if place < len(table.names) else f"Column {place + 1}"
    return name.replace(": ", " ")


def _cell(cells: Cells, place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _table(prefix: str, rows: Iterator[Numbered]) -> Table | None:
    """Find the headings of a table; null where there is no row below them."""
    filled = ((number, cells) for number, cells in rows if any(cells))
    first = list(islice(filled, SEEN))
    head = head_of([cells for _, cells in first])
    rest = tuple(chain(first[head.rows :], filled))
    return Table(prefix=prefix, names=head.names, rows=rest, above=head.above) if rest else None


def _headed(text: str) -> bool:
    """Whether a text is a table under headings, though its rows may begin with addresses."""
    head, *rows = [cells for _, cells in islice(cut(text), SEEN) if any(cells)] or [()]
    if len(head) < 2 or any(ADDRESS.match(cell) for cell in head):  # noqa: PLR2004  (one is a line)
        return False
    return (
        bool(rows) and sum(len(cells) == len(head) for cells in rows) * MOST >= len(rows) * ALMOST
    )


def _links(text: str) -> Table | None:
    """Read a list with an address at the beginning of most lines; null where it is none."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    met = [(n, LINK.fullmatch(line)) for n, line in lines]
    rows = tuple((n, (m[1], m[2].strip())) for n, m in met if m is not None)
    others = [(n, ("", line.strip())) for n, line in lines if LINK.fullmatch(line) is None]
    if len(rows) <= len(others):
        return None
    return Table(prefix="", names=("url", "note"), rows=tuple(sorted([*rows, *others])))


def _objects(text: str) -> Table | None:
    """Read a list of objects; fields inside fields get names of several words."""
    try:
        told = [parse(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        told = _listed(text)
    things = told[0] if len(told) == 1 else told
    if isinstance(things, dict):
        listed = (things[key] for key in LISTED if isinstance(things.get(key), list))
        things = next(listed, [things])
    rows = [dict(_fields("", thing, 0)) for thing in things if isinstance(thing, dict)]
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    numbered = tuple(
        (n, tuple(row.get(name, "") for name in names)) for n, row in enumerate(rows, start=1)
    )
    return Table(prefix="", names=names, rows=numbered) if numbered else None


def _listed(text: str) -> list[object]:
    try:
        return [parse(text)]
    except ValueError as error:
        raise UnreadableError(f"This is no JSON: {error}.", AGAIN) from error


def _fields(name: str, told: object, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the fields of an object as cells; the things of a list are counted from 1."""
    if told is None or depth > DEEPEST:
        return
    if isinstance(told, dict):
        for key, inner in told.items():
            yield from _fields(f"{name} {key}".strip(), inner, depth + 1)
    elif isinstance(told, list):
        if all(isinstance(inner, str | int | float) for inner in told):
            yield from _fields(name, ", ".join(map(str, told)), depth)
            return
        for n, inner in enumerate(told, start=1):
            yield from _fields(f"{name} {n}", inner, depth + 1)
    else:
        yield name, str(told).upper() if isinstance(told, bool) else str(told).strip()


def headings_of(found: Sequence[Table]) -> tuple[str, ...]:
    """Give the headings of the table with the most rows: the one that a mapping is chosen by."""
    return max(found, key=lambda table: len(table.rows)).headings
