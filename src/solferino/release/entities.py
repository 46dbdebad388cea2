"""The entities that leave: under the names that the published words use, at coarsened points."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from solferino.model import Entity, Incident, Mention
from solferino.release.fields import snapped
from solferino.release.leaving import Leaving, once

SHORT = 6  # characters of a public id in a name


def linked(leaving: Leaving) -> dict[str, Entity]:
    """Give every entity of which a mention leaves, by its id in the case.

    Of its names only those leave that stand in published words: that two names mean one thing is
    a machine's proposal.
    """
    found = {}
    for entity in leaving.old.entities:
        held = once(leaving.mentions[m] for m in entity.mentions if m in leaving.mentions)
        if held:
            found[entity.id] = _entity(entity, held, leaving)
    return found


def _entity(entity: Entity, held: tuple[Mention, ...], leaving: Leaving) -> Entity:
    lets, own = leaving.lets, leaving.key.id("entity", entity.id)
    person = entity.id in leaving.roster.withheld
    told = {held[0].name} if person else {leaving.scrub(m.span.text) for m in held}
    full = leaving.scrub(entity.name)
    known = full in told or leaving.profile.named != "cleared"
    name = full if known else max(sorted(told), key=len)
    point = lets("entity", "point") and not person
    return replace(
        entity,
        id=own,
        name=name if lets("entity", "name") else f"{entity.kind.replace('_', ' ')} {own[:SHORT]}",
        names=tuple(sorted(told)) if lets("entity", "names") else (),
        mentions=tuple(m.id for m in held),
        country=entity.country if lets("entity", "country") else None,
        latitude=entity.latitude if point else None,
        longitude=entity.longitude if point else None,
        identifiers=entity.identifiers if lets("entity", "identifiers") and not person else (),
        precision=None,
        listed=(),
    )


def placed(
    found: Mapping[str, Entity], incidents: Iterable[Incident], leaving: Leaving
) -> tuple[Entity, ...]:
    """Snap the points of entities to the profile's grid, facilities by what is told of their state.

    The state is that after the last published incident of which an effect is told.
    """
    last: dict[str, tuple[str, tuple[str, ...]]] = {}
    for incident in incidents:
        if incident.facility and incident.effects:
            day = incident.latest or incident.earliest or ""
            held = last.get(incident.facility, ("", ()))
            effects = (*held[1], *incident.effects) if day == held[0] else incident.effects
            if day >= held[0]:
                last[incident.facility] = (day, effects)
    return once(
        snapped(e, leaving.profile, last.get(e.id, ("", ()))[1] if e.kind == "facility" else None)
        for e in found.values()
    )
