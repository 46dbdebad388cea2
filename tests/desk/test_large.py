"""What goes through a whole large case is asked for first; no page does so by itself."""

from collections.abc import Callable
from typing import Any

import pytest

from solferino.desk import frame
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
