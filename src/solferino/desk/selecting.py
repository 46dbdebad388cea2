"""Words that a person selects in a document: exact characters, and the statement they stand in."""

from collections.abc import Mapping

from solferino.errors import UngroundedError, UsageError
from solferino.model import (
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    Document,
    Extraction,
    FacilityValue,
    PlaceValue,
    Span,
    Statement,
    Value,
)
from solferino.model.ruling import PERSON_RULE
from solferino.text.number import numbers
from solferino.text.segment import sentences

AGAIN = "Open the document again and choose its words anew."


def chosen(document: Document, form: Mapping[str, str]) -> Span:
    """Read which words were chosen: by their place, or by themselves where that is but one.

    `start` and `end` are code points; `words` must be exactly what stands there, line breaks as a
    form sends them aside. Raises `UngroundedError` where they are not.
    """
    words = form.get("words", "").replace("\r\n", "\n")
    start, end = form.get("start", ""), form.get("end", "")
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        first, last = int(start), int(end)
        if not 0 <= first < last <= len(document.text):
            raise UngroundedError("these words lie outside the text", AGAIN)
        span = document.span(first, last)
        if span.text.replace("\r\n", "\n") != words:
            raise UngroundedError("these are not the exact words of the document", AGAIN)
        return span
    found = document.text.count(words) if words else 0
    if found != 1:
        raise UsageError(
            f"these words stand {found} times in the document" if words else "no words were chosen",
            "Give more words around them, so that they stand there once.",
        )
    at = document.text.index(words)
    return document.span(at, at + len(words))


def stands_in(document: Document, span: Span, found: Extraction) -> tuple[Statement, str | None]:
    """Find the statement that words stand in, and a claim (id) of the account they belong to.

    The smallest statement around the words; where there is none, their sentence in the document's
    own voice. The account is that of the nearest claim, where the document tells of one event only
    or the claim stands in the same statement.
    """
    around = [s for s in found.statements if s.span.start <= span.start and span.end <= s.span.end]
    said = min(around, key=lambda s: (s.span.end - s.span.start, s.id), default=None)
    if said is None:
        said = _own_voice(document, span, found)
    claims = {c.id: c for c in found.claims}
    joined = [c for a in found.accounts for c in a.claims if claims[c].statement == said.id]
    if not joined and len(found.accounts) == 1:
        joined = list(found.accounts[0].claims)
    near = min(joined, key=lambda c: (abs(claims[c].span.start - span.start), c), default=None)
    return said, near


def _own_voice(document: Document, span: Span, found: Extraction) -> Statement:
    held = [s for s in sentences(document.text) if s.start < span.end and span.start < s.end]
    start = min([span.start, *(s.start for s in held)])
    end = max([span.end, *(s.end for s in held)])
    author = next((s.voice for s in found.statements if s.own and s.voice), ())
    where = document.span(start, end)
    return Statement(span=where, voice=author, rule=PERSON_RULE, confidence="high")


def guessed(kind: str, span: Span) -> Value | None:
    """Guess a value from words that a person chose, to begin with; null where nothing is guessed.

    Only what the words themselves are: a number for a figure, the words for a name.
    """
    words = span.text
    made: dict[str, Value] = {
        "casualty": _figure(words),
        "facility": FacilityValue(name=words, role="attacked", type="hospital"),
        "place": PlaceValue(name=words),
        "blame": BlameValue(actor=words, stance="alleged"),
        "characterization": CharacterizationValue(term=words),
        "circumstance": CircumstanceValue(topic="warning", value=words),
    }
    return made.get(kind)


def _figure(words: str) -> CasualtyValue:
    found = [n for n in numbers(words) if n.kind != "ordinal"]
    low, high = (found[0].min, found[0].max) if len(found) == 1 else (None, None)
    return CasualtyValue(kind="killed", group="total", min=low, max=high, qualifier="exact")
