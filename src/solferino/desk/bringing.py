"""The page Import: a file is dropped, what it would do is shown, and a person says yes.

A file that was dropped is held in memory until it comes in or others take its place; nothing of it
is written before.
"""

from collections.abc import Awaitable, Callable
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino import plugins
from solferino.codec import sha256, value
from solferino.coding.mapping import read_mapping
from solferino.desk.setting import Form, Setting, posting
from solferino.desk.shelf import ENGINE
from solferino.desk.sitting import decider, remember
from solferino.desk.uploads import parts
from solferino.errors import UsageError
from solferino.importing.back import Answer, answer, sheets_in, take_over
from solferino.importing.decisions import Whose
from solferino.importing.rows import FATES, Offer, Wish, offer, saved, take_in
from solferino.model import still_standing
from solferino.model.coding import Coding

HEAVIEST = 128 * 2**20  # bytes of a file that is dropped
HELD = 3  # files that wait for a yes
SHOWN = 500  # rows of a log that a page shows
AGAIN = "Choose the file once more."


@value
class Dropped:
    """A file that was dropped: its name and its bytes."""

    name: str
    data: bytes

    @property
    def key(self) -> str:
        """By what a page names it."""
        return sha256(self.data)


class Waiting:
    """The last few files that were dropped and have not come in yet."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._files: dict[str, Dropped] = {}
        self._turn = Lock()

    def put(self, file: Dropped) -> None:
        """Hold a file; the oldest goes where there are too many."""
        with self._turn:
            self._files.pop(file.key, None)
            self._files[file.key] = file
            while len(self._files) > HELD:
                self._files.pop(next(iter(self._files)))

    def get(self, key: str) -> Dropped:
        """Give a file that waits; `UsageError` where it does not."""
        found = self._files.get(key)
        if found is None:
            raise UsageError("that file is no longer at hand", AGAIN)
        return found


class Bringing:
    """Answers the addresses by which files of others' coding, and edited sheets, come in."""

    def __init__(self, setting: Setting) -> None:
        """Hold what is dropped at this desk."""
        self._at = setting
        self._waiting = Waiting()

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/import", self.page),
            Route("/import/look", dropping(self.dropped), methods=["POST"]),
            Route("/import/again", posting(self.look), methods=["POST"]),
            Route("/import/enter", posting(self.enter), methods=["POST"]),
        ]

    def page(self, request: Request) -> Response:
        """Show where to drop a file, what was imported, and the mappings that are known."""
        case = self._at.shelf.case()
        mappings = [(n, read_mapping(text).title, text) for n, text in saved(case).items()]
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request,
                "import.html",
                catalogue,
                coded=still_standing(case.rulings(Coding)),
                mappings=mappings,
                entered="entered" in request.query_params,
            )

    def dropped(self, request: Request, file: Dropped, form: Form) -> Response:
        """Hold a file, and show what it would do."""
        if not file.data:
            named = f"{file.name} is empty (0 bytes)" if file.name else "no file was chosen"
            raise UsageError(named, AGAIN)
        self._waiting.put(file)
        return self.look(request, {**form, "file": file.key})

    def look(self, request: Request, form: Form) -> Response:
        """Show what a file that waits would do, by what the form says of it."""
        file = self._waiting.get(form.get("file", ""))
        by = decider(request, form)
        wrong: UsageError | None = None
        made: Offer | Answer | None = None
        try:
            made = self._made(file, form, by or "?")
        except UsageError as error:
            wrong = error
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request,
                "import_look.html",
                catalogue,
                file=file,
                by=by,
                form=form,
                offered=made if isinstance(made, Offer) else None,
                returned=made if isinstance(made, Answer) else None,
                wrong=wrong,
                fates=FATES,
                most=SHOWN,
                mappings=list(saved(self._at.shelf.case())),
            )

    def enter(self, request: Request, form: Form) -> Response:
        """Let a file in, in the name of whoever says so, and begin to work."""
        file = self._waiting.get(form.get("file", ""))
        by = decider(request, form)
        if not by:
            raise UsageError("a decision needs somebody who makes it", "Give your name.")
        made = self._made(file, form, by)
        with self._at.shift.writing() as case:
            if isinstance(made, Offer):
                take_in(case, made)
            else:
                take_over(case, made)
        if isinstance(made, Offer):
            self._at.shift.begin()
        else:
            self._at.shift.derive_again()
        back = RedirectResponse("/import?entered", 303)
        remember(back, by=by)
        return back

    def _made(self, file: Dropped, form: Form, by: str) -> Offer | Answer:
        """Read a file: rows that others coded, or sheets of ours that come back."""
        case, named = self._at.shelf.case(), (file.name, file.data)
        why = form.get("why", "").strip()
        came = sheets_in(*named)
        if came is not None:
            return answer(case, ENGINE, named, came, Whose(by=by, why=why))
        own, chosen = form.get("own", "").strip(), form.get("mapping", "")
        wish = Wish(
            by=by,
            mapping=own or chosen or None,
            coder=form.get("coder", "").strip() or None,
            rights=form.get("rights", "").strip() or None,
            why=why,
        )
        return offer(case, plugins.kit(plugins.find()).readers, named, wish)


def dropping(
    answer_: Callable[[Request, Dropped, Form], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of a function that is given a file and the fields beside it.

    `UsageError` where the file is too large.
    """

    async def endpoint(request: Request) -> Response:
        pieces, size = [], 0
        async for piece in request.stream():
            size += len(piece)
            if size > HEAVIEST:
                raise UsageError(
                    f"that file is larger than {HEAVIEST // 2**20} MiB",
                    "Import it with `solferino import CASE FILE`.",
                )
            pieces.append(piece)
        kind = request.headers.get("content-type", "")
        file, form = await run_in_threadpool(unpacked, kind, b"".join(pieces))
        return await run_in_threadpool(answer_, request, file, form)

    return endpoint


def unpacked(kind: str, body: bytes) -> tuple[Dropped, dict[str, str]]:
    """Read a form with a file (RFC 7578); `kind` is the type that its head declares."""
    file, form = Dropped(name="", data=b""), {}
    for part in parts(kind, body):
        if part.file is None:
            form[part.field] = part.data.decode("utf-8", "replace")
        else:
            name = part.file.replace("\\", "/").rpartition("/")[2]
            file = Dropped(name=name, data=part.data)
    return file, form
