"""The rows of a register's file: CSV, TSV or GeoJSON, as cells by folded heading.

The headings of a GeoJSON file are the names of its properties; its geometry gives the columns
`geometry latitude` and `geometry longitude`.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from solferino.codec import parse, value
from solferino.errors import UnreadableError
from solferino.resolve.register.mapping import heading

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (",", "\t", ";")
REMARK = "#"  # begins lines before the headings, and the cells of a row of HXL tags
NESTED = "details"  # the property of our own GeoJSON that holds all details of a facility
LATITUDE, LONGITUDE = "geometry latitude", "geometry longitude"
BIGGEST_CELL = 1 << 20
# A cell that a spreadsheet takes for a formula; an apostrophe before it keeps it from that.
FORMULA = re.compile(r"[=+@']|-(?!\d)")
APOSTROPHE = "'"


@value
class Row:
    """One row: its line in the file (or the number of the feature), and its cells that hold any.

    `surplus` tells that it has more cells than there are headings.
    """

    line: int
    cells: dict[str, str]
    surplus: bool = False


@value
class Sheet:
    """The headings of a file, folded, and its rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(data: bytes) -> Sheet:
    """Read a file; raises `UnreadableError` with what to do when it is no table."""
    text = _text(data)
    if text.lstrip()[:1] == "{":
        return _features(text)
    try:
        return _table(text)
    except csv.Error as error:
        raise UnreadableError(f"it is no table: {error}", "Save it again as CSV UTF-8.") from error


def _text(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("it is not UTF-8 text", "Save it as «CSV UTF-8».") from error


def _table(text: str) -> Sheet:
    before = csv.field_size_limit(BIGGEST_CELL)  # one for the whole process: put back below
    try:
        return _read_table(text)
    finally:
        csv.field_size_limit(before)


def _read_table(text: str) -> Sheet:
    skipped = 0
    while text.startswith(REMARK):
        _, _, text = text.partition("\n")
        skipped += 1
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda mark: (first.count(mark), mark == ","))
    head: tuple[str, ...] | None = None
    rows: list[Row] = []
    for number, cells in _cut(text, delimiter):
        if not any(cell.strip() for cell in cells):
            continue
        if head is None:
            head = tuple(heading(cell) for cell in cells)
        elif not _is_tags(cells):
            rows.append(_row(number + skipped, head, cells))
    if head is None:
        raise UnreadableError("there is nothing in it", "Give a table with a row of headings.")
    return Sheet(headings=tuple(dict.fromkeys(filter(None, head))), rows=tuple(rows))


def _cut(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Cut into numbered lines of cells; quotation marks between tabs may be words' own."""
    try:
        return _numbered(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error:
        if delimiter != "\t":
            raise
        lines = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        return _numbered(lines)


def _numbered(reader: "Reader") -> list[tuple[int, list[str]]]:
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise csv.Error(f"line {reader.line_num}: {error}") from error


def _is_tags(cells: Sequence[str]) -> bool:
    """Whether these are tags of the Humanitarian Exchange Language, which stand under headings."""
    filled = [cell for cell in cells if cell.strip()]
    return all(cell.lstrip().startswith(REMARK) for cell in filled)


def _row(line: int, head: Sequence[str], cells: Sequence[str]) -> Row:
    found: dict[str, str] = {}
    for name, cell in zip(head, cells, strict=False):
        stripped = cell.strip()
        if stripped and name:
            found.setdefault(name, live(stripped))
    return Row(line=line, cells=found, surplus=any(cell.strip() for cell in cells[len(head) :]))


def inert(cell: str) -> str:
    """Write a cell so that no spreadsheet runs it; `live` takes that back exactly."""
    return APOSTROPHE + cell if FORMULA.match(cell) else cell


def live(cell: str) -> str:
    """Read a cell that was kept from being a formula by an apostrophe."""
    quoted = cell.startswith(APOSTROPHE) and FORMULA.match(cell, 1)
    return cell[1:] if quoted else cell


def _features(text: str) -> Sheet:
    try:
        data = parse(text)
        features = data.get("features", [data])
        rows = [row for n, f in enumerate(features, start=1) for row in _feature(n, f)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(
            f"it is no GeoJSON of features: {error}", "Export it again as GeoJSON or CSV."
        ) from error
    headings = dict.fromkeys(name for row in rows for name in row.cells)
    return Sheet(headings=tuple(headings), rows=tuple(rows))


def _feature(number: int, feature: Mapping[str, Any]) -> Iterator[Row]:
    properties = feature.get("properties") or {}
    if isinstance(properties.get(NESTED), list):
        for told in properties[NESTED]:
            yield Row(line=number, cells=_cells({"facility": feature["id"], **told}))
        return
    inner = properties.get("attributes")  # healthsites.io nests its own so
    cells = _cells({**properties, **(inner if isinstance(inner, dict) else {})})
    point = _point(feature.get("geometry") or {})
    if point is not None:
        cells |= {LONGITUDE: _written(point[0]), LATITUDE: _written(point[1])}
    yield Row(line=number, cells=cells)


def _cells(properties: Mapping[str, Any]) -> dict[str, str]:
    written = ((heading(name), _written(told)) for name, told in properties.items())
    return {name: told for name, told in written if told}


def _written(told: object) -> str:
    """Write a value of JSON as a cell; lists and objects are no cells."""
    if told is None or isinstance(told, bool | list | dict):
        return ""
    return str(told).strip()


def _point(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    """Find the point of a geometry: of an outline, the middle of its corners."""
    corners = list(dict.fromkeys(_corners(geometry.get("coordinates"))))
    if not corners:
        return None
    if len(corners) == 1:
        return corners[0]
    count = len(corners)
    return (
        round(sum(x for x, _ in corners) / count, 6),
        round(sum(y for _, y in corners) / count, 6),
    )


def _corners(coordinates: object) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        return
    if isinstance(coordinates[0], int | float) and not isinstance(coordinates[0], bool):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        yield from _corners(inner)
