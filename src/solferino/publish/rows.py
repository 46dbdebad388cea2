"""The case export, version 1, as types: docs/export.md in the words of the program.

Every row of the export is built from these classes, and the committed JSON Schema is generated
from them, so that contract, export and schema cannot drift apart. Where the contract's names
are words of Python (`from`, `for`), the row is a typed dictionary.
"""

from typing import Any, TypedDict

from solferino.codec import value
from solferino.model import (
    Acquisition,
    CasualtyValue,
    Change,
    CharacterizationValue,
    CircumstanceValue,
    EffectValue,
    EventValue,
    ExhibitValue,
    Page,
    Part,
    Passage,
    ProfileValue,
    ServiceValue,
    Span,
    TallyValue,
    TimeValue,
    WeaponValue,
)
from solferino.model.register import Detail
from solferino.model.terms import (
    Act,
    Confidence,
    CopyKind,
    Decision,
    EntityKind,
    FacilityRole,
    Modality,
    Outcome,
    Polarity,
    Precision,
    Reply,
    Review,
    Stance,
    VoiceKind,
)

SCHEMA = "solferino.case/1"


@value
class CaseRow:
    """The case itself; `notice` says in a sentence what this export is not."""

    name: str
    created: str
    engine: str
    kit: tuple[str, ...]
    profile: str
    notice: str


@value
class CopyRow:
    """Another document with the same words, seen from this one; `share` in thousandths.

    `changed` says the same as `changes` with the words of both texts: `before` stands in the
    text that is repeated, `after` in the one that repeats it.
    """

    document: str
    kind: CopyKind
    share: int
    passages: tuple[Passage, ...]
    changes: tuple[str, ...]
    changed: tuple[Change, ...]


@value
class DocumentRow:
    """One reading of an original, with all that is told of it.

    `revised` is what it changed of `version_of`, the earlier capture of its address.
    """

    id: str
    name: str
    acquisition: Acquisition
    version_of: str | None
    sha256: str
    text: str
    text_sha256: str
    media_type: str
    reader: str
    language: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    url: str | None
    rights: str | None
    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    copies: tuple[CopyRow, ...]
    revised: tuple[Change, ...]


@value
class CueRow:
    """The words that tell of the saying; the document is the statement's."""

    start: int
    end: int
    text: str


@value
class VoiceRow:
    """One speaker of a chain; the document is the statement's."""

    name: str
    text: str | None
    start: int | None
    end: int | None
    entity: str | None
    kind: VoiceKind


@value
class StatementRow:
    """Somebody saying something. `calibration` is in thousandths, null where never measured."""

    id: str
    document: str
    start: int
    end: int
    text: str
    cue: CueRow | None
    voice: tuple[VoiceRow, ...]
    act: Act
    polarity: Polarity
    modality: Modality
    rule: str
    confidence: Confidence
    calibration: int | None


@value
class FacilityRow:
    """A facility as named, and the entity that the name stands for."""

    name: str
    entity: str | None
    role: FacilityRole
    type: str


@value
class PlaceRow:
    """A place as named, the entity that the name stands for, and how closely it is told."""

    name: str
    entity: str | None
    country: str | None
    precision: Precision | None


@value
class BlameRow:
    """An actor as worded; who says so is the voice of the claim's statement."""

    actor: str
    entity: str | None
    stance: Stance


AppealEnds = TypedDict("AppealEnds", {"from": str | None, "to": str | None})


class AppealValueRow(AppealEnds):
    """Who asks whom for what, and what came of it."""

    request: str
    reply: Reply
    outcome: Outcome


ClaimValue = (
    FacilityRow
    | PlaceRow
    | TimeValue
    | EventValue
    | WeaponValue
    | CasualtyValue
    | EffectValue
    | BlameRow
    | CircumstanceValue
    | CharacterizationValue
    | AppealValueRow
    | ServiceValue
    | TallyValue
    | ProfileValue
    | ExhibitValue
)

VALUE_ROWS: dict[str, type] = {
    "facility": FacilityRow,
    "place": PlaceRow,
    "time": TimeValue,
    "event": EventValue,
    "weapon": WeaponValue,
    "casualty": CasualtyValue,
    "effect": EffectValue,
    "blame": BlameRow,
    "circumstance": CircumstanceValue,
    "characterization": CharacterizationValue,
    "appeal": AppealValueRow,
    "service": ServiceValue,
    "tally": TallyValue,
    "profile": ProfileValue,
    "exhibit": ExhibitValue,
}


@value
class ClaimRow:
    """One typed value on its exact words.

    `value` is a `ClaimValue`, its shape given by `kind`; `proposed` is the value as it was found,
    where a person corrected it. `incident` is null where the claim belongs to none or to several;
    `incidents` names them all. `disputed` tells that people do not agree about it: it then stays
    proposed.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    statement: str
    kind: str  # a key of VALUE_ROWS
    value: Any  # a ClaimValue; the schema spells it out kind by kind
    incident: str | None
    incidents: tuple[str, ...]
    rule: str
    confidence: Confidence
    calibration: int | None
    review: Review
    proposed: Any | None  # a ClaimValue
    disputed: bool


@value
class AssessmentRow:
    """What a person said of a claim. `orphaned`: the engine does not find the claim any more."""

    id: str
    claim: str
    decision: Decision
    by: str
    why: str
    orphaned: bool


@value
class NameRow:
    """One name of an entity; `language` is ISO 639-1, given only where the script decides."""

    text: str
    language: str | None


@value
class ProfileRow:
    """A property of a facility, with the claim that it rests on, or the register's `source`."""

    property: str
    value: str
    as_of: str | None
    claim: str | None
    source: str | None = None


@value
class EntityRow:
    """A facility, person, group or place. Coordinates are decimal text, never floats.

    `protected`: a person whose names are withheld in everything that is written for outsiders.
    `precision` says how near they are, where somebody says so. `register` is all that the
    register of facilities tells of it, each detail with its source.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[NameRow, ...]
    country: str | None
    latitude: str | None
    longitude: str | None
    precision: str | None
    identifiers: dict[str, str]
    profile: tuple[ProfileRow, ...]
    protected: bool
    register: tuple[Detail, ...]
    mentions: tuple[Span, ...]


@value
class ProblemRow:
    """What could not be read or understood, and what to do; `name` is the file's."""

    id: str
    document: str | None
    name: str
    stage: str
    message: str
    remedy: str
