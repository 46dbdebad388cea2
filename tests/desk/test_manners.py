"""Every page can be used by keyboard, by ear and in any light, as far as a test can tell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solferino.store.case import Case

MANNERS = (Path(__file__).parent / "assets" / "manners.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(practice: Case, serve: Callable[[Case], Any]) -> Any:
    return serve(practice)


def addresses(case: Case) -> dict[str, str]:
    picture = case.picture("test")
    incident = max(picture.incidents, key=lambda i: (len(i.contradictions), i.id))
    documents = {d.name: d.id for d in picture.documents}
    return {
        "overview": "/",
        "filtered to nothing": "/?q=nowhere-at-all",
        "incident": f"/incidents/{incident.id}",
        "documents": "/documents",
        "document": f"/documents/{documents['kelderin-rockets-courier.html']}",
        "arabic document": f"/documents/{documents['farline-arabic-wire.txt']}",
        "pdf": f"/documents/{documents['lantern-annual-note.pdf']}",
        "problems": "/problems",
        "ledger": "/ledger",
        "work": "/work",
    }


SETTLED = "() => document.readyState === 'complete' && !document.querySelector('.htmx-request')"
NAMES = (
    "overview",
    "filtered to nothing",
    "incident",
    "documents",
    "document",
    "arabic document",
    "pdf",
    "problems",
    "ledger",
    "work",
)


WIDTHS = (1280, 390)  # of a small laptop, and of a telephone
FITS = "() => document.documentElement.scrollWidth - innerWidth"
OUTLINED = (
    "() => { const e = document.activeElement, s = getComputedStyle(e);"
    " return e === document.body || parseFloat(s.outlineWidth) >= 2; }"
)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_manners_fits_the_screen_and_leads_past_its_head(
    practice: Case, desk: Any, window: Callable[..., Any], name: str
) -> None:
    watched = window(desk, bypass_csp=True, viewport={"width": WIDTHS[0], "height": 800})
    page = watched.go(addresses(practice)[name])
    page.wait_for_function(SETTLED)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(FITS) <= 0, width
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.keyboard.press("j")  # a value chosen, where there are values
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)
        assert page.evaluate(MANNERS) == [], light


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
    page = window(desk).read(addresses(practice)["document"].rpartition("/")[2])
    page.emulate_media(media="print")
    assert page.locator(".notice").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.locator(".paper").evaluate("e => getComputedStyle(e).overflowY") == "visible"
