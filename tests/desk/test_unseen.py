"""Signs that nobody sees are written out where they are shown, and posted as they are."""

from collections.abc import Callable
from typing import Any

import pytest

from solferino.model import Assessment, FacilityValue, still_standing
from solferino.store.case import Case

NAME = "Al\u200fOrrin"
TEXT = f"Shells hit the {NAME} hospital in Tesk on 2 May 2031, its director said.\n"
SELECT = """(words) => {
  const node = document.getElementById('text').firstChild, at = node.data.indexOf(words);
  getSelection().setBaseAndExtent(node, at, node, at + words.length);
}"""


@pytest.fixture
def case(make: Callable[..., Case]) -> Case:
    return make("Unseen", {"one.txt": TEXT.encode()})


def facilities(case: Case) -> list[tuple[Assessment, FacilityValue]]:
    with Case.open(case.path, clock=lambda: "2031-05-03T10:00:00Z", by="test") as again:
        ruled = still_standing(again.rulings(Assessment))
    said = [(a, a.instead or a.claim.value) for a in ruled]
    return [(a, told) for a, told in said if isinstance(told, FacilityValue)]


def test_a_name_with_an_unseen_sign_is_added_and_corrected_as_it_is(
    case: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    watched = window(serve(case))
    (document,) = case.documents()
    page = watched.read(document.id)
    page.evaluate(SELECT, NAME)
    page.wait_for_selector("#adding[data-chosen]")
    page.select_option("#adding-kind", "facility")
    page.click("#adding button")
    assert "‹U+200F›" in page.inner_text("blockquote mark")  # it is shown
    page.click("text=Add it")
    page.fill("main #by", "Ana")  # asked who decides, the form goes along
    page.click("main form button")
    page.wait_for_selector("html[data-read]", state="attached")
    ((added, told),) = facilities(case)
    assert (added.span.text, told.name) == (NAME, NAME)

    page = watched.go(f"/claims/{added.claim.id}")
    page.select_option('main [name="value.role"]', "mentioned")
    page.click("main form.stacked button")
    page.wait_for_selector("#lately .last strong")
    corrected = [told for ruling, told in facilities(case) if ruling.instead]
    assert [(told.name, told.role) for told in corrected] == [(NAME, "mentioned")]
