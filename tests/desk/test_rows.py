"""The list of rows: a row is done when a person accepted it as one, and not before."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.store.case import Case


def test_a_row_leaves_the_list_when_it_is_accepted_and_each_row_counts(
    make: Callable[..., Case], browser_of: Any, clock: Callable[[], str]
) -> None:
    named = ("Velm", "Sarn", "Odra")
    told = "Rockets hit the {} hospital in {} on {} May 2031, injuring four patients.\n"
    files = {f"{n}.txt": told.format(n, n + "ik", 9 + i) for i, n in enumerate(named)}
    case = make("Three rows", {name: text.encode() for name, text in files.items()})
    keys: list[str] = []
    home = "http://127.0.0.1:8131"
    same = {"origin": home, "sec-fetch-site": "same-origin"}
    browser = browser_of(make_desk(case, Door(keys.append), 8131, clock), home)
    browser.get("/enter", params={"key": keys[0]})
    browser.post("/settings", data={"by": "AN"}, headers=same)
    first = browser.get("/coding").headers["location"]
    behind = set(re.findall(r"/decide/claim/(\w+)", browser.get(first).text))
    for claim in sorted(behind):
        browser.post(f"/decide/claim/{claim}", data={"decision": "accept"}, headers=same)
    assert browser.get("/coding").headers["location"] == first
    assert "Everything in this row is decided" in browser.get(first).text  # one key says so
    seen = set()
    for left in range(len(named), 0, -1):
        address = browser.get("/coding").headers["location"]
        assert ("one row left" if left == 1 else f"{left} rows left") in browser.get(address).text
        path = urlsplit(address).path
        seen.add(path)
        browser.post(f"{path}/accept", data={"scheme": "ssa"}, headers=same)
    assert len(seen) == len(named)
    assert browser.get("/coding").headers["location"] == "/intake"
    assert "3 rows accepted today" in browser.get("/intake").text  # in one second, by one person
    browser.post(f"{min(seen)}/undo", data={"scheme": "ssa"}, headers=same)
    assert urlsplit(browser.get("/coding").headers["location"]).path == min(seen)
