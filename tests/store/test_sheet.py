"""documents.csv: what is told comes through exactly; what cannot be used is told with its line."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Acquisition, Description
from solferino.store.sheet import ACQUIRED, COLUMNS, FILE, TOLD, Row, read_sheet

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).map(
    str.strip
)
FILES = st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=1, max_size=5, unique=True)
CASED = st.sampled_from([str.lower, str.upper, str.title, lambda name: f"  {name} "])


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    """Write rows as a spreadsheet would."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def told(cells: dict[str, str]) -> tuple[Description, Acquisition]:
    """Say what a row of these cells tells."""
    full = {name: cell or None for name, cell in cells.items()}
    return (
        Description(**{name: full.get(name) for name in TOLD}),
        Acquisition(**{name: full.get(name) for name in ACQUIRED}),
    )


def test_the_columns_are_those_of_the_contract() -> None:
    line = (
        "file,title,url,final_url,publisher,published,author,language,rights,collector,"
        "received_at,received_from,method,note"
    )
    assert sorted(COLUMNS) == sorted(line.split(","))


@given(st.data())
def test_any_subset_of_columns_in_any_order_and_case_comes_through(data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(COLUMNS[1:]), unique=True))
    columns = data.draw(st.permutations([FILE, *others]))
    files = data.draw(FILES)
    day = st.dates().map(dt.date.isoformat)
    cells = [
        {c: data.draw(st.just("") | (day if c == "published" else WORDS)) for c in others}
        | {FILE: file}
        for file in files
    ]
    header = [data.draw(CASED)(column) for column in columns]
    mark = data.draw(st.sampled_from([",", ";", "\t"]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    text = written([header, *([row[c] for c in columns] for row in cells)], mark)

    sheet = read_sheet(text.encode(encoding))

    assert sheet.notices == ()
    assert [(r.file, r.told, r.acquisition) for r in sheet.rows] == [
        (file, *told(row)) for file, row in zip(files, cells, strict=True)
    ]


@given(st.binary() | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))
def test_whatever_the_bytes_are_each_line_is_used_or_told_of(data: bytes) -> None:
    sheet = read_sheet(data)

    assert sheet.rows or sheet.notices or data.strip(b"\xef\xbb\xbf").split(b"\n")[0]
    for told_of in sheet.notices:
        assert told_of.name == "documents.csv"
        assert told_of.stage == "receive"
        assert told_of.message
        assert told_of.remedy


@given(st.lists(st.sampled_from(["a.txt", "b.txt", ""]), max_size=6))
def test_each_line_gives_a_row_or_a_notice_and_each_file_one_row(files: list[str]) -> None:
    sheet = read_sheet(written([["file", "title"], *([f, "t"] for f in files)]).encode())

    assert len(sheet.rows) + len(sheet.notices) == len(files)
    assert [r.file for r in sheet.rows] == list(dict.fromkeys(f for f in files if f))


@pytest.mark.parametrize(
    "published", ["2031-3-14", "14.03.2031", "20310314", "2031-02-30", "2031", "2031-W11-5", "soon"]
)
def test_a_date_that_is_none_is_left_open_and_told(published: str) -> None:
    sheet = read_sheet(written([["file", "published"], ["a.txt", published]]).encode())

    (row,) = sheet.rows
    assert row.told.published is None
    (told_of,) = sheet.notices
    assert repr(published) in told_of.message
    assert "line 2" in told_of.message
    assert "YYYY-MM-DD" in told_of.remedy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file,colour\na.txt,red\n", "`colour` is unknown"),
        ("file,title,Title\na.txt,x,y\n", "`title` is there twice"),
        ("file,title\na.txt,x\na.txt,y\n", "line 3 names a.txt again; line 2 was used"),
        ("file,title\na.txt,x,y\n", "line 2 has more cells"),
        ("file,title\n,x\n", "line 2 names no file"),
        ("title,url\nx,y\n", "it has no column `file`"),
        ("", "it is empty"),
        ("\n \n", "it is empty"),
    ],
)
def test_what_cannot_be_used_is_told(text: str, words: str) -> None:
    (told_of,) = read_sheet(text.encode()).notices
    assert words in told_of.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("file,title\na.txt,Krankenhäuser\n".encode("cp1252"), "it is not UTF-8"),
        (b"\xff\xfef", "it is not UTF-8"),
        (b"file,title\na.txt," + b"x" * 200_000, "it is not a table"),
    ],
)
def test_a_sheet_of_another_kind_is_not_guessed_at(data: bytes, words: str) -> None:
    sheet = read_sheet(data)

    assert sheet.rows == ()
    (told_of,) = sheet.notices
    assert words in told_of.message
    assert "CSV" in told_of.remedy


def test_of_two_rows_or_columns_the_first_is_used() -> None:
    twice = "file,title,title\na.txt,first,second\na.txt,third,\n"

    (row,) = read_sheet(twice.encode()).rows
    assert row.told.title == "first"


def test_short_rows_leave_the_rest_open() -> None:
    (row,) = read_sheet(b"file,title,url\na.txt\n").rows
    assert row == Row(file="a.txt", line=2, told=Description(), acquisition=Acquisition())


def test_a_cell_may_hold_line_breaks_of_every_kind() -> None:
    text = 'file,note\na.txt,"one\ntwo\r\nthree\u2028four"\nb.txt,plain\u2028still\x0bplain\n'

    first, second = read_sheet(text.encode()).rows
    assert first.acquisition.note == "one\ntwo\r\nthree\u2028four"
    assert second.acquisition.note == "plain\u2028still\x0bplain"


@pytest.mark.parametrize(
    ("given_path", "file"),
    [("./a.txt", "a.txt"), ("sub\\a.txt", "sub/a.txt"), ("cafe\u0301.txt", "caf\u00e9.txt")],
)
def test_paths_are_read_in_one_way(given_path: str, file: str) -> None:
    (row,) = read_sheet(f"file\n{given_path}\n".encode()).rows
    assert row.file == file


def test_the_address_is_that_of_the_document_and_of_the_capture() -> None:
    (row,) = read_sheet(
        b"file,url,final_url\na.txt,https://example.org/a,https://example.org/b\n"
    ).rows
    assert row.told.url == row.acquisition.url == "https://example.org/a"
    assert row.acquisition.final_url == "https://example.org/b"
