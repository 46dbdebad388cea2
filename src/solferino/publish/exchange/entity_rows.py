"""Rows of the sheets of facilities, people, organizations, places and origins."""

from collections.abc import Iterator

from solferino.model import Entity, Origin, ProfileValue
from solferino.model.terms import EntityKind
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.sheets import Row, joined

BODIES: tuple[EntityKind, ...] = ("organization", "government", "armed_group", "media")
LISTED = ("type", "operator", "part_of", "beds", "staff", "service")  # of the register's details


def _entities(clerk: Clerk, *kinds: EntityKind) -> Iterator[tuple[Entity, Row]]:
    held = (e for e in clerk.view.entities.values() if e.kind in kinds)
    for entity in sorted(held, key=lambda e: (e.name, e.id)):
        listed = {d.value for d in entity.listed if d.property == "name"}
        yield (
            entity,
            {
                "id": entity.id,
                "name": entity.name,
                "names": joined(sorted({*entity.names, *listed})),
                "country": entity.country,
                "identifiers": joined(sorted(f"{i.scheme}: {i.code}" for i in entity.identifiers)),
                "documents": clerk.read_in(entity),
            },
        )


def facilities(clerk: Clerk) -> Iterator[Row]:
    """Write out the facilities, by name."""
    for entity, row in _entities(clerk, "facility"):
        yield {
            **row,
            **_point(entity),
            "type": joined(sorted(_types(entity, clerk))),
            "precision": entity.precision,
            "properties": joined(dict.fromkeys(_properties(entity, clerk))),
            "incidents": joined(clerk.incidents_by_entity.get(entity.id, ())),
        }


def _types(entity: Entity, clerk: Clerk) -> set[str]:
    """Tell the types that documents and the register give."""
    told = set(clerk.types_by_entity.get(entity.id, ()))
    return told | {d.value for d in entity.listed if d.property == "type"}


def people(clerk: Clerk) -> Iterator[Row]:
    """Write out the people, by name."""
    for entity, row in _entities(clerk, "person"):
        yield {
            **row,
            "properties": joined(dict.fromkeys(_properties(entity, clerk))),
            "protected": entity.id in clerk.view.protected,
        }


def organizations(clerk: Clerk) -> Iterator[Row]:
    """Write out organizations, authorities, armed groups and media, by name."""
    for entity, row in _entities(clerk, *BODIES):
        yield {**row, "kind": entity.kind}


def places(clerk: Clerk) -> Iterator[Row]:
    """Write out the places, by name."""
    for entity, row in _entities(clerk, "place"):
        yield {**row, **_point(entity)}


def _point(entity: Entity) -> Row:
    return {"latitude": entity.latitude, "longitude": entity.longitude}


def _properties(entity: Entity, clerk: Clerk) -> Iterator[str]:
    for claim in clerk.view.profiles.get(entity.id, ()):
        if isinstance(claim.value, ProfileValue):
            yield f"{claim.value.property}: {phrase.wording(claim.value)}"
    for detail in entity.listed:
        if detail.property in LISTED:
            tag = f" ({detail.tag})" if detail.tag else ""
            yield f"{detail.property}{tag}: {detail.value} [{detail.source}]"


def origins(clerk: Clerk) -> Iterator[Row]:
    """Write out the origins, by id."""
    for origin in clerk.view.origins.values():
        yield {
            "id": origin.id,
            "name": origin.name,
            "kind": origin.kind,
            "first_hand": origin.first_hand,
            "relation": origin.relation,
            "reliability": origin.reliability.letter,
            "entity": origin.entity,
            "documents": joined(sorted(clerk.document(d) for d in origin.documents)),
            "incidents": joined(clerk.incidents_by_origin.get(origin.id, ())),
            "claims": len(origin.claims),
            "path": joined(dict.fromkeys(_path(origin, clerk))),
        }


def _path(origin: Origin, clerk: Clerk) -> Iterator[str]:
    steps = sorted(
        origin.path, key=lambda s: (s.source, s.target, s.evidence.document, s.evidence.start)
    )
    for step in steps:
        sure = "" if step.certain else " (not certain)"
        ends = (_end(step.source, clerk), _end(step.target, clerk))
        where = f"{clerk.document(step.evidence.document)}, {clerk.place(step.evidence)}"
        way = f"{ends[0]} {phrase.words(step.how)} {ends[1]}{sure}"
        yield f"{way}: “{step.evidence.text}” ({where})"


def _end(name: str, clerk: Clerk) -> str:
    if name in clerk.view.documents:
        return clerk.document(name)
    return clerk.view.origins[name].name if name in clerk.view.origins else name
