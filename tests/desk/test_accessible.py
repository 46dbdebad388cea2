"""Every page in both languages by axe: no violation of WCAG 2 A and AA."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.desk.reach import barriers

from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.store.case import Case

# What is no page, and pages that other tests look at in the same way.
BESIDE = {
    "/documents/{id}/text": "the text that a script sets",
    "/static/{name}": "styles and scripts",
    "/pictures/drawing.css": "a style",
    "/of/{id}": "leads on",
    "/exports/{name}": "files",
    "/coding/rows.csv": "a file",
    "/search/table.csv": "a file",
    "/incidents/{id}/parts/{part}": "parts of the page of an incident",
    "/work/progress": "a part of the page Work",
    "/work/chip": "a part of the bar",
    "/ledger/deeds/{id}": "test_states.py",
    "/search": "test_view.py",
    "/check": "test_view.py",
    "/pictures": "test_view.py",
    "/incidents/{id}/pictures": "test_view.py",
    "/intake": "test_coding.py",
    "/coding": "test_coding.py",
    "/coding/{id}": "test_coding.py",
}


def addresses(case: Case) -> list[str]:
    picture = case.picture("test")
    incident = max(picture.incidents, key=lambda i: (len(i.contradictions), i.id))
    document = next(d for d in picture.documents if d.name == "kelderin-rockets-courier.html")
    person = next(e for e in picture.entities if e.kind == "person")
    facility = next(e for e in picture.entities if e.kind == "facility")
    claim = next(c for c in picture.claims if c.kind == "casualty")
    words = f"start={claim.span.start}&end={claim.span.end}&words={claim.span.text}"
    return [
        "/",
        "/incidents",
        f"/incidents/{incident.id}",
        "/documents",
        f"/documents/{document.id}",
        f"/documents/{claim.span.document}/add?{words}&kind=casualty",
        f"/claims/{claim.id}",
        "/queue",
        "/registries",
        f"/registries/{facility.id}",
        f"/registries/{person.id}",
        "/publish?profile=public",
        "/exports",
        "/import",
        "/dossier/index.html",
        f"/dossier/incident-{incident.id[:12]}.html",
        "/problems",
        "/ledger",
        "/work",
        "/settings",
        "/columns",
        "/nothing-here",
    ]


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_no_page_violates_what_axe_knows(
    practice: Case, serve: Callable[[Case], Any], window: Callable[..., Any], tongue: str
) -> None:
    served = serve(practice)
    watched = window(served, bypass_csp=True)
    watched.allowed = "404"  # the last address is none
    watched.window.add_cookies([{"name": "solferino-tongue", "value": tongue, "url": served.home}])
    found = []
    for address in addresses(practice):
        page = watched.go(address)
        own = "en" if address.startswith("/dossier") else tongue  # its pages are there in both
        assert page.locator("html").get_attribute("lang") == own
        found += [f"{address}: {barrier}" for barrier in barriers(page)]
    assert found == []


def test_no_page_is_left_out(practice: Case, clock: Callable[[], str]) -> None:
    app: Any = make_desk(practice, Door(lambda _: None), 8192, clock)
    asked = [urlsplit(address).path for address in addresses(practice)]
    left = {
        route.path
        for route in app.app.routes
        if "GET" in (route.methods or ()) and not any(map(route.path_regex.match, asked))
    }
    assert left == BESIDE.keys()
