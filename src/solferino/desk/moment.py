"""What was made of a case for the last few incidents, as long as what is derived stays the same."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from solferino.desk.quoting import FullQuoter
from solferino.ports import Picture

T = TypeVar("T")
FEW = 8  # incidents of which what was made stays at hand


class Few(Generic[T]):
    """The last few things that were made, each by what it follows from."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._made: dict[object, T] = {}

    def one(self, of: Hashable, make: Callable[[], T]) -> T:
        """Give a thing, made now unless it was."""
        if of not in self._made:
            made = make()
            while len(self._made) >= FEW:
                del self._made[next(iter(self._made))]
            self._made[of] = made
        return self._made[of]


class Moment:
    """A state of what is derived (`number`), and what was made of it for the last few incidents.

    What was found around each; its sentences; and how it is drawn by what people decided.
    """

    def __init__(self, number: object) -> None:
        """Keep nothing yet."""
        self.number = number
        self.pictures = Few[Picture]()
        self.quoters = Few[FullQuoter]()
        self.drawn = Few[object]()
