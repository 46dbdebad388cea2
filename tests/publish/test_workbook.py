"""The workbook and the CSV files: text stays text, rows are known again, bytes are the same."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import hxl
import openpyxl  # type: ignore[import-untyped]
import pytest
import xlrd3
from hypothesis import given
from hypothesis import strategies as st

from solferino.ports import Picture
from solferino.publish.exchange.csv_files import CsvExporter
from solferino.publish.exchange.notes import NOTES
from solferino.publish.exchange.tables import tables
from solferino.publish.exchange.workbook import XlsxExporter
from solferino.publish.exchange.written import written
from solferino.publish.sheets import (
    HASH,
    fitting,
    guarded,
    normal,
    row_hash,
    sheets,
    unguarded,
)
from solferino.publish.view import View

DANGER = "=+-@\t\r＝＋－＠"


def workbook(picture: Picture) -> bytes:
    out = io.BytesIO()
    XlsxExporter().write(picture, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def book(picture: Picture) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(picture)))


@pytest.fixture(scope="module")
def csvs(picture: Picture) -> dict[str, bytes]:
    return dict(CsvExporter().files(picture))


def read_back(book: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    for one in sheets():
        page = book[one.name]
        heads = [one.known_as(str(cell.value)) for cell in page[1]]
        for line in page.iter_rows(min_row=3, values_only=True):
            cells = zip(heads, line, strict=True)
            yield one, {column.key: cell for column, cell in cells if column}


def test_every_table_is_a_sheet_and_the_notes_come_second(book: Any) -> None:
    first, *others = (s.name for s in sheets())
    assert book.sheetnames == [first, NOTES, *others]


def test_every_row_that_is_read_back_has_the_hash_that_it_says(book: Any) -> None:
    rows = list(read_back(book))
    assert len(rows) > 50
    assert all(row_hash(one, row) == row[HASH] for one, row in rows)
    assert len({(one.key, row["id"]) for one, row in rows}) == len(rows)


def test_a_row_that_somebody_changed_has_another_hash(book: Any) -> None:
    one, row = next((o, r) for o, r in read_back(book) if o.key == "claims")
    assert row_hash(one, {**row, "decision": "accept"}) != row[HASH]


def test_no_cell_is_a_formula_whatever_people_are_called(
    of_party: Callable[[str], Picture],
) -> None:
    party = "=HYPERLINK(0)"
    book = openpyxl.load_workbook(io.BytesIO(workbook(of_party(party))))
    cells = [c for page in book for line in page.iter_rows() for c in line if c.value is not None]
    assert not [c for c in cells if c.data_type == "f"]
    named = [c for c in cells if c.value == party]
    assert named
    assert all(c.quotePrefix and c.number_format == "@" for c in named)


def test_days_and_numbers_are_what_they_are(book: Any) -> None:
    page = book["Incidents"]
    heads = [cell.value for cell in page[1]]
    days = [line[heads.index("Earliest day")] for line in page.iter_rows(min_row=3)]
    assert {d.value.date().isoformat() for d in days} == {"2031-05-04", "2031-05-06"}
    claims = book["Claims"]
    at = [cell.value for cell in claims[1]].index("First character")
    assert {type(line[at]) for line in claims.iter_rows(min_row=3, values_only=True)} == {int}


def test_words_stand_exactly_beside_their_place(book: Any, picture: Picture) -> None:
    texts = {d.id: d.text for d in picture.documents}
    for one, row in read_back(book):
        if one.key in ("claims", "statements"):
            exact = texts[row["document"]][row["start"] : row["end"]]
            assert row["words"] == fitting(exact)


def test_a_cell_that_may_be_answered_offers_the_codes(book: Any) -> None:
    offered = {v.formula1 for v in book["Claims"].data_validations.dataValidation}
    assert '"accept,correct,reject"' in offered


def test_another_reader_reads_the_same(picture: Picture) -> None:
    """Read the workbook by a reader that shares no code with its writer."""
    page = xlrd3.open_workbook(file_contents=workbook(picture)).sheet_by_name("Claims")
    (told,) = [list(rows) for one, rows in tables(View(picture)) if one.key == "claims"]
    assert page.nrows == len(told) + 2
    assert page.col_values(2)[2:] == [fitting(str(row["words"])) for row in told]


def test_hxl_reads_the_incidents_with_their_tags(picture: Picture) -> None:
    rows = hxl.data(io.BytesIO(workbook(picture)))
    assert "#event+id" in rows.display_tags
    assert sorted(r.get("#event+id") for r in rows) == sorted(i.id for i in picture.incidents)


def test_the_same_picture_gives_the_same_bytes_in_any_order(
    picture: Picture, shuffle: Callable[[Picture], Picture]
) -> None:
    once = workbook(picture)
    assert once == workbook(picture)
    assert _inside(once) == _inside(workbook(shuffle(picture)))
    assert dict(CsvExporter().files(picture)) == dict(CsvExporter().files(shuffle(picture)))


def _inside(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {i.filename: archive.read(i) for i in archive.infolist()}


def test_an_exact_csv_gives_back_every_cell(csvs: dict[str, bytes], picture: Picture) -> None:
    for one, rows in tables(View(picture)):
        text = csvs[f"exact/{one.key}.csv"].decode()
        read = list(csv.DictReader(io.StringIO(text, newline="")))
        told = [{k: _said(v) for k, v in row.items()} for row in rows]
        assert read == told, one.key


def _said(cell: Any) -> str:
    return "" if cell is None else normal(cell) if isinstance(cell, bool) else str(cell)


def test_a_safe_csv_begins_no_formula_and_loses_nothing(
    of_party: Callable[[str], Picture],
) -> None:
    picture = of_party("@SUM(1)")
    files = dict(CsvExporter().files(picture))
    for one, rows in tables(View(picture)):
        text = files[f"safe/{one.key}.csv"].decode("utf-8-sig")
        heads, tags, *lines = csv.reader(io.StringIO(text, newline=""))
        assert [one.known_as(unguarded(h)) for h in heads] == list(one.columns)
        assert tags == [c.tag for c in one.columns]
        for line, row in zip(lines, rows, strict=True):
            cells = {c.key: unguarded(t) for c, t in zip(one.columns, line, strict=True)}
            assert row_hash(one, cells) == row[HASH]
            texts = (t for c, t in zip(one.columns, line, strict=True) if c.kind == "text")
            assert not [t for t in texts if t[:1] and t[0] in DANGER]


def test_the_zip_of_the_csv_files_is_the_same_each_time(
    csvs: dict[str, bytes], picture: Picture
) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    CsvExporter().write(picture, first)
    CsvExporter().write(picture, second)
    assert first.getvalue() == second.getvalue()
    assert _inside(first.getvalue()) == csvs


@given(st.text(max_size=12) | st.text(alphabet=DANGER + "'a ", max_size=6))
def test_a_guarded_text_begins_no_formula_and_comes_back(text: str) -> None:
    kept = guarded(text)
    assert unguarded(kept) == text
    assert kept.strip()[:1] not in tuple("=+-@＝＋－＠")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_texts_of_a_csv_come_back_whatever_they_are(rows: list[list[str]]) -> None:
    told = [[c.encode("utf-8", "ignore").decode() for c in row] for row in rows]
    assert list(csv.reader(io.StringIO(written(told).decode(), newline=""))) == told


@pytest.mark.parametrize(
    "party", ["\x07=1+1", "_x0041_ Guard", "\t@SUM(A1)", "'=1", "\ud7ff\ufffe-1"]
)
def test_a_workbook_holds_whatever_a_text_holds(
    of_party: Callable[[str], Picture], party: str
) -> None:
    data = workbook(of_party(party))
    read = openpyxl.load_workbook(io.BytesIO(data))
    assert all(row_hash(one, row) == row[HASH] for one, row in read_back(read))
    assert not [c for line in read["Responsibility"] for c in line if c.data_type == "f"]
    xlrd3.open_workbook(file_contents=data)
