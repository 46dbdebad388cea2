"""One value as a page shows it: in plain words, with its exact words, its speaker, its source."""

from collections.abc import Iterable
from dataclasses import replace

from solferino.calibration import worth
from solferino.codec import value
from solferino.model import Claim, Span, Statement
from solferino.publish.quote import Quote, Quoter
from solferino.publish.speech import Speech, english
from solferino.publish.view import View
from solferino.redact import WITHHELD
from solferino.text.fold import fold


@value
class Said:
    """A value with all that a reader needs to check it.

    `label` says what the value is, `note` how it is said where that is not a plain assertion,
    `source` is the number of the document in the page's list of sources, `trust` tells how sure
    the engine is, by which rule or model, and what that was worth where it was measured; it is
    empty where rules are not published.
    """

    label: str
    value: str
    note: str
    by: str
    quote: Quote
    source: int
    trust: str = ""


@value
class Ground:
    """One value of a field with the first words it rests on, and all the further ones."""

    first: Said
    more: tuple[Said, ...]


def gathered(said: Iterable[Said]) -> Iterable[Ground]:
    """Put sayings of one value of one field together, in order of first mention.

    Values that differ only in capitals, accents or the shape of an apostrophe are one.
    """
    held: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        if one.value == WITHHELD:
            continue  # nothing of it leaves: a row of marks tells nothing
        held.setdefault((one.label, fold(one.value)), []).append(one)
    return (Ground(first=group[0], more=tuple(group[1:])) for group in held.values())


class Teller:
    """Shows claims of a view, numbering its documents."""

    def __init__(
        self,
        view: View,
        documents: Iterable[str],
        quoter: Quoter,
        speech: Speech | None = None,
    ) -> None:
        """Give each document a number, by name, from 1; null says everything in English."""
        self.view = view
        self.quoter = quoter
        self.speech = speech or english()
        named = {d: view.documents[d] for d in set(documents)}
        self.sources = tuple(sorted(named.values(), key=lambda d: (d.name, d.id)))
        self._numbers = {d.id: n for n, d in enumerate(self.sources, start=1)}

    def said(self, claim: Claim, label: str = "") -> Said:
        """Show a claim."""
        statement = self.view.statements[claim.statement]
        return Said(
            label=label or self.speech.words(claim.kind),
            value=self.speech.wording(claim.value),
            note=self.speech.manner(statement, claim.value),
            by=self.speaker(statement),
            quote=self.quote(claim.span),
            source=self.number(claim.span.document),
            trust=self._trust(claim),
        )

    def _trust(self, claim: Claim) -> str:
        if not claim.rule:  # a publication names no rule: a person answers for its values
            return ""
        language = self.view.documents[claim.span.document].described.language
        known = worth(language, claim.kind, claim.confidence, claim.rule)
        sure = self.speech.words(claim.confidence)
        told = self.speech.told(known)
        return self.speech.page("trust", confidence=sure, known=told, rule=claim.rule)

    def number(self, document: str) -> int:
        """Give the number of a document in the page's list of sources."""
        return self._numbers[document]

    def speaker(self, statement: Statement) -> str:
        """Name the chain of speakers, nearest first; an empty chain is the document's own."""
        document = self.view.documents[statement.span.document]
        return self.speech.speaker(statement, document.described.publisher or document.name)

    def quote(self, span: Span) -> Quote:
        """Show words in their sentence, also those that are no claim, as of a citation."""
        quote = self.quoter.quote(span)
        place = self.speech.told(quote.place)
        return quote if place == quote.place else replace(quote, place=place)
