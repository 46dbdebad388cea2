"""What documents say: statements with their voices, and the typed values inside them."""

from solferino.codec import Named, decode, identify, value
from solferino.model.source import Span
from solferino.model.terms import (
    Act,
    Basis,
    Confidence,
    Effect,
    EventType,
    FacilityRole,
    Group,
    Harm,
    Measure,
    Media,
    Modality,
    Outcome,
    Polarity,
    Precision,
    Qualifier,
    Reply,
    Review,
    Stance,
    Topic,
    VoiceKind,
    Weapon,
)


@value
class Voice:
    """One speaker of a chain. `span` is null where the source has no words for the speaker."""

    name: str
    kind: VoiceKind
    span: Span | None = None


# The rule of a document's own statements of which it is told whose they are.
AUTHORED = "voice/author"


@value
class Statement(Named):
    """Somebody saying something.

    `voice` is the chain of speakers, nearest first. Where the document speaks itself, it is whoever
    the document is by, or empty where that is nobody in particular. `span` is what is said, `cue`
    the words that tell of the saying.
    """

    span: Span
    voice: tuple[Voice, ...] = ()
    cue: Span | None = None
    act: Act = "asserts"
    polarity: Polarity = "positive"
    modality: Modality = "stated"
    rule: str
    confidence: Confidence

    @property
    def own(self) -> bool:
        """Whether the document speaks itself, and tells of nobody else's saying."""
        return not self.voice or self.rule == AUTHORED

    def _named(self) -> str:
        """Digest of where it stands and who speaks, not of how it was judged."""
        chain = tuple(v.name for v in self.voice)
        return identify("statement", self.span.document, self.span.start, self.span.end, chain)


@value
class FacilityValue:
    """A facility as named; `type` is an open word list (hospital, clinic, ambulance, …)."""

    name: str
    role: FacilityRole
    type: str


@value
class PlaceValue:
    """A place as named; `country` is ISO 3166-1 alpha-2 or null.

    `precision` is how closely the words tell it ("10 km north of X" is near X); null where that is
    not known.
    """

    name: str
    country: str | None = None
    precision: Precision | None = None


@value
class TimeValue:
    """When, as an interval of days; null is an open or unknown bound.

    `clock` is HH:MM local time; `zone` as worded; `anchor` the ISO date that a relative or
    incomplete date was read against.
    """

    earliest: str | None
    latest: str | None
    edtf: str | None
    basis: Basis
    clock: str | None = None
    zone: str | None = None
    anchor: str | None = None


@value
class EventValue:
    """The kinds of attack that the words tell of."""

    types: tuple[EventType, ...]


@value
class WeaponValue:
    """A weapon, by the contract's code."""

    weapon: Weapon


@value
class CasualtyValue:
    """A figure of people harmed, as stated: bounds are those of the words, never a mean."""

    kind: Harm
    group: Group
    min: int | None
    max: int | None
    qualifier: Qualifier
    names: tuple[str, ...] = ()


@value
class EffectValue:
    """What became of the facility."""

    effect: Effect


@value
class BlameValue:
    """Somebody says who did it (alleged), says that they did it (admitted), or denies it.

    Who says so is the voice of the claim's statement; `actor` is as worded.
    """

    actor: str
    stance: Stance


@value
class CircumstanceValue:
    """What is said of the circumstances: a warning, military use alleged, a misfire, …."""

    topic: Topic
    value: str
    by: str | None = None
    on: str | None = None


@value
class CharacterizationValue:
    """A legal or moral word, always somebody's, never a finding."""

    term: str


@value
class AppealValue:
    """Who asks whom for what, and what came of it. The ends may be unknown (null)."""

    sender: str | None
    recipient: str | None
    request: str
    reply: Reply = "unknown"
    outcome: Outcome = "unknown"


@value
class ServiceValue:
    """Care that was given or lost. `per` is a period (month, year) or null.

    The measure "facility" is the whole of it. `since` and `until` are days in EDTF: from when care
    was lost and until when; of care that is given again, `since` is the day from which it is.
    `lasting` is how long, as worded ("three weeks", "until further notice").
    """

    measure: Measure
    value: str
    per: str | None = None
    lost: bool = False
    since: str | None = None
    until: str | None = None
    lasting: str | None = None


@value
class TallyValue:
    """A running total that belongs to no incident: its scope is part of it."""

    what: str
    min: int | None
    max: int | None
    qualifier: Qualifier
    since: str | None = None
    until: str | None = None
    area: str | None = None


@value
class ProfileValue:
    """A property of a facility, with the date it is given for; of a person where `of` is a name.

    `of` is what the document calls the person. People have the properties `role` and `affiliation`.
    """

    property: str
    value: str
    as_of: str | None = None
    of: str | None = None


@value
class ExhibitValue:
    """A video, photo, recording or document that is spoken of."""

    media: Media
    recorded_by: str | None = None
    published_by: str | None = None
    shows: str | None = None
    rights: str | None = None


Value = (
    FacilityValue
    | PlaceValue
    | TimeValue
    | EventValue
    | WeaponValue
    | CasualtyValue
    | EffectValue
    | BlameValue
    | CircumstanceValue
    | CharacterizationValue
    | AppealValue
    | ServiceValue
    | TallyValue
    | ProfileValue
    | ExhibitValue
)

VALUE_TYPES: dict[str, type[Value]] = {
    "facility": FacilityValue,
    "place": PlaceValue,
    "time": TimeValue,
    "event": EventValue,
    "weapon": WeaponValue,
    "casualty": CasualtyValue,
    "effect": EffectValue,
    "blame": BlameValue,
    "circumstance": CircumstanceValue,
    "characterization": CharacterizationValue,
    "appeal": AppealValue,
    "service": ServiceValue,
    "tally": TallyValue,
    "profile": ProfileValue,
    "exhibit": ExhibitValue,
}
KIND_OF: dict[type[Value], str] = {cls: kind for kind, cls in VALUE_TYPES.items()}


def read_value(kind: str, data: bytes) -> Value:
    """Read the canonical JSON of a value of this kind; `BrokenError` where it is none."""
    found: Value = decode(data, VALUE_TYPES[kind])
    return found


@value
class Claim(Named):
    """One typed value on its exact words, inside a statement. It cannot exist without them.

    `review` tells what people said of it; `proposed` is the value as it was found, where a
    person corrected it. Neither is part of its identity.
    """

    span: Span
    statement: str
    value: Value
    rule: str
    confidence: Confidence
    review: Review = "proposed"
    proposed: Value | None = None

    @property
    def kind(self) -> str:
        """The contract's name of the value's type."""
        return KIND_OF[type(self.value)]

    def _named(self) -> str:
        """Digest of document, span, kind and value as extracted; never of an entity."""
        where = (self.span.document, self.span.start, self.span.end)
        found = self.value if self.proposed is None else self.proposed
        return identify("claim", *where, self.kind, found)
