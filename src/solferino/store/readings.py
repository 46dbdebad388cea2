"""Documents and problems as rows: what became of each receipt.

A file that is received again with other metadata gives the same document twice. Both are kept;
the latest receipt speaks, whatever the order in which they were read. A container gives many
documents under one receipt; they are filed together or not at all.
"""

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Connection, bindparam, delete, exists, func, insert, select
from sqlalchemy.sql.elements import ColumnElement

from solferino.codec import decode, encode
from solferino.model import Document, Problem
from solferino.store import index, schema
from solferino.store.findings import forget

READ = "read"  # the stage at which a receipt has no document
EXTRACT = "extract"  # the stage at which a document has no extraction
DAY = re.compile(r"\d{4}-\d\d-\d\d")
table = schema.documents


def address_of(document: Document) -> str | None:
    """Give the address that is part of a document's name: as its receipt tells it, unchanged."""
    return document.told.url or document.acquisition.url


def file(
    connection: Connection, receipt: str, documents: Sequence[Document], entry: int, at: str
) -> None:
    """Keep the readings of a receipt in place of its earlier ones, problems at reading included.

    What was found in an earlier reading is forgotten where it no longer stands. `entry` and `at`
    are those of the ledger's entry that brought the receipt.
    """
    ids = [document.id for document in documents]
    before = _bodies(connection, ids)
    kept = set(connection.execute(select(table.c.id).where(table.c.receipt == receipt)).scalars())
    connection.execute(delete(table).where(table.c.receipt == receipt))
    rows = [row(document, entry, at) for document in documents]
    if rows:
        connection.execute(insert(table), rows)
    now = _bodies(connection, ids)
    spoken = (
        document if now[document.id] == row["body"] else decode(now[document.id], Document)
        for document, row in zip(documents, rows, strict=True)
    )
    index.file_texts(connection, list(spoken))
    _drop_problems(connection, receipt)
    for stale in sorted(kept.difference(ids)):
        forget(connection, stale)
    for id_, body in before.items():
        if body != now[id_]:
            forget(connection, id_)


def row(document: Document, entry: int, at: str) -> dict[str, Any]:
    """Lay a document out as a row; `entry` and `at` are those of its receipt."""
    told = document.acquisition.received_at or ""
    return {
        "receipt": document.receipt,
        "id": document.id,
        "entry": entry,
        "captured": told if DAY.match(told) else at,
        "original": document.original,
        "text": document.text_sha256,
        "address": document.address,
        "body": encode(dataclasses.replace(document, version_of=None)),
    }


def file_problem(connection: Connection, problem: Problem) -> None:
    """Keep a problem; the same one twice is one."""
    connection.execute(delete(schema.problems).where(schema.problems.c.id == problem.id))
    row = {
        "id": problem.id,
        "stage": problem.stage,
        "receipt": problem.receipt,
        "document": problem.document,
        "body": encode(problem),
    }
    connection.execute(insert(schema.problems).values(row))


def tried(connection: Connection) -> set[str]:
    """Return the receipts that have a document or a problem at reading."""
    problems = schema.problems
    failed = select(problems.c.receipt).where(
        problems.c.stage == READ, problems.c.receipt.is_not(None)
    )
    return set(connection.execute(select(table.c.receipt).union(failed)).scalars())


def unmined(connection: Connection) -> list[str]:
    """Name the documents (ids) that no extractor has looked at, in order."""
    chosen = select(table.c.id).where(_latest(), table.c.id.not_in(_mined()))
    return list(connection.execute(chosen.order_by(table.c.id)).scalars())


def documents(connection: Connection) -> list[Document]:
    """Return all documents by id."""
    chosen = select(table.c.id, table.c.body).where(_latest()).order_by(table.c.id)
    earlier = versions(connection)
    return [
        dataclasses.replace(decode(body, Document), version_of=earlier.get(id_))
        for id_, body in connection.execute(chosen).all()
    ]


def marks(connection: Connection) -> dict[str, int]:
    """Tell of each document (id) by which entry of the ledger it speaks now, by id."""
    chosen = select(table.c.id, func.max(table.c.entry)).group_by(table.c.id).order_by(table.c.id)
    return {row.id: row[1] for row in connection.execute(chosen)}


def bodies(connection: Connection, ids: Sequence[str]) -> list[tuple[str, bytes]]:
    """Give the bytes of documents, by id, as their latest receipts speak; unknown ones give none.

    No more ids than one statement may ask for.
    """
    chosen = select(table.c.id, table.c.body).where(_latest(), schema.among(table.c.id, ids))
    return [(id_, body) for id_, body in connection.execute(chosen.order_by(table.c.id)).all()]


def receipts(connection: Connection) -> list[tuple[str, str]]:
    """Tell of each document (id) which receipt speaks for it."""
    chosen = select(table.c.id, table.c.receipt).where(_latest())
    return [(id_, receipt) for id_, receipt in connection.execute(chosen)]


def document(connection: Connection, id_: str) -> Document | None:
    """Return one document, or null; `version_of` is left out."""
    return named(connection, [id_]).get(id_)


def named(connection: Connection, ids: Sequence[str]) -> dict[str, Document]:
    """Return those of these documents (ids) that there are; `version_of` is left out."""
    return {id_: decode(body, Document) for id_, body in _bodies(connection, ids).items()}


def versions(connection: Connection, of: Sequence[str] | None = None) -> dict[str, str]:
    """For each document with an earlier capture of the same address, the nearest one.

    Where documents (ids) are given, of those alone whose address is one of theirs.
    Earlier by the day that a person tells for its receipt, else by its arrival in the case;
    never by the order of reading. Captures of equal bytes are no versions of each other, unless
    they are different texts in one container.
    """
    content = table.c.original + table.c.text
    several = (
        select(table.c.address)
        .where(table.c.address.is_not(None))
        .group_by(table.c.address)
        .having(func.count(content.distinct()) > 1)
    )
    if of is not None:
        own = select(table.c.address).where(schema.among(table.c.id, of))
        several = several.where(table.c.address.in_(own))
    captured, entry = func.min(table.c.captured), func.min(table.c.entry)
    chosen = (
        select(table.c.address, table.c.id, content)
        .where(table.c.address.in_(several))
        .group_by(table.c.address, table.c.id, content)
        .order_by(table.c.address, captured, entry, table.c.id)
    )
    found: dict[str, str] = {}
    seen: dict[str, list[tuple[str, str]]] = {}
    for address, id_, data in connection.execute(chosen):
        line = seen.setdefault(address, [])
        others = [earlier for earlier, other in line if other != data]
        if others:
            found[id_] = others[-1]
        line.append((id_, data))
    return found


def _latest() -> ColumnElement[bool]:
    later = table.alias()
    return ~exists().where(later.c.id == table.c.id, later.c.entry > table.c.entry)


def _bodies(connection: Connection, ids: Sequence[str]) -> dict[str, bytes]:
    """Fetch documents by id, as the latest receipt of each tells of them."""
    found: dict[str, bytes] = {}
    for some in schema.parcels(ids):
        rows = connection.execute(_TOLD, {"ids": some})
        found.update((id_, body) for id_, body in rows)
    return found


# The latest receipt comes last, and stays.
_TOLD = (
    select(table.c.id, table.c.body)
    .where(table.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(table.c.entry)
)


def _mined() -> CompoundSelect[tuple[str]]:
    failed = select(schema.problems.c.document).where(
        schema.problems.c.stage == EXTRACT, schema.problems.c.document.is_not(None)
    )
    return select(schema.extractions.c.document).union(failed)


def _drop_problems(connection: Connection, receipt: str) -> None:
    connection.execute(
        delete(schema.problems).where(
            schema.problems.c.receipt == receipt, schema.problems.c.stage == READ
        )
    )
