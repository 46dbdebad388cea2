"""Rows of the sheets that tell what came in and what it says: documents, statements, claims, …."""

from collections.abc import Iterator
from dataclasses import fields

from solferino.codec import identify
from solferino.model import Value
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.sheets import Cell, Row, joined


def claims(clerk: Clerk) -> Iterator[Row]:
    """Write out the claims, by document and place in the text."""
    view = clerk.view
    disputed = set(view.picture.disputed)
    for claim in sorted(view.claims.values(), key=view.order):
        span = claim.span
        yield {
            "id": claim.id,
            "kind": claim.kind,
            "words": span.text,
            "reads": phrase.wording(claim.value),
            "said_by": joined(clerk.speakers(claim)),
            "sentence": view.statements[claim.statement].span.text,
            "document_name": clerk.document(span.document),
            "document": span.document,
            "start": span.start,
            "end": span.end,
            "page": clerk.place(span),
            "incidents": joined(view.incidents_of(claim.id)),
            "accounts": joined(clerk.accounts_by_claim.get(claim.id, ())),
            "statement": claim.statement,
            "entity": view.entity_of(claim),
            "rule": claim.rule,
            "confidence": claim.confidence,
            "review": claim.review,
            "disputed": True if claim.id in disputed else None,
            **value_cells(claim.value),
        }


def value_cells(told: Value) -> Row:
    """Spell out a value in the cells of its fields, `value.min` and so on; null is left empty."""
    return {f"value.{f.name}": _cell(getattr(told, f.name)) for f in fields(told)}


def _cell(told: str | int | tuple[str, ...] | None) -> Cell:
    return joined(told) if isinstance(told, tuple) else told


def statements(clerk: Clerk) -> Iterator[Row]:
    """Write out the statements, by document and place in the text."""
    view = clerk.view
    order = sorted(
        view.statements.values(),
        key=lambda s: (clerk.document(s.span.document), s.span.start, s.span.end, s.id),
    )
    for told in order:
        span = told.span
        yield {
            "id": told.id,
            "words": span.text,
            "voice": joined(v.name for v in told.voice),
            "voice_kinds": joined(v.kind for v in told.voice),
            "entity": view.entity_of_voice(span.document, told.voice[0] if told.voice else None),
            "cue": told.cue.text if told.cue else None,
            "act": told.act,
            "polarity": told.polarity,
            "modality": told.modality,
            "document_name": clerk.document(span.document),
            "document": span.document,
            "start": span.start,
            "end": span.end,
            "page": clerk.place(span),
            "rule": told.rule,
            "confidence": told.confidence,
        }


def documents(clerk: Clerk) -> Iterator[Row]:
    """Write out the documents, by name."""
    view = clerk.view
    accounts: dict[str, int] = {}
    for account in view.accounts.values():
        accounts[account.document] = accounts.get(account.document, 0) + 1
    told: dict[str, int] = {}
    for claim in view.claims.values():
        told[claim.span.document] = told.get(claim.span.document, 0) + 1
    for document in sorted(view.documents.values(), key=lambda d: (d.name, d.id)):
        described, came = document.described, document.acquisition
        yield {
            "id": document.id,
            "name": document.name,
            **{f.name: getattr(described, f.name) for f in fields(described)},
            "media_type": document.media_type,
            "reader": document.reader,
            "sha256": document.original,
            "text_sha256": document.text_sha256,
            "characters": len(document.text),
            "version_of": document.version_of,
            "collector": came.collector,
            "received_at": came.received_at,
            "received_from": came.received_from,
            "method": came.method,
            "final_url": came.final_url,
            "note": came.note,
            "accounts": accounts.get(document.id, 0),
            "claims": told.get(document.id, 0),
        }


def copies(clerk: Clerk) -> Iterator[Row]:
    """Write out which document repeats which, once for each pair."""
    view = clerk.view
    held = {identify("copy", c.document, c.other, c.kind): c for c in view.picture.copies}
    for name, copy in sorted(held.items()):
        yield {
            "id": name,
            "document_name": clerk.document(copy.document),
            "other_name": clerk.document(copy.other),
            "kind": copy.kind,
            "share": copy.share,
            "changes": joined(change.wording for change in copy.changes),
            "document": copy.document,
            "other": copy.other,
        }


def decisions(clerk: Clerk) -> Iterator[Row]:
    """Write out what people said of claims, by id."""
    orphaned = set(clerk.view.picture.orphaned)
    for said in sorted(clerk.view.picture.assessments, key=lambda a: a.id):
        yield {
            "id": said.id,
            "claim": said.claim.id,
            "words": said.span.text,
            "decision": said.decision,
            "by": said.by,
            "why": said.why,
            "orphaned": True if said.id in orphaned else None,
        }


def problems(clerk: Clerk) -> Iterator[Row]:
    """Write out what could not be read or understood, by id."""
    held = {p.id: p for p in clerk.view.picture.problems}
    for name, problem in sorted(held.items()):
        yield {
            "id": name,
            "name": problem.name,
            "document": problem.document,
            "stage": problem.stage,
            "message": problem.message,
            "remedy": problem.remedy,
        }
