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


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_manners(
    practice: Case, desk: Any, window: Callable[..., Any], name: str, light: str
) -> None:
    watched = window(desk, color_scheme=light, bypass_csp=True)
    page = watched.go(addresses(practice)[name])
    page.wait_for_function(SETTLED)
    page.keyboard.press("j")  # a value chosen, where there are values
    assert page.evaluate(MANNERS) == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_the_screen(
    practice: Case, desk: Any, window: Callable[..., Any], name: str, width: int
) -> None:
    watched = window(desk, viewport={"width": width, "height": 800})
    page = watched.go(addresses(practice)[name])
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("name", NAMES)
def test_the_first_key_leads_past_the_head_and_shows_where_one_is(
    practice: Case, desk: Any, window: Callable[..., Any], name: str
) -> None:
    page = window(desk).go(addresses(practice)[name])
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    for _ in range(5):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return e === document.body || parseFloat(s.outlineWidth) >= 2; }"
        )
        assert shown


def test_on_paper_the_text_carries_its_marks_and_the_banner(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    page = window(desk).read(addresses(practice)["document"].rpartition("/")[2])
    page.emulate_media(media="print")
    assert page.locator(".notice").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.locator(".paper").evaluate("e => getComputedStyle(e).overflowY") == "visible"
