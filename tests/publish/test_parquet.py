"""Parquet files hold the cells of the tables, read by somebody else's reader."""

import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from solferino.errors import UsageError
from solferino.ports import Picture
from solferino.publish.exchange.parquet import ParquetExporter
from solferino.publish.exchange.tables import tables
from solferino.publish.view import View


def test_every_cell_comes_back_with_its_type(picture: Picture) -> None:
    reader = pytest.importorskip("pyarrow.parquet")
    files = dict(ParquetExporter().files(picture))
    for sheet, held in tables(View(picture)):
        table: Any = reader.read_table(io.BytesIO(files[f"{sheet.key}.parquet"]))
        assert table.column_names == [c.key for c in sheet.columns]
        assert b"Internal export" in table.schema.metadata[b"notice"]
        rows = list(held)
        for column in sheet.columns:
            told = table.column(column.key).to_pylist()
            for one, row in zip(told, rows, strict=True):
                cell = row[column.key]
                if column.kind in ("number", "yes") and cell is not None:
                    assert one == cell
                    assert isinstance(one, int)
                elif cell is None:
                    assert one is None
                else:
                    assert one == (cell.isoformat() if isinstance(cell, date) else str(cell))


def test_the_same_picture_gives_the_same_bytes(picture: Picture) -> None:
    pytest.importorskip("pyarrow")
    assert dict(ParquetExporter().files(picture)) == dict(ParquetExporter().files(picture))


def test_without_the_package_the_message_says_what_to_do(
    picture: Picture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with (tmp_path / "x.zip").open("wb") as out, pytest.raises(UsageError) as error:
        ParquetExporter().write(picture, out)
    assert "solferino[parquet]" in (error.value.remedy or "")
