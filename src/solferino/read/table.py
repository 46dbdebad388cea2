"""Opens tables (CSV, TSV, XLSX): each row with a text becomes a document of its own."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import PurePath

from solferino.errors import UnreadableError
from solferino.model import Description, Problem
from solferino.ports import Member, Sample
from solferino.read.dates import day
from solferino.read.encoding import decode, doubts
from solferino.read.tablehead import Cells, Head, head_of, text_column
from solferino.read.tablerow import MEDIA_TYPE, Row
from solferino.read.workbook import MOST_COLUMNS, Sheet, cleaned, sheets

OWN = frozenset({".csv", ".tsv", ".tab"})
ZIP, STORY = b"PK\x03\x04", b"xl/workbook.xml"
CERTAIN, BY_NAME, BY_NAME_ALONE = 95, 70, 1
ENOUGH = 1 << 16  # bytes that show what a file is
DELIMITERS = ",;\t|"
TRIED = 50  # rows by which the delimiter is chosen
SEEN = 500  # rows by which the columns are understood
MOST_ROWS = 50_000  # in one file
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
LANGUAGE = 2  # letters of a code
AGAIN = "Open it in an office program, save it again as CSV (UTF-8) or XLSX, and add that file too."
FIGURES = "holds figures and short words, but no text to read."
NAME_IT = (
    "Add the report that it belongs to. If a column does tell what happened, name it "
    "«description» and add the table again."
)
SPLIT = "Split it into smaller tables and add those."

Numbered = tuple[int, Cells]  # a row, with the number that a spreadsheet shows for it


class TableReader:
    """Tables of which every row describes something, such as an incident."""

    name = "table"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """95 for a workbook, 70 for text by a table's name, 1 for the name alone."""
        if sample.data.startswith(ZIP):
            return CERTAIN if STORY in sample.data else 0
        suffix = PurePath(sample.name).suffix.lower()
        if suffix == ".xlsx":
            return BY_NAME_ALONE
        if suffix not in OWN:
            return 0
        try:
            decode(sample.data[:ENOUGH])
        except UnreadableError:
            return 0
        return BY_NAME

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield the rows in order, named by sheet and number; raises `UnreadableError`.

        Rows of blank cells are passed over. Of a workbook, every sheet with a text is read; that
        another one has none is a problem.
        """
        taking = _Taking(sample.name)
        if PurePath(sample.name).suffix.lower() in OWN and not sample.data.startswith(ZIP):
            decoded = decode(sample.data)
            yield from doubts(sample.name, decoded)
            yield from taking.rows("", cut(decoded.text))
        else:
            for sheet in sheets(sample.data):
                yield from taking.rows(f"{sheet.name}/", sheet.rows())
                if sheet.unsaved:
                    yield taking.problem(_unsaved(sheet), AGAIN)
                if sheet.beyond:
                    yield taking.problem(_beyond(sheet), SPLIT)
        yield from taking.end()


class _Taking:
    """Takes the rows out of the tables of one file, and counts them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._taken = 0
        self._without_text: list[str] = []

    def rows(self, prefix: str, rows: Iterator[Numbered]) -> Iterator[Member | Problem]:
        """Yield the rows of one table; `prefix` goes before their names."""
        filled = ((number, cells) for number, cells in rows if any(cells))
        first = list(islice(filled, SEEN))
        if not first:
            return
        head = head_of([cells for _, cells in first])
        column = text_column(head, [cells for _, cells in first[head.rows :]])
        if column is None:
            self._without_text.append(prefix.rstrip("/"))
            return
        if head.above:
            above = Row(text="\n\n".join(head.above))
            yield Member(name=f"{prefix}above the table", data=above.data, media_type=MEDIA_TYPE)
        for number, cells in chain(first[head.rows :], filled):
            if self._taken == MOST_ROWS:
                yield self.problem(f"It has more than {MOST_ROWS} rows; no more were read.", SPLIT)
                return
            self._taken += 1
            yield _member(f"{prefix}row {number}", head, column, cells)

    def end(self) -> Iterator[Problem]:
        """Tell of tables without text; raises `UnreadableError` when there was no other."""
        if not self._taken:
            raise UnreadableError(f"This table {FIGURES}", NAME_IT)
        for sheet in self._without_text:
            yield self.problem(f"The sheet «{sheet}» {FIGURES}", NAME_IT)

    def problem(self, message: str, remedy: str) -> Problem:
        return Problem(name=self._name, stage="read", message=message, remedy=remedy)


def _member(name: str, head: Head, column: int, cells: Cells) -> Member:
    title = head.meanings.get("title")
    apart = {column} if title is None else {column, title}
    fields = tuple(
        (head.names[i] if i < len(head.names) else f"Column {i + 1}", " ".join(cell.split()))
        for i, cell in enumerate(cells)
        if cell and i not in apart
    )
    row = Row(title=_cell(cells, title) or "", text=_cell(cells, column) or "", fields=fields)
    return Member(name=name, data=row.data, told=_told(head, column, cells), media_type=MEDIA_TYPE)


def _told(head: Head, column: int, cells: Cells) -> Description:
    """Take what the row tells of its text where a header says so in so many words.

    Address, author and outlet go with the text of a page. Where the row is an account in the
    words of the table's makers, they are those of whom it cites, and stay among its fields.
    """
    told = {meaning: _cell(cells, place) for meaning, place in head.meanings.items()}
    language = (told.get("language") or "").lower()
    described = Description(
        title=told.get("title"),
        published=day(told.get("published") or ""),
        language=language if len(language) == LANGUAGE and language.isalpha() else None,
        rights=told.get("rights"),
    )
    if head.meanings.get("text") != column:
        return described
    url = told.get("url")
    return replace(
        described,
        author=told.get("author"),
        publisher=told.get("publisher"),
        url=url if url and ADDRESS.fullmatch(url) else None,
    )


def _cell(cells: Cells, place: int | None) -> str | None:
    return cells[place] or None if place is not None and place < len(cells) else None


def cut(text: str) -> Iterator[Numbered]:
    """Cut a text into rows, at the delimiter that gives the most even columns."""
    delimiter = max(DELIMITERS, key=lambda d: _evenness(text, d))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableError(
                f"This table cannot be read beyond line {reader.line_num}: {error}.", AGAIN
            ) from error
        if cells is None:
            return
        number += 1
        yield number, tuple(cleaned(cell) for cell in cells)


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """Say how many of the first rows have the same number of cells, more than one, and how many."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(cells) for cells in islice(reader, TRIED) if len(cells) > 1)
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _unsaved(sheet: Sheet) -> str:
    return (
        f"{sheet.unsaved} cells of the sheet «{sheet.name}» hold formulas whose results are not "
        "saved in the file; they were left empty."
    )


def _beyond(sheet: Sheet) -> str:
    return (
        f"{sheet.beyond} cells of the sheet «{sheet.name}» lie beyond column {MOST_COLUMNS} and "
        "were not read."
    )
