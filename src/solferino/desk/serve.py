"""Serving the desk: a free port of the loopback address, in the foreground, until Ctrl+C."""

import contextlib
import gc
import socket
from collections.abc import AsyncIterator, Callable

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from solferino.desk.answers import Answers
from solferino.desk.docket import Docket
from solferino.desk.families import routes_of
from solferino.desk.frame import Frame
from solferino.desk.guard import ENTER, Door, Guard
from solferino.desk.setting import Setting
from solferino.desk.shelf import Shelf
from solferino.desk.shift import Shift
from solferino.errors import SolferinoError
from solferino.store.case import Case

LOOPBACK = "127.0.0.1"
ROUNDS = (20_000, 10, 50)  # of the collector: allocations, and rounds of the younger


def make_desk(case: Case, door: Door, port: int, clock: Callable[[], str]) -> ASGIApp:
    """Make the guarded application for a case that is served on `port`.

    When the application ends, work that was begun at the desk is stopped.
    """
    shelf, shift = Shelf(case, clock), Shift(case.path, clock)
    frame = Frame(shelf, shift)
    docket = Docket(shift.writing, shift.derive_again, shelf.decided)
    setting = Setting(shelf=shelf, frame=frame, shift=shift, docket=docket, door=door)
    routes = routes_of(setting)
    frame.serve(route.path for route in routes)
    answers = Answers(setting)

    @contextlib.asynccontextmanager
    async def while_open(_: Starlette) -> AsyncIterator[None]:
        yield
        shift.stop()
        shelf.close()

    app = Starlette(
        routes=routes,
        exception_handlers={HTTPException: answers.missing, SolferinoError: answers.failed},
        lifespan=while_open,
    )
    return Guard(app, door, port)


def settle() -> None:
    """Take what was loaded for the desk out of the collector's rounds.

    It stays until the end; going through it again took most of a second at a time, in the middle of
    some page. What pages leave behind is young, and is collected as before.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROUNDS)


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
            lifespan="on",
            ws="none",
        )
        settle()
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
