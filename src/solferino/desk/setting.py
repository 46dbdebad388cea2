"""What a family of pages is given: the case, the frame of pages, work, the docket, the door."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from solferino.codec import value
from solferino.desk.docket import Docket
from solferino.desk.frame import Frame
from solferino.desk.guard import Door
from solferino.desk.shelf import Shelf
from solferino.desk.shift import Shift
from solferino.errors import UsageError

Form = Mapping[str, str]
Posted = Callable[[Request, Form], Response]
FIELDS = 200
HEAVIEST = 4_000_000  # bytes of a form; files go another way


@value
class Setting:
    """The parts of one desk. A family of pages is a class built from this, with `routes()`."""

    shelf: Shelf
    frame: Frame
    shift: Shift
    docket: Docket
    door: Door


def posting(answer: Posted) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of a function that is given a posted form; it runs in a thread.

    `UsageError` where the form is too large.
    """

    async def endpoint(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > HEAVIEST:
                raise UsageError("that is more than a form may hold", "Give less at once.")
        told = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS
        )
        return await run_in_threadpool(answer, request, dict(told))

    return endpoint


def number(told: str, least: int = 1) -> int:
    """Read a number of a page or the like; what is none is the least."""
    plain = told.isascii() and told.isdigit() and len(told) < len("10000000")
    return max(least, int(told)) if plain else least
