"""What a search shows of a document: the exact words by which it was found, and what is around."""

from collections.abc import Sequence

from sqlalchemy import Connection

from solferino.codec import value
from solferino.model import Document
from solferino.model.asking import Asked
from solferino.store import lookup
from solferino.store.search import Answered, Hit
from solferino.text.segment import Slice
from solferino.text.sought import places, read_sought

AROUND = 110  # code points shown on either side of the words
TOGETHER = 25  # words further apart than this are not marked together
PLACES = 3  # passages of one document


@value
class Passage:
    """Exact words of a document, half-open in code points, with what stands around them."""

    start: int
    end: int
    before: str
    exact: str
    after: str


@value
class Result:
    """A document that was found, with the passages by which; at least its beginning."""

    hit: Hit
    passages: tuple[Passage, ...]


def results(
    connection: Connection, asked: Asked, people: Answered, hits: Sequence[Hit]
) -> list[Result]:
    """Cut the passages by which documents were found out of their texts."""
    texts = {d.id: d for d in lookup.documents(connection, [hit.document for hit in hits])}
    named = lookup.claims(connection, {claim for hit in hits for claim in hit.claims})
    read = {c.id: c for c in (*named, *people.claims)}
    found = []
    for hit in hits:
        document = texts[hit.document]
        claims = [read[c].span for c in hit.claims]
        spans = [Slice(start=s.start, end=s.end) for s in claims] or _worded(document, asked)
        passages = tuple(passage(document.text, s.start, s.end) for s in spans[:PLACES])
        found.append(Result(hit=hit, passages=passages or (_beginning(document.text),)))
    return found


def _worded(document: Document, asked: Asked) -> list[Slice]:
    """Find the words looked for, those near each other first, in order of place."""
    kept: list[Slice] = []
    for place in places(document.text, read_sought(asked.words)):
        last = kept[-1] if kept else None
        gap = document.text[last.end : place.start] if last else ""
        if last is not None and len(gap) <= TOGETHER and "\n" not in gap:
            kept[-1] = Slice(start=last.start, end=place.end)
        elif last is None or place.start >= last.end + AROUND:
            if len(kept) == PLACES:
                break
            kept.append(place)
    return kept


def passage(text: str, start: int, end: int) -> Passage:
    """Show some words with what stands around them, cut at white space."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return Passage(
        start=start,
        end=end,
        before=("… " if first else "") + " ".join(text[first:start].split()) + _gap(text, start),
        exact=text[start:end],
        after=_gap(text, end)
        + " ".join(text[end:last].split())
        + (" …" if last < len(text) else ""),
    )


def _gap(text: str, at: int) -> str:
    """Keep a space on the seam where there was white space."""
    beside = text[max(0, at - 1) : at + 1]
    return " " if any(c.isspace() for c in beside) else ""


def _beginning(text: str) -> Passage:
    whole = passage(text, 0, 0)
    return Passage(start=0, end=0, before="", exact="", after=whole.after)
