"""The document's page: its text cut at claims for the first paint, and the cards beside it."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, get_args

from markupsafe import Markup

from solferino.codec import value
from solferino.model import Claim, Document, place_of
from solferino.model.ruling import PERSON_RULE
from solferino.model.terms import Review
from solferino.publish.phrasing import Phrasing
from solferino.review import Reviewed

Family = Literal["what", "harm", "blame", "other"]
FAMILIES: tuple[Family, ...] = get_args(Family)
OF_KIND: dict[str, Family] = {
    **dict.fromkeys(("facility", "place", "time", "event", "weapon", "effect"), "what"),
    **dict.fromkeys(("casualty", "tally", "service"), "harm"),
    **dict.fromkeys(("blame", "circumstance", "characterization"), "blame"),
}
At = tuple[int, int]  # code points of the text, half-open


@value
class Card:
    """One claim: what it is, in plain words, with its exact words and where they stand.

    `value` is as it stands; `found` is what the engine found where a person corrected it, else "".
    """

    id: str
    kind: str
    family: Family
    label: str
    value: str
    found: str
    review: Review
    disputed: bool
    by_hand: bool
    exact: str
    start: int
    end: int
    where: str


@value
class Utterance:
    """One statement with its chain of speakers, nearest first, and the claims inside it."""

    id: str
    start: int
    end: int
    voices: tuple[str, ...]
    manner: str
    text: str
    cards: tuple[Card, ...]


@value
class Hidden:
    """A character that shows nothing by itself and steers how others are shown."""

    code: str
    name: str
    places: tuple[int, ...]


@value
class Highlight:
    """A claim as the page's script marks it."""

    id: str
    family: Family
    start: int
    end: int


@value
class Exact:
    """The text as the script sets it, with its digest and what to mark in it."""

    text: str
    sha256: str
    spans: tuple[Highlight, ...]


def exact(document: Document, found: Reviewed) -> Exact:
    """Give what the page's script needs; offsets are code points."""
    return Exact(
        text=document.text,
        sha256=document.text_sha256,
        spans=tuple(
            Highlight(id=c.id, family=family(c), start=c.span.start, end=c.span.end)
            for c in in_order(found.claims)
        ),
    )


def utterances(document: Document, found: Reviewed, phrasing: Phrasing) -> tuple[Utterance, ...]:
    """List the statements in order of the text, each with its claims as people left them."""
    held: dict[str, list[Claim]] = {}
    for claim in in_order(found.claims):
        held.setdefault(claim.statement, []).append(claim)
    ordered = sorted(found.statements, key=lambda s: (s.span.start, s.span.end, s.id))
    return tuple(
        Utterance(
            id=s.id,
            start=s.span.start,
            end=s.span.end,
            voices=tuple(v.name for v in s.voice),
            manner=phrasing.manner(s),
            text=s.span.text,
            cards=tuple(card(c, document, found, phrasing) for c in held.get(s.id, ())),
        )
        for s in ordered
        if s.voice or s.id in held
    )


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Sort claims by their place in the text."""
    return sorted(claims, key=lambda c: (c.span.start, c.span.end, c.id))


def family(claim: Claim) -> Family:
    """Say which of the four colours a claim has."""
    return OF_KIND.get(claim.kind, "other")


def hidden(text: str) -> tuple[Hidden, ...]:
    """Find the characters of format in a text: direction marks, joiners, soft hyphens."""
    places: dict[str, list[int]] = {}
    for at, character in enumerate(text):
        if not character.isascii() and unicodedata.category(character) in {"Cf", "Zl", "Zp"}:
            places.setdefault(character, []).append(at)
    return tuple(
        Hidden(
            code=f"U+{ord(c):04X}",
            name=unicodedata.name(c, "unnamed character").lower(),
            places=tuple(at),
        )
        for c, at in sorted(places.items())
    )


def painted(text: str, claims: Sequence[Claim], at: At | None) -> Markup:
    """Write the text with `<mark>` around claims, for a browser without script.

    The first piece of `at` gets the id `here`. Taking the marks away gives the text.
    """
    cuts = {0, len(text)} | {p for c in claims for p in (c.span.start, c.span.end)}
    cuts |= set(at or ())
    ordered = sorted(p for p in cuts if 0 <= p <= len(text))
    opening: dict[int, list[Claim]] = {}
    for claim in claims:
        opening.setdefault(claim.span.start, []).append(claim)
    pieces, held = [], list[Claim]()
    for start, end in pairwise(ordered):
        held = [c for c in held if c.span.end > start] + opening.get(start, [])
        first, last = at or (0, 0)
        here = first <= start < last
        pieces.append(_piece(text[start:end], held, here=here, first=here and start == first))
    return Markup().join(pieces)


def _piece(text: str, held: Sequence[Claim], *, here: bool, first: bool) -> Markup:
    if not held and not here:
        return Markup.escape(text)
    kinds = [family(held[-1])] if held else []
    name = Markup(' id="here"') if first else Markup()
    return Markup('<mark class="{}"{}>{}</mark>').format(
        " ".join([*kinds, *(["here"] if here else [])]), name, text
    )


def card(claim: Claim, document: Document, found: Reviewed, phrasing: Phrasing) -> Card:
    """Put one claim into words."""
    return Card(
        id=claim.id,
        kind=claim.kind,
        family=family(claim),
        label=phrasing.label(claim.value, claim.kind),
        value=phrasing.wording(claim.value),
        found=phrasing.wording(claim.proposed) if claim.proposed is not None else "",
        review=claim.review,
        disputed=claim.id in found.disputed,
        by_hand=claim.rule == PERSON_RULE,
        exact=claim.span.text,
        start=claim.span.start,
        end=claim.span.end,
        where=_where(document, claim.span.start, phrasing),
    )


def _where(document: Document, start: int, phrasing: Phrasing) -> str:
    place = place_of(document, start)
    if place is None:
        return ""
    page, line = place
    if line is None:
        return phrasing.say("document.page", page=page)
    return phrasing.say("document.line", page=page, line=line)
