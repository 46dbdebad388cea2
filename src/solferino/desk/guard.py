"""The guard at the desk's door: who may ask, from where, and what no answer goes without.

A page of some hostile site, open in the same browser, can send requests to this machine. So:
the `Host` must be ours (a name rebound to 127.0.0.1 is refused), a person comes in by a
one-time link and then holds a cookie no script can read, and what changes something must come
from a page of the desk itself. After half an hour without a request the desk locks.
"""

import hmac
import secrets
import time
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

IDLE_SECONDS = 30 * 60
SAFE = frozenset({"GET", "HEAD"})
ENTER = "/enter"

POLICY = "content-security-policy"
ON_EVERY_ANSWER = {
    "cache-control": "no-store",
    POLICY: (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Door:
    """The keys of one desk: the one-time key of its link, and the cookie of who came in.

    `clock` gives seconds that only go forward. A new key is made each time the desk locks and
    handed to `tell`, so that only who sees the terminal can come in again.
    """

    def __init__(
        self, tell: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Make the first key and tell it."""
        self._tell = tell
        self._clock = clock
        self._last = clock()
        self._key: str | None = None
        self._cookie: str | None = None
        self.token = secrets.token_urlsafe(32)  # for forms whose browser tells no origin
        self._new_key()

    def enter(self, key: str) -> str | None:
        """Take the one-time key; returns the cookie's value, or null for a wrong or used key."""
        if self._key is None or not _equal(key, self._key):
            return None
        self._key = None
        self._cookie = secrets.token_urlsafe(32)
        self._last = self._clock()
        return self._cookie

    def knows(self, cookie: str) -> bool:
        """Whether the cookie is that of who came in; an idle desk locks first."""
        if self._cookie is None:
            return False
        if self._clock() - self._last > IDLE_SECONDS:
            self.lock()
            return False
        known = _equal(cookie, self._cookie)
        if known:
            self._last = self._clock()
        return known

    def lock(self) -> None:
        """Forget the cookie and make a new key."""
        self._cookie = None
        self._new_key()

    def _new_key(self) -> None:
        self._key = secrets.token_urlsafe(32)
        self._tell(self._key)


class Guard:
    """ASGI middleware: lets a request through to the desk, or answers it itself."""

    def __init__(self, app: ASGIApp, door: Door, port: int) -> None:
        """Guard `app`, which is served on `port` of the loopback address."""
        self.app = app
        self._door = door
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"solferino-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; anything that is not a request of HTTP is not answered."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            request = Request(scope)
            answer: ASGIApp = self._refusal(request) or self._entry(request) or self.app
            await answer(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.getlist("host") != [request.headers.get("host", "")] or (
            request.headers.get("host") not in self._hosts
        ):
            return _say(421, "This desk answers under its own address only.")
        if request.method not in SAFE and not self._from_the_desk(request):
            return _say(403, "This did not come from a page of the desk.")
        return None

    def _from_the_desk(self, request: Request) -> bool:
        """Whether what changes something was sent by a page of the desk itself.

        A browser that is told to name no referrer names no origin with a form either ("null");
        then `Sec-Fetch-Site`, which no script can set, decides.
        """
        site = request.headers.get("sec-fetch-site")
        origin = request.headers.get("origin")
        if site is not None and site != "same-origin":
            return False
        if origin is not None and not (origin == "null" and site is not None):
            return origin == f"http://{request.headers['host']}"
        token = request.headers.get("x-solferino-token", "")
        return site is not None or _equal(token, self._door.token)

    def _entry(self, request: Request) -> Response | None:
        """Answer the one-time link, and everybody who holds no cookie; null for who does."""
        if self._door.knows(request.cookies.get(self._cookie, "")):
            return RedirectResponse("/", 303) if request.url.path == ENTER else None
        if request.url.path == ENTER and request.method == "GET":
            keys = parse_qs(request.url.query).get("key", [""])
            cookie = self._door.enter(keys[0])
            if cookie is not None:
                answer = RedirectResponse("/", 303)
                answer.set_cookie(self._cookie, cookie, httponly=True, samesite="strict")
                return answer
        return _say(
            403,
            "The desk is locked. Open the link that stands last in the terminal; each link works "
            "once. Without one, stop the command and start `solferino desk` again.",
        )


def _equal(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def _say(status: int, text: str) -> Response:
    return PlainTextResponse(text + "\n", status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, said in ON_EVERY_ANSWER.items():
                if name != POLICY or name not in headers:  # a page may know a stricter one
                    headers[name] = said
        await send(message)

    return sending
