"""Every address of the desk: a page that others look at or no page, and closed to strangers."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.routing import Route
from tests.desk.reach import addresses

from solferino.desk.guard import ON_EVERY_ANSWER, POLICY, Door
from solferino.desk.serve import make_desk
from solferino.store.case import Case

PORT = 8192
HOME = f"http://127.0.0.1:{PORT}"
# What answers with no page of its own.
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
}
DEED = "/ledger/deeds/{id}"  # a page only where somebody did much at one stroke: test_states.py


class Asked:
    """A desk on the practice case, who came in by its link, and a stranger."""

    def __init__(self, case: Case, clock: Callable[[], str], browser_of: Any) -> None:
        keys: list[str] = []
        app: Any = make_desk(case, Door(keys.append), PORT, clock)
        self.routes = [r for r in app.app.routes if isinstance(r, Route)]
        self.inside, self.stranger = browser_of(app, HOME), browser_of(app, HOME)
        self.inside.get("/enter", params={"key": keys[0]})


@pytest.fixture(scope="module")
def desk(practice: Case, clock: Callable[[], str], browser_of: Any) -> Asked:
    return Asked(practice, clock, browser_of)


def test_no_page_is_left_out(practice: Case, desk: Asked) -> None:
    asked = [urlsplit(address).path for address in addresses(practice)]
    left = {
        route.path
        for route in desk.routes
        if "GET" in (route.methods or ()) and not any(map(route.path_regex.match, asked))
    }
    assert left == BESIDE.keys() | {DEED}


def test_what_is_left_out_is_no_page(practice: Case, desk: Asked) -> None:
    picture = practice.picture("test")
    incident = max(picture.incidents, key=lambda i: (len(i.contradictions), i.id))
    named = {
        "/documents/{id}/text": picture.documents[0].id,
        "/of/{id}": incident.accounts[0],
        "/incidents/{id}/parts/{part}": incident.id,
    }
    for route in BESIDE:
        address = route.replace("{id}", named.get(route, "")).replace("{part}", "people")
        address = address.replace("{name}", "case.ics" if "exports" in route else "desk.css")
        answer = desk.inside.get(address)
        assert answer.status_code in {200, 303, 307}, address
        assert "<h1" not in answer.text, address


STATUS = [  # who, what they tell, and what every address answers
    ("stranger", {}, 403),
    ("stranger", {"cookie": f"solferino-{PORT}=guess"}, 403),
    ("stranger", {"origin": HOME, "sec-fetch-site": "same-origin"}, 403),
    ("stranger", {"host": "attacker.example"}, 421),
    ("inside", {"host": "attacker.example"}, 421),
    ("inside", {"host": f"127.0.0.1.attacker.example:{PORT}"}, 421),
    ("inside", {"host": "127.0.0.1:1"}, 421),
]


@pytest.mark.parametrize(("who", "told", "status"), STATUS)
def test_no_address_answers_a_stranger_or_another_name(
    desk: Asked, who: str, told: dict[str, str], status: int
) -> None:
    for route in desk.routes:
        address = re.sub(r"\{\w+\}", "x", route.path)
        for method in sorted((route.methods or set()) | {"GET", "POST", "PUT", "DELETE"}):
            answer = getattr(desk, who).request(method, address, headers=told)
            assert (method, address, answer.status_code) == (method, address, status)


def test_every_page_goes_out_with_all_that_keeps_it_here(practice: Case, desk: Asked) -> None:
    for address in [*addresses(practice), *BESIDE]:
        told = desk.inside.get(address).headers
        kept = {name: told[name] for name in ON_EVERY_ANSWER}
        if address.startswith("/dossier"):  # its pages carry their own styles, named by digest
            policy = kept.pop(POLICY)
            assert "unsafe" not in policy
            assert kept.items() <= ON_EVERY_ANSWER.items()
        else:
            assert kept == ON_EVERY_ANSWER, address
