"""Sort things into groups from judgements about pairs of them.

Used for mentions into entities, documents into origins, accounts into incidents. The groups
are a pure function of items and judgements: the order of arrival never changes them, and a
person may take a judgement back at any time.
"""

from collections.abc import Iterable

from solferino.model import Judgement

RULE = "rule:"


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Drop the judgements that were taken back, and rules' where a person has spoken.

    Two people who disagree about a pair leave it unsure: neither joins nor parts it.
    """
    given = {j.id: j for j in judgements}
    taken_back = {j.retracts for j in given.values() if j.retracts is not None}
    by_pair: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in given.values():
        if judgement.id not in taken_back and judgement.retracts is None:
            by_pair.setdefault(_pair(judgement), []).append(judgement)
    kept: list[Judgement] = []
    for pair in by_pair.values():
        people = [j for j in pair if not j.by.startswith(RULE)]
        if len({j.verdict for j in people}) <= 1:
            kept.extend(people or pair)
    return kept


def partition(items: Iterable[str], judgements: Iterable[Judgement]) -> list[tuple[str, ...]]:
    """Join what is judged the same, unless that would join what is judged different.

    People's judgements are taken first, then rules' by (score descending, left, right), so that
    a person's word is never outrun. Returns sorted groups of sorted items.
    """
    kept = standing(judgements)
    group = {item: frozenset([item]) for item in items}
    apart: dict[str, set[str]] = {}
    for judgement in kept:
        if judgement.verdict == "different":
            left, right = _pair(judgement)
            apart.setdefault(left, set()).add(right)
            apart.setdefault(right, set()).add(left)
    for judgement in sorted((j for j in kept if j.verdict == "same"), key=_order):
        left, right = _pair(judgement)
        if left not in group or right not in group or group[left] is group[right]:
            continue
        if any(not apart.get(a, frozenset()).isdisjoint(group[right]) for a in group[left]):
            continue
        merged = group[left] | group[right]
        group.update(dict.fromkeys(merged, merged))
    return sorted({tuple(sorted(members)) for members in group.values()})


def _pair(judgement: Judgement) -> tuple[str, str]:
    left, right = sorted((judgement.left, judgement.right))
    return left, right


def _order(judgement: Judgement) -> tuple[bool, int, tuple[str, str]]:
    return judgement.by.startswith(RULE), -judgement.score, _pair(judgement)
