"""Registries: facilities, people, organizations, with their names, incidents and words."""

from collections.abc import Iterable

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.docket import Decided
from solferino.desk.overview import sheet
from solferino.desk.quoting import FullQuoter
from solferino.desk.setting import Setting, number
from solferino.desk.shelf import Catalogue, by_date
from solferino.model import (
    Entity,
    Incident,
    Judgement,
    Mention,
    Protection,
    protected,
)
from solferino.publish.quote import Quote
from solferino.store import lookup, schema
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
FEWEST = 3  # letters of a word by which names are found alike


@value
class Line:
    """One entity in a list."""

    id: str
    name: str
    others: tuple[str, ...]
    country: str
    incidents: int
    mentions: int
    protected: bool


@value
class Place:
    """One mention with its words, and the document it stands in."""

    id: str
    document: str
    quote: Quote


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
        with self._at.shelf.look() as (catalogue, _):
            found = [e for e in catalogue.entities.values() if e.kind in KINDS[kind]]
            wanted = fold(words).split()
            held = [e for e in found if all(w in fold(" ".join(_names(e))) for w in wanted)]
            ordered = sorted(held, key=lambda e: (fold(e.name), e.id))
            part = sheet(ordered, number(told.get("page", "")), PAGE)
            shown = [e for e in part.rows if isinstance(e, Entity)]
            return self._at.frame.page(
                request,
                "registries.html",
                catalogue,
                kind=kind,
                kinds=tuple(KINDS),
                words=words,
                sheet=part,
                lines=_lines(shown, catalogue, decided),
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
            own = set(entity.mentions)
            judged = [j for j in decided.standing(Judgement) if {j.left, j.right} & own]
            protections = [p for p in decided.standing(Protection) if p.mention in own]
            return self._at.frame.page(
                request,
                "entity.html",
                catalogue,
                entity=entity,
                registry=next((k for k, kinds in KINDS.items() if entity.kind in kinds), ""),
                incidents=sorted(_incidents(entity, catalogue), key=by_date),
                places=_places(entity, connection),
                alike=_alike(entity, catalogue),
                judged=judged,
                protections=protections,
            )


def _lines(entities: Iterable[Entity], catalogue: Catalogue, decided: Decided) -> list[Line]:
    guarded = protected(catalogue.entities.values(), decided.standing(Protection))
    counted: dict[str, int] = {}
    for incident in catalogue.incidents.values():
        for id_ in _named(incident):
            counted[id_] = counted.get(id_, 0) + 1
    return [
        Line(
            id=e.id,
            name=e.name,
            others=tuple(n for n in _names(e) if n != e.name),
            country=e.country or "",
            incidents=counted.get(e.id, 0),
            mentions=len(e.mentions),
            protected=e.id in guarded,
        )
        for e in entities
    ]


def _names(entity: Entity) -> list[str]:
    listed = (d.value for d in entity.listed if d.property == "name")
    return list(dict.fromkeys((entity.name, *entity.names, *listed)))


def _named(incident: Incident) -> set[str]:
    named = {incident.facility}
    for accusation in incident.responsibility:
        named |= {accusation.entity, accusation.by_entity}
    return {name for name in named if name is not None}


def _incidents(entity: Entity, catalogue: Catalogue) -> list[Incident]:
    return [i for i in catalogue.incidents.values() if entity.id in _named(i)]


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
    return sorted(found, key=lambda p: (p.quote.name, p.quote.start, p.id))


def _alike(entity: Entity, catalogue: Catalogue) -> list[Entity]:
    """Offer entities of the kind whose names share words with this one's, most words first."""
    own = _words(entity)
    ranked = [
        (len(own & _words(other)), other)
        for other in catalogue.entities.values()
        if other.kind == entity.kind and other.id != entity.id
    ]
    ranked.sort(key=lambda pair: (-pair[0], fold(pair[1].name), pair[1].id))
    return [other for _, other in ranked[:ALIKE]]


def _words(entity: Entity) -> set[str]:
    return {w for name in _names(entity) for w in fold(name).split() if len(w) >= FEWEST}
