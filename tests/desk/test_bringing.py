"""The page Import: dropped, looked at, and in by a person's yes; sheets come back so, too."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from tests.importing.registers import shcc

from solferino import pipeline
from solferino.desk.bringing import unpacked
from solferino.model import Assessment
from solferino.publish.exchange.workbook import XlsxExporter
from solferino.store.case import Case

WORDS = b"Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses.\n"


@pytest.fixture
def desk(make: Any, serve: Any, window: Any) -> Callable[[], tuple[Case, Any]]:
    """Open the desk of a small case of its own in a window."""

    def opened() -> tuple[Case, Any]:
        case = make("Case", {"one.txt": WORDS})
        return case, window(serve(case))

    return opened


def drop(watched: Any, path: Path) -> Any:
    page = watched.go("/import")
    page.set_input_files("#file", str(path))
    page.click("form[action='/import/look'] button")
    page.wait_for_selector("h1")
    return page


def until_done(watched: Any) -> Any:
    page = watched.go("/work")
    expect(page.locator("#progress[hx-get]")).to_have_count(0)  # the page asks until it is done
    return watched.go("/work")


def test_a_register_is_looked_at_row_by_row_and_comes_in_by_a_yes(
    desk: Callable[[], tuple[Case, Any]], tmp_path: Path
) -> None:
    case, watched = desk()
    file = tmp_path / "ii.csv"
    file.write_bytes(shcc())
    page = drop(watched, file)
    told = page.inner_text("main")
    assert "2 rows" in told
    assert "90001" in told
    assert "Latitude" in told
    assert "kept with the row" in told
    assert len(case.receipts()) == 1
    page.fill("#by", "A. Person")
    page.fill("#why", "their yearly file")
    page.click("form[action='/import/enter'] button")
    page.wait_for_url(re.compile("/import"))
    until_done(watched)
    page = watched.go("/import")
    assert "their yearly file" in page.inner_text("main")
    with Case.open(case.path, clock=lambda: "2031-05-03T10:00:00Z", by="tester") as now:
        assert any(c.rule.startswith("coded/") for c in now.claims())
        assert {e.by for e in now.entries() if e.verb == "import"} == {"A. Person"}


def test_a_file_that_no_mapping_fits_is_read_with_a_mapping_of_ones_own(
    desk: Callable[[], tuple[Case, Any]], tmp_path: Path
) -> None:
    _, watched = desk()
    file = tmp_path / "t.csv"
    file.write_text("Wann,Was\n2031-05-02,Angriff\n2031-05-03,Angriff\n")
    page = drop(watched, file)
    assert "no mapping fits" in page.inner_text(".panel[role=alert]")
    own = "name = 'own'\nneeds = ['Wann']\n[[column]]\nname = 'Wann'\nmeans = 'time'\n"
    page.fill("#own", own)
    page.fill("#coder", "Tesk Watch")
    page.click("form[action='/import/again'] button")
    page.wait_for_selector("form[action='/import/enter']")
    assert "Tesk Watch" in page.inner_text(".found")


def test_an_edited_workbook_comes_back_as_decisions(
    desk: Callable[[], tuple[Case, Any]], tmp_path: Path
) -> None:
    case, watched = desk()
    out = io.BytesIO()
    XlsxExporter().write(pipeline.picture(case, "engine 1"), out)
    book = openpyxl.load_workbook(out)
    page = book["Claims"]
    head = [cell.value for cell in page[1]]
    page.cell(3, head.index("Decision") + 1).value = "accept"
    file = tmp_path / "back.xlsx"
    book.save(file)
    seen = drop(watched, file)
    assert "One decision of yours" in seen.inner_text("main")
    seen.fill("#by", "A. Person")
    seen.click("form[action='/import/enter'] button")
    seen.wait_for_url(re.compile("/import"))
    with Case.open(case.path, clock=lambda: "2031-05-03T10:00:00Z", by="tester") as now:
        (ruling,) = now.rulings(Assessment)
    assert (ruling.decision, ruling.by) == ("accept", "A. Person")


@given(st.binary(max_size=300).filter(lambda data: b"--x" not in data))
def test_a_form_with_a_file_is_read_exactly(data: bytes) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="dropped"; filename="../up/\xc3\xa9.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n" + data + b"\r\n"
        b'--x\r\nContent-Disposition: form-data; name="why"\r\n\r\nbecause\r\n--x--\r\n'
    )
    file, form = unpacked("multipart/form-data; boundary=x", body)
    assert file.data == data
    assert "/" not in file.name
    assert form == {"why": "because"}
