"""How people are counted by words beside them: "none of the nineteen", "a crew of three"."""

from collections.abc import Sequence
from itertools import pairwise

from solferino.extract.lexicon import Term
from solferino.text.segment import Word

COUNTED = 4  # words before people in which their number may stand
NOBODY = (("none", "of"), ("neither", "of"), ("one", "of"))


def counting(own: Sequence[Word], people: Term) -> range:
    """Give the words in which a number counts people: before them, or behind "crew of"."""
    behind = own[people.last].key == "of" if people.last < len(own) else False
    return range(people.first - COUNTED, people.last + 2 * behind)


def none_of(own: Sequence[Word]) -> bool:
    """Whether words say that it was none of some people: "none of the nineteen", "not one of"."""
    keys = [w.key for w in own]
    return any(
        (a, b) in NOBODY and (a != "one" or keys[i - 1 : i] == ["not"])
        for i, (a, b) in enumerate(pairwise(keys))
    )
