"""Codes, figures and dates of the contract in plain words, for people who read a page."""

import tomllib
from collections.abc import Mapping
from functools import cache, singledispatch
from importlib.resources import files
from types import MappingProxyType

from solferino.model import (
    AppealValue,
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    EffectValue,
    EventValue,
    ExhibitValue,
    FacilityValue,
    PlaceValue,
    ProfileValue,
    ServiceValue,
    TallyValue,
    TimeValue,
    Value,
    WeaponValue,
)

UNKNOWN = "not known"


@cache
def codes() -> Mapping[str, str]:
    """Read how each code of the contract is said in English, for pages, tables and the desk."""
    table = files("solferino.publish").joinpath("codes.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(table)["code"])


def words(code: str) -> str:
    """Say a code of the contract in plain words."""
    return codes().get(code) or code.replace("_", " ")


def listed(codes: tuple[str, ...]) -> str:
    """Say several codes; "not known" when there are none."""
    return ", ".join(words(code) for code in codes) or UNKNOWN


def days(earliest: str | None, latest: str | None) -> str:
    """Say an interval of days, bounds as ISO dates."""
    if earliest == latest:
        return earliest or UNKNOWN
    if earliest is None:
        return f"on or before {latest}"
    if latest is None:
        return f"on or after {earliest}"
    return f"{earliest} to {latest}"


def figure(low: int | None, high: int | None, qualifier: str) -> str:
    """Say a figure as far as the words give one."""
    if qualifier == "none":
        return "none"
    if low is None and high is None:
        return "no number given"
    if low == high:
        return f"about {low:,}" if qualifier == "about" else f"{low:,}"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"at most {high:,}"
    return f"{low:,} to {high:,}"


def _parts(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


@singledispatch
def wording(value: Value) -> str:
    """Say a value in plain words."""
    raise TypeError(value)


@wording.register
def _(value: FacilityValue) -> str:
    return f"{value.name} ({_parts(words(value.type), words(value.role))})"


@wording.register
def _(value: PlaceValue) -> str:
    return _parts(value.name, value.country)


@wording.register
def _(value: TimeValue) -> str:
    clock = _parts(value.clock, value.zone)
    return _parts(days(value.earliest, value.latest), clock)


@wording.register
def _(value: EventValue) -> str:
    return listed(value.types)


@wording.register
def _(value: WeaponValue) -> str:
    return words(value.weapon)


@wording.register
def _(value: CasualtyValue) -> str:
    return figure(value.min, value.max, value.qualifier)


@wording.register
def _(value: EffectValue) -> str:
    return words(value.effect)


@wording.register
def _(value: BlameValue) -> str:
    return value.actor


@wording.register
def _(value: CircumstanceValue) -> str:
    by = f"by {value.by}" if value.by else None
    on = f"on {value.on}" if value.on else None
    return _parts(value.value, by, on)


@wording.register
def _(value: CharacterizationValue) -> str:
    return value.term


@wording.register
def _(value: AppealValue) -> str:
    return value.request


@wording.register
def _(value: ServiceValue) -> str:
    per = f"per {value.per}" if value.per else None
    since = f"{'since' if value.lost else 'from'} {value.since}" if value.since else None
    until = f"until {value.until}" if value.until else None
    lasting = f"for how long: {value.lasting}" if value.lasting else None
    return _parts(f"{words(value.measure)}: {value.value}", per, since, until, lasting)


@wording.register
def _(value: TallyValue) -> str:
    return f"{figure(value.min, value.max, value.qualifier)} {value.what}"


@wording.register
def _(value: ProfileValue) -> str:
    return _parts(value.value, f"as of {value.as_of}" if value.as_of else None)


@wording.register
def _(value: ExhibitValue) -> str:
    shows = f"shows {value.shows}" if value.shows else None
    return _parts(words(value.media), shows)
