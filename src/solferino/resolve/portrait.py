"""What is told of an entity: its names, its country and its point, from its mentions."""

from collections import Counter
from collections.abc import Callable, Sequence

from solferino.model import Entity, Identifier, Mention
from solferino.model.terms import EntityKind
from solferino.ports import Place
from solferino.resolve.bodies import as_worded, body_told
from solferino.resolve.naming import read_name
from solferino.resolve.roster import Body
from solferino.resolve.whereabouts import Map, Whereabouts, most_told

Day = Callable[[str], str | None]  # when a document was published, by its id


def portray(mentions: Sequence[tuple[str, Mention]], places: Map, day: Day) -> Entity:
    """Describe the entity of some mentions, given by id; `day` tells of when a document is."""
    ids, told = [id_ for id_, _ in mentions], [mention for _, mention in mentions]
    first = told[0]
    if first.kind not in ("facility", "person", "place"):
        told = [as_worded(mention, day(mention.span.document)) for mention in told]
    where = _place_of(told, places) if first.kind == "place" else Whereabouts()
    place, body = where.place, _body(told, day)
    return Entity(
        id=ids[0],
        kind=first.kind,
        name=body.name if body else _best_name(told),
        names=_names(told),
        mentions=tuple(ids),
        country=_country(told, places),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        identifiers=_identifiers(place, body),
    )


def _identifiers(place: Place | None, body: Body | None) -> tuple[Identifier, ...]:
    if place is not None and place.scheme and place.code:
        return (Identifier(scheme=place.scheme, code=place.code),)
    if body is not None and body.wikidata:
        return (Identifier(scheme="wikidata", code=body.wikidata),)
    return ()


def _body(mentions: Sequence[Mention], day: Day) -> Body | None:
    """Find the one body of the roster that mentions name; null where they name none, or several."""
    if mentions[0].kind in ("facility", "person", "place"):
        return None
    called = {(m.name, m.country, m.span.text, day(m.span.document)): m for m in mentions}
    told = (body_told(mention, when) for (*_, when), mention in called.items())
    known = {body.name: body for body in told if body is not None}
    return next(iter(known.values())) if len(known) == 1 else None


def _country(mentions: Sequence[Mention], places: Map) -> str | None:
    """Take the country that most mentions give; for a facility its documents vote as well."""
    told = [m.country or places.where(m).country for m in mentions]
    if mentions[0].kind == "facility":
        told += [places.told(document) for document in sorted({m.span.document for m in mentions})]
    return most_told(told)


def _place_of(mentions: Sequence[Mention], places: Map) -> Whereabouts:
    """Where the first mention with an entry of the gazetteer stands."""
    found = (places.where(mention) for mention in mentions)
    return next((where for where in found if where.place is not None), Whereabouts())


def _best_name(mentions: Sequence[Mention]) -> str:
    """Choose the fullest name, then the most frequent, the longest, the first by alphabet."""
    counts = Counter(m.name for m in mentions)
    if len(counts) == 1:
        return mentions[0].name
    kind = mentions[0].kind
    return min(counts, key=lambda n: (-_fullness(n, kind), -counts[n], -len(n), n))


def _names(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """List all names, sorted; "hospital" is none of a facility that has one of its own."""
    found = {form for m in mentions for form in (m.name, m.span.text)}
    if mentions[0].kind == "facility":
        found = {form for form in found if _fullness(form, "facility") > 1} or found
    return tuple(sorted(found))


def _fullness(name: str, kind: EntityKind) -> int:
    """Count the words that tell: those of a facility's name proper, those of a person's name."""
    if kind not in ("facility", "person"):
        return 0
    read = read_name(name, kind)
    lone = 0 if kind == "facility" and name.islower() else len(read.core)
    return 2 * lone + bool(read.specialties)
