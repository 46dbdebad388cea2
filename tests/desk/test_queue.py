"""The queue: what changes the picture most first, each thing once, nothing lost by skipping."""

import html
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from solferino.desk.docket import Decided
from solferino.desk.drawing import drawn
from solferino.desk.guard import Door
from solferino.desk.keys import ALPHABET, keys_of
from solferino.desk.queueing import items
from solferino.desk.serve import make_desk
from solferino.desk.shelf import Shelf
from solferino.model import Assessment, Judgement
from solferino.store.case import Case

PORT = 8127
HOME = f"http://127.0.0.1:{PORT}"
SAME_SITE = {"origin": HOME, "sec-fetch-site": "same-origin"}


@pytest.fixture
def case(practice: Case, tmp_path: Path, clock: Callable[[], str]) -> Iterator[Case]:
    shutil.copytree(practice.path, tmp_path / "case")
    with Case.open(tmp_path / "case", clock=clock, by="reader") as opened:
        yield opened


@pytest.fixture
def browser(case: Case, browser_of: Any, clock: Callable[[], str]) -> Any:
    keys: list[str] = []
    inside = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
    inside.get("/enter", params={"key": keys[0]})
    inside.post("/settings", data={"by": "Ana"}, headers=SAME_SITE)
    return inside


def asked(page: str) -> str:
    """Give the claim or the pair that a page of the queue asks about."""
    found = re.search(r"/decide/claim/(\w+)", page)
    pair = re.search(r'name="left" value="(\w+)".*?name="right" value="(\w+)"', page, re.DOTALL)
    return found[1] if found else "".join(pair.groups()) if pair else ""


def onward(page: str) -> str:
    found = re.search(r'<a class="button" href="([^"]*)" data-key="Space"', page)
    return html.unescape(found[1]) if found else ""


def test_skipping_leads_through_everything_once(browser: Any, case: Case) -> None:
    picture = case.picture("test")
    accounts = {a.id: set(a.claims) for a in picture.accounts}
    by_id = {i.id: i for i in picture.incidents}
    with Shelf(case, lambda: "").look() as (catalogue, _):
        last = [by_id[id_] for id_ in catalogue.in_turn()][-2:]
    seen, address = [], f"/queue?incident={last[0].id}"
    while address.startswith("/queue?incident="):
        page = browser.get(address).text
        address = onward(page)
        seen.append(asked(page))
    held = [set().union(*(accounts[a] for a in i.accounts)) for i in last]
    wanted = Counter(claim for claims in held for claim in claims)
    counted = Counter(seen)
    assert {claim: counted[claim] for claim in wanted} == wanted  # once in each incident


def test_the_weightiest_of_an_incident_comes_first(
    practice: Case, clock: Callable[[], str]
) -> None:
    shelf = Shelf(practice, clock)
    with shelf.look() as (catalogue, connection):
        order = [catalogue.incidents[id_] for id_ in catalogue.in_turn()]
        assert [bool(i.contradictions) for i in order] == sorted(
            (bool(i.contradictions) for i in order), reverse=True
        )
        for incident in order:
            found = drawn(incident, catalogue, connection, Decided())
            assert found.incident == incident  # nothing was decided: as it was derived
            weights = [i.weight for i in items(found, ())]
            assert weights == sorted(weights, reverse=True)
            assert min(weights) > 0


def test_what_was_decided_is_not_asked_again_and_an_answer_leads_on(
    browser: Any, case: Case
) -> None:
    page = browser.get("/queue").text
    first, after = asked(page), onward(page)
    form = {"decision": "accept", "back": after}
    answer = browser.post(f"/decide/claim/{first}", data=form, headers=SAME_SITE)
    assert answer.headers["location"] == after
    assert asked(browser.get(after).text) not in {first, ""}
    assert asked(browser.get("/queue").text) != first
    (ruling,) = case.rulings(Assessment)
    back = browser.post(f"/undo/{ruling.id}", data={"back": after}, headers=SAME_SITE)
    assert asked(browser.get(back.headers["location"]).text) == first


def test_from_what_is_decided_already_skipping_leads_on_by_its_own_weight(browser: Any) -> None:
    page = browser.get("/queue").text
    first, after = asked(page), onward(page)
    browser.post(f"/decide/claim/{first}", data={"decision": "accept"}, headers=SAME_SITE)
    again = browser.get(f"/queue?at={first}").text
    assert asked(again) == first
    assert onward(again) == after


def test_names_are_asked_about_each_once_and_an_answer_ends_the_question(
    browser: Any, case: Case
) -> None:
    page = browser.get("/queue?names").text
    left, right = re.findall(r'name="(?:left|right)" value="(\w+)"', page)[:2]
    form = {"left": left, "right": right, "verdict": "different", "back": "/queue?names"}
    browser.post("/decide/pair", data=form, headers=SAME_SITE)
    (judged,) = case.rulings(Judgement)
    assert {judged.left, judged.right} == {left, right}
    address, seen = "/queue?names", list[str]()
    while 'value="same"' in (page := browser.get(address).text):
        seen.append(asked(page))
        assert len(seen) == len(set(seen))  # else it would ask for ever
        address = onward(page)
    assert seen
    assert left + right not in seen
    assert "end of the queue" in page


def test_arrows_are_mirrored_and_a_key_serves_one_deed() -> None:
    assert keys_of((), "ltr")["beside.next"] == "ArrowRight"
    assert keys_of((), "rtl")["beside.next"] == "ArrowLeft"
    assert keys_of([("accept", "q")], "ltr")["accept"] == "q"
    assert keys_of([("accept", "x")], "ltr")["accept"] == ALPHABET["accept"]
    assert keys_of([("none", "z"), ("accept", "")], "ltr")["accept"] == ALPHABET["accept"]


PRESS = """(keys) => keys.forEach((key) => document.body.dispatchEvent(
  new KeyboardEvent('keydown', { key: key[0], repeat: key.length > 1, bubbles: true })))"""


def test_a_second_key_decides_nothing_before_the_next_is_shown(
    case: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    watched = window(serve(case))
    watched.window.add_cookies([{"name": "solferino-by", "value": "Ana", "url": watched.home}])
    page = watched.go("/queue")
    page.evaluate(PRESS, ["a held", "a", "x", "a held"])
    page.wait_for_selector("#lately .last strong")
    page.wait_for_load_state("networkidle")
    assert [a.decision for a in case.rulings(Assessment)] == ["accept"]
    page.evaluate(PRESS, ["x"])  # what is shown now may be decided
    page.wait_for_selector("#lately .last strong:text-is('Rejected')")
    first, second = case.rulings(Assessment)
    assert first.claim.id != second.claim.id
