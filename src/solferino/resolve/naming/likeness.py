"""Compare two names that were read."""

from itertools import product

from solferino.model.terms import Verdict
from solferino.resolve.naming.alike_people import people_alike
from solferino.resolve.naming.alike_things import bodies_alike, facilities_alike, places_alike
from solferino.resolve.naming.name import Ground, Likeness, Match, Name

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
            words=(Match(left=a.kind, right=b.kind, why="two kinds"),),
        )
    if not a.others and not b.others:
        return _compare(a, b, ground)
    found = [_compare(x, y, ground) for x, y in product((a, *a.others), (b, *b.others))]
    return max(found, key=lambda likeness: (RANK[likeness.verdict], likeness.score))


def _compare(a: Name, b: Name, ground: Ground) -> Likeness:
    if a.kind == "facility":
        return facilities_alike(a, b, ground)
    if a.kind == "person":
        return people_alike(a, b, ground)
    if a.kind == "place":
        return places_alike(a, b)
    return bodies_alike(a, b)
