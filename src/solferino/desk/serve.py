"""Serving the desk: a free port of the loopback address, in the foreground, until Ctrl+C."""

import contextlib
import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from solferino.desk.guard import ENTER, Door, Guard
from solferino.desk.pages import Pages
from solferino.desk.snapshot import Snapshot
from solferino.store.case import Case

LOOPBACK = "127.0.0.1"


def make_desk(case: Case, door: Door, port: int, clock: Callable[[], str]) -> ASGIApp:
    """Make the guarded application for a case that is served on `port`."""
    pages = Pages(Snapshot(case, clock), door)
    return Guard(Starlette(routes=list(pages.routes())), door, port)


def serve_case(case: Case, tell: Callable[[str], None], clock: Callable[[], str]) -> None:
    """Serve until interrupted; `tell` is given each one-time link as it is made.

    `clock` tells the time that is printed on pages of the dossier.
    """
    with socket.create_server((LOOPBACK, 0)) as listening:
        port = listening.getsockname()[1]
        door = Door(tell=lambda key: tell(f"http://{LOOPBACK}:{port}{ENTER}?key={key}"))
        # No access log: addresses would hold the key. No server name, no forwarded headers.
        config = uvicorn.Config(
            make_desk(case, door, port, clock),
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
        )
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
