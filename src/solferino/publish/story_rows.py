"""The case export, version 1, as types, continued: what documents tell together, and the whole."""

from typing import Literal, TypedDict

from solferino.codec import value
from solferino.ledgers.appeals import Answer
from solferino.ledgers.register import Register
from solferino.ledgers.services import Service
from solferino.model import Accusation, Contradiction, Counted, Reliability, Span, Toll
from solferino.model.terms import (
    Effect,
    EventType,
    FigureStatus,
    FirstHand,
    Group,
    Harm,
    Hop,
    Media,
    OriginKind,
    Qualifier,
    Relation,
    Role,
    Stance,
    Weapon,
)
from solferino.publish.rows import (
    AppealValueRow,
    AssessmentRow,
    CaseRow,
    ClaimRow,
    DocumentRow,
    EntityRow,
    ProblemRow,
    StatementRow,
)

ReplyStatus = Literal["replied", "none", "not_asked"]


@value
class DateRow:
    """An interval of days; null is an open or unknown bound."""

    earliest: str | None
    latest: str | None
    edtf: str | None


@value
class GradingRow:
    """How well one proposition stands, by a named scheme.

    Where a person gave the grade, `by` names the person and `instead_of` is the rule's grade.
    """

    proposition: str
    subject: str
    scheme: str
    grade: str
    why: str
    origins: tuple[str, ...]
    by: str | None
    instead_of: str | None


@value
class ReplyRow:
    """What a named party answered when it was asked; `not_asked` until somebody asks."""

    party: str
    asked_by: str | None
    asked_on: str | None
    status: ReplyStatus
    text: str | None


LegalRow = TypedDict(
    "LegalRow", {"element": str, "for": tuple[str, ...], "against": tuple[str, ...]}
)


@value
class ToldHarmRow:
    """A figure in one document's account."""

    kind: Harm
    group: Group
    min: int | None
    max: int | None
    qualifier: Qualifier
    said_by: str | None
    claim: str


@value
class ToldBlameRow:
    """An actor named in one document's account."""

    actor: str
    entity: str | None
    stance: Stance
    by: str | None
    by_entity: str | None
    claim: str


@value
class AccountRow:
    """What one document says of the incident."""

    id: str
    document: str
    role: Role
    facility: str | None
    facility_alt: tuple[str, ...]
    facility_entity: str | None
    place: str | None
    country: str | None
    earliest: str | None
    latest: str | None
    edtf: str | None
    event_types: tuple[EventType, ...]
    weapons: tuple[Weapon, ...]
    effects: tuple[Effect, ...]
    casualties: tuple[ToldHarmRow, ...]
    responsibility: tuple[ToldBlameRow, ...]
    claims: tuple[str, ...]


@value
class IncidentRow:
    """One event, with everything that is said of it. `number` is null until published."""

    id: str
    number: int | None
    title: str
    facility: str | None
    place: str | None
    country: str | None
    date: DateRow
    event_types: tuple[EventType, ...]
    weapons: tuple[Weapon, ...]
    effects: tuple[Effect, ...]
    casualties: tuple[Toll, ...]
    responsibility: tuple[Accusation, ...]
    contradictions: tuple[Contradiction, ...]
    origins: tuple[str, ...]
    gradings: tuple[GradingRow, ...]
    replies: tuple[ReplyRow, ...]
    legal: tuple[LegalRow, ...]
    counted: tuple[Counted, ...]
    accounts: tuple[AccountRow, ...]


StepEnds = TypedDict("StepEnds", {"from": str, "to": str})


class StepRow(StepEnds):
    """One hop towards a first-hand source, with the words that show it."""

    how: Hop
    evidence: Span
    certain: bool


@value
class OriginRow:
    """A first-hand source that documents go back to."""

    id: str
    name: str
    kind: OriginKind
    first_hand: FirstHand
    entity: str | None
    relation: Relation
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    path: tuple[StepRow, ...]
    reliability: Reliability


@value
class TallyRow:
    """A running total that belongs to no incident; `by` is null for a document's own voice.

    Totals of one `series` are one speaker's, of one thing. `incidents` are the case's own that
    fall into the scope for certain; they are no part of the total.
    """

    id: str
    by: str | None
    by_entity: str | None
    what: str
    min: int | None
    max: int | None
    qualifier: Qualifier
    since: str | None
    until: str | None
    area: str | None
    claims: tuple[str, ...]
    series: str
    said_on: str | None
    status: FigureStatus
    incidents: tuple[str, ...]


class AppealRow(AppealValueRow):
    """A request with what each document says of the answer; reply and outcome as told last.

    `incident` is null where it belongs to none or to several.
    """

    id: str
    from_entity: str | None
    to_entity: str | None
    incident: str | None
    incidents: tuple[str, ...]
    told: tuple[Answer, ...]
    claims: tuple[str, ...]


@value
class QuestionRow:
    """Two accounts of which rules leave it to a person whether they tell of one event, and why."""

    id: str
    left: str
    right: str
    left_incident: str | None
    right_incident: str | None
    why: str


@value
class ExhibitRow:
    """A video, photo, recording or document that is spoken of."""

    id: str
    kind: Media
    recorded_by: str | None
    published_by: str | None
    shows: str | None
    rights: str | None
    incident: str | None
    claims: tuple[str, ...]


@value
class Export:
    """The whole export: its members in the order in which they are written."""

    schema: Literal["solferino.case/1"]
    case: CaseRow
    documents: tuple[DocumentRow, ...]
    statements: tuple[StatementRow, ...]
    claims: tuple[ClaimRow, ...]
    entities: tuple[EntityRow, ...]
    incidents: tuple[IncidentRow, ...]
    origins: tuple[OriginRow, ...]
    tallies: tuple[TallyRow, ...]
    appeals: tuple[AppealRow, ...]
    services: tuple[Service, ...]
    exhibits: tuple[ExhibitRow, ...]
    problems: tuple[ProblemRow, ...]
    assessments: tuple[AssessmentRow, ...]
    questions: tuple[QuestionRow, ...]
    register: Register
