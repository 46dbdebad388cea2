"""Headings of columns: written one way, known by their names in several languages."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from solferino.text.fold import fold

SYNONYMS = "@"  # before the name of a list of synonyms, in the place of a heading
LONG = 40  # signs from which on a heading that was cut off is known by its beginning


@lru_cache(maxsize=1 << 12)  # the rows of a register say the same headings again and again
def heading(text: str) -> str:
    """Write a column's heading one way: case, accents and the kind of gap do not matter."""
    plain = fold(text.replace("_x000d_", " ").replace("_x000D_", " "))
    return " ".join(plain.replace("_", " ").replace("-", " ").replace(":", " ").split())


def fits(known: str, met: str) -> bool:
    """Whether a heading as met is a known one, or one that some program cut off.

    In a known heading, `*` stands for any number.
    """
    if known == met:
        return True
    if "*" in known:
        before, _, after = known.partition("*")
        middle = met.removeprefix(before).removesuffix(after)
        return met == f"{before}{middle}{after}" and middle.isdigit()
    return len(met) >= LONG and known.startswith(met)


def names(told: str) -> tuple[str, ...]:
    """Read alternatives parted by `|`; `@time` stands for all synonyms of `time`."""
    found: list[str] = []
    for part in (p.strip() for p in told.split("|")):
        if part.startswith(SYNONYMS):
            found += synonyms().get(part.removeprefix(SYNONYMS), ())
        elif part:
            found.append(heading(part))
    return tuple(dict.fromkeys(found))


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Read the synonyms of headings that come along, by meaning."""
    text = files("solferino.coding").joinpath("headings.toml").read_text("utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)["headings"]
    return {meaning: tuple(map(heading, told)) for meaning, told in lists.items()}
