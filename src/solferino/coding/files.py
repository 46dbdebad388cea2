"""Mappings as files: those that come along, and what is wrong with one that somebody wrote."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files

from solferino.errors import UsageError

SHOWN = 12  # columns that are named where no mapping fits


def come_along(room: str, names: Iterable[str]) -> dict[str, str]:
    """Read the mappings of a room (a package): texts by name, in the order of the names."""
    folder = files(room) / "mappings"
    return {name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in names}


@contextmanager
def readable(remedy: str) -> Iterator[None]:
    """Read a mapping in here: what is wrong with it becomes a `UsageError` that says it."""
    try:
        yield
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the mapping is no TOML: {error}", remedy) from error
    except KeyError as error:
        raise UsageError(f"the mapping has no {error.args[0]!r}", remedy) from error
    except (TypeError, AttributeError, ValueError, re.error) as error:
        raise UsageError(f"the mapping cannot be used: {error}", remedy) from error


def none_fits(met: Collection[str], page: str) -> UsageError:
    """Say that no mapping fits these headings; `page` of the docs shows how to write one."""
    there = ", ".join(sorted(filter(None, met))[:SHOWN]) or "none"
    return UsageError(
        f"no mapping fits these columns: {there}",
        f"Give a mapping of your own with --mapping FILE; {page} shows how to write one.",
    )
