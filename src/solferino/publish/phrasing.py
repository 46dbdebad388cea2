"""Values, figures and days of a case in the words of one language."""

import re
from functools import singledispatch

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
    Statement,
    TallyValue,
    TimeValue,
    Value,
    WeaponValue,
)
from solferino.publish.catalogue import Tongue
from solferino.redact import WITHHELD

FIGURES = re.compile(r"(\w+) \((\w+)\)")


class Phrasing:
    """Says values in one language; names and quoted words stay as the documents have them."""

    def __init__(self, tongue: Tongue) -> None:
        """Say everything in this language."""
        self.tongue = tongue
        self.say = tongue.say
        self.words = tongue.words

    def days(self, earliest: str | None, latest: str | None) -> str:
        """Say an interval of days, bounds as ISO dates."""
        if earliest == latest:
            return earliest or self.say("phrase.unknown")
        if earliest is None:
            return self.say("phrase.until", day=latest)
        if latest is None:
            return self.say("phrase.from", day=earliest)
        return self.say("phrase.between", low=earliest, high=latest)

    def figure(self, low: int | None, high: int | None, qualifier: str) -> str:
        """Say a figure as far as the words give one."""
        if qualifier == "none":
            return self.say("phrase.nobody")
        if low is None and high is None:
            return self.say("phrase.no_number")
        if low == high:
            key = "phrase.about" if qualifier == "about" else "phrase.exactly"
            return self.say(key, number=low)
        if high is None:
            return self.say("phrase.at_least", number=low)
        if low is None:
            return self.say("phrase.at_most", number=high)
        return self.say("phrase.between", low=low, high=high)

    def listed(self, codes: tuple[str, ...]) -> str:
        """Say several codes; that it is not known where there are none."""
        return self.joined(*map(self.words, codes)) or self.say("phrase.unknown")

    def manner(self, statement: Statement, value: Value | None = None) -> str:
        """Say how something is said, where it is more or less than a plain assertion.

        A `value` that is a figure of nobody is negative by itself.
        """
        told = [self.words(statement.act)] if statement.act != "asserts" else []
        if statement.modality != "stated":
            told.append(self.words(statement.modality))
        nobody = isinstance(value, CasualtyValue) and value.qualifier == "none"
        if statement.polarity == "negative" and statement.act != "denies" and not nobody:
            told.append(self.say("phrase.negated"))
        return self.joined(*told)

    def label(self, value: Value, kind: str) -> str:
        """Say what a value is: its kind, and of a figure who was harmed and how."""
        match value:
            case CasualtyValue():
                return self.joined(self.words(value.kind), self.words(value.group))
            case ServiceValue():
                lost = self.say("phrase.lost") if value.lost else None
                return self.joined(self.words(kind), lost)
            case ProfileValue():
                return self.joined(self.words(kind), self.words(value.property))
        stance = getattr(value, "stance", None) or getattr(value, "topic", None)
        return self.joined(self.words(kind), self.words(stance) if stance else None)

    def field(self, name: str) -> str:
        """Say the field of a contradiction: "killed (children)" and the like, or a code."""
        told = FIGURES.fullmatch(name)
        if told is None:
            return self.words(name)
        return self.say("phrase.named", name=self.words(told[1]), about=self.words(told[2]))

    def joined(self, *parts: str | None) -> str:
        """Put parts between commas; those that there are not are left out."""
        return self.say("phrase.comma").join(part for part in parts if part)

    def wording(self, value: Value) -> str:
        """Say a value in plain words."""
        return _worded(value, self)


@singledispatch
def _worded(value: Value, _said: Phrasing) -> str:
    raise TypeError(value)


@_worded.register
def _(value: FacilityValue, said: Phrasing) -> str:
    about = said.joined(said.words(value.type), said.words(value.role))
    if value.name == WITHHELD:
        return about
    return said.say("phrase.named", name=value.name, about=about)


@_worded.register
def _(value: PlaceValue, said: Phrasing) -> str:
    name = None if value.name == WITHHELD and value.country else value.name
    return said.joined(name, value.country)


@_worded.register
def _(value: TimeValue, said: Phrasing) -> str:
    clock = said.joined(value.clock, value.zone)
    return said.joined(said.days(value.earliest, value.latest), clock)


@_worded.register
def _(value: EventValue, said: Phrasing) -> str:
    return said.listed(value.types)


@_worded.register
def _(value: WeaponValue, said: Phrasing) -> str:
    return said.words(value.weapon)


@_worded.register
def _(value: CasualtyValue, said: Phrasing) -> str:
    return said.figure(value.min, value.max, value.qualifier)


@_worded.register
def _(value: EffectValue, said: Phrasing) -> str:
    return said.words(value.effect)


@_worded.register
def _(value: BlameValue, _said: Phrasing) -> str:
    return value.actor


@_worded.register
def _(value: CircumstanceValue, said: Phrasing) -> str:
    by = said.say("phrase.by", name=value.by) if value.by else None
    on = said.say("phrase.on", name=value.on) if value.on else None
    return said.joined(value.value, by, on)


@_worded.register
def _(value: CharacterizationValue, _said: Phrasing) -> str:
    return value.term


@_worded.register
def _(value: AppealValue, _said: Phrasing) -> str:
    return value.request


@_worded.register
def _(value: ServiceValue, said: Phrasing) -> str:
    per = said.say("phrase.per", period=value.per) if value.per else None
    begins = "phrase.lost_since" if value.lost else "phrase.given_from"
    since = said.say(begins, day=value.since) if value.since else None
    until = said.say("phrase.until_day", day=value.until) if value.until else None
    lasting = said.say("phrase.lasting", words=value.lasting) if value.lasting else None
    told = said.say("phrase.measure", measure=said.words(value.measure), value=value.value)
    return said.joined(told, per, since, until, lasting)


@_worded.register
def _(value: TallyValue, said: Phrasing) -> str:
    figure = said.figure(value.min, value.max, value.qualifier)
    return f"{figure} {value.what}"


@_worded.register
def _(value: ProfileValue, said: Phrasing) -> str:
    told = said.say("phrase.as_of", day=value.as_of) if value.as_of else None
    return said.joined(value.value, told)


@_worded.register
def _(value: ExhibitValue, said: Phrasing) -> str:
    shows = said.say("phrase.shows", what=value.shows) if value.shows else None
    return said.joined(said.words(value.media), shows)
