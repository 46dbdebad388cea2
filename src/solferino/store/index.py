"""The index by which a case is searched: words of texts, who says what, what happened where.

All of it is derived and written together with what it is made of. Words stand in full-text indexes
of SQLite (FTS5) that keep keys only: neither texts nor their spelling. A document's number begins
with its day of publication, and the numbers of what is said in it with its own, so that the index
gives what was published last first, without sorting.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from solferino.model import BlameValue, Claim, Document, Entity, Extraction, Incident, Statement
from solferino.store import schema
from solferino.text.sought import keyed

DAY = 10  # characters of an ISO date
BY_DAY = 1 << 24  # documents of one day, at most
BY_DOCUMENT = 1 << 14  # rows of what is said in one document, at most
FIELDS = "kind, speaker, blamed"
TOKENS = "content='', tokenize=\"unicode61 remove_diacritics 0\""


def make(connection: Connection) -> None:
    """Make the full-text indexes where there are none."""
    for table in (f"texts USING fts5(keys, {TOKENS})", f"sayings USING fts5({FIELDS}, {TOKENS})"):
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE IF NOT EXISTS {table}")


def clear(connection: Connection) -> None:
    """Empty the full-text indexes; the other tables are emptied like all others."""
    for table in ("texts", "sayings"):
        connection.exec_driver_sql(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608


def spaced(text: str) -> str:
    """Write the keys of a text with spaces between them and around."""
    return f" {' '.join(word.key for word in keyed(text))} "


def file_text(connection: Connection, document: Document) -> None:
    """Index a text, unless it is, and put right what is told of it.

    Where the day of publication is told otherwise than before, the document gets another number.
    """
    table, told = schema.indexed, document.described
    row = {
        "name": document.name,
        "title": told.title or "",
        "published": (told.published or "")[:DAY],
        "language": told.language or "",
    }
    own = table.c.document == document.id
    known = connection.execute(select(table.c.title, table.c.published).where(own)).one_or_none()
    if known is not None and tuple(known) == (row["title"], row["published"]):
        connection.execute(table.update().where(own).values(**row))
        return
    forget_text(connection, document.id, gone=True)
    number = _next(connection, row["published"])
    connection.execute(insert(table).values(number=number, document=document.id, **row))
    words = spaced(f"{row['title']}\n{document.text}")
    connection.exec_driver_sql("INSERT INTO texts (rowid, keys) VALUES (?, ?)", (number, words))


def _next(connection: Connection, published: str) -> int:
    """Find the next free number of a day; documents without one come last."""
    first = _ordinal(published) * BY_DAY
    column = schema.indexed.c.number
    taken = select(func.max(column)).where(column >= first, column < first + BY_DAY)
    last = connection.execute(taken).scalar()
    return first if last is None else last + 1


def _ordinal(published: str) -> int:
    try:
        return date.fromisoformat(published).toordinal()
    except ValueError:
        return 0


def forget_text(connection: Connection, document: str, *, gone: bool = False) -> None:
    """Take a document out of the index if it is no longer there, or is to be taken as `gone`.

    Its number stays taken without a document, since the full-text index, which keeps no text,
    cannot take its words out again.
    """
    there = select(schema.documents.c.id).where(schema.documents.c.id == document)
    if gone or connection.execute(there).first() is None:
        forget_claims(connection, document)
        table = schema.indexed
        left = table.update().where(table.c.document == document)
        connection.execute(left.values(document=None, name="", title="", language=""))


def _number(connection: Connection, document: str) -> int | None:
    table = schema.indexed
    chosen = select(table.c.number).where(table.c.document == document)
    return connection.execute(chosen).scalar()


def file_claims(connection: Connection, found: Extraction) -> None:
    """Index who says what in a document, and who is blamed."""
    number = _number(connection, found.document)
    if number is None:
        return
    said = {s.id: s for s in found.statements}
    claims = {c.id: c for c in found.claims}.values()
    counted = Counter(about(claim, said[claim.statement]) for claim in claims)
    ordered = sorted(counted.items())[: BY_DOCUMENT - 1]
    for at, ((kind, speaker, blamed), count) in enumerate(ordered, number * BY_DOCUMENT):
        row = {"kind": kind, "speaker": speaker, "blamed": blamed}
        told = {"number": at, "document": number, "claims": count, **row}
        connection.execute(insert(schema.said).values(**told))
        connection.exec_driver_sql(
            "INSERT INTO sayings (rowid, kind, speaker, blamed) VALUES (?, ?, ?, ?)",
            (at, kind, speaker, blamed),
        )


def forget_claims(connection: Connection, document: str) -> None:
    """Take what was said in a document out of the index."""
    number = _number(connection, document)
    if number is not None:
        connection.exec_driver_sql(
            "INSERT INTO sayings (sayings, rowid, kind, speaker, blamed) "
            "SELECT 'delete', number, kind, speaker, blamed FROM said WHERE document = ?",
            (number,),
        )
        connection.execute(delete(schema.said).where(schema.said.c.document == number))


def about(claim: Claim, statement: Statement) -> tuple[str, str, str]:
    """Tell of a claim what it is found by: kind, speakers and blamed actor as keys."""
    blamed = claim.value.actor if isinstance(claim.value, BlameValue) else ""
    speakers = " | ".join(voice.name for voice in statement.voice)
    return claim.kind, spaced(speakers), spaced(blamed)


def file_incidents(
    connection: Connection, incidents: Iterable[object], entities: Iterable[object]
) -> None:
    """Index what happened where and when, for each document that tells of it."""
    connection.execute(delete(schema.happened))
    account, text = schema.accounts, schema.indexed
    joined = select(account.c.id, text.c.number).where(account.c.document == text.c.document)
    told = {row.id: row.number for row in connection.execute(joined)}
    names = {
        e.id: spaced(" | ".join((e.name, *e.names)))
        for e in entities
        if isinstance(e, Entity) and e.kind == "facility"
    }
    rows = [
        row for i in incidents if isinstance(i, Incident) for row in _incident_rows(i, told, names)
    ]
    if rows:
        connection.execute(insert(schema.happened), rows)


def _incident_rows(
    incident: Incident, told: Mapping[str, int], names: Mapping[str, str]
) -> Iterable[dict[str, object]]:
    for document in sorted({told[a] for a in incident.accounts if a in told}):
        yield {
            "incident": incident.id,
            "document": document,
            "facility": names.get(incident.facility or "", spaced(incident.title)),
            "country": incident.country or "",
            "earliest": incident.earliest or "",
            "latest": incident.latest or incident.earliest or "",
        }
