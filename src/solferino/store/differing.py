"""What follows from all documents, compared with what stands there: only what differs is written.

Comparing goes through the whole case and only reads; so it is done before a writer takes the case,
and decisions, at this desk and at others, wait for the writing alone.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from solferino.codec import digest, encode, value
from solferino.model import Copy, Grading
from solferino.store import index, schema
from solferino.store.findings import Link


@value
class Change:
    """What differs in one table: the ids of rows that go, and rows that come (id, bytes)."""

    table: str
    stale: tuple[str, ...]
    fresh: tuple[tuple[str, bytes], ...]


@value
class Difference:
    """What differs in all of them, and in the index of what happened where (rows)."""

    changes: tuple[Change, ...]
    gone: tuple[index.Happened, ...]
    new: tuple[index.Happened, ...]


def difference(connection: Connection, links: Mapping[Table, Sequence[Link]]) -> Difference:
    """Compare links with those that stand there; a kind that is not given has none."""
    every = (_change(connection, table, links.get(table, ())) for table in schema.LINKS)
    changes = tuple(change for change in every if change.stale or change.fresh)
    gone, new = set[index.Happened](), set[index.Happened]()
    if {change.table for change in changes} & {schema.incidents.name, schema.entities.name}:
        incidents, entities = (links.get(t, ()) for t in (schema.incidents, schema.entities))
        now, there = index.happening(connection, incidents, entities), index.happened(connection)
        gone, new = there - now, now - there
    return Difference(changes=changes, gone=tuple(sorted(gone)), new=tuple(sorted(new)))


def file(connection: Connection, found: Difference) -> None:
    """Write what differs; nothing may have been written since it was compared."""
    for change in found.changes:
        table = schema.derived.tables[change.table]
        if change.stale:
            old = [{"old": name} for name in change.stale]
            connection.execute(delete(table).where(table.c.id == bindparam("old")), old)
        if change.fresh:
            rows = [{"id": name, "body": body} for name, body in change.fresh]
            connection.execute(insert(table), rows)
    index.file_happened(connection, found.gone, found.new)


def _change(connection: Connection, table: Table, links: Sequence[Link]) -> Change:
    rows = [(_name(link), encode(link)) for link in links]
    now = dict(rows)
    there = {row.id: row.body for row in connection.execute(select(table.c.id, table.c.body))}
    return Change(
        table=table.name,
        stale=tuple(name for name, body in there.items() if now.get(name) != body),
        fresh=tuple((name, body) for name, body in rows if there.get(name) != body),
    )


def _name(link: Link) -> str:
    return digest(link) if isinstance(link, Copy | Grading) else link.id
