"""Which names are spellings of one name: near-linear, and by pairs of names alone.

Names that share a key are looked at together; in a large block each is compared with its
neighbours by sound only. What comparing finds follows from the two names, so the findings of a
block can be recalled. Names that are the same are gathered into families, best likeness first,
and no family takes in two names that were told apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from solferino.codec import value
from solferino.model.terms import EntityKind, Verdict
from solferino.resolve.naming import Likeness, Match, Name, compare, read_name, unlike
from solferino.resolve.naming.facilities import BRACKETS
from solferino.resolve.naming.sounds import sounds

MANY = 1 << 20  # names kept in mind; what is kept is a pure function of the words
LATELY = 1 << 16  # comparisons kept in mind: a document asks again what it asked
BLOCK = 40  # names of a block that are all compared with each other
WINDOW = 12  # neighbours by sound with which a name of a larger block is compared
WIDEST = 400  # pairs that are looked at before two families become one; more is no family
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


Edges = Callable[[EntityKind, Sequence[Called]], Sequence[Edge]]


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
    return "; ".join(_told(match) for match in likeness(one, other, kind).words)


def _told(match: Match) -> str:
    ends = [end for end in (match.left, match.right) if end]
    return f"{' and '.join(dict.fromkeys(ends))}: {match.why}"


def compared(kind: EntityKind, block: Sequence[Called]) -> tuple[Edge, ...]:
    """Compare the names of one block; the order of the names is of no account."""
    ordered = sorted(block, key=lambda name: name.essence)
    if len(ordered) > BLOCK:
        ordered.sort(key=lambda name: (sounds(name.essence.partition(FIELD)[0]), name.essence))
    near = combinations(ordered, 2) if len(ordered) <= BLOCK else _neighbours(ordered)
    return tuple(edge for one, other in near if (edge := _edge(kind, one, other)) is not None)


def _neighbours(ordered: Sequence[Called]) -> Iterator[tuple[Called, Called]]:
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + WINDOW]:
            yield one, other


def _edge(kind: EntityKind, one: Called, other: Called) -> Edge | None:
    if unlike(_bare(one.text, kind), _bare(other.text, kind)):
        return None
    left, right = (one, other) if one.essence < other.essence else (other, one)
    found = likeness(left.text, right.text, kind)
    if found.verdict == "different":
        return None
    return Edge(
        left=left.essence,
        right=right.essence,
        verdict=found.verdict,
        score=found.score,
        initials=any(match.why == "initials" for match in found.words),
    )


class Spellings:
    """The names of one kind and one place of use: a document, or a case.

    `edges` compares the names of a block, or recalls what comparing them found.
    """

    def __init__(self, kind: EntityKind, names: Iterable[Called], edges: Edges = compared) -> None:
        """Gather the names into families; neither order nor repetition is of account."""
        first: dict[str, Called] = {}
        for name in names:
            known = first.setdefault(name.essence, name)
            if name.text < known.text:
                first[name.essence] = name
        self.names = first
        self._kind = kind
        self._edges = self._found(edges) if len(first) > 1 else {}
        self._family = self._gathered()

    def family(self, essence: str) -> str:
        """Name the family of a name: the first of its names by alphabet."""
        return self._family.get(essence, essence)

    def unsure(self) -> list[Edge]:
        """List the pairs that a person should look at and that are not in one family."""
        return [
            self._edges[pair]
            for pair in sorted(self._edges)
            if self.family(pair[0]) != self.family(pair[1])
        ]

    def _found(self, edges: Edges) -> dict[tuple[str, str], Edge]:
        blocks: dict[str, list[Called]] = {}
        for name in self.names.values():
            for key in name.keys:
                blocks.setdefault(key, []).append(name)
        found: dict[tuple[str, str], Edge] = {}
        for block in blocks.values():
            if len(block) > 1:
                for edge in edges(self._kind, block):
                    found[edge.left, edge.right] = edge
        return found

    def _gathered(self) -> Mapping[str, str]:
        """Join what is the same, best likeness first, where nothing in either is told apart."""
        same = sorted(
            (e for e in self._edges.values() if e.verdict == "same"),
            key=lambda e: (-e.score, e.left, e.right),
        )
        home: dict[str, list[str]] = {}
        for edge in same:
            one, other = home.get(edge.left, [edge.left]), home.get(edge.right, [edge.right])
            if one is not other and self._agree(one, other):
                joined = one + other
                home.update(dict.fromkeys(joined, joined))
        return {essence: min(family) for essence, family in home.items()}

    def _agree(self, one: Sequence[str], other: Sequence[str]) -> bool:
        if len(one) * len(other) > WIDEST:
            return False
        return all(self._near(a, b) for a in one for b in other)

    def _near(self, a: str, b: str) -> bool:
        """Whether two names were found alike, or were never in one block."""
        if ((a, b) if a < b else (b, a)) in self._edges:
            return True
        return not set(self.names[a].keys) & set(self.names[b].keys)
