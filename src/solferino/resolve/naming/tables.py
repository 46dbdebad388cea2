"""The tables of this folder, read once: each is a TOML file that people may edit."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.text.fold import fold


@cache
def read_table(name: str) -> Mapping[str, Any]:
    """Read a table of this folder by its file name without `.toml`."""
    path = files("solferino.resolve.naming") / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def by_word(groups: Mapping[str, str | Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Turn headings with their words round: each folded word to its headings, sorted.

    Words are a list, or one text with spaces between; an underscore stands for a space in a word.
    """
    found: dict[str, set[str]] = {}
    for heading, words in groups.items():
        for word in words.split() if isinstance(words, str) else words:
            found.setdefault(fold(word).replace("_", " "), set()).add(heading)
    return {word: tuple(sorted(headings)) for word, headings in found.items()}
