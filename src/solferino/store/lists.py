"""By what lists and pages find rows: orders, words, ways from one thing to another, and counts.

All of it is derived, and written together with what it is made of, so that a page asks only for
what it shows. A way follows from one row alone. The line of an incident follows from it, the names
of its facility and the roles of its accounts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, String, Table, cast, delete, func, insert, select

from solferino.codec import digest
from solferino.model import Copy, Entity, Grading, Incident, Judgement, Origin
from solferino.store import schema
from solferino.text.fold import fold

Link = Entity | Copy | Origin | Incident | Grading | Judgement
Way = tuple[str, str, str]  # what the key is, the key, the row that it leads to
Line = tuple[str | int, ...]  # a row of `listed`, in the order of its columns
FEWEST = 3  # letters of a word by which names are found alike
UNDATED = "9999"  # sorts incidents without a day last
MONTH = 7  # characters of an ISO month
COUNTED = ("statements", "claims", "origins", "incidents", "copies", "problems")
# A document may come by several receipts, and is counted once.
OTHERS = "(SELECT count(*) FROM documents WHERE id = {row}.id)"
TALLIES = (
    *((name, name, "INSERT", "+", "") for name in COUNTED),
    *((name, name, "DELETE", "-", "") for name in COUNTED),
    ("documents", "documents", "INSERT", "+", f"WHEN {OTHERS.format(row='NEW')} = 1"),
    ("documents", "documents", "DELETE", "-", f"WHEN {OTHERS.format(row='OLD')} = 0"),
)
KINDS: dict[str, type[Link]] = {
    "entities": Entity,
    "copies": Copy,
    "origins": Origin,
    "incidents": Incident,
    "gradings": Grading,
    "questions": Judgement,
}


def make(connection: Connection) -> None:
    """Make what counts rows as they come and go, where it is not there."""
    for name, table, when, sign, which in TALLIES:
        counted = f"UPDATE tallies SET number = number {sign} 1 WHERE name = '{name}'"  # noqa: S608
        connection.exec_driver_sql(
            f"CREATE TRIGGER IF NOT EXISTS {name}_{when.lower()} AFTER {when} ON {table} {which} "
            f"BEGIN {counted}; END"
        )
    begin(connection)


def begin(connection: Connection) -> None:
    """Count what is there; where nothing is, from zero on."""
    connection.execute(delete(schema.tallies))
    for name in (*COUNTED, "documents"):
        column = schema.derived.tables[name].c.id
        counted = select(func.count(column.distinct()))
        number = connection.execute(counted).scalar_one()
        connection.execute(insert(schema.tallies).values(name=name, number=number))


def forget(connection: Connection) -> None:
    """Drop everything that follows from links."""
    for table in schema.LISTS:
        connection.execute(delete(table))


def name_of(link: Link) -> str:
    """Name the row of a link: a copy or grading is named by its content."""
    return digest(link) if isinstance(link, Copy | Grading) else link.id


def ways_of(link: Link) -> Iterator[Way]:
    """Tell from what one comes to a row."""
    match link:
        case Entity():
            yield from (("mention", mention, link.id) for mention in link.mentions)
            yield from (("word", f"{link.kind} {word}", link.id) for word in words_of(link))
            called = {fold(name) for name in (link.name, *link.names)}
            yield from (("name", f"{link.kind} {name}", link.id) for name in called)
        case Incident():
            yield from (("account", account, link.id) for account in link.accounts)
            yield from (("named", entity, link.id) for entity in named_in(link))
            days = {link.earliest, link.latest} - {None}
            yield from (("day", str(day), link.id) for day in days)
        case Copy():
            yield from (("copy", end, name_of(link)) for end in {link.document, link.other})
        case Grading():
            yield "graded", link.incident, name_of(link)
        case Judgement():
            yield from (("asked", end, link.id) for end in {link.left, link.right})


def names_of(entity: Entity) -> list[str]:
    """List the names of an entity, those on lists included, each once."""
    noted = (d.value for d in entity.listed if d.property == "name")
    return list(dict.fromkeys((entity.name, *entity.names, *noted)))


def words_of(entity: Entity) -> set[str]:
    """Give the longer words of an entity's names, folded."""
    return {w for name in names_of(entity) for w in fold(name).split() if len(w) >= FEWEST}


def is_described(entity: Entity) -> bool:
    """Whether a facility has no name of its own, and is told only by what it is ("a clinic").

    Told by the letters: a name has a capital wherever it stands. Scripts without capitals do not
    tell.
    """
    return entity.kind == "facility" and entity.name.lower() in entity.names and _has_case(entity)


def _has_case(entity: Entity) -> bool:
    """Whether a name is written in a script that has capitals."""
    return entity.name.lower() != entity.name.upper()


def named_in(incident: Incident) -> set[str]:
    """Name the entities (ids) that an incident has as facility, accused or accuser."""
    named = {incident.facility}
    for accusation in incident.responsibility:
        named |= {accusation.entity, accusation.by_entity}
    return {name for name in named if name is not None}


def registration(entity: Entity) -> dict[str, str | int]:
    """Lay out by what a registry lists an entity."""
    return {
        "id": entity.id,
        "kind": entity.kind,
        "described": int(is_described(entity)),
        "name": fold(entity.name),
        "words": fold(" ".join(names_of(entity))),
        "pointed": int(entity.latitude is not None),
    }


def lines(connection: Connection, incidents: Iterable[Link], entities: Iterable[Link]) -> set[Line]:
    """Lay out by what lists show incidents, and charts count them."""
    names = {
        e.id: " ".join(e.names) for e in entities if isinstance(e, Entity) and e.kind == "facility"
    }
    aside = backgrounds(connection)
    return {_line(i, names, aside) for i in incidents if isinstance(i, Incident)}


def _line(incident: Incident, names: Mapping[str, str], aside: set[str]) -> Line:
    first, last = incident.earliest or "", incident.latest or ""
    same = first[:MONTH] if first[:MONTH] == last[:MONTH] else ""
    facility, place, country = incident.facility or "", incident.place or "", incident.country or ""
    told = (incident.title, place, country, first, last, names.get(facility, ""))
    return (
        incident.id,
        first or last or UNDATED,
        incident.title,
        first,
        last,
        country,
        same,
        " ".join(incident.event_types),
        facility,
        fold(place),
        int(bool(first or last)),
        int(not aside.issuperset(incident.accounts)),
        -len(incident.contradictions),
        len(incident.origins),
        -len(incident.accounts),
        fold(" ".join(told)),
    )


def standing(connection: Connection) -> set[Line]:
    """Return the lines that stand there."""
    return {tuple(row) for row in connection.execute(select(schema.listed))}


def backgrounds(connection: Connection) -> set[str]:
    """Find the accounts (ids) that only mention an event in the background."""
    table = schema.accounts
    role = func.json_extract(cast(table.c.body, String), "$.role")
    chosen = select(table.c.id).where(role == "background")
    return set(connection.execute(chosen).scalars())


def file(connection: Connection, table: Table, gone: Sequence[Any], new: Sequence[Any]) -> None:
    """Take rows out of one of these tables, by their ids or whole, and put others in."""
    columns = [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key]
    if gone:
        which = " AND ".join(f"{key} = ?" for key in keys)
        connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {which}", list(gone))  # noqa: S608
    if new:
        marks = ", ".join("?" for _ in columns)
        told = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(told, list(new))
