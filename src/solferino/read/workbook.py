"""The sheets of a workbook (XLSX) as rows of text; formulas are never evaluated."""

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree

from solferino.errors import UnreadableError
from solferino.read.archive import inspect

AGAIN = "Open it in an office program, save it again as XLSX or CSV, and add that file too."
MOST_ROWS = 1_048_576  # of a sheet, as the format has it; files may claim more
MOST_COLUMNS = 500
BATCH = 1000  # rows taken at once
LINE_END = re.compile(r"_x000[DdAa]_\n?")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# What openpyxl, its parsers and zipfile raise for files that only look like workbooks: the
# first looks up elements and attributes that the format demands without asking for them.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ParseError,
    etree.LxmlError,
    KeyError,
    IndexError,
    ValueError,
    AttributeError,
    TypeError,
)


class Sheet:
    """A sheet of a workbook.

    Once its rows are read, `unsaved` counts the formulas without a result, and `beyond` the
    cells that lie beyond the last column that is read.
    """

    def __init__(self, results: Any, formulas: Any | None) -> None:  # noqa: ANN401  (no types)
        """Read the results of a sheet, beside its formulas where it has any."""
        self.name = str(results.title)
        self.unsaved = self.beyond = 0
        self._results = results
        self._formulas = formulas

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the rows with their numbers; raises `UnreadableError` where they are damaged."""
        formulas = _rows(self._formulas) if self._formulas is not None else iter(())
        pairs = zip_longest(_rows(self._results), formulas, fillvalue=())
        for number, (cells, written) in enumerate(pairs, start=1):
            if number > MOST_ROWS:
                raise UnreadableError(f"The sheet «{self.name}» has rows without end.", AGAIN)
            self.unsaved += sum(
                result is None and isinstance(formula, str) and formula.startswith("=")
                for result, formula in zip(cells, written, strict=False)
            )
            self.beyond += sum(cell is not None for cell in cells[MOST_COLUMNS:])
            yield number, tuple(shown(cell) for cell in cells[:MOST_COLUMNS])


def sheets(data: bytes) -> Iterator[Sheet]:
    """Yield the sheets in their order, hidden ones too; raises `UnreadableError`.

    Numbers, days and truth values become text as a spreadsheet shows them; of a formula it is
    the result that was saved last.
    """
    inspect(data)
    results = _opened(data, results=True).worksheets
    formulas = _opened(data, results=False).worksheets if _calculates(data) else []
    for sheet, twin in zip_longest(results, formulas):
        yield Sheet(sheet, twin)


def _calculates(data: bytes) -> bool:
    """Whether there is a formula in any sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [n for n in package.namelist() if n.startswith("xl/worksheets/")]
        return any(FORMULA.search(package.read(name)) for name in names)


def _opened(data: bytes, *, results: bool) -> Any:  # noqa: ANN401  (no types)
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415  (half a second, for workbooks)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about decoration that is not kept
        try:
            return openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=results, keep_links=False
            )
        except BROKEN as error:
            raise UnreadableError("This workbook is damaged.", AGAIN) from error


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  (no types)
    sheet.reset_dimensions()  # what a file claims of its size may be a lie
    rows = sheet.iter_rows(values_only=True)
    while True:
        batch, fault = _batch(rows)
        yield from batch
        if fault is not None:
            raise UnreadableError(
                f"The sheet «{sheet.title}» is damaged; it was read no further.", AGAIN
            ) from fault
        if not batch:
            return


def _batch(rows: Iterator[tuple[Any, ...]]) -> tuple[list[tuple[Any, ...]], Exception | None]:
    """Take some rows, and what goes wrong after them."""
    batch: list[tuple[Any, ...]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about days that no calendar has
        try:
            batch.extend(islice(rows, BATCH))
        except BROKEN as error:
            return batch, error
    return batch, None


def shown(cell: object) -> str:
    """Write a cell as text."""
    match cell:
        case None:
            text = ""
        case bool():
            text = str(cell).upper()
        case float() if cell.is_integer():
            text = str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            text = cell.date().isoformat()
        case dt.datetime():
            text = cell.isoformat(sep=" ", timespec="minutes")
        case _:
            text = cleaned(str(cell))
    return text


def cleaned(cell: str) -> str:
    """Undo what spreadsheets write for signs that XML cannot hold: `_x000D_` ends a line."""
    if "_x" in cell:
        cell = LINE_END.sub("\n", cell).replace("_x0009_", "\t")
    return cell.strip()
