"""Link the accounts of many documents into incidents, explainably and in no order.

Candidate pairs come from blocks (one facility and month, one place and month), each is judged by
its own features, and `group` joins them under everything that speaks against. An account that
fits two different events equally well joins neither: that is left to a person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product

from solferino.group import RULE as ANY_RULE
from solferino.group import partition
from solferino.incidents.compare import RULE, Finding, compare
from solferino.incidents.interval import Interval
from solferino.incidents.sight import Sight, sight
from solferino.model import Directory, Judgement, Telling

PERIOD = 62  # days: an account of a longer period is compared like an undated one

Pair = tuple[str, str]


def link(
    tellings: Sequence[Telling], directory: Directory, judgements: Iterable[Judgement]
) -> list[tuple[str, ...]]:
    """Group accounts into incidents: sorted groups of account ids, single ones included.

    `judgements` are people's answers about accounts (others are passed over). They win over every
    rule. Neither the order of the tellings nor that of the judgements changes the result.
    """
    accounts = {told.account for told in tellings}
    people = [j for j in judgements if j.left in accounts and j.right in accounts]
    return partition(accounts, [*people, *judge(tellings, directory, people)])


def judge(
    tellings: Sequence[Telling], directory: Directory, people: Sequence[Judgement] = ()
) -> list[Judgement]:
    """Judge by rule which accounts tell of one event; each judgement says why.

    What people have joined, directly or by way of others, no rule parts.
    """
    sights = {told.account: sight(told, directory) for told in tellings}
    found = {pair: compare(sights[pair[0]], sights[pair[1]]) for pair in _pairs(sights.values())}
    same = {pair: f for pair, f in found.items() if f is not None and f.verdict == "same"}
    said = [j for j in people if not j.by.startswith(ANY_RULE)]
    different = _different(sights, [*same, *((j.left, j.right) for j in said)])
    torn = _torn(same, different, sights)
    joined = {account: n for n, group in enumerate(partition(sights, said)) for account in group}
    apart = {pair: f for pair, f in different.items() if joined[pair[0]] != joined[pair[1]]}
    judged = {**same, **torn, **apart}
    return [_judgement(pair, judged[pair]) for pair in sorted(judged)]


def _different(sights: Mapping[str, Sight], pairs: Iterable[Pair]) -> dict[Pair, Finding]:
    """Find what speaks against one event among all accounts that the pairs connect."""
    found: dict[Pair, Finding] = {}
    for component in _components(sights, pairs):
        for a, b in combinations(component, 2):
            finding = compare(sights[a], sights[b])
            if finding is not None and finding.verdict == "different":
                found[a, b] = finding
    return found


def _judgement(pair: Pair, finding: Finding) -> Judgement:
    return Judgement(
        left=pair[0],
        right=pair[1],
        verdict=finding.verdict,
        by=RULE,
        why=finding.why,
        score=finding.score,
    )


def _pairs(sights: Iterable[Sight]) -> set[Pair]:
    """Find all pairs that share a block; an undated one is compared with all of its facility."""
    dated: dict[tuple[str, str], list[str]] = {}
    undated: dict[str, list[str]] = {}
    every: dict[str, list[str]] = {}
    for seen in sights:
        months = _months(seen.days)
        for block in _facility_blocks(seen):
            every.setdefault(block, []).append(seen.account)
            if not months:
                undated.setdefault(block, []).append(seen.account)
        blocks = _facility_blocks(seen)
        if seen.days is not None and seen.days.narrow:
            blocks = [*blocks, *_place_blocks(seen)]
        for block, month in product(blocks, months):
            dated.setdefault((block, month), []).append(seen.account)
    pairs = {_pair(a, b) for block in dated.values() for a, b in combinations(block, 2)}
    pairs |= {
        _pair(a, b) for block, some in undated.items() for a, b in product(some, every[block])
    }
    return {pair for pair in pairs if pair[0] != pair[1]}


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _facility_blocks(seen: Sight) -> list[str]:
    return [*(f"entity {e}" for e in seen.entities), *(f"name {name}" for name in seen.names)]


def _place_blocks(seen: Sight) -> list[str]:
    entity = [f"place {seen.place_entity}"] if seen.place_entity and seen.places else []
    return [*entity, *(f"place word {word}" for word in seen.places)]


def _months(days: Interval | None) -> list[str]:
    """Name the months that an interval touches, a day before and after it included."""
    if days is None or days.earliest is None or days.latest is None:
        return []
    if days.latest - days.earliest > PERIOD:
        return []
    found = {date.fromordinal(d).isoformat()[:7] for d in range(days.earliest - 1, days.latest + 2)}
    return sorted(found)


def _torn(
    same: Mapping[Pair, Finding], different: Iterable[Pair], sights: Mapping[str, Sight]
) -> dict[Pair, Finding]:
    """Take back pairs where another, different account fits at least as well.

    An undated account that is torn so is not joined with other undated ones either, which could
    carry it into one of the events.
    """
    near: dict[str, dict[str, int]] = {account: {} for account in sights}
    for (a, b), finding in same.items():
        near[a][b] = near[b][a] = finding.score
    foes: dict[str, set[str]] = {account: set() for account in sights}
    for a, b in different:
        foes[a].add(b)
        foes[b].add(a)
    torn = {
        (a, b)
        for (a, b), finding in same.items()
        if any(near[a].get(foe, 0) >= finding.score for foe in foes[b])
        or any(near[b].get(foe, 0) >= finding.score for foe in foes[a])
    }
    adrift = {account for pair in torn for account in pair if sights[account].days is None}
    torn |= {
        (a, b)
        for a, b in same
        if {a, b} & adrift and sights[a].days is None and sights[b].days is None
    }
    return {pair: _unsure(same[pair]) for pair in torn}


def _unsure(finding: Finding) -> Finding:
    why = f"{finding.why}; but another event fits as well"
    return Finding(verdict="unsure", score=0, why=why)


def _components(accounts: Iterable[str], pairs: Iterable[Pair]) -> Iterator[list[str]]:
    """Give the sets of accounts that pairs connect, each sorted; single ones are left out."""
    near: dict[str, set[str]] = {account: set() for account in accounts}
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    seen: set[str] = set()
    for start in sorted(near):
        if start in seen or not near[start]:
            continue
        found, waiting = {start}, [start]
        while waiting:
            for account in near[waiting.pop()] - found:
                found.add(account)
                waiting.append(account)
        seen |= found
        yield sorted(found)
