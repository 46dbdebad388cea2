"""Words that decide what of a sentence may stand beside a reviewed value (words.toml)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.text.fold import fold


def opening() -> frozenset[str]:
    """Words that begin sentences and are nobody's name, folded."""
    return _listed("opening")


def capitals() -> frozenset[str]:
    """Words with a capital that name nobody, folded."""
    return _listed("capitals")


def singling() -> tuple[str, ...]:
    """Descriptions that fit one person at a time, folded; in order of the alphabet."""
    return tuple(sorted(_listed("singling")))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(map(fold, _table()[name]))


@cache
def _table() -> dict[str, Any]:
    text = (files("solferino.release") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
