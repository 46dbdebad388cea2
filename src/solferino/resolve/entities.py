"""From mentions to entities: judge pairs of mentions, group them, describe each group."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from solferino.group import RULE, partition
from solferino.model import Entity, Identifier, Judgement, Mention
from solferino.model.terms import EntityKind
from solferino.ports import Gazetteer
from solferino.resolve.bodies import judge_bodies
from solferino.resolve.facilities import judge_facilities
from solferino.resolve.facility_names import facility_names
from solferino.resolve.forms import ONE_FORM
from solferino.resolve.people import judge_people, person_words
from solferino.resolve.whereabouts import Map, Whereabouts, most_told
from solferino.text.fold import fold

PLACE_RULE = "rule:place-name"
BODIES: tuple[EntityKind, ...] = ("organization", "government", "armed_group", "media")


def resolve(
    mentions: Sequence[Mention], judgements: Iterable[Judgement], gazetteer: Gazetteer
) -> tuple[Entity, ...]:
    """Group mentions into entities, sorted by id; neither order changes the result.

    `judgements` are people's answers about mentions (others are passed over); they win over
    every rule. An entity's id is its smallest mention's. Its `name` is the fullest of its names,
    and the most frequent of these; `names` are all words and canonical names used of it.
    """
    known = {mention.id: mention for mention in mentions}
    places = Map(gazetteer, known.values())
    people = [j for j in judgements if j.left in known and j.right in known]
    rules = judge(tuple(known.values()), places)
    groups = partition(known, [*people, *_unsettled(rules, people, known)])
    entities = (_entity([known[m] for m in group], places) for group in groups)
    return tuple(sorted(entities, key=lambda e: e.id))


def judge(mentions: Sequence[Mention], places: Map) -> list[Judgement]:
    """Judge by rule which mentions name the same thing, within each kind, each with its reason."""
    by_kind: dict[EntityKind, list[Mention]] = {}
    for mention in mentions:
        by_kind.setdefault(mention.kind, []).append(mention)
    return [
        *judge_facilities(by_kind.get("facility", ()), places),
        *judge_people(by_kind.get("person", ()), places),
        *(j for kind in BODIES for j in judge_bodies(by_kind.get(kind, ()))),
        *_judge_places(by_kind.get("place", ()), places),
    ]


def _judge_places(mentions: Iterable[Mention], places: Map) -> Iterator[Judgement]:
    """Join mentions of one place of the gazetteer; places that it lacks join by their name."""
    found: dict[tuple[str, str | None], Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        where = places.where(mention)
        identity = where.identity or f"open: {fold(mention.name)}"
        first = found.setdefault((identity, where.country), mention)
        if first is not mention:
            yield Judgement(
                left=first.id,
                right=mention.id,
                verdict="same",
                by=PLACE_RULE,
                why=f"{first.name} and {mention.name} are one place: {identity}",
                score=ONE_FORM,
            )


def _unsettled(
    rules: Iterable[Judgement], people: Sequence[Judgement], known: Iterable[str]
) -> Iterator[Judgement]:
    """Pass over rules that would part what people have joined, directly or by way of others."""
    said = [j for j in people if not j.by.startswith(RULE)]
    group = {item: n for n, members in enumerate(partition(known, said)) for item in members}
    return (j for j in rules if j.verdict != "different" or group[j.left] != group[j.right])


def _entity(mentions: list[Mention], places: Map) -> Entity:
    mentions = sorted(mentions, key=lambda m: m.id)
    first = mentions[0]
    where = _place_of(mentions, places) if first.kind == "place" else Whereabouts()
    place = where.place
    return Entity(
        id=first.id,
        kind=first.kind,
        name=_best_name(mentions),
        names=tuple(sorted({form for m in mentions for form in (m.name, m.span.text)})),
        mentions=tuple(m.id for m in mentions),
        country=_country(mentions, places),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        identifiers=(Identifier(scheme=place.scheme, code=place.code),)
        if place and place.scheme and place.code
        else (),
    )


def _country(mentions: Sequence[Mention], places: Map) -> str | None:
    """Take the country that most mentions give; for a facility its documents vote as well."""
    told = [m.country or places.where(m).country for m in mentions]
    if mentions[0].kind == "facility":
        told += [places.told(document) for document in sorted({m.span.document for m in mentions})]
    return most_told(told)


def _place_of(mentions: list[Mention], places: Map) -> Whereabouts:
    """Where the first mention with an entry of the gazetteer stands."""
    found = (places.where(mention) for mention in mentions)
    return next((where for where in found if where.place is not None), Whereabouts())


def _best_name(mentions: list[Mention]) -> str:
    """Choose the fullest name, then the most frequent, the longest, the first by alphabet."""
    counts = Counter(m.name for m in mentions)
    kind = mentions[0].kind
    return min(counts, key=lambda n: (-_fullness(n, kind), -counts[n], -len(n), n))


def _fullness(name: str, kind: EntityKind) -> int:
    """Count the words that tell: those of a facility's name proper, those of a person's name."""
    if kind == "facility":
        parts = facility_names(name)[0]
        return 2 * len(parts.own) + (parts.specialty is not None)
    if kind == "person":
        return len(person_words(name))
    return 0
