"""What follows from all documents, compared with what stands there: only what differs is written.

Comparing goes through the whole case and only reads; so it is done before a writer takes the case,
and decisions, at this desk and at others, wait for the writing alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from solferino.codec import encode, value
from solferino.model import Entity
from solferino.store import findings, index, lists, schema
from solferino.store.lists import Link


@value
class Change:
    """What differs in one table: the ids of rows that go, and rows that come (id, bytes)."""

    table: str
    stale: tuple[str, ...]
    fresh: tuple[tuple[str, bytes], ...]


@value
class Turned:
    """Rows of a table by which lists and pages find things: those that go, and those that come."""

    table: str
    gone: tuple[tuple[str | int, ...], ...]
    new: tuple[tuple[str | int, ...], ...]


@value
class Difference:
    """What differs in all of them, in the index of what happened where, and in the lists."""

    changes: tuple[Change, ...]
    gone: tuple[index.Happened, ...]
    new: tuple[index.Happened, ...]
    lists: tuple[Turned, ...]


def difference(connection: Connection, links: Mapping[Table, Sequence[Link]]) -> Difference:
    """Compare links with those that stand there; a kind that is not given has none."""
    every = [_change(connection, table, links.get(table, ())) for table in schema.LINKS]
    changes = tuple(change for change, _, _ in every if change.stale or change.fresh)
    gone, new = set[index.Happened](), set[index.Happened]()
    lines = set[lists.Line](), set[lists.Line]()
    if {change.table for change in changes} & {schema.incidents.name, schema.entities.name}:
        incidents, entities = (links.get(t, ()) for t in (schema.incidents, schema.entities))
        now, there = index.happening(connection, incidents, entities), index.happened(connection)
        gone, new = there - now, now - there
        told, said = lists.lines(connection, incidents, entities), lists.standing(connection)
        lines = said - told, told - said
    turned = [
        _turned(schema.listed, *lines),
        *_found_by(
            [link for _, old, _ in every for link in old],
            [link for _, _, fresh in every for link in fresh],
        ),
    ]
    return Difference(
        changes=changes, gone=tuple(sorted(gone)), new=tuple(sorted(new)), lists=tuple(turned)
    )


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
    for turned in found.lists:
        lists.file(connection, schema.derived.tables[turned.table], turned.gone, turned.new)


def _change(
    connection: Connection, table: Table, links: Sequence[Link]
) -> tuple[Change, list[Link], list[Link]]:
    """Compare the links of one table; returns those that go and those that come as values too."""
    named = {lists.name_of(link): link for link in links}
    told = [(lists.name_of(link), encode(link)) for link in links]
    rows = dict(told)
    there = {row.id: row.body for row in connection.execute(select(table.c.id, table.c.body)).all()}
    stale = tuple(name for name, body in there.items() if rows.get(name) != body)
    fresh = tuple((name, body) for name, body in told if there.get(name) != body)
    kind = lists.KINDS[table.name]
    old = [findings.read(table, name, there[name], kind) for name in stale]
    change = Change(table=table.name, stale=stale, fresh=fresh)
    return change, old, [named[name] for name, _ in fresh]


def _found_by(old: Sequence[Link], fresh: Sequence[Link]) -> Iterator[Turned]:
    """Tell how the ways to rows and the registries differ, where rows go and come."""
    before, now = ({way for link in some for way in lists.ways_of(link)} for some in (old, fresh))
    yield _turned(schema.ways, before - now, now - before)
    rows = (
        {tuple(lists.registration(e).values()) for e in some if isinstance(e, Entity)}
        for some in (old, fresh)
    )
    gone, new = rows
    yield _turned(schema.registered, gone - new, new - gone)


def _turned(
    table: Table, gone: Iterable[tuple[str | int, ...]], new: Iterable[tuple[str | int, ...]]
) -> Turned:
    keys = len(table.primary_key)  # they come first
    return Turned(
        table=table.name,
        gone=tuple(sorted(row[:keys] for row in gone)),
        new=tuple(sorted(new)),
    )
