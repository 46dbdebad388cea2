"""A value as the desk shows it: with its words and speaker, and what people decided of it."""

from collections.abc import Collection, Iterable

from solferino.calibration import worth
from solferino.codec import value
from solferino.desk.filling import Worded
from solferino.model import CasualtyValue, Claim, ProfileValue, ServiceValue, Statement, Value
from solferino.model.ruling import PERSON_RULE
from solferino.model.terms import Review
from solferino.publish.phrasing import Phrasing
from solferino.publish.quote import Quoter
from solferino.publish.said import Said, Teller
from solferino.publish.view import View


@value
class Spoken(Said):
    """A value with its claim (id) and what stands of it.

    `found` is what the engine found where a person corrected it, else "". `worth` tells what its
    `confidence` was worth where that was measured.
    """

    claim: str
    document: str
    kind: str
    review: Review
    disputed: bool
    by_hand: bool
    own_voice: bool
    found: str
    confidence: str
    worth: str

    @property
    def address(self) -> str:
        """Where its words are opened."""
        return f"/documents/{self.document}?at={self.quote.start}-{self.quote.end}#here"


class DeskPhrasing(Phrasing):
    """Words for values on a page, where days go from left to right also behind Arabic words."""

    def days(self, earliest: str | None, latest: str | None) -> str:
        """Say an interval of days, bounds as ISO dates."""
        return Worded(super().days(earliest, latest))

    def wording(self, value: Value) -> str:
        """Say a value."""
        return Worded(super().wording(value))


class DeskTeller(Teller):
    """Shows claims in the language of who looks, with what people decided."""

    def __init__(
        self,
        view: View,
        documents: Iterable[str],
        quoter: Quoter,
        phrasing: Phrasing,
        disputed: Collection[str] = (),
    ) -> None:
        """Tell in these words; `disputed` names claims on which people do not agree."""
        super().__init__(view, documents, quoter)
        self.phrasing = phrasing
        self._disputed = disputed
        self._told: dict[str, Spoken] = {}

    def said(self, claim: Claim, label: str = "") -> Spoken:  # noqa: ARG002  (worded here)
        """Show a claim; one that stands at several places of a page is worded once."""
        id_ = claim.id
        if id_ not in self._told:
            self._told[id_] = self._said(claim, id_)
        return self._told[id_]

    def _said(self, claim: Claim, id_: str) -> Spoken:
        statement = self.view.statements[claim.statement]
        return Spoken(
            label=self._label(claim),
            value=self.phrasing.wording(claim.value),
            note=self.phrasing.manner(statement, claim.value),
            by=self.speaker(statement),
            quote=self.quoter.quote(claim.span),
            source=self.number(claim.span.document),
            claim=id_,
            document=claim.span.document,
            kind=claim.kind,
            review=claim.review,
            disputed=id_ in self._disputed,
            by_hand=claim.rule == PERSON_RULE,
            own_voice=not statement.voice,
            found="" if claim.proposed is None else self.phrasing.wording(claim.proposed),
            confidence=claim.confidence,
            worth=worth(
                self.view.documents[claim.span.document].described.language,
                claim.kind,
                claim.confidence,
                claim.rule,
            ),
        )

    def speaker(self, statement: Statement) -> str:
        """Name the chain of speakers, nearest first; an empty chain is the document's own."""
        say = self.phrasing.say
        if statement.voice:
            between = f"{say('phrase.comma')}{say('phrase.according_to')} "
            return between.join(voice.name for voice in statement.voice)
        document = self.view.documents[statement.span.document]
        return say("phrase.own_voice", name=document.described.publisher or document.name)

    def _label(self, claim: Claim) -> str:
        told = claim.value
        if isinstance(told, ServiceValue):
            return self.phrasing.say("incident.lost" if told.lost else "incident.given")
        if isinstance(told, CasualtyValue):
            return self.phrasing.label(told, claim.kind)
        if isinstance(told, ProfileValue):
            return self.phrasing.words(told.property)
        narrower = getattr(told, "stance", None) or getattr(told, "topic", None)
        return self.phrasing.words(narrower or claim.kind)
