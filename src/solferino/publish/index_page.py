"""What the dossier's first page shows: incidents, what belongs to none, documents, problems."""

from collections.abc import Sequence

from markupsafe import Markup

from solferino.codec import value
from solferino.model import Claim, Copy, Document, Incident, Problem, TallyValue
from solferino.publish.contrast import Contrasts, Version, contrasts, version
from solferino.publish.incident_page import (
    StatedFigure,
    facility_name,
    figures,
    file_of,
    origin_count,
)
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
from solferino.publish.pictures import Atlas, Chart, atlas, charts
from solferino.publish.said import Said, Teller
from solferino.publish.stories import tallies
from solferino.publish.summary import Summary, summary
from solferino.publish.view import View

LEDGERS = frozenset(
    {"appeal", "blame", "characterization", "circumstance", "exhibit", "service", "tally"}
)
FIGURES = 6  # figures shown in one line of the list of incidents; the page has them all


@value
class Line:
    """One incident in the list."""

    file: Markup
    title: str
    date: str
    place: str
    facility: str
    documents: int
    origins: str
    figures: tuple[StatedFigure, ...]
    more: int


@value
class Total:
    """A running total, apart from every incident, with the words of each time it is said."""

    by: str
    what: str
    figure: str
    since: str
    until: str
    area: str
    said: tuple[Said, ...]


@value
class Received:
    """A document with its copies (by number), earlier capture, and pages of its incidents."""

    document: Document
    number: int
    copies: tuple[tuple[Copy, int, Contrasts], ...]
    version: Version | None
    incidents: tuple[tuple[Markup, str], ...]


@value
class IndexPage:
    """Everything that the first page shows."""

    name: str
    created: str
    engine: str
    kit: tuple[str, ...]
    summary: Summary
    lines: tuple[Line, ...]
    tallies: tuple[Total, ...]
    actors: tuple[Named, ...]
    circumstances: tuple[Said, ...]
    characterizations: tuple[Said, ...]
    appeals: tuple[Asked, ...]
    services: tuple[Said, ...]
    outages: tuple[Outage, ...]
    exhibits: tuple[Shown, ...]
    documents: tuple[Received, ...]
    problems: tuple[Problem, ...]
    apart: int
    atlas: Atlas
    charts: tuple[Chart, ...]


def index_page(teller: Teller) -> IndexPage:
    """Gather the first page, in the language of a teller of all documents."""
    view, speech = teller.view, teller.speech
    picture = view.picture
    loose = sorted((c for c in view.held.values() if not view.incidents_of(c.id)), key=view.order)
    incidents = sorted(view.incidents.values(), key=_by_date)
    held = _by_document(incidents, view)
    return IndexPage(
        name=picture.name,
        created=picture.created,
        engine=picture.engine,
        kit=tuple(sorted(picture.kit)),
        summary=summary(picture),
        lines=tuple(_line(i, teller) for i in incidents),
        tallies=_totals(teller),
        actors=actors(loose, teller),
        circumstances=of_kind(loose, "circumstance", teller),
        characterizations=of_kind(loose, "characterization", teller),
        appeals=appeals(loose, teller),
        services=services(loose, teller),
        outages=outages((s for s in view.services if not s.incidents), teller),
        exhibits=exhibits(loose, teller),
        documents=tuple(_received(d, teller, held.get(d.id, [])) for d in teller.sources),
        problems=tuple(
            sorted({p.id: p for p in picture.problems}.values(), key=lambda p: (p.name, p.id))
        ),
        apart=_apart(loose, view),
        atlas=atlas(incidents, view.entities),
        charts=charts(view.register, speech.words),
    )


def _apart(loose: Sequence[Claim], view: View) -> int:
    """Count the claims that no table of the dossier shows."""
    facilities = {i.facility for i in view.incidents.values() if i.facility}
    shown = {c.id for f in facilities for c in view.profiles.get(f, ())}
    return sum(c.kind not in LEDGERS and c.id not in shown for c in loose)


def _by_date(incident: Incident) -> tuple[bool, str, str, str]:
    day = incident.earliest or incident.latest
    return day is None, day or "", incident.title, incident.id


def _line(incident: Incident, teller: Teller) -> Line:
    view, speech = teller.view, teller.speech
    stated = figures(incident, teller)
    return Line(
        file=file_of(incident, speech),
        title=incident.title,
        date=speech.days(incident.earliest, incident.latest),
        place=", ".join(p for p in (incident.place, incident.country) if p) or speech.unknown,
        facility=facility_name(incident, view, speech),
        documents=len({view.accounts[a].document for a in incident.accounts}),
        origins=origin_count(incident, view, speech),
        figures=stated[:FIGURES],
        more=max(0, len(stated) - FIGURES),
    )


def _totals(teller: Teller) -> tuple[Total, ...]:
    view, speech = teller.view, teller.speech
    totals: list[Total] = []
    for row in tallies(view):
        claims = [view.claims[c] for c in row.claims]
        said = tuple(teller.said(c) for c in sorted(claims, key=view.order))
        first = claims[0].value
        if isinstance(first, TallyValue):
            totals.append(
                Total(
                    by=said[0].by,
                    what=first.what,
                    figure=speech.figure(first.min, first.max, first.qualifier),
                    since=first.since or speech.unknown,
                    until=first.until or speech.unknown,
                    area=first.area or speech.unknown,
                    said=said,
                )
            )
    return tuple(sorted(totals, key=lambda t: (t.what, t.by, t.figure, t.since, t.until, t.area)))


def _by_document(incidents: Sequence[Incident], view: View) -> dict[str, list[Incident]]:
    found: dict[str, list[Incident]] = {}
    for incident in incidents:
        for document in {view.accounts[a].document for a in incident.accounts}:
            found.setdefault(document, []).append(incident)
    return found


def _received(document: Document, teller: Teller, incidents: Sequence[Incident]) -> Received:
    view = teller.view
    return Received(
        document=document,
        number=teller.number(document.id),
        copies=tuple(
            (copy, teller.number(copy.other), contrasts(copy.changes, teller.quote, teller.number))
            for copy in view.copies.get(document.id, ())
        ),
        version=version(document, teller),
        incidents=tuple((file_of(i, teller.speech), i.title) for i in incidents),
    )
