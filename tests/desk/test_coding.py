"""Intake and coded rows: a text comes in, is triaged, becomes a row, and the row is undone."""

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect
from tests.desk.reach import barriers

from solferino.desk.correcting import read
from solferino.desk.uploads import inside, parted
from solferino.errors import UsageError
from solferino.model import Assessment, CasualtyValue, Triage
from solferino.model.standing import still_standing
from solferino.store.case import Case

FILES = {
    "one.txt": b"Shells hit the Orrin clinic in Tesk on 2 May 2031, killing three nurses.\n",
    "two.txt": (
        b"The Orrin clinic in Tesk was hit by shells on 2 May 2031, its director said. Three "
        b"nurses were killed, according to Mara Velk.\n"
    ),
    "market.txt": b"The market in Tesk was quiet on Monday. Bread was cheap.\n",
}
LETTER = b"From: Mara Velk <m@example.org>\r\nSubject: Tesk\r\n\r\n" + FILES["one.txt"]
NESTED = (b"message/rfc822", b"multipart/mixed; boundary=y", b"text/plain; charset=utf-16")
END = b"\r\n--x--\r\n"


@pytest.fixture
def case(make: Callable[..., Case]) -> Case:
    return make("Coding", FILES)


def sit(watched: Any, tongue: str = "en") -> Any:
    for name, told in (("tongue", tongue), ("by", "AN")):
        watched.window.add_cookies(
            [{"name": f"solferino-{name}", "value": told, "url": watched.home}]
        )
    return watched


def standing(case: Case, kind: Any) -> list[Any]:
    with Case.open(case.path, clock=lambda: "2031-05-03T10:00:00Z", by="test") as again:
        return still_standing(again.rulings(kind))


def test_triage_by_keys_says_first_what_is_known(
    case: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    page = sit(window(serve(case))).go("/intake")
    assert "other documents tell of already" in (page.locator(".alarm").text_content() or "")
    page.keyboard.press("b")
    page.wait_for_selector("text=2 documents wait")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("r")
    page.wait_for_selector("text=One document waits")
    page.wait_for_load_state("networkidle")
    assert "No attack was found" in (page.locator(".triage").text_content() or "")
    page.select_option("#criterion", "place")
    page.fill("#why", "a market")
    page.click("button[value=not_relevant]")
    page.wait_for_selector("text=Nothing waits")
    page.wait_for_load_state("networkidle")
    told = {t.relevance: t for t in standing(case, Triage)}
    assert set(told) == {"belongs", "relevant", "not_relevant"}
    assert told["belongs"].account is not None
    assert (told["not_relevant"].criterion, told["not_relevant"].why) == ("place", "a market")


def test_of_two_keys_in_a_hurry_the_first_decides(
    case: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    page = sit(window(serve(case))).go("/intake")
    page.evaluate(
        "() => ['b', 'n'].forEach((key) => document.body.dispatchEvent("
        "new KeyboardEvent('keydown', { key, bubbles: true })))"
    )
    page.wait_for_selector("text=2 documents wait")
    page.wait_for_load_state("networkidle")
    assert [t.relevance for t in standing(case, Triage)] == ["belongs"]


def test_a_row_is_accepted_in_one_key_and_undone_in_one(
    case: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    entries = len(case.entries())
    page = sit(window(serve(case))).go("/coding")
    cells = dict(
        zip(
            page.locator(".coded tbody th").all_text_contents(),
            page.locator(".coded td .value").all_text_contents(),
            strict=True,
        )
    )
    assert cells["Attack Date"] == "5/2/31 12:00 AM"
    assert cells["Total Death"] == "3"
    page.keyboard.press("a")
    page.wait_for_url("**/intake")
    accepted = standing(case, Assessment)
    assert {a.decision for a in accepted} == {"accept"}
    assert len(accepted) > 5
    with Case.open(case.path, clock=lambda: "2031-05-03T10:00:00Z", by="t") as again:
        assert len(again.entries()) == entries + 1  # one row is one deed


def test_the_row_before_can_be_taken_back(
    make: Callable[..., Case], serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    other = b"Rockets hit the Velm hospital in Karn on 9 May 2031, injuring four patients.\n"
    case = make("Two rows", FILES | {"other.txt": other})
    page = sit(window(serve(case))).go("/coding")
    page.keyboard.press("a")
    page.wait_for_selector("text=Accepted:")
    page.wait_for_load_state("networkidle")
    assert standing(case, Assessment)
    page.keyboard.press("Backspace")
    page.wait_for_selector("text=2 rows left")
    page.wait_for_load_state("networkidle")
    assert standing(case, Assessment) == []


@pytest.mark.parametrize(
    ("low", "high", "qualifier"), [("4", "4", "exact"), ("3", "5", "range"), ("0", "0", "none")]
)
def test_a_cell_is_corrected_where_it_stands(
    case: Case,
    serve: Callable[[Case], Any],
    window: Callable[..., Any],
    low: str,
    high: str,
    qualifier: str,
) -> None:
    page = sit(window(serve(case)), "ar").go("/coding")
    row = page.locator(".coded tbody tr", has=page.locator("th", has_text="Total Death"))
    row.locator("details summary").first.click()
    labels = row.locator("form.stacked").first.locator("label, legend").all_inner_texts()
    assert labels
    assert not re.findall("[a-z]", "".join(labels))  # they speak the language of the page
    for name, number in (("min", low), ("max", high)):
        row.locator(f'input[name="value.{name}"]').first.fill(number)
    row.locator("form.stacked button").first.click()
    page.wait_for_selector(".state-corrected", state="attached")
    (answer,) = standing(case, Assessment)
    assert answer.decision == "correct"
    told = dataclasses.asdict(answer.instead)
    assert (told["min"], told["max"], told["qualifier"]) == (int(low), int(high), qualifier)


def test_a_figure_never_contradicts_itself_and_keeps_how_it_was_told() -> None:
    figure = CasualtyValue(kind="killed", group="total", min=30, max=30, qualifier="about")
    as_numbers = {"value.qualifier": "", "value.max": "30"}
    kept = read("casualty", as_numbers | {"value.min": "30", "value.group": "patients"}, figure)
    assert kept == dataclasses.replace(figure, group="patients")
    nobody = dataclasses.replace(figure, min=0, max=0, qualifier="none")
    now = read("casualty", {"value.qualifier": "", "value.min": "4", "value.max": "4"}, nobody)
    assert now == dataclasses.replace(figure, min=4, max=4, qualifier="exact")
    with pytest.raises(UsageError):
        read("casualty", {"value.qualifier": "none", "value.min": "4"}, nobody)


def test_a_text_and_a_file_come_in_and_are_read(
    tmp_path: Path, make: Callable[..., Case], serve: Callable[[Case], Any], window: Any
) -> None:
    case = make("Intake", {})
    file = tmp_path / "عيادة.txt"
    file.write_bytes(FILES["one.txt"])
    watched = sit(window(serve(case)))
    page = watched.go("/intake")
    page.fill("#text", "Rockets hit the Velm hospital in Karn on 9 May 2031.\nTwo people died.")
    page.set_input_files("#files", str(file))
    page.click("summary >> text=What you know of it")
    page.fill("#told-publisher", "The Tesk Courier")
    page.click("text=Take in")
    page.wait_for_selector("#chip:not([hx-get])", state="attached")  # both are read
    page = watched.go("/intake")
    expect(page.locator("#main")).to_contain_text("2 documents wait")
    expect(page.locator(".triage")).to_have_count(1)
    receipts = {r.name: r for r in case.receipts()}
    assert "عيادة.txt" in receipts
    assert {r.told.publisher for r in receipts.values()} == {"The Tesk Courier"}
    assert case.data(receipts["عيادة.txt"].original) == FILES["one.txt"]


def test_a_mail_comes_in_whole_and_an_empty_file_is_told(
    tmp_path: Path, make: Callable[..., Case], serve: Callable[[Case], Any], window: Any
) -> None:
    case = make("Mails", {})
    for name, data in (("letter.eml", LETTER), ("nothing.txt", b"")):
        (tmp_path / name).write_bytes(data)
    watched = sit(window(serve(case)))
    page = watched.go("/intake")
    page.set_input_files("#files", [str(tmp_path / n) for n in ("letter.eml", "nothing.txt")])
    page.click("text=Take in")
    page.wait_for_url("**/intake")
    page.wait_for_selector("#chip:not([hx-get])", state="attached")  # both are read
    page = watched.go("/problems")
    assert "nothing.txt" in page.inner_text("main")
    assert "This file is empty" in page.inner_text("main")
    (letter,) = (r for r in case.receipts() if r.name == "letter.eml")
    assert case.data(letter.original) == LETTER


@given(st.binary(max_size=200).filter(lambda d: b"--x" not in d), st.sampled_from(NESTED))
def test_no_type_of_a_part_changes_its_bytes(data: bytes, kind: bytes) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\nContent-Type: '
    came = parted("multipart/form-data; boundary=x", head + kind + b"\r\n\r\n" + data + END)
    assert came.files == (("a", data),)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("multipart/form-data", b"--\r\n\r\na"), ("multipart/form-data; boundary=x", b"--x\r\n")],
)
def test_a_form_that_is_not_whole_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(UsageError):
        parted(kind, body)


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_intake_and_row_are_within_reach(
    case: Case, serve: Callable[[Case], Any], window: Callable[..., Any], tongue: str
) -> None:
    watched = sit(window(serve(case)), tongue)
    for address in ("/intake", "/coding", "/coding?scheme=shcc"):
        page = watched.go(address)
        assert barriers(page) == [], address
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), address


def test_a_form_with_files_is_taken_apart_and_no_name_leads_out() -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nsome \xd8\xaf text\r\n'
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="../a/b.bin"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\x00\xff\r\n\r\n1\r\n"
        b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--x--\r\n'
    )
    came = parted("multipart/form-data; boundary=x", body)
    assert came.field("text") == "some د text"
    assert came.files == (("a/b.bin", b"\x00\xff\r\n\r\n1"),)
    assert inside("C:\\..\\x/./y") == "C:/x/y"
    assert inside("..") == "file"
