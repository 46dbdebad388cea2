"""What an account tells, field by field: a pure view of its claims.

Incidents are linked and exports are written from this one view, so both see the same fields.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from solferino.codec import value
from solferino.model.saying import (
    BlameValue,
    CasualtyValue,
    Claim,
    EffectValue,
    EventValue,
    FacilityValue,
    PlaceValue,
    Statement,
    TimeValue,
    WeaponValue,
)
from solferino.model.story import Account
from solferino.model.terms import Effect, EventType, Role, Weapon

V = TypeVar("V")


@value
class ToldHarm:
    """A figure with who states it; `said_by` is null for the document's own voice."""

    figure: CasualtyValue
    said_by: str | None
    claim: str


@value
class ToldBlame:
    """An actor named by somebody; `by` is null for the document's own voice."""

    blame: BlameValue
    by: str | None
    claim: str


@value
class Telling:
    """An account with its claims read out into fields. Ids are those of claims."""

    account: str
    document: str
    role: Role
    facility: FacilityValue | None
    facility_alt: tuple[str, ...]
    place: PlaceValue | None
    time: TimeValue | None
    event_types: tuple[EventType, ...]
    weapons: tuple[Weapon, ...]
    effects: tuple[Effect, ...]
    casualties: tuple[ToldHarm, ...]
    responsibility: tuple[ToldBlame, ...]
    claims: tuple[str, ...]


def telling(
    account: Account, claims: Mapping[str, Claim], statements: Mapping[str, Statement]
) -> Telling:
    """Read an account's claims out into fields, in the order in which they stand in the text."""
    own = sorted(
        (claims[c] for c in account.claims), key=lambda c: (c.span.start, c.span.end, c.id)
    )
    facility = _value(account.facility, claims, FacilityValue)
    names = [
        c.value.name
        for c in own
        if isinstance(c.value, FacilityValue) and c.value.role == "attacked"
    ]
    return Telling(
        account=account.id,
        document=account.document,
        role=account.role,
        facility=facility,
        facility_alt=_unique(n for n in names if facility is None or n != facility.name),
        place=_value(account.place, claims, PlaceValue),
        time=_value(account.time, claims, TimeValue),
        event_types=_unique(
            t for c in own if isinstance(c.value, EventValue) for t in c.value.types
        ),
        weapons=_unique(c.value.weapon for c in own if isinstance(c.value, WeaponValue)),
        effects=_unique(c.value.effect for c in own if isinstance(c.value, EffectValue)),
        casualties=tuple(
            ToldHarm(figure=c.value, said_by=_speaker(c, statements), claim=c.id)
            for c in own
            if isinstance(c.value, CasualtyValue)
        ),
        responsibility=tuple(
            ToldBlame(blame=c.value, by=_speaker(c, statements), claim=c.id)
            for c in own
            if isinstance(c.value, BlameValue)
        ),
        claims=tuple(c.id for c in own),
    )


def _value(claim: str | None, claims: Mapping[str, Claim], kind: type[V]) -> V | None:
    found = claims[claim].value if claim is not None else None
    return found if isinstance(found, kind) else None


def _unique(values: Iterable[V]) -> tuple[V, ...]:
    return tuple(dict.fromkeys(values))


def _speaker(claim: Claim, statements: Mapping[str, Statement]) -> str | None:
    voice = statements[claim.statement].voice
    return voice[0].name if voice else None
