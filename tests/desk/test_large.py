"""What goes through a whole large case is asked for first; no page does so by itself."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from solferino.desk import frame, incidents
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.store.case import Case

PORT = 8134
HOME = f"http://127.0.0.1:{PORT}"


def test_publishing_and_the_dossier_ask_first_in_a_large_case(
    practice: Case, browser_of: Any, clock: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "LARGE", 3)  # the practice case has more documents
    keys: list[str] = []
    browser = browser_of(make_desk(practice, Door(keys.append), PORT, clock), HOME)
    browser.get("/enter", params={"key": keys[0]})
    for address, sign in (
        ("/publish?profile=partner", 'name="called"'),
        ("/dossier/index.html", 'class="practice"'),
    ):
        first = browser.get(address)
        assert first.status_code == 200
        assert 'name="whole"' in first.text
        assert "All 16 documents" in first.text
        told = {"profile": "partner"} if "profile" in address else {}
        page = browser.get(address.partition("?")[0], params={**told, "whole": "yes"}).text
        assert 'name="whole"' not in page
        assert sign in page
    assert 'name="whole"' not in browser.get("/dossier/index.html").text  # it is drawn already


def test_a_part_of_a_page_leaves_the_address_alone(
    practice: Case, browser_of: Any, clock: Callable[[], str]
) -> None:
    keys: list[str] = []
    browser = browser_of(make_desk(practice, Door(keys.append), PORT, clock), HOME)
    browser.get("/enter", params={"key": keys[0]})
    assert """hx-get="/pictures" hx-headers='{"Part": "yes"}'""" in browser.get("/").text
    whole = browser.get("/pictures", headers={"hx-request": "true"})
    part = browser.get("/pictures", headers={"hx-request": "true", "part": "yes"})
    assert whole.headers["hx-replace-url"] == "/pictures"
    assert "hx-replace-url" not in part.headers


def test_a_page_of_many_accounts_comes_in_parts_that_are_the_whole_together(
    practice: Case, browser_of: Any, clock: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str] = []
    browser = browser_of(make_desk(practice, Door(keys.append), PORT, clock), HOME)
    browser.get("/enter", params={"key": keys[0]})
    incident = max(practice.picture("test").incidents, key=lambda i: (len(i.accounts), i.id))
    address = f"/incidents/{incident.id}"
    whole = browser.get(address).text
    assert "/parts/" not in whole
    monkeypatch.setattr(incidents, "FEW", 2)  # this incident has more accounts
    first = browser.get(address).text
    told = re.findall(r'hx-get="(/incidents/[^"]+/parts/[^"]+)"', first)
    assert len(told) == len(incidents.LATER)
    headers = {"hx-request": "true", "part": "yes", "hx-current-url": f"{HOME}{address}"}
    parts = [browser.get(part, headers=headers) for part in told]
    assert not any("hx-replace-url" in part.headers for part in parts)
    together = first + "".join(part.text for part in parts)
    place = re.compile(r' id="([^"]+)"')
    assert {p for p in place.findall(together) if not p.startswith("later-")} == set(
        place.findall(whole)
    )
    # Without script all of it is one link away; what answers a decision is as long as the page.
    assert browser.get(f"{address}?whole=1").text.count("/parts/") == 0
    assert browser.get(address, headers={"hx-request": "true"}).text.count("/parts/") == 0
    assert browser.get(f"{address}/parts/nothing").status_code == 404
