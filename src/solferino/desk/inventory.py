"""What pages know of a case at one moment: rows found by their keys, orders, counts.

A page asks for what it shows, and nothing is kept for the next one: a page that comes after a
change costs no more than others, and none can show what is no longer so.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from sqlalchemy import Connection, Table, select

from solferino.codec import parse_as, value
from solferino.desk.moment import Moment
from solferino.errors import BrokenError
from solferino.model import (
    Account,
    Copy,
    Description,
    Entity,
    Grading,
    Incident,
    Judgement,
    Problem,
)
from solferino.practice.fiction import practice_originals
from solferino.publish.view import not_read
from solferino.store import findings, listing, lookup, readings, schema
from solferino.store.case import Case
from solferino.store.facts import Founding
from solferino.store.lists import FEWEST, words_of

__all__ = ["FEWEST", "Catalogue", "Line", "Rows", "words_of"]

T = TypeVar("T")
RARE = 300  # entities that share a word, up to which it tells of likeness
FURTHER = 60  # others of the kind that are offered where few are alike


@value
class Line:
    """One document without its text. `claims` is how many were found in it."""

    id: str
    name: str
    original: str
    reader: str
    media_type: str
    characters: int
    described: Description
    version_of: str | None
    claims: int


@value
class _Body:
    id: str
    name: str
    original: str
    reader: str
    media_type: str
    text: str
    told: Description
    format_told: Description


class Rows(Mapping[str, T]):
    """Things by their ids, fetched when they are asked for, and kept for this look at the case."""

    def __init__(
        self,
        fetch: Callable[[Sequence[str]], Mapping[str, T]],
        ids: Callable[[], Iterable[str]],
        number: Callable[[], int],
    ) -> None:
        """Fetch nothing yet; `ids` lists all of them, `number` counts them."""
        self._fetch, self._ids, self._number = fetch, ids, number
        self._seen: dict[str, T | None] = {}

    def some(self, ids: Iterable[str]) -> dict[str, T]:
        """Give those of these things that there are, in this order."""
        wanted = list(dict.fromkeys(ids))
        missing = [id_ for id_ in wanted if id_ not in self._seen]
        if missing:
            found = self._fetch(missing)
            self._seen |= {id_: found.get(id_) for id_ in missing}
        held = ((id_, self._seen[id_]) for id_ in wanted)
        return {id_: thing for id_, thing in held if thing is not None}

    def __getitem__(self, key: str) -> T:
        """Give one thing; `KeyError` where there is none."""
        return self.some([key])[key]

    def __iter__(self) -> Iterator[str]:
        """Go through the ids of all things."""
        return iter(self._ids())

    def __len__(self) -> int:
        """Count all things."""
        return self._number()


class Catalogue:
    """What there is in a case at the moment that a connection sees."""

    def __init__(
        self, case: Case, connection: Connection, moment: Moment, founding: Founding
    ) -> None:
        """Ask nothing yet; `moment` is another whenever what is derived is."""
        self.moment = moment.number
        self.lately = moment
        self._case, self._connection = case, connection
        self.name = founding.name
        self.created = founding.created

    @cached_property
    def kit(self) -> tuple[str, ...]:
        """Name the parts that worked the case."""
        return self._case.derived.kit()

    @cached_property
    def fiction(self) -> bool:
        """Whether any document is one of the practice case's."""
        return listing.among(self._connection, practice_originals())

    @cached_property
    def counts(self) -> dict[str, int]:
        """Count documents, statements, claims, origins, incidents, copies, problems."""
        return listing.tallies(self._connection)

    @cached_property
    def problems(self) -> list[Problem]:
        """List what could not be read or understood, by name."""
        return sorted(self._case.problems(), key=lambda p: (p.name, p.id))

    @cached_property
    def extent(self) -> tuple[int, int]:
        """Count the documents, and the files in which nothing was found for want of reading."""
        return self.counts["documents"], not_read(self.problems)

    @cached_property
    def countries(self) -> list[str]:
        """List the countries of the incidents."""
        return listing.countries(self._connection)

    @cached_property
    def languages(self) -> list[str]:
        """List the languages of the documents."""
        return listing.languages(self._connection)

    # Things by their ids

    @cached_property
    def lines(self) -> Rows[Line]:
        """Give documents without their texts."""
        names = lambda: lookup.document_ids(self._connection)  # noqa: E731
        return Rows(self._lines, names, lambda: self.counts["documents"])

    @cached_property
    def incidents(self) -> Rows[Incident]:
        """Give incidents; all of them are gone through by date."""
        connection = self._connection
        every = lambda: listing.by_date(connection)  # noqa: E731
        return self._rows(schema.incidents, Incident, every)

    @cached_property
    def entities(self) -> Rows[Entity]:
        """Give entities."""
        return self._rows(schema.entities, Entity)

    @cached_property
    def home(self) -> Rows[str]:
        """Tell of each account which incident it belongs to."""
        return self._leading("account")

    @cached_property
    def owner(self) -> Rows[str]:
        """Tell of each mention which entity it belongs to."""
        return self._leading("mention")

    @cached_property
    def told(self) -> Rows[str]:
        """Tell of each account which document gives it."""
        table = schema.accounts.c

        def fetch(ids: Sequence[str]) -> dict[str, str]:
            found = dict[str, str]()
            for some in lookup.batches(ids):
                chosen = schema.sought(table.id, (table.id, table.document))
                found |= dict(self._connection.execute(chosen, schema.keyed(some)).all())
            return found

        return Rows(fetch, lambda: lookup.account_documents(self._connection), lambda: 0)

    def _rows(
        self, table: Table, kind: type[T], ids: Callable[[], Iterable[str]] | None = None
    ) -> Rows[T]:
        connection, key = self._connection, schema.derived.tables[table.name].c.id

        def fetch(wanted: Sequence[str]) -> dict[str, T]:
            found = dict[str, T]()
            for some in lookup.batches(wanted):
                chosen = schema.sought(key, (key, table.c.body))
                rows = connection.execute(chosen, schema.keyed(some)).all()
                found |= {id_: findings.read(table, id_, body, kind) for id_, body in rows}
            return found

        every = ids or (lambda: connection.execute(select(key).order_by(key)).scalars())
        return Rows(fetch, every, lambda: len(list(every())))

    def _leading(self, kind: str) -> Rows[str]:
        fetch = lambda keys: dict(listing.led(self._connection, kind, keys))  # noqa: E731
        return Rows(fetch, lambda: (), lambda: 0)

    def _lines(self, ids: Sequence[str]) -> dict[str, Line]:
        found = dict[str, Line]()
        for some in lookup.batches(ids):
            earlier = readings.versions(self._connection, some)
            claims = lookup.said(self._connection, some)
            for id_, body in readings.bodies(self._connection, some):
                found[id_] = _line(id_, body, earlier.get(id_), claims.get(id_, 0))
        return found

    # Lists

    def needs(self) -> dict[str, int]:
        """Count the incidents that need a person, by reason."""
        return listing.needs(self._connection)

    def found(self, asked: listing.Narrowed, first: int, most: int) -> tuple[int, list[Incident]]:
        """Count the incidents that are asked for, and give so many from one on, by date."""
        total, ids = listing.incidents(self._connection, asked, first, most)
        return total, list(self.incidents.some(ids).values())

    def files(self, words: Sequence[str], first: int, most: int) -> tuple[int, list[Line]]:
        """Count the documents that hold folded words, and give so many from one on, by name."""
        total, ids = listing.files(self._connection, words, first, most)
        return total, list(self.lines.some(ids).values())

    def registry(
        self, kinds: Sequence[str], words: Sequence[str], first: int, most: int
    ) -> tuple[int, list[Entity]]:
        """Count the entities of kinds that hold folded words, and give so many, by name.

        Facilities that nobody names come last.
        """
        total, ids = listing.registry(self._connection, kinds, words, first, most)
        return total, list(self.entities.some(ids).values())

    def unsorted(self, done: Collection[str], most: int) -> list[Line]:
        """List documents for triage, but for some: what tells of something first, by name."""
        return list(self.lines.some(listing.untold(self._connection, done, most)).values())

    def left(self, done: Iterable[str]) -> int:
        """Count the documents but for some (ids)."""
        return self.counts["documents"] - listing.there(self._connection, done)

    def likely(
        self, names: Iterable[str], place: str, days: tuple[str, str] | None
    ) -> list[Incident]:
        """Give incidents at a facility or place of folded names; on given days, if any are."""
        ids = listing.likely(self._connection, names, place, days)
        return list(self.incidents.some(ids).values())

    def bearing(self, names: Iterable[tuple[str, str]]) -> list[Entity]:
        """Give the entities that bear a folded name, by kind and name."""
        keys = (f"{kind} {name}" for kind, name in names)
        ids = (id_ for _, id_ in listing.led(self._connection, "name", keys))
        return list(self.entities.some(ids).values())

    def in_turn(self, first: str = "") -> Iterator[str]:
        """Go through incidents (ids) in the order of the queue, from one on."""
        return listing.in_turn(self._connection, first)

    def behind(self, incident: str) -> int:
        """Count the incidents that come after one in the order of the queue."""
        return listing.behind(self._connection, incident)

    # What one thing leads to

    def documents_of(self, incident: Incident) -> set[str]:
        """Find the documents that tell of an incident."""
        return set(self.told.some(incident.accounts).values())

    def claims_of(self, incidents: Iterable[Incident]) -> dict[str, list[str]]:
        """Name the claims (ids) that the accounts of each incident hold."""
        known = list(incidents)
        accounts = lookup.accounts(self._connection, (a for i in known for a in i.accounts))
        held = {account.id: account.claims for account in accounts}
        return {i.id: [c for a in i.accounts for c in held.get(a, ())] for i in known}

    def told_in(self, documents: Iterable[str]) -> list[Account]:
        """Find the accounts that these documents give."""
        return lookup.accounts_in(self._connection, documents)

    def incidents_in(self, document: str) -> list[Incident]:
        """Find the incidents that a document tells of, by date."""
        return list(self.incidents.some(listing.telling(self._connection, document)).values())

    def copies_of(self, document: str) -> list[Copy]:
        """Find the copies that a document is one side of."""
        return self.copies([document])

    def copies(self, documents: Iterable[str]) -> list[Copy]:
        """Find the copies that any of these documents is one side of, each once."""
        found = self._led(schema.copies, Copy, "copy", documents)
        return sorted(found, key=lambda c: (c.document, c.other))

    def later_than(self, document: str) -> list[Line]:
        """Find the documents of which this one is the earlier capture."""
        earlier = readings.versions(self._connection, [document])
        return list(
            self.lines.some(sorted(d for d, e in earlier.items() if e == document)).values()
        )

    def gradings_of(self, incident: str) -> list[Grading]:
        """Find the gradings of an incident."""
        found = self._led(schema.gradings, Grading, "graded", [incident])
        return list(findings.in_order(found))

    def questions_of(self, incident: Incident) -> list[Judgement]:
        """Find the questions about accounts of an incident, each once, in order."""
        found = self._led(schema.questions, Judgement, "asked", incident.accounts)
        return sorted(found, key=lambda q: q.id)

    def _led(self, table: Table, kind: type[T], way: str, keys: Iterable[str]) -> list[T]:
        ids = [id_ for _, id_ in listing.led(self._connection, way, keys)]
        return list(self._rows(table, kind).some(ids).values())

    def naming(self, entity: str, first: int, most: int) -> tuple[int, list[Incident]]:
        """Count the incidents of which an entity is facility, accused or accuser, and give some."""
        ids = [id_ for _, id_ in listing.led(self._connection, "named", [entity])]
        some = listing.dates(self._connection, ids)[first : first + most]
        return len(ids), list(self.incidents.some(some).values())

    def named(self, entities: Iterable[str]) -> dict[str, int]:
        """Count the incidents of which each of these entities is facility, accused or accuser."""
        return listing.branches(self._connection, "named", entities)

    def near(self, incident: Incident, most: int) -> dict[str, str]:
        """Offer other incidents (titles by id): of the day first, then of the country."""
        day = incident.earliest or incident.latest
        days = [day] if day else []
        found = listing.near(self._connection, incident.country or "", days, most + 1)
        some = [id_ for id_ in found if id_ != incident.id][:most]
        called = listing.titles(self._connection, some)
        return {id_: called[id_] for id_ in some}

    def alike(self, entity: Entity, most: int) -> list[Entity]:
        """Offer entities of the kind whose names share words with this one's, most words first.

        Words that very many share tell of no likeness. Where few are alike, others follow by name.
        """
        connection, own = self._connection, words_of(entity)
        branches = listing.branches(connection, "word", (f"{entity.kind} {word}" for word in own))
        keys = {key: number for key, number in branches.items() if number <= RARE}
        near = {id_ for _, id_ in listing.led(connection, "word", keys)} - {entity.id}
        called = listing.called(connection, near)
        ordered = sorted(
            called, key=lambda id_: (-len(own.intersection(called[id_][1].split())), *called[id_])
        )
        _, rest = listing.registry(connection, (entity.kind,), (), 0, FURTHER)
        offered = [id_ for id_ in dict.fromkeys((*ordered, *rest)) if id_ != entity.id]
        return list(self.entities.some(offered[:most]).values())


def _line(id_: str, body: bytes, version_of: str | None, claims: int) -> Line:
    try:
        read = parse_as(body, _Body)
    except ValueError as error:
        raise BrokenError(f"documents, row {id_}: {error}", findings.AFRESH) from error
    return Line(
        id=read.id,
        name=read.name,
        original=read.original,
        reader=read.reader,
        media_type=read.media_type,
        characters=len(read.text),
        described=read.told.completed(read.format_told),
        version_of=version_of,
        claims=claims,
    )
