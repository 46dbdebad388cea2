"""What may stand between a number and the people it counts, and before one that counts nobody."""

from solferino.extract.cues import GRAMMAR
from solferino.extract.passage import Passage
from solferino.text.segment import Word

OF_THEM = 4  # words before a number in "none of the nineteen"
POINTING = frozenset(("the", "its", "his", "her", "their", "my", "our", "those", "these"))


def joined(passage: Passage, first: int, last: int) -> bool:
    """Whether words [first, last) between a number and its people are only modifiers."""
    words = passage.words
    if last > first or last < len(words):
        end = words[last].start if last < len(words) else passage.end
        between = passage.slice(words[first - 1].end, end)
        if any(mark in between for mark in ",;:.()"):
            return False
    stops = (
        GRAMMAR["auxiliary"] | GRAMMAR["preposition"] | GRAMMAR["coordinator"] | GRAMMAR["opener"]
    )
    keys = [w.key for w in words[first:last] if not initials(w)]
    if not passage.obeys("quantity/apart"):
        return True
    return not stops.intersection(keys) or keys[:1] == ["of"]


def initials(word: Word) -> bool:
    """Whether a word is a body's initials, which may spell a small word ("WHO")."""
    return len(word.text) > 2 and word.text.isupper()  # noqa: PLR2004  (two letters shout, too)


def none_of_them(passage: Passage, first: int) -> bool:
    """Whether nobody of a number is meant: "none of the nineteen patients was hurt"."""
    before = [w.key for w in passage.words[max(0, first - OF_THEM) : first]]
    while before[-1:] and before[-1] in POINTING:
        before.pop()
    nobody = before[-2:] in (["none", "of"], ["neither", "of"]) or before[-3:] == [
        "not",
        "one",
        "of",
    ]
    return nobody and passage.obeys("harm/none-of")
