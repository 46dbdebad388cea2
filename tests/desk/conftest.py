"""The desk in tests: requests without a socket, cases that were worked, and real Chromium."""

import contextlib
import dataclasses
import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import anyio
import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from starlette.types import ASGIApp
from tests.desk.accepting import copied

from solferino import plugins
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.model import Claim, Document, Extraction, PlaceValue, Statement
from solferino.pipeline import work
from solferino.ports import Gazetteer, Kit
from solferino.store.case import Case
from solferino.workers import here

PORT = 8123
# How long a page is waited for (milliseconds) before the test is given up: on a crowded machine
# anything may take long, and a test that passes waits for nothing.
GIVEN_UP = 300_000
expect.set_options(timeout=GIVEN_UP)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Browser:
    """Asks an application, keeps its cookies, follows nothing by itself."""

    def __init__(self, app: ASGIApp, home: str) -> None:
        self.app = app
        self.home = home
        self.cookies = httpx.Cookies()

    def request(self, method: str, path: str, **told: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(
                transport=transport, base_url=self.home, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **told)
                self.cookies = client.cookies
                return answer

        return anyio.run(ask)

    def get(self, path: str, **told: Any) -> httpx.Response:
        return self.request("GET", path, **told)

    def post(self, path: str, **told: Any) -> httpx.Response:
        return self.request("POST", path, **told)


@pytest.fixture(scope="session")
def browser_of() -> type[Browser]:
    return Browser


def now() -> str:
    return "2031-05-03T10:00:00Z"


@pytest.fixture(scope="session")
def clock() -> Callable[[], str]:
    return now


class EveryWord:
    """An extractor that takes every word for a place: claims wherever a text can hold one."""

    name = "every-word"
    version = "1"

    def extract(self, document: Document, gazetteer: Gazetteer) -> Extraction:  # noqa: ARG002
        whole = document.span(0, len(document.text))
        own = Statement(span=whole, rule="all", confidence="low")
        spans = [document.span(*m.span()) for m in re.finditer(r"\S+", document.text)]
        claims = tuple(
            Claim(
                span=s,
                statement=own.id,
                value=PlaceValue(name=s.text),
                rule="word",
                confidence="low",
            )
            for s in spans
        )
        return Extraction(document=document.id, statements=(own,), claims=claims)


def parts(*, every_word: bool = False) -> Kit:
    found = plugins.kit(plugins.find())
    return dataclasses.replace(found, extractors=(EveryWord(),)) if every_word else found


@pytest.fixture(scope="session")
def kit() -> Kit:
    return parts()


Make = Callable[..., Case]


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Make a case of files, work it, and open it for reading."""
    with contextlib.ExitStack() as opened:

        def made(name: str, files: Mapping[str, bytes], *, every_word: bool = False) -> Case:
            path = tmp_path_factory.mktemp("desk") / "case"
            with Case.create(path, name, clock=now, by="tester") as writing, here() as workers:
                for file, data in files.items():
                    writing.receive(file, data)
                list(work(writing, parts(every_word=every_word), workers))
            return opened.enter_context(Case.open(path, clock=now, by="tester"))

        yield made


@pytest.fixture(scope="session")
def practice(practice_folder: Path) -> Iterator[Case]:
    """Give the practice case, worked."""
    with Case.open(practice_folder, clock=now, by="tester") as opened:
        yield opened


@pytest.fixture(scope="module")
def accepted(
    practice: Case, clock: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    """Give a copy of the practice case of which a person accepted everything."""
    path = copied(practice, tmp_path_factory.mktemp("leaving"), clock, lambda _: True)
    with Case.open(path, clock=clock, by="desk") as reading:
        yield reading


class Served:
    """A desk on a real port of this machine."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.cookies: list[Any] = []
        self._keys: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        self.home = f"http://127.0.0.1:{port}"
        app = make_desk(case, Door(self._keys.append), port, now)
        config = uvicorn.Config(app, log_level="warning", lifespan="on", ws="none")
        self._server = uvicorn.Server(config)
        told = {"sockets": [self._listening]}
        self._thread = threading.Thread(target=self._server.run, kwargs=told)

    @property
    def link(self) -> str:
        return f"{self.home}/enter?key={self._keys[-1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._listening.close()


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Case], Served]]:
    """Serve cases until the module's tests are done."""
    with contextlib.ExitStack() as open_desks:
        yield lambda case: open_desks.enter_context(Served(case))


def found_browser() -> str | None:
    """Find Chromium where `make browser` looks for it."""
    told = os.environ.get("SOLFERINO_BROWSER")
    return told or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """Start Chromium; without one the test is skipped, visibly."""
    path = found_browser()
    if path is None:
        pytest.skip("no Chromium: run `make browser`")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=list(QUIET), timeout=GIVEN_UP)
        yield browser
        browser.close()


class Watched:
    """A browser window that notes everything a page must not do."""

    def __init__(self, window: BrowserContext, home: str) -> None:
        self.home = home
        self.faults: list[str] = []
        self.allowed = ""  # words of a fault that the test itself brings about
        self.window = window
        window.add_init_script(
            "addEventListener('securitypolicyviolation', e =>"
            " console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        window.on("request", lambda r: self._ask(r.url))
        self.page = self._watch(window.new_page())

    def _ask(self, url: str) -> None:
        if not url.startswith((f"{self.home}/", "data:")):
            self.faults.append(f"request: {url}")

    def _watch(self, page: Page) -> Page:
        def dialog(shown: Any) -> None:
            self.faults.append(f"dialog: {shown.message}")
            shown.dismiss()

        page.on("dialog", dialog)
        page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        page.on(
            "console",
            lambda m: (
                self.faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None
            ),
        )
        page.set_default_timeout(GIVEN_UP)
        return page

    def go(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.home + path)
        return self.page

    def read(self, document: str, query: str = "") -> Page:
        """Open a document and wait until the script has set its exact text."""
        page = self.go(f"/documents/{document}{query}")
        page.wait_for_selector("html[data-read]", state="attached")
        return page


def opened(chromium: Chromium, served: Served, settings: Mapping[str, Any]) -> Watched:
    """Open a window of a desk: by its link, which works once, and from then on by its cookies."""
    watched = Watched(chromium.new_context(**settings), served.home)
    if served.cookies:
        watched.window.add_cookies(served.cookies)
        watched.go("/")
    else:
        watched.go(served.link)
        served.cookies = list(watched.window.cookies())
    return watched


@pytest.fixture
def window(chromium: Chromium) -> Iterator[Callable[..., Watched]]:
    """Open windows of a desk; at the end of the test nothing forbidden may have happened."""
    windows: list[Watched] = []

    def window_of(served: Served, **settings: Any) -> Watched:
        windows.append(opened(chromium, served, settings))
        return windows[-1]

    yield window_of
    faults = [f for w in windows for f in w.faults if not w.allowed or w.allowed not in f]
    for watched in windows:
        watched.window.close()
    assert faults == []


Panes = dict[str, Watched]


@pytest.fixture(scope="module")
def panes(chromium: Chromium) -> Iterator[Panes]:
    """Keep the windows of `pane` until the module's tests are done."""
    assert chromium.is_connected()
    kept: Panes = {}
    yield kept
    for watched in kept.values():
        watched.window.close()


@pytest.fixture
def pane(chromium: Chromium, panes: Panes) -> Iterator[Callable[..., Watched]]:
    """Give the window of a desk that tests share which only read; each answers for its faults."""

    def pane_of(served: Served, **settings: Any) -> Watched:
        key = repr((served.home, sorted(settings.items())))
        if key not in panes:
            panes[key] = opened(chromium, served, settings)
        return panes[key]

    yield pane_of
    faults = [f for w in panes.values() for f in w.faults]
    for watched in panes.values():
        watched.faults.clear()
    assert faults == []
