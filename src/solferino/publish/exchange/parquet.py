"""The tables as Parquet, for programs that compute: one file for each sheet of the workbook.

Needs pyarrow, which comes along only when it is asked for (`pip install 'solferino[parquet]'`).
"""

import importlib
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, BinaryIO

from solferino.errors import UsageError
from solferino.ports import Picture
from solferino.publish.exchange.tables import tables
from solferino.publish.exchange.zipped import write_zip
from solferino.publish.notice import notice
from solferino.publish.sheets import Cell, Column, Row, Sheet
from solferino.publish.view import View

TYPES = MappingProxyType({"number": "int64", "yes": "bool_"})  # all else is text


class ParquetExporter:
    """Writes each sheet as a Parquet file with the keys as names of columns.

    Counts are 64-bit integers, yes and no are booleans, all else is text: days in ISO form, for a
    bound may be no single day, and decimals as they are written. What stands for nothing is null.
    The notice stands in the metadata of each file, under `notice`.
    """

    name = "parquet"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write all files as one zip; `UsageError` where pyarrow is not installed."""
        write_zip(out, self.files(picture))

    def files(self, picture: Picture) -> Iterator[tuple[str, bytes]]:
        """Give the files by name, one after the other; `UsageError` as `write` raises it."""
        arrow, writer = _arrow("pyarrow"), _arrow("pyarrow.parquet")
        told = {b"notice": notice(picture).encode()}
        for sheet, held in tables(View(picture)):
            table = _table(arrow, sheet, list(held)).replace_schema_metadata(told)
            out = io.BytesIO()
            writer.write_table(table, out, compression="zstd")
            yield f"{sheet.key}.parquet", out.getvalue()


def _arrow(name: str) -> Any:  # noqa: ANN401  (a package that may not be there has no types)
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            "Parquet is written with pyarrow, which is not installed",
            "Install it (pip install 'solferino[parquet]'), or export csv.",
        ) from error


def _table(arrow: Any, sheet: Sheet, rows: list[Row]) -> Any:  # noqa: ANN401  (as above)
    fields = [(c.key, getattr(arrow, TYPES.get(c.kind, "string"))()) for c in sheet.columns]
    columns = [[_cell(c, row[c.key]) for row in rows] for c in sheet.columns]
    arrays = [arrow.array(cells, type=of) for cells, (_, of) in zip(columns, fields, strict=True)]
    return arrow.table(arrays, schema=arrow.schema(fields))


def _cell(column: Column, cell: Cell) -> str | int | bool | None:
    """Give a cell as its column holds it."""
    if cell is None or (cell == "" and column.kind in TYPES):
        return None
    if column.kind == "number":
        return int(cell) if isinstance(cell, int | float | Decimal | str) else None
    if column.kind == "yes":
        return bool(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
