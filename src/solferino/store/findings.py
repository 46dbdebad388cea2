"""What was found in documents, and what follows from all of them together, as rows."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from solferino.codec import decode, encode, value
from solferino.errors import BrokenError
from solferino.model import (
    VALUE_TYPES,
    Account,
    Claim,
    Copy,
    Extraction,
    Grading,
    Mention,
    Span,
    Statement,
)
from solferino.model.terms import Confidence
from solferino.store import index, lists, schema

T = TypeVar("T")
AFRESH = "Run `solferino work --afresh`: what is derived is built again from the facts."


@value
class Shell:
    """A claim without its value, which is stored beside it under its kind."""

    span: Span
    statement: str
    rule: str
    confidence: Confidence


def file(connection: Connection, found: Sequence[Extraction]) -> None:
    """Keep what was found in some documents, in place of what was found there before."""
    for mined in _mined(connection, [one.document for one in found]):
        _drop(connection, mined)
    _fill(connection, schema.extractions, ({"document": one.document} for one in found))
    for table, of in (
        (schema.statements, "statements"),
        (schema.mentions, "mentions"),
        (schema.accounts, "accounts"),
    ):
        things = ((one.document, {t.id: t for t in getattr(one, of)}) for one in found)
        rows = (
            {"id": id_, "document": document, "body": encode(thing)}
            for document, told in things
            for id_, thing in told.items()
        )
        _fill(connection, table, rows)
    claims = ((one.document, {c.id: c for c in one.claims}) for one in found)
    rows = (
        {"id": id_, "document": document, **_claim_row(claim)}
        for document, told in claims
        for id_, claim in told.items()
    )
    _fill(connection, schema.claims, rows)
    index.file_claims(connection, found)


def _mined(connection: Connection, documents: Sequence[str]) -> list[str]:
    """Name those of these documents (ids) in which something was looked for already."""
    own = schema.extractions.c.document
    return [
        id_
        for some in schema.parcels(documents)
        for id_ in connection.execute(select(own).where(own.in_(some))).scalars()
    ]


def forget(connection: Connection, document: str) -> None:
    """Drop what was found in a document and its problems, and all links, which may rest on it."""
    _drop(connection, document)
    connection.execute(delete(schema.problems).where(schema.problems.c.document == document))
    index.forget_text(connection, document)
    for table in (*schema.LINKS, schema.happened):
        connection.execute(delete(table))
    lists.forget(connection)


def every(
    connection: Connection, table: Table, kind: type[T], document: str | None = None
) -> list[T]:
    """Return all rows of a table, or those of one document, as values, by id."""
    chosen = select(table.c.id, table.c.body).order_by(table.c.id)
    if document is not None:
        chosen = chosen.where(table.c.document == document)
    return [read(table, id_, body, kind) for id_, body in connection.execute(chosen).all()]


def read(table: Table, id_: str, body: bytes, kind: type[T]) -> T:
    """Decode one row as a value; `BrokenError` names the row."""
    try:
        return decode(body, kind)
    except BrokenError as error:
        raise BrokenError(f"{table.name}, row {id_}: {error.message}", AFRESH) from error


def of(connection: Connection, document: str) -> Extraction:
    """Return what was found in one document; its problems are not among it."""
    return Extraction(
        document=document,
        statements=tuple(every(connection, schema.statements, Statement, document)),
        claims=tuple(claims(connection, document)),
        mentions=tuple(every(connection, schema.mentions, Mention, document)),
        accounts=tuple(every(connection, schema.accounts, Account, document)),
    )


def by_document(
    connection: Connection,
) -> tuple[
    dict[str, list[Statement]],
    dict[str, list[Claim]],
    dict[str, list[Mention]],
    dict[str, list[Account]],
]:
    """Return all that was found, by document, each in order of ids."""
    return (
        _grouped((s.span.document, s) for s in statements(connection)),
        _grouped((c.span.document, c) for c in claims(connection)),
        _grouped((m.span.document, m) for m in mentions(connection)),
        _grouped((a.document, a) for a in accounts(connection)),
    )


def _grouped(found: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for document, thing in found:
        groups.setdefault(document, []).append(thing)
    return groups


def claims(connection: Connection, document: str | None = None) -> list[Claim]:
    """Return all claims, or those of one document, by id."""
    table = schema.claims
    chosen = select(table.c.id, table.c.kind, table.c.value, table.c.body).order_by(table.c.id)
    if document is not None:
        chosen = chosen.where(table.c.document == document)
    return [_claim(*row) for row in connection.execute(chosen).all()]


def claims_named(connection: Connection, ids: Sequence[str]) -> list[Claim]:
    """Return the claims with these ids, by id."""
    claim = schema.claims.c
    chosen = schema.sought(claim.id, (claim.id, claim.kind, claim.value, claim.body), (claim.id,))
    return [_claim(*row) for row in connection.execute(chosen, schema.keyed(ids)).all()]


def claims_of(connection: Connection, documents: Sequence[str]) -> list[Claim]:
    """Return the claims of these documents, by id; no more than one statement may ask for."""
    claim = schema.claims.c
    shown = claim.id, claim.kind, claim.value, claim.body
    chosen = schema.sought(claim.document, shown, (claim.id,))
    return [_claim(*row) for row in connection.execute(chosen, schema.keyed(documents)).all()]


def statements(connection: Connection) -> list[Statement]:
    """Return all statements, by id."""
    return every(connection, schema.statements, Statement)


def mentions(connection: Connection) -> list[Mention]:
    """Return all mentions, by id."""
    return every(connection, schema.mentions, Mention)


def accounts(connection: Connection) -> list[Account]:
    """Return all accounts, by id."""
    return every(connection, schema.accounts, Account)


def copies(connection: Connection) -> list[Copy]:
    """Return all copies, by the two documents."""
    found = every(connection, schema.copies, Copy)
    return sorted(found, key=lambda c: (c.document, c.other))


def gradings(connection: Connection) -> list[Grading]:
    """Return all gradings, by incident and proposition."""
    return list(in_order(every(connection, schema.gradings, Grading)))


def in_order(gradings: Iterable[Grading]) -> tuple[Grading, ...]:
    """Sort gradings by incident and proposition."""
    order = sorted(gradings, key=lambda g: (g.incident, g.proposition, g.subject, g.scheme))
    return tuple(order)


def _drop(connection: Connection, document: str) -> None:
    index.forget_claims(connection, document)
    tables: Iterable[Table] = (schema.extractions, *schema.FINDINGS)
    for table in tables:
        connection.execute(delete(table).where(table.c.document == document))


def _fill(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    full = list(rows)
    if full:
        connection.execute(insert(table), full)


def _claim_row(claim: Claim) -> dict[str, Any]:
    shell = Shell(
        span=claim.span, statement=claim.statement, rule=claim.rule, confidence=claim.confidence
    )
    return {"kind": claim.kind, "value": encode(claim.value), "body": encode(shell)}


def _claim(id_: str, kind: str, content: bytes, body: bytes) -> Claim:
    if kind not in VALUE_TYPES:
        raise BrokenError(f"claims, row {id_}: no such kind of claim as {kind!r}", AFRESH)
    shell = read(schema.claims, id_, body, Shell)
    return Claim(
        span=shell.span,
        statement=shell.statement,
        value=read(schema.claims, id_, content, VALUE_TYPES[kind]),
        rule=shell.rule,
        confidence=shell.confidence,
    )
