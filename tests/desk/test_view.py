"""Drawings, search and checking a draft, at the desk, in both languages."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.desk.reach import barriers

from solferino.desk import incidents
from solferino.store.case import Case

HERE = "() => [...(CSS.highlights.get('here') ?? [])].map(r => r.toString())"
DRAFT = (
    "Two rockets hit the Lindral Children's Hospital in Kelderin on 12 March 2031. "
    "Maro Kestevin said that 77 people had been killed <b>there</b>."
)


@pytest.fixture(scope="module")
def desk(practice: Case, serve: Callable[[Case], Any]) -> Any:
    return serve(practice)


def biggest(case: Case) -> Any:
    return max(case.picture("test").incidents, key=lambda i: (len(i.accounts), i.id))


def in_tongue(watched: Any, tongue: str) -> Any:
    watched.window.add_cookies([{"name": "solferino-tongue", "value": tongue, "url": watched.home}])
    return watched


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_no_page_of_these_is_hard_to_reach(
    practice: Case, desk: Any, window: Callable[..., Any], tongue: str
) -> None:
    watched = in_tongue(window(desk), tongue)
    pages = [
        "/search",
        "/search?words=rockets&kind=casualty",
        "/search?words=nothingofthissort",
        "/pictures",
        f"/incidents/{biggest(practice).id}/pictures",
        "/check",
    ]
    for address in pages:
        page = watched.go(address)
        assert page.locator("html").get_attribute("lang") == tongue
        assert barriers(page) == [], address
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), address
    page = watched.go("/check")
    page.fill("#draft", DRAFT)
    page.click("form.checking button")
    assert barriers(page) == []


def test_what_is_found_opens_on_its_exact_words(desk: Any, window: Callable[..., Any]) -> None:
    page = window(desk).go("/search")
    page.fill("#words", "operating theatre")
    page.press("#words", "Enter")
    mark = page.locator(".hits mark").first
    words = mark.text_content()
    mark.click()
    page.wait_for_selector("html[data-read]", state="attached")
    assert page.evaluate(HERE) == [words]


def test_fields_narrow_and_nothing_found_says_what_to_do(
    desk: Any, window: Callable[..., Any]
) -> None:
    watched = window(desk, java_script_enabled=False)
    page = watched.go("/search?words=hospital")
    before = page.locator(".hits > li").count()
    page = watched.go("/search?words=hospital&speaker=Ilvane+Sorrek&kind=casualty")
    assert 0 < page.locator(".hits > li").count() < before
    page = watched.go("/search?words=zzzz")
    assert "Try fewer words" in (page.locator(".silent").text_content() or "")


def test_drawings_hold_what_the_lists_hold(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    watched = window(desk)
    page = watched.go(f"/incidents/{biggest(practice).id}/pictures")
    names = page.locator("svg text.inside").all_text_contents()
    assert any("kelderin-rockets-news" in name for name in names)
    numbers = page.locator("svg text.step").all_text_contents()
    assert numbers
    page.click("summary >> nth=0")
    assert page.locator("#ways ~ details tbody tr, details tbody tr").count() >= len(numbers)
    page = watched.go("/pictures")
    assert page.locator("svg.drawing").count() >= 2
    assert page.locator("svg script, svg style, svg [style]").count() == 0


def test_a_drawing_is_turned_for_readers_from_the_right(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    left = "() => document.querySelector('svg .node.document').getBBox().x"
    address = f"/incidents/{biggest(practice).id}/pictures"
    watched = window(desk)
    english = watched.go(address).evaluate(left)
    arabic = in_tongue(watched, "ar").go(address).evaluate(left)
    assert arabic > english


def test_a_draft_is_compared_and_enters_nothing(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    before = practice.head()
    page = window(desk).go("/check")
    page.fill("#draft", DRAFT)
    page.click("form.checking button")
    row = page.locator("tr", has_text="77 people")
    assert "these documents say otherwise" in (row.text_content() or "")
    assert "9" in (row.text_content() or "")
    assert (page.locator(".drafted").text_content() or "").count("<b>there</b>") == 1
    row.locator("a", has=page.locator("q")).first.click()
    page.wait_for_selector("html[data-read]", state="attached")
    assert page.evaluate(HERE)
    assert practice.head() == before


def test_a_search_is_kept_and_dropped(
    make: Callable[..., Case], serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    text = b"Shells hit the Orrin clinic in Tesk on 2 May 2031, its director said.\n"
    watched = window(serve(make("Kept", {"one.txt": text})))
    page = watched.go("/search?words=orrin")
    page.fill("#keep", "Clinic in Tesk")
    page.click("form.keep button")
    page.fill("input[name=by]", "AN")
    page.click("main button >> nth=0")
    page.wait_for_selector(".kept a")
    assert page.locator(".kept a").all_text_contents() == ["Clinic in Tesk"]
    page = watched.go("/search")
    page.click(".kept a")
    assert page.input_value("#words") == "orrin"
    page.click(".kept form button")
    page.wait_for_selector(".kept", state="detached")


def test_a_page_in_parts_comes_to_the_place_that_the_address_names(
    practice: Case, desk: Any, window: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incidents, "FEW", 2)
    page = window(desk).go(f"/incidents/{biggest(practice).id}#origins")
    page.wait_for_selector(".later", state="detached")
    page.wait_for_function(
        "() => document.getElementById('origins').getBoundingClientRect().y < 300"
    )
    assert page.locator("#replies, #gradings, #accounts").count() == 3


def test_what_is_found_leaves_as_a_table_with_its_words(
    desk: Any, window: Callable[..., Any]
) -> None:
    page = window(desk).go("/search?words=rockets&kind=casualty")
    with page.expect_download() as came:
        page.locator("a[href^='/search/table.csv']").click()
    with Path(came.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 2
    assert len({len(row) for row in rows}) == 1
    assert any("kelderin-rockets-news.txt" in cell for row in rows for cell in row)
