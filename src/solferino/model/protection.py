"""Who must not be named where anything leaves a case: a fact that can be taken back."""

from collections.abc import Iterable

from solferino.codec import identify, value
from solferino.model.standing import still_standing
from solferino.model.story import Entity


@value
class Protection:
    """The person whom a mention names is protected: withheld under every spelling.

    `mention` is the id of any mention of the person; the protection follows the entity that it
    belongs to. `name` is how the person was called then: it stays withheld also where the mention
    is not found any more. `retracts` names a protection that this one takes back.
    """

    mention: str
    name: str
    by: str
    why: str = ""
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("protection", self)


def protected(entities: Iterable[Entity], protections: Iterable[Protection]) -> frozenset[str]:
    """Name the entities (ids) that are protected now."""
    mentions = {p.mention for p in still_standing(protections)}
    return frozenset(e.id for e in entities if mentions.intersection(e.mentions))


def withheld_names(
    entities: Iterable[Entity], protections: Iterable[Protection]
) -> tuple[str, ...]:
    """Give every name under which a protected person is known, sorted."""
    standing = still_standing(protections)
    mentions = {p.mention for p in standing}
    names = {p.name for p in standing}
    for entity in entities:
        if mentions.intersection(entity.mentions):
            names.update((entity.name, *entity.names))
    return tuple(sorted(names))
