"""From a picture to what leaves of it: a pure function of picture, profile, decisions and secret.

The published picture is a picture like any other, built of what a profile names. Its documents
hold only what may leave, so every exporter and every page can be written of it as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from solferino.codec import value
from solferino.incidents.ground import Ground
from solferino.incidents.picture import incidents as drawn
from solferino.incidents.succession import said_on
from solferino.model import (
    Clearances,
    Directory,
    Entity,
    Grading,
    Hearing,
    Incident,
    Origin,
    Telling,
    telling,
)
from solferino.ports import Picture
from solferino.publish.chosen import narrowed
from solferino.publish.exchange.countries import country
from solferino.publish.phrase import words
from solferino.redact import WITHHELD
from solferino.release.entities import linked, placed
from solferino.release.leaving import Leaving, once
from solferino.release.lineage import copies, origins, renaming
from solferino.release.profile import Profile
from solferino.release.roster import Roster
from solferino.release.selection import Chosen, Withheld, select_gradings
from solferino.weigh.counting import count
from solferino.weigh.legal import sheet
from solferino.weigh.ruled import DISAGREE

OWN = ("Airwars", "Reliability of the sources", *"ABCDEF")  # words of reasons that rules give


@value
class Published:
    """What leaves by a profile, with what stays inside and why.

    `incidents`, `claims` and `documents` lead from each id in the case to the published one;
    `unreleased` are words of values that stay inside, `released` the texts that may leave, `cited`
    the documents (by id in the case) that may be cited as sources.
    """

    picture: Picture
    withheld: tuple[Withheld, ...]
    roster: Roster
    incidents: Mapping[str, str]
    claims: Mapping[str, str]
    documents: Mapping[str, str]
    unreleased: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    cited: frozenset[str] = frozenset()


def publish(
    picture: Picture,
    profile: Profile,
    clearances: Clearances,
    secret: bytes,
    chosen: Chosen = None,
) -> Published:
    """Build what leaves; the order of the picture's parts does not change it.

    By an internal profile everything leaves as it is. `chosen` are the incidents (by id) of which
    anything leaves; null means all.
    """
    leaving = Leaving(picture, profile, clearances, secret, chosen)
    if profile.audience == "internal":
        return _whole(picture if chosen is None else narrowed(picture, chosen), leaving)
    return _Publication(leaving).published()


def _whole(picture: Picture, leaving: Leaving) -> Published:
    return Published(
        picture=picture,
        withheld=(),
        roster=leaving.roster,
        incidents={i.id: i.id for i in picture.incidents},
        claims={c.id: c.id for c in picture.claims},
        documents={d.id: d.id for d in picture.documents},
    )


class _Publication:
    """What documents tell together, drawn again from what leaves of each."""

    def __init__(self, leaving: Leaving) -> None:
        self.leaving = leaving
        self.old = leaving.old
        self.profile = leaving.profile

    def published(self) -> Published:
        """Put all parts together."""
        leaving = self.leaving
        gradings, withheld = self._gradings()
        return Published(
            picture=self._picture(gradings),
            withheld=(*leaving.selected.withheld, *withheld),
            roster=leaving.roster,
            incidents={name: new.id for name, new in self.incidents.items()},
            claims={name: claim.id for name, claim in leaving.claims.items()},
            documents={name: e.document.id for name, e in leaving.excerpts.items()},
            unreleased=leaving.unreleased,
            released=leaving.released,
            cited=frozenset(d for d in leaving.excerpts if leaving.clearances.source(d)),
        )

    def _picture(self, gradings: tuple[Grading, ...]) -> Picture:
        leaving, old = self.leaving, self.old
        found = once(self.incidents.values())
        accounts, claims = once(leaving.accounts.values()), once(leaving.claims.values())
        statements = once(leaving.statements.values())
        cased = leaving.lets("case", "name")
        return Picture(
            name=leaving.scrub(old.name) if cased else self.profile.name,
            created=old.created if cased else "",
            engine=old.engine,
            kit=tuple(sorted(old.kit)) if leaving.lets("case", "kit") else (),
            documents=once(e.document for e in leaving.excerpts.values()),
            statements=statements,
            claims=claims,
            mentions=once(leaving.mentions.values()),
            accounts=accounts,
            entities=placed(self.entities, found, leaving),
            copies=copies(leaving),
            origins=once(self.origins.values()),
            incidents=found,
            gradings=gradings,
            problems=(),
            hearings=self._hearings(),
            extent=old.extent or (len(old.documents), 0),
            elements=sheet(found, accounts, claims, statements),
            countings=count(found, claims),
            profile=self.profile.name,
            paragraphs=tuple(
                sorted((e.document.id, e.paragraphs) for e in leaving.excerpts.values())
            ),
        )

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities that leave, by their ids in the case; points are those of the case."""
        return linked(self.leaving)

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """The origins that leave, by their ids in the case."""
        return origins(self.leaving, self.entities)

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Each incident, by its id in the case, drawn from the accounts that leave."""
        leaving = self.leaving
        claims = {c.id: c for c in leaving.claims.values()}
        statements = {s.id: s for s in leaving.statements.values()}
        ground = Ground(
            claims=claims,
            statements=statements,
            directory=Directory(self.entities.values(), leaving.mentions.values()),
            origins=_by_claim(self.origins.values()),
            said_on=said_on((e.document for e in leaving.excerpts.values()), claims.values()),
        )
        found = {}
        for incident in filter(lambda i: leaving.incident_leaves(i.id), self.old.incidents):
            accounts = (leaving.accounts[a] for a in incident.accounts if a in leaving.accounts)
            held = once(accounts)
            if held:
                tellings = [telling(a, claims, statements) for a in held]
                (made,) = drawn([[a.id for a in held]], tellings, ground)
                own = leaving.key.id("incident", incident.id)
                found[incident.id] = replace(_titled(made, tellings), id=own)
        return found

    def _gradings(self) -> tuple[tuple[Grading, ...], tuple[Withheld, ...]]:
        """Let the grades out that may leave, with their reasons, and not who gave them."""
        leaving, names = self.leaving, self.incidents
        published = [i for i in self.old.incidents if i.id in names]
        lets = leaving.lets
        told = (published, frozenset(leaving.claims))
        kept, withheld = select_gradings(self.old, self.profile, leaving.clearances, told)
        given = tuple(
            replace(
                g,
                incident=names[g.incident].id,
                # what a toll is of has codes and a number, no name
                subject=leaving.scrub(g.subject)
                if lets("entity", "name") or g.proposition == "toll"
                else names[g.incident].title,
                why=self._reason(g) if lets("origin", "name") else "",
                origins=tuple(sorted(self.origins[o].id for o in g.origins if o in self.origins)),
                by="a person" if g.by else None,
            )
            for g in kept
        )
        return given, withheld

    def _reason(self, grading: Grading) -> str:
        """Give the reason of a grade as it leaves; never who disagreed about it."""
        parties = self._parties(self.incidents[grading.incident])
        own, theirs = set(grading.origins), self._behind[grading.incident]
        ordered = sorted(theirs, key=lambda o: (o.id not in own, o.name, o.id))
        renamed, names = renaming(ordered, self.origins, self.leaving)
        why = renamed(grading.why.partition(DISAGREE)[0])
        return self.leaving.written(why, (*parties, *OWN, *names)).strip()

    @cached_property
    def _behind(self) -> Mapping[str, Sequence[Origin]]:
        """Tell of each incident (by id in the case) on which origins it rests."""
        known = {o.id: o for o in self.old.origins}
        return {i.id: [known[o] for o in i.origins if o in known] for i in self.old.incidents}

    def _hearings(self) -> tuple[Hearing, ...]:
        """Let out what parties answered, of those that a published incident names."""
        home = {a: i.id for i in self.old.incidents for a in i.accounts}
        lets, scrub = self.leaving.lets, self.leaving.scrub
        found = []
        for hearing in self.old.hearings:
            incident = self.incidents.get(home.get(hearing.account, ""))
            parties = self._parties(incident) if incident else set()
            if incident is None or scrub(hearing.party) not in parties:
                continue
            text = hearing.text if lets("hearing", "text") else None
            found.append(
                Hearing(
                    account=min(incident.accounts),
                    party=scrub(hearing.party),
                    status=hearing.status,
                    by="",
                    asked_on=hearing.asked_on if lets("hearing", "asked_on") else None,
                    text=self.leaving.written(text, (hearing.party, *parties)) if text else None,
                )
            )
        return once(found)

    def _parties(self, incident: Incident) -> set[str]:
        names = {e.id: e.name for e in self.entities.values()}
        found = {a.actor for a in incident.responsibility}
        return found | {names[a.entity] for a in incident.responsibility if a.entity in names}


def _titled(made: Incident, tellings: Iterable[Telling]) -> Incident:
    """Name an incident by its country and kind of facility where no nearer name leaves."""
    land = country(made.country)
    told = {t.facility.type for t in tellings if t.facility}
    kinds = sorted(words(kind) for kind in told if kind not in ("", WITHHELD))
    title, place = made.title, made.place
    if place == WITHHELD:
        title = title.replace(WITHHELD, land.name if land else "Place not published", 1)
        place = None
    kind = kinds[0] if len(kinds) == 1 else "facility not published"
    return replace(made, title=title.replace(WITHHELD, kind, 1), place=place)


def _by_claim(found: Iterable[Origin]) -> dict[str, tuple[str, ...]]:
    """Tell of each claim which origins it rests on."""
    known: dict[str, tuple[str, ...]] = {}
    for origin in sorted(found, key=lambda o: o.id):
        for claim in origin.claims:
            known[claim] = (*known.get(claim, ()), origin.id)
    return known
