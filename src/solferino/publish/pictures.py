"""The drawings of an incident and of a case, each with the rows of the list that stands beside it.

What a drawing shows is told by the page that shows it, in its language.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from solferino.codec import value
from solferino.ledgers.register import UNKNOWN as UNCOUNTED
from solferino.ledgers.register import Count, Dimension, Register
from solferino.model import (
    BlameValue,
    CasualtyValue,
    Claim,
    Entity,
    Incident,
    Statement,
    Step,
    Value,
)
from solferino.publish.drawing.bars import Bar, months, rows
from solferino.publish.drawing.graph import Edge, Node, drawn_graph
from solferino.publish.drawing.map import Site, drawn_map, sites
from solferino.publish.drawing.shapes import Drawing
from solferino.publish.drawing.timeline import Moment, drawn_time
from solferino.publish.lineage import step_end
from solferino.publish.phrase import ENGLISH, words
from solferino.publish.quote import Quote
from solferino.publish.said import Said, Teller
from solferino.publish.view import View

TOLD = ("casualty", "effect", "blame", "circumstance", "appeal")  # what a course of time tells of
NEAREST = "town"  # what a page that leaves the case may show of a place
Say = Callable[[str], str]


@value
class Telling:
    """One line beside a course of time: on which day it was said, and what; "" is not known."""

    day: str
    said: Said


@value
class Course:
    """Who said what when; the drawing is null where no day is known."""

    drawn: Drawing | None
    rows: tuple[Telling, ...]


@value
class Way:
    """One step towards an origin, numbered as in the drawing, with the words that show it."""

    number: int
    source: str
    target: str
    how: str
    certain: bool
    quote: Quote
    document: int


@value
class Ways:
    """The steps from documents to origins; the drawing is null where there is none."""

    drawn: Drawing | None
    rows: tuple[Way, ...]


def course(
    incident: Incident,
    teller: Teller,
    say: Say = words,
    wording: Callable[[Value], str] = ENGLISH.wording,
    manner: Callable[[Statement, Value], str] = ENGLISH.manner,
) -> Course:
    """Draw who said what of an incident when, and the days between which it happened.

    `say` puts the codes of kinds into words, `wording` values, `manner` how something is said. The
    order of lines of one day is that of the English words, the same in every language.
    """
    view = teller.view
    lines: dict[tuple[str, ...], Telling] = {}
    moments = []
    for claim in view.claims_of(incident):
        if claim.kind not in TOLD:
            continue
        kind = say(_about(claim))
        said, day = teller.said(claim, kind), view.said_on(claim)
        how = "" if _denied(claim) else manner(view.statements[claim.statement], claim.value)
        line = f"{kind}: {wording(claim.value)}" + (f" ({how})" if how else "")
        key = (day or "", *_in_english(claim, view))
        if key in lines:
            continue
        lines[key] = Telling(day=day or "", said=said)
        moments.append(Moment(first=day, last=day, name=said.by, words=line, role=_about(claim)))
    between = (incident.earliest, incident.latest)
    drawn = drawn_time(moments, undated=say("day not known"), between=between)
    order = sorted(lines, key=lambda key: (not key[0], key))
    return Course(drawn=drawn, rows=tuple(lines[key] for key in order))


def _in_english(claim: Claim, view: View) -> tuple[str, str, str]:
    """Say who says what of something and how, by which lines are told apart and put in order."""
    statement = view.statements[claim.statement]
    document = view.documents[statement.span.document]
    by = ", ".join(v.name for v in statement.voice) or document.described.publisher or document.name
    how = "" if _denied(claim) else ENGLISH.manner(statement, claim.value)
    return by, f"{words(_about(claim))}: {ENGLISH.wording(claim.value)}", how


def _about(claim: Claim) -> str:
    """Name what a claim tells: of blame whether it is alleged, admitted or denied."""
    match claim.value:
        case CasualtyValue(kind=kind):
            return kind
        case BlameValue(stance=stance):
            return f"blame_{stance}"
        case _:
            return claim.kind


def _denied(claim: Claim) -> bool:
    """Whether a claim is itself a denial, so that nothing need be said of how it is said."""
    return isinstance(claim.value, BlameValue) and claim.value.stance == "denied"


def case_course(
    incidents: Iterable[Incident], undated: str, links: Callable[[Incident], str]
) -> Drawing | None:
    """Draw a case's incidents along time; `links` leads to the page of one."""
    moments = [
        Moment(
            first=i.earliest,
            last=i.latest,
            name=", ".join(dict.fromkeys(p for p in (i.place, i.country) if p)) or i.title,
            words=i.title,
            role="event",
            href=links(i),
        )
        for i in incidents
    ]
    return drawn_time(moments, undated=undated)


def ways(incident: Incident, teller: Teller, say: Say = words) -> Ways:
    """Draw how the documents of an incident lead to the origins of its claims."""
    view = teller.view
    telling = {view.accounts[a].document for a in incident.accounts}
    steps = leading(incident, view)
    listed = tuple(
        Way(
            number=number,
            source=step_end(step.source, view),
            target=step_end(step.target, view),
            how=say(step.how),
            certain=step.certain,
            quote=teller.quote(step.evidence),
            document=teller.number(step.evidence.document),
        )
        for number, step in enumerate(steps, start=1)
    )
    ends = {end for step in steps for end in (step.source, step.target)} | telling
    nodes = [Node(id=end, words=step_end(end, view), role=_role(end, view)) for end in ends]
    edges = [
        Edge(
            source=step.source,
            target=step.target,
            number=way.number,
            certain=step.certain,
            tip=f"{way.how}: {way.quote.exact}",
        )
        for step, way in zip(steps, listed, strict=True)
    ]
    return Ways(drawn=drawn_graph(nodes, edges), rows=listed)


def leading(incident: Incident, view: View) -> Sequence[Step]:
    """Find the steps by which documents of an incident lead to its origins, each once.

    They begin or are shown in such a document, or in one that it goes back to.
    """
    origins = [view.origins[o] for o in incident.origins if o in view.origins]
    steps = {step for origin in origins for step in origin.path}
    telling = {view.accounts[a].document for a in incident.accounts}
    found: set[Step] = set()
    while reached := {
        s for s in steps - found if s.source in telling or s.evidence.document in telling
    }:
        found |= reached
        telling |= {s.target for s in reached if s.target in view.documents}
    names = {d: view.documents[d].name for d in {s.evidence.document for s in found}}
    return sorted(
        found,
        key=lambda s: (
            names[s.evidence.document],
            s.evidence.start,
            s.evidence.end,
            s.source,
            s.target,
            s.how,
        ),
    )


def _role(end: str, view: View) -> str:
    if end in view.documents:
        return "document"
    return "origin" if end in view.origins else "speaker"


def counted(dimension: Dimension, say: Say = words) -> Drawing | None:
    """Draw the numbers of one way of counting: months in their order, all else most first."""
    if dimension.dimension == "month":
        known = {c.value: c.number for c in dimension.counts if c.value != UNCOUNTED}
        return months(known)
    order = sorted(dimension.counts, key=lambda c: (c.value == UNCOUNTED, -c.number, c.value))
    return rows([Bar(words=say(c.value), number=c.number) for c in order])


@value
class Atlas:
    """Where incidents are: the map (null where no point is known), and the list beside it."""

    drawn: Drawing | None
    sites: tuple[Site, ...]


def atlas(
    incidents: Iterable[Incident], entities: Mapping[str, Entity], nearest: str = NEAREST
) -> Atlas:
    """Draw where incidents are; what leaves the case shows nothing nearer than a town."""
    found = sites(incidents, entities, nearest)
    return Atlas(drawn=drawn_map(found), sites=found)


@value
class Chart:
    """One way of counting incidents, with its rule, its drawing and its numbers."""

    dimension: str
    rule: str
    drawn: Drawing | None
    counts: tuple[Count, ...]


def charts(register: Register, say: Say = words) -> tuple[Chart, ...]:
    """Draw every way of counting of a register."""
    return tuple(
        Chart(dimension=d.dimension, rule=d.rule, drawn=counted(d, say), counts=d.counts)
        for d in register.dimensions
    )
