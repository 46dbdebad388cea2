"""Set the words of two names beside each other, and what comparing them yields."""

from collections.abc import Callable, Sequence

from solferino.codec import value
from solferino.model.terms import Verdict
from solferino.resolve.naming.matching import FIRM, NEAR, Alike, word_likeness
from solferino.resolve.naming.name import Match

Beside = Callable[[str, str], Alike]


@value
class Alignment:
    """Pairs of words, best first, with their likeness; what is left of each name."""

    pairs: tuple[tuple[str, str, int, str], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def least(self) -> int:
        """The likeness of the pair that is least alike; 0 without pairs."""
        return min((pair[2] for pair in self.pairs), default=0)

    @property
    def firm(self) -> bool:
        """Whether every pair is one word."""
        return bool(self.pairs) and self.least >= FIRM

    @property
    def matches(self) -> tuple[Match, ...]:
        """The pairs with their reasons, then what stands alone."""
        return (
            *(Match(left=a, right=b, why=why) for a, b, _, why in self.pairs),
            *(Match(left=a, right=None, why="stands alone") for a in self.left),
            *(Match(left=None, right=b, why="stands alone") for b in self.right),
        )


@value
class Likeness:
    """Whether two names may be of one bearer: by names alone, never by what else is known.

    `score` is 0 to 1000. `same` means that a careful reader takes the words for one name; that two
    bearers share a name is for the caller to see. `unsure` goes to a person. `found` and `notes`
    hold the words that earned it, which are put together when somebody asks for them.
    """

    verdict: Verdict
    score: int
    found: Alignment | None = None
    notes: tuple[Match, ...] = ()

    @property
    def words(self) -> tuple[Match, ...]:
        """The words that earned it, each with its reason."""
        return (*self.found.matches, *self.notes) if self.found is not None else self.notes

    def has(self, why: str) -> bool:
        """Whether two words were paired for a reason."""
        return self.found is not None and any(pair[3] == why for pair in self.found.pairs)


def align(left: Sequence[str], right: Sequence[str]) -> Alignment:
    """Pair the words that are most alike, whatever their order; each word once."""
    found = []
    for at, one in enumerate(left):
        for beside, other in enumerate(right):
            alike, why = word_likeness(one, other)
            if alike >= NEAR:
                found.append((-alike, abs(at - beside), at, beside, why))
    if not found:
        return Alignment(pairs=(), left=tuple(left), right=tuple(right))
    found.sort()
    taken: set[int] = set()
    given: set[int] = set()
    pairs = []
    for minus, _, at, beside, why in found:
        if at not in taken and beside not in given:
            taken.add(at)
            given.add(beside)
            pairs.append((left[at], right[beside], -minus, why))
    return Alignment(
        pairs=tuple(pairs),
        left=_untaken(left, taken),
        right=_untaken(right, given),
    )


def _untaken(words: Sequence[str], taken: set[int]) -> tuple[str, ...]:
    if len(taken) == len(words):
        return ()
    return tuple(word for at, word in enumerate(words) if at not in taken)


def align_in_order(
    left: Sequence[str], right: Sequence[str], beside: Beside = word_likeness
) -> Alignment | None:
    """Pair all words of the shorter with words of the longer in order; null where one finds none.

    `beside` compares two words.
    """
    turned = len(left) > len(right)
    short, long = (right, left) if turned else (left, right)
    pairs: list[tuple[str, str, int, str]] = []
    alone: list[str] = []
    at = 0
    for word in short:
        while at < len(long):
            alike, why = beside(word, long[at])
            if alike >= NEAR:
                break
            alone.append(long[at])
            at += 1
        if at == len(long):
            return None
        pairs.append((long[at], word, alike, why) if turned else (word, long[at], alike, why))
        at += 1
    rest = (*alone, *long[at:])
    return Alignment(pairs=tuple(pairs), left=rest if turned else (), right=() if turned else rest)
