"""Looks up what cells and properties say: titles, exact words, names of origins, points."""

from collections.abc import Iterable
from functools import cached_property

from solferino.codec import value
from solferino.model import Account, Claim, Entity, FacilityValue, Incident, Span
from solferino.publish.quote import Citer
from solferino.publish.sheets import joined
from solferino.publish.view import View


@value
class Point:
    """A point on the map, as decimal text, and whose it is: the facility's or only the place's.

    `precision` is what the register says of it ("exact", "town"), or null.
    """

    latitude: str
    longitude: str
    whose: str
    entity: str
    precision: str | None

    @property
    def told(self) -> str:
        """Say what the point stands for: "facility, exact", "place"."""
        return f"{self.whose}, {self.precision}" if self.precision else self.whose


class Clerk:
    """Answers questions that several formats ask, from one view."""

    def __init__(self, view: View) -> None:
        """Look through this view."""
        self.view = view
        self._citer = Citer(view.picture.paragraphs)

    def title(self, incident: str | None) -> str | None:
        """Name an incident."""
        found = self.view.incidents.get(incident or "")
        return found.title if found else None

    def document(self, document: str) -> str:
        """Name a document as it was received."""
        return self.view.documents[document].name

    def words(self, claims: Iterable[str]) -> str | None:
        """Give the exact words of claims, each once, in one cell."""
        known = (self.view.claims[c] for c in claims if c in self.view.claims)
        return joined(dict.fromkeys(c.span.text for c in known))

    def origins(self, origins: Iterable[str]) -> str | None:
        """Give the names of origins in one cell, each once, sorted."""
        known = {self.view.origins[o].name for o in origins if o in self.view.origins}
        return joined(sorted(known))

    def place(self, span: Span) -> str:
        """Say on which page and line words stand in their source, or in which paragraph."""
        return self._citer.place(self.view.documents[span.document], span.start)

    def speakers(self, claim: Claim) -> list[str]:
        """Name the chain of speakers of a claim, nearest first."""
        return [v.name for v in self.view.statements[claim.statement].voice]

    def accounts_of(self, incident: Incident) -> tuple[Account, ...]:
        """Find the accounts of an incident, the leading ones first, then by document's name."""
        held = (self.view.accounts[a] for a in incident.accounts)
        rank = {"main": 0, "secondary": 1, "background": 2}
        return tuple(sorted(held, key=lambda a: (rank[a.role], self.document(a.document), a.id)))

    def documents_of(self, incident: Incident) -> tuple[str, ...]:
        """Find the documents (ids) that tell of an incident, by name."""
        held = {a.document for a in self.accounts_of(incident)}
        return tuple(sorted(held, key=lambda d: (self.document(d), d)))

    def point(self, incident: Incident) -> Point | None:
        """Find where an incident is on the map: at its facility, else at the place named."""
        facility = self.view.entities.get(incident.facility or "")
        if facility is not None and facility.latitude and facility.longitude:
            return _point(facility, "facility")
        places = {
            e
            for a in self.accounts_of(incident)
            if a.place and (e := self.view.entity_of(self.view.claims[a.place]))
        }
        named = [self.view.entities[e] for e in sorted(places)]
        own = [e for e in named if e.name == incident.place] or named
        known = [e for e in own if e.latitude and e.longitude]
        return _point(known[0], "place") if len(known) == 1 else None

    @cached_property
    def accounts_by_claim(self) -> dict[str, tuple[str, ...]]:
        """Find the accounts (ids) that hold each claim."""
        found: dict[str, list[str]] = {}
        for account in self.view.accounts.values():
            for claim in dict.fromkeys(account.claims):
                found.setdefault(claim, []).append(account.id)
        return {claim: tuple(held) for claim, held in found.items()}

    @cached_property
    def incidents_by_entity(self) -> dict[str, tuple[str, ...]]:
        """Find the incidents (ids) at each facility: those that name it as the one attacked."""
        found: dict[str, set[str]] = {}
        for incident in self.view.incidents.values():
            told = {incident.facility} - {None}
            told |= {
                self.view.entity_of(self.view.claims[a.facility])
                for a in self.accounts_of(incident)
                if a.facility
            }
            for entity in told - {None}:
                found.setdefault(str(entity), set()).add(incident.id)
        return {entity: tuple(sorted(held)) for entity, held in found.items()}

    @cached_property
    def claims_by_document(self) -> dict[str, tuple[Claim, ...]]:
        """Find the claims of each document, rejected ones included, by place in the text."""
        found: dict[str, list[Claim]] = {}
        for claim in sorted(self.view.claims.values(), key=self.view.order):
            found.setdefault(claim.span.document, []).append(claim)
        return {document: tuple(held) for document, held in found.items()}

    @cached_property
    def incidents_by_origin(self) -> dict[str, tuple[str, ...]]:
        """Find the incidents (ids) that go back to each origin."""
        found: dict[str, list[str]] = {}
        for incident in self.view.incidents.values():
            for origin in dict.fromkeys(incident.origins):
                found.setdefault(origin, []).append(incident.id)
        return {origin: tuple(held) for origin, held in found.items()}

    @cached_property
    def types_by_entity(self) -> dict[str, tuple[str, ...]]:
        """Find the types that documents give each facility."""
        found: dict[str, set[str]] = {}
        for claim in self.view.held.values():
            entity = self.view.entity_of(claim)
            if entity is not None and isinstance(claim.value, FacilityValue):
                found.setdefault(entity, set()).add(claim.value.type)
        return {entity: tuple(sorted(held)) for entity, held in found.items()}

    def read_in(self, entity: Entity) -> int:
        """Count the documents that name an entity."""
        return len({self.view.mentions[m].span.document for m in entity.mentions})


def _point(entity: Entity, whose: str) -> Point:
    return Point(
        latitude=entity.latitude or "",
        longitude=entity.longitude or "",
        whose=whose,
        entity=entity.id,
        precision=entity.precision,
    )
