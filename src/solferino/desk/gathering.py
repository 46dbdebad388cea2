"""What the page of an incident shows: fields with their grounds, accounts, gradings, replies."""

from collections.abc import Iterable, Iterator, Sequence

from solferino.codec import value
from solferino.desk.agreement import Agreement, agreement, disputes
from solferino.desk.inventory import Catalogue
from solferino.desk.telling import DeskTeller, Spoken
from solferino.model import (
    Account,
    BlameValue,
    CasualtyValue,
    Claim,
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
    """An account with what it says in short, for parting it from the rest."""

    account: str
    document: str
    name: str
    role: str
    says: tuple[str, ...]


@value
class Asked:
    """A pair of incidents of which rules leave it to a person whether they are one, and why."""

    id: str
    left: str
    right: str
    other: str
    title: str
    why: str


@value
class Gathered:
    """All that the page lays out."""

    summary: tuple[Summed, ...]
    table: Agreement
    disputes: tuple[tuple[str, tuple[tuple[str, tuple[Spoken, ...]], ...]], ...]
    figures: tuple[Spoken, ...]
    status: dict[str, tuple[str, tuple[str, ...]]]
    actors: tuple[ledgers.Named, ...]
    circumstances: tuple[Spoken, ...]
    characterizations: tuple[Spoken, ...]
    grounds: tuple[Spoken, ...]
    profile: tuple[Spoken, ...]
    appeals: tuple[ledgers.Asked, ...]
    services: tuple[Spoken, ...]
    exhibits: tuple[ledgers.Shown, ...]
    lineages: tuple[object, ...]
    gradings: tuple[object, ...]
    replies: tuple[object, ...]
    elements: tuple[tuple[str, tuple[Spoken, ...], tuple[Spoken, ...]], ...]
    accounts: tuple[Told, ...]
    rejected: tuple[Spoken, ...]
    grades: dict[str, tuple[str, ...]]
    extent: tuple[int, int]


def documents_of(incident: Incident, view: View) -> set[str]:
    """Name every document that the page may quote."""
    profile_ = view.profiles.get(incident.facility or "", ())
    named = {c.span.document for c in (*view.claims_of(incident), *profile_)}
    named |= {view.accounts[a].document for a in incident.accounts}
    named |= {c.span.document for c in view.claims.values()}
    origins = [view.origins[o] for o in incident.origins if o in view.origins]
    return named | {s.evidence.document for o in origins for s in o.path}


def gather(incident: Incident, teller: DeskTeller, rejected: Sequence[Claim]) -> Gathered:
    """Gather the page of an incident; `rejected` are the claims that people took out of it."""
    view, claims = teller.view, teller.view.claims_of(incident)
    accounts = _accounts(incident, view)
    disputed = disputes(incident.contradictions, teller)
    profile_ = view.profiles.get(incident.facility or "", ())
    known = {c: f for t in incident.casualties for f in t.figures for c in f.claims}
    words = teller.phrasing.words
    return Gathered(
        summary=tuple(_summary(incident, teller)),
        table=agreement(compare(accounts, teller), disputed),
        disputes=tuple(_disputes(incident, teller)),
        figures=_spoken((c for c in claims if isinstance(c.value, CasualtyValue)), teller),
        status={
            c: (
                words(f.status),
                tuple(view.origins[o].name for o in f.origins if o in view.origins),
            )
            for c, f in known.items()
        },
        actors=ledgers.actors(claims, teller),
        circumstances=_of_kind(claims, "circumstance", teller),
        characterizations=_of_kind(claims, "characterization", teller),
        grounds=tuple(_grounds(claims, teller)),
        profile=_spoken((c for c in profile_ if isinstance(c.value, ProfileValue)), teller),
        appeals=ledgers.appeals(claims, teller),
        services=_of_kind(claims, "service", teller),
        exhibits=ledgers.exhibits(claims, teller),
        lineages=tuple(
            (o, lineage(view.origins[o], teller)) for o in incident.origins if o in view.origins
        ),
        gradings=gradings(incident, view),
        replies=replies(incident, view),
        elements=tuple(_elements(incident, teller)),
        accounts=tuple(_told(a, teller) for a in accounts),
        rejected=_spoken(rejected, teller),
        grades={name: tuple(r.name for r in profile(name).rungs) for name in SCHEMES},
        extent=view.extent,
    )


def _accounts(incident: Incident, view: View) -> list[Account]:
    accounts = (view.accounts[a] for a in incident.accounts)
    return sorted(accounts, key=lambda a: (view.documents[a.document].name, a.id))


def _spoken(claims: Iterable[Claim], teller: DeskTeller) -> tuple[Spoken, ...]:
    return tuple(teller.said(c) for c in claims)


def _of_kind(claims: Iterable[Claim], kind: str, teller: DeskTeller) -> tuple[Spoken, ...]:
    return _spoken((c for c in claims if c.kind == kind), teller)


def _grounds(claims: Sequence[Claim], teller: DeskTeller) -> Iterator[Spoken]:
    for kind in GROUNDS:
        yield from _of_kind(claims, kind, teller)


def _summary(incident: Incident, teller: DeskTeller) -> Iterator[Summed]:
    """Give every field that anybody tells of, with its range and what it rests on."""
    view, said = teller.view, teller.phrasing
    claims = view.claims_of(incident)
    fields = {c.field for c in incident.contradictions}
    accounts = [view.accounts[a] for a in incident.accounts]

    def field(name: str, group: str, told: str, held: Iterable[str | None], place: str) -> Summed:
        own = [view.claims[c] for c in dict.fromkeys(held) if c is not None and c in view.claims]
        key = {"time": "date", "blame": "responsibility"}.get(name, name)
        return Summed(
            name=name,
            group=group,
            value=told,
            claims=len(own),
            documents=len({c.span.document for c in own}),
            origins=len({o.id for c in own for o in view.origins.values() if c.id in o.claims}),
            decided=sum(c.review != "proposed" for c in own),
            disputed=(f"{name} ({group})" if group else key) in fields,
            place=place,
        )

    facilities = [c.id for c in claims if _attacked(c)]
    named = [*(a.facility for a in accounts), *facilities]
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


def _told(account: Account, teller: DeskTeller) -> Told:
    view = teller.view
    named = (account.facility, account.place, account.time)
    return Told(
        account=account.id,
        document=account.document,
        name=view.documents[account.document].name,
        role=account.role,
        says=tuple(teller.phrasing.wording(view.claims[c].value) for c in named if c is not None),
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
