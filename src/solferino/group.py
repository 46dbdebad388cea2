"""Sort things into groups from judgements about pairs of them.

Used for mentions into entities, documents into origins, accounts into incidents. The groups
are a pure function of items and judgements: the order of arrival never changes them, and a
person may take a judgement back at any time.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from solferino.model import Judgement
from solferino.model.standing import still_standing

RULE = "rule:"

Marks = tuple[tuple[str, str], ...]  # what is known of an item: (trait, value) pairs


class Watch(Protocol):
    """Stands by while groups grow, and may forbid a rule's join that no pair speaks against.

    A group is named by its home, one of its items. Pairs that cannot be one are too many to be
    judged one by one in large groups; a watch knows of each group what they come from.
    """

    def forbids(self, judgement: Judgement, home: str, other: str) -> bool:
        """Whether a rule must not join the groups of two homes by this judgement."""

    def joined(self, home: str, other: str) -> None:
        """Note that the group of `other` has moved into that of `home`."""


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Drop the judgements that were taken back, and rules' where a person has spoken.

    Two people who disagree about a pair leave it unsure: neither joins nor parts it.
    """
    said: list[Judgement] = []
    rules: list[Judgement] = []
    for judgement in judgements:
        ours = judgement.by.startswith(RULE) and judgement.retracts is None
        (rules if ours else said).append(judgement)
    if not said:
        return rules
    known = {j.id for j in said}
    if any(j.retracts not in known for j in said if j.retracts is not None):
        said, rules = still_standing([*said, *rules]), []  # an id is a digest, made where needed
    spoken: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in still_standing(said):
        if judgement.by.startswith(RULE):
            rules.append(judgement)
        else:
            spoken.setdefault(_pair(judgement), []).append(judgement)
    agreed = [j for pair in spoken.values() if len({j.verdict for j in pair}) == 1 for j in pair]
    return [*agreed, *(j for j in rules if not spoken or _pair(j) not in spoken)]


def partition(
    items: Iterable[str],
    judgements: Iterable[Judgement],
    marks: Mapping[str, Marks] | None = None,
    watch: Watch | None = None,
) -> list[tuple[str, ...]]:
    """Join what is judged the same, unless that would join what is judged different.

    People's judgements are taken first, and only people's "different" stands against them; then
    rules' by (score descending, left, right), under everybody's. `marks` tell what is known of
    items: no rule joins two groups that are marked differently in one trait, as if every two
    such items were judged different, and none that the `watch` forbids. Returns sorted groups of
    sorted items. Near-linear: the smaller group moves into the larger.
    """
    kept = standing(judgements)
    groups = _Groups(items, marks or {}, watch)
    said = [j for j in kept if not j.by.startswith(RULE)]
    rules = [j for j in kept if j.by.startswith(RULE)]
    for judgement in said:
        if judgement.verdict == "different":
            groups.part(*_pair(judgement))
    for judgement in sorted((j for j in said if j.verdict == "same"), key=_order):
        groups.join(*_pair(judgement))
    for judgement in rules:
        if judgement.verdict == "different":
            groups.part(*_pair(judgement))
    for judgement in sorted((j for j in rules if j.verdict == "same"), key=_order):
        if not groups.clash(judgement.left, judgement.right) and not groups.forbidden(judgement):
            groups.join(*_pair(judgement))
    return groups.listed()


class _Groups:
    """Disjoint groups with what must stay apart, kept per group so that a join is a look-up."""

    def __init__(
        self, items: Iterable[str], marks: Mapping[str, Marks], watch: Watch | None
    ) -> None:
        self._watch = watch
        self._home = {item: item for item in items}
        self._members = {item: [item] for item in self._home}
        self._apart: dict[str, set[str]] = {}
        self._marks: dict[str, Marks | set[tuple[str, str]]] = {
            item: marks[item] for item in self._home if marks.get(item)
        }

    def part(self, left: str, right: str) -> None:
        """Keep the groups of two items apart, unless they are one already."""
        if left not in self._home or right not in self._home:
            return
        a, b = self._home[left], self._home[right]
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def clash(self, left: str, right: str) -> bool:
        """Whether something else is known of one item's group than of the other's."""
        a = self._marks.get(self._home.get(left, ""), ())
        b = self._marks.get(self._home.get(right, ""), ())
        if not a or not b or a == b or (marks := set(a)) == set(b):
            return False
        traits = {trait for trait, _ in marks} & {trait for trait, _ in b}
        one, other = ({mark for mark in known if mark[0] in traits} for known in (a, b))
        return one != other or len(one) > len(traits)

    def forbidden(self, judgement: Judgement) -> bool:
        """Whether the watch forbids to join the groups of the judgement's two items."""
        if self._watch is None:
            return False
        a, b = (self._home.get(item) for item in _pair(judgement))
        if a is None or b is None or a == b:
            return False
        return b not in self._apart.get(a, ()) and self._watch.forbids(judgement, a, b)

    def join(self, left: str, right: str) -> None:
        """Make one group of two, if nothing holds them apart."""
        if left not in self._home or right not in self._home:
            return
        a, b = self._home[left], self._home[right]
        if a == b or b in self._apart.get(a, ()):
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        if self._watch is not None:
            self._watch.joined(a, b)
        for item in self._members[b]:
            self._home[item] = a
        self._members[a] += self._members.pop(b)
        if b in self._marks:
            marks = self._marks.pop(b)
            known = self._marks.setdefault(a, marks)
            if known != marks:
                self._marks[a] = {*known, *marks}
        for other in self._apart.pop(b, set()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)

    def listed(self) -> list[tuple[str, ...]]:
        """List all groups, sorted, each sorted."""
        return sorted(tuple(sorted(members)) for members in self._members.values())


def _pair(judgement: Judgement) -> tuple[str, str]:
    left, right = judgement.left, judgement.right
    return (left, right) if left < right else (right, left)


def _order(judgement: Judgement) -> tuple[int, str, str]:
    left, right = judgement.left, judgement.right
    return (-judgement.score, left, right) if left < right else (-judgement.score, right, left)
