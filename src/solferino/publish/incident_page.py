"""What the dossier's page of one incident shows, gathered from a view."""

from collections.abc import Callable, Iterable, Mapping, Sequence

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
    Span,
)
from solferino.publish.catalogue import OWN
from solferino.publish.comparison import Comparison, compare
from solferino.publish.contrast import Version, version
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
from solferino.publish.pictures import Atlas, Course, Ways, atlas, course, leading, ways
from solferino.publish.said import Ground, Said, Teller, gathered
from solferino.publish.speech import Speech, english
from solferino.publish.stories import gradings, replies
from solferino.publish.story_rows import GradingRow, ReplyRow
from solferino.publish.view import View
from solferino.redact import WITHHELD
from solferino.text.fold import fold

NO_DAY = "day not known"  # what a course of time has in place of a day
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
    """Everything that the page shows; the templates only lay it out.

    `facts` are told by key; `sources` have the numbers that they have all over the dossier.
    `quoted` are the words of each document (id) on which the page rests, `versions` what it changed
    of an earlier capture.
    """

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
    sources: tuple[tuple[int, Document], ...]
    quoted: Mapping[str, tuple[Span, ...]]
    versions: Mapping[str, Version]


def file_of(incident: Incident, speech: Speech | None = None) -> Markup:
    """Name the page of an incident; ready as an address, since it is our own and no text."""
    return named(f"incident-{incident.id[:SHORT]}", speech or english())


def named(page: str, speech: Speech) -> Markup:
    """Name the file of a page in a language."""
    code = speech.tongue.code
    return Markup.escape(f"{page}.html" if code == OWN else f"{page}.{code}.html")


def incident_page(incident: Incident, teller: Teller) -> IncidentPage:
    """Gather the page of an incident, with the numbers and in the language of a teller."""
    view, speech, claims = teller.view, teller.speech, teller.view.claims_of(incident)
    profile = view.profiles.get(incident.facility or "", ())
    origins = [view.origins[o] for o in sorted(incident.origins) if o in view.origins]
    lost = [s for s in view.services if incident.id in s.incidents and s.spells]
    quoted = _quoted((*claims, *profile, *(view.claims[c] for s in lost for c in s.claims)))
    steps = leading(incident, view)
    documents = _cited(incident, view, {*quoted, *(step.evidence.document for step in steps)})
    return IncidentPage(
        id=incident.id,
        file=file_of(incident, speech),
        title=incident.title,
        facts=_facts(incident, teller),
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
        lineages=tuple(lineage(origin, teller, steps) for origin in origins),
        course=course(incident, teller, _saying(speech), speech.wording, speech.manner),
        ways=ways(incident, teller, speech.words),
        atlas=atlas([incident], view.entities),
        quoted=quoted,
        versions=_versions(documents, teller),
        sources=tuple(sorted((teller.number(d), view.documents[d]) for d in documents)),
    )


def _cited(incident: Incident, view: View, quoted: set[str]) -> set[str]:
    """Name the documents that are annexes of the page, with the earlier captures of each."""
    documents = quoted | {view.accounts[a].document for a in incident.accounts}
    return documents | {view.revisions[d].other for d in documents if d in view.revisions}


def _versions(documents: Iterable[str], teller: Teller) -> Mapping[str, Version]:
    found = ((d, version(teller.view.documents[d], teller)) for d in sorted(documents))
    return {d: earlier for d, earlier in found if earlier is not None}


def _quoted(claims: Iterable[Claim]) -> Mapping[str, tuple[Span, ...]]:
    held: dict[str, set[Span]] = {}
    for claim in claims:
        held.setdefault(claim.span.document, set()).add(claim.span)
    return {d: tuple(sorted(s, key=lambda x: (x.start, x.end))) for d, s in held.items()}


def _described(profile: Iterable[Claim], teller: Teller) -> Iterable[Said]:
    return (teller.said(c, c.value.property) for c in profile if isinstance(c.value, ProfileValue))


def _accounts(incident: Incident, view: View) -> list[Account]:
    accounts = (view.accounts[a] for a in incident.accounts)
    return sorted(accounts, key=lambda a: (view.documents[a.document].name, a.id))


def _saying(speech: Speech) -> Callable[[str], str]:
    """Say codes, stances of blame, and that a day is not known, as a course of time does."""

    def say(code: str) -> str:
        own = "no_day" if code == NO_DAY else code
        return speech.page(own) if speech.tongue.has(f"page.{own}") else speech.words(code)

    return say


def facility_name(incident: Incident, view: View, speech: Speech | None = None) -> str:
    """Name the facility of an incident: its entity, else the names that documents give it."""
    speech = speech or english()
    if incident.facility in view.entities:
        return view.entities[incident.facility].name
    told = [t.facility for t in view.tellings(incident) if t.facility]
    names = ", ".join(sorted({f.name for f in told} - {WITHHELD}))
    if names:
        return speech.page("as_named", names=names)
    kinds = {f.type for f in told if f.name == WITHHELD} - {""}
    return speech.joined(*map(speech.words, sorted(kinds))) or speech.unknown


def _differing(name: str, names: Iterable[str]) -> list[str]:
    """Drop names that differ only in capitals, accents or the shape of an apostrophe."""
    kept = {fold(name): name}
    for other in sorted(names):
        kept.setdefault(fold(other), other)
    return [n for n in kept.values() if n != name]


def _facts(incident: Incident, teller: Teller) -> tuple[tuple[str, str], ...]:
    view, speech = teller.view, teller.speech
    documents = {view.accounts[a].document for a in incident.accounts}
    entity = view.entities.get(incident.facility or "")
    others = _differing(entity.name, entity.names) if entity else []
    when = speech.days(incident.earliest, incident.latest)
    inexact = incident.edtf if incident.edtf not in {None, incident.earliest} else None
    facts = [
        ("facility", facility_name(incident, view, speech)),
        ("also_named", ", ".join(sorted(others))),
        ("place", incident.place or speech.unknown),
        ("country", incident.country or speech.unknown),
        ("date", speech.page("edtf", when=when, edtf=inexact) if inexact else when),
        ("attack", speech.listed(incident.event_types)),
        ("weapons", speech.listed(incident.weapons)),
        ("became", speech.listed(incident.effects)),
        ("told_by", speech.page("n_documents", n=len(documents))),
        ("going_back", origin_count(incident, view, speech)),
    ]
    return tuple((name, content) for name, content in facts if content)


def origin_count(incident: Incident, view: View, speech: Speech) -> str:
    """Count origins, not articles, and say which are known to be first-hand."""
    origins = [view.origins[o] for o in incident.origins if o in view.origins]
    if not origins:
        return speech.page("no_known_origin")
    first = sum(o.first_hand == "yes" for o in origins)
    unknown = sum(o.first_hand == "unknown" for o in origins)
    told = [speech.page("n_first", n=first)] if first else []
    if unknown:
        told.append(speech.page("n_unknown", n=unknown))
    counted = speech.page("n_origins", n=len(origins))
    parts = speech.joined(*told)
    return speech.page("origin_count", origins=counted, told=parts) if told else counted


def _grounds(incident: Incident, teller: Teller) -> Iterable[Said]:
    """Show the words for facility, place, date, kind of attack, weapons and effects."""
    view, say = teller.view, teller.speech.page
    accounts = _accounts(incident, view)
    for label, held in (
        ("facility", [a.facility for a in accounts]),
        ("place", [a.place for a in accounts]),
        ("date", [a.time for a in accounts]),
    ):
        for name in dict.fromkeys(c for c in held if c is not None):
            yield teller.said(view.claims[name], say(label))
    claims = view.claims_of(incident)
    for label, kind in (
        ("attack", "event"),
        ("weapon", "weapon"),
        ("effect", "effect"),
    ):
        yield from (teller.said(c, say(label)) for c in claims if c.kind == kind)
    named = {a.facility for a in accounts}
    for claim in claims:
        if isinstance(claim.value, FacilityValue) and claim.id not in named:
            attacked = claim.value.role == "attacked"
            yield teller.said(claim, say("facility" if attacked else "other_facility"))


def figures(incident: Incident, teller: Teller) -> tuple[StatedFigure, ...]:
    """Show every figure of people harmed, one row for each claim, by kind and group.

    The order is that of the English words, so that it is the same in every language.
    """
    view, speech = teller.view, teller.speech
    known = {c: f for toll in incident.casualties for f in toll.figures for c in f.claims}
    rows: list[tuple[str, StatedFigure]] = []
    for claim in view.claims_of(incident):
        if not isinstance(claim.value, CasualtyValue):
            continue
        stated = known.get(claim.id)
        label = speech.label(claim.value, claim.kind)
        row = StatedFigure(
            said=teller.said(claim, label),
            status=speech.words(stated.status) if stated else speech.unknown,
            origins=origin_names(stated.origins if stated else (), view),
        )
        rows.append((english().label(claim.value, claim.kind), row))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


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
            field=teller.speech.field(contradiction.field),
            positions=tuple(
                (position.value, tuple(teller.said(claims[c]) for c in position.claims))
                for position in contradiction.positions
            ),
        )
        for contradiction in incident.contradictions
    )
