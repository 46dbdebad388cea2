"""From words in a document to the entity that they name: an index over mentions."""

from collections.abc import Iterable

from solferino.model.story import Entity, Mention

SIDES = ("government", "armed_group")


class Directory:
    """Answers which entity a name stands for in a document.

    Built from entities and their mentions. A name is looked up as it is worded and by its
    canonical name; where a document uses one name for two entities, the answer is null.
    """

    def __init__(self, entities: Iterable[Entity], mentions: Iterable[Mention]) -> None:
        """Index every mention under its words and its canonical name."""
        owner = {m: e.id for e in entities for m in e.mentions}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        self._by_place: dict[tuple[str, int, int], str] = {}
        self._sides: dict[str, set[str]] = {}
        for mention in mentions:
            if mention.kind in SIDES:
                named = self._sides.setdefault(mention.span.document, set())
                named.update((mention.span.text, mention.name))
            entity = owner.get(mention.id)
            if entity is None:
                continue
            span = mention.span
            self._by_place[span.document, span.start, span.end] = entity
            for name in (span.text, mention.name):
                self._by_name.setdefault((span.document, name), set()).add(entity)

    def at(self, document: str, start: int, end: int) -> str | None:
        """Find the entity whose mention stands at exactly these offsets."""
        return self._by_place.get((document, start, end))

    def of(self, document: str, name: str | None) -> str | None:
        """Find the only entity that the document calls by this name, or null."""
        found = self._by_name.get((document, name or ""), set())
        return next(iter(found)) if len(found) == 1 else None

    def sides(self, document: str) -> frozenset[str]:
        """Give all names by which a document calls governments and armed groups."""
        return frozenset(self._sides.get(document, ()))
