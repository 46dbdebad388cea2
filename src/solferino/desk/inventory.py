"""What the desk knows of a case at one moment: light lists, and what is found in them by keys.

What follows from a list (its order, an index) is worked out when a page first asks for it, and kept
as long as the list is; so no page goes through a whole case once more.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from solferino.codec import value
from solferino.model import Copy, Entity, Grading, Incident, Judgement, Problem
from solferino.publish.phrase import days
from solferino.store.rereading import Glimpse
from solferino.text.fold import fold

K = TypeVar("K")
T = TypeVar("T")
REMEMBERED = 1 << 19  # names whose folded form is kept
FEWEST = 3  # letters of a word by which names are found alike

folded = lru_cache(maxsize=REMEMBERED)(fold)


@value
class Line(Glimpse):
    """One document without its text. `claims` is how many were found in it."""

    version_of: str | None
    claims: int


@value
class Lists:
    """The lists themselves. `told` maps accounts to documents; incidents are by date.

    `questions` are pairs of accounts that rules leave to a person.
    """

    name: str
    created: str
    kit: tuple[str, ...]
    fiction: bool
    counts: dict[str, int]
    lines: dict[str, Line]
    incidents: dict[str, Incident]
    entities: dict[str, Entity]
    told: dict[str, str]
    copies: tuple[Copy, ...]
    gradings: tuple[Grading, ...]
    problems: tuple[Problem, ...]
    questions: tuple[Judgement, ...]


class Catalogue(Lists):
    """The lists that pages are found by, with what follows from them; never changes."""

    @cached_property
    def owner(self) -> dict[str, str]:
        """Tell of each mention which entity it belongs to."""
        return {mention: e.id for e in self.entities.values() for mention in e.mentions}

    @cached_property
    def home(self) -> dict[str, str]:
        """Tell of each account which incident it belongs to."""
        return {account: i.id for i in self.incidents.values() for account in i.accounts}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Give the titles of incidents."""
        return {i.id: i.title for i in self.incidents.values()}

    @cached_property
    def countries(self) -> list[str]:
        """List the countries of the incidents."""
        return sorted({i.country for i in self.incidents.values() if i.country})

    @cached_property
    def languages(self) -> list[str]:
        """List the languages of the documents."""
        return sorted({line.described.language or "" for line in self.lines.values()} - {""})

    @cached_property
    def files(self) -> list[Line]:
        """List the documents by name."""
        return sorted(self.lines.values(), key=lambda d: (d.name, d.id))

    @cached_property
    def words_of_files(self) -> dict[str, str]:
        """Give what a person finds each document by, folded."""
        return {line.id: fold(" ".join(_told_of(line))) for line in self.lines.values()}

    @cached_property
    def words_of_incidents(self) -> dict[str, str]:
        """Give what a person finds each incident by, folded."""
        return {i.id: fold(" ".join(self._told_of(i))) for i in self.incidents.values()}

    @cached_property
    def words_of_entities(self) -> dict[str, str]:
        """Give the names of each entity, folded."""
        return {e.id: fold(" ".join(names_of(e))) for e in self.entities.values()}

    @cached_property
    def unsorted(self) -> list[Line]:
        """List the documents as they wait for triage: what tells of something first, by name."""
        return sorted(self.files, key=lambda one: one.id not in self._telling)

    @cached_property
    def of_country(self) -> dict[str, list[Incident]]:
        """Give the incidents of each country ("" where none is known), by date."""
        return _grouped((i.country or "", i) for i in self.incidents.values())

    @cached_property
    def of_day(self) -> dict[str, list[Incident]]:
        """Give the incidents that began or ended on each day, by date."""
        every = self.incidents.values()
        days = ((day, i) for i in every for day in {i.earliest, i.latest} if day is not None)
        return _grouped(days)

    @cached_property
    def naming(self) -> dict[str, list[Incident]]:
        """Give of each entity the incidents of which it is the facility, accused or accuser."""
        return _grouped((name, i) for i in self.incidents.values() for name in sorted(_named(i)))

    @cached_property
    def _telling(self) -> dict[str, list[Incident]]:
        pairs = ((d, i) for i in self.incidents.values() for d in sorted(self.documents_of(i)))
        return _grouped(pairs)

    @cached_property
    def _copied(self) -> dict[str, list[Copy]]:
        return _grouped((end, c) for c in self.copies for end in {c.document, c.other})

    @cached_property
    def _graded(self) -> dict[str, list[Grading]]:
        return _grouped((g.incident, g) for g in self.gradings)

    @cached_property
    def _asking(self) -> dict[str, list[Judgement]]:
        return _grouped((end, q) for q in self.questions for end in {q.left, q.right})

    @cached_property
    def _called(self) -> dict[tuple[str, str], list[str]]:
        """Find entities (ids) by their kind and a word of one of their names."""
        every = self.entities.values()
        return _grouped(((e.kind, word), e.id) for e in every for word in sorted(words_of(e)))

    @cached_property
    def _later(self) -> dict[str, list[Line]]:
        return _grouped((one.version_of or "", one) for one in self.lines.values())

    @cached_property
    def _registries(self) -> dict[tuple[str, ...], list[Entity]]:
        return {}  # filled as each is asked for

    @cached_property
    def _ordered(self) -> dict[str, list[Entity]]:
        every = sorted(self.entities.values(), key=lambda e: (folded(e.name), e.id))
        return _grouped((e.kind, e) for e in every)

    def _told_of(self, incident: Incident) -> Iterable[str]:
        facility = self.entities.get(incident.facility or "")
        when = days(incident.earliest, incident.latest)
        told = (incident.title, incident.place or "", incident.country or "", when)
        return (*told, *(facility.names if facility else ()))

    def documents_of(self, incident: Incident) -> set[str]:
        """Find the documents that tell of an incident."""
        return {self.told[account] for account in incident.accounts if account in self.told}

    def incidents_in(self, document: str) -> list[Incident]:
        """Find the incidents that a document tells of, by date."""
        return self._telling.get(document, [])

    def copies_of(self, document: str) -> list[Copy]:
        """Find the copies that a document is one side of."""
        return self._copied.get(document, [])

    def later_than(self, document: str) -> list[Line]:
        """Find the documents of which this one is the earlier capture."""
        return self._later.get(document, [])

    def gradings_of(self, incident: str) -> list[Grading]:
        """Find the gradings of an incident."""
        return self._graded.get(incident, [])

    def questions_of(self, incident: Incident) -> list[Judgement]:
        """Find the questions about accounts of an incident, each once, in order."""
        found = {q.id: q for account in incident.accounts for q in self._asking.get(account, ())}
        return [found[id_] for id_ in sorted(found)]

    def registry(self, kinds: Sequence[str]) -> list[Entity]:
        """List the entities of these kinds by name."""
        asked = tuple(kinds)
        if asked not in self._registries:
            found = [e for kind in kinds for e in self._ordered.get(kind, ())]
            self._registries[asked] = sorted(found, key=lambda e: (folded(e.name), e.id))
        return self._registries[asked]

    def alike(self, entity: Entity) -> dict[str, int]:
        """Count of other entities of the kind how many words of names they share with this one."""
        counted: dict[str, int] = {}
        for word in words_of(entity):
            for other in self._called.get((entity.kind, word), ()):
                counted[other] = counted.get(other, 0) + 1
        counted.pop(entity.id, None)
        return counted


def by_date(incident: Incident) -> tuple[str, str, str]:
    """Sort incidents by day, those without one last."""
    return incident.earliest or incident.latest or "9999", incident.title, incident.id


def names_of(entity: Entity) -> list[str]:
    """List the names of an entity, those on lists included, each once."""
    listed = (d.value for d in entity.listed if d.property == "name")
    return list(dict.fromkeys((entity.name, *entity.names, *listed)))


def words_of(entity: Entity) -> set[str]:
    """Give the longer words of an entity's names, folded."""
    return {w for name in names_of(entity) for w in folded(name).split() if len(w) >= FEWEST}


def _told_of(line: Line) -> Iterable[str]:
    told = line.described
    return filter(None, (line.name, told.title, told.publisher, told.author))


def _named(incident: Incident) -> set[str]:
    named = {incident.facility}
    for accusation in incident.responsibility:
        named |= {accusation.entity, accusation.by_entity}
    return {name for name in named if name is not None}


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = {}
    for key, thing in pairs:
        found.setdefault(key, []).append(thing)
    return found
