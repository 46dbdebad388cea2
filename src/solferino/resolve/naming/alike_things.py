"""Whether two names of facilities, bodies or places are one name."""

from functools import cache

from solferino.resolve.naming.aligning import Alignment, Likeness, align
from solferino.resolve.naming.bodies import initials_of, is_abbreviation
from solferino.resolve.naming.lexicon import is_known, meanings
from solferino.resolve.naming.matching import (
    FIRM,
    NEAR,
    NEAR_JOINED,
    joined_likeness,
    word_likeness,
)
from solferino.resolve.naming.name import Ground, Match, Name
from solferino.resolve.naming.tables import read_table
from solferino.resolve.naming.verdicts import different, same, unsure

NONE = Alignment(pairs=(), left=(), right=())


def facilities_alike(a: Name, b: Name, ground: Ground) -> Likeness:
    """Compare two names of facilities: first what excludes, then the words proper."""
    against = _clash(a, b)
    if against is not None:
        return different(None, against)
    if ground == "apart":
        return different(None, Match(left=a.text, right=b.text, why="two places"))
    return _proper(a, b) if a.core and b.core else _bare(a, b, ground)


def things_unlike(a: Name, b: Name) -> bool:
    """Whether two facilities or bodies are different for a word that is like none of the other.

    So `facilities_alike` and `bodies_alike` find as well, more slowly and with reasons: a word that
    stands alone on both sides. Of unlike counts, and with words that tell where, nothing is said.
    """
    if len(a.core) != len(b.core) or a.places or b.places:
        return False
    return not all(any(word_likeness(x, y)[0] >= NEAR for y in b.core) for x in a.core)


def _proper(a: Name, b: Name) -> Likeness:
    """Compare the words proper; those that only tell where may stand alone."""
    found = align((*a.core, *a.places), (*b.core, *b.places))
    left = tuple(w for w in found.left if w not in a.places)
    right = tuple(w for w in found.right if w not in b.places)
    if (left and right) or not found.pairs:
        return _as_one(a, b, found)
    if not found.firm:
        return _only_alike(a, b, found)
    if left or right:
        return unsure(found, Match(left=a.text, right=b.text, why="words that only one has"))
    return _lacking(a, b, found)


def _clash(a: Name, b: Name) -> Match | None:
    """Find what excludes that two facilities are one: kind, purpose, level, number, place."""
    if _exclude(a.types, b.types):
        return _beside(a.types, b.types, "type clashes")
    if _exclude(a.specialties, b.specialties):
        return _beside(a.specialties, b.specialties, "purpose clashes")
    if _exclude(a.levels, b.levels):
        return _beside(a.levels, b.levels, "level clashes")
    if _exclude(a.numbers, b.numbers):
        return _beside(a.numbers, b.numbers, "number clashes")
    if a.places and b.places and _stand_apart(align(a.places, b.places)):
        return _beside(a.places, b.places, "place clashes")
    return None


def _stand_apart(found: Alignment) -> bool:
    return not found.pairs or bool(found.left and found.right)


def _exclude(mine: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return bool(mine and others) and mine != others and set(mine).isdisjoint(others)


def _beside(mine: tuple[str, ...], others: tuple[str, ...], why: str) -> Match:
    return Match(left=" ".join(mine), right=" ".join(others), why=why)


def _agreement(a: Name, b: Name) -> tuple[Match, ...]:
    told = (
        ("type agrees", a.types, b.types),
        ("purpose agrees", a.specialties, b.specialties),
        ("level agrees", a.levels, b.levels),
        ("number agrees", a.numbers, b.numbers),
    )
    return tuple(_beside(mine, others, why) for why, mine, others in told if mine and others)


def _lacking(a: Name, b: Name, found: Alignment) -> Likeness:
    """Judge names whose words proper agree, by what only one of them says besides."""
    if bool(a.numbers) != bool(b.numbers):
        return unsure(found, Match(left=a.text, right=b.text, why="number missing"))
    if ("university" in a.levels) != ("university" in b.levels) and not (a.levels and b.levels):
        return unsure(found, Match(left=a.text, right=b.text, why="university missing"))
    if bool(a.specialties) != bool(b.specialties):
        return unsure(found, Match(left=a.text, right=b.text, why="purpose missing"))
    pairs = ((a.types, b.types), (a.specialties, b.specialties), (a.levels, b.levels))
    lacking = sum(bool(mine) != bool(others) for mine, others in pairs)
    return same(found, lacking, _agreement(a, b))


def _bare(a: Name, b: Name, ground: Ground) -> Likeness:
    """Judge names without a word proper on one side or both: numbers and descriptions."""
    told = _agreement(a, b)
    pair = (a.text, b.text, FIRM, "one description")
    found = Alignment(pairs=(pair,), left=(), right=())
    alike = (a.specialties, a.numbers) == (b.specialties, b.numbers)
    telling = bool(a.numbers) or (ground == "together" and bool(a.specialties or a.levels))
    if a.core or b.core:
        if alike and telling:
            return unsure(found, Match(left=a.text, right=b.text, why="name missing"))
        return different(None, Match(left=a.text, right=b.text, why="name missing"))
    if alike and telling:
        return same(found, 1, told)
    if alike or (a.specialties == b.specialties and bool(a.numbers) != bool(b.numbers)):
        return unsure(found, Match(left=a.text, right=b.text, why="a description only"))
    return different(None, Match(left=a.text, right=b.text, why="other description"))


def bodies_alike(a: Name, b: Name) -> Likeness:
    """Compare two names of bodies, whatever the order of their words."""
    if a.numbers and b.numbers and a.numbers != b.numbers:
        why = Match(left=" ".join(a.numbers), right=" ".join(b.numbers), why="number clashes")
        return different(None, why)
    if _short_for(a, b) or _short_for(b, a):
        pair = (a.text, b.text, FIRM, "initials")
        return same(Alignment(pairs=(pair,), left=(), right=()), 2)
    return _bodies_by_words(a, b, align(a.core, b.core))


def _bodies_by_words(a: Name, b: Name, found: Alignment) -> Likeness:
    if (found.left and found.right) or not found.pairs:
        return _as_one(a, b, found)
    alone = found.left or found.right
    alone = tuple(word for word in alone if not set(meanings(word)) & _heads("optional"))
    if any(set(meanings(word)) & _heads("turning") for word in alone):
        return different(found, Match(left=a.text, right=b.text, why="a word that turns it"))
    if not found.firm:
        return _only_alike(a, b, found)
    if alone or bool(a.numbers) != bool(b.numbers):
        return unsure(found, Match(left=a.text, right=b.text, why="words that only one has"))
    return same(found)


def _short_for(a: Name, b: Name) -> bool:
    return (
        len(a.core) == 1
        and len(b.core) > 1
        and (is_abbreviation(a.words[0].shown) and initials_of(b) == a.words[0].form)
    )


@cache
def _heads(section: str) -> frozenset[str]:
    return frozenset(read_table("meanings")[section]["meanings"].split())


def places_alike(a: Name, b: Name) -> Likeness:
    """Compare two names of places: all words must agree."""
    found = align(a.core, b.core)
    if not found.pairs or found.left or found.right:
        joined = _as_one(a, b, found, evenly=True)
        if joined.verdict == "same" or not found.pairs or (found.left and found.right):
            return joined
        return unsure(found, Match(left=a.text, right=b.text, why="words that only one has"))
    return same(found) if found.firm else _only_alike(a, b, found)


def _as_one(a: Name, b: Name, found: Alignment, *, evenly: bool = False) -> Likeness:
    """Compare as wholes names of unlike counts of words; `evenly`, of any, but no known words."""
    unlike = len(a.core) != len(b.core)
    if unlike or (evenly and not any(map(is_known, (*found.left, *found.right)))):
        alike, why = joined_likeness(a.core, b.core)
        pair = (" ".join(a.core), " ".join(b.core), alike, why)
        joined = Alignment(pairs=(pair,), left=(), right=())
        if alike >= FIRM:
            return same(joined)
        if alike >= NEAR_JOINED:
            return unsure(joined, Match(left=a.text, right=b.text, why="only alike"))
    return different(found, Match(left=a.text, right=b.text, why="other words"))


def _only_alike(a: Name, b: Name, found: Alignment) -> Likeness:
    """Leave to a person what is near in one word; two near words are two names."""
    near = [pair for pair in found.pairs if pair[2] < FIRM]
    if len(near) > 1:
        return different(found, Match(left=a.text, right=b.text, why="no word firmly the same"))
    return unsure(found, Match(left=near[0][0], right=near[0][1], why="only alike"))
