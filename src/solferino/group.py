"""Sort things into groups from judgements about pairs of them.

Used for mentions into entities, documents into origins, accounts into incidents. The groups
are a pure function of items and judgements: the order of arrival never changes them, and a
person may take a judgement back at any time.
"""

from collections.abc import Iterable

from solferino.model import Judgement
from solferino.model.standing import still_standing

RULE = "rule:"


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Drop the judgements that were taken back, and rules' where a person has spoken.

    Two people who disagree about a pair leave it unsure: neither joins nor parts it.
    """
    by_pair: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in still_standing(judgements):
        by_pair.setdefault(_pair(judgement), []).append(judgement)
    kept: list[Judgement] = []
    for pair in by_pair.values():
        people = [j for j in pair if not j.by.startswith(RULE)]
        if len({j.verdict for j in people}) <= 1:
            kept.extend(people or pair)
    return kept


def partition(items: Iterable[str], judgements: Iterable[Judgement]) -> list[tuple[str, ...]]:
    """Join what is judged the same, unless that would join what is judged different.

    People's judgements are taken first, and only people's "different" stands against them; then
    rules' by (score descending, left, right), under everybody's. Returns sorted groups of
    sorted items. Near-linear: the smaller group moves into the larger.
    """
    kept = standing(judgements)
    groups = _Groups(items)
    for judgement in kept:
        if judgement.verdict == "different" and not judgement.by.startswith(RULE):
            groups.part(*_pair(judgement))
    same = sorted((j for j in kept if j.verdict == "same"), key=_order)
    for judgement in same:
        if not judgement.by.startswith(RULE):
            groups.join(*_pair(judgement))
    for judgement in kept:
        if judgement.verdict == "different" and judgement.by.startswith(RULE):
            groups.part(*_pair(judgement))
    for judgement in same:
        if judgement.by.startswith(RULE):
            groups.join(*_pair(judgement))
    return groups.listed()


class _Groups:
    """Disjoint groups with what must stay apart, kept per group so that a join is a look-up."""

    def __init__(self, items: Iterable[str]) -> None:
        self._home = {item: item for item in items}
        self._members = {item: [item] for item in self._home}
        self._apart: dict[str, set[str]] = {}

    def part(self, left: str, right: str) -> None:
        """Keep the groups of two items apart, unless they are one already."""
        if left not in self._home or right not in self._home:
            return
        a, b = self._home[left], self._home[right]
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def join(self, left: str, right: str) -> None:
        """Make one group of two, if nothing holds them apart."""
        if left not in self._home or right not in self._home:
            return
        a, b = self._home[left], self._home[right]
        if a == b or b in self._apart.get(a, ()):
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        for item in self._members[b]:
            self._home[item] = a
        self._members[a] += self._members.pop(b)
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)

    def listed(self) -> list[tuple[str, ...]]:
        """List all groups, sorted, each sorted."""
        return sorted(tuple(sorted(members)) for members in self._members.values())


def _pair(judgement: Judgement) -> tuple[str, str]:
    left, right = sorted((judgement.left, judgement.right))
    return left, right


def _order(judgement: Judgement) -> tuple[int, tuple[str, str]]:
    return -judgement.score, _pair(judgement)
