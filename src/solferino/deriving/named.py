"""Who and where: entities and directory of a case, taken over where nothing touches them."""

from collections.abc import Mapping, Sequence

from solferino.codec import value
from solferino.deriving.leaves import NONE, Leaf
from solferino.deriving.registers import listed, register
from solferino.model import Directory, Entity, Judgement, still_standing
from solferino.model.directory import Page, page_of
from solferino.model.register import Amendment, Enrolment
from solferino.ports import Kit, Memory
from solferino.resolve.entities import Sources, resolution
from solferino.resolve.register.linking import Said, find_in
from solferino.store.case import Case


@value
class Asked:
    """What people say that entities follow from, as it stands."""

    judgements: frozenset[Judgement]
    enrolments: tuple[Enrolment, ...]
    amendments: tuple[Amendment, ...]


@value
class Named:
    """The entities of a case by id, whose each mention is, and a page for each document."""

    asked: Asked
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
    pages = before.pages
    return Named(asked=asked, entities=before.entities, owner=before.owner, pages=pages)


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
    memory: Memory,
    each: Mapping[str, Leaf],
    then: tuple[Mapping[str, Leaf], Named | None] = (NONE, None),
) -> Named:
    """Resolve mentions into entities, and look the facilities up in the case's register."""
    mentions = [mention for leaf in each.values() for _, mention in leaf.told]
    sources = Sources(
        texts={name: leaf.document.text for name, leaf in each.items()},
        dead=frozenset(id_ for leaf in each.values() for id_ in leaf.dead),
    )
    judgements, gazetteer = case.judgements(), kit.gazetteer
    found = resolution(mentions, judgements, gazetteer, memory, sources).entities
    facilities = register(case, listed(case, memory), gazetteer)
    days = {name: leaf.document.described.published or "" for name, leaf in each.items()}
    said = Said(days=days, judgements=tuple(judgements))
    entities = find_in(facilities, found, mentions, gazetteer, said)
    owner = {mention: entity.id for entity in entities for mention in entity.mentions}
    leaves, before = then
    pages = {
        name: page_of(leaf.told, owner, _page_before(name, leaf, leaves, before))
        for name, leaf in each.items()
    }
    return Named(asked=asked_of(case), entities=entities, owner=owner, pages=pages)


def _page_before(
    name: str, leaf: Leaf, leaves: Mapping[str, Leaf], before: Named | None
) -> Page | None:
    if before is None or name not in leaves or leaves[name].told != leaf.told:
        return None
    return before.pages.get(name)


def renamed(now: Sequence[Entity], then: Sequence[Entity]) -> frozenset[str]:
    """Name the entities (ids) that are called otherwise than before, or are new, or gone."""
    if now is then:
        return frozenset()
    ours, theirs = ({(e.id, e.name) for e in entities} for entities in (now, then))
    return frozenset(id_ for id_, _ in ours ^ theirs)
