"""Reading what one page needs of a case: rows by their keys, and counts; never the whole."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, String, Table, cast, func, select

from solferino.codec import decode, parse_as
from solferino.errors import BrokenError
from solferino.model import Account, Claim, Document, Entity, Mention, Problem, Statement
from solferino.store import findings, readings, schema

T = TypeVar("T")
BARE = func.json_set(cast(schema.entities.c.body, String), "$.mentions", func.json("[]"))
AT_ONCE = 500  # keys asked for in one statement; SQLite bounds the number of its parameters


def version(connection: Connection) -> int:
    """Read the count that SQLite keeps of what other connections commit.

    Something is read first, so that the number is that of the moment which this transaction sees.
    """
    connection.execute(select(schema.kit.c.part).limit(1)).first()
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def document_ids(connection: Connection) -> set[str]:
    """Return the ids of all documents."""
    return set(connection.execute(select(schema.documents.c.id).distinct()).scalars())


def documents(connection: Connection, ids: Iterable[str]) -> list[Document]:
    """Return the documents among these ids that there are, by id."""
    return [
        decode(body, Document)
        for some in batches(ids)
        for _, body in readings.bodies(connection, some)
    ]


def named(connection: Connection, table: Table, kind: type[T], ids: Iterable[str]) -> list[T]:
    """Return the rows of a table with these ids as values, by id; an unknown id gives none."""
    chosen, found = schema.sought(table.c.id, (table.c.id, table.c.body), (table.c.id,)), []
    for some in batches(ids):
        rows = connection.execute(chosen, schema.keyed(some)).all()
        found += [findings.read(table, id_, body, kind) for id_, body in rows]
    return found


def there(connection: Connection, table: Table, ids: Iterable[str]) -> set[str]:
    """Tell which of these ids a table has."""
    chosen, found = schema.sought(table.c.id, (table.c.id,)), set[str]()
    for some in batches(ids):
        found |= set(connection.execute(chosen, schema.keyed(some)).scalars())
    return found


def accounts(connection: Connection, ids: Iterable[str]) -> list[Account]:
    """Return the accounts with these ids, by id."""
    return named(connection, schema.accounts, Account, ids)


def outlines(connection: Connection, ids: Iterable[str]) -> list[Entity]:
    """Return the entities with these ids, by id, without their mentions, which may be very many."""
    entity, found = schema.entities.c, []
    chosen = schema.sought(entity.id, (entity.id, BARE), (entity.id,))
    for some in batches(ids):
        for id_, body in connection.execute(chosen, schema.keyed(some)).all():
            try:
                found.append(parse_as(body.encode(), Entity))
            except ValueError as error:
                raise BrokenError(f"entities, row {id_}: {error}", findings.AFRESH) from error
    return found


def statements(connection: Connection, ids: Iterable[str]) -> list[Statement]:
    """Return the statements with these ids, by id."""
    return named(connection, schema.statements, Statement, ids)


def claims(connection: Connection, ids: Iterable[str]) -> list[Claim]:
    """Return the claims with these ids, by id."""
    return [claim for some in batches(ids) for claim in findings.claims_named(connection, some)]


def claims_in(connection: Connection, document_ids: Iterable[str]) -> list[Claim]:
    """Return the claims of these documents."""
    some = batches(document_ids)
    return [claim for ids in some for claim in findings.claims_of(connection, ids)]


def statements_in(connection: Connection, document_ids: Iterable[str]) -> list[Statement]:
    """Return the statements of these documents."""
    return _in(connection, schema.statements, Statement, document_ids)


def accounts_in(connection: Connection, document_ids: Iterable[str]) -> list[Account]:
    """Return the accounts that these documents give."""
    return _in(connection, schema.accounts, Account, document_ids)


def mentions(connection: Connection, document_ids: Iterable[str]) -> list[Mention]:
    """Return the mentions in these documents."""
    return _in(connection, schema.mentions, Mention, document_ids)


def _in(
    connection: Connection, table: Table, kind: type[T], document_ids: Iterable[str]
) -> list[T]:
    chosen, found = schema.sought(table.c.document, (table.c.id, table.c.body)), []
    for some in batches(document_ids):
        rows = connection.execute(chosen, schema.keyed(some)).all()
        found += [findings.read(table, id_, body, kind) for id_, body in rows]
    return found


def account_documents(connection: Connection) -> dict[str, str]:
    """Tell of each account which document gives it."""
    table = schema.accounts
    rows = connection.execute(select(table.c.id, table.c.document))
    return {row.id: row.document for row in rows}


def said(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Count the claims of each of these documents that has any."""
    table = schema.claims
    chosen = select(table.c.document, func.count()).where(schema.among(table.c.document, ids))
    return {row.document: row[1] for row in connection.execute(chosen.group_by(table.c.document))}


def described(connection: Connection, mention_ids: Iterable[str]) -> dict[str, list[str]]:
    """Find the documents that hold these mentions and describe a facility, with those claims."""
    claim, mention = schema.claims, schema.mentions
    found: dict[str, list[str]] = {}
    for some in batches(mention_ids):
        where = select(mention.c.document).where(schema.among(mention.c.id, some))
        chosen = (
            select(claim.c.document, claim.c.id)
            .where(claim.c.kind == "profile", claim.c.document.in_(where))
            .order_by(claim.c.id)
        )
        for document, id_ in connection.execute(chosen):
            found.setdefault(document, []).append(id_)
    return found


def of_kinds(connection: Connection, kinds: Iterable[str], document_ids: Iterable[str]) -> set[str]:
    """Name the claims of these kinds in these documents, by id."""
    claim, found = schema.claims, set()
    for some in batches(document_ids):
        chosen = select(claim.c.id).where(
            claim.c.kind.in_(kinds), schema.among(claim.c.document, some)
        )
        found |= set(connection.execute(chosen).scalars())
    return found


def problems(connection: Connection, document: str) -> list[Problem]:
    """Return the problems of one document, by id."""
    return findings.every(connection, schema.problems, Problem, document)


def batches(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    """Cut keys into as many as one statement may ask for, in order and each once."""
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), AT_ONCE):
        yield wanted[at : at + AT_ONCE]
