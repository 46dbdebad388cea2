"""The index by which a case is searched: words of texts, who says what, what happened where.

All of it is derived and written together with what it is made of. Words stand in full-text indexes
of SQLite (FTS5) that keep keys only: neither texts nor their spelling. A document's number begins
with its day of publication, and the numbers of what is said in it with its own, so that the index
gives what was published last first, without sorting.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from solferino.model import BlameValue, Claim, Document, Entity, Extraction, Incident, Statement
from solferino.store import schema
from solferino.text.fold import fold
from solferino.text.sought import sought_keys

DAY = 10  # characters of an ISO date
BY_DAY = 1 << 24  # documents of one day, at most
BY_DOCUMENT = 1 << 14  # rows of what is said in one document, at most
TOLD = ("incident", "document", "facility", "country", "earliest", "latest")
Happened = tuple[str, int, str, str, str, str]  # a row of `happened`, in this order
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


@lru_cache(maxsize=1 << 12)
def _spaced_name(name: str) -> str:
    return spaced(name)


def spaced(text: str) -> str:
    """Write the keys of a text with spaces between them and around."""
    return f" {' '.join(sought_keys(text))} "


def file_texts(connection: Connection, documents: Sequence[Document]) -> None:
    """Index texts, unless they are, and put right what is told of them.

    Where the day of publication is told otherwise than before, a document gets another number.
    """
    table = schema.indexed
    rows = {document.id: _row(document) for document in documents}
    there = _told(connection, list(rows))
    same = [id_ for id_, row in rows.items() if there.get(id_) == (row["title"], row["published"])]
    if same:
        own = table.update().where(table.c.document == bindparam("own"))
        connection.execute(own, [{"own": id_, **rows.pop(id_)} for id_ in same])
    for id_ in sorted(there.keys() & rows.keys()):
        forget_text(connection, id_, gone=True)
    fresh = {document.id: document for document in documents if document.id in rows}
    if not fresh:
        return
    numbers = dict(zip(fresh, _numbers(connection, rows.values()), strict=True))
    made = [{"number": numbers[id_], "document": id_, **row} for id_, row in rows.items()]
    connection.execute(insert(table), made)
    told = [
        (numbers[id_], spaced(f"{rows[id_]['title']}\n{document.text}"))
        for id_, document in fresh.items()
    ]
    connection.exec_driver_sql("INSERT INTO texts (rowid, keys) VALUES (?, ?)", told)


def _row(document: Document) -> dict[str, str]:
    told = document.described
    named = (document.name, told.title, told.publisher, told.author)
    return {
        "name": document.name,
        "title": told.title or "",
        "published": (told.published or "")[:DAY],
        "language": told.language or "",
        "words": fold(" ".join(filter(None, named))),
    }


def _told(connection: Connection, documents: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Say what is told of the documents (ids) that are indexed: title and day."""
    table = schema.indexed
    chosen = select(table.c.document, table.c.title, table.c.published)
    return {
        id_: (title, published)
        for some in schema.parcels(documents)
        for id_, title, published in connection.execute(chosen.where(table.c.document.in_(some)))
    }


def _numbers(connection: Connection, rows: Iterable[Mapping[str, str]]) -> Iterator[int]:
    """Give each the next free number of its day; documents without one come last."""
    last: dict[int, int] = {}
    for row in rows:
        day = _ordinal(row["published"])
        last[day] = last[day] + 1 if day in last else _next(connection, day)
        yield last[day]


def _next(connection: Connection, day: int) -> int:
    """Find the next free number of a day."""
    first = day * BY_DAY
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
        connection.execute(left.values(document=None, name="", title="", language="", words=""))


def _numbered(connection: Connection, documents: Sequence[str]) -> dict[str, int]:
    """Give the numbers of the documents (ids) that are indexed."""
    table = schema.indexed
    chosen = select(table.c.document, table.c.number)
    return {
        id_: number
        for some in schema.parcels(documents)
        for id_, number in connection.execute(chosen.where(table.c.document.in_(some)))
    }


def file_claims(connection: Connection, found: Sequence[Extraction]) -> None:
    """Index who says what in some documents, and who is blamed."""
    numbers = _numbered(connection, [one.document for one in found])
    rows = [
        row
        for one in found
        if one.document in numbers
        for row in _said_rows(numbers[one.document], one)
    ]
    if rows:
        connection.execute(insert(schema.said), rows)
        connection.exec_driver_sql(
            "INSERT INTO sayings (rowid, kind, speaker, blamed) VALUES (?, ?, ?, ?)",
            [(row["number"], row["kind"], row["speaker"], row["blamed"]) for row in rows],
        )


def _said_rows(number: int, found: Extraction) -> Iterator[dict[str, object]]:
    said = {s.id: s for s in found.statements}
    claims = {c.id: c for c in found.claims}.values()
    counted = Counter(about(claim, said[claim.statement]) for claim in claims)
    ordered = sorted(counted.items())[: BY_DOCUMENT - 1]
    for at, ((kind, speaker, blamed), count) in enumerate(ordered, number * BY_DOCUMENT):
        row = {"kind": kind, "speaker": speaker, "blamed": blamed}
        yield {"number": at, "document": number, "claims": count, **row}


def forget_claims(connection: Connection, document: str) -> None:
    """Take what was said in a document out of the index."""
    number = _numbered(connection, [document]).get(document)
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
    return claim.kind, _spaced_name(speakers), _spaced_name(blamed)


def happening(
    connection: Connection, incidents: Iterable[object], entities: Iterable[object]
) -> set[Happened]:
    """Tell what happened where and when, for each document that tells of it."""
    account, text = schema.accounts, schema.indexed
    joined = select(account.c.id, text.c.number).where(account.c.document == text.c.document)
    told = {row.id: row.number for row in connection.execute(joined)}
    names = {
        e.id: spaced(" | ".join((e.name, *e.names)))
        for e in entities
        if isinstance(e, Entity) and e.kind == "facility"
    }
    every = (i for i in incidents if isinstance(i, Incident))
    return {row for i in every for row in _incident_rows(i, told, names)}


def happened(connection: Connection) -> set[Happened]:
    """Return what stands in the index of what happened."""
    return {tuple(row) for row in connection.execute(select(*(schema.happened.c[n] for n in TOLD)))}


def file_happened(
    connection: Connection, gone: Sequence[Happened], new: Sequence[Happened]
) -> None:
    """Take rows out of the index of what happened, and put others in."""
    table = schema.happened
    if gone:
        same = (table.c.incident == bindparam("one"), table.c.document == bindparam("other"))
        old = [{"one": row[0], "other": row[1]} for row in gone]
        connection.execute(delete(table).where(*same), old)
    if new:
        connection.execute(insert(table), [dict(zip(TOLD, row, strict=True)) for row in new])


def _incident_rows(
    incident: Incident, told: Mapping[str, int], names: Mapping[str, str]
) -> Iterable[Happened]:
    for document in {told[a] for a in incident.accounts if a in told}:
        yield (
            incident.id,
            document,
            names.get(incident.facility or "", spaced(incident.title)),
            incident.country or "",
            incident.earliest or "",
            incident.latest or incident.earliest or "",
        )
