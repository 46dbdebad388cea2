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

import pytest

HERE = Path(__file__).parent
PRACTICE, UNEVEN = HERE / "practice_misses.toml", HERE / "uneven.toml"


class Watch:
    """A plugin that remembers the parameters of tests that pass and are marked as misses."""

    def __init__(self) -> None:
        self.items: dict[str, pytest.Item] = {}
        self.mended: list[dict[str, Any]] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.items = {item.nodeid: item for item in items}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and "[XPASS(strict)]" in str(report.longrepr):
            self.mended.append(self.items[report.nodeid].callspec.params)  # type: ignore[attr-defined]  # only parametrized tests are marked


def unmark(file: str, title: str) -> None:
    """Take the line that says why it misses from a case."""
    path = HERE / "cases" / f"{file}.md"
    marked = rf"^(## {re.escape(title)}\n)why it misses: .*\n"
    path.write_text(re.sub(marked, r"\1", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")


def quoted(text: str) -> str:
    """Write a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def head(path: Path) -> str:
    """Give the remarks at the top of a list."""
    return path.read_text("utf-8").partition("\n\n")[0] + "\n"


def rewrite_practice(mended: set[tuple[str, str, str]]) -> None:
    """Write the list of the practice key without what is mended."""
    text = head(PRACTICE)
    for document, fields in tomllib.loads(PRACTICE.read_text("utf-8")).items():
        left = {
            field: [what for what in whats if (document, field, what) not in mended]
            for field, whats in fields.items()
        }
        text += f"\n[{document}]\n" if any(left.values()) else ""
        for field, whats in left.items():
            rows = "".join(f"    {quoted(what)},\n" for what in whats)
            key = quoted(field) if " " in field else field
            text += f"{key} = [\n{rows}]\n" if whats else ""
    PRACTICE.write_text(text, "utf-8")


def rewrite_uneven(mended: set[tuple[str, str]]) -> None:
    """Write the list of uneven texts without what is mended."""
    text = head(UNEVEN)
    for miss in tomllib.loads(UNEVEN.read_text("utf-8")).get("miss", []):
        if (miss["text"], miss["swap"]) not in mended:
            lines = [f"{key} = {quoted(value)}" for key, value in miss.items()]
            text += "\n".join(["", "[[miss]]", *lines, ""])
    UNEVEN.write_text(text, "utf-8")


def take_off(mended: Iterable[dict[str, Any]]) -> None:
    """Take every mended miss from where it is listed."""
    for params in mended:
        if "case" in params:
            unmark(params["case"].file, params["case"].title)
    rewrite_practice({(p["document"], *p["item"][:2]) for p in mended if "item" in p})
    rewrite_uneven({(p["name"], p["swap"].name) for p in mended if "swap" in p})


if __name__ == "__main__":
    watch = Watch()
    pytest.main([str(HERE), "-q", "--no-header", "--no-summary"], plugins=[watch])
    take_off(watch.mended)
    sys.stdout.write(f"{len(watch.mended)} misses are mended and taken off the lists\n")
