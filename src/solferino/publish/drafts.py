"""A draft against the documents of a case: of which incidents it tells, and what stands there.

Nothing of a draft enters the case. Nothing here says what is true: a mark says what these documents
say, in which words, and from which origins.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import Literal

from solferino.codec import value
from solferino.model import (
    BlameValue,
    CasualtyValue,
    Claim,
    Document,
    EffectValue,
    Entity,
    EventValue,
    Extraction,
    FacilityValue,
    Incident,
    PlaceValue,
    Telling,
    TimeValue,
    Value,
    WeaponValue,
    telling,
)
from solferino.text.fold import fold

State = Literal["supported", "disputed", "contradicted", "copy", "others", "absent", "unread"]
OF_AN_INCIDENT = (
    CasualtyValue,
    TimeValue,
    EffectValue,
    WeaponValue,
    EventValue,
    BlameValue,
    FacilityValue,
    PlaceValue,
)


@value
class Support:
    """One place in the case that says something: where, when, who, and from which origins."""

    claim: str
    document: str
    start: int
    end: int
    words: str
    day: str
    by: str
    value: str
    origins: tuple[str, ...]
    status: str = ""


@value
class Mark:
    """What these documents say of some words of a draft.

    `start` and `end` are code points of the draft, half-open. `same` says so, `other` says
    otherwise; `first` is where it appears first, `later` what became of a figure since. `incidents`
    are those (ids) to which it was compared.
    """

    start: int
    end: int
    words: str
    label: str
    value: str
    state: State
    same: tuple[Support, ...] = ()
    other: tuple[Support, ...] = ()
    first: Support | None = None
    later: tuple[Support, ...] = ()
    incidents: tuple[str, ...] = ()


@value
class Checked:
    """A draft with its marks in order of place; `read` documents were compared, `unread` not."""

    text: str
    marks: tuple[Mark, ...]
    incidents: tuple[str, ...]
    read: int
    unread: int
    problems: tuple[str, ...]


def draft_tellings(found: Extraction) -> list[Telling]:
    """Read out what a draft tells, event by event."""
    claims, said = {c.id: c for c in found.claims}, {s.id: s for s in found.statements}
    return [telling(account, claims, said) for account in found.accounts]


def told_of(
    tellings: Iterable[Telling], incidents: Iterable[Incident], entities: Mapping[str, Entity]
) -> dict[str, tuple[str, ...]]:
    """Find for each telling (by account) the incidents (ids) that it may be telling of.

    Facility, place and days are compared. None may contradict, and facility or place must agree; of
    incidents that agree in the day those that do not tell it are left out.
    """
    known = list(incidents)
    return {one.account: _told_of(one, known, entities) for one in tellings}


def _told_of(
    one: Telling, incidents: Iterable[Incident], entities: Mapping[str, Entity]
) -> tuple[str, ...]:
    found: dict[tuple[bool, bool], list[str]] = {}
    for incident in incidents:
        facility = _facility(one, incident, entities)
        place = _place(one, incident)
        days = _days(one, incident)
        if False in (facility, place, days) or not (facility or place):
            continue
        found.setdefault((facility is True, days is True), []).append(incident.id)
    for surest in ((True, True), (False, True), (True, False), (False, False)):
        if surest in found:
            return tuple(sorted(found[surest]))
    return ()


def _facility(one: Telling, incident: Incident, entities: Mapping[str, Entity]) -> bool | None:
    entity = entities.get(incident.facility or "")
    if one.facility is None or entity is None:
        return None
    called = {fold(name) for name in (one.facility.name, *one.facility_alt)}
    known = {fold(n) for n in (entity.name, *entity.names)}
    alike = any(a in b or b in a for a in called for b in known)
    return alike or (None if _generic(one.facility.name) else False)


def _generic(name: str) -> bool:
    """Whether words name no facility of their own («the hospital»)."""
    return name == name.lower()


def _place(one: Telling, incident: Incident) -> bool | None:
    if one.place is None or incident.place is None:
        return None
    a, b = fold(one.place.name), fold(incident.place)
    return True if a in b or b in a else None


def _days(one: Telling, incident: Incident) -> bool | None:
    if one.time is None:
        return None
    first, last = one.time.earliest, one.time.latest or one.time.earliest
    opens, closes = incident.earliest, incident.latest or incident.earliest
    if first is None or last is None or opens is None or closes is None:
        return None
    return first <= closes and opens <= last


@singledispatch
def alike(one: Value, other: Value) -> bool | None:
    """Whether two values say the same (true), cannot both be (false), or neither (null)."""
    return True if type(one) is type(other) and _plain(one) == _plain(other) else None


@alike.register
def _(one: CasualtyValue, other: Value) -> bool | None:
    if not isinstance(other, CasualtyValue) or (one.kind, one.group) != (other.kind, other.group):
        return None
    return True if (one.min, one.max) == (other.min, other.max) else _may_be_one(one, other)


@alike.register
def _(one: TimeValue, other: Value) -> bool | None:
    return _same_days(one, other) if isinstance(other, TimeValue) else None


@alike.register
def _(one: BlameValue, other: Value) -> bool | None:
    if not isinstance(other, BlameValue) or not _one_name(one.actor, other.actor):
        return None
    return (one.stance == "denied") == (other.stance == "denied")


@alike.register
def _(one: FacilityValue, other: Value) -> bool | None:
    same = isinstance(other, FacilityValue) and _one_name(one.name, other.name)
    return True if same else None


@alike.register
def _(one: PlaceValue, other: Value) -> bool | None:
    same = isinstance(other, PlaceValue) and _one_name(one.name, other.name)
    return True if same else None


@alike.register
def _(one: EventValue, other: Value) -> bool | None:
    same = isinstance(other, EventValue) and set(one.types) & set(other.types)
    return True if same else None


def _plain(thing: Value) -> str:
    return fold(str(thing))


def _one_name(one: str, other: str) -> bool:
    a, b = (fold(n).removeprefix("the ") for n in (one, other))
    return a == b


def _may_be_one(one: CasualtyValue, other: CasualtyValue) -> bool | None:
    """Null where both figures may be right («at least nine» and «eleven»), else false."""
    low = max(n for n in (one.min, other.min, 0) if n is not None)
    highs = [n for n in (one.max, other.max) if n is not None]
    return None if not highs or low <= min(highs) else False


def _same_days(one: TimeValue, other: TimeValue) -> bool | None:
    first, last = one.earliest, one.latest or one.earliest
    opens, closes = other.earliest, other.latest or other.earliest
    if first is None or last is None or opens is None or closes is None:
        return None
    return first <= closes and opens <= last


def claims_of(found: Extraction) -> Iterator[tuple[Claim, str | None]]:
    """Yield the draft's claims in order of place, each with its account, if it has one."""
    home = {c: a.id for a in found.accounts for c in a.claims}
    for claim in sorted(found.claims, key=lambda c: (c.span.start, c.span.end, c.id)):
        yield claim, home.get(claim.id)


def named_in(draft: Document, found: Extraction, entities: Iterable[Entity]) -> dict[int, str]:
    """Find which entity of the case each name of a draft is, by the name's place in the draft.

    Names are compared as folded; one that two entities bear is taken for neither.
    """
    bearers: dict[tuple[str, str], set[str]] = {}
    for entity in entities:
        for name in {fold(n) for n in (entity.name, *entity.names)}:
            bearers.setdefault((entity.kind, name), set()).add(entity.id)
    named: dict[int, str] = {}
    for mention in found.mentions:
        words = draft.text[mention.span.start : mention.span.end]
        own = bearers.get((mention.kind, fold(mention.name))) or bearers.get(
            (mention.kind, fold(words))
        )
        if own is not None and len(own) == 1:
            named[mention.span.start] = next(iter(own))
    return named
