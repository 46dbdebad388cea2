"""What is heard in each document, and by which keys its speakers go throughout the case.

Each document is heard by itself. Two things reach across: a name that some other document resolves
to an entity, and who is accused anywhere. The next round hears only what is another object than
before: a document, what was found in it, its page of the directory, what it repeats.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from solferino.codec import value
from solferino.model import BlameValue, Claim, Copy, Directory, Document, PlaceValue, Statement
from solferino.model.directory import Page
from solferino.origins.offices import is_office, offices
from solferino.origins.retelling import sources, translated
from solferino.origins.speakers import Hall, Key, Speaker, name_key
from solferino.origins.testimony import Stand, Testimony
from solferino.text.fold import fold

Known = Mapping[Key, Key]


@value
class Part:
    """A document with its statements, its claims and its page of the directory."""

    document: Document
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    page: Page

    @property
    def places(self) -> frozenset[str]:
        """The places, folded, at which something is told to have happened."""
        told = (c.value.name for c in self.claims if isinstance(c.value, PlaceValue))
        return frozenset(fold(name) for name in told)

    def same(self, other: "Part") -> bool:
        """Whether all of it is the same objects: then it is heard alike."""
        return (
            self.document is other.document
            and self.statements is other.statements
            and self.claims is other.claims
            and self.page is other.page
        )


@value
class Heard:
    """What was heard in one document.

    `own` is its own voice, `others` those of the documents that it repeats. `bearers` are names
    with the entity that bears them here, `accused` whom it names as actors, `names` all keys of
    speakers who are no entity here, but for people without a name. `settled` are its testimonies
    by the keys of the whole case.
    """

    part: Part
    own: Speaker
    others: tuple[Speaker, ...]
    repeated: tuple[Copy, ...]
    testimonies: tuple[Testimony, ...]
    bearers: frozenset[tuple[Key, Key]]
    accused: frozenset[Key]
    names: frozenset[Key]
    settled: tuple[Testimony, ...] = ()


@value
class Hearing:
    """What was heard in all documents; `retold` are testimonies of translations."""

    copies: tuple[Copy, ...]
    repeated: Mapping[str, tuple[Copy, ...]]
    heard: Mapping[str, Heard]
    retold: tuple[Testimony, ...]
    known: Known
    accused: frozenset[Key]

    @property
    def settled(self) -> list[Testimony]:
        """All testimonies, by the keys of the whole case."""
        found = [t for one in self.heard.values() for t in one.settled]
        return [*found, *(_settled(t, self.known) for t in self.retold)]


def hear(
    parts: Mapping[str, Part],
    directory: Directory,
    copies: Sequence[Copy],
    before: Hearing | None = None,
) -> Hearing:
    """Hear all documents; where all is as before, what was heard before is given back itself."""
    held = tuple(copies)
    repeated = _repeated(parts, held, before)
    then = before.heard if before is not None else {}
    own = {name: _own(part, directory, then.get(name)) for name, part in sorted(parts.items())}
    unsettled = {
        name: _heard(part, directory, repeated.get(name, ()), own, then.get(name))
        for name, part in sorted(parts.items())
    }
    same = then.keys() == unsettled.keys() and all(
        then[name].testimonies is one.testimonies and then[name].part is one.part
        for name, one in unsettled.items()
    )
    if before is not None and same and before.repeated is repeated:
        return before
    known = {
        **_known(one.bearers for one in unsettled.values()),
        **offices({name: (one.names, parts[name].places) for name, one in unsettled.items()}),
    }
    heard = _all_settled(unsettled, known, before)
    retold = tuple(_retold(heard, held))
    accused = frozenset(known.get(key, key) for one in heard.values() for key in one.accused)
    return Hearing(
        copies=held, repeated=repeated, heard=heard, retold=retold, known=known, accused=accused
    )


def _repeated(
    parts: Mapping[str, Part], copies: tuple[Copy, ...], before: Hearing | None
) -> Mapping[str, tuple[Copy, ...]]:
    """List what each document repeats; the lists before where the copies are the same."""
    if before is not None and (before.copies is copies or before.copies == copies):
        return before.repeated
    named = {name for copy in copies for name in (copy.document, copy.other)}
    documents = [parts[name].document for name in sorted(named)]
    return {name: tuple(some) for name, some in sources(documents, copies).items()}


def _own(part: Part, directory: Directory, before: Heard | None) -> Speaker:
    if before is not None and before.part.same(part):
        return before.own
    return Hall(part.document, part.statements, directory).own_voice()


def _heard(
    part: Part,
    directory: Directory,
    repeated: tuple[Copy, ...],
    own: Mapping[str, Speaker],
    before: Heard | None,
) -> Heard:
    """Hear one document, or take over what was heard when all was the same."""
    name = part.document.id
    others = tuple(own[copy.other] for copy in repeated)
    if (
        before is not None
        and before.part.same(part)
        and before.repeated == repeated
        and before.others == others
    ):
        return before
    claims: dict[str, list[Claim]] = {}
    for claim in sorted(part.claims, key=lambda c: (c.span.start, c.span.end, c.id)):
        claims.setdefault(claim.statement, []).append(claim)
    voices = {name: own[name], **{c.other: own[c.other] for c in repeated}}
    hall = Hall(part.document, part.statements, directory)
    found = tuple(Stand(hall, claims, repeated, voices).testimonies())
    return Heard(
        part=part,
        own=own[name],
        others=others,
        repeated=repeated,
        testimonies=found,
        bearers=frozenset(_bearers(found)),
        accused=frozenset(_accused(part.claims, directory)),
        names=frozenset(
            key for t in found for key in _keys_in(t) if key[0] == "name" or is_office(key)
        ),
    )


def _bearers(found: Iterable[Testimony]) -> Iterator[tuple[Key, Key]]:
    for testimony in found:
        speaker = testimony.speaker
        if speaker.key[0] == "entity":
            yield ("name", *name_key(speaker.name)), speaker.key


def _keys_in(testimony: Testimony) -> Iterator[Key]:
    yield testimony.speaker.key
    for leg in testimony.legs:
        yield from (leg.source, leg.target)


def _known(bearers: Iterable[AbstractSet[tuple[Key, Key]]]) -> Known:
    """Find the entity that bears a name which some document gives without its being resolved.

    The publisher of a report need not be named in it; elsewhere it is cited by that name.
    """
    found: dict[Key, set[Key]] = {}
    for some in bearers:
        for name, entity in some:
            found.setdefault(name, set()).add(entity)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _all_settled(
    unsettled: Mapping[str, Heard], known: Known, before: Hearing | None
) -> dict[str, Heard]:
    """Settle testimonies; those that were settled before stay while their names mean the same."""
    then: Known = before.known if before is not None else {}
    heard = before.heard if before is not None else {}
    other = {key for key in known.keys() | then.keys() if known.get(key) != then.get(key)}
    return {
        name: one
        if heard.get(name) is one and one.names.isdisjoint(other)
        else replace(one, settled=tuple(_settled(t, known) for t in one.testimonies))
        for name, one in unsettled.items()
    }


def _retold(heard: Mapping[str, Heard], copies: Sequence[Copy]) -> Iterator[Testimony]:
    """Give what translations take over from documents that were heard."""
    ours = [copy for copy in copies if copy.kind == "translation"]
    if not ours:
        return
    named = sorted({name for copy in copies for name in (copy.document, copy.other)})
    near = [heard[name] for name in named]
    yield from translated(
        [t for one in near for t in one.testimonies],
        [one.part.document for one in near],
        [claim for one in near for claim in one.part.claims],
        copies,
    )


def _settled(testimony: Testimony, known: Known) -> Testimony:
    speaker = testimony.speaker
    if not any(key in known for key in _keys_in(testimony)):
        return testimony
    return replace(
        testimony,
        speaker=replace(speaker, key=known.get(speaker.key, speaker.key)),
        legs=tuple(
            replace(
                leg,
                source=known.get(leg.source, leg.source),
                target=known.get(leg.target, leg.target),
            )
            for leg in testimony.legs
        ),
    )


def _accused(claims: Iterable[Claim], directory: Directory) -> Iterator[Key]:
    """List everybody whom some claim names as the actor, whatever is said of them and by whom."""
    for claim in claims:
        if isinstance(claim.value, BlameValue):
            span, actor = claim.span, claim.value.actor
            entity = directory.of(span.document, actor)
            entity = entity or directory.at(span.document, span.start, span.end)
            yield ("entity", entity) if entity else ("name", *name_key(actor))
