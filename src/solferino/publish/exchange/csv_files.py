"""Tables as CSV: exact for machines, and safe for people who open them in a spreadsheet program."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO

from solferino.ports import Picture
from solferino.publish.exchange.notes import notes_file
from solferino.publish.exchange.tables import tables
from solferino.publish.exchange.written import BOM, written
from solferino.publish.exchange.zipped import write_zip
from solferino.publish.sheets import Cell, Column, Row, Sheet, fitting, guarded
from solferino.publish.view import View

NUMBERS = ("number", "decimal")


class CsvExporter:
    """Writes each sheet twice: `exact/` (keys as headers, texts untouched) and `safe/`.

    A safe file has the headers for people and the HXL tags; no cell of it begins a formula: an
    apostrophe stands before a text that would. Both are RFC 4180, in UTF-8.
    """

    name = "csv"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write all files as one zip."""
        write_zip(out, self.files(picture))

    def files(self, picture: Picture) -> Iterator[tuple[str, bytes]]:
        """Give the files by name, one after the other."""
        for sheet, held in tables(View(picture)):
            rows = list(held)
            yield f"exact/{sheet.key}.csv", exact(sheet, rows)
            yield f"safe/{sheet.key}.csv", safe(sheet, rows)
        yield "notes.csv", notes_file(picture)


def exact(sheet: Sheet, rows: Iterable[Row]) -> bytes:
    """Write rows for machines; what is read again is, text for text, what was written."""
    keys = [c.key for c in sheet.columns]
    return written([keys, *([plainly(row[k]) for k in keys] for row in rows)])


def safe(sheet: Sheet, rows: Iterable[Row]) -> bytes:
    """Write rows for people, with headers, HXL tags, and no cell that begins a formula."""
    heads = [[guarded(c.header) for c in sheet.columns], [c.tag for c in sheet.columns]]
    cells = ([_safely(c, row[c.key]) for c in sheet.columns] for row in rows)
    return written([*heads, *cells], before=BOM)


def plainly(cell: Cell) -> str:
    """Write a cell as text: nothing for an empty one, yes and no in words."""
    if cell is None:
        return ""
    return ("yes" if cell else "no") if isinstance(cell, bool) else str(cell)


def _safely(column: Column, cell: Cell) -> str:
    number = column.kind in NUMBERS and _is_number(cell)
    return plainly(cell) if number else guarded(fitting(plainly(cell)))


def _is_number(cell: Cell) -> bool:
    try:
        return Decimal(str(cell)).is_finite()
    except ArithmeticError:
        return False
