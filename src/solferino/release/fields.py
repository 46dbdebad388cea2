"""Values and other nouns with only the fields that a profile names; all others are blank."""

from collections.abc import Callable, Collection
from dataclasses import fields, replace
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from solferino.model import KIND_OF, VALUE_TYPES, CasualtyValue, Claim, Entity, Value
from solferino.redact import WITHHELD, Names, without_contacts
from solferino.release.people import Roll
from solferino.release.profile import Profile
from solferino.text.phrases import Phrases

LEFT_OUT = "[…]"
Scrub = Callable[[str], str]


def scrubber(roll: Roll, unreleased: Phrases, accounts: Names | None = None) -> Scrub:
    """Make the function that takes names, contacts and unreleased values out of any text.

    `accounts` match those of the case that are known by a handle.
    """

    def scrub(text: str) -> str:
        return without_contacts(unreleased.without(roll.without(text), LEFT_OUT), accounts)

    return scrub


def told(claim: Claim, profile: Profile, scrub: Scrub, *, cleared: bool) -> Value:
    """Give a claim's value as it leaves: the profile's fields, without names and contacts.

    Codes of the contract stay; the names of people harmed only where that was decided.
    """
    allowed = profile.claims.get(claim.kind, ())
    value = claim.value
    if isinstance(value, CasualtyValue) and not cleared:
        allowed = tuple(f for f in allowed if f != "names")
    return _only(value, allowed, scrub)


def _only(value: Value, allowed: Collection[str], scrub: Scrub) -> Value:
    hints = _types(KIND_OF[type(value)])
    changes: dict[str, Any] = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if _is_code(hints[field.name]):
            continue
        if field.name not in allowed:
            changes[field.name] = _blank(hints[field.name])
        elif isinstance(held, str):
            changes[field.name] = scrub(held)
        elif isinstance(held, tuple):
            changes[field.name] = tuple(scrub(h) if isinstance(h, str) else h for h in held)
    return replace(value, **changes)


@cache
def _types(kind: str) -> dict[str, Any]:
    return get_type_hints(VALUE_TYPES[kind])


def _is_code(hint: object) -> bool:
    """Whether a field holds one of the contract's codes, which name nobody."""
    if get_origin(hint) is Literal:
        return True
    inner = [a for a in get_args(hint) if a not in (type(None), Ellipsis)]
    return bool(inner) and all(get_origin(a) is Literal for a in inner)


def _blank(hint: object) -> object:
    """Give what stands for nothing in a field of this type."""
    if type(None) in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return ()
    return {str: WITHHELD, bool: False, int: 0}.get(hint)  # type: ignore[call-overload]


CLOSED = frozenset({"destroyed", "out_of_service", "evacuated"})


def snapped(entity: Entity, profile: Profile, effects: Collection[str] | None) -> Entity:
    """Give an entity the middle of the square of the grid that it lies in, or no point.

    The same point gives the same middle each time, so many releases tell no more than one.
    `effects` are what is released of a facility's state; null for what is no facility. It counts
    as closed only where everything told of it says so.
    """
    grid = profile.grid
    side = grid.place
    if effects is not None:
        closed = bool(effects) and CLOSED.issuperset(effects)
        side = grid.closed if closed else grid.working
    if side is None or entity.latitude is None or entity.longitude is None:
        return replace(entity, latitude=None, longitude=None, precision=None)
    return replace(
        entity,
        latitude=_middle(entity.latitude, side),
        longitude=_middle(entity.longitude, side),
        precision=f"grid {side}",
    )


def _middle(degrees: str, side: Decimal) -> str:
    cell = (Decimal(degrees) / side).to_integral_value(ROUND_FLOOR)
    return str((cell * side + side / 2).normalize() + 0)
