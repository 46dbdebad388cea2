"""What the page of an incident shows: fields with their grounds, accounts, gradings, replies."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from solferino.codec import value
from solferino.desk.agreement import Agreement, agreement, disputes
from solferino.desk.inventory import Catalogue
from solferino.desk.telling import DeskTeller, Spoken
from solferino.model import (
    Account,
    BlameValue,
    Claim,
    Entity,
    FacilityValue,
    Incident,
    Judgement,
    ProfileValue,
)
from solferino.publish import ledgers
from solferino.publish.comparison import compare
from solferino.publish.incident_page import facility_name
from solferino.publish.lineage import lineage
from solferino.publish.stories import gradings, replies
from solferino.publish.view import View
from solferino.weigh.profile import SCHEMES, profile

GROUNDS = ("facility", "place", "time", "event", "weapon", "effect")


@value
class Summed:
    """One field of an incident: its value or range, and what it rests on.

    `decided` of `claims` values were decided by people; `disputed`: not all can be right.
    """

    name: str
    group: str
    value: str
    claims: int
    documents: int
    origins: int
    decided: int
    disputed: bool
    place: str


@value
class Told:
    """An account with what it says in short, for parting it from the rest (`others`, ids)."""

    account: str
    document: str
    name: str
    role: str
    says: tuple[str, ...]
    others: str


@value
class Asked:
    """A pair of incidents of which rules leave it to a person whether they are one, and why."""

    id: str
    left: str
    right: str
    other: str
    title: str
    why: str


def documents_of(incident: Incident, view: View) -> set[str]:
    """Name every document that the page may quote."""
    profile_ = view.profiles.get(incident.facility or "", ())
    named = {c.span.document for c in (*view.claims_of(incident), *profile_)}
    named |= {view.accounts[a].document for a in incident.accounts}
    named |= {c.span.document for c in view.claims.values()}
    origins = [view.origins[o] for o in incident.origins if o in view.origins]
    return named | {s.evidence.document for o in origins for s in o.path}


class Gathered:
    """All that the page of an incident lays out, each part put together when it is asked for.

    A page that comes in parts asks only for its own.
    """

    def __init__(self, incident: Incident, teller: DeskTeller, rejected: Sequence[Claim]) -> None:
        """Put nothing together yet; `rejected` are the claims that people took out of it."""
        self._incident, self._teller, self._rejected = incident, teller, rejected
        self.extent = teller.view.extent

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        return self._teller.view.claims_of(self._incident)

    @cached_property
    def _accounts(self) -> list[Account]:
        return _accounts(self._incident, self._teller.view)

    def _of(self, *kinds: str) -> tuple[Spoken, ...]:
        told = (c for kind in kinds for c in self._claims if c.kind == kind)
        return _spoken(told, self._teller)

    @cached_property
    def summary(self) -> tuple[Summed, ...]:
        """Every field that anybody tells of, with its range and what it rests on."""
        return tuple(_summary(self._incident, self._teller))

    @cached_property
    def table(self) -> Agreement:
        """The accounts side by side."""
        disputed = disputes(self._incident.contradictions, self._teller)
        return agreement(compare(self._accounts, self._teller), disputed)

    @cached_property
    def disputes(self) -> tuple[tuple[str, tuple[tuple[str, tuple[Spoken, ...]], ...]], ...]:
        """Each contradiction (its field), with its positions and who holds them."""
        return tuple(_disputes(self._incident, self._teller))

    @cached_property
    def figures(self) -> tuple[Spoken, ...]:
        """Every figure of people harmed."""
        return self._of("casualty")

    @cached_property
    def status(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Of figures that stand (claims): whether they were revised, and their origins."""
        origins, words = self._teller.view.origins, self._teller.phrasing.words
        figures = (f for toll in self._incident.casualties for f in toll.figures)
        return {
            claim: (words(f.status), tuple(origins[o].name for o in f.origins if o in origins))
            for f in figures
            for claim in f.claims
        }

    @cached_property
    def actors(self) -> tuple[ledgers.Named, ...]:
        """Who is named and who denies, side by side."""
        return ledgers.actors(self._claims, self._teller)

    @cached_property
    def replies(self) -> tuple[object, ...]:
        """The right of reply, for each party."""
        return replies(self._incident, self._teller.view)

    @cached_property
    def circumstances(self) -> tuple[Spoken, ...]:
        """What is told of how it happened, and legal and moral words."""
        return self._of("circumstance", "characterization")

    @cached_property
    def grounds(self) -> tuple[Spoken, ...]:
        """Where, when, how, and what the facility is."""
        return (*self._of(*GROUNDS), *self.profile)

    @cached_property
    def facility(self) -> Entity | None:
        """The facility, as far as it is known which one it is."""
        return self._teller.view.entities.get(self._incident.facility or "")

    @cached_property
    def profile(self) -> tuple[Spoken, ...]:
        """What documents say of the facility itself."""
        profile_ = self._teller.view.profiles.get(self._incident.facility or "", ())
        return _spoken((c for c in profile_ if isinstance(c.value, ProfileValue)), self._teller)

    @cached_property
    def appeals(self) -> tuple[ledgers.Asked, ...]:
        """Who asked whom for what, and what came of it."""
        return ledgers.appeals(self._claims, self._teller)

    @cached_property
    def services(self) -> tuple[Spoken, ...]:
        """Care given and lost."""
        return self._of("service")

    @cached_property
    def exhibits(self) -> tuple[ledgers.Shown, ...]:
        """Pictures and the like that are spoken of."""
        return ledgers.exhibits(self._claims, self._teller)

    @cached_property
    def gradings(self) -> tuple[object, ...]:
        """How well each proposition is supported."""
        return gradings(self._incident, self._teller.view)

    @cached_property
    def grades(self) -> dict[str, tuple[str, ...]]:
        """The grades of each scheme."""
        return {name: tuple(r.name for r in profile(name).rungs) for name in SCHEMES}

    @cached_property
    def elements(self) -> tuple[tuple[str, tuple[Spoken, ...], tuple[Spoken, ...]], ...]:
        """The facts that lawyers ask for, with what speaks for each and against it."""
        return tuple(_elements(self._incident, self._teller))

    @cached_property
    def lineages(self) -> tuple[object, ...]:
        """The ways from documents to each origin."""
        origins = self._teller.view.origins
        known = (o for o in self._incident.origins if o in origins)
        return tuple((o, lineage(origins[o], self._teller)) for o in known)

    @cached_property
    def accounts(self) -> tuple[Told, ...]:
        """The accounts, each in short."""
        return tuple(_told(a, self._incident, self._teller) for a in self._accounts)

    @cached_property
    def rejected(self) -> tuple[Spoken, ...]:
        """The values that people took out."""
        return _spoken(self._rejected, self._teller)


def _accounts(incident: Incident, view: View) -> list[Account]:
    accounts = (view.accounts[a] for a in incident.accounts)
    return sorted(accounts, key=lambda a: (view.documents[a.document].name, a.id))


def _spoken(claims: Iterable[Claim], teller: DeskTeller) -> tuple[Spoken, ...]:
    return tuple(teller.said(c) for c in claims)


def _summary(incident: Incident, teller: DeskTeller) -> Iterator[Summed]:
    """Give every field that anybody tells of, with its range and what it rests on."""
    view, said = teller.view, teller.phrasing
    claims = view.claims_of(incident)
    fields = {c.field for c in incident.contradictions}
    accounts = [view.accounts[a] for a in incident.accounts]
    behind = _origins_behind(view)

    def field(name: str, group: str, told: str, held: Iterable[str | None], place: str) -> Summed:
        own = {c: view.claims[c] for c in held if c is not None and c in view.claims}
        key = {"time": "date", "blame": "responsibility"}.get(name, name)
        return Summed(
            name=name,
            group=group,
            value=told,
            claims=len(own),
            documents=len({c.span.document for c in own.values()}),
            origins=len({o for c in own for o in behind.get(c, ())}),
            decided=sum(c.review != "proposed" for c in own.values()),
            disputed=(f"{name} ({group})" if group else key) in fields,
            place=place,
        )

    named = [*(a.facility for a in accounts), *(c.id for c in claims if _attacked(c))]
    yield field("facility", "", facility_name(incident, view), named, "ground")
    place = ", ".join(filter(None, (incident.place, incident.country)))
    yield field("place", "", place or said.words("unknown"), (a.place for a in accounts), "ground")
    when = said.days(incident.earliest, incident.latest)
    yield field("time", "", when, (a.time for a in accounts), "ground")
    for kind, codes in _codes(incident):
        if codes:
            yield field(kind, "", said.listed(codes), _ids(claims, kind), "ground")
    for toll in incident.casualties:
        figure = said.figure(toll.min, toll.max, toll.qualifier)
        held = [c for f in toll.figures for c in f.claims]
        yield field(toll.kind, toll.group, figure, held, "figures")
    actors = {c.value.actor for c in claims if isinstance(c.value, BlameValue)}
    if actors:
        told = said.say("phrase.comma").join(sorted(actors))
        yield field("blame", "", told, _ids(claims, "blame"), "actors")


def _origins_behind(view: View) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for origin in view.origins.values():
        for claim in origin.claims:
            found.setdefault(claim, []).append(origin.id)
    return found


def _codes(incident: Incident) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the fields of an incident that are codes."""
    return (
        ("event", incident.event_types),
        ("weapon", incident.weapons),
        ("effect", incident.effects),
    )


def _attacked(claim: Claim) -> bool:
    return isinstance(claim.value, FacilityValue) and claim.value.role == "attacked"


def _ids(claims: Iterable[Claim], kind: str) -> list[str]:
    return [c.id for c in claims if c.kind == kind]


def _disputes(
    incident: Incident, teller: DeskTeller
) -> Iterator[tuple[str, tuple[tuple[str, tuple[Spoken, ...]], ...]]]:
    claims = teller.view.claims
    for contradiction in incident.contradictions:
        positions = tuple(
            (p.value, _spoken((claims[c] for c in p.claims if c in claims), teller))
            for p in contradiction.positions
        )
        yield contradiction.field, positions


def _elements(
    incident: Incident, teller: DeskTeller
) -> Iterator[tuple[str, tuple[Spoken, ...], tuple[Spoken, ...]]]:
    claims = teller.view.claims
    for element in teller.view.elements.get(incident.id, ()):
        sides = (
            _spoken((claims[c] for c in side if c in claims), teller)
            for side in (element.speaks_for, element.speaks_against)
        )
        yield (element.asks, *sides)  # type: ignore[misc]


def _told(account: Account, incident: Incident, teller: DeskTeller) -> Told:
    view = teller.view
    named = (account.facility, account.place, account.time)
    return Told(
        account=account.id,
        document=account.document,
        name=view.documents[account.document].name,
        role=account.role,
        says=tuple(teller.phrasing.wording(view.claims[c].value) for c in named if c is not None),
        others=" ".join(a for a in incident.accounts if a != account.id),
    )


def asked(
    incident: Incident, questions: Iterable[Judgement], catalogue: Catalogue
) -> tuple[Asked, ...]:
    """List the open questions of an incident, each with the other incident."""
    found, own = [], set(incident.accounts)
    sides = [
        (question, here, there)
        for question in questions
        for here, there in ((question.left, question.right), (question.right, question.left))
        if here in own
    ]
    home = catalogue.home.some(there for _, _, there in sides)
    others = catalogue.incidents.some(set(home.values()) - {incident.id})
    for question, here, there in sides:
        other = others.get(home.get(there, ""))
        if other is not None:
            found.append(
                Asked(
                    id=question.id,
                    left=here,
                    right=there,
                    other=other.id,
                    title=other.title,
                    why=question.why,
                )
            )
    return tuple(sorted(found, key=lambda a: (a.title, a.id)))
