"""What one document calls its facilities, and what it tells of each.

By the words of the name proper; the same name in another town or country, of another type,
purpose or level, is another facility. A description ("the children's hospital") joins across
documents only with the same words at the same place.

The place beside a mention is often that of a speaker, not of the facility. So a document's
mentions of one name vote on where it is, and the country that the document tells of has a vote.
A place that is part of the name ("Bahr Hospital, Marvane") goes before the one beside it.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.group import Marks
from solferino.model import Mention
from solferino.resolve.forms import Form
from solferino.resolve.naming import Name, read_name
from solferino.resolve.spelling import Called, called, parts
from solferino.resolve.whereabouts import Map, Whereabouts, most_told
from solferino.text.fold import fold

RULE = "rule:facility-name"
DESCRIPTION = "description: "  # begins the tag of a facility that has no name proper
TWO = 2

Names = tuple[Called, ...]
Tags = tuple[str, ...]


@value
class Reading:
    """What a facility is called: its proper names, or none where it is only described."""

    name: Name
    names: Names
    described: str


@value
class Named:
    """A mention with its name read and where it seems to be."""

    id: str
    mention: Mention
    reading: Reading
    where: Whereabouts


def facility_forms(mentions: Iterable[tuple[str, Mention]], places: Map) -> list[Form]:
    """Take the mentions of facilities of one document, by id, for forms."""
    beside: dict[tuple[str, ...], list[Named]] = {}
    for id_, mention in mentions:
        named = _named(id_, mention, places)
        own = tuple(name.essence for name in named.reading.names) or (named.reading.described,)
        beside.setdefault(own, []).append(named)
    members: dict[tuple[tuple[str, ...], Tags, Marks], tuple[Names, list[Named]]] = {}
    for every in beside.values():
        described = not every[0].reading.names
        for together in _by_town(every) if described else [every]:
            document = every[0].mention.span.document
            where = _vote(together, places.told(document))
            for named in together:
                names, tags = _callings(named, where, document)
                traits = () if described else _traits(named, where)
                key = (tuple([name.text for name in names]), tags, traits)
                members.setdefault(key, (names, []))[1].append(named)
    return [
        Form(
            kind="facility",
            words=found[0].mention.name,
            names=names,
            tags=tags,
            traits=traits,
            members=tuple(named.id for named in found),
        )
        for (_, tags, traits), (names, found) in members.items()
    ]


def _named(id_: str, mention: Mention, places: Map) -> Named:
    where = places.where(mention)
    within = _place_within(mention.name)
    if within is not None:
        at = places.called(within, mention)
        where = at if at.identity is not None else where
    around = where.place.name if where.place else ""
    return Named(
        id=id_,
        mention=mention,
        where=where,
        reading=_read(mention.name, mention.place or "", around),
    )


@lru_cache(maxsize=1 << 18)
def _place_within(text: str) -> str | None:
    """Find the place that is a part of a name, after a comma or "in"."""
    found = [word.shown for word in read_name(text, "facility").words if word.role == "place"]
    return " ".join(found) or None


@lru_cache(maxsize=1 << 18)
def _read(text: str, place: str, around: str) -> Reading:
    """Keep the proper names of a facility, or else its description alone."""
    known = {word for told in (place, around) for word in _words(told)}
    read = [read_name(part, "facility") for part in parts(text)]
    proper = [name for name in read if _is_proper(name, known)]
    name = (proper or read)[0]
    described = (*name.types, *name.specialties, *name.levels, *name.numbers, *_beside(name))
    return Reading(
        name=name,
        names=_once(called(name.text, "facility") for name in proper),
        described=f"{DESCRIPTION}{' '.join(sorted(set(described)))}",
    )


def _once(names: Iterable[Called]) -> Names:
    found = {name.essence: name for name in names}
    return tuple(found[essence] for essence in sorted(found))


def _words(text: str) -> list[str]:
    return fold(text).replace("-", " ").split()


def _is_proper(name: Name, known: set[str]) -> bool:
    """Whether it names one facility, and does not only say what stands where.

    Not where all is in small letters, nor where its own words only repeat the place, unless a
    purpose or a level, of which a place has one, tells the rest.
    """
    if not name.core or (name.text.islower() and "#" not in name.text):
        return False
    if name.specialties or set(name.levels) & set(words()["single"]):
        return True
    return not {part for form in name.core for part in form.split()} <= known


def _beside(name: Name) -> tuple[str, ...]:
    """Take the words of a description that are listed nowhere: they tell it from others."""
    return tuple(word.form for word in name.words if word.role == "name" and name.text.islower())


def _by_town(described: Sequence[Named]) -> list[list[Named]]:
    """Part what a document describes alike but puts in two towns; there it means two."""
    towns = {named.where.town or named.where.unlisted for named in described}
    if len(towns - {None}) < TWO:
        return [list(described)]
    apart: dict[str | None, list[Named]] = {}
    for named in described:
        apart.setdefault(named.where.town or named.where.unlisted, []).append(named)
    return list(apart.values())


def _vote(together: Sequence[Named], told: str | None) -> Whereabouts:
    """Settle where a document's facility is; a town counts only in the country so settled."""
    first = together[0].where
    if told in (None, first.country) and all(named.where is first for named in together):
        return first
    country = most_told([*(named.where.country for named in together), told])
    near = [n.where for n in together if n.where.country in (country, None)]
    town = most_told(where.town for where in near)
    spot = most_told(where.identity for where in near)
    unlisted = most_told(where.unlisted for where in near) if town is None else None
    place = next((where.place for where in near if where.identity == spot), None)
    return Whereabouts(country=country, town=town, unlisted=unlisted, place=place)


def _callings(named: Named, where: Whereabouts, document: str) -> tuple[Names, Tags]:
    """Give names, or the tag of a description.

    A description is bound to its place, or to its document where many places may fit it.
    """
    reading = named.reading
    if reading.names:
        return reading.names, ()
    numbered = bool(reading.name.numbers)
    telling = set(reading.name.specialties) - set(words()["many"])
    place = (where.town or where.identity) if numbered else where.identity
    alone = place is None or not (telling or numbered)
    own = f"in {document} at {place}" if alone else f"at {place}"
    return (), (f"{reading.described} {own}",)


def _traits(named: Named, where: Whereabouts) -> Marks:
    name = named.reading.name
    known = (
        ("country", where.country),
        ("level", _single(name.levels)),
        ("place", where.unlisted),
        ("purpose", _single(name.specialties)),
        ("town", where.town),
        ("type", _single(name.types)),
    )
    return tuple((trait, told) for trait, told in known if told is not None)


def _single(headings: Sequence[str]) -> str | None:
    """Take what is said once; a name that says two things of itself excludes neither."""
    return headings[0] if len(headings) == 1 else None


@cache
def words() -> Mapping[str, Any]:
    """Read `telling.toml`: what tells which facility is meant, and what does not."""
    path = files("solferino.resolve") / "telling.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
