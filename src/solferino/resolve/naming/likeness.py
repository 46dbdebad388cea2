"""Compare two names that were read."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from solferino.model.terms import Verdict
from solferino.resolve.naming.aligning import Likeness
from solferino.resolve.naming.alike_people import people_alike
from solferino.resolve.naming.alike_things import (
    bodies_alike,
    facilities_alike,
    places_alike,
    things_unlike,
)
from solferino.resolve.naming.facilities import is_code
from solferino.resolve.naming.name import Ground, Match, Name
from solferino.resolve.naming.verdicts import MOST_DIFFERENT, MOST_UNSURE

RANK: dict[Verdict, int] = {"same": 2, "unsure": 1, "different": 0}


def compare(a: Name, b: Name, ground: Ground = "unknown") -> Likeness:
    """Compare two names of the same kind; symmetric but for the sides of its words.

    `ground` is what the caller knows of where the two stand: "together" in one town or document,
    "apart" in places that exclude each other, or "unknown". Names of two kinds are different.
    """
    if a.kind != b.kind:
        return Likeness(
            verdict="different",
            score=0,
            notes=(Match(left=a.kind, right=b.kind, why="two kinds"),),
        )
    if not a.others and not b.others:
        return _compare(a, b, ground)
    if a.kind == "facility" and a.others and b.others and _unlike(a.others, b.others, ground):
        return _among(a, b, ground, 1)
    found = [
        _among(x, y, ground, _is_aside(x, a) + _is_aside(y, b))
        for x, y in product((a, *a.others), (b, *b.others))
    ]
    return max(found, key=lambda likeness: (RANK[likeness.verdict], likeness.score))


def unlike(a: Name, b: Name) -> bool:
    """Whether two names of one kind are surely different, told without reasons.

    Where it is false, `compare` may still find them different. Second names are passed over.
    """
    return a.kind not in ("person", "place") and things_unlike(a, b)


def _unlike(asides: Sequence[Name], others: Sequence[Name], ground: Ground) -> bool:
    """Whether nothing in the brackets of one is in those of the other."""
    pairs = product(asides, others)
    return all(_compare(x, y, ground).verdict == "different" for x, y in pairs)


def _is_aside(name: Name, whole: Name) -> bool:
    """Whether a name in brackets may be a place or a remark as well as a second name."""
    if name is whole or name.kind != "facility":
        return False
    told = name.types or name.specialties or name.numbers
    return not told and not all(map(is_code, name.core)) and not all(map(is_code, whole.core))


def _among(a: Name, b: Name, ground: Ground, asides: int) -> Likeness:
    """Compare two of the names of two things: one aside goes to a person, two show nothing.

    Asides are names in brackets that may be places, or that differ.
    """
    found = _compare(a, b, ground)
    if asides == 0 or found.verdict == "different":
        return found
    why = Match(left=a.text, right=b.text, why="a name or a place")
    verdict: Verdict = "unsure" if asides == 1 else "different"
    score = min(found.score, MOST_UNSURE if asides == 1 else MOST_DIFFERENT)
    return replace(found, verdict=verdict, score=score, notes=(*found.notes, why))


def _compare(a: Name, b: Name, ground: Ground) -> Likeness:
    if a.kind == "facility":
        return facilities_alike(a, b, ground)
    if a.kind == "person":
        return people_alike(a, b, ground)
    if a.kind == "place":
        return places_alike(a, b)
    return bodies_alike(a, b)
