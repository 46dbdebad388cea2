"""How a verb speaks: results to stdout, talk and progress to stderr, `--json` everywhere."""

import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import click
from rich.cells import cell_len
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from solferino.codec import encode, pretty, value
from solferino.errors import UsageError
from solferino.model import Problem

SHORT = 8  # characters of an id
WIDEST = 40  # columns of a file's name in a bar
MINUTE = 60
F = TypeVar("F", bound=Callable[..., Any])


@value
class Talk:
    """What is told to every verb, and how it answers.

    `clock` tells the time for all facts that this command writes, the given one or the real one;
    `by` is the name under which they stand in the ledger; with `as_json` stdout gets one JSON
    object.
    """

    clock: Callable[[], str]
    by: str
    as_json: bool

    def say(self, text: str) -> None:
        """Tell the person something (stderr); never part of the result."""
        click.echo(shown(text), err=True)

    def give(self, result: dict[str, Any], *lines: str) -> None:
        """Print the result: one JSON object when asked, else the lines."""
        if self.as_json:
            click.echo(pretty(encode(result)).decode())
        else:
            for line in lines:
                click.echo(shown(line))

    def table(self, name: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print rows: framed on a terminal, separated by tabs in a pipe, as JSON when asked."""
        if self.as_json:
            told = [dict(zip(head, row, strict=True)) for row in rows]
            click.echo(pretty(encode({name: told})).decode())
            return
        cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
        if sys.stdout.isatty():
            frame = Table(*head, title=Text(name), title_justify="left")
            for row in cells:
                frame.add_row(*[_framed(*pair) for pair in zip(head, row, strict=True)])
            Console().print(frame)
        else:
            for row in [list(head), *cells]:
                click.echo("\t".join(shown(cell) for cell in row))

    def aside(self, text: str) -> None:
        """Tell the person something that only matters to one who looks on (stderr)."""
        if sys.stderr.isatty() and not self.as_json:
            self.say(text)

    def bar(self) -> Progress:
        """Make a bar for each stage on stderr: how much is done, how long it takes, what it is at.

        It draws nothing unless stderr is a terminal, nor when the result is wanted as JSON. Give
        a task's field `subject` by `shortened`.
        """
        console = Console(stderr=True)
        return Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<8}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            TextColumn("{task.fields[subject]}", markup=False),
            console=console,
            transient=True,
            disable=self.as_json or not console.is_terminal,
        )

    def problems(self, problems: Iterable[Problem]) -> None:
        """Name each file that could not be read or understood, why, and what to do (stderr)."""
        for problem in problems:
            self.say(f"{problem.name}: {problem.message}\n  What to do: {problem.remedy}")


def _framed(column: str, cell: str) -> Text:
    """Shorten an id for the eye: its beginning is enough wherever one is asked for."""
    return Text(cell[:SHORT] if column == "id" else shown(cell))


def shown(text: str) -> str:
    """Make text safe to print: a file's name or words must not steer the terminal.

    Control characters and marks of direction become visible escapes.
    """
    return "".join(c if _harmless(c) else f"\\u{ord(c):04x}" for c in text)


def _harmless(character: str) -> bool:
    if character in "\n\u200c\u200d":  # lines, and joiners that Persian and Indic names need
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")


def shortened(name: str, width: int = WIDEST) -> str:
    """Write a name on one line of at most `width` columns: what is too long loses its middle.

    The end of a file's name tells as much as its beginning.
    """
    line = " ".join(shown(name).split())
    if cell_len(line) <= width:
        return line
    if line.isascii():  # one column each
        half = width // 2
        return f"{line[:half]}…{line[len(line) - (width - 1 - half) :]}"
    first, last, room = "", "", width - 1
    head, tail = list(line), list(reversed(line))
    while cell_len(first) + cell_len(head[0]) <= (room + 1) // 2:
        first += head.pop(0)
    while cell_len(tail[0]) + cell_len(last) + cell_len(first) <= room:
        last = tail.pop(0) + last
    return f"{first}…{last}"


def lasting(seconds: float) -> str:
    """Write a time as a person would: "4.2 s", "3 min 05 s", "2 h 10 min"."""
    if seconds < MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), MINUTE)
    hours, minutes_left = divmod(minutes, MINUTE)
    return f"{hours} h {minutes_left:02} min" if hours else f"{minutes} min {rest:02} s"


def clock(at: str | None) -> Callable[[], str]:
    """Make the clock: it stands at what is given, else at SOURCE_DATE_EPOCH, else it goes.

    It tells UTC to the second, like 2024-05-01T12:00:00Z.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if at is None and epoch is None:
        return lambda: _written(datetime.now(UTC))
    try:
        moment = datetime.fromisoformat(at) if at else datetime.fromtimestamp(int(epoch or ""), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"not a date and time: {at or epoch}", "Write it like 2024-05-01T12:00:00Z."
        ) from error
    standing = _written(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return lambda: standing


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def verb(function: F) -> click.Command:
    """Make a function a verb with the options that every verb has; it is given a `Talk`."""

    def told(*, at: str | None, by: str, as_json: bool, debug: bool, **rest: Any) -> Any:  # noqa: ANN401, ARG001
        return function(talk=Talk(clock=clock(at), by=by, as_json=as_json), **rest)

    told.__doc__ = function.__doc__
    told.__name__ = function.__name__
    told.__click_params__ = list(getattr(function, "__click_params__", []))  # type: ignore[attr-defined]
    for option in reversed(_everywhere()):
        told = option(told)
    return click.command(name=function.__name__)(told)


def _everywhere() -> list[Callable[[Any], Any]]:
    return [
        click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout."),
        click.option("--at", metavar="ISO", help="The clock, like 2024-05-01T12:00:00Z."),
        click.option(
            "--by",
            metavar="NAME",
            envvar="SOLFERINO_BY",
            default="unnamed",
            help="Who does this, for the ledger (or SOLFERINO_BY). Never taken from the system.",
        ),
        click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours."),
    ]
