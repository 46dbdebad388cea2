"""What the dossier's page of one incident shows, gathered from a view."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from solferino.codec import value
from solferino.model import (
    Account,
    CasualtyValue,
    Claim,
    Counted,
    Document,
    FacilityValue,
    Incident,
    ProfileValue,
)
from solferino.publish.comparison import Comparison, compare
from solferino.publish.ledgers import (
    Asked,
    Named,
    Outage,
    Shown,
    actors,
    appeals,
    exhibits,
    of_kind,
    outages,
    services,
)
from solferino.publish.lineage import Lineage, lineage
from solferino.publish.phrase import UNKNOWN, days, listed, words
from solferino.publish.pictures import Atlas, Course, Ways, atlas, course, ways
from solferino.publish.quote import Quoter
from solferino.publish.said import Ground, Said, Teller, gathered
from solferino.publish.stories import gradings, replies
from solferino.publish.story_rows import GradingRow, ReplyRow
from solferino.publish.view import View
from solferino.text.fold import fold

SHORT = 12  # hexadecimal digits of an incident's id in the name of its page


@value
class StatedFigure:
    """One figure with its status and the origins that it rests on."""

    said: Said
    status: str
    origins: tuple[str, ...]


@value
class Disputed:
    """A field on which claims do not agree; each position is a value and its words."""

    field: str
    positions: tuple[tuple[str, tuple[Said, ...]], ...]


@value
class Asks:
    """A question that lawyers ask, with the words for and against; both empty: not found."""

    question: str
    speaking_for: tuple[Said, ...]
    speaking_against: tuple[Said, ...]


@value
class IncidentPage:
    """Everything that the page shows; the templates only lay it out."""

    id: str
    file: Markup
    title: str
    facts: tuple[tuple[str, str], ...]
    grounds: tuple[Ground, ...]
    figures: tuple[StatedFigure, ...]
    actors: tuple[Named, ...]
    circumstances: tuple[Said, ...]
    characterizations: tuple[Said, ...]
    comparison: Comparison
    disputes: tuple[Disputed, ...]
    appeals: tuple[Asked, ...]
    replies: tuple[ReplyRow, ...]
    services: tuple[Said, ...]
    outages: tuple[Outage, ...]
    exhibits: tuple[Shown, ...]
    profile: tuple[Said, ...]
    gradings: tuple[GradingRow, ...]
    counted: tuple[Counted, ...]
    elements: tuple[Asks, ...]
    read: int
    unread: int
    lineages: tuple[Lineage, ...]
    course: Course
    ways: Ways
    atlas: Atlas
    sources: tuple[Document, ...]


def file_of(incident: Incident) -> Markup:
    """Name the page of an incident; ready as an address, since it is our own and no text."""
    return Markup.escape(f"incident-{incident.id[:SHORT]}.html")


def incident_page(incident: Incident, view: View, quoter: Quoter) -> IncidentPage:
    """Gather the page of an incident."""
    claims = view.claims_of(incident)
    profile = view.profiles.get(incident.facility or "", ())
    origins = [view.origins[o] for o in sorted(incident.origins) if o in view.origins]
    lost = [s for s in view.services if incident.id in s.incidents and s.spells]
    further = [view.claims[c] for s in lost for c in s.claims]
    documents = {c.span.document for c in (*claims, *profile, *further)}
    documents.update(view.accounts[a].document for a in incident.accounts)
    documents.update(step.evidence.document for o in origins for step in o.path)
    teller = Teller(view, documents, quoter)
    return IncidentPage(
        id=incident.id,
        file=file_of(incident),
        title=incident.title,
        facts=_facts(incident, view),
        grounds=tuple(gathered(_grounds(incident, teller))),
        figures=figures(incident, teller),
        actors=actors(claims, teller),
        circumstances=of_kind(claims, "circumstance", teller),
        characterizations=of_kind(claims, "characterization", teller),
        comparison=compare(_accounts(incident, view), teller),
        disputes=_disputes(incident, teller),
        appeals=appeals(claims, teller),
        replies=replies(incident, view),
        services=services(claims, teller),
        outages=outages(lost, teller),
        exhibits=exhibits(claims, teller),
        profile=tuple(_described(profile, teller)),
        gradings=gradings(incident, view),
        counted=view.countings.get(incident.id, ()),
        elements=_elements(incident, teller),
        read=view.extent[0],
        unread=view.extent[1],
        lineages=tuple(lineage(origin, teller) for origin in origins),
        course=course(incident, teller),
        ways=ways(incident, teller),
        atlas=atlas([incident], view.entities),
        sources=teller.sources,
    )


def _described(profile: Iterable[Claim], teller: Teller) -> Iterable[Said]:
    return (teller.said(c, c.value.property) for c in profile if isinstance(c.value, ProfileValue))


def _accounts(incident: Incident, view: View) -> list[Account]:
    accounts = (view.accounts[a] for a in incident.accounts)
    return sorted(accounts, key=lambda a: (view.documents[a.document].name, a.id))


def facility_name(incident: Incident, view: View) -> str:
    """Name the facility of an incident: its entity, else the names that documents give it."""
    if incident.facility in view.entities:
        return view.entities[incident.facility].name
    told = (t.facility.name for t in view.tellings(incident) if t.facility)
    names = ", ".join(sorted(set(told)))
    return f"{names} (as named; not identified)" if names else UNKNOWN


def _differing(name: str, names: Iterable[str]) -> list[str]:
    """Drop names that differ only in capitals, accents or the shape of an apostrophe."""
    kept = {fold(name): name}
    for other in sorted(names):
        kept.setdefault(fold(other), other)
    return [n for n in kept.values() if n != name]


def _facts(incident: Incident, view: View) -> tuple[tuple[str, str], ...]:
    documents = {view.accounts[a].document for a in incident.accounts}
    entity = view.entities.get(incident.facility or "")
    others = _differing(entity.name, entity.names) if entity else []
    when = days(incident.earliest, incident.latest)
    inexact = incident.edtf if incident.edtf not in {None, incident.earliest} else None
    facts = [
        ("Facility", facility_name(incident, view)),
        ("Also named", ", ".join(sorted(others))),
        ("Place", incident.place or UNKNOWN),
        ("Country", incident.country or UNKNOWN),
        ("Date", f"{when} (EDTF {inexact})" if inexact else when),
        ("Kind of attack", listed(incident.event_types)),
        ("Weapons", listed(incident.weapons)),
        ("What became of the facility", listed(incident.effects)),
        ("Told by", _counted(len(documents), "document")),
        ("Going back to", origin_count(incident, view)),
    ]
    return tuple((name, content) for name, content in facts if content)


def origin_count(incident: Incident, view: View) -> str:
    """Count origins, not articles, and say which are known to be first-hand."""
    origins = [view.origins[o] for o in incident.origins if o in view.origins]
    if not origins:
        return "no known origin"
    first = sum(o.first_hand == "yes" for o in origins)
    unknown = sum(o.first_hand == "unknown" for o in origins)
    told = [f"{first} first-hand"] if first else []
    if unknown:
        told.append(f"{unknown} not known to be first-hand")
    counted = _counted(len(origins), "origin")
    return f"{counted} ({', '.join(told)})" if told else counted


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _grounds(incident: Incident, teller: Teller) -> Iterable[Said]:
    """Show the words for facility, place, date, kind of attack, weapons and effects."""
    view = teller.view
    accounts = _accounts(incident, view)
    for label, held in (
        ("Facility", [a.facility for a in accounts]),
        ("Place", [a.place for a in accounts]),
        ("Date", [a.time for a in accounts]),
    ):
        for name in dict.fromkeys(c for c in held if c is not None):
            yield teller.said(view.claims[name], label)
    claims = view.claims_of(incident)
    for label, kind in (
        ("Kind of attack", "event"),
        ("Weapon", "weapon"),
        ("Effect", "effect"),
    ):
        yield from (teller.said(c, label) for c in claims if c.kind == kind)
    named = {a.facility for a in accounts}
    for claim in claims:
        if isinstance(claim.value, FacilityValue) and claim.id not in named:
            attacked = claim.value.role == "attacked"
            yield teller.said(claim, "Facility" if attacked else "Other facility")


def figures(incident: Incident, teller: Teller) -> tuple[StatedFigure, ...]:
    """Show every figure of people harmed, one row for each claim, by kind and group."""
    view = teller.view
    known = {c: f for toll in incident.casualties for f in toll.figures for c in f.claims}
    rows = []
    for claim in view.claims_of(incident):
        if not isinstance(claim.value, CasualtyValue):
            continue
        stated = known.get(claim.id)
        label = f"{words(claim.value.kind)}, {words(claim.value.group)}"
        rows.append(
            StatedFigure(
                said=teller.said(claim, label),
                status=words(stated.status) if stated else UNKNOWN,
                origins=origin_names(stated.origins if stated else (), view),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.said.label))


def origin_names(origins: Sequence[str], view: View) -> tuple[str, ...]:
    """Name origins, sorted."""
    return tuple(sorted(view.origins[o].name for o in origins if o in view.origins))


def _elements(incident: Incident, teller: Teller) -> tuple[Asks, ...]:
    claims = teller.view.claims
    return tuple(
        Asks(
            question=element.asks,
            speaking_for=tuple(teller.said(claims[c]) for c in element.speaks_for),
            speaking_against=tuple(teller.said(claims[c]) for c in element.speaks_against),
        )
        for element in teller.view.elements.get(incident.id, ())
    )


def _disputes(incident: Incident, teller: Teller) -> tuple[Disputed, ...]:
    claims = teller.view.claims
    return tuple(
        Disputed(
            field=words(contradiction.field),
            positions=tuple(
                (position.value, tuple(teller.said(claims[c]) for c in position.claims))
                for position in contradiction.positions
            ),
        )
        for contradiction in incident.contradictions
    )
