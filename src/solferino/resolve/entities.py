"""From mentions to entities, block by block.

Each document is looked at by itself (`sighting`); what documents call by one name is a block
(`blocks`), and each block is judged by itself. So a document that comes in touches its own
blocks only, and the results of all others can be recalled: they follow from the same things.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from operator import itemgetter

from solferino.codec import value
from solferino.model import Entity, Judgement, Mention
from solferino.ports import Gazetteer, Memory
from solferino.resolve.blocks import judge_block
from solferino.resolve.collector import collector_paused
from solferino.resolve.rounds import stand
from solferino.resolve.sighting import Scene, judge_document
from solferino.resolve.standing import Standing
from solferino.resolve.table import blocks
from solferino.resolve.whereabouts import Map


@value
class Resolution:
    """Entities by id, and the judgements of rules that a person should settle."""

    entities: tuple[Entity, ...]
    unsure: tuple[Judgement, ...]


@value
class Sources:
    """What resolution reads of documents besides mentions: texts and days, and the named dead.

    `dead` are the ids of mentions of people who are named among the killed (see `named_dead`);
    `days` tell when documents were published, as far as that is known.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()
    days: Mapping[str, str] = field(default_factory=dict)


NOTHING = Sources()


def resolve(
    mentions: Iterable[Mention], judgements: Iterable[Judgement], gazetteer: Gazetteer
) -> tuple[Entity, ...]:
    """Group mentions into entities, sorted by id (see `resolution`)."""
    return resolution(mentions, judgements, gazetteer).entities


def resolution(
    mentions: Iterable[Mention],
    judgements: Iterable[Judgement],
    gazetteer: Gazetteer,
    memory: Memory | None = None,
    sources: Sources = NOTHING,
) -> Resolution:
    """Group mentions into entities; neither order changes the result, and the memory never does.

    `sources` are what else is read of the documents, where it is at hand.
    `judgements` are people's answers about mentions (others are passed over); they win over
    every rule. An entity's id is its smallest mention's. Its `name` is the fullest of its names,
    and the most frequent of these; `names` are all words and canonical names used of it.
    """
    with collector_paused():
        standing = stand(scenes_of(mentions, sources), judgements, gazetteer, memory)
        return Resolution(entities=standing.entities(), unsure=standing.unsure())


def judge(
    mentions: Iterable[Mention], gazetteer: Gazetteer, sources: Sources = NOTHING
) -> list[Judgement]:
    """Judge by rule which mentions name the same thing, within each kind, each with its reason.

    A rule joins many by joining each to the first of them, and of those that a trait tells
    apart it names one pair for each two: what follows from these is not listed.
    """
    return list(_judged(stand(scenes_of(mentions, sources), (), gazetteer), gazetteer))


def _judged(standing: Standing, gazetteer: Gazetteer) -> Iterator[Judgement]:
    places = Map(gazetteer, standing.told)
    for scene in standing.scenes.values():
        yield from judge_document(scene, places)
    table = standing.table
    for _, block in blocks(table, standing.known, {}, table.forms):
        yield from judge_block(block)
    yield from standing.doubts()


def scenes_of(mentions: Iterable[Mention], sources: Sources = NOTHING) -> dict[str, Scene]:
    """Sort mentions by their documents, those of each by id."""
    known = {mention.id: mention for mention in mentions}
    told: dict[str, list[tuple[str, Mention]]] = {}
    for one in known.items():
        told.setdefault(one[1].span.document, []).append(one)
    for every in told.values():
        every.sort(key=itemgetter(0))
    return {name: scene_of(every, name, sources) for name, every in told.items()}


def scene_of(told: Sequence[tuple[str, Mention]], name: str, sources: Sources) -> Scene:
    """Set the mentions of one document, sorted by id, beside what else is read of it."""
    dead = tuple(id_ for id_, _ in told if id_ in sources.dead) if sources.dead else ()
    text, day = sources.texts.get(name), sources.days.get(name)
    return Scene(told=tuple(told), text=text, dead=dead, day=day)
