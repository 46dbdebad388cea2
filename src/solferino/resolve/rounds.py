"""One round of resolution, which may go on from the one before it.

A round returns all that it stood on, and nothing of that is ever changed: the next one makes new
tables that share with the old ones what new documents and new words of people do not touch. What
is touched are the sightings of these documents, the names under their keys, and the blocks that
hold what they name, or held it. So both come to the same result, and the next round works only
its own blocks.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TypeVar

from solferino.codec import digest, encode, parse_as, value
from solferino.group import RULE
from solferino.model import Entity, Judgement, Mention, still_standing
from solferino.model.terms import EntityKind
from solferino.ports import Gazetteer, Memory
from solferino.resolve.blocks import Block, settle_block
from solferino.resolve.doubts import beside, doubt, lonely, questions
from solferino.resolve.families import Spellings
from solferino.resolve.forms import Form
from solferino.resolve.portrait import portray
from solferino.resolve.sighting import RULES, Bearer, Scene, Sighting, sight
from solferino.resolve.spelling import Before, Called, Edge, compared
from solferino.resolve.standing import Pairs, Settlement, Standing, Worked, nothing
from solferino.resolve.table import Known, Said, Signature, Table, blocks, retabled, signature
from solferino.resolve.whereabouts import Map

Kept = TypeVar("Kept")
Names = Mapping[EntityKind, frozenset[str]]  # names of each kind, by their essences
Blocks = tuple[Mapping[Signature, str], Mapping[str, Settlement], Worked]
Settled = tuple[tuple[Entity, ...], tuple[Judgement, ...]]  # and what stays unsure
VERSION = "8"  # of the rules: raised whenever one changes, so that nothing old is recalled


@value
class Compared:
    """What comparing the names of one block found."""

    edges: tuple[Edge, ...]


def stand(
    scenes: Mapping[str, Scene],
    judgements: Iterable[Judgement],
    gazetteer: Gazetteer,
    memory: Memory | None = None,
    before: Standing | None = None,
) -> Standing:
    """Resolve the mentions of some documents, going on from the round before as far as it holds.

    Documents are the same where their scene is equal, quickest seen where it is the same object.
    """
    stamp = (VERSION, gazetteer.name, gazetteer.version)
    if before is None or before.stamp != stamp:
        before = nothing(stamp)
    return _Round(scenes, judgements, gazetteer, memory, before).standing()


class _Round:
    """What one round works with."""

    def __init__(
        self,
        scenes: Mapping[str, Scene],
        judgements: Iterable[Judgement],
        gazetteer: Gazetteer,
        memory: Memory | None,
        before: Standing,
    ) -> None:
        self._scenes, self._before, self._memory = scenes, before, memory
        self._places = Map(gazetteer, self._told)
        changed = _changed(scenes, before.scenes)
        self._mentions = self._mentioned(changed)
        self._people = tuple(_about(self._mentions, judgements))
        self._said = {(j.left, j.right): j for j in self._people}
        self._inside, then = self._within(self._people), self._within(before.people)
        self._again = changed | {n for n in {*self._inside, *then} if self._differ(n, then)}
        self._contents = {n: c for n, c in before.contents.items() if n not in self._again}
        self._keys = 0

    def _told(self, document: str) -> Iterator[Mention]:
        scene = self._scenes.get(document)
        return (mention for _, mention in (scene.told if scene is not None else ()))

    def _day(self, document: str) -> str | None:
        return self._scenes[document].day

    def _mentioned(self, changed: Collection[str]) -> Mapping[str, Mention]:
        """Give all mentions by id, those of changed documents as they are now."""
        found = dict(self._before.mentions)
        for name in changed & self._before.scenes.keys():
            for id_, _ in self._before.scenes[name].told:
                found.pop(id_, None)
        for name in changed & self._scenes.keys():
            found.update(self._scenes[name].told)
        return found

    def _within(self, people: Iterable[Judgement]) -> dict[str, list[Judgement]]:
        """Sort people's answers about two mentions of one document by that document."""
        inside: dict[str, list[Judgement]] = {}
        for said in people:
            ends = [self._mentions.get(end) for end in (said.left, said.right)]
            documents = {end.span.document for end in ends if end is not None}
            if None not in ends and len(documents) == 1:
                inside.setdefault(documents.pop(), []).append(said)
        return inside

    def _differ(self, document: str, then: Mapping[str, Sequence[Judgement]]) -> bool:
        return self._inside.get(document) != then.get(document)

    def standing(self) -> Standing:
        """Work what is touched, and put it in the place of what was."""
        before = self._before
        sightings = {n: s for n, s in before.sightings.items() if n not in self._again}
        old = [s for n, s in before.sightings.items() if n in self._again]
        fresh = {n: self._sighting(n) for n in self._scenes if n in self._again}
        sightings.update(fresh)
        table, touched = retabled(before.table, _bearers(old), _bearers(fresh.values()))
        known, turned = self._spellings(table, touched)
        if before.scenes or self._people:  # else all is touched
            touched |= self._stirred(table, turned, sightings)
        home, settled, worked = self._blocks((table, known, self._answers(sightings)), touched)
        return Standing(
            stamp=before.stamp,
            scenes=self._scenes,
            mentions=self._mentions,
            people=self._people,
            sightings=sightings,
            contents=self._contents,
            table=table,
            known=known,
            pairs=self._pairs(table, known, turned),
            alone=self._alone(table, known, turned, touched),
            home=home,
            settled=settled,
            worked=replace(worked, documents=len(fresh), keys=self._keys),
        )

    def _sighting(self, document: str) -> Sighting:
        """Look at a document, or recall what was seen of the same mentions."""
        scene, said = self._scenes[document], self._inside.get(document, ())
        if self._memory is None:
            return sight(scene, said, self._places)
        content = self._content(document)
        kept = _recalled(self._memory, content, Sighting)
        if kept is not None:
            return kept
        found = sight(scene, said, self._places)
        self._memory.keep(content, encode(found))
        return found

    def _content(self, document: str) -> str:
        """Name all that a sighting follows from."""
        if document not in self._contents:
            scene = self._scenes[document]
            said = sorted(j.id for j in self._inside.get(document, ()))
            beside = (scene.text is not None, scene.dead, scene.day, said)
            told = [mention for _, mention in scene.told]
            self._contents[document] = digest(["sighting", *self._before.stamp, told, *beside])
        return self._contents[document]

    def _spellings(self, table: Table, touched: Iterable[Signature]) -> tuple[Known, Names]:
        """Gather the names of each kind into families; tell of which something is other."""
        own: dict[EntityKind, set[str]] = {}
        for sign in touched:
            own.setdefault(sign[0], set()).update(sign[1])
        known = dict(self._before.known)
        turned: dict[EntityKind, frozenset[str]] = {}
        for kind, essences in own.items():
            if kind not in known:
                names = [n for f in table.forms.values() if f.kind == kind for n in f.names]
                known[kind], turned[kind] = Spellings(kind, names, self._edges), frozenset(essences)
                continue
            worded = {essence: table.wording(kind, essence) for essence in essences}
            then = known[kind].names
            changed = {e: name for e, name in worded.items() if then.get(e) != name}
            other: frozenset[str] = frozenset()
            if changed:
                known[kind], other = known[kind].again(changed, self._edges)
            turned[kind] = other | essences
        return known, turned

    def _edges(
        self, kind: EntityKind, block: Sequence[Called], before: Before | None
    ) -> list[Edge]:
        """Compare the names of a block, or recall it; initials are no name beyond a document."""
        self._keys += 1
        return [
            replace(e, verdict="unsure") if e.initials else e
            for e in self._compared(kind, block, before)
        ]

    def _compared(
        self, kind: EntityKind, block: Sequence[Called], before: Before | None
    ) -> tuple[Edge, ...]:
        if self._memory is None:
            return compared(kind, block, before)
        content = digest(["names", VERSION, kind, sorted((n.essence, n.text) for n in block)])
        kept = _recalled(self._memory, content, Compared)
        if kept is not None:
            return kept.edges
        found = compared(kind, block, before)
        self._memory.keep(content, encode(Compared(edges=found)))
        return found

    def _pairs(self, table: Table, known: Known, turned: Names) -> Pairs:
        """Find the pairs of names that are left to a person, again where a name is touched."""
        first = not self._before.pairs
        stale = {kind: frozenset(names) for kind, names in turned.items()}
        found = {
            pair: judgement
            for pair, judgement in self._before.pairs.items()
            if stale.get(pair[0], frozenset()).isdisjoint(pair[1:])
        }
        for kind, names in turned.items():
            spellings = known[kind]

            def bearing(essence: str, kind: EntityKind = kind) -> list[Form]:
                return table.bearing(kind, essence)

            for edge in spellings.unsure(None if first else names):
                judgement = doubt(spellings, edge, bearing, RULES[kind])
                if judgement is not None:
                    found[kind, edge.left, edge.right] = judgement
        return found

    def _alone(
        self, table: Table, known: Known, turned: Names, touched: Collection[Signature]
    ) -> Mapping[Signature, tuple[Judgement, ...]]:
        """Find what goes beside forms that no rule joins, again where a name is touched."""
        found = {sign: some for sign, some in self._before.alone.items() if sign in table.forms}
        for sign, form in table.forms.items():
            if not lonely(form):
                continue
            kind, spellings = form.kind, known[form.kind]
            near = beside(form, spellings)
            if sign in found and sign not in touched and near.isdisjoint(turned.get(kind, ())):
                continue
            bearing = partial(table.bearing, kind)
            found[sign] = tuple(questions(form, spellings, bearing, RULES[kind]))
        return found

    def _answers(self, sightings: Mapping[str, Sighting]) -> Said:
        """Give people's answers by the forms that they are about."""
        found: dict[Signature, list[tuple[Judgement, Signature]]] = {}
        for said in self._people:
            left, right = (
                _form_of(end, self._mentions, sightings) for end in (said.left, said.right)
            )
            found.setdefault(left, []).append((said, right))
            found.setdefault(right, []).append((said, left))
        return found

    def _stirred(
        self, table: Table, turned: Names, sightings: Mapping[str, Sighting]
    ) -> set[Signature]:
        """Find the forms, old and new, of names that are touched and of answers that changed."""
        found = {
            sign
            for kind, names in turned.items()
            for name in names
            for sign in table.named.get((kind, name), ())
        }
        then = {(j.left, j.right): j for j in self._before.people}
        before = (self._before.mentions, self._before.sightings)
        for pair in {*then, *self._said}:
            if then.get(pair) != self._said.get(pair):
                for mentions, seen in (before, (self._mentions, sightings)):
                    found |= {_form_of(end, mentions, seen) for end in pair if end in mentions}
        return found

    def _blocks(self, ground: tuple[Table, Known, Said], stirred: Iterable[Signature]) -> Blocks:
        """Settle the blocks of some forms, and those that held them or are now one with them."""
        before, forms = self._before, ground[0].forms
        home, settled = dict(before.home), dict(before.settled)
        stirred = list(stirred)
        dropped = [
            _drop(name, home, settled)
            for name in {before.home[sign] for sign in stirred if sign in before.home}
        ]
        start = [*stirred, *(sign for some in dropped for sign in some.forms)]
        made: dict[str, Settlement] = {}
        for group, block in blocks(*ground, (sign for sign in start if sign in forms)):
            held = {home[sign] for sign in group if sign in home}
            dropped += [_drop(name, home, settled) for name in held]
            found, unsure = self._settled(block)
            made[found[0].id] = Settlement(entities=found, unsure=unsure, forms=tuple(group))
        home.update((sign, name) for name, found in made.items() for sign in found.forms)
        settled.update(made)
        return (
            home,
            settled,
            Worked(
                blocks=len(made),
                gone=tuple(e for some in dropped for e in some.entities),
                come=tuple(e for some in made.values() for e in some.entities),
            ),
        )

    def _settled(self, block: Block) -> Settled:
        """Settle a block, or recall it; one that names a thing once is quicker made again."""
        if block.lone or self._memory is None:
            return self._settle(block)
        documents = {self._mentions[first].span.document for first in block.foremost}
        content = digest(
            [
                "block",
                sorted(block.foremost),
                sorted(self._content(document) for document in documents),
                sorted(j.id for j in block.people),
                block.families,
            ]
        )
        kept = _recalled(self._memory, content, Settlement)
        if kept is not None:
            return kept.entities, kept.unsure
        entities, unsure = self._settle(block)
        self._memory.keep(content, encode(Settlement(entities=entities, unsure=unsure)))
        return entities, unsure

    def _settle(self, block: Block) -> Settled:
        groups, unsure = settle_block(block)
        own = self._mentions
        told = ([(m, own[m]) for m in group] for group in groups)
        entities = [portray(some, self._places, self._day) for some in told]
        if len(entities) > 1:
            entities.sort(key=attrgetter("id"))
        return tuple(entities), unsure


def _changed(now: Mapping[str, Scene], then: Mapping[str, Scene]) -> frozenset[str]:
    """Name the documents that came, went or are otherwise than they were."""
    other = {n for n, s in now.items() if (old := then.get(n)) is not s and old != s}
    return frozenset(other | (then.keys() - now.keys()))


def _bearers(sightings: Iterable[Sighting]) -> Iterator[Bearer]:
    return (bearer for sighting in sightings for bearer in sighting.bearers)


def _form_of(
    mention: str, mentions: Mapping[str, Mention], sightings: Mapping[str, Sighting]
) -> Signature:
    """Find the form that a mention belongs to."""
    bearers = sightings[mentions[mention].span.document].bearers
    return signature(next(b for b in bearers if mention in b.whole.members))


def _drop(name: str, home: dict[Signature, str], settled: dict[str, Settlement]) -> Settlement:
    """Take a settled block out."""
    found = settled.pop(name)
    for sign in found.forms:
        home.pop(sign, None)
    return found


def _recalled(memory: Memory, content: str, kind: type[Kept]) -> Kept | None:
    """Recall a result; one that cannot be read any more is made again."""
    body = memory.recall(content)
    try:
        return None if body is None else parse_as(body, kind)
    except ValueError:
        return None


def _about(known: Mapping[str, Mention], judgements: Iterable[Judgement]) -> list[Judgement]:
    """Keep what people say of mentions that are there, one answer for each pair, in order.

    What was taken back is left out. Two people who disagree make one answer: unsure.
    """
    pairs: dict[tuple[str, str], list[Judgement]] = {}
    for said in still_standing(j for j in judgements if not j.by.startswith(RULE)):
        if said.left in known and said.right in known:
            pairs.setdefault((min(said.left, said.right), max(said.left, said.right)), []).append(
                said
            )
    answers: list[Judgement] = []
    for pair in sorted(pairs):
        said = min(pairs[pair], key=lambda j: j.id)
        agreed = len({j.verdict for j in pairs[pair]}) == 1
        answers.append(said if agreed else replace(said, verdict="unsure"))
    return answers
