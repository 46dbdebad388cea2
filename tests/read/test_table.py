"""Tables: every row with a text is a document, its other cells beside it."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.errors import UnreadableError
from solferino.model import Description, Problem, Reading
from solferino.ports import Member, Sample
from solferino.read import table as module
from solferino.read.auction import read_sample
from solferino.read.plain import PlainReader
from solferino.read.table import TableReader
from solferino.read.tablehead import head_of, text_column
from solferino.read.tablerow import Row, RowReader

SHELLS = "Two shells hit the clinic in Ossavar on Tuesday night, its director said."
FIRE = "A short circuit set the store of the Vellick hospital on fire; nobody was hurt."
CSV = (
    "Event Date,Town,Description,Source URL,Source\n"
    f'2031-03-18,Ossavar,"{SHELLS}",https://ember.example/1,Ember\n'
    f'2031-03-20,Vellick,"{FIRE}",,"Lantern, the"\n'
)
Rows = Sequence[Sequence[Any]]


def opened(data: bytes | str, name: str = "a.csv") -> tuple[list[Member], list[Problem]]:
    data = data.encode() if isinstance(data, str) else data
    found = list(TableReader().members(Sample(name=name, data=data)))
    members = [f for f in found if isinstance(f, Member)]
    return members, [f for f in found if isinstance(f, Problem)]


def reading(member: Member) -> Reading:
    return RowReader().read(Sample(name=member.name, data=member.data))


def texts(data: bytes | str, name: str = "a.csv") -> list[str]:
    members, problems = opened(data, name)
    assert problems == []
    return [reading(m).text for m in members]


def workbook(**sheets: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_row_is_its_text_with_the_other_cells_as_an_infobox() -> None:
    (first, second), problems = opened(CSV)
    assert problems == []
    assert (first.name, second.name) == ("row 2", "row 3")
    read = reading(first)
    box = (
        "Event Date: 2031-03-18\nTown: Ossavar\nSource URL: https://ember.example/1\nSource: Ember"
    )
    assert read.text == f"{SHELLS}\n\n{box}"
    (part,) = (p for p in read.parts if p.kind == "infobox")
    assert read.text[part.start : part.end] == box
    assert reading(second).text.startswith(FIRE)


def test_what_headers_say_of_the_text_of_a_page_is_told() -> None:
    data = (
        "Date,Published,Title,Author,Outlet,URL,Text\n"
        f'18 March 2031,2031-03-19,Hit,W. Karsk,Ember,https://ember.example/1,"{SHELLS}"\n'
    )
    (member,), _ = opened(data)
    # «Date» may be the day of the event: it is not told as that of publication
    assert member.told == Description(
        title="Hit",
        author="W. Karsk",
        publisher="Ember",
        published="2031-03-19",
        url="https://ember.example/1",
    )
    assert reading(member).text.startswith(f"Hit\n\n{SHELLS}\n\nDate: 18 March 2031\n")


def test_an_account_by_the_makers_of_the_table_is_not_told_as_that_of_its_source() -> None:
    first, second = (m.told for m in opened(CSV)[0])
    assert first == second == Description()
    assert "Source: Ember" in reading(opened(CSV)[0][0]).text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_dialect_is_found(delimiter: str, encoding: str) -> None:
    rows = [["Town", "Description"], ["Ossavar", SHELLS], ["Vellick", FIRE]]
    data = "\r\n".join(delimiter.join(f'"{c}"' for c in row) for row in rows).encode(encoding)
    assert texts(data) == [f"{SHELLS}\n\nTown: Ossavar", f"{FIRE}\n\nTown: Vellick"]


def test_an_old_encoding_is_read_and_told() -> None:
    russian = "Два снаряда попали во двор больницы в городке Оссавар, сообщила заведующая."
    data = f"Город;Описание\nОссавар;{russian}\nВеллик;{russian}\n".encode("cp1251")
    members, (problem,) = opened(data)
    assert reading(members[0]).text == f"{russian}\n\nГород: Оссавар"
    assert "cp1251" in problem.message


def test_cells_with_line_ends_and_quotes_are_whole() -> None:
    data = f'Town,Description\nOssavar,"{SHELLS}\n\nShe said ""never again""."\n'
    assert texts(data) == [f'{SHELLS}\n\nShe said "never again".\n\nTown: Ossavar']


def test_a_row_of_hxl_tags_is_no_row_and_tells_what_columns_mean() -> None:
    data = (
        "Ort,Was geschah\n#adm2+name,#description\n"
        f"Ossavar,{SHELLS.replace(',', '')}\nVellick,kurz\n"
    )
    first, second = texts(data)
    assert first.endswith("Ort: Ossavar")
    assert second == "kurz\n\nOrt: Vellick"
    assert len(texts(data.partition("\n")[2])) == 2  # tags alone are a header, too


def test_the_column_with_the_longest_texts_tells_the_story_where_no_name_says_so() -> None:
    rows = [("Was", "Wo", "Mehr")] + [("kurz und gut", "Ossavar", SHELLS)] * 3
    data = "\n".join(";".join(row) for row in rows)
    assert texts(data)[0].startswith(SHELLS)


def test_rows_above_the_header_are_kept_as_a_document() -> None:
    data = f"Attacks in the winter of the siege;;\n;;\nTown;Beds;Description\nOssavar;3;{SHELLS}\n"
    members, _ = opened(data)
    assert [m.name for m in members] == ["above the table", "row 4"]
    assert reading(members[0]).text == "Attacks in the winter of the siege"


def test_a_table_without_a_header_is_read_from_its_first_row() -> None:
    data = f"Ossavar;{SHELLS}\nVellick;{FIRE}\n"
    assert texts(data)[0] == f"{SHELLS}\n\nColumn 1: Ossavar"


def test_figures_without_text_are_refused_with_advice() -> None:
    for data in ("Year,Beds\n2030,12\n2031,9\n", "Town,Beds\nOssavar,12\n", "a,b\n"):
        with pytest.raises(UnreadableError, match="no text") as refused:
            opened(data)
        assert "description" in refused.value.remedy


def test_blank_rows_are_passed_over_and_numbers_are_those_of_the_table() -> None:
    data = f"Town,Description\n,\nOssavar,{SHELLS.replace(',', '')}\n\n,\nVellick,{FIRE}\n"
    members, _ = opened(data)
    assert [m.name for m in members] == ["row 3", "row 6"]


def test_nul_and_overlong_cells_do_no_harm() -> None:
    shown = texts(CSV.replace("Ossavar,", "Ossa\0var,", 1))[0]
    assert "Town: Ossa\ufffdvar" in shown
    with pytest.raises(UnreadableError, match="beyond line 2"):
        opened(f"Town,Description\nOssavar,{'x' * 200_000}\n")


def test_more_rows_than_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    data = "Town,Description\n" + "\n".join(f"Ossavar {i},{FIRE}" for i in range(5))
    members, (problem,) = opened(data)
    assert len(members) == 3
    assert "more than 3 rows" in problem.message


def test_sheets_of_a_workbook_go_before_the_names_of_their_rows() -> None:
    rows = [["Town", "Description"], ["Ossavar", SHELLS]]
    data = workbook(Winter=rows, Figures=[["Year", "Beds"], [2030, 12]], Spring=rows, Empty=[])
    members, (problem,) = opened(data, "a.xlsx")
    assert [m.name for m in members] == ["Winter/row 2", "Spring/row 2"]
    assert "«Figures»" in problem.message


def test_cells_become_text_as_a_spreadsheet_shows_them() -> None:
    day = dt.datetime.fromisoformat("2031-03-18")
    cells = [12, 3.0, 2.5, True, day, day.replace(hour=21, minute=30), None]
    header = ["Whole", "Even", "Half", "Sure", "Day", "Time", "None", "Description"]
    data = workbook(A=[header, [*cells, f"{SHELLS}_x000D_\nThen silence."]])
    box = "Whole: 12\nEven: 3\nHalf: 2.5\nSure: TRUE\nDay: 2031-03-18\nTime: 2031-03-18 21:30"
    assert texts(data, "a.xlsx") == [f"{SHELLS}\nThen silence.\n\n{box}"]


def test_cells_beyond_the_last_column_that_is_read_are_told() -> None:
    wide = [f"{i}" for i in range(503)]
    data = workbook(A=[["Description", *wide], [SHELLS, *wide]])
    _, (problem,) = opened(data, "a.xlsx")
    assert problem.message.startswith("8 cells")


def with_result(data: bytes, formula: str, result: str) -> bytes:
    """Save a formula's result in the file, as office programs do and openpyxl does not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name)
            bare = f"<f>{formula}</f><v></v>".encode()
            new.writestr(name, inside.replace(bare, f"<f>{formula}</f><v>{result}</v>".encode()))
    return out.getvalue()


def test_formulas_are_never_evaluated() -> None:
    rows = [["Town", "Dead", "Hurt", "Description"], ["Ossavar", "=1+1", "=2+2", SHELLS]]
    data = with_result(workbook(A=rows), "1+1", "7")
    (member,), (problem,) = opened(data, "a.xlsx")
    assert reading(member).text == f"{SHELLS}\n\nTown: Ossavar\nDead: 7"
    assert problem.message.startswith("1 cells")


def test_a_sheet_of_a_million_empty_rows_is_read() -> None:
    rows = [["Town", "Description"], ["Ossavar", SHELLS]]
    empty = b"".join(b'<row r="%d"></row>' % number for number in range(3, 1_000_001))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A=rows))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", empty + b"</sheetData>"))
    assert len(texts(out.getvalue(), "a.xlsx")) == 1


def altered(change: Callable[[bytes], bytes]) -> bytes:
    rows = [["Town", "Description"], ["Ossavar", SHELLS]]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(A=rows))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name)
            new.writestr(name, change(inside) if "sheet1.xml" in name else inside)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'<row r="2"', b'<row r="999999999999"'),
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml,
        lambda _: b"",
    ],
)
def test_sheets_that_lie_or_are_damaged_are_refused_with_advice(
    change: Callable[[bytes], bytes],
) -> None:
    with pytest.raises(UnreadableError) as refused:
        opened(altered(change), "a.xlsx")
    assert refused.value.remedy


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"words", b"PK\x03\x04 xl/workbook.xml"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        opened(data, "a.xlsx")


def test_bids_go_by_the_first_bytes() -> None:
    table = TableReader()
    assert table.bid(Sample(name="x", data=workbook(A=[["a"]]))) == 95
    assert table.bid(Sample(name="a.csv", data=CSV.encode())) == 70
    assert table.bid(Sample(name="a.csv", data=bytes(range(256)))) == 0
    assert table.bid(Sample(name="a.txt", data=CSV.encode())) == 0
    assert table.bid(Sample(name="a.xlsx", data=b"words")) == 1
    assert table.bid(Sample(name="a.docx", data=b"PK\x03\x04 word/document.xml")) == 0


def test_rows_are_read_by_the_row_reader_and_nothing_else_is() -> None:
    row = Row(title="Hit", text=SHELLS, fields=(("Town", "Ossavar"),))
    readers = (PlainReader(), RowReader())
    assert read_sample(Sample(name="a.csv/row 2", data=row.data), readers)[1] == "row/1"
    assert read_sample(Sample(name="a.csv", data=CSV.encode()), readers)[1] == "plain/1"
    with pytest.raises(UnreadableError):
        RowReader().read(Sample(name="x", data=row.data[:-5]))


CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_any_rows_have_a_head_as_wide_as_they_are(rows: list[list[str]]) -> None:
    head = head_of(rows)
    assert len(head.names) == max((len(row) for row in rows), default=0)
    assert 0 <= head.rows <= len(rows)
    column = text_column(head, rows[head.rows :])
    assert column is None or column < len(head.names)


@given(st.lists(CELLS, min_size=1, max_size=5), st.lists(CELLS, min_size=1, max_size=5))
def test_no_cell_of_a_row_is_lost(first: list[str], second: list[str]) -> None:
    width = max(len(first), len(second))
    header = ["Description", *(f"Field {i}" for i in range(width))]
    rows = [header, [SHELLS, *first], [FIRE, *second]]
    data = "\n".join(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)
    found = "\n".join(reading(member).text for member in opened(data)[0])
    for cell in (*first, *second):
        assert " ".join(cell.split()) in re.sub(r"\s+", " ", found)
