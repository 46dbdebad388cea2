"""The alphabet of keys: each does its deed, none while somebody types, each can be chosen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from solferino.model import Assessment, CasualtyValue, still_standing
from solferino.store.case import Case


@pytest.fixture
def case(practice: Case, tmp_path: Path, clock: Callable[[], str]) -> Iterator[Case]:
    shutil.copytree(practice.path, tmp_path / "case")
    with Case.open(tmp_path / "case", clock=clock, by="reader") as copied:
        yield copied


@pytest.fixture
def seat(case: Case, serve: Callable[[Case], Any], window: Callable[..., Any]) -> Any:
    watched = window(serve(case))
    told = {"name": "solferino-by", "value": "Ana", "url": watched.home}
    watched.window.add_cookies([told])
    return watched


def shown(page: Page) -> str:
    """Name the proposal that is shown, by where its answer goes."""
    found = page.locator("form[action^='/decide/claim/']").first.get_attribute("action")
    return str(found).rpartition("/")[2]


def pressed(page: Page, key: str) -> str:
    """Press a key that leads to another proposal; returns which."""
    before = shown(page)
    page.keyboard.press(key)
    asked = "(old) => !document.querySelector(`form[action='/decide/claim/${old}']`)"
    page.wait_for_function(asked, arg=before)
    page.wait_for_load_state("load")  # and its scripts with it
    return shown(page)


def decided(case: Case) -> list[tuple[str, str]]:
    return [(a.claim.id, a.decision) for a in still_standing(case.rulings(Assessment))]


@pytest.mark.parametrize(
    ("tongue", "on", "back"), [("en", "Right", "Left"), ("ar", "Left", "Right")]
)
def test_keys_move_skip_decide_and_take_back(
    case: Case, seat: Any, tongue: str, on: str, back: str
) -> None:
    seat.window.add_cookies([{"name": "solferino-tongue", "value": tongue, "url": seat.home}])
    page = seat.go("/queue")
    first = shown(page)
    for forth, again in (("j", "k"), (f"Arrow{on}", f"Arrow{back}"), ("Space", "k")):
        assert pressed(page, forth) != first
        assert pressed(page, again) == first
    assert decided(case) == []
    second = pressed(page, "a")
    assert decided(case) == [(first, "accept")]
    pressed(page, "x")
    assert sorted(decided(case)) == sorted([(first, "accept"), (second, "reject")])
    assert pressed(page, "Backspace") == second
    assert decided(case) == [(first, "accept")]
    assert pressed(page, "Control+z") == first  # and back from one to the one before it
    assert decided(case) == []


def test_a_digit_picks_another_number_of_the_sentence(case: Case, seat: Any) -> None:
    figures = [c for c in case.claims() if isinstance(c.value, CasualtyValue)]
    for figure in figures:
        page = seat.go(f"/queue?at={figure.id}")
        if page.locator(".picks [data-key='1']").count():
            break
    meant = page.locator(".picks [data-key='1']").inner_text()
    page.keyboard.press("1")
    page.wait_for_selector("#lately .last strong")
    (ruling,) = still_standing(case.rulings(Assessment))
    assert (ruling.claim.id, ruling.decision) == (figure.id, "correct")
    instead = ruling.instead
    assert isinstance(instead, CasualtyValue)
    assert str(instead.min) in meant


def test_no_key_does_anything_while_somebody_types(case: Case, seat: Any) -> None:
    page = seat.go("/queue")
    first = shown(page)
    page.keyboard.press("e")
    page.locator("details.correcting input:not([type=hidden])").last.focus()
    page.keyboard.type("axjkyn ?1")
    assert (
        page.locator("details.correcting input:not([type=hidden])")
        .last.input_value()
        .endswith("axjkyn ?1")
    )
    assert shown(page) == first
    assert decided(case) == []


def test_help_and_search_are_one_key_away_and_keys_can_be_chosen(case: Case, seat: Any) -> None:
    page = seat.go("/queue")
    page.keyboard.press("?")
    expect(page.locator("details.helping")).to_have_attribute("open", "")
    page.keyboard.press("Control+k")
    page.wait_for_url("**/search*")
    page = seat.go("/settings")
    page.fill("#key-accept", "q")
    page.click("form.settings > p > button")
    page.wait_for_selector(".done")
    page = seat.go("/queue")
    first = shown(page)
    page.keyboard.press("a")
    assert decided(case) == []
    pressed(page, "q")
    assert decided(case) == [(first, "accept")]


def test_each_of_the_last_ten_is_taken_back_where_it_stands(case: Case, seat: Any) -> None:
    page = seat.go("/queue")
    order = []
    for _ in range(11):
        order.append(shown(page))
        pressed(page, "a")
    page.click("#lately details summary")
    rows = page.locator("#lately details li")
    expect(rows).to_have_count(9)  # and the last of all beside them
    rows.nth(8).locator("button").click()
    page.wait_for_selector("#lately .undone", state="attached")
    assert [claim for claim, _ in decided(case)].count(order[1]) == 0
    assert len(decided(case)) == 10
