"""Takes off the lists what the engine gets right by now: `python -m tests.extract.mended`.

It runs the tests of this folder and removes the marks and list entries of misses that are mended.
It never adds one: a new miss is for a person to look at.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests import mending

HERE = Path(__file__).parent
PRACTICE, UNEVEN = HERE / "practice_misses.toml", HERE / "uneven.toml"


def unmark(file: str, title: str) -> None:
    """Take the line that says why it misses from a case."""
    path = HERE / "cases" / f"{file}.md"
    marked = rf"^(## {re.escape(title)}\n)why it misses: .*\n"
    path.write_text(re.sub(marked, r"\1", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")


def rewrite_uneven(mended: set[tuple[str, str]]) -> None:
    """Write the list of uneven texts without what is mended."""
    text = mending.head(UNEVEN)
    for miss in tomllib.loads(UNEVEN.read_text("utf-8")).get("miss", []):
        if (miss["text"], miss["swap"]) not in mended:
            lines = [f"{key} = {mending.quoted(value)}" for key, value in miss.items()]
            text += "\n".join(["", "[[miss]]", *lines, ""])
    UNEVEN.write_text(text, "utf-8")


def take_off(mended: Iterable[dict[str, Any]]) -> None:
    """Take every mended miss from where it is listed."""
    for params in mended:
        if "case" in params:
            unmark(params["case"].file, params["case"].title)
    mending.take_off(PRACTICE, {(p["document"], *p["item"][:2]) for p in mended if "item" in p})
    rewrite_uneven({(p["name"], p["swap"].name) for p in mended if "swap" in p})


if __name__ == "__main__":
    found = mending.mended_in(HERE)
    take_off(found)
    sys.stdout.write(f"{len(found)} misses are mended and taken off the lists\n")
