"""Which kinds of attack an account tells of, where one word says less than another.

A clinic that burns because a rocket hit it was shelled, not set on fire by hand; who "came under
fire" from mortars met no rifles; and soldiers in the building, whom a side names as its reason,
are a circumstance of the strike on it. Who storms a ward to abduct or to shoot has not searched it.
"""

from collections.abc import Iterator, Sequence

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import Claim, EffectValue, EventValue, WeaponValue

RULES = table("en", "rules")["kinds"]
KINDLED = frozenset(RULES["kindled"])
VAGUE = frozenset(RULES["vague"])
ENTERING = frozenset(RULES["entering"])
WEAKER = frozenset(RULES["weaker"])
GROUND = "militarization"
ARMED = frozenset(("heavy_weapons", "individual_weapons"))


def fitting(study: Study, claims: Sequence[Claim]) -> list[Claim]:
    """Leave out the kinds and weapons of an account that other words of it explain."""
    told = {t for c in claims if isinstance(c.value, EventValue) for t in c.value.types}
    weapons = {c.value.weapon for c in claims if isinstance(c.value, WeaponValue)}
    gone: set[str] = set()
    if "heavy_weapons" in told and study.obeys("event/kindled"):
        gone |= set(_kindled(study, claims))
    if "heavy_weapons" in told and study.obeys("event/under-fire"):
        gone |= {c.id for c in claims if _is_kind(c, "individual_weapons") and _of(c, VAGUE)}
    if told & ARMED and weapons and study.obeys("event/ground"):
        gone |= {c.id for c in claims if _is_kind(c, GROUND) and _given_as_ground(study, c)}
    if told - WEAKER and study.obeys("event/entering"):
        gone |= {c.id for c in claims if _is_kind(c, "armed_search") and _of(c, ENTERING)}
    lost = any(isinstance(c.value, EffectValue) and not _goes_on(c) for c in claims)
    return [c for c in claims if c.id not in gone and not (lost and _goes_on(c))]


def _goes_on(claim: Claim) -> bool:
    """Whether an effect is that care went on, which says little where something was lost."""
    return isinstance(claim.value, EffectValue) and claim.value.effect == "functioning"


def _is_kind(claim: Claim, kind: str) -> bool:
    return isinstance(claim.value, EventValue) and kind in claim.value.types


def _kindled(study: Study, claims: Sequence[Claim]) -> Iterator[str]:
    """Find the words of burning that tell what a weapon did, in its sentence or by themselves."""
    for claim in claims:
        by_fire = isinstance(claim.value, WeaponValue) and claim.value.weapon == "arson"
        if not (by_fire or _is_kind(claim, "arson")):
            continue
        passage = study.layout.at(claim.span.start)
        armed = passage is not None and _armed(passage)
        if armed or _of(claim, KINDLED):
            yield claim.id


def _armed(passage: Passage) -> bool:
    """Whether a sentence names a heavy weapon that could have kindled the fire."""
    return any(t.code == "heavy_weapons" for t in passage.of("event"))


def _of(claim: Claim, forms: frozenset[str]) -> bool:
    return claim.span.text.lower() in forms


def _given_as_ground(study: Study, claim: Claim) -> bool:
    """Whether somebody says of a facility that it was in military use."""
    return study.voiced(claim.span.start, claim.span.end) is not None
