"""Facilities that documents name, found in the register: by name and place, never by name alone.

A person may tie a facility to an entry, or take one away; that goes before all names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import permutations

from solferino.codec import value
from solferino.model import Entity, Identifier, Judgement, Mention, still_standing
from solferino.model.register import Entry
from solferino.ports import Gazetteer
from solferino.resolve.register.register import Register
from solferino.resolve.whereabouts import Map

SCHEME = "register"  # of the identifier by which an entity names its entry


@value
class Said:
    """What is said of mentions besides: the day of each document (ISO), and people's word.

    A judgement between a mention (id) of a facility and an entry (id) of the register ties the two
    ("same") or takes the entry away from the facility ("different").
    """

    days: Mapping[str, str] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()


NOTHING = Said()


def find_in(
    register: Register,
    entities: Sequence[Entity],
    mentions: Iterable[Mention],
    gazetteer: Gazetteer,
    said: Said = NOTHING,
) -> tuple[Entity, ...]:
    """Add to each facility what the register tells of it, where it surely is the one meant.

    It is where one of its mentions has a name of just one entry at the same place, and every
    other mention may mean that entry too; or where a person says so, whatever the names. Names,
    mentions and the way in which mentions were grouped stay as they are.
    """
    if not len(register):
        return tuple(entities)
    finder = _Finder(register, {m.id: m for m in mentions}, gazetteer, said)
    return tuple(finder.linked(e) if e.kind == "facility" else e for e in entities)


class _Finder:
    """Looks facilities up in a register."""

    def __init__(
        self,
        register: Register,
        known: Mapping[str, Mention],
        gazetteer: Gazetteer,
        said: Said,
    ) -> None:
        self._register = register
        self._known = known
        self._places = Map(gazetteer, known.values())
        self._days = said.days
        self._said: dict[str, list[Judgement]] = {}
        for judgement in still_standing(said.judgements):
            for mention, entry in permutations((judgement.left, judgement.right)):
                if mention in known and register.entry(entry) is not None:
                    self._said.setdefault(mention, []).append(judgement)

    def linked(self, entity: Entity) -> Entity:
        """Add what the register tells of an entity's entry, if there is one for certain."""
        tied, parted = self._by_people(entity)
        if tied:
            only = self._register.entry(min(tied)) if len(tied) == 1 else None
            return told_of(entity, only) if only else entity
        entry = self._by_name(entity, parted)
        return told_of(entity, entry) if entry else entity

    def _by_people(self, entity: Entity) -> tuple[set[str], set[str]]:
        """Which entries people tie an entity to, and which they take away from it.

        Two people who disagree tie nothing and take nothing for granted: the entry is taken away.
        """
        told: dict[str, set[str]] = {}
        for judgement in (j for m in entity.mentions for j in self._said.get(m, ())):
            found = map(self._register.entry, (judgement.left, judgement.right))
            for entry in found:
                if entry is not None:
                    told.setdefault(entry.id, set()).add(judgement.verdict)
        tied = {entry for entry, verdicts in told.items() if verdicts == {"same"}}
        return tied, set(told) - tied

    def _by_name(self, entity: Entity, parted: set[str]) -> Entry | None:
        mentions = [self._known[m] for m in entity.mentions if m in self._known]
        asked = sorted(
            {
                (m.name, _town(m, self._places) or "", self._days.get(m.span.document, ""))
                for m in mentions
            }
        )
        found: dict[str, Entry] = {}
        for name, town, day in asked:
            entry = self._register.link(name, town or None, entity.country, day or None)
            if entry is not None and entry.id not in parted:
                found[entry.id] = entry
        if len(found) != 1:
            return None
        (entry,) = found.values()
        for name, town, day in asked:
            may = self._register.candidates(name, town or None, entity.country, day or None)
            if may and entry not in may:
                return None
        return entry


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
