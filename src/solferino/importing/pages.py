"""Sheets that come back: found again by their headings, whatever a program made of the file."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from solferino.codec import value
from solferino.coding.cells import count, day
from solferino.errors import UnreadableError
from solferino.publish.exchange.notes import NOTES
from solferino.publish.sheets import HASH, Column, Sheet, normal, sheets, unguarded
from solferino.read.encoding import decode
from solferino.read.table import STORY, ZIP, cut
from solferino.read.workbook import sheets as read_sheets

LOOKED_AT = 20  # rows in which the headings are looked for
ENOUGH = 0.6  # share of a sheet's headings by which it is known without its hashes
TAG = "#"
THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(:00)?(\s*(?P<half>[ap])\.?m\.?)?", re.IGNORECASE
)
Cells = Mapping[str, str]


@value
class Line:
    """A row as it came back: its number in the file, and its cells by the keys of columns.

    `safe` holds the same without apostrophes that keep a text from being a formula.
    """

    number: int
    cells: dict[str, str]
    safe: dict[str, str]

    @property
    def id(self) -> str:
        """The id in the row, "" where somebody added it."""
        return self.cells.get("id", "")


@value
class Page:
    """A sheet that came back; `tab` is what it is called in the file, `extra` are added columns."""

    sheet: Sheet
    tab: str
    lines: tuple[Line, ...]
    extra: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the sheet, without the hash."""
        return tuple(c for c in self.sheet.columns if c.key != HASH)


@value
class Returned:
    """What came back: sheets that are known again, and the names of those that are not."""

    pages: tuple[Page, ...]
    strange: tuple[str, ...]


def returned(data: bytes) -> Returned | None:
    """Read a file as sheets that were exported; null where it is none of ours.

    Raises `UnreadableError` where it is damaged.
    """
    pages: list[Page] = []
    strange: list[str] = []
    hashed = False
    for tab, rows in _tabs(data):
        page, own = _page(tab, rows)
        hashed = hashed or own
        if page is not None:
            pages.append(page)
        elif tab != NOTES:
            strange.append(tab)
    if not hashed:
        return None
    return Returned(pages=tuple(pages), strange=tuple(strange))


def _tabs(data: bytes) -> Iterator[tuple[str, Iterable[tuple[int, Sequence[str]]]]]:
    if not data.startswith(ZIP):
        yield "", cut(decode(data).text)
    elif STORY in data:
        for sheet in read_sheets(data):
            yield sheet.name, sheet.rows()
    else:
        yield from _files(data)


def _files(data: bytes) -> Iterator[tuple[str, Iterable[tuple[int, Sequence[str]]]]]:
    """Open the CSV files of a zip, as the export writes them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [n for n in package.namelist() if n.endswith(".csv")]
            for name in names:
                if not name.endswith("notes.csv"):
                    yield name, cut(decode(package.read(name)).text)
    except zipfile.BadZipFile as error:
        raise UnreadableError("This file is damaged.", "Export it again.") from error


def _page(tab: str, rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[Page | None, bool]:
    """Find which sheet rows are of; the flag tells whether they bear its hashes.

    The first row that names enough of a sheet's columns is its head; of sheets that fit alike the
    first counts.
    """
    filled = ((n, row) for n, row in rows if any(cell.strip() for cell in row))
    first = list(islice(filled, LOOKED_AT))
    best = (
        (max((*_fit(s, row), -n) for n, s in enumerate(sheets())), at)
        for at, (_, row) in enumerate(first)
    )
    (share, hashed, n), at = next((b for b in best if b[0][0] >= ENOUGH), ((0.0, False, 0), 0))
    if share < ENOUGH:
        return None, False
    sheet, head = sheets()[-n], first[at][1]
    columns = _columns(sheet, head)
    columns = [c if c not in columns[:i] else None for i, c in enumerate(columns)]
    lines = (_line(columns, n, row) for n, row in (*first[at + 1 :], *filled) if not _tags(row))
    page = Page(
        sheet=sheet,
        tab=tab or sheet.name,
        lines=tuple(line for line in lines if any(line.cells.values())),
        extra=tuple(h for h, c in zip(head, columns, strict=True) if h and c is None),
    )
    return page, hashed


def _fit(sheet: Sheet, row: Sequence[str]) -> tuple[float, bool]:
    """Tell the share of a sheet's columns that a row names, and whether the hash is among them.

    A sheet without its hashes has to be known by nearly all; with them, by what is left.
    """
    named = {c.key for c in _columns(sheet, row) if c is not None}
    share = len(named) / len(sheet.columns)
    filled = sum(bool(cell) for cell in row)
    own = HASH in named and "id" in named and 2 * len(named) >= filled
    return (max(share, ENOUGH) if own and len(named) > len(sheet.columns) // 4 else share, own)


def _columns(sheet: Sheet, head: Sequence[str]) -> list[Column | None]:
    """Find the column of each heading; where most are keys, as in files for machines, by these.

    A key of one column may be what another's heading says.
    """
    keys = {c.key: c for c in sheet.columns}
    by_key = [keys.get(cell.strip()) for cell in head]
    if 2 * sum(c is not None for c in by_key) > sum(bool(cell) for cell in head):
        return by_key
    return [sheet.known_as(cell) if cell else None for cell in head]


def _tags(row: Sequence[str]) -> bool:
    return all(cell.lstrip("'").startswith(TAG) for cell in row if cell.strip())


def _line(columns: Sequence[Column | None], number: int, row: Sequence[str]) -> Line:
    found = {c.key: cell for c, cell in zip(columns, row, strict=False) if c is not None}
    safe = {key: unguarded(cell) for key, cell in found.items()}
    return Line(
        number=number,
        cells={k: _told(c, found[k]) for c in columns if c is not None and (k := c.key) in found},
        safe={k: _told(c, safe[k]) for c in columns if c is not None and (k := c.key) in safe},
    )


def _told(column: Column, cell: str) -> str:
    """Write a cell one way: days as days, also where a program made numbers of them."""
    text = normal(cell)
    if column.kind == "date" and text:
        read = day(text, None)
        if read is not None and read.earliest == read.latest and read.earliest is not None:
            return read.earliest
    if column.kind == "yes" and text.casefold() in ("true", "1", "yes", "ja", "oui", "نعم"):
        return "yes"
    if column.kind == "yes" and text.casefold() in ("false", "0", "no"):
        return "no"
    if column.kind == "number" and "," in text and (number := count(text)) is not None:
        return str(number)
    if column.kind in ("number", "decimal") and text.count(",") == 1 and "." not in text:
        return text.replace(",", ".")
    return text


def alike(column: Column, one: str, other: str) -> bool:
    """Whether two cells say the same, but for what programs do to texts that look like numbers."""
    if one == other:
        return True
    if not one or not other or column.key in ("id", HASH):
        return False
    if column.codes and one.casefold() == other.casefold():
        return True
    if column.kind == "number":
        numbers = count(one), count(other)
        return numbers[0] == numbers[1] is not None or _same_day(one, other)
    return _same_number(one, other) or _same_clock(one, other) or _same_day(one, other)


def _same_number(one: str, other: str) -> bool:
    bare = [t.replace(",", "") if THOUSANDS.fullmatch(t) else t for t in (one, other)]
    try:
        return float(bare[0]) == float(bare[1])
    except ValueError:
        return False


def _same_clock(one: str, other: str) -> bool:
    read = [_clock(text) for text in (one, other)]
    return read[0] == read[1] is not None


def _clock(text: str) -> tuple[int, int] | None:
    """Read "21:20", "21:20:00" and "9:20:00 PM" as one time of day."""
    if (m := CLOCK.fullmatch(text)) is None:
        return None
    hour, half = int(m["hour"]), (m["half"] or "").casefold()
    return (hour % 12 + 12 * (half == "p") if half else hour), int(m["minute"])


def _same_day(one: str, other: str) -> bool:
    read = [day(text, None) for text in (one, other)]
    days = {(r.earliest, r.latest, r.clock) if r is not None else None for r in read}
    return len(days) == 1 and None not in days
