"""What the engine sees at each word of a report, as a row of yes and no for a learner."""

import re
from collections.abc import Iterator, Sequence

from bench.templates.engine import WORDS, Told
from bench.templates.reading import ROLES, TYPES
from solferino.codec import value

WORD = re.compile(r"\w+(?:[-.]\w+)*|[^\w\s]")
NAMES = ("person", "organization", "armed_group", "government", "place")
TERMS = ("doer", "thing", "arms")
DEEDS = tuple(WORDS["deed"])
TOLD = tuple(f"told of {t}" for t in TYPES)  # anywhere in the report
SIGNS = (*NAMES, *TERMS, *DEEDS, *ROLES, *TOLD)


@value
class Signs:
    """A report's words by their offsets, and which of `SIGNS` (by index) hold at each."""

    words: tuple[tuple[int, int], ...]
    rows: tuple[frozenset[int], ...]


def signs(text: str, told: Told) -> Signs:
    """Lay what the engine told of a report on the report's words."""
    words = tuple((m.start(), m.end()) for m in WORD.finditer(text))
    rows: list[set[int]] = [set() for _ in words]
    for start, end, sign in _stretches(text, told):
        at = SIGNS.index(sign)
        for i, (first, last) in enumerate(words):
            if first < end and start < last:
                rows[i].add(at)
    types = {SIGNS.index(f"told of {f.type}") for f in told.fillers}
    return Signs(words=words, rows=tuple(frozenset(r | types) for r in rows))


def _stretches(text: str, told: Told) -> Iterator[tuple[int, int, str]]:
    for start, end, sign in told.stretches:
        if sign in SIGNS:
            yield start, end, sign
    for filler in told.fillers:
        if filler.role:
            yield from ((s, e, filler.role) for s, e in places(text, filler.text))


def places(text: str, name: str) -> Sequence[tuple[int, int]]:
    """Find where a name stands in a text as whole words."""
    pattern = rf"(?<!\w){re.escape(name.strip())}(?!\w)"
    return [(m.start(), m.end()) for m in re.finditer(pattern, text)]
