"""Whether what is derived stands on the facts: texts, receipts, and every span."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from solferino.codec import identify, sha256, value
from solferino.model import Copy, Document, Extraction, Origin, Receipt, Span, inside
from solferino.store import findings, grounds, readings, schema
from solferino.store.derived import Derived
from solferino.store.findings import AFRESH
from solferino.store.report import Finding


@value
class Footing:
    """What stands on nothing, and how many documents and spans were looked at."""

    findings: tuple[Finding, ...]
    documents: int
    spans: int


def footing(derived: Derived, receipts: dict[str, Receipt]) -> Footing:
    """Check every document against its receipt, and all that was found against its text."""
    wrong: list[str] = []
    spans = 0
    with derived.database.transaction() as connection:
        documents = {d.id: d for d in readings.documents(connection)}
        for document in documents.values():
            found = findings.of(connection, document.id)
            wrong += _document(document, receipts.get(document.receipt))
            wrong += grounds.faults(document, found)
            spans += len(_spans(found))
        wrong += _homeless(connection, documents)
        for origin in findings.every(connection, schema.origins, Origin):
            spans += len(origin.path)
            wrong += _origin(origin, documents)
        for copy in findings.copies(connection):
            wrong += _copy(copy, documents)
    told = tuple(Finding(message=message, remedy=AFRESH) for message in wrong)
    return Footing(findings=told, documents=len(documents), spans=spans)


def _document(document: Document, receipt: Receipt | None) -> Iterator[str]:
    named = f"the document {document.id} ({document.name})"
    if receipt is None:
        yield f"{named}: its receipt is not among the facts"
    elif receipt.original != document.original or not _described(document, receipt):
        yield f"{named} differs from its receipt"
    if sha256(document.text.encode()) != document.text_sha256:
        yield f"{named}: its text was altered"
    content = (document.original, document.text_sha256, document.name)
    if identify("document", *content, readings.address_of(document)) != document.id:
        yield f"{named}: its id is not that of its content"
    for part in document.parts:
        if not 0 <= part.start <= part.end <= len(document.text):
            yield f"{named}: its {part.kind} at [{part.start}, {part.end}) lies outside the text"


def _described(document: Document, receipt: Receipt) -> bool:
    """Whether a document, or one inside the original, is named and described as its receipt."""
    path = document.name.removeprefix(f"{receipt.name}/")
    if path != document.name:
        seen_at = document.acquisition.received_at
        receipt = inside(receipt, path, document.format_told, seen_at)
    own = (document.name, document.told, document.acquisition)
    return own == (receipt.name, receipt.told, receipt.acquisition)


def _spans(found: Extraction) -> list[Span]:
    spans = [span for statement in found.statements for span in grounds.spans_of(statement)]
    return spans + [c.span for c in found.claims] + [m.span for m in found.mentions]


def _homeless(connection: Connection, documents: dict[str, Document]) -> Iterator[str]:
    for table in schema.FINDINGS:
        for id_, document in connection.execute(select(table.c.id, table.c.document)):
            if document not in documents:
                yield f"{table.name}, row {id_}: its document is not there"


def _origin(origin: Origin, documents: dict[str, Document]) -> Iterator[str]:
    for step in origin.path:
        document = documents.get(step.evidence.document)
        if document is None:
            yield f"origin {origin.id}: a step's evidence is in no document of the case"
            continue
        wrong = grounds.misplaced(step.evidence, document)
        if wrong is not None:
            yield f"origin {origin.id}: {wrong}"


def _copy(copy: Copy, documents: dict[str, Document]) -> Iterator[str]:
    here, there = documents.get(copy.document), documents.get(copy.other)
    if here is None or there is None:
        yield f"a copy names a document that is not there: {copy.document}, {copy.other}"
        return
    for change in copy.changes:
        for span, document in ((change.before, there), (change.after, here)):
            own = here if span and span.document == here.id else document
            wrong = grounds.misplaced(span, own) if span else None
            if wrong is not None:
                yield f"a change between {here.name} and {there.name}: {wrong}"
    for p in copy.passages:
        inside = 0 <= p.start < p.end <= len(here.text)
        if not (inside and 0 <= p.other_start < p.other_end <= len(there.text)):
            yield f"a passage lies outside {here.name} or {there.name}: [{p.start}, {p.end})"
