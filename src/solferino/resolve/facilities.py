"""What one document calls its facilities, and what it tells of each.

By the words of the name proper, after type words and articles; the same name in another town
or country, of another type or specialty, is another facility. A description ("the children's
hospital") joins across documents only with the same words at the same place.

The place beside a mention is often that of a speaker, not of the facility. So a document's
mentions of one name vote on where it is, and the country that the document tells of has a vote.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from solferino.codec import value
from solferino.group import Marks
from solferino.model import Mention
from solferino.resolve.facility_names import FacilityName, facility_names, name_words
from solferino.resolve.forms import Form
from solferino.resolve.whereabouts import Map, Whereabouts, most_told
from solferino.text.fold import fold

RULE = "rule:facility-name"
DESCRIPTION = "description: "  # begins the key of a facility that has no name proper
TWO = 2

Keys = tuple[str, ...]


@value
class Reading:
    """A name taken apart: its first proper name or else the description, and all its keys."""

    name: FacilityName
    keys: Keys
    proper: bool


@value
class Named:
    """A mention with its name read and where it seems to be."""

    id: str
    mention: Mention
    reading: Reading
    where: Whereabouts


def facility_forms(mentions: Iterable[tuple[str, Mention]], places: Map) -> list[Form]:
    """Take the mentions of facilities of one document, by id, for forms."""
    beside: dict[Keys, list[Named]] = {}
    for id_, mention in mentions:
        named = _named(id_, mention, places.where(mention))
        beside.setdefault(named.reading.keys, []).append(named)
    members: dict[tuple[Keys, Keys, Marks], list[Named]] = {}
    for keys, every in beside.items():
        described = not every[0].reading.proper
        for together in _by_town(every) if described else [every]:
            document = every[0].mention.span.document
            where = _vote(together, places.told(document))
            for named in together:
                names, tags = _callings(named, keys, where, document)
                traits = () if described else _traits(named, where)
                members.setdefault((names, tags, traits), []).append(named)
    return [
        Form(
            kind="facility",
            words=found[0].mention.name,
            names=names,
            tags=tags,
            traits=traits,
            members=tuple(named.id for named in found),
        )
        for (names, tags, traits), found in members.items()
    ]


def _named(id_: str, mention: Mention, where: Whereabouts) -> Named:
    around = where.place.name if where.place else ""
    return Named(
        id=id_,
        mention=mention,
        where=where,
        reading=_read(mention.name, mention.place or "", around),
    )


@lru_cache(maxsize=1 << 18)
def _read(name: str, place: str, around: str) -> Reading:
    """Keep the proper names of a facility, or else its description alone."""
    names = facility_names(name)
    known = {word for text in (place, around) for word in fold(text).replace("-", " ").split()}
    proper = [one for one in names if _is_proper(one, known)]
    first = (proper or names)[0]
    described = f"{DESCRIPTION}{' '.join(first.described)}"
    keys = tuple(sorted({" ".join(one.spelled) for one in proper})) or (described,)
    return Reading(name=first, keys=keys, proper=bool(proper))


def _is_proper(name: FacilityName, known: set[str]) -> bool:
    """Whether it names one facility: not when its own words only repeat where it stands."""
    return bool(name.own) and (name.specialty is not None or not set(name.own) <= known)


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
    country = most_told([*(named.where.country for named in together), told])
    near = [n.where for n in together if n.where.country in (country, None)]
    town = most_told(where.town for where in near)
    spot = most_told(where.identity for where in near)
    unlisted = most_told(where.unlisted for where in near) if town is None else None
    place = next((where.place for where in near if where.identity == spot), None)
    return Whereabouts(country=country, town=town, unlisted=unlisted, place=place)


def _tags(named: Named, keys: Keys, where: Whereabouts, document: str) -> Keys:
    """Bind a description to its place, or to its document where many places may fit it."""
    specialty = named.reading.name.specialty
    place = where.identity
    alone = place is None or specialty is None or specialty in name_words()["many"]
    own = f"in {document} at {place}" if alone else f"at {place}"
    return (f"{keys[0]} {own}",)


def _callings(named: Named, keys: Keys, where: Whereabouts, document: str) -> tuple[Keys, Keys]:
    """Give names and tags: a description has no name, and one that is but a number needs a town."""
    if not named.reading.proper:
        return (), _tags(named, keys, where, document)
    if named.reading.name.numbered:
        return (), tuple(f"{key} at {where.town or where.identity or document}" for key in keys)
    return keys, ()


def _traits(named: Named, where: Whereabouts) -> Marks:
    name = named.reading.name
    known = (
        ("country", where.country),
        ("place", where.unlisted),
        ("specialty", name.specialty),
        ("town", where.town),
        ("type", name.type),
    )
    return tuple((trait, told) for trait, told in known if told is not None)
