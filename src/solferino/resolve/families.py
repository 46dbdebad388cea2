"""Families of spellings: the names of one kind in a document or in a case, with what is alike.

Names that are the same are gathered into families, best likeness first, and no family takes in
two names that were told apart. What is alike connects names; a family lies inside what is so
connected. So a name that comes or goes concerns the names under its keys, and the families that
are connected with it, and nothing else.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from solferino.model.terms import EntityKind
from solferino.resolve.spelling import Before, Called, Edge, Edges, compared

WIDEST = 400  # pairs that are looked at before two families become one; more is no family

Pair = tuple[str, str]


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
        self.names: Mapping[str, Called] = first
        self._kind = kind
        self._beside: dict[str, frozenset[str]] = {}
        self._family: dict[str, str] = {}
        self._members: dict[str, Sequence[str]] = {}
        self._keyed: dict[str, list[str]] = {}
        self._found: dict[str, Sequence[Edge]] = {}
        self._edges: dict[Pair, Edge] = {}
        self._find(edges)
        self._gather(self._edges.values())

    def family(self, essence: str) -> str:
        """Name the family of a name: the first of its names by alphabet."""
        return self._family.get(essence, essence)

    def members(self, essence: str) -> Sequence[str]:
        """Give all names of the family of a name."""
        return self._members.get(self.family(essence), (essence,))

    def unsure(self, among: Collection[str] | None = None) -> list[Edge]:
        """List the pairs that a person should look at and that are not in one family.

        Those with a name `among` some, if they are given.
        """
        if among is None:
            pairs = sorted(self._edges)
        else:
            pairs = sorted({p for one in among if one in self.names for p in self._pairs_of(one)})
        return [self._edges[pair] for pair in pairs if self.family(pair[0]) != self.family(pair[1])]

    def again(
        self, changed: Mapping[str, Called | None], edges: Edges = compared
    ) -> tuple["Spellings", frozenset[str]]:
        """Give the spellings with some names come, worded otherwise, or gone (null).

        With them the names whose family or likenesses are other than before, those included.
        """
        now = Spellings(self._kind, (), edges)
        fresh = {essence: name for essence, name in changed.items() if name is not None}
        now.names = {**{e: n for e, n in self.names.items() if e not in changed}, **fresh}
        now._keyed, now._found, differing = self._found_again(now.names, changed, edges)
        now._edges, now._beside = dict(self._edges), dict(self._alike())
        for pair in differing:
            _put(pair, now._edge_between(pair), now._edges, now._beside)
        stirred = {*changed, *(essence for pair in differing for essence in pair)}
        region = now._connected(self._connected(stirred))
        now._family = {e: name for e, name in self._family.items() if e not in region}
        now._members = {name: all_ for name, all_ in self._members.items() if name not in region}
        own = {pair for e in region if e in now.names for pair in now._pairs_of(e)}
        now._gather([now._edges[pair] for pair in own])
        turned = (e for e in region if self.members(e) != now.members(e))
        return now, frozenset({*stirred, *turned})

    def _find(self, edges: Edges) -> None:
        for name in self.names.values():
            for key in name.keys:
                self._keyed.setdefault(key, []).append(name.essence)
        for key, block in self._keyed.items():
            if len(block) > 1:
                found = edges(self._kind, [self.names[e] for e in block], None)
                if found:
                    self._found[key] = found
                    self._edges.update(((edge.left, edge.right), edge) for edge in found)

    def _found_again(
        self, names: Mapping[str, Called], changed: Mapping[str, Called | None], edges: Edges
    ) -> tuple[dict[str, list[str]], dict[str, Sequence[Edge]], frozenset[Pair]]:
        """Compare again under the keys of what changed; give the pairs found otherwise as well."""
        keyed, found = dict(self._keyed), dict(self._found)
        gone = [self.names[e] for e in changed if e in self.names]
        come = [names[e] for e in changed if e in names]
        differing: set[Edge] = set()
        for key in sorted({key for name in (*gone, *come) for key in name.keys}):
            block = [e for e in keyed.get(key, ()) if e not in changed]
            block += [name.essence for name in come if key in name.keys]
            then = tuple(self.names[e] for e in keyed.get(key, ()))
            was = Before(names=then, edges=tuple(found.get(key, ())))
            keyed[key] = block
            found[key] = edges(self._kind, [names[e] for e in block], was)
            differing |= set(found[key]) ^ set(was.edges)
        return keyed, found, frozenset((edge.left, edge.right) for edge in differing)

    def _edge_between(self, pair: Pair) -> Edge | None:
        """Find what two names have between them under any key."""
        one, other = (self.names.get(essence) for essence in pair)
        if one is None or other is None:
            return None
        for key in set(one.keys) & set(other.keys):
            for edge in self._found.get(key, ()):
                if (edge.left, edge.right) == pair:
                    return edge
        return None

    def _alike(self) -> Mapping[str, frozenset[str]]:
        """Tell what is alike to each name; worked out when it is first asked for."""
        if not self._beside and self._edges:
            found: dict[str, set[str]] = {}
            for one, other in self._edges:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
            self._beside = {essence: frozenset(others) for essence, others in found.items()}
        return self._beside

    def _pairs_of(self, essence: str) -> Iterator[Pair]:
        for other in self._alike().get(essence, ()):
            yield (essence, other) if essence < other else (other, essence)

    def _connected(self, start: Iterable[str]) -> set[str]:
        """Find all names that sameness connects with some, these included."""
        found = set(start)
        waiting = list(found)
        while waiting:
            essence = waiting.pop()
            for pair in self._pairs_of(essence):
                other = pair[0] if pair[1] == essence else pair[1]
                if other not in found and self._edges[pair].verdict == "same":
                    found.add(other)
                    waiting.append(other)
        return found

    def _gather(self, edges: Iterable[Edge]) -> None:
        """Join what is the same, best likeness first, where nothing in either is told apart."""
        same = sorted(
            (e for e in edges if e.verdict == "same"),
            key=lambda e: (-e.score, e.left, e.right),
        )
        home: dict[str, list[str]] = {}
        for edge in same:
            one, other = home.get(edge.left, [edge.left]), home.get(edge.right, [edge.right])
            if one is not other and self._agree(one, other):
                joined = one + other
                home.update(dict.fromkeys(joined, joined))
        for family in {id(family): family for family in home.values()}.values():
            first = min(family)
            self._members[first] = family
            self._family.update(dict.fromkeys(family, first))

    def _agree(self, one: Sequence[str], other: Sequence[str]) -> bool:
        if len(one) * len(other) > WIDEST:
            return False
        return all(self._near(a, b) for a in one for b in other)

    def _near(self, a: str, b: str) -> bool:
        """Whether two names were found alike, or were never in one block."""
        if ((a, b) if a < b else (b, a)) in self._edges:
            return True
        return not set(self.names[a].keys) & set(self.names[b].keys)


def _put(
    pair: Pair, edge: Edge | None, edges: dict[Pair, Edge], beside: dict[str, frozenset[str]]
) -> None:
    """Put what is between two names in the place of what was."""
    one, other = pair
    if edge is None:
        edges.pop(pair, None)
        beside[one] = beside.get(one, frozenset()) - {other}
        beside[other] = beside.get(other, frozenset()) - {one}
    else:
        edges[pair] = edge
        beside[one] = beside.get(one, frozenset()) | {other}
        beside[other] = beside.get(other, frozenset()) | {one}
