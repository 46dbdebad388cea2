"""One document under extraction: what was laid out and heard, and the notebook of claims.

The notebook gives every claim the statement that it stands in; words outside all attributed
statements are the document's own voice, in a statement of their own clause.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from solferino.codec import value
from solferino.extract.confidence import settled
from solferino.extract.days.time import Anchor
from solferino.extract.named.facility import Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Layout, Passage
from solferino.extract.syntax.tree import Tree
from solferino.extract.voice.acts import manner_of
from solferino.extract.voice.author import speaks_in
from solferino.extract.voice.contents import trimmed
from solferino.model import AUTHORED, Claim, Document, PlaceValue, Statement, Value, Voice
from solferino.model.terms import Act, Confidence
from solferino.ports import Gazetteer

ACTS: tuple[Act, ...] = ("appeals", "condemns", "warns", "promises")


@value
class Spot:
    """A place named at [start, end); `kind` is city, region, country, or unknown to us."""

    start: int
    end: int
    value: PlaceValue
    kind: str


@value
class Study:
    """Passages with their names and facilities, the attributed statements, and the anchors.

    `names`, `facilities` and `spots` run parallel to `layout.passages`. `countries` are those
    that the text names, most often first, `told` the names that its grammar makes places. `trees`
    are those of sentences that had to be parsed, by number of the passage; `deeds` are those of
    sentences whose doer is sought. `people` says
    in which passage the text first has each noun for people. `author` speaks in the text's own
    voice; null where that is nobody's in particular.
    """

    layout: Layout
    names: tuple[tuple[Name, ...], ...]
    facilities: tuple[tuple[Facility, ...], ...]
    statements: tuple[Statement, ...]
    gazetteer: Gazetteer
    anchor: Anchor | None
    countries: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    spots: tuple[tuple[Spot, ...], ...] = ()
    trees: Mapping[int, Tree] = field(default_factory=dict)
    deeds: Mapping[int, Tree] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)
    author: Voice | None = None

    @property
    def document(self) -> Document:
        """Give the document under study."""
        return self.layout.document

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Give its passages."""
        return self.layout.passages

    def obeys(self, rule: str) -> bool:
        """Whether a rule is in force; `rule` is an id of the rulebook."""
        return rule not in self.layout.without

    def anchor_of(self, passage: Passage) -> Anchor | None:
        """Give the date that a passage's dates are read against: its post's, else the text's."""
        if passage.part is not None and passage.part.date is not None:
            return Anchor(date=passage.part.date, source="post")
        return self.anchor

    def voiced(self, start: int, end: int) -> Statement | None:
        """Find the innermost attributed statement that holds most of a stretch."""
        touching = [s for s in self.statements if s.span.start < end and start < s.span.end]
        if not touching:
            return None

        def overlap(statement: Statement) -> tuple[int, int, int]:
            shared = min(end, statement.span.end) - max(start, statement.span.start)
            return shared, len(statement.voice), -len(statement.span.text)

        best = max(touching, key=overlap)
        return best if overlap(best)[0] * 2 > end - start else None


def countries_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Give the countries that passages name, most often first; adjectives count half."""
    counts: Counter[str] = Counter()
    for passage in passages:
        if passage.zone == "boilerplate":
            continue
        for term in passage.of("country", "demonym"):
            counts[term.code] += 2 if term.category == "country" else 1
    return tuple(code for code, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


class Notebook:
    """Gathers claims, and the own-voice statements that they need."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.attributed = {s.id: s for s in study.statements}
        self.own: dict[str, Statement] = {}
        self.claims: dict[str, Claim] = {}

    def note(
        self,
        where: tuple[int, int],
        what: Value,
        rule: str,
        confidence: Confidence = "medium",
        said: tuple[int, int] | None = None,
    ) -> Claim:
        """Note a claim on the exact words [start, end); the same claim twice is one.

        `said` are the words whose statement it stands in, where they are not all of its own.
        A claim by a rule that is switched off, or in a statement by one, is made and not kept.
        """
        start, end = where
        statement = self.study.voiced(*(said or where)) or self._own(start, end)
        claim = Claim(
            span=self.study.document.span(start, end),
            statement=statement.id,
            value=what,
            rule=rule,
            confidence=settled(rule, confidence),
        )
        if not (self.study.obeys(rule) and self.study.obeys(statement.rule)):
            return claim
        return self.claims.setdefault(claim.id, claim)

    def kept(self, claim: Claim | None) -> str | None:
        """Give the id of a claim that stands in the notebook; null for one that was not kept."""
        return claim.id if claim is not None and claim.id in self.claims else None

    def speaker(self, claim: Claim) -> str | None:
        """Name who makes a claim; null for the document's own voice."""
        statement = self.attributed.get(claim.statement) or self.own[claim.statement]
        return statement.voice[0].name if statement.voice else None

    def statements(self) -> tuple[Statement, ...]:
        """Give all statements, attributed and own, in order of place."""
        used = {c.statement for c in self.claims.values()}
        own = [s for s in self.own.values() if s.id in used]
        every = self.attributed | {s.id: s for s in own}
        return tuple(sorted(every.values(), key=lambda s: (s.span.start, s.span.end, s.id)))

    def _own(self, start: int, end: int) -> Statement:
        """Make the statement of the document's own voice around a stretch of words."""
        passage = self.study.layout.at(start)
        first, last = (start, end) if passage is None else self._clause(passage, start, end)
        author = self.study.author
        own = author is not None and passage is not None and speaks_in(passage, start, end)
        rule = AUTHORED if own else "voice/own"
        statement = Statement(
            span=self.study.document.span(first, last),
            voice=(author,) if author is not None and own else (),
            rule=rule,
            confidence=settled(rule, "high"),
        )
        if passage is not None:
            words = passage.word_at(first), passage.word_at(last - 1) + 1
            manner = manner_of(passage, *words, _act(passage, *words) if own else "asserts", None)
            statement = replace(
                statement, act=manner.act, polarity=manner.polarity, modality=manner.modality
            )
        return self.own.setdefault(statement.id, statement)

    def _clause(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """Cut the passage back to what no attributed statement covers, around [start, end)."""
        first, last = passage.start, passage.end
        for statement in self.study.statements:
            span = statement.span
            if span.end <= start and span.end > first:
                first = span.end
            if span.start >= end and span.start < last:
                last = span.start
        ends = trimmed(passage, first, max(last, end))
        return ends if ends and ends[0] <= start and end <= ends[1] else (start, end)


def _act(passage: Passage, first: int, last: int) -> Act:
    """Read what an author does with own words: ask, judge, warn or promise, else assert."""
    told = (t for t in passage.of("speech_object") if first <= t.first < last)
    return next((a for t in told for a in ACTS if t.code == a), "asserts")
