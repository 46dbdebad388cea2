"""From mentions to entities, block by block.

Each document is looked at by itself (`sighting`); what documents call by one name is a block
(`blocks`), and each block is judged by itself. So a document that comes in touches its own
blocks only, and the results of all others can be recalled: they follow from the same things.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from operator import itemgetter
from typing import TypeVar

from solferino.codec import digest, encode, parse_as, value
from solferino.group import RULE
from solferino.model import Entity, Judgement, Mention, still_standing
from solferino.model.terms import EntityKind
from solferino.ports import Gazetteer, Memory
from solferino.resolve.blocks import Block, across, blocks, judge_block, settle_block
from solferino.resolve.collector import collector_paused
from solferino.resolve.doubts import doubts
from solferino.resolve.forms import Form
from solferino.resolve.portrait import portray
from solferino.resolve.sighting import RULES, Scene, Sighting, Told, judge_document, sight
from solferino.resolve.spelling import Called, Edge, Spellings, compared
from solferino.resolve.whereabouts import Map

Kept = TypeVar("Kept")
VERSION = "4"  # of the rules: raised whenever one changes, so that nothing old is recalled


@value
class Resolution:
    """Entities by id, and the judgements of rules that a person should settle."""

    entities: tuple[Entity, ...]
    unsure: tuple[Judgement, ...]


@value
class Sources:
    """What resolution reads of documents besides mentions: texts by document, and the named dead.

    `dead` are the ids of mentions of people who are named among the killed (see `named_dead`).
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()


NOTHING = Sources()


@value
class Compared:
    """What comparing the names of one block found."""

    edges: tuple[Edge, ...]


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
        resolver = _Resolver(mentions, judgements, gazetteer, memory, sources)
        return resolver.resolution()


def judge(
    mentions: Iterable[Mention], gazetteer: Gazetteer, sources: Sources = NOTHING
) -> list[Judgement]:
    """Judge by rule which mentions name the same thing, within each kind, each with its reason.

    A rule joins many by joining each to the first of them, and of those that a trait tells
    apart it names one pair for each two: what follows from these is not listed.
    """
    return _Resolver(mentions, (), gazetteer, None, sources).judgements()


class _Resolver:
    """What one call of `resolution` works with."""

    def __init__(
        self,
        mentions: Iterable[Mention],
        judgements: Iterable[Judgement],
        gazetteer: Gazetteer,
        memory: Memory | None,
        sources: Sources,
    ) -> None:
        self._sources = sources
        self._known = {mention.id: mention for mention in mentions}
        self._people = _about(self._known.keys(), judgements)
        self._places = Map(gazetteer, self._mentions)
        self._memory = memory
        self._stamp = (VERSION, gazetteer.name, gazetteer.version)
        self._told = _by_document(self._known)
        self._content: dict[str, str] = {}

    def resolution(self) -> Resolution:
        sightings = self._sightings()
        bearers = {b.whole.foremost: b for sighting in sightings for b in sighting.bearers}
        forms = list(across(bearers.values()))
        known = self._spellings(forms)
        entities: list[Entity] = []
        unsure = [j for sighting in sightings for j in sighting.unsure]
        unsure += self._doubts(forms, known)
        for block in blocks(bearers, forms, self._people, known):
            found = self._settled(block)
            entities += found.entities
            unsure += found.unsure
        entities.sort(key=lambda e: e.id)
        left = sorted(self._left(unsure, entities), key=lambda j: (j.left, j.right))
        return Resolution(entities=tuple(entities), unsure=tuple(left))

    def _mentions(self, document: str) -> Iterator[Mention]:
        return (mention for _, mention in self._told.get(document, ()))

    def _left(self, unsure: Sequence[Judgement], entities: Iterable[Entity]) -> Iterator[Judgement]:
        """Leave out what a person has answered, directly or by way of others."""
        asked = {end for j in unsure for end in (j.left, j.right)}
        home = {m: entity.id for entity in entities for m in entity.mentions if m in asked}
        answered = {frozenset((j.left, j.right)) for j in self._people}
        for judgement in unsure:
            pair = frozenset((judgement.left, judgement.right))
            if home[judgement.left] != home[judgement.right] and pair not in answered:
                yield judgement

    def judgements(self) -> list[Judgement]:
        scenes = [self._scene(document, told) for document, told in self._told.items()]
        inside = [j for scene in scenes for j in judge_document(scene, self._places)]
        bearers = {b.whole.foremost: b for seen in self._sightings() for b in seen.bearers}
        forms = list(across(bearers.values()))
        known = self._spellings(forms)
        between = [j for b in blocks(bearers, forms, (), known) for j in judge_block(b)]
        return [*inside, *between, *self._doubts(forms, known)]

    def _spellings(self, forms: Iterable[Form]) -> dict[EntityKind, Spellings]:
        """Gather the names of each kind into families."""
        names: dict[EntityKind, list[Called]] = {}
        for form in forms:
            names.setdefault(form.kind, []).extend(form.names)
        return {kind: Spellings(kind, of, self._edges) for kind, of in names.items()}

    def _edges(self, kind: EntityKind, block: Sequence[Called]) -> list[Edge]:
        """Compare the names of a block, or recall it; initials are no name beyond a document."""
        return [
            replace(e, verdict="unsure") if e.initials else e for e in self._compared(kind, block)
        ]

    def _compared(self, kind: EntityKind, block: Sequence[Called]) -> tuple[Edge, ...]:
        if self._memory is None:
            return compared(kind, block)
        content = digest(["names", VERSION, kind, sorted((n.essence, n.text) for n in block)])
        kept = _recalled(self._memory, content, Compared)
        if kept is not None:
            return kept.edges
        found = compared(kind, block)
        self._memory.keep(content, encode(Compared(edges=found)))
        return found

    def _doubts(
        self, forms: Sequence[Form], known: Mapping[EntityKind, Spellings]
    ) -> Iterator[Judgement]:
        for kind in sorted(known):
            mine = [form for form in forms if form.kind == kind]
            yield from doubts(known[kind], mine, RULES[kind], within=False)

    def _sightings(self) -> list[Sighting]:
        inside: dict[str, list[Judgement]] = {}
        for said in self._people:
            document = self._known[said.left].span.document
            if document == self._known[said.right].span.document:
                inside.setdefault(document, []).append(said)
        return [
            self._sighting(document, told, inside.get(document, ()))
            for document, told in self._told.items()
        ]

    def _sighting(self, document: str, told: Told, said: Sequence[Judgement]) -> Sighting:
        """Look at a document, or recall what was seen of the same mentions."""
        scene = self._scene(document, told)
        if self._memory is None:
            return sight(scene, said, self._places)
        beside = (scene.text is not None, scene.dead, sorted(j.id for j in said))
        content = digest(["sighting", *self._stamp, [mention for _, mention in told], *beside])
        self._content[document] = content
        kept = _recalled(self._memory, content, Sighting)
        if kept is not None:
            return kept
        found = sight(scene, said, self._places)
        self._memory.keep(content, encode(found))
        return found

    def _scene(self, document: str, told: Told) -> Scene:
        dead = tuple(id_ for id_, _ in told if id_ in self._sources.dead)
        return Scene(told=tuple(told), text=self._sources.texts.get(document), dead=dead)

    def _settled(self, block: Block) -> Resolution:
        """Settle a block, or recall it; one that names a thing once is quicker made again."""
        if block.lone or self._memory is None:
            return self._settle(block)
        documents = {self._known[first].span.document for first in block.foremost}
        content = digest(
            [
                "block",
                sorted(block.foremost),
                sorted(self._content[document] for document in documents),
                sorted(j.id for j in block.people),
                block.families,
            ]
        )
        kept = _recalled(self._memory, content, Resolution)
        if kept is not None:
            return kept
        found = self._settle(block)
        self._memory.keep(content, encode(found))
        return found

    def _settle(self, block: Block) -> Resolution:
        groups, unsure = settle_block(block)
        entities = (portray([(m, self._known[m]) for m in group], self._places) for group in groups)
        return Resolution(entities=tuple(entities), unsure=unsure)


def _by_document(known: Mapping[str, Mention]) -> dict[str, list[tuple[str, Mention]]]:
    """Sort mentions by their documents, each by id; documents by their smallest."""
    told: dict[str, list[tuple[str, Mention]]] = {}
    for one in known.items():
        told.setdefault(one[1].span.document, []).append(one)
    for every in told.values():
        every.sort(key=itemgetter(0))
    return dict(sorted(told.items(), key=lambda document: document[1][0][0]))


def _recalled(memory: Memory, content: str, kind: type[Kept]) -> Kept | None:
    """Recall a result; one that cannot be read any more is made again."""
    body = memory.recall(content)
    try:
        return None if body is None else parse_as(body, kind)
    except ValueError:
        return None


def _about(known: Iterable[str], judgements: Iterable[Judgement]) -> list[Judgement]:
    """Keep what people say of mentions that are there, one answer for each pair, in order.

    What was taken back is left out. Two people who disagree make one answer: unsure.
    """
    there = set(known)
    pairs: dict[tuple[str, str], list[Judgement]] = {}
    for said in still_standing(j for j in judgements if not j.by.startswith(RULE)):
        if said.left in there and said.right in there:
            pairs.setdefault((min(said.left, said.right), max(said.left, said.right)), []).append(
                said
            )
    answers: list[Judgement] = []
    for pair in sorted(pairs):
        said = min(pairs[pair], key=lambda j: j.id)
        agreed = len({j.verdict for j in pairs[pair]}) == 1
        answers.append(said if agreed else replace(said, verdict="unsure"))
    return answers
