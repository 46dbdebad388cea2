"""Every page in both languages by axe: no violation of WCAG 2 A and AA."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.desk.reach import barriers

from solferino.store.case import Case


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
        "/import",
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
        assert page.locator("html").get_attribute("lang") == tongue
        found += [f"{address}: {barrier}" for barrier in barriers(page)]
    assert found == []
