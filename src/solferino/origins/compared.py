"""What comparing found before, recalled by digests of both texts: nothing is compared twice."""

from collections.abc import Callable, Iterable

from solferino.codec import decode, digest, encode, identify, value
from solferino.model import Copy, Document
from solferino.ports import Memory


@value
class Found:
    """The copies that one comparison found."""

    copies: tuple[Copy, ...]


class Compared:
    """Compares two documents, or recalls what came of it. A memory never changes a result."""

    def __init__(self, memory: Memory | None) -> None:
        """Keep and recall in a memory, if there is one."""
        self._memory = memory
        self._digests: dict[str, str] = {}

    def once(
        self, how: str, left: Document, right: Document, compare: Callable[[], Iterable[Copy]]
    ) -> tuple[Copy, ...]:
        """Return what comparing finds; `how` names the comparison, left and right are in order."""
        if self._memory is None:
            return tuple(compare())
        name = identify(how, self._digest(left), self._digest(right))
        kept = self._memory.recall(name)
        if kept is not None:
            return decode(kept, Found).copies
        found = Found(copies=tuple(compare()))
        self._memory.keep(name, encode(found))
        return found.copies

    def _digest(self, document: Document) -> str:
        """Digest all of a document: parts and what is told of it count as its text does."""
        if document.id not in self._digests:
            self._digests[document.id] = digest(document)
        return self._digests[document.id]
