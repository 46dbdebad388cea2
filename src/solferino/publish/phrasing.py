"""Values, figures and days of a case in the words of one language.

In English they are worded as in the dossier (`publish.phrase`), which a test asserts.
"""

import re
from functools import singledispatchmethod

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
        return self._joined(*map(self.words, codes)) or self.say("phrase.unknown")

    def manner(self, statement: Statement) -> str:
        """Say how something is said, where it is more or less than a plain assertion."""
        told = [self.words(statement.act)] if statement.act != "asserts" else []
        if statement.modality != "stated":
            told.append(self.words(statement.modality))
        if statement.polarity == "negative" and statement.act != "denies":
            told.append(self.say("phrase.negated"))
        return self._joined(*told)

    def label(self, value: Value, kind: str) -> str:
        """Say what a value is: its kind, and of a figure who was harmed and how."""
        if isinstance(value, CasualtyValue):
            return self._joined(self.words(value.kind), self.words(value.group))
        stance = getattr(value, "stance", None) or getattr(value, "topic", None)
        return self._joined(self.words(kind), self.words(stance) if stance else None)

    def field(self, name: str) -> str:
        """Say the field of a contradiction: "killed (children)" and the like, or a code."""
        told = FIGURES.fullmatch(name)
        if told is None:
            return self.words(name)
        return self.say("phrase.named", name=self.words(told[1]), about=self.words(told[2]))

    def _joined(self, *parts: str | None) -> str:
        return self.say("phrase.comma").join(part for part in parts if part)

    @singledispatchmethod
    def wording(self, value: Value) -> str:
        """Say a value in plain words."""
        raise TypeError(value)

    @wording.register
    def _(self, value: FacilityValue) -> str:
        about = self._joined(self.words(value.type), self.words(value.role))
        return self.say("phrase.named", name=value.name, about=about)

    @wording.register
    def _(self, value: PlaceValue) -> str:
        return self._joined(value.name, value.country)

    @wording.register
    def _(self, value: TimeValue) -> str:
        clock = self._joined(value.clock, value.zone)
        return self._joined(self.days(value.earliest, value.latest), clock)

    @wording.register
    def _(self, value: EventValue) -> str:
        return self.listed(value.types)

    @wording.register
    def _(self, value: WeaponValue) -> str:
        return self.words(value.weapon)

    @wording.register
    def _(self, value: CasualtyValue) -> str:
        return self.figure(value.min, value.max, value.qualifier)

    @wording.register
    def _(self, value: EffectValue) -> str:
        return self.words(value.effect)

    @wording.register
    def _(self, value: BlameValue) -> str:
        return value.actor

    @wording.register
    def _(self, value: CircumstanceValue) -> str:
        by = self.say("phrase.by", name=value.by) if value.by else None
        on = self.say("phrase.on", name=value.on) if value.on else None
        return self._joined(value.value, by, on)

    @wording.register
    def _(self, value: CharacterizationValue) -> str:
        return value.term

    @wording.register
    def _(self, value: AppealValue) -> str:
        return value.request

    @wording.register
    def _(self, value: ServiceValue) -> str:
        per = self.say("phrase.per", period=value.per) if value.per else None
        begins = "phrase.lost_since" if value.lost else "phrase.given_from"
        since = self.say(begins, day=value.since) if value.since else None
        until = self.say("phrase.until_day", day=value.until) if value.until else None
        lasting = self.say("phrase.lasting", words=value.lasting) if value.lasting else None
        told = self.say("phrase.measure", measure=self.words(value.measure), value=value.value)
        return self._joined(told, per, since, until, lasting)

    @wording.register
    def _(self, value: TallyValue) -> str:
        figure = self.figure(value.min, value.max, value.qualifier)
        return f"{figure} {value.what}"

    @wording.register
    def _(self, value: ProfileValue) -> str:
        told = self.say("phrase.as_of", day=value.as_of) if value.as_of else None
        return self._joined(value.value, told)

    @wording.register
    def _(self, value: ExhibitValue) -> str:
        shows = self.say("phrase.shows", what=value.shows) if value.shows else None
        return self._joined(self.words(value.media), shows)
