"""How the sheets of the workbook are filled: heads, notes, styles, choices, cells of each kind."""

import io
import re
import textwrap
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import BinaryIO

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import Cell as Box  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from solferino.errors import UsageError
from solferino.ports import Picture
from solferino.publish.exchange.notes import NOTES, notes
from solferino.publish.exchange.tables import tables
from solferino.publish.exchange.zipped import ERA, entry
from solferino.publish.sheets import HASH, Cell, Column, Row, Sheet, fitting, guarded, sheets
from solferino.publish.view import View

MOST_ROWS = 1_048_574  # of a sheet, without headers and tags
CHOICES = 255  # characters of a list that a cell offers
FIRST = 1901  # spreadsheet programs count days from 1900, and count that year wrongly
READABLE = 110  # characters: how wide the column of the notes is
LINE = 15  # points: how high a line of the notes is; programs do not work it out by themselves
SPARE = 500  # rows below the last that offer the same choices
HEAD = Font(bold=True, color="FFFFFFFF")
TOLD = PatternFill("solid", fgColor="FF2F4858")
ASKED = PatternFill("solid", fgColor="FFF2C14E")
TAGS = Font(italic=True, color="FF6B6B6B", size=9)
FAINT = Font(color="FF9A9A9A", size=8)
TOP = Alignment(vertical="top", wrap_text=True)
PLAIN_TOP = Alignment(vertical="top", wrap_text=False)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def write_workbook(picture: Picture, out: BinaryIO) -> None:
    """Write the workbook; the same picture gives the same bytes."""
    book = Workbook(write_only=True)
    book.properties.creator = picture.engine
    book.properties.title = fitting(picture.name)
    for number, (sheet, rows) in enumerate(tables(View(picture))):
        _fill(book.create_sheet(sheet.name), sheet, rows)
        if number == 0:
            _note(book.create_sheet(NOTES), picture)
    _save(book, out)


def _fill(page: Worksheet, sheet: Sheet, rows: Iterator[Row]) -> None:
    page.freeze_panes = "C3"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([_head(page, column) for column in sheet.columns])
    page.append([_text(page, column.tag, TAGS) for column in sheet.columns])
    stencils = [(Stencil(page, column), column.key) for column in sheet.columns]
    count = 0
    for row in rows:
        count += 1
        if count > MOST_ROWS:
            raise UsageError(
                f"the sheet {sheet.name} would have more rows than a sheet can hold",
                "Export the case as csv, which has no such limit.",
            )
        page.append([stencil.cell(row[key]) for stencil, key in stencils])
    last = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{count + 2}"
    for number, column in enumerate(sheet.columns, 1):
        _offer(page, column, get_column_letter(number), count)


def _offer(page: Worksheet, column: Column, letter: str, count: int) -> None:
    """Let a cell that may be answered offer the codes of its list."""
    codes = ("yes", "no") if column.kind == "yes" else column.codes
    choices = ",".join(codes)
    if not column.edit or not codes or column.kind == "list" or len(choices) > CHOICES:
        return
    offer = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    offer.add(f"{letter}3:{letter}{count + 2 + SPARE}")
    page.data_validations.append(offer)


def _head(page: Worksheet, column: Column) -> Box:
    cell = _text(page, column.header, Font(bold=True) if column.edit else HEAD)
    cell.fill = ASKED if column.edit else TOLD
    cell.alignment = TOP
    return cell


class Stencil:
    """Writes the cells of one column.

    The cells of a kind are one object with a new value each time: openpyxl writes a row out before
    the next, and giving each cell its style anew would take most of the time.
    """

    def __init__(self, page: Worksheet, column: Column) -> None:
        """Prepare cells of each kind; `id` and hash are printed faintly."""
        font = FAINT if column.key in {HASH, "id"} else None
        self._column = column
        self._text = _text(page, "", font)
        self._quoted = _text(page, "=", font)
        self._number = WriteOnlyCell(page, 0)
        self._day = WriteOnlyCell(page, date(FIRST, 1, 1))
        self._day.number_format = "yyyy-mm-dd"
        self._number.alignment = self._day.alignment = PLAIN_TOP

    def cell(self, content: Cell) -> Box | None:
        """Write one cell; null for an empty one."""
        if content is None or content == "":
            return None
        if isinstance(content, bool):
            return _filled(self._text, "yes" if content else "no")
        kind = self._column.kind
        if kind in ("number", "decimal") and (number := _number(content)) is not None:
            self._number.value = number
            return self._number
        if kind == "date" and (day := _day(str(content))) is not None:
            self._day.value = day
            return self._day
        told = fitting(str(content))
        return _filled(self._quoted if guarded(told) != told else self._text, told)


def _filled(cell: Box, told: str) -> Box:
    """Put a text into a cell of text, whatever the text looks like."""
    cell.value = told
    cell.data_type = "s"  # what begins with "=" would be a formula else
    return cell


def _number(content: Cell) -> int | Decimal | None:
    try:
        number = Decimal(str(content))
    except ArithmeticError:
        return None
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else number


def _day(content: str) -> date | None:
    try:
        day = date.fromisoformat(content)
    except ValueError:
        return None
    return day if day.year >= FIRST else None


def _text(page: Worksheet, content: str, font: Font | None = None) -> Box:
    """Make a cell of text with its style."""
    told = fitting(content)
    cell = _filled(WriteOnlyCell(page), told)
    cell.number_format = "@"
    cell.alignment = TOP
    if guarded(told) != told:
        cell.quotePrefix = True  # stays text when somebody edits it
    if font is not None:
        cell.font = font
    return cell


def _note(page: Worksheet, picture: Picture) -> None:
    page.column_dimensions["A"].width = 20
    page.column_dimensions["B"].width = READABLE
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    told = [(note.about, note.says) for note in notes(picture) if note.says]
    told += [("", ""), ("Sheets", ""), *((sheet.name, sheet.says) for sheet in sheets())]
    for number, (about, says) in enumerate(told, 1):
        lines = max(1, len(textwrap.wrap(says, READABLE - 10)))
        page.row_dimensions[number].height = LINE * lines
        page.append([_text(page, about, Font(bold=True)), _text(page, says)])


def _save(book: Workbook, out: BinaryIO) -> None:
    """Write the workbook without the time at which it was written."""
    held = io.BytesIO()
    book.save(held)
    era = datetime(*ERA, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as final:
        for info in made.infolist():
            data = made.read(info.filename)
            if info.filename == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + era + rb"\g<2>", data)
            final.writestr(entry(info.filename), data)
