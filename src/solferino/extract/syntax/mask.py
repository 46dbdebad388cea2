"""Sentences as the models see them: without the names of sides, so that no name changes anything.

Every name of a state, its people, a government or an armed side is put as one and the same word.
What the models mark is told in places of the sentence as it stands.
"""

from collections.abc import Iterable

from solferino.codec import value

STAND_IN = "Utopia"


@value
class Masked:
    """A sentence with stand-ins: its `text`, and where each stretch of it stands in the sentence.

    `pieces` are [start, end) of the masked text beside [start, end) of the sentence, in order,
    without gaps.
    """

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was masked: every place is the same in both."""
        return all(piece[:2] == piece[2:] for piece in self.pieces)

    def back(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """Give the place in the sentence of a stretch of the masked text."""
        return self._place(stretch[0], end=False), self._place(stretch[1], end=True)

    def _place(self, offset: int, *, end: bool) -> int:
        for first, last, own_first, own_last in self.pieces:
            inside = first < offset <= last if end else first <= offset < last
            if inside:
                same = last - first == own_last - own_first
                return own_first + offset - first if same else (own_last if end else own_first)
        return self.pieces[-1][3] if self.pieces else 0


def masked(sentence: str, names: Iterable[tuple[int, int]]) -> Masked:
    """Put a stand-in for each name; names that overlap are one."""
    text = ""
    pieces: list[tuple[int, int, int, int]] = []

    def add(words: str, start: int, end: int) -> None:
        nonlocal text
        if words:
            pieces.append((len(text), len(text) + len(words), start, end))
            text += words

    at = 0
    for start, end in _joined(names):
        add(sentence[at:start], at, start)
        add(STAND_IN, start, end)
        at = end
    add(sentence[at:], at, len(sentence))
    return Masked(text=text, pieces=tuple(pieces))


def _joined(names: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(names):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
