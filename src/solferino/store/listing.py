"""Asking for one page of a list, in order, by words; and for what one thing leads to.

Lists are never read whole for a page: indexes hold their orders (see `lists`), and of what is found
by words the page is cut out by the database.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, Select, and_, bindparam, case, func, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from solferino.codec import value
from solferino.store import lookup, schema

listed, registered, indexed = schema.listed.c, schema.registered.c, schema.indexed.c
LIKELY = 500  # incidents with which a draft is compared closely
LED = schema.sought(schema.ways.c.key, (schema.ways.c.key, schema.ways.c.id)).where(
    schema.ways.c.kind == bindparam("kind")
)
LAST = "\U0010ffff"  # sorts after every name
BY_DATE = (listed.day, listed.title, listed.id)
IN_TURN = (listed.fought, listed.origins, listed.told, listed.id)
NEEDS: dict[str, ColumnElement[bool]] = {  # reasons to look at an incident
    "contradiction": listed.fought < 0,
    "undated": listed.dated == 0,
    "unplaced": listed.place == "",
    "single": listed.origins < 2,  # noqa: PLR2004  (nobody else says so)
}


@value
class Narrowed:
    """Which incidents are asked for: by folded words, country, reason of `NEEDS`; "" is any."""

    words: tuple[str, ...] = ()
    country: str = ""
    need: str = ""


def tallies(connection: Connection) -> dict[str, int]:
    """Count documents, statements, claims, origins, incidents, copies and problems."""
    table = schema.tallies
    found = {row.name: row.number for row in connection.execute(select(table))}
    order = ("documents", "statements", "claims", "origins", "incidents", "copies", "problems")
    return {name: found.get(name, 0) for name in order}


def led(connection: Connection, kind: str, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Follow the ways of a kind from keys: pairs of key and row (id), in order."""
    found = list[tuple[str, str]]()
    for some in lookup.batches(keys):
        told = {"kind": kind} | schema.keyed(some)
        found += [(key, id_) for key, id_ in connection.execute(LED, told).all()]
    return sorted(found)


def branches(connection: Connection, kind: str, keys: Iterable[str]) -> dict[str, int]:
    """Count the rows that each key leads to; a key that leads nowhere is left out."""
    way, found = schema.ways.c, dict[str, int]()
    for some in lookup.batches(keys):
        chosen = select(way.key, func.count()).where(way.kind == kind, schema.among(way.key, some))
        found |= {row.key: row[1] for row in connection.execute(chosen.group_by(way.key))}
    return found


def incidents(
    connection: Connection, asked: Narrowed, first: int, most: int
) -> tuple[int, list[str]]:
    """Count the incidents that are asked for, and name (ids) so many from one on, by date."""
    which = [_holds(listed.words, asked.words)]
    if asked.country:
        which.append(listed.country == asked.country)
    if asked.need in NEEDS:
        which.append(NEEDS[asked.need])
    chosen = select(listed.id).where(and_(*which))
    return _cut(connection, chosen.order_by(*BY_DATE), first, most)


def needs(connection: Connection) -> dict[str, int]:
    """Count the incidents that need a person, by reason."""
    summed = select(*(func.count().filter(need) for need in NEEDS.values()))
    return dict(zip(NEEDS, connection.execute(summed).one(), strict=True))


def dates(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Put incidents (ids) in order of date."""
    found = list[tuple[str, str, str]]()
    for some in lookup.batches(ids):
        rows = connection.execute(schema.sought(listed.id, BY_DATE), schema.keyed(some))
        found += [(day, title, id_) for day, title, id_ in rows.all()]
    return [id_ for _, _, id_ in sorted(found)]


def by_date(connection: Connection) -> Iterator[str]:
    """Go through all incidents (ids) by date, as far as the reader goes."""
    return _streamed(connection, select(listed.id).order_by(*BY_DATE))


def in_turn(connection: Connection, first: str = "") -> Iterator[str]:
    """Go through incidents (ids) in the order of the queue, from one on or from the beginning.

    Those with most contradictions come first, then those that rest on fewest origins.
    """
    chosen = select(listed.id).order_by(*IN_TURN)
    place = _turn(connection, first)
    if place is not None:
        chosen = chosen.where(tuple_(*IN_TURN) >= tuple_(*place))
    return _streamed(connection, chosen)


def behind(connection: Connection, incident: str) -> int:
    """Count the incidents that come after one in the order of the queue."""
    place = _turn(connection, incident)
    if place is None:
        return 0
    counted = select(func.count()).where(tuple_(*IN_TURN) > tuple_(*place))
    return int(connection.execute(counted.select_from(schema.listed)).scalar_one())


def _turn(connection: Connection, incident: str) -> tuple[object, ...] | None:
    row = connection.execute(select(*IN_TURN).where(listed.id == incident)).first()
    return tuple(row) if row is not None else None


def near(connection: Connection, country: str, days: Iterable[str], most: int) -> list[str]:
    """Name incidents (ids): of these days first, of the country first; then of it, then others."""
    same = [id_ for _, id_ in led(connection, "day", days)]
    by_country = select(listed.id).where(listed.country == country).order_by(*BY_DATE).limit(most)
    every = select(listed.id).order_by(*BY_DATE).limit(most)
    here = set(connection.execute(by_country).scalars()) if same else set[str]()
    of_day = sorted(dates(connection, same[:most]), key=lambda id_: id_ not in here)
    rest = (id_ for chosen in (by_country, every) for id_ in connection.execute(chosen).scalars())
    return list(dict.fromkeys((*of_day, *rest)))[:most]


def titles(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Give the titles of incidents by their ids."""
    chosen, found = schema.sought(listed.id, (listed.id, listed.title)), dict[str, str]()
    for some in lookup.batches(ids):
        found |= dict(connection.execute(chosen, schema.keyed(some)).all())
    return found


def named_so(connection: Connection, name: str) -> set[str]:
    """Find facilities (ids): of a name a folded one is part, or a name is part of that one."""
    way, begins = schema.ways.c, "facility "
    known = func.substr(way.key, len(begins) + 1)
    chosen = select(way.id).where(
        way.kind == "name",
        way.key >= begins,
        way.key < begins + LAST,
        or_(func.instr(known, name) > 0, func.instr(name, known) > 0),
    )
    return set(connection.execute(chosen).scalars())


def likely(
    connection: Connection, names: Iterable[str], place: str, days: tuple[str, str] | None
) -> list[str]:
    """Name incidents (ids) at a facility or place of folded names; on given days, if there are any.

    By date, at most `LIKELY`.
    """
    facilities = {id_ for name in names for id_ in named_so(connection, name)}
    at = {id_ for _, id_ in led(connection, "named", facilities)}
    if place:
        here = or_(func.instr(listed.place, place) > 0, func.instr(place, listed.place) > 0)
        at |= set(connection.execute(select(listed.id).where(listed.place != "", here)).scalars())
    if days is not None:
        closes = func.coalesce(func.nullif(listed.latest, ""), listed.earliest)
        then = and_(listed.earliest != "", listed.earliest <= days[1], closes >= days[0])
        same = at.intersection(connection.execute(select(listed.id).where(then)).scalars())
        at = same or at
    return dates(connection, at)[:LIKELY]


def countries(connection: Connection) -> list[str]:
    """List the countries of the incidents."""
    return _distinct(connection, listed.country)


def languages(connection: Connection) -> list[str]:
    """List the languages of the documents."""
    return _distinct(connection, indexed.language)


def _distinct(connection: Connection, column: ColumnElement[str]) -> list[str]:
    """Step from value to value through the index of a column; "" is left out."""
    found, last = list[str](), ""
    while True:
        following = connection.execute(select(func.min(column)).where(column > last)).scalar()
        if following is None:
            return found
        last = following
        found.append(last)


def files(
    connection: Connection, words: Sequence[str], first: int, most: int
) -> tuple[int, list[str]]:
    """Count the documents that hold folded words, and name (ids) so many from one on, by name."""
    chosen = select(indexed.document).where(
        indexed.document.is_not(None), _holds(indexed.words, words)
    )
    return _cut(connection, chosen.order_by(indexed.name, indexed.document), first, most)


def charted(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Count the incidents that charts count, by country, month and kinds.

    Left out are those that all documents mention in the background only.
    """
    own = (listed.country, listed.month, listed.kinds)
    chosen = select(*own, func.count()).where(listed.leading == 1).group_by(*own)
    return [tuple(row) for row in connection.execute(chosen).all()]


def placed(
    connection: Connection, towns: Iterable[str], most: int
) -> tuple[int, list[tuple[str, str, str, list[str]]]]:
    """Give the incidents that charts count by facility (id), folded place and country.

    All that are at a facility with a point or in one of these places, and of the others so many,
    where most happened first; with the number of all these others.
    """
    pointed_ = select(registered.id).where(registered.pointed == 1)
    there_ = or_(listed.facility.in_(pointed_), schema.among(listed.place, towns))
    # Of a facility every incident is at one place; without any, the name of the place tells.
    place = case((listed.facility == "", listed.place), else_="")
    own, ids = (listed.facility, listed.country), func.group_concat(listed.id, " ")
    chosen = select(listed.facility, func.min(listed.place), listed.country, ids)
    leading = chosen.where(listed.leading == 1)
    here = leading.where(there_).group_by(*own, listed.place)
    others = leading.where(~there_).group_by(*own, place)
    order = (func.count().desc(), func.min(listed.title), *own, place)
    number = connection.execute(select(func.count()).select_from(others.subquery())).scalar_one()
    rows = (here, others.order_by(*order).limit(most))
    found = [row for some in rows for row in connection.execute(some).all()]
    return number, [(facility, at, country, ids.split()) for facility, at, country, ids in found]


def pointed(connection: Connection) -> list[str]:
    """Name the entities (ids) that have a point on the map."""
    return list(connection.execute(select(registered.id).where(registered.pointed == 1)).scalars())


def untold(connection: Connection, but: Collection[str], most: int) -> list[str]:
    """Name documents (ids) for triage, but for some: what tells of an incident first, by name."""
    tells = select(schema.happened.c.incident).where(schema.happened.c.document == indexed.number)
    found = list[str]()
    for which in (tells.exists(), ~tells.exists()):
        chosen = select(indexed.document).where(indexed.document.is_not(None), which)
        for id_ in _streamed(connection, chosen.order_by(indexed.name, indexed.document)):
            if len(found) == most:
                return found
            if id_ not in but:
                found.append(id_)
    return found


def there(connection: Connection, documents: Iterable[str]) -> int:
    """Count those of some documents (ids) that there are."""
    counted = select(func.count()).select_from(schema.indexed)
    some = (
        counted.where(schema.among(indexed.document, part)) for part in lookup.batches(documents)
    )
    return sum(connection.execute(chosen).scalar_one() for chosen in some)


def telling(connection: Connection, document: str) -> list[str]:
    """Name the incidents (ids) that a document tells of, by date."""
    account = schema.accounts.c
    own = connection.execute(select(account.id).where(account.document == document)).scalars()
    return dates(connection, {id_ for _, id_ in led(connection, "account", own)})


def registry(
    connection: Connection, kinds: Sequence[str], words: Sequence[str], first: int, most: int
) -> tuple[int, list[str]]:
    """Count the entities of kinds that hold folded words, and name (ids) so many, by name.

    Facilities that nobody names ("a clinic") come last.
    """
    chosen = select(registered.id).where(
        registered.kind.in_(kinds), _holds(registered.words, words)
    )
    by_name = (registered.described, registered.name, registered.id)
    return _cut(connection, chosen.order_by(*by_name), first, most)


def called(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give the folded name and names of entities by their ids."""
    found = dict[str, tuple[str, str]]()
    for some in lookup.batches(ids):
        chosen = select(registered.id, registered.name, registered.words)
        rows = connection.execute(chosen.where(schema.among(registered.id, some)))
        found |= {row.id: (row.name, row.words) for row in rows}
    return found


def among(connection: Connection, originals: Collection[str]) -> bool:
    """Whether any document comes from one of these originals (digests)."""
    column = schema.documents.c.original
    some = (
        select(column).where(schema.among(column, part)).limit(1)
        for part in lookup.batches(originals)
    )
    return any(connection.execute(chosen).first() is not None for chosen in some)


def tried(connection: Connection) -> int:
    """Count the receipts that have a document or a problem at reading."""
    problem, document = schema.problems.c, schema.documents.c
    every = select(document.receipt).distinct().subquery()
    failed = select(func.count(problem.receipt.distinct())).where(
        problem.stage == "read",
        problem.receipt.is_not(None),
        problem.receipt.not_in(select(document.receipt)),
    )
    read = connection.execute(select(func.count()).select_from(every)).scalar_one()
    return int(read + connection.execute(failed).scalar_one())


def _holds(column: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    return and_(True, *(func.instr(column, word) > 0 for word in words))  # noqa: FBT003


def _cut(
    connection: Connection, chosen: Select[tuple[str]], first: int, most: int
) -> tuple[int, list[str]]:
    rows = [str(row[0]) for row in connection.execute(chosen.offset(first).limit(most))]
    if not first and len(rows) < most:
        return len(rows), rows  # all of them: nothing is left to be counted
    counted = select(func.count()).select_from(chosen.order_by(None).subquery())
    return connection.execute(counted).scalar_one(), rows


def _streamed(connection: Connection, chosen: Select[tuple[str]]) -> Iterator[str]:
    with connection.execute(chosen) as rows:
        yield from (str(row[0]) for row in rows)
