"""Which text a document repeats first of all, and what a translation takes over from it."""

from collections.abc import Iterator, Mapping, Sequence

from solferino.codec import identify
from solferino.model import Claim, Copy, Document, Passage, Span
from solferino.origins.testimony import Leg, Testimony, document_key


def sources(documents: Sequence[Document], copies: Sequence[Copy]) -> Mapping[str, Sequence[Copy]]:
    """List for each document the copies in which it repeats another, the source first.

    The source is one that itself repeats none of the others; then the first published.
    """
    days = {d.id: d.described.published or "9999" for d in documents}
    arrows = {(c.document, c.other) for c in copies}
    found: dict[str, list[Copy]] = {}
    for copy in copies:
        found.setdefault(copy.document, []).append(copy)

    def rank(copy: Copy, others: Sequence[Copy]) -> tuple[int, str, str]:
        again = sum((copy.other, o.other) in arrows for o in others)
        return again, days.get(copy.other, ""), copy.other

    return {name: sorted(own, key=lambda c: rank(c, own)) for name, own in found.items()}


def translated(
    found: Sequence[Testimony],
    documents: Sequence[Document],
    claims: Sequence[Claim],
    copies: Sequence[Copy],
) -> Iterator[Testimony]:
    """Give a translation of which nothing could be extracted the testimonies of its source.

    It goes back to whoever speaks in the paragraphs that it translates. It adds no claim.
    """
    text = {document.id: document for document in documents}
    place = {claim.id: claim.span for claim in claims}
    spoken = {t.document for t in found}
    by_document: dict[str, list[Testimony]] = {}
    for testimony in found:
        by_document.setdefault(testimony.document, []).append(testimony)
    for name, held in sorted(sources(documents, copies).items()):
        copy = next((c for c in held if c.kind == "translation" and c.other in spoken), None)
        if copy is None or name in spoken:
            continue
        for testimony in by_document[copy.other]:
            passage = _passage(copy, [place[claim] for claim in testimony.claims])
            if passage is not None:
                yield Testimony(
                    id=identify("testimony", name, testimony.id),
                    document=name,
                    speaker=testimony.speaker,
                    claims=(),
                    legs=(_leg(copy, text[name].span(passage.start, passage.end)),),
                    tells=testimony.tells,
                )


def _passage(copy: Copy, spans: Sequence[Span]) -> Passage | None:
    """Find the first paragraph that some words were translated in."""
    for passage in copy.passages:
        for span in spans:
            inside = passage.other_start <= span.start < passage.other_end
            if inside and span.document == copy.other:
                return passage
    return None


def _leg(copy: Copy, evidence: Span) -> Leg:
    return Leg(
        source=document_key(copy.document),
        target=document_key(copy.other),
        names=(copy.document, copy.other),
        how="translates",
        evidence=evidence,
        certain=False,
    )
