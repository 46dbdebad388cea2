"""Registries: facilities, people, organizations, with their names, incidents and words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.docket import Decided
from solferino.desk.excerpts import described
from solferino.desk.inventory import Catalogue
from solferino.desk.letting import Let, lets
from solferino.desk.overview import paged
from solferino.desk.quoting import FullQuoter
from solferino.desk.setting import Setting, number
from solferino.desk.telling import DeskTeller
from solferino.model import (
    Entity,
    Judgement,
    Mention,
    Protection,
    protected,
)
from solferino.publish.quote import Quote
from solferino.store import lookup, schema
from solferino.store.lists import is_described, names_of
from solferino.text.fold import fold

KINDS = {
    "facilities": ("facility",),
    "people": ("person",),
    "organizations": ("organization", "government", "armed_group", "media"),
    "places": ("place",),
}
PAGE = 100  # rows of a list on one page
ALIKE = 40  # entities offered for joining
SHOWN = 60  # mentions shown with their words


@value
class Line:
    """One entity in a list; `where` is a document that names it, where another is called the same.

    It is "" where the name tells it from all others of the page. `described` says that documents
    tell what it is, and no name.
    """

    id: str
    name: str
    others: tuple[str, ...]
    country: str
    incidents: int
    mentions: int
    protected: bool
    where: str
    described: bool


@value
class Place:
    """One mention with its words and document, and the others that are shown (`others`, ids)."""

    id: str
    document: str
    quote: Quote
    others: str = ""


class Registries:
    """Answers the addresses of entities."""

    def __init__(self, setting: Setting) -> None:
        """Show the entities on the shelf."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [Route("/registries", self.listed), Route("/registries/{id}", self.entity)]

    def listed(self, request: Request) -> Response:
        """List the entities of one registry by name."""
        told = request.query_params
        kind = told.get("kind", "")
        kind = kind if kind in KINDS else next(iter(KINDS))
        words = told.get("q", "").strip()
        decided = self._at.shelf.decided()
        with self._at.shelf.look() as (catalogue, connection):
            wanted = fold(words).split()
            part, shown = paged(
                lambda first: catalogue.registry(KINDS[kind], wanted, first, PAGE),
                number(told.get("page", "")),
                PAGE,
            )
            return self._at.frame.page(
                request,
                "registries.html",
                catalogue,
                kind=kind,
                kinds=tuple(KINDS),
                words=words,
                sheet=part,
                lines=_lines(shown, catalogue, connection, decided),
            )

    def entity(self, request: Request) -> Response:
        """Show one entity: its names, incidents, words, and what can be decided of it."""
        id_ = request.path_params["id"]
        decided = self._at.shelf.decided()
        with self._at.shelf.look() as (catalogue, connection):
            entity = catalogue.entities.get(id_)
            if entity is None:
                if id_ in catalogue.owner:
                    return RedirectResponse(f"/registries/{catalogue.owner[id_]}", 303)
                raise HTTPException(404)
            part, telling = paged(
                lambda first: catalogue.naming(id_, first, PAGE),
                number(request.query_params.get("page", "")),
                PAGE,
            )
            own = set(entity.mentions)
            judged = [j for j in decided.standing(Judgement) if {j.left, j.right} & own]
            protections = [p for p in decided.standing(Protection) if p.mention in own]
            view, told_of = described(entity, catalogue, connection, decided)
            quoter = FullQuoter(view.documents)
            phrasing = self._at.frame.phrasing(request)
            teller = DeskTeller(view, view.documents, quoter, phrasing)
            return self._at.frame.page(
                request,
                "entity.html",
                catalogue,
                entity=entity,
                registry=next((k for k, kinds in KINDS.items() if entity.kind in kinds), ""),
                incidents=telling,
                sheet=part,
                places=_places(entity, connection),
                alike=catalogue.alike(entity, ALIKE),
                judged=judged,
                protections=protections,
                naming=_naming(entity, decided),
                profile=[teller.said(claim) for claim in told_of],
            )


def _naming(entity: Entity, decided: Decided) -> Let | None:
    """Tell whether a person may be named in what is published; null where it is no person."""
    if entity.kind != "person" or not entity.mentions:
        return None
    return lets(decided, "person", entity.mentions, entity.name)


def _lines(
    entities: Sequence[Entity], catalogue: Catalogue, connection: Connection, decided: Decided
) -> list[Line]:
    where = _namesakes(entities, catalogue, connection)
    guarded = protected(entities, decided.standing(Protection))
    named = catalogue.named(e.id for e in entities)
    return [
        Line(
            id=e.id,
            name=e.name,
            others=tuple(n for n in names_of(e) if n != e.name),
            country=e.country or "",
            incidents=named.get(e.id, 0),
            mentions=len(e.mentions),
            protected=e.id in guarded,
            where=where.get(e.id, ""),
            described=is_described(e),
        )
        for e in entities
    ]


def _namesakes(
    entities: Sequence[Entity], catalogue: Catalogue, connection: Connection
) -> dict[str, str]:
    """Tell of entities that share a name in which document each is named first."""
    called = Counter(fold(e.name) for e in entities)
    several = [e for e in entities if called[fold(e.name)] > 1 and e.mentions]
    firsts = {e.id: min(e.mentions) for e in several}
    mentions = lookup.named(connection, schema.mentions, Mention, firsts.values())
    places = {m.id: m.span.document for m in mentions}
    lines = catalogue.lines.some(places.values())
    told = {entity: places.get(mention, "") for entity, mention in firsts.items()}
    return {entity: lines[at].name for entity, at in told.items() if at in lines}


def _places(entity: Entity, connection: Connection) -> list[Place]:
    """Show where the entity is named, each with its sentence."""
    some = sorted(entity.mentions)[:SHOWN]
    mentions = lookup.named(connection, schema.mentions, Mention, some)
    documents = {d.id: d for d in lookup.documents(connection, {m.span.document for m in mentions})}
    quoter = FullQuoter(documents)
    found = [
        Place(id=m.id, document=m.span.document, quote=quoter.quote(m.span))
        for m in mentions
        if m.span.document in documents
    ]
    ids = [place.id for place in found]
    apart = (replace(p, others=" ".join(id_ for id_ in ids if id_ != p.id)) for p in found)
    return sorted(apart, key=lambda p: (p.quote.name, p.quote.start, p.id))
