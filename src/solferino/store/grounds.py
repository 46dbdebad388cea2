"""Whether what was found in a document really stands there: every span, every reference."""

from collections.abc import Iterable, Iterator

from solferino.model import Assessment, Document, Extraction, Span, Statement


def misplaced(span: Span, document: Document) -> str | None:
    """Say what is wrong with a span of this document; null when its words stand there."""
    if span.document != document.id:
        return f"a span names the document {span.document} instead of {document.id}"
    if not 0 <= span.start < span.end <= len(document.text):
        return f"[{span.start}, {span.end}) lies outside {document.name}"
    if document.text[span.start : span.end] != span.text:
        return f"the words at [{span.start}, {span.end}) of {document.name} are not the span's"
    return None


def spans_of(statement: Statement) -> Iterator[Span]:
    """Everything that a statement points at: what is said, its cue, the speakers' names."""
    yield statement.span
    if statement.cue is not None:
        yield statement.cue
    yield from (voice.span for voice in statement.voice if voice.span is not None)


def unfounded(assessment: Assessment, document: Document | None) -> str | None:
    """Say what is wrong with the words of an assessment; null when all stand in its document."""
    if document is None:
        return f"no such document in this case: {assessment.span.document}"
    spans = (assessment.span, *spans_of(assessment.said))
    return next((wrong for s in spans if (wrong := misplaced(s, document)) is not None), None)


def faults(document: Document, found: Extraction) -> Iterator[str]:
    """Name everything in an extraction that rests on nothing, in words."""
    placed = [
        *(("statement", s.id, span) for s in found.statements for span in spans_of(s)),
        *(("claim", c.id, c.span) for c in found.claims),
        *(("mention", m.id, m.span) for m in found.mentions),
    ]
    for noun, id_, span in placed:
        wrong = misplaced(span, document)
        if wrong is not None:
            yield f"{noun} {id_}: {wrong}"
    statements = {s.id for s in found.statements}
    claims = {c.id for c in found.claims}
    for claim in found.claims:
        if claim.statement not in statements:
            yield f"claim {claim.id}: it names a statement that is not there"
    for account in found.accounts:
        named = (account.facility, account.place, account.time, *account.claims)
        if account.document != document.id:
            yield f"account {account.id}: it names another document"
        if any(c is not None and c not in claims for c in named):
            yield f"account {account.id}: it names a claim that is not there"
    yield from _ambiguous("statement", ((s.id, s) for s in found.statements))
    yield from _ambiguous("claim", ((c.id, c) for c in found.claims))
    yield from _ambiguous("mention", ((m.id, m) for m in found.mentions))
    yield from _ambiguous("account", ((a.id, a) for a in found.accounts))


def _ambiguous(noun: str, things: Iterable[tuple[str, object]]) -> Iterator[str]:
    first: dict[str, object] = {}
    for id_, thing in things:
        if first.setdefault(id_, thing) != thing:
            yield f"{noun} {id_}: two different ones bear this id"
