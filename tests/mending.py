"""Takes off the lists of expected misses what the engine gets right by now.

A list is a TOML file of two levels, `[group]` and `row = [what, ...]`, under remarks that are
kept. Only misses are ever taken off: a new one is for a person to look at.
"""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

Miss = tuple[str, str, str]  # group, row, what


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


def mended_in(folder: Path) -> list[dict[str, Any]]:
    """Run the tests of a folder; returns the parameters of every listed miss that is mended."""
    watch = Watch()
    pytest.main([str(folder), "-q", "--no-header", "--no-summary"], plugins=[watch])
    return watch.mended


def listed(path: Path) -> frozenset[Miss]:
    """Read a list."""
    return frozenset(
        (group, row, what)
        for group, rows in tomllib.loads(path.read_text("utf-8")).items()
        for row, whats in rows.items()
        for what in whats
    )


def take_off(path: Path, mended: Collection[Miss]) -> None:
    """Write a list without what is mended; what is left stays in its order."""
    text = head(path)
    for group, rows in tomllib.loads(path.read_text("utf-8")).items():
        left = {
            row: [what for what in whats if (group, row, what) not in mended]
            for row, whats in rows.items()
        }
        text += f"\n[{as_key(group)}]\n" if any(left.values()) else ""
        for row, whats in left.items():
            lines = "".join(f"    {quoted(what)},\n" for what in whats)
            text += f"{as_key(row)} = [\n{lines}]\n" if whats else ""
    path.write_text(text, "utf-8")


def head(path: Path) -> str:
    """Give the remarks at the top of a list."""
    return path.read_text("utf-8").partition("\n\n")[0] + "\n"


def as_key(name: str) -> str:
    """Write a TOML key, quoted where it must be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def quoted(text: str) -> str:
    """Write a TOML string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
