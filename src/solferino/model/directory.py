"""From words in a document to the entity that they name: an index over mentions."""

from collections.abc import Iterable, Mapping, Sequence

from solferino.codec import value
from solferino.model.story import Entity, Mention

SIDES = ("government", "armed_group")
BODIES = ("organization", *SIDES)


@value
class Page:
    """What one document calls its entities: by name, by place, and the names of sides.

    `owners` are the entities (ids) of its mentions in the order given, null where there is none;
    `bodies` the mentions of bodies in order of place, each behind its entity; `places` the names
    of places.
    """

    owners: tuple[str | None, ...]
    by_name: Mapping[str, frozenset[str]]
    by_place: Mapping[tuple[int, int], str]
    sides: frozenset[str]
    bodies: tuple[tuple[str, Mention], ...] = ()
    places: frozenset[str] = frozenset()


BLANK = Page(owners=(), by_name={}, by_place={}, sides=frozenset())


class Directory:
    """Answers which entity a name stands for in a document.

    Built from entities and their mentions. A name is looked up as it is worded and by its
    canonical name; where a document uses one name for two entities, the answer is null.
    """

    def __init__(self, entities: Iterable[Entity], mentions: Iterable[Mention]) -> None:
        """Index every mention under its words and its canonical name."""
        owner = {m: e.id for e in entities for m in e.mentions}
        told: dict[str, list[tuple[Mention, str | None]]] = {}
        for mention in mentions:
            told.setdefault(mention.span.document, []).append((mention, owner.get(mention.id)))
        self._pages = {name: _page(some) for name, some in told.items()}

    @classmethod
    def of_pages(cls, pages: Mapping[str, Page]) -> "Directory":
        """Put pages together, by document."""
        made = cls((), ())
        made._pages = dict(pages)
        return made

    def page(self, document: str) -> Page:
        """Give all that is known of one document: a page is equal while all answers are."""
        return self._pages.get(document, BLANK)

    def at(self, document: str, start: int, end: int) -> str | None:
        """Find the entity whose mention stands at exactly these offsets."""
        return self.page(document).by_place.get((start, end))

    def of(self, document: str, name: str | None) -> str | None:
        """Find the only entity that the document calls by this name, or null."""
        found = self.page(document).by_name.get(name or "", frozenset())
        return next(iter(found)) if len(found) == 1 else None

    def bodies(self, document: str, start: int, end: int) -> dict[str, Mention]:
        """Find the bodies that a document names between two offsets: entity to first mention."""
        found: dict[str, Mention] = {}
        for entity, mention in self.page(document).bodies:
            if start <= mention.span.start and mention.span.end <= end:
                found.setdefault(entity, mention)
        return found

    def places(self, document: str) -> frozenset[str]:
        """Give all names by which a document calls places."""
        return self.page(document).places

    def sides(self, document: str) -> frozenset[str]:
        """Give all names by which a document calls governments and armed groups."""
        return self.page(document).sides


def page_of(
    told: Sequence[tuple[str, Mention]], owner: Mapping[str, str], before: Page | None = None
) -> Page:
    """Make the page of a document from its mentions by id; the page before where it is the same.

    The page before has to be of the same mentions.
    """
    owners = tuple([owner.get(id_) for id_, _ in told])
    if before is not None and before.owners == owners:
        return before
    return _page([(mention, at) for (_, mention), at in zip(told, owners, strict=True)])


def _page(told: Sequence[tuple[Mention, str | None]]) -> Page:
    by_name: dict[str, set[str]] = {}
    by_place: dict[tuple[int, int], str] = {}
    sides: set[str] = set()
    bodies: list[tuple[str, Mention]] = []
    for mention, entity in told:
        names = (mention.span.text, mention.name)
        if mention.kind in SIDES:
            sides.update(names)
        if entity is None:
            continue
        by_place[mention.span.start, mention.span.end] = entity
        if mention.kind in BODIES:
            bodies.append((entity, mention))
        for name in names:
            by_name.setdefault(name, set()).add(entity)
    return Page(
        owners=tuple([entity for _, entity in told]),
        by_name={name: frozenset(found) for name, found in by_name.items()},
        by_place=by_place,
        sides=frozenset(sides),
        bodies=tuple(sorted(bodies, key=lambda body: (body[1].span.start, body[0]))),
        places=frozenset(n for m, _ in told if m.kind == "place" for n in (m.span.text, m.name)),
    )
