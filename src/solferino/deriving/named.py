"""Who and where: entities and directory of a case, taken over where nothing touches them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter

from solferino.codec import value
from solferino.deriving.leaves import NONE, Leaf
from solferino.deriving.registers import listed
from solferino.deriving.registers import register as register_of
from solferino.model import Directory, Entity, Judgement, still_standing
from solferino.model.directory import Page, page_of
from solferino.model.register import Amendment, Enrolment
from solferino.ports import Gazetteer, Kit, Memory
from solferino.resolve.collector import collector_paused
from solferino.resolve.register.linking import Said, find_in
from solferino.resolve.register.register import Register
from solferino.resolve.rounds import stand
from solferino.resolve.sighting import Scene
from solferino.resolve.standing import Standing
from solferino.store.case import Case


@value
class Asked:
    """What people say that entities follow from, as it stands."""

    judgements: frozenset[Judgement]
    enrolments: tuple[Enrolment, ...]
    amendments: tuple[Amendment, ...]


@value
class Named:
    """The entities of a case by id, whose each mention is, and a page for each document.

    `standing` is what resolution stood on, `register` what facilities were looked up in.
    """

    asked: Asked
    standing: Standing
    register: Register
    entities: tuple[Entity, ...]
    owner: Mapping[str, str]
    pages: Mapping[str, Page]

    @property
    def directory(self) -> Directory:
        """The pages together."""
        return Directory.of_pages(self.pages)


def asked_of(case: Case) -> Asked:
    """Read what people say that entities follow from."""
    return Asked(
        judgements=frozenset(still_standing(case.judgements())),
        enrolments=tuple(still_standing(case.rulings(Enrolment))),
        amendments=tuple(still_standing(case.rulings(Amendment))),
    )


def unmoved(
    each: Mapping[str, Leaf], asked: Asked, then: Mapping[str, Leaf], before: Named | None
) -> Named | None:
    """Give the entities before where nothing that they follow from has changed, else null."""
    if before is None or not _told_alike(each, then) or _speak_otherwise(each, asked, before.asked):
        return None
    return replace(before, asked=asked)


def _told_alike(each: Mapping[str, Leaf], then: Mapping[str, Leaf]) -> bool:
    if each.keys() != then.keys():
        return False
    return all(
        then[name] is leaf or _read(then[name]) == _read(leaf) for name, leaf in each.items()
    )


def _read(leaf: Leaf) -> tuple[object, ...]:
    """Keep what entities and their entries of the register follow from."""
    return leaf.told, leaf.dead, leaf.document.described.published


def _speak_otherwise(each: Mapping[str, Leaf], asked: Asked, then: Asked) -> bool:
    if (asked.enrolments, asked.amendments) != (then.enrolments, then.amendments):
        return True
    changed = asked.judgements ^ then.judgements
    if not changed:
        return False
    entries = asked.enrolments or asked.amendments  # judgements may join entries of the register
    named = {id_ for leaf in each.values() for id_, _ in leaf.told}
    return bool(entries) or any(j.left in named or j.right in named for j in changed)


def resolved(
    case: Case,
    kit: Kit,
    notes: Callable[[], Memory],
    each: Mapping[str, Leaf],
    then: tuple[Mapping[str, Leaf], Named | None] = (NONE, None),
) -> Named:
    """Resolve mentions into entities, and look the facilities up in the case's register.

    Going on from a round before needs nothing of what is remembered (`notes`).
    """
    leaves, before = then
    asked = asked_of(case)
    with collector_paused():
        standing = stand(
            _scenes(each, leaves, before),
            case.judgements(),
            kit.gazetteer,
            None if before is not None else notes(),
            before.standing if before is not None else None,
        )
    if before is not None and _listed_alike(asked, before):
        register = before.register
        fresh = _dated_otherwise(each, leaves)
    else:
        register, fresh = register_of(case, listed(case, notes()), kit.gazetteer), True
    days = {name: leaf.document.described.published or "" for name, leaf in each.items()}
    said = Said(days=days, judgements=tuple(case.judgements()))
    finding = partial(_found_in, (register, kit.gazetteer, said), standing)
    entities, owner, moved = _owned(standing, finding, None if fresh else before)
    return Named(
        asked=asked,
        standing=standing,
        register=register,
        entities=entities,
        owner=owner,
        pages=_pages(each, owner, each if moved is None else moved, then),
    )


def _owned(
    standing: Standing,
    finding: Callable[[tuple[Entity, ...]], tuple[Entity, ...]],
    before: Named | None,
) -> tuple[tuple[Entity, ...], Mapping[str, str], Collection[str] | None]:
    """Give the entities and whose each mention is.

    With them the documents in which one is of another than before; null for all of them. `finding`
    looks entities up in the register.
    """
    if before is None:
        entities = finding(standing.entities())
        owner = {mention: entity.id for entity in entities for mention in entity.mentions}
        return entities, owner, None
    gone, come = standing.worked.gone, finding(standing.worked.come)
    entities = _exchanged(before.entities, gone, come)
    return entities, *_owners(before.owner, gone, come, standing)


def _scenes(
    each: Mapping[str, Leaf], leaves: Mapping[str, Leaf], before: Named | None
) -> dict[str, Scene]:
    """Give what resolution reads of each document that has mentions; the same where it is."""
    then = before.standing.scenes if before is not None else {}
    found: dict[str, Scene] = {}
    for name, leaf in each.items():
        if leaf.told:
            kept = then.get(name) if leaves.get(name) is leaf else None
            found[name] = kept if kept is not None else _scene(leaf)
    return found


def _scene(leaf: Leaf) -> Scene:
    told = tuple(sorted(dict(leaf.told).items(), key=itemgetter(0)))
    dead = tuple(id_ for id_, _ in told if id_ in leaf.dead)
    day = leaf.document.described.published
    return Scene(told=told, text=leaf.document.text, dead=dead, day=day)


def _listed_alike(asked: Asked, before: Named) -> bool:
    """Whether people say the same of the register, and of what its entries are."""
    if (asked.enrolments, asked.amendments) != (before.asked.enrolments, before.asked.amendments):
        return False
    entries = before.register.told
    changed = asked.judgements ^ before.asked.judgements
    return not any(j.left in entries or j.right in entries for j in changed)


def _dated_otherwise(each: Mapping[str, Leaf], leaves: Mapping[str, Leaf]) -> bool:
    """Whether a document that was there is now said to be of another day."""
    return any(
        then.document.described.published != leaf.document.described.published
        for name, leaf in each.items()
        if (then := leaves.get(name)) is not None and then is not leaf
    )


def _found_in(
    ground: tuple[Register, Gazetteer, Said], standing: Standing, entities: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Look facilities up in the register, with what the documents that name them tell."""
    register, gazetteer, said = ground
    if not len(register):
        return entities
    own = standing.mentions
    named = {own[m].span.document for e in entities if e.kind == "facility" for m in e.mentions}
    mentions = [mention for document in sorted(named) for mention in standing.told(document)]
    return find_in(register, entities, mentions, gazetteer, said)


def _exchanged(
    then: Sequence[Entity], gone: Iterable[Entity], come: Iterable[Entity]
) -> tuple[Entity, ...]:
    """Put entities in the place of others, by id."""
    found = {entity.id: entity for entity in then}
    for entity in gone:
        del found[entity.id]
    found.update((entity.id, entity) for entity in come)
    return tuple([found[id_] for id_ in sorted(found)])


def _owners(
    then: Mapping[str, str], gone: Iterable[Entity], come: Iterable[Entity], standing: Standing
) -> tuple[Mapping[str, str], Collection[str]]:
    """Tell whose each mention is, and in which documents one is of another than before."""
    lost = {mention: entity.id for entity in gone for mention in entity.mentions}
    won = {mention: entity.id for entity in come for mention in entity.mentions}
    owner = dict(then)
    for mention in lost.keys() - won.keys():
        del owner[mention]
    owner.update(won)
    moved = [mention for mention, id_ in won.items() if lost.get(mention) != id_]
    return owner, {standing.mentions[mention].span.document for mention in moved}


def _pages(
    each: Mapping[str, Leaf],
    owner: Mapping[str, str],
    moved: Collection[str],
    then: tuple[Mapping[str, Leaf], Named | None],
) -> dict[str, Page]:
    """Make the pages of documents in which a mention has moved, or is new."""
    leaves, before = then
    found: dict[str, Page] = {}
    for name, leaf in each.items():
        kept = before.pages.get(name) if before is not None else None
        alike = name in leaves and (leaves[name] is leaf or leaves[name].told == leaf.told)
        if kept is None or not alike:
            found[name] = page_of(leaf.told, owner)
        else:
            found[name] = page_of(leaf.told, owner, kept) if name in moved else kept
    return found


def renamed(now: Sequence[Entity], then: Sequence[Entity]) -> frozenset[str]:
    """Name the entities (ids) that are called otherwise than before, or are new, or gone."""
    if now is then:
        return frozenset()
    ours, theirs = ({(e.id, e.name) for e in entities} for entities in (now, then))
    return frozenset(id_ for id_, _ in ours ^ theirs)
