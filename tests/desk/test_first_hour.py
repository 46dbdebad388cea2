"""The first hour of an analyst at the practice case, as one story, in Chromium."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from solferino.model import Assessment, CasualtyValue, Judgement, Protection, still_standing
from solferino.store.case import Case

HERE = "() => [...(CSS.highlights.get('here') ?? [])].map(r => r.toString())"
SELECT = """(words) => {
  const node = document.getElementById('text').firstChild, at = node.data.indexOf(words);
  getSelection().setBaseAndExtent(node, at, node, at + words.length);
}"""


@pytest.fixture(scope="module")
def own(
    practice: Case, tmp_path_factory: pytest.TempPathFactory, clock: Callable[[], str]
) -> Iterator[Case]:
    """Give a copy of the practice case that may be decided upon."""
    path = tmp_path_factory.mktemp("hour") / "case"
    shutil.copytree(practice.path, path)
    with Case.open(path, clock=clock, by="tester") as case:
        yield case


def settled(page: Any) -> None:
    """Wait until what follows from a decision is derived."""
    page.wait_for_selector("#chip:not([hx-get])", state="attached")


def test_the_first_hour(  # noqa: PLR0915  (one story)
    own: Case, serve: Callable[[Case], Any], window: Callable[..., Any], chromium: Any
) -> None:
    watched = window(serve(own), viewport={"width": 1280, "height": 800})
    page = watched.page

    # An incident is read, and a figure's words are opened.
    found = own.picture("test").incidents
    incident = max((i for i in found if i.contradictions), key=lambda i: (len(i.accounts), i.id))
    page.click(f'a[href="/incidents/{incident.id}"]')
    assert page.locator("#summary").is_visible()
    cell = page.locator("table .told a.exact").first
    words = cell.locator("q").text_content()
    cell.click()
    page.wait_for_selector("html[data-read]", state="attached")
    assert page.evaluate(HERE) == [words]

    # Who decides is asked once.
    page.goto(f"{watched.home}/settings")
    page.fill("#by", "Ana")
    page.click("form.settings button:last-of-type")
    assert "Ana" in (page.locator(".whose").text_content() or "")

    # A casualty figure is corrected by keyboard only, and the correction undone.
    figure = next(
        c
        for c in own.claims()
        if isinstance(c.value, CasualtyValue) and c.value.min and c.value.min < 100
    )
    page.goto(f"{watched.home}/queue?at={figure.id}")
    page.keyboard.press("e")
    for _ in range(40):
        if page.evaluate("() => document.activeElement.name") == "value.min":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("41")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("41")
    page.keyboard.press("Enter")
    page.wait_for_selector("#lately .last strong")
    assert "41" in (page.locator("#lately .last").text_content() or "")
    (ruling,) = own.rulings(Assessment)
    assert (ruling.by, ruling.decision) == ("Ana", "correct")
    page.keyboard.press("Backspace")
    page.wait_for_selector("#lately .last .undone")
    assert still_standing(own.rulings(Assessment)) == []
    assert f"claim/{figure.id}" in page.content()  # the queue is back at it

    # Accepting and rejecting by one key each, and the last of them taken back.
    for key, told in (("a", "Accepted"), ("x", "Rejected")):
        page.keyboard.press(key)
        page.wait_for_selector(f"#lately .last strong:text-is('{told}')")
    assert {a.decision for a in still_standing(own.rulings(Assessment))} == {"accept", "reject"}

    # Two facilities are joined.
    settled(page)
    facilities = [e for e in own.picture("test").entities if e.kind == "facility"]
    page.goto(f"{watched.home}/registries?kind=facilities")
    assert page.locator("#found th[scope=row]").count() == len(facilities)
    page.goto(f"{watched.home}/registries/{facilities[0].id}")
    other = page.locator("#other option").first.get_attribute("value")
    page.select_option("#other", other)
    page.click("form.merge button[value=same]")
    page.wait_for_selector("#lately .last strong:text-is('Judged')")
    (judged,) = still_standing(own.rulings(Judgement))
    assert (judged.left, judged.right, judged.verdict) == (facilities[0].id, other, "same")
    settled(page)
    joined = [e for e in own.picture("test").entities if facilities[0].id in e.mentions]
    assert other in joined[0].mentions

    # A person is marked protected.
    page.goto(f"{watched.home}/registries?kind=people")
    page.locator("#found tbody th a").first.click()
    page.fill("#guard-why", "asked not to be named")
    page.click("text=Protect this person")
    page.wait_for_selector("h1 .state")
    (guard,) = still_standing(own.rulings(Protection))
    assert guard.why == "asked not to be named"

    # A claim is added by selecting words.
    document = next(d for d in own.documents() if d.name == "kelderin-rockets-courier.html")
    chosen = re.findall(r"\w+ \w+", document.text)[20]
    page = watched.read(document.id)
    page.evaluate(SELECT, chosen)
    page.wait_for_selector("#adding[data-chosen]")
    page.select_option("#adding-kind", "characterization")
    page.click("#adding button")
    assert page.locator("blockquote mark").text_content() == chosen
    page.click("text=Add it")
    page.wait_for_selector("html[data-read]", state="attached")
    added = [a for a in still_standing(own.rulings(Assessment)) if a.by_hand]
    assert [a.span.text for a in added] == [chosen]
    assert added[0].span == document.span(added[0].span.start, added[0].span.end)
    assert chosen in page.locator(f'[data-claim="{added[0].claim.id}"]').text_content()

    # The accounts are compared again; every decision stands in the ledger.
    settled(page)
    page.goto(f"{watched.home}/of/{incident.accounts[0]}")
    assert page.locator(".compare tbody tr").count() > 3
    page.goto(f"{watched.home}/ledger")
    assert page.locator("td:has-text('Ana')").count() >= 6
    page.click("text=Verify now")
    page.wait_for_selector(".verdict.sound")

    # What was accepted is published; the release checks itself, and nothing else is in it.
    page.goto(f"{watched.home}/publish?profile=public")
    page.fill("#objections", "corrections@desk.example")
    page.get_by_role("button", name="Publish release 1").click()
    page.wait_for_selector("#releases ~ ul strong")
    assert own.entries()[-1].by == "Ana"
    released = chromium.new_page()
    released.goto((own.path / "releases" / "public-1" / "release.html").as_uri())
    assert released.get_attribute("#check", "class") == "holds"
    released.close()
