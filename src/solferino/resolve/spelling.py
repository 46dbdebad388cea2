"""Which names are spellings of one name: near-linear, and by pairs of names alone.

Names that share a key are looked at together; in a large block each is compared with its
neighbours by sound only. What comparing finds follows from the two names, so the findings of a
block can be recalled, and a name more makes only its own pairs be compared.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from operator import attrgetter

from solferino.codec import value
from solferino.model.terms import EntityKind, Verdict
from solferino.resolve.naming import Likeness, Match, Name, compare, read_name, unlike
from solferino.resolve.naming.facilities import BRACKETS
from solferino.resolve.naming.sounds import sounds

MANY = 1 << 20  # names kept in mind; what is kept is a pure function of the words
LATELY = 1 << 14  # comparisons kept in mind with their reasons
OFTEN = 1 << 20  # outcomes kept in mind: the case asks again what its documents asked
BLOCK = 40  # names of a block that are all compared with each other
WINDOW = 12  # neighbours by sound with which a name of a larger block is compared
TWO = 2
PART, FIELD = "+", "|"


@value
class Called:
    """A name that may be looked for elsewhere: its words, what is compared of it, its blocks.

    Names with one `essence` are one name.
    """

    text: str
    essence: str
    keys: tuple[str, ...]


@value
class Edge:
    """What comparing two names found, by their essences; two that are different make no edge.

    `initials` tells that one is but the initials of the other, which only one document may say.
    """

    left: str
    right: str
    verdict: Verdict
    score: int
    initials: bool = False


@value
class Outcome:
    """What comparing two names found, and their likeness where a person will ask about it."""

    edge: Edge
    likeness: Likeness | None


@value
class Before:
    """A block as it was: its names, and what comparing them found."""

    names: tuple[Called, ...]
    edges: tuple[Edge, ...]


Edges = Callable[[EntityKind, Sequence[Called], Before | None], Sequence[Edge]]


@lru_cache(MANY)
def parts(text: str) -> tuple[str, ...]:
    """Take the names in brackets out of a name: they are second names of the same thing."""
    outer = BRACKETS.sub(" ", text).strip() or text
    return (outer, *BRACKETS.findall(text)) if outer != text else (text,)


@lru_cache(MANY)
def called(text: str, kind: EntityKind) -> Called:
    """Read a name without brackets for what is compared of it."""
    name = _bare(text, kind)
    fields = (
        PART.join(name.core),
        PART.join(name.places),
        PART.join(name.numbers),
        name.patronymic or "",
        "short" if kind not in ("facility", "person", "place") and text.isupper() else "",
    )
    return Called(text=text, essence=FIELD.join(fields).rstrip(FIELD), keys=name.keys)


@lru_cache(MANY)
def _bare(text: str, kind: EntityKind) -> Name:
    """Read a name without what is known as a trait: kind and purpose, and second names."""
    name = read_name(text, kind)
    if kind != "facility":
        return replace(name, others=()) if name.others else name
    return replace(name, types=(), specialties=(), levels=(), others=())


@lru_cache(LATELY)
def likeness(one: str, other: str, kind: EntityKind) -> Likeness:
    """Compare two names by their words proper alone."""
    return compare(_bare(one, kind), _bare(other, kind))


def words_alike(one: str, other: str, kind: EntityKind) -> str:
    """Tell which words of two names earned their likeness."""
    kept = _outcome(one, other, kind)
    found = kept.likeness if kept is not None else None
    return "; ".join(_told(m) for m in (found or likeness(one, other, kind)).words)


def _told(match: Match) -> str:
    ends = [end for end in (match.left, match.right) if end]
    return f"{' and '.join(dict.fromkeys(ends))}: {match.why}"


def compared(
    kind: EntityKind, block: Sequence[Called], before: Before | None = None
) -> tuple[Edge, ...]:
    """Compare the names of one block; the order of the names is of no account.

    Two names that were compared `before`, and are still as they were, are not compared again.
    """
    near = _pairs(block)
    if before is None:
        return tuple(edge for one, other in near if (edge := _edge(kind, one, other)) is not None)
    then = {name.essence: name for name in before.names}
    still = {name.essence for name in block if then.get(name.essence) == name}
    met = {_ordered(one.essence, other.essence) for one, other in _pairs(before.names)}
    known = {(edge.left, edge.right): edge for edge in before.edges}
    found: list[Edge | None] = []
    for one, other in near:
        pair = _ordered(one.essence, other.essence)
        kept = pair in met and still.issuperset(pair)
        found.append(known.get(pair) if kept else _edge(kind, one, other))
    return tuple(edge for edge in found if edge is not None)


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _pairs(block: Sequence[Called]) -> Iterable[tuple[Called, Called]]:
    """Give the pairs of a block that are compared: all of a small one, neighbours of a large."""
    if len(block) == TWO:
        return ((block[0], block[1]),)
    ordered = sorted(block, key=attrgetter("essence"))
    if len(ordered) <= BLOCK:
        return combinations(ordered, 2)
    ordered.sort(key=lambda name: (sounds(name.essence.partition(FIELD)[0]), name.essence))
    return _neighbours(ordered)


def _neighbours(ordered: Sequence[Called]) -> Iterator[tuple[Called, Called]]:
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + WINDOW]:
            yield one, other


def _edge(kind: EntityKind, one: Called, other: Called) -> Edge | None:
    left, right = (one, other) if one.essence < other.essence else (other, one)
    found = _outcome(left.text, right.text, kind)
    return None if found is None else found.edge


@lru_cache(OFTEN)
def _outcome(one: str, other: str, kind: EntityKind) -> Outcome | None:
    """Tell what comparing two names finds; null where they are different.

    Of what is joined nobody asks the words, of what goes to a person somebody will.
    """
    mine, theirs = _bare(one, kind), _bare(other, kind)
    if unlike(mine, theirs):
        return None
    found = compare(mine, theirs)
    if found.verdict == "different":
        return None
    edge = Edge(
        left=called(one, kind).essence,
        right=called(other, kind).essence,
        verdict=found.verdict,
        score=found.score,
        initials=found.has("initials"),
    )
    return Outcome(edge=edge, likeness=found if found.verdict == "unsure" else None)
