"""What documents together tell: mentions and entities, accounts and incidents, origins."""

from textwrap import shorten

from solferino.codec import Named, identify, value
from solferino.model.register import Detail
from solferino.model.saying import Claim, Statement
from solferino.model.source import Problem, Span
from solferino.model.terms import (
    ChangeKind,
    CopyKind,
    Effect,
    EntityKind,
    EventType,
    FigureStatus,
    FirstHand,
    Group,
    Harm,
    Hop,
    OriginKind,
    Qualifier,
    Relation,
    Role,
    Stance,
    Verdict,
    Weapon,
)

EXCERPT = 160  # characters of a sentence that the line of a change shows


@value
class Mention(Named):
    """A name in a text. `name` is canonical (from a lexicon) or the words themselves."""

    span: Span
    kind: EntityKind
    name: str
    country: str | None = None
    place: str | None = None

    def _named(self) -> str:
        """Digest of kind and place in the document."""
        return identify("mention", self.kind, self.span.document, self.span.start, self.span.end)


@value
class Account(Named):
    """What one document says of one incident: the claims that belong together, by id.

    `facility`, `place` and `time` name the claims (ids) that speak for those fields; null
    where the document does not say. `found` holds the claims as they were extracted, where
    people rejected some or added others since; the account stays the same one.
    """

    document: str
    role: Role
    facility: str | None
    place: str | None
    time: str | None
    claims: tuple[str, ...]
    found: tuple[str, ...] | None = None

    def _named(self) -> str:
        """Digest of the document and its claims as extracted."""
        return identify("account", self.document, self.claims if self.found is None else self.found)


@value
class Extraction:
    """All that an extractor finds in one document."""

    document: str
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    accounts: tuple[Account, ...] = ()
    problems: tuple[Problem, ...] = ()


@value
class Judgement:
    """An answer to «are these two the same?», by a rule or by a person.

    `left` and `right` name mentions or accounts, never clusters. `score` orders rules'
    judgements (0 to 1000); `by` is "rule:NAME" or a person. `retracts` names a judgement that
    this one takes back.
    """

    left: str
    right: str
    verdict: Verdict
    by: str
    why: str
    score: int = 0
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the judgement's content."""
        return identify("judgement", self)


@value
class Identifier:
    """A name of an entity in somebody else's register: scheme (wikidata, geonames) and code."""

    scheme: str
    code: str


@value
class Entity:
    """The mentions judged to name the same facility, person, group or place.

    `precision` says how near the point is (`Precision`), where somebody says so; `listed` is what
    the register of facilities tells of it, each detail with its source.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    mentions: tuple[str, ...]
    country: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    precision: str | None = None
    listed: tuple[Detail, ...] = ()


@value
class Passage:
    """The same words in two documents: [start, end) here, [other_start, other_end) there."""

    start: int
    end: int
    other_start: int
    other_end: int


@value
class Change:
    """What a copy says otherwise than the text that it repeats, with the words of both.

    `before` stands in the repeated text, `after` in the copy; null where that side has nothing.
    Where a phrase was dropped or added, the other side is the sentence that lacks it. A headline
    that goes beyond its body has its words in `after`, and in `before` the former headline, or
    the hedged sentence of its body.
    """

    kind: ChangeKind
    before: Span | None
    after: Span | None

    @property
    def wording(self) -> str:
        """Say the change in one line: both sides, or the side that tells."""
        name = self.kind.replace("_", " ")
        if self.kind in ("number_changed", "quotation_altered"):
            return f"{name}: {_quoted(self.before)} -> {_quoted(self.after)}"
        lost = self.kind in ("denial_dropped", "hedge_dropped", "actor_dropped", "left_out")
        return f"{name}: {_quoted(self.before if lost else self.after)}"


def _quoted(span: Span | None) -> str:
    return f'"{shorten(span.text, EXCERPT, placeholder=" …")}"' if span else '""'


@value
class Copy:
    """That `document` repeats `other`; `share` is in thousandths of the smaller text.

    Both may be one document: a post that repeats another in a collection of posts.
    """

    document: str
    other: str
    kind: CopyKind
    share: int
    passages: tuple[Passage, ...]
    changes: tuple[Change, ...] = ()


@value
class Revision:
    """That `document` is a later capture of the address of `other`, and what it changed of it."""

    document: str
    other: str
    changes: tuple[Change, ...] = ()


@value
class Step:
    """One hop from a document towards a first-hand source, with the words that show it."""

    source: str
    target: str
    how: Hop
    evidence: Span
    certain: bool


@value
class Reliability:
    """The Admiralty code's letter of a source: F, it cannot be judged, until a person gives one.

    Nothing computes it. `meaning` says in words what the letter means; `by` and `why` are null and
    empty for F by default.
    """

    letter: str = "F"
    meaning: str = "cannot be judged"
    by: str | None = None
    why: str = ""


@value
class Origin:
    """A first-hand source that articles go back to; `claims` rest on it."""

    id: str
    name: str
    kind: OriginKind
    first_hand: FirstHand
    entity: str | None
    relation: Relation
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    path: tuple[Step, ...]
    reliability: Reliability = Reliability()


@value
class Figure:
    """One stated number of a toll, with the claims and origins that it rests on."""

    min: int | None
    max: int | None
    qualifier: Qualifier
    status: FigureStatus
    said_at: str | None
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@value
class Toll:
    """All figures of one kind and group; `min` and `max` envelop the current ones."""

    kind: Harm
    group: Group
    min: int | None
    max: int | None
    qualifier: Qualifier
    figures: tuple[Figure, ...]


@value
class Accusation:
    """Who names which actor, with which stance; `by` is null for the document's own voice."""

    actor: str
    entity: str | None
    stance: Stance
    by: str | None
    by_entity: str | None
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@value
class Position:
    """One side of a contradiction."""

    value: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@value
class Contradiction:
    """A field of an incident on which claims do not agree."""

    field: str
    positions: tuple[Position, ...]


@value
class Incident:
    """The accounts judged to speak of one event. Its id is its smallest account's.

    `title` names place, facility and date, never an actor. `accounts` are ids.
    """

    id: str
    title: str
    facility: str | None
    place: str | None
    country: str | None
    earliest: str | None
    latest: str | None
    edtf: str | None
    event_types: tuple[EventType, ...]
    weapons: tuple[Weapon, ...]
    effects: tuple[Effect, ...]
    casualties: tuple[Toll, ...]
    responsibility: tuple[Accusation, ...]
    contradictions: tuple[Contradiction, ...]
    origins: tuple[str, ...]
    accounts: tuple[str, ...]


@value
class Grading:
    """How well one proposition stands, by a named scheme, with its reason and origins.

    Where a person gave the grade, `by` names the person and `instead_of` keeps the rule's grade.
    """

    incident: str
    proposition: str
    subject: str
    scheme: str
    grade: str
    why: str
    origins: tuple[str, ...]
    by: str | None = None
    instead_of: str | None = None


@value
class Element:
    """A fact that lawyers ask of an incident: claims (ids) that speak for it and against it.

    Both are empty where the documents tell nothing of it, which answers nothing. `asks` is the
    question, `number` its place among the questions.
    """

    incident: str
    number: int
    element: str
    asks: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


@value
class Counted:
    """What a named profile of counting makes of the figures of one kind and group, by its rule."""

    incident: str
    kind: Harm
    group: Group
    profile: str
    min: int | None
    max: int | None
    rule: str
