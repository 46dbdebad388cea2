"""Which mentions of facilities name the same one.

By the words of the name proper, after type words and articles; the same name in another town
or country, of another type or specialty, is another facility. A description ("the children's
hospital") joins across documents only with the same words at the same place.

The place beside a mention is often that of a speaker, not of the facility. So a document's
mentions of one name vote on where it is, and the country that the document tells of has a vote.
"""

from collections.abc import Iterable, Iterator, Sequence

from solferino.codec import value
from solferino.model import Judgement, Mention
from solferino.resolve.facility_names import FacilityName, facility_names, name_words
from solferino.resolve.forms import Form, judge
from solferino.resolve.whereabouts import Map, Whereabouts, most_told
from solferino.text.fold import fold

RULE = "rule:facility-name"
DESCRIPTION = "description: "  # begins the key of a facility that has no name proper
TWO = 2

Keys = tuple[str, ...]
Traits = tuple[tuple[str, str], ...]


@value
class Named:
    """A mention with its name taken apart and where it seems to be."""

    mention: Mention
    names: tuple[FacilityName, ...]
    where: Whereabouts


def judge_facilities(mentions: Iterable[Mention], places: Map) -> Iterator[Judgement]:
    """Judge mentions of facilities; the order of the mentions is of no account."""
    beside: dict[tuple[str, Keys], list[Named]] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        named = _named(mention, places.where(mention))
        beside.setdefault((mention.span.document, _keys(named)), []).append(named)
    members: dict[tuple[Keys, Traits], list[Mention]] = {}
    for (document, keys), every in beside.items():
        for together in _by_town(every) if _is_description(keys) else [every]:
            where = _vote(together, places.told(document))
            for named in together:
                signature = _signature(named, keys, where, document)
                members.setdefault(signature, []).append(named.mention)
    forms = [
        Form(keys=keys, traits=traits, members=tuple(sorted(found, key=lambda m: m.id)))
        for (keys, traits), found in members.items()
    ]
    yield from judge(forms, RULE)


def _named(mention: Mention, where: Whereabouts) -> Named:
    """Keep the proper names of a mention, or else its description alone."""
    names = facility_names(mention.name)
    proper = tuple(name for name in names if _is_proper(name, mention, where))
    return Named(mention=mention, names=proper or names[:1], where=where)


def _is_proper(name: FacilityName, mention: Mention, where: Whereabouts) -> bool:
    """Whether it names one facility: not when its own words only repeat where it stands."""
    if not name.own:
        return False
    around = [mention.place or "", where.place.name if where.place else ""]
    known = {word for text in around for word in fold(text).replace("-", " ").split()}
    return not set(name.own) <= known or name.specialty is not None


def _keys(named: Named) -> Keys:
    """Make the blocks of a name: its words proper; none for a description, which has its words."""
    if _is_proper(named.names[0], named.mention, named.where):
        return tuple(sorted({" ".join(name.spelled) for name in named.names}))
    return (f"{DESCRIPTION}{' '.join(named.names[0].described)}",)


def _is_description(keys: Keys) -> bool:
    return keys[0].startswith(DESCRIPTION)


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


def _signature(named: Named, keys: Keys, where: Whereabouts, document: str) -> tuple[Keys, Traits]:
    name = named.names[0]
    if _is_description(keys):
        many = name_words()["many"]
        place = where.identity
        alone = place is None or name.specialty is None or name.specialty in many
        own = f"in {document} at {place}" if alone else f"at {place}"
        return (f"{keys[0]} {own}",), ()
    if name.numbered:
        keys = tuple(f"{key} at {where.town or where.identity or document}" for key in keys)
    known = {
        "type": name.type,
        "specialty": name.specialty,
        "town": where.town,
        "place": where.unlisted,
        "country": where.country,
    }
    return keys, tuple((trait, told) for trait, told in sorted(known.items()) if told is not None)
