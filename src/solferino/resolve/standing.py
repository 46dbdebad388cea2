"""All that a round of resolution stood on, for the next one to go on from."""

from collections.abc import Iterator, Mapping

from solferino.codec import value
from solferino.model import Entity, Judgement, Mention
from solferino.model.terms import EntityKind
from solferino.resolve.sighting import Scene, Sighting
from solferino.resolve.table import EMPTY, Known, Signature, Table

Pairs = Mapping[tuple[EntityKind, str, str], Judgement]


@value
class Settlement:
    """What became of one block: its entities by id, what of it stays unsure, and its forms."""

    entities: tuple[Entity, ...]
    unsure: tuple[Judgement, ...]
    forms: tuple[Signature, ...] = ()


@value
class Worked:
    """What a round had to work: documents, names compared under a key, and blocks.

    `gone` and `come` are the entities of these blocks before and after.
    """

    documents: int = 0
    keys: int = 0
    blocks: int = 0
    gone: tuple[Entity, ...] = ()
    come: tuple[Entity, ...] = ()


@value
class Standing:
    """All that a round stood on: documents, people's answers, and what followed from them.

    `home` tells of each form in which settled block it is.
    """

    stamp: tuple[str, ...]
    scenes: Mapping[str, Scene]
    mentions: Mapping[str, Mention]
    people: tuple[Judgement, ...]
    sightings: Mapping[str, Sighting]
    contents: Mapping[str, str]
    table: Table
    known: Known
    pairs: Pairs
    alone: Mapping[Signature, tuple[Judgement, ...]]
    home: Mapping[Signature, str]
    settled: Mapping[str, Settlement]
    worked: Worked

    def told(self, document: str) -> Iterator[Mention]:
        """Give the mentions of a document."""
        scene = self.scenes.get(document)
        return (mention for _, mention in (scene.told if scene is not None else ()))

    def entities(self) -> tuple[Entity, ...]:
        """Give all entities, by id."""
        every = [entity for some in self.settled.values() for entity in some.entities]
        every.sort(key=lambda entity: entity.id)
        return tuple(every)

    def doubts(self) -> Iterator[Judgement]:
        """Give the pairs of names that rules leave to a person, across documents."""
        yield from self.pairs.values()
        for some in self.alone.values():
            yield from some

    def unsure(self) -> tuple[Judgement, ...]:
        """Give all that rules leave to a person, sorted, and that no person has answered."""
        asked = [j for sighting in self.sightings.values() for j in sighting.unsure]
        asked += self.doubts()
        asked += (j for some in self.settled.values() for j in some.unsure)
        ends = {end for j in asked for end in (j.left, j.right)}
        entities = (entity for some in self.settled.values() for entity in some.entities)
        home = {m: entity.id for entity in entities for m in entity.mentions if m in ends}
        answered = {frozenset((j.left, j.right)) for j in self.people}
        left = (
            j
            for j in asked
            if home[j.left] != home[j.right] and frozenset((j.left, j.right)) not in answered
        )
        # Who is named among the dead may be asked about by the block and by the dead alike.
        return tuple(sorted(dict.fromkeys(left), key=lambda j: (j.left, j.right, j.by, j.why)))


def nothing(stamp: tuple[str, ...]) -> Standing:
    """Begin: what a round stood on that had seen nothing. The stamp tells rules and gazetteer."""
    return Standing(
        stamp=stamp,
        scenes={},
        mentions={},
        people=(),
        sightings={},
        contents={},
        table=EMPTY,
        known={},
        pairs={},
        alone={},
        home={},
        settled={},
        worked=Worked(),
    )
