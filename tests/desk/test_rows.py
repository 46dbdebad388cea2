"""The list of rows: a row is done when it was accepted whole or value by value, and not before."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.store.case import Case


def test_a_row_decided_value_by_value_leaves_the_list_and_each_row_counts(
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
    for at, claim in enumerate(sorted(behind)):
        assert browser.get("/coding").headers["location"] == first, at
        browser.post(f"/decide/claim/{claim}", data={"decision": "accept"}, headers=same)
    for _ in named[1:]:
        address = urlsplit(browser.get("/coding").headers["location"])
        assert address.path not in {urlsplit(first).path, "/intake"}
        browser.post(f"{address.path}/accept", data={"scheme": "ssa"}, headers=same)
    assert browser.get("/coding").headers["location"] == "/intake"
    assert (
        "2 rows accepted today" in browser.get("/intake").text
    )  # within one second, by one person
