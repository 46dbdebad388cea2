"""Care given and lost, by facility and measure: beds, consultations, people served, staff, ….

How long care was lost is told by spells (`spells.py`), from what all documents say.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from solferino.codec import identify, value
from solferino.ledgers.register import counting
from solferino.ledgers.shelf import Key, Shelf, subject
from solferino.ledgers.spells import Spell, Word, spells
from solferino.model import Account, Claim, FacilityValue, ServiceValue
from solferino.model.terms import Measure

TRANSPORT = "transport"
PARTED = re.compile(r"[.!?…][”\")\]]?\s|\n")  # between two sentences
NAMED: tuple[Measure, ...] = ("department", "equipment")  # told apart by what they are called
STOPPING: tuple[Measure, ...] = ("facility", *NAMED)


@value
class Level:
    """One stated amount, with where it is said; the same said twice is one."""

    value: str
    per: str | None
    lost: bool
    said_on: str | None
    claims: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    lasting: str | None = None


@value
class Service:
    """What is said of one kind of care at one facility, in the order in which it was said.

    `facility` is the entity, `name` what it is called; both are null where no facility is meant
    for certain. `lost` tells whether any document says that it was lost. `what` names the
    department or equipment. `spells` tell how long care was lost, where anything is said of it.
    """

    id: str
    facility: str | None
    name: str | None
    measure: Measure
    lost: bool
    incidents: tuple[str, ...]
    levels: tuple[Level, ...]
    claims: tuple[str, ...]
    what: str | None = None
    spells: tuple[Spell, ...] = ()


class Facilities:
    """Tells of which facility a claim speaks: the last that its sentence names before it.

    Where the sentence names none, its account's, else the document's only one. An ambulance has no
    beds and no wards: what is said beside it is of the facility it belongs to.
    """

    def __init__(self, shelf: Shelf) -> None:
        """Look through the accounts and the claims of a shelf."""
        self.shelf = shelf

    def of(self, claim: Claim) -> tuple[str | None, str | None]:
        """Return entity and name, or nulls."""
        near = self._before(claim)
        if near is not None:
            return near, self.shelf.entities[near].name
        accounts = self._accounts.get(claim.id, ())
        hit = {a.facility for a in accounts if a.facility in self._named}
        named = hit or self._only.get(claim.span.document, set())
        found = {self._named[name] for name in named if name in self._named}
        return next(iter(found)) if len(found) == 1 else (None, None)

    def _before(self, claim: Claim) -> str | None:
        """Find the facility with a name of its own that stands in the sentence before a claim."""
        text = self.shelf.documents[claim.span.document].text
        for end, entity in reversed(self._told.get(claim.span.document, ())):
            if end <= claim.span.start:
                named = any(letter.isupper() for letter in self.shelf.entities[entity].name)
                here = PARTED.search(text, end, claim.span.start) is None
                return entity if named and here else None
        return None

    @cached_property
    def _told(self) -> dict[str, list[tuple[int, str]]]:
        """Where each document names a facility that is no vehicle: ends of names, entities."""
        kinds = counting()["resource"]
        vehicles = {
            (claim.span.document, claim.span.end)
            for claim, facility in self.shelf.claims(FacilityValue)
            if kinds.get(facility.type) == TRANSPORT
        }
        found: dict[str, list[tuple[int, str]]] = {}
        for mention in self.shelf.picture.mentions:
            where = (mention.span.document, mention.span.end)
            owner = self.shelf.directory.at(where[0], mention.span.start, mention.span.end)
            if mention.kind == "facility" and owner is not None and where not in vehicles:
                found.setdefault(where[0], []).append((where[1], owner))
        return {document: sorted(some) for document, some in found.items()}

    @cached_property
    def _accounts(self) -> dict[str, list[Account]]:
        found: dict[str, list[Account]] = {}
        for account in self.shelf.picture.accounts:
            for claim in account.claims:
                found.setdefault(claim, []).append(account)
        return found

    def _houses(self) -> Iterator[tuple[Claim, FacilityValue]]:
        kinds = counting()["resource"]
        for claim, facility in self.shelf.claims(FacilityValue):
            if kinds.get(facility.type) != TRANSPORT:
                yield claim, facility

    @cached_property
    def _named(self) -> dict[str, tuple[str | None, str | None]]:
        """Entity and name by facility claim; one entity has one name."""
        found: dict[str, tuple[str | None, str | None]] = {}
        for claim, facility in self._houses():
            span = claim.span
            at = self.shelf.directory.at(span.document, span.start, span.end)
            entity = at or self.shelf.entity_of_name(claim, facility.name)
            called = self.shelf.entities[entity].name if entity else facility.name
            found[claim.id] = (entity, called)
        return found

    @cached_property
    def _only(self) -> dict[str, set[str | None]]:
        """The facility claims of each document that names one facility and no other."""
        found: dict[str, set[str | None]] = {}
        for claim, _ in self._houses():
            found.setdefault(claim.span.document, set()).add(claim.id)
        return {
            document: claims
            for document, claims in found.items()
            if len({self._named[c] for c in claims if c}) == 1
        }


def services(shelf: Shelf) -> tuple[Service, ...]:
    """Find the entries, by id. What is said of no certain facility stays apart by document."""
    facilities = Facilities(shelf)
    groups: dict[tuple[Key, Measure, frozenset[str]], list[tuple[Claim, ServiceValue]]] = {}
    for claim, service in shelf.claims(ServiceValue):
        entity, name = facilities.of(claim)
        key = shelf.key(claim, name, entity) if name else ("document", claim.span.document)
        part = subject(service.value) if service.measure in NAMED else frozenset[str]()
        groups.setdefault((key, service.measure, part), []).append((claim, service))
    found = (_service(shelf, facilities, held) for held in groups.values())
    return tuple(sorted(found, key=lambda service: service.id))


def _service(
    shelf: Shelf, facilities: Facilities, held: Sequence[tuple[Claim, ServiceValue]]
) -> Service:
    first, service = held[0]
    entity, name = facilities.of(first)
    stated: dict[ServiceValue, list[Claim]] = {}
    for claim, told in held:
        stated.setdefault(told, []).append(claim)
    levels = tuple(
        Level(
            value=told.value,
            per=told.per,
            lost=told.lost,
            said_on=min((d for c in claims if (d := shelf.said_on(c))), default=None),
            claims=tuple(sorted(c.id for c in claims)),
            since=told.since,
            until=told.until,
            lasting=told.lasting,
        )
        for told, claims in stated.items()
    )
    return Service(
        id=identify("service", *sorted(c.id for c, _ in held)),
        facility=entity,
        name=name,
        measure=service.measure,
        lost=any(told.lost for told in stated),
        incidents=tuple(sorted({i for c, _ in held for i in shelf.incidents_of(c)})),
        levels=tuple(sorted(levels, key=lambda v: (v.said_on or "9999", v.value, v.claims))),
        claims=tuple(sorted(c.id for c, _ in held)),
        what=min(v.value for v in stated) if service.measure in NAMED else None,
        spells=spells([_word(level) for level in levels]) if service.measure in STOPPING else (),
    )


def _word(level: Level) -> Word:
    return Word(
        lost=level.lost,
        since=level.since,
        until=level.until,
        lasting=level.lasting,
        claims=level.claims,
    )
