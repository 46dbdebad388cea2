"""What several verbs need of a case: its place on the command line, its opening, its counts."""

from pathlib import Path

import click

from solferino import __version__
from solferino.cli.talk import Talk
from solferino.codec import plain
from solferino.ports import Picture
from solferino.publish.summary import summary
from solferino.store.case import Case

ENGINE = f"solferino {__version__}"  # as a case's pictures and exports name it
PATH = click.Path(path_type=Path)
CASE = click.argument("case", type=PATH)
NO_DESK = click.option("--no-desk", is_flag=True, help="End when the work is done.")


def open_case(path: Path, talk: Talk, *, writing: bool = False) -> Case:
    """Open a case for this command; raises `UsageError` with a remedy where there is none."""
    return Case.open(path, clock=talk.clock, by=talk.by, writing=writing)


def counts(picture: Picture) -> dict[str, int]:
    """Count what a case holds, in the order in which one tells it."""
    found: dict[str, int] = plain(summary(picture))
    return found


def told(found: dict[str, int]) -> list[str]:
    """Write counts as lines, numbers first."""
    return [f"{n:>7} {_one(noun) if n == 1 else noun}" for noun, n in found.items()]


def _one(noun: str) -> str:
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1]
