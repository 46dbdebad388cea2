"""What people decide about what was found: facts that anybody may take back, never overwrite.

Each says who decided (`by`) and why, and may name in `retracts` one of its kind that it takes
back (`standing.py`). Times stand in the ledger, beside the entry that brought the fact.
"""

from dataclasses import replace
from typing import Literal, get_args

from solferino.codec import Named, encode, identify, value
from solferino.model.saying import Claim, Statement, Value, read_value
from solferino.model.source import Span
from solferino.model.terms import Confidence, Decision, Relation

PERSON_RULE = "person"  # the rule of a claim that a person found
Answer = Literal["replied", "none", "not_asked"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
Relevance = Literal["relevant", "not_relevant", "belongs"]


@value
class Assessment(Named):
    """A person's answer about one claim: it is right, it is this instead, or it is wrong.

    The claim goes along as it was found (its `kind` and its value as canonical JSON in `found`),
    so that what a person accepted stands also when another engine does not find it any more.
    `said` is its statement, which goes along for the same reason. `corrected` is the value
    instead, of the same kind; null unless the decision is "correct". `beside` is a claim (id) of
    the account that a claim found by hand belongs to, or null.
    """

    span: Span
    said: Statement
    kind: str
    found: str
    rule: str
    confidence: Confidence
    decision: Decision
    by: str
    why: str = ""
    corrected: str | None = None
    beside: str | None = None
    retracts: str | None = None

    def _named(self) -> str:
        """Digest of the assessment's content."""
        return identify("assessment", self)

    @property
    def claim(self) -> Claim:
        """The claim as it was found; `BrokenError` where its value is none of its kind."""
        return Claim(
            span=self.span,
            statement=self.said.id,
            value=read_value(self.kind, self.found.encode()),
            rule=self.rule,
            confidence=self.confidence,
        )

    @property
    def by_hand(self) -> bool:
        """Whether a person found the claim, and no engine."""
        return self.rule == PERSON_RULE

    @property
    def instead(self) -> Value | None:
        """The corrected value, or null."""
        return None if self.corrected is None else read_value(self.kind, self.corrected.encode())


def assess(
    claim: Claim, said: Statement, decision: Decision, *, by: str, why: str = ""
) -> Assessment:
    """Put a person's yes or no to a claim, made in the statement `said`, on record.

    Raises `ValueError` for a correction, which needs a value (see `correct`).
    """
    if decision == "correct":
        raise ValueError("a correction needs the right value")
    return _about(claim, said, decision, by, why)


def correct(claim: Claim, said: Statement, instead: Value, *, by: str, why: str = "") -> Assessment:
    """Record that a claim's words mean another value, of the same kind.

    Raises `ValueError` where the two are not of one kind, or are the same.
    """
    if type(instead) is not type(claim.value):
        raise ValueError(f"a claim of {claim.kind} is corrected by another {claim.kind}")
    found = _about(claim, said, "correct", by, why)
    return replace(found, corrected=encode(instead).decode())


def find_by_hand(
    found: Value, span: Span, said: Statement, *, by: str, why: str = "", beside: str | None = None
) -> Assessment:
    """Record a claim that a person found: its words, the statement that they stand in.

    `beside` is any claim (id) of the account that it belongs to.
    """
    claim = Claim(span=span, statement=said.id, value=found, rule=PERSON_RULE, confidence="high")
    return replace(_about(claim, said, "accept", by, why), beside=beside)


def _about(claim: Claim, said: Statement, decision: Decision, by: str, why: str) -> Assessment:
    found = claim.value if claim.proposed is None else claim.proposed
    return Assessment(
        span=claim.span,
        said=said,
        kind=claim.kind,
        found=encode(found).decode(),
        rule=claim.rule,
        confidence=claim.confidence,
        decision=decision,
        by=by,
        why=why,
    )


@value
class Related:
    """How an origin stands to the parties of the conflict, said by a person under one rule.

    `origin` is the origin's id, or that of a mention of the entity that it stands for. It is never
    a score.
    """

    origin: str
    relation: Relation
    by: str
    why: str
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("related", self)


@value
class Rated:
    """How reliable a person holds a source to be, by the letters of the Admiralty code.

    `source` is the id of an origin, or of a mention of the speaker or publisher: origins that
    stand for an entity are found by it whatever comes in later. `name` is what it was called then;
    where the id is found no more, the only origin of that name is meant.
    """

    source: str
    name: str
    letter: str
    by: str
    why: str
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("rated", self)


@value
class Override:
    """A grade that a person gives to a proposition, in place of the rule's; the reason is required.

    `account` is the id of any account of the incident: incidents are grouped anew each time,
    accounts stay. `proposition`, `subject` and `scheme` are those of the grading.
    """

    account: str
    proposition: str
    subject: str
    scheme: str
    grade: str
    by: str
    why: str
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("override", self)


@value
class Hearing:
    """What came of asking a party for its side: who asked, when, and what it answered.

    `account` is the id of any account of the incident, `party` the name under which the desk lists
    it. `asked_on` is an ISO date. `text` is the reply in full; null unless it replied.
    """

    account: str
    party: str
    status: Answer
    by: str
    why: str = ""
    asked_by: str | None = None
    asked_on: str | None = None
    text: str | None = None
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("hearing", self)


@value
class Triage:
    """What a coder says of a document that came in: relevant or not, by which criterion.

    With "belongs", `account` is the id of an account of the incident that it belongs to.
    `assignee` is who is to code it, or null.
    """

    document: str
    relevance: Relevance
    by: str
    criterion: str = ""
    why: str = ""
    account: str | None = None
    assignee: str | None = None
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("triage", self)
