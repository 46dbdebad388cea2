"""Link the accounts of many documents into incidents, explainably and in no order.

Candidate pairs come from blocks (`blocks`), each is judged by its own features (`compare`), and
`group` joins them under everything that speaks against (`company`). An account that fits two
different events equally well joins neither: that is left to a person.

A `Linkage` can be brought up to date: what is new or changed is compared, and only the accounts
that joins connect with it are grouped again. The result equals linking afresh.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby

from solferino.codec import value
from solferino.group import RULE as ANY_RULE
from solferino.group import partition, standing
from solferino.incidents.blocks import Pair, connected, pairs
from solferino.incidents.company import Companies, Company
from solferino.incidents.compare import RULE, Finding, compare
from solferino.incidents.sight import Sight, sight
from solferino.incidents.wording import NOTHING, Wording
from solferino.model import Directory, Judgement, Telling
from solferino.model.standing import still_standing

Groups = tuple[tuple[str, ...], ...]


@value
class Linkage:
    """Accounts as they were seen, what was found of their pairs, and the groups.

    `people` are people's answers, `judged` what rules hold for the same, or leave to a person as
    unsure; what cannot be one is in `found`.
    """

    sights: Mapping[str, Sight]
    people: frozenset[Judgement]
    found: Mapping[Pair, Finding | None]
    judged: tuple[Judgement, ...]
    groups: Groups


def link(
    tellings: Sequence[Telling],
    directory: Directory,
    judgements: Iterable[Judgement],
    wordings: Mapping[str, Wording] | None = None,
) -> list[tuple[str, ...]]:
    """Group accounts into incidents: sorted groups of account ids, single ones included.

    `judgements` are people's answers about accounts (others are passed over). They win over every
    rule. Neither the order of the tellings nor that of the judgements changes the result.
    """
    return list(linkage(sights_of(tellings, directory, wordings), judgements).groups)


def judge(
    tellings: Sequence[Telling], directory: Directory, people: Sequence[Judgement] = ()
) -> list[Judgement]:
    """Judge by rule which accounts tell of one event and which cannot; each judgement says why.

    What people have joined, directly or by way of others, no rule parts.
    """
    found = linkage(sights_of(tellings, directory), people)
    groups = partition(found.sights, found.people)
    joined = {account: n for n, group in enumerate(groups) for account in group}
    apart = (
        _judgement(pair, finding)
        for pair, finding in found.found.items()
        if finding is not None and finding.verdict == "different"
    )
    against = [j for j in apart if joined[j.left] != joined[j.right]]
    return sorted([*found.judged, *against], key=lambda j: (j.left, j.right))


def questions(found: Linkage) -> list[Judgement]:
    """Give the pairs that rules leave to a person, of which no person has spoken yet."""
    spoken = {frozenset((j.left, j.right)) for j in still_standing(found.people)}
    unsure = (j for j in found.judged if j.verdict == "unsure")
    return [j for j in unsure if frozenset((j.left, j.right)) not in spoken]


def sights_of(
    tellings: Iterable[Telling],
    directory: Directory,
    wordings: Mapping[str, Wording] | None = None,
    listed: Mapping[str, tuple[str, str]] | None = None,
) -> dict[str, Sight]:
    """See accounts as linking compares them, by id.

    `listed` says of documents (ids) that are rows of a register which one, and its event.
    """
    words, rows = wordings or {}, listed or {}
    return {
        t.account: sight(t, directory, words.get(t.account, NOTHING), rows.get(t.document))
        for t in tellings
    }


def linkage(
    sights: Mapping[str, Sight],
    judgements: Iterable[Judgement] = (),
    before: Linkage | None = None,
) -> Linkage:
    """Link accounts, using what was found before of those that are seen as they were then."""
    said = [j for j in judgements if not j.by.startswith(ANY_RULE)]
    said = [j for j in said if j.left in sights and j.right in sights]
    with _uncollected():
        return _linkage(sights, said, before)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nothing look for cycles meanwhile: millions of small values are made and none has any."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _linkage(
    sights: Mapping[str, Sight], said: Sequence[Judgement], before: Linkage | None
) -> Linkage:
    known = before.found if before is not None else {}
    then = before.sights if before is not None else {}
    same_as_then = {a for a, seen in sights.items() if then.get(a) == seen}
    found: dict[Pair, Finding | None] = {}
    for a, b in pairs(sights):
        told = (a, b) in known and a in same_as_then and b in same_as_then
        found[a, b] = known[a, b] if told else compare(sights[a], sights[b])
    judged = tuple(_judged(sights, found))
    groups = _grouped(sights, [*said, *judged], before)
    return Linkage(sights=sights, people=frozenset(said), found=found, judged=judged, groups=groups)


def _judged(
    sights: Mapping[str, Sight], found: Mapping[Pair, Finding | None]
) -> Iterator[Judgement]:
    """Give what rules judge the same or unsure, in order of pairs."""
    same = {pair: f for pair, f in found.items() if f is not None and f.verdict == "same"}
    torn = _torn(same, sights)
    for pair in sorted(p for p, f in found.items() if f is not None and f.verdict != "different"):
        finding = torn.get(pair) or found[pair]
        assert finding is not None
        yield _judgement(pair, finding)


def _judgement(pair: Pair, finding: Finding) -> Judgement:
    return Judgement(
        left=pair[0],
        right=pair[1],
        verdict=finding.verdict,
        by=RULE,
        why=finding.why,
        score=finding.score,
    )


def _grouped(
    sights: Mapping[str, Sight], judgements: Sequence[Judgement], before: Linkage | None
) -> Groups:
    """Group the accounts that joins connect; where nothing is new, the groups stay as they were."""
    parts = connected((j.left, j.right) for j in judgements if j.verdict == "same")
    alone = sights.keys() - {account for part in parts for account in part}
    touched = _touched(sights, judgements, before)
    again = [a for part in parts if not touched.isdisjoint(part) for a in part]
    still = {a for part in parts if touched.isdisjoint(part) for a in part}
    groups: list[tuple[str, ...]] = [(account,) for account in alone]
    if before is not None:
        groups += [group for group in before.groups if group[0] in still]
    groups += _partitioned({account: sights[account] for account in again}, judgements)
    return tuple(sorted(groups))


def _touched(
    sights: Mapping[str, Sight], judgements: Sequence[Judgement], before: Linkage | None
) -> set[str]:
    """Find the accounts that are seen otherwise than before, or of which other things are said.

    What a rule says against a pair need not be looked at: the watch over a group knows it.
    """
    if before is None:
        return set(sights)
    changed = {a for a, seen in sights.items() if before.sights.get(a) != seen}
    other = _moving(judgements) ^ _moving((*before.people, *before.judged))
    return changed | {account for j in other for account in (j.left, j.right)}


def _moving(judgements: Iterable[Judgement]) -> set[Judgement]:
    return {j for j in judgements if j.verdict == "same" or not j.by.startswith(ANY_RULE)}


def _partitioned(
    sights: Mapping[str, Sight], judgements: Sequence[Judgement]
) -> list[tuple[str, ...]]:
    mine = [j for j in judgements if j.left in sights and j.right in sights]
    said = [(j.left, j.right) for j in mine if not j.by.startswith(ANY_RULE)]
    near: dict[str, dict[str, int]] = {account: {} for account in sights}
    for judgement in standing(mine):
        if judgement.verdict == "same" and judgement.by.startswith(ANY_RULE):
            near[judgement.left][judgement.right] = judgement.score
            near[judgement.right][judgement.left] = judgement.score
    return partition(sights, mine, watch=Companies(sights, said, near))


def _torn(same: Mapping[Pair, Finding], sights: Mapping[str, Sight]) -> dict[Pair, Finding]:
    """Take back pairs where another, different account fits at least as well.

    An undated account that is torn so is not joined with other undated ones either, which could
    carry it into one of the events.
    """
    near: dict[str, dict[str, int]] = {}
    for (a, b), finding in same.items():
        near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = finding.score
    torn = {pair for account, fits in near.items() for pair in _torn_from(account, fits, sights)}
    adrift = {account for pair in torn for account in pair if sights[account].days is None}
    torn |= {
        (a, b)
        for a, b in same
        if {a, b} & adrift and sights[a].days is None and sights[b].days is None
    }
    return {pair: _unsure(same[pair]) for pair in torn}


def _torn_from(
    account: str, fits: Mapping[str, int], sights: Mapping[str, Sight]
) -> Iterator[Pair]:
    """Give an account's pairs that another of its pairs, as good or better, speaks against."""
    if len(fits) == 1 or Company(sights[other] for other in fits).at_one():
        return
    better = Company([])
    ranked = sorted(fits, key=lambda other: (-fits[other], other))
    for _, equals in groupby(ranked, key=fits.__getitem__):
        level = list(equals)
        for other in level:
            better.add(sights[other])
        for other in level:
            if better.tears(sights[other]):
                yield (account, other) if account < other else (other, account)


def _unsure(finding: Finding) -> Finding:
    why = f"{finding.why}; but another event fits as well"
    return Finding(verdict="unsure", score=0, why=why)
