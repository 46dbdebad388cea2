"""Every page in both languages by axe: no violation of WCAG 2 A and AA, and none of its policy.

Pages that come by a deed (a draft compared, a file looked at, a word of warning) are looked at in
the same way where that deed is tested.
"""

from collections.abc import Callable
from typing import Any

import pytest
from tests.desk.reach import addresses, barriers

from solferino.store.case import Case


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_no_page_violates_what_axe_knows(
    practice: Case, serve: Callable[[Case], Any], window: Callable[..., Any], tongue: str
) -> None:
    served = serve(practice)
    watched = window(served)  # whose policy holds: what it forbids would be told as a fault
    watched.allowed = "404"  # the last address is none
    watched.window.add_cookies([{"name": "solferino-tongue", "value": tongue, "url": served.home}])
    found = []
    for address in addresses(practice):
        page = watched.go(address)
        own = "en" if address.startswith("/dossier") else tongue  # its pages are there in both
        assert page.locator("html").get_attribute("lang") == own
        found += [f"{address}: {barrier}" for barrier in barriers(page)]
    assert found == []
