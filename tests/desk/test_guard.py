"""Who may ask the desk, from where, and what no answer goes without."""

from typing import Any

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope

from solferino.desk.guard import IDLE_SECONDS, ON_EVERY_ANSWER, Door, Guard

PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"
COOKIE = f"solferino-{PORT}"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def echo(request: Request) -> Response:
    return PlainTextResponse(f"{request.method} {request.url.path}")


class Desk:
    """A guarded application, its keys as told to the terminal, and a browser."""

    def __init__(self, browser_of: Any) -> None:
        self.keys: list[str] = []
        self.watch = Watch()
        self.door = Door(self.keys.append, self.watch)
        routes = [Route("/{path:path}", echo, methods=["GET", "HEAD", "POST", "PUT", "DELETE"])]
        self.app = Guard(Starlette(routes=routes), self.door, PORT)
        self.browser = browser_of(self.app, HOME)
        self.stranger = browser_of(self.app, HOME)

    def come_in(self) -> None:
        answer = self.browser.get("/enter", params={"key": self.keys[-1]})
        assert answer.status_code == 303


@pytest.fixture
def desk(browser_of: Any) -> Desk:
    return Desk(browser_of)


@pytest.fixture
def inside(desk: Desk) -> Desk:
    desk.come_in()
    return desk


def test_without_the_link_nothing_is_shown(desk: Desk) -> None:
    for path in ("/", "/documents", "/enter", "/enter?key=", "/enter?key=guess"):
        answer = desk.browser.get(path)
        assert answer.status_code == 403
        assert "GET" not in answer.text


def test_the_link_works_once(desk: Desk) -> None:
    desk.come_in()
    assert desk.browser.get("/").status_code == 200
    assert desk.stranger.get("/enter", params={"key": desk.keys[0]}).status_code == 403
    assert desk.stranger.get("/").status_code == 403


def test_who_is_inside_may_open_the_link_again(inside: Desk) -> None:
    answer = inside.browser.get("/enter", params={"key": inside.keys[0]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_the_cookie_is_for_no_script_and_no_other_site(desk: Desk) -> None:
    answer = desk.browser.get("/enter", params={"key": desk.keys[0]})
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert desk.keys[0] not in answer.headers["set-cookie"]


def test_another_cookie_opens_nothing(inside: Desk) -> None:
    inside.stranger.cookies.set(COOKIE, "guess", domain="127.0.0.1")
    assert inside.stranger.get("/").status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        f"attacker.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"127.0.0.1.attacker.example:{PORT}",
        f"127.0.0.1:{PORT}.attacker.example",
        "",
    ],
)
def test_a_name_that_is_not_ours_is_refused_even_inside(inside: Desk, host: str) -> None:
    assert inside.browser.get("/", headers={"host": host}).status_code == 421


def test_both_names_of_this_machine_are_ours(inside: Desk) -> None:
    for host in (f"127.0.0.1:{PORT}", f"localhost:{PORT}"):
        cookie = inside.browser.cookies[COOKIE]
        headers = {"host": host, "cookie": f"{COOKIE}={cookie}"}
        assert inside.browser.get("/", headers=headers).status_code == 200


OURS = {"origin": HOME, "sec-fetch-site": "same-origin"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OURS, 200),
        ({"origin": HOME}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({}, 403),
        ({"x-solferino-token": "guess"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://attacker.example"}, 403),
        ({"origin": f"http://localhost:{PORT}"}, 403),
        ({"origin": f"https://127.0.0.1:{PORT}"}, 403),
        ({**OURS, "origin": "https://attacker.example"}, 403),
        ({**OURS, "sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_only_a_page_of_the_desk_changes_something(
    inside: Desk, method: str, headers: dict[str, str], status: int
) -> None:
    answer = inside.browser.request(method, "/lock", headers=headers)
    assert answer.status_code == status


def test_where_no_origin_is_told_the_token_of_the_desk_decides(inside: Desk) -> None:
    headers = {"x-solferino-token": inside.door.token}
    assert inside.browser.post("/lock", headers=headers).status_code == 200


def test_a_page_of_the_desk_without_the_cookie_changes_nothing(desk: Desk) -> None:
    assert desk.browser.post("/lock", headers=OURS).status_code == 403


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/missing", {}),
        ("/enter?key=guess", {}),
        ("/", {"host": "attacker.example"}),
    ],
)
def test_every_answer_carries_what_keeps_it_here(
    desk: Desk, path: str, headers: dict[str, str]
) -> None:
    told = desk.browser.get(path, headers=headers).headers
    assert {name: told[name] for name in ON_EVERY_ANSWER} == ON_EVERY_ANSWER
    assert "access-control-allow-origin" not in told


def test_an_idle_desk_locks_and_makes_a_new_link(inside: Desk) -> None:
    inside.watch.now += IDLE_SECONDS
    assert inside.browser.get("/").status_code == 200
    inside.watch.now += IDLE_SECONDS + 1
    assert inside.browser.get("/").status_code == 403
    assert len(set(inside.keys)) == 2
    inside.come_in()
    assert inside.browser.get("/").status_code == 200


def test_a_locked_desk_knows_nobody(inside: Desk) -> None:
    inside.door.lock()
    assert inside.browser.get("/").status_code == 403


def test_no_two_keys_are_alike() -> None:
    keys: list[str] = []
    for _ in range(50):
        Door(keys.append)
    assert len(set(keys)) == 50
    assert min(len(key) for key in keys) >= 32


def test_only_http_is_answered(inside: Desk) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    scope: Scope = {"type": "websocket", "path": "/", "headers": []}
    anyio.run(inside.app, scope, receive, send)
    assert sent == []
