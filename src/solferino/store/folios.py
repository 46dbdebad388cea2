"""Documents with all that was found in them, and the marks by which it is seen what has changed.

What one kit finds in a document follows from the document alone. So under one kit it is enough to
know which documents there are, which receipt speaks for each, and whether it was mined.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from solferino.codec import value
from solferino.model import Document, Extraction
from solferino.store import findings, readings, schema

FEW = 200  # documents that are fetched one by one; more are quicker fetched with all others

Mark = tuple[str, str | None, bool]  # receipt, the document that it is a version of, mined or not


@value
class Folio:
    """A document, with what was found in it as it was found."""

    document: Document
    found: Extraction


def marks(connection: Connection) -> dict[str, Mark]:
    """Tell what stands for each document that there is, by id: equal marks, equal folios."""
    mined = set(connection.execute(select(schema.extractions.c.document)).scalars())
    earlier = readings.versions(connection)
    return {
        id_: (receipt, earlier.get(id_), id_ in mined)
        for id_, receipt in readings.receipts(connection)
    }


def folios(connection: Connection, wanted: Collection[str]) -> Iterator[Folio]:
    """Fetch the documents with these ids, in order of ids, with what was found in each."""
    if len(wanted) > FEW:
        yield from _of_all(connection, frozenset(wanted))
        return
    earlier = readings.versions(connection)
    for id_ in sorted(wanted):
        document = readings.document(connection, id_)
        if document is not None:
            told = replace(document, version_of=earlier.get(id_))
            yield Folio(document=told, found=findings.of(connection, id_))


def _of_all(connection: Connection, wanted: frozenset[str]) -> Iterator[Folio]:
    documents = [d for d in readings.documents(connection) if d.id in wanted]
    statements, claims, mentions, accounts = findings.by_document(connection)
    for document in documents:
        found = Extraction(
            document=document.id,
            statements=tuple(statements.get(document.id, ())),
            claims=tuple(claims.get(document.id, ())),
            mentions=tuple(mentions.get(document.id, ())),
            accounts=tuple(accounts.get(document.id, ())),
        )
        yield Folio(document=document, found=found)
