"""Which mentions of facilities name the same one.

By the words of the name proper, after type words and articles; the same name in another town
or country, of another type or specialty, is another facility. A description ("the children's
hospital") joins across documents only with the same words at the same place.
"""

from collections.abc import Iterable, Iterator

from solferino.model import Judgement, Mention
from solferino.resolve.facility_names import FacilityName, facility_names, name_words
from solferino.resolve.forms import Form, judge
from solferino.resolve.whereabouts import Map, Whereabouts
from solferino.text.fold import fold

RULE = "rule:facility-name"

Signature = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def judge_facilities(mentions: Iterable[Mention], places: Map) -> Iterator[Judgement]:
    """Judge mentions of facilities; the order of the mentions is of no account."""
    members: dict[Signature, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        members.setdefault(_signature(mention, places.where(mention)), []).append(mention)
    forms = [
        Form(keys=keys, traits=traits, members=tuple(found))
        for (keys, traits), found in members.items()
    ]
    yield from judge(forms, RULE)


def _signature(mention: Mention, where: Whereabouts) -> Signature:
    names = [name for name in facility_names(mention.name) if _is_proper(name, mention, where)]
    if not names:
        return (_description(facility_names(mention.name)[0], mention, where),), ()
    keys = tuple(sorted({_key(name, where, mention) for name in names}))
    known = {
        "type": names[0].type,
        "specialty": names[0].specialty,
        "town": where.town,
        "place": where.unlisted,
        "country": where.country,
    }
    return keys, tuple((trait, told) for trait, told in sorted(known.items()) if told is not None)


def _is_proper(name: FacilityName, mention: Mention, where: Whereabouts) -> bool:
    """Whether it names one facility: not when its own words only repeat where it stands."""
    if not name.own:
        return False
    around = [mention.place or "", where.place.name if where.place else ""]
    known = {word for text in around for word in fold(text).replace("-", " ").split()}
    return not set(name.own) <= known or name.specialty is not None


def _key(name: FacilityName, where: Whereabouts, mention: Mention) -> str:
    """Make the block: the own words; for a bare number also the place, or else the document."""
    spelled = " ".join(name.spelled)
    if not name.numbered:
        return spelled
    return f"{spelled} at {where.town or where.identity or mention.span.document}"


def _description(name: FacilityName, mention: Mention, where: Whereabouts) -> str:
    told = " ".join(name.described)
    place = where.identity
    many = name_words()["many"]
    if place is None or name.specialty is None or name.specialty in many:
        return f"description: {told} in {mention.span.document} at {place}"
    return f"description: {told} at {place}"
