"""Facilities that documents name, found in the register: by name and place, never by name alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from solferino.model import Entity, Identifier, Mention
from solferino.model.register import Entry
from solferino.ports import Gazetteer
from solferino.resolve.register.register import Register
from solferino.resolve.whereabouts import Map

SCHEME = "register"  # of the identifier by which an entity names its entry


def find_in(
    register: Register,
    entities: Sequence[Entity],
    mentions: Iterable[Mention],
    gazetteer: Gazetteer,
) -> tuple[Entity, ...]:
    """Add to each facility what the register tells of it, where it surely is the one meant.

    It is where one of its mentions has a name of just one entry at the same place, and every
    other mention may mean that entry too. Names, mentions and the way in which mentions were
    grouped stay as they are.
    """
    if not len(register):
        return tuple(entities)
    known = {mention.id: mention for mention in mentions}
    places = Map(gazetteer, known.values())
    return tuple(
        _linked(entity, [known[m] for m in entity.mentions if m in known], register, places)
        if entity.kind == "facility"
        else entity
        for entity in entities
    )


def _linked(entity: Entity, mentions: Sequence[Mention], register: Register, places: Map) -> Entity:
    asked = sorted({(m.name, _town(m, places) or "") for m in mentions})
    found: dict[str, Entry] = {}
    for name, town in asked:
        entry = register.link(name, town or None, entity.country)
        if entry is not None:
            found[entry.id] = entry
    if len(found) != 1:
        return entity
    (entry,) = found.values()
    for name, town in asked:
        possible = register.candidates(name, town or None, entity.country)
        if possible and entry not in possible:
            return entity
    return told_of(entity, entry)


def _town(mention: Mention, places: Map) -> str | None:
    """Name the town beside a mention: the gazetteer's, or the word itself where it has none."""
    where = places.where(mention)
    if where.place is not None:
        return where.place.name if where.place.kind == "city" else None
    return mention.place if where.unlisted else None


def told_of(entity: Entity, entry: Entry) -> Entity:
    """Add an entry's identifiers, point and details to an entity."""
    country, point = entry.latest("country"), entry.latest("point")
    latitude, longitude = point.value.split() if point else (None, None)
    codes = {(SCHEME, entry.id), *entry.codes}
    codes |= {(i.scheme, i.code) for i in entity.identifiers}
    return replace(
        entity,
        country=entity.country or (country.value if country else None),
        latitude=entity.latitude or latitude,
        longitude=entity.longitude or longitude,
        precision=point.tag if point and entity.latitude is None else entity.precision,
        identifiers=tuple(Identifier(scheme=scheme, code=code) for scheme, code in sorted(codes)),
        listed=entry.details,
    )
