"""Where the accounts of an incident cannot all be right, field by field, each side in full.

No side is preferred and none is left out: a contradiction is shown, never settled.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from solferino.incidents.ground import Ground
from solferino.incidents.interval import Interval, common, edtf, interval
from solferino.incidents.sight import data, weapon_families
from solferino.incidents.succession import statuses
from solferino.incidents.tolls import in_words
from solferino.model import (
    Accusation,
    AppealValue,
    CasualtyValue,
    CircumstanceValue,
    Contradiction,
    EffectValue,
    Position,
    Telling,
    TimeValue,
    ToldHarm,
    WeaponValue,
)
from solferino.model.terms import EFFECTS
from solferino.text.fold import fold

ABOUT = 10  # "about 50" is not contradicted by a figure within a tenth of it

DENIED = "not "  # before the effect that somebody denies

T = TypeVar("T")

Source = tuple[str, str | None]  # a document and who speaks in it; null is its own voice
Sides = dict[str, set[str]]  # what is said, and the claims that say so


def contradictions(
    tellings: Sequence[Telling], blame: Sequence[Accusation], ground: Ground
) -> tuple[Contradiction, ...]:
    """Find the fields on which what is told cannot all be true, in order of field."""
    found = [
        *_dates(tellings, ground),
        *_figures(tellings, ground),
        *_weapons(tellings, ground),
        *_effects(tellings, ground),
        *_circumstances(tellings, ground),
        *_promises(tellings, ground),
        *_blame(blame, ground),
    ]
    return tuple(sorted(found, key=lambda c: c.field))


def _dates(tellings: Iterable[Telling], ground: Ground) -> Iterator[Contradiction]:
    sides: Sides = {}
    spans: dict[str, Interval] = {}
    for told in tellings:
        span = interval(told.time)
        words = edtf(span) if span is not None else None
        if span is None or words is None:
            continue
        spans[words] = span
        claims = {c for c, _, time in ground.told(told, TimeValue) if time == told.time}
        sides.setdefault(words, set()).update(claims)
    if any(common(pair) is None for pair in combinations(spans.values(), 2)):
        yield _contradiction("date", sides, ground)


def _figures(tellings: Iterable[Telling], ground: Ground) -> Iterator[Contradiction]:
    """Compare figures of one kind and group that stand, of different speakers or documents."""
    stated: dict[str, list[tuple[Source, ToldHarm]]] = {}
    for told in tellings:
        for harm in told.casualties:
            field = f"{harm.figure.kind} ({harm.figure.group})"
            if harm.figure.min is not None or harm.figure.max is not None:
                stated.setdefault(field, []).append(((told.document, harm.said_by), harm))
    for field, told_harms in stated.items():
        standing = statuses((harm.claim for _, harm in told_harms), ground)
        harms = [(by, harm) for by, harm in told_harms if standing[harm.claim] == "current"]
        if _conflict(harms, lambda a, b: not _both_true(a.figure, b.figure)):
            sides: Sides = {}
            for _, harm in harms:
                sides.setdefault(in_words(harm.figure), set()).add(harm.claim)
            yield _contradiction(field, sides, ground)


def _both_true(a: CasualtyValue, b: CasualtyValue) -> bool:
    low = max(_bounds(a)[0], _bounds(b)[0])
    highs = [high for high in (_bounds(a)[1], _bounds(b)[1]) if high is not None]
    return not highs or low <= min(highs)


def _bounds(figure: CasualtyValue) -> tuple[int, int | None]:
    slack = (figure.min or 0) // ABOUT if figure.qualifier == "about" else 0
    high = figure.max + slack if figure.max is not None else None
    return (figure.min or 0) - slack, high


def _weapons(tellings: Iterable[Telling], ground: Ground) -> Iterator[Contradiction]:
    """Compare the families of weapons that whole accounts tell of."""
    sides: Sides = {}
    told_of: set[frozenset[str]] = set()
    for told in tellings:
        families = weapon_families(told.weapons)
        if families:
            told_of.add(families)
            claims = {c for c, _, _ in ground.told(told, WeaponValue)}
            sides.setdefault(", ".join(sorted(told.weapons)), set()).update(claims)
    if any(a.isdisjoint(b) for a, b in combinations(told_of, 2)):
        yield _contradiction("weapon", sides, ground)


def _effects(tellings: Iterable[Telling], ground: Ground) -> Iterator[Contradiction]:
    """Compare what became of the facility: what cannot both hold, and what somebody denies."""
    told_of: list[tuple[Source, tuple[str, str]]] = [
        ((told.document, speaker), (claim, f"{DENIED if ground.denied(claim) else ''}{v.effect}"))
        for told in tellings
        for claim, speaker, v in ground.told(told, EffectValue)
    ]
    opposed = {frozenset(pair) for pair in data()["opposed"]["effects"]}
    opposed |= {frozenset((effect, f"{DENIED}{effect}")) for effect in EFFECTS}
    if _conflict(told_of, lambda a, b: frozenset((a[1], b[1])) in opposed):
        yield _contradiction("effect", _by_words(said for _, said in told_of), ground)


def _circumstances(tellings: Iterable[Telling], ground: Ground) -> Iterator[Contradiction]:
    """Set side by side who says that there was a warning and who says none; and so for others.

    What the words themselves negate ("without warning") and a denial that negates once more come
    out as what they mean: a denied "without warning" says that there was one.
    """
    told_of: dict[str, list[tuple[Source, tuple[str, bool]]]] = {}
    for told in tellings:
        for claim, speaker, circumstance in ground.told(told, CircumstanceValue):
            said = _holds(claim, circumstance.value, ground)
            if circumstance.topic in data()["opposed"]["circumstances"]:
                source = (told.document, speaker)
                told_of.setdefault(circumstance.topic, []).append((source, (claim, said)))
    for topic, rows in told_of.items():
        if _conflict(rows, lambda a, b: a[1] != b[1]):
            words = data()["opposed"]["circumstances"][topic]
            yes_or_no = ((claim, words[0 if said else 1]) for _, (claim, said) in rows)
            yield _contradiction(topic, _by_words(yes_or_no), ground)


def _holds(claim: str, words: str, ground: Ground) -> bool:
    negated = bool(set(fold(words).split()) & set(data()["opposed"]["negating"]))
    return negated if ground.denied(claim) else not (negated or ground.negative(claim))


def _promises(tellings: Iterable[Telling], ground: Ground) -> Iterator[Contradiction]:
    """Set side by side what is said to have been kept and not kept by one addressee."""
    told_of: dict[str, list[tuple[Source, tuple[str, str]]]] = {}
    for told in tellings:
        for claim, speaker, appeal in ground.told(told, AppealValue):
            if appeal.recipient is not None and appeal.outcome != "unknown":
                party = _party(
                    ground.directory.of(told.document, appeal.recipient), appeal.recipient
                )
                row = (told.document, speaker), (claim, appeal.outcome)
                told_of.setdefault(party, []).append(row)
    for rows in told_of.values():
        if _conflict(rows, lambda a, b: a[1] != b[1]):
            words = ((claim, outcome.replace("_", " ")) for _, (claim, outcome) in rows)
            yield _contradiction("promise", _by_words(words), ground)


def _by_words(said: Iterable[tuple[str, str]]) -> Sides:
    """Gather claims by what they say."""
    sides: Sides = {}
    for claim, words in said:
        sides.setdefault(words, set()).add(claim)
    return sides


def _blame(blame: Sequence[Accusation], ground: Ground) -> Iterator[Contradiction]:
    """Set allegations and admissions beside denials, and beside other speakers' other actors."""
    named = [a for a in blame if a.stance != "denied"]
    denied = len(named) < len(blame)
    rivals = any(
        _party(a.entity, a.actor) != _party(b.entity, b.actor)
        and _party(a.by_entity, a.by) != _party(b.by_entity, b.by)
        for a, b in combinations(named, 2)
    )
    if (named and denied) or rivals:
        wordings: dict[tuple[str, str], set[str]] = {}
        for accusation in blame:
            party = accusation.stance, _party(accusation.entity, accusation.actor)
            wordings.setdefault(party, set()).add(accusation.actor)
        sides: Sides = {}
        for accusation in blame:
            party = accusation.stance, _party(accusation.entity, accusation.actor)
            words = f"{accusation.stance}: {', '.join(sorted(wordings[party]))}"
            sides.setdefault(words, set()).update(accusation.claims)
        yield _contradiction("responsibility", sides, ground)


def _party(entity: str | None, name: str | None) -> str:
    return entity or fold(name or "")


def _conflict(told: Sequence[tuple[Source, T]], against: Callable[[T, T], bool]) -> bool:
    """Whether two that do not come from one mouth speak against each other."""
    return any(one != other and against(a, b) for (one, a), (other, b) in combinations(told, 2))


def _contradiction(field: str, sides: Sides, ground: Ground) -> Contradiction:
    return Contradiction(
        field=field,
        positions=tuple(
            Position(
                value=words,
                claims=tuple(sorted(sides[words])),
                origins=ground.origins_of(sides[words]),
            )
            for words in sorted(sides)
        ),
    )
