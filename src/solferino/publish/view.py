"""A picture with its indexes: who says a claim, which entity a name stands for, which incident.

The JSON export and the dossier look through this one view, so that both tell the same.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol, TypeVar

from solferino.ledgers.appeals import Appeal, appeals
from solferino.ledgers.register import Register, register
from solferino.ledgers.services import Service, services
from solferino.ledgers.shelf import Shelf
from solferino.ledgers.tallies import Tally, tallies
from solferino.model import (
    BlameValue,
    Claim,
    Copy,
    Counted,
    Directory,
    Element,
    FacilityValue,
    Grading,
    Hearing,
    Incident,
    Passage,
    PlaceValue,
    Problem,
    ProfileValue,
    TallyValue,
    Telling,
    Voice,
    protected,
    telling,
)
from solferino.model.terms import EntityKind
from solferino.ports import Picture


class _Named(Protocol):
    @property
    def id(self) -> str: ...


NOT_READ = {"read", "extract", "language"}  # stages after whose problems nothing was found

T = TypeVar("T", bound=_Named)
L = TypeVar("L", Element, Counted)


class View:
    """Answers questions about a picture, the same whatever the order of its tuples."""

    def __init__(self, picture: Picture) -> None:
        """Index everything by id, in order of id."""
        self.picture = picture
        self.documents = _by_id(picture.documents)
        self.statements = _by_id(picture.statements)
        self.claims = _by_id(picture.claims)
        self.held = {name: c for name, c in self.claims.items() if c.review != "rejected"}
        self.mentions = _by_id(picture.mentions)
        self.accounts = _by_id(picture.accounts)
        self.entities = _by_id(picture.entities)
        self.origins = _by_id(picture.origins)
        self.incidents = _by_id(picture.incidents)
        self.numbers = dict(picture.numbers)
        self.revisions = {r.document: r for r in picture.revisions}
        self.protected = protected(picture.entities, picture.protections)
        self._directory = Directory(picture.entities, picture.mentions)

    def voice(self, claim: Claim) -> Voice | None:
        """Find the nearest speaker of a claim; null is the document's own voice."""
        chain = self.statements[claim.statement].voice
        return chain[0] if chain else None

    def entity_of_voice(self, document: str, voice: Voice | None) -> str | None:
        """Find the entity of a speaker: by the speaker's words, else by name."""
        if voice is None:
            return None
        if voice.span is not None:
            found = self._directory.at(document, voice.span.start, voice.span.end)
            if found is not None:
                return found
        return self._directory.of(document, voice.name)

    def entity_of(self, claim: Claim) -> str | None:
        """Find the entity of the facility, place or blamed actor that a claim names."""
        match claim.value:
            case FacilityValue(name=name):
                return self._linked(claim, name, "facility")
            case PlaceValue(name=name):
                return self._linked(claim, name, "place")
            case BlameValue(actor=name):
                return self._linked(claim, name, None)
            case _:
                return None

    def _linked(self, claim: Claim, name: str, kind: EntityKind | None) -> str | None:
        # «Kelderin» stands inside «Kelderin hospital»: an entity of another kind is no answer.
        # Words that a person reads otherwise do not name what stands there.
        span = claim.span
        at = None
        if claim.proposed is None:
            at = self._directory.at(span.document, span.start, span.end)
        for found in (at, self._directory.of(span.document, name)):
            if found is not None and kind in {None, self.entities[found].kind}:
                return found
        return None

    def incidents_of(self, claim: str) -> tuple[str, ...]:
        """Find the incidents whose accounts hold a claim, sorted."""
        return self._incidents_by_claim.get(claim, ())

    def incident_of(self, claim: str) -> str | None:
        """Find the only incident of a claim; null where it belongs to none or to several."""
        found = self.incidents_of(claim)
        return found[0] if len(found) == 1 else None

    @cached_property
    def _incidents_by_claim(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for incident in self.incidents.values():
            for claim in self._held_by(incident):
                found.setdefault(claim, []).append(incident.id)
        return {claim: tuple(incidents) for claim, incidents in found.items()}

    def tellings(self, incident: Incident) -> tuple[Telling, ...]:
        """Read out every account of an incident, in order of account."""
        accounts = (self.accounts[a] for a in sorted(incident.accounts))
        return tuple(telling(a, self.claims, self.statements) for a in accounts)

    def claims_of(self, incident: Incident) -> tuple[Claim, ...]:
        """Find every claim of an incident, by document and place in the text."""
        return tuple(self.claims[c] for c in self.ordered(self._held_by(incident)))

    def ordered(self, claims: Iterable[str]) -> list[str]:
        """Sort claims (ids) as a person reads them: by file name, then by place in the text."""
        return sorted(claims, key=self._place)

    def order(self, claim: Claim) -> tuple[str, str, int, int, str]:
        """Sort claims as a person reads them: by file name, then by place in the text."""
        return self._place(claim.id)

    def _place(self, claim: str) -> tuple[str, str, int, int, str]:
        span = self.claims[claim].span
        return self.documents[span.document].name, span.document, span.start, span.end, claim

    def _held_by(self, incident: Incident) -> set[str]:
        return {c for a in incident.accounts for c in self.accounts[a].claims}

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """Running totals as series, by id."""
        return tallies(self._shelf)

    @cached_property
    def totals(self) -> dict[str, TallyValue]:
        """The total that each claim of one states."""
        return {n: c.value for n, c in self.claims.items() if isinstance(c.value, TallyValue)}

    @cached_property
    def appeals(self) -> tuple[Appeal, ...]:
        """Requests with what became of them, by id."""
        return appeals(self._shelf)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Care given and lost by facility and measure, by id."""
        return services(self._shelf)

    @cached_property
    def register(self) -> Register:
        """Incidents counted by month, country, facility, attack and resource."""
        return register(self._shelf)

    def said_on(self, claim: Claim) -> str | None:
        """Tell the day on which it was said, as far as that is known (ISO date)."""
        return self._shelf.said_on(claim)

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self.picture)

    @cached_property
    def gradings(self) -> dict[str, tuple[Grading, ...]]:
        """Gradings by incident, in order of proposition, subject and scheme."""
        found: dict[str, list[Grading]] = {}
        for grading in self.picture.gradings:
            found.setdefault(grading.incident, []).append(grading)
        return {
            incident: tuple(
                sorted(held, key=lambda g: (g.proposition, g.subject, g.scheme, g.grade))
            )
            for incident, held in found.items()
        }

    @cached_property
    def extent(self) -> tuple[int, int]:
        """How many documents the case has, and in how many files nothing was found."""
        return self.picture.extent or (len(self.documents), not_read(self.picture.problems))

    @cached_property
    def elements(self) -> dict[str, tuple[Element, ...]]:
        """The facts that lawyers ask for, by incident, in the order of the questions."""
        return _by_incident(sorted(self.picture.elements, key=lambda e: e.number))

    @cached_property
    def countings(self) -> dict[str, tuple[Counted, ...]]:
        """What profiles of counting make of tolls, by incident; by kind, group and profile."""
        order = sorted(self.picture.countings, key=lambda c: (c.kind, c.group, c.profile))
        return _by_incident(order)

    @cached_property
    def hearings(self) -> dict[str, tuple[Hearing, ...]]:
        """What came of asking parties, by incident, in order of day."""
        home = {a: i.id for i in self.incidents.values() for a in i.accounts}
        found: dict[str, list[Hearing]] = {}
        for hearing in self.picture.hearings:
            if hearing.account in home:
                found.setdefault(home[hearing.account], []).append(hearing)
        return {
            incident: tuple(sorted(held, key=lambda h: (h.asked_on or "", h.id)))
            for incident, held in found.items()
        }

    @cached_property
    def copies(self) -> dict[str, tuple[Copy, ...]]:
        """Every copy seen from both sides, by document and then by the other document."""
        found: dict[str, list[Copy]] = {}
        for copy in self.picture.copies:
            within = copy.document == copy.other  # a post that repeats a post of the same file
            for side in (copy,) if within else (copy, _turned(copy)):
                found.setdefault(side.document, []).append(side)
        return {d: tuple(sorted(c, key=lambda c: (c.other, c.kind))) for d, c in found.items()}

    @cached_property
    def profiles(self) -> dict[str, tuple[Claim, ...]]:
        """Properties of facilities and people: entity to the profile claims that describe it."""
        found: dict[str, list[Claim]] = {}
        for claim in sorted(self.held.values(), key=self.order):
            if isinstance(claim.value, ProfileValue):
                entity = self._described(claim)
                if entity is not None:
                    found.setdefault(entity, []).append(claim)
        return {entity: tuple(claims) for entity, claims in found.items()}

    def _described(self, claim: Claim) -> str | None:
        """Find the one facility or person that a property is told of, or abstain.

        The nearest frame that names exactly one facility decides: the statement, the infobox,
        the headline, the whole document.
        """
        if isinstance(claim.value, ProfileValue) and claim.value.of is not None:
            person = self._directory.of(claim.span.document, claim.value.of)
            known = person is not None and self.entities[person].kind == "person"
            return person if known else None
        document = self.documents[claim.span.document]
        statement = self.statements[claim.statement].span
        frames = [(statement.start, statement.end)]
        inside = claim.span.start
        for kind in ("infobox", "headline"):
            frames.extend(
                (p.start, p.end)
                for p in document.parts
                if p.kind == kind and (kind == "headline" or p.start <= inside < p.end)
            )
        frames.append((0, len(document.text)))
        named = self._facilities.get(document.id, ())
        for start, end in frames:
            found = {entity for at, entity in named if start <= at < end}
            if len(found) == 1:
                return next(iter(found))
        return None

    @cached_property
    def _facilities(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """Where each document names a facility: offset and entity."""
        found: dict[str, list[tuple[int, str]]] = {}
        for entity in self.entities.values():
            if entity.kind == "facility":
                for mention in entity.mentions:
                    span = self.mentions[mention].span
                    found.setdefault(span.document, []).append((span.start, entity.id))
        return {document: tuple(places) for document, places in found.items()}


def not_read(problems: Iterable[Problem]) -> int:
    """Count the files in which nothing was found, since they could not be read or understood."""
    return len({p.name for p in problems if p.stage in NOT_READ})


def _by_incident(things: Iterable[L]) -> dict[str, tuple[L, ...]]:
    found: dict[str, list[L]] = {}
    for thing in things:
        found.setdefault(thing.incident, []).append(thing)
    return {incident: tuple(held) for incident, held in found.items()}


def _by_id(things: Iterable[T]) -> dict[str, T]:
    found = {thing.id: thing for thing in things}
    return {name: found[name] for name in sorted(found)}


def _turned(copy: Copy) -> Copy:
    """See a copy from the other document."""
    return Copy(
        document=copy.other,
        other=copy.document,
        kind=copy.kind,
        share=copy.share,
        passages=tuple(
            sorted(
                (
                    Passage(
                        start=p.other_start,
                        end=p.other_end,
                        other_start=p.start,
                        other_end=p.end,
                    )
                    for p in copy.passages
                ),
                key=lambda p: (p.start, p.end),
            )
        ),
        changes=copy.changes,
    )
