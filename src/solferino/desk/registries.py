"""Registries: facilities, people, organizations, with their names, incidents and words."""

from collections.abc import Sequence
from itertools import chain, islice

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.docket import Decided
from solferino.desk.inventory import Catalogue, folded, names_of
from solferino.desk.overview import sheet
from solferino.desk.quoting import FullQuoter
from solferino.desk.setting import Setting, number
from solferino.model import (
    Entity,
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
            wanted = fold(words).split()
            held = catalogue.registry(KINDS[kind])
            if wanted:
                said = catalogue.words_of_entities
                held = [e for e in held if all(w in said[e.id] for w in wanted)]
            part = sheet(held, number(told.get("page", "")), PAGE)
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
                incidents=catalogue.naming.get(entity.id, []),
                places=_places(entity, connection),
                alike=_alike(entity, catalogue),
                judged=judged,
                protections=protections,
            )


def _lines(entities: Sequence[Entity], catalogue: Catalogue, decided: Decided) -> list[Line]:
    guarded = protected(entities, decided.standing(Protection))
    return [
        Line(
            id=e.id,
            name=e.name,
            others=tuple(n for n in names_of(e) if n != e.name),
            country=e.country or "",
            incidents=len(catalogue.naming.get(e.id, ())),
            mentions=len(e.mentions),
            protected=e.id in guarded,
        )
        for e in entities
    ]


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
    counted = catalogue.alike(entity)
    near = sorted(
        (catalogue.entities[id_] for id_ in counted),
        key=lambda other: (-counted[other.id], folded(other.name), other.id),
    )
    rest = (
        e for e in catalogue.registry((entity.kind,)) if e.id not in counted and e is not entity
    )
    return list(islice(chain(near, rest), ALIKE))
