"""Every page can be used by keyboard, by ear and in any light, as far as a test can tell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.desk.reach import addresses

from solferino.store.case import Case

MANNERS = (Path(__file__).parent / "assets" / "manners.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(practice: Case, serve: Callable[[Case], Any]) -> Any:
    return serve(practice)


SETTLED = "() => document.readyState === 'complete' && !document.querySelector('.htmx-request')"
PARTS = 4  # in which the pages are looked at, so that each test stays short


WIDTHS = (1280, 390)  # of a small laptop, and of a telephone
FITS = "() => document.documentElement.scrollWidth - innerWidth"
FOR_THE_SCREEN = """() => [...document.querySelectorAll(
  '.bar, main button, main input:not([type=hidden]), main select, main textarea, .lately button')]
  .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 120))"""
OUTLINED = (
    "() => { const e = document.activeElement, s = getComputedStyle(e);"
    " return e === document.body || parseFloat(s.outlineWidth) >= 2; }"
)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_page_has_manners_fits_the_screen_and_leads_past_its_head(
    practice: Case, desk: Any, window: Callable[..., Any], part: int
) -> None:
    watched = window(desk, viewport={"width": WIDTHS[0], "height": 800})
    watched.allowed = "404"  # one address is none
    own = [a for a in addresses(practice) if not a.startswith("/dossier")]
    for address in own[part::PARTS]:
        mannered(watched.go(address), address)


def mannered(page: Any, address: str) -> None:
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.wait_for_function(SETTLED)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED), address
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(FITS) <= 0, (address, width)
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    if page.locator(".card").count():
        page.keyboard.press("j")  # a value chosen, where there are values
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)
        assert page.evaluate(MANNERS) == [], (address, light)
    page.emulate_media(color_scheme="light", media="print")
    assert page.locator(".notice").is_visible(), address
    assert page.evaluate(FOR_THE_SCREEN) == [], address
    page.emulate_media(media="screen")


def test_the_bar_keeps_its_right_end_in_its_line(desk: Any, window: Callable[..., Any]) -> None:
    watched = window(desk, viewport={"width": WIDTHS[0], "height": 800})
    named = {"name": "solferino-by", "value": "Somebody with a long name", "url": watched.home}
    watched.window.add_cookies([named])
    page = watched.go("/ledger")
    badge = page.locator(".further summary .badge")
    if badge.count():
        badge.evaluate("e => { e.textContent = '1,234'; }")
    bar, own = (page.locator(part).bounding_box() for part in (".bar", ".bar .own"))
    assert own["y"] + own["height"] <= bar["y"] + bar["height"]
    assert own["height"] < 1.5 * page.locator(".bar .own button").first.bounding_box()["height"]


def test_passages_are_blurred_by_choice_shown_when_looked_at_and_never_on_paper(
    desk: Any, window: Callable[..., Any]
) -> None:
    watched = window(desk)
    blurred = "e => getComputedStyle(e).filter !== 'none'"
    quote = watched.go("/queue").locator("blockquote").first
    assert not quote.evaluate(blurred)
    watched.window.add_cookies([{"name": "solferino-blur", "value": "yes", "url": watched.home}])
    page = watched.go("/queue")
    quote = page.locator("blockquote").first
    assert quote.evaluate(blurred)
    quote.hover()
    assert not quote.evaluate(blurred)
    page.mouse.move(0, 0)
    page.emulate_media(media="print")
    assert not quote.evaluate(blurred)


def test_on_paper_the_text_carries_its_marks_and_the_banner(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    named = "kelderin-rockets-courier.html"
    page = window(desk).read(next(d.id for d in practice.documents() if d.name == named))
    page.emulate_media(media="print")
    assert page.locator(".notice").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.locator(".paper").evaluate("e => getComputedStyle(e).overflowY") == "visible"
