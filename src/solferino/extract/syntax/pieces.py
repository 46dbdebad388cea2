"""Words cut into the pieces that a transformer was trained on (WordPiece, greedy from the left).

The vocabulary is a list of pieces, one to a line; `##` marks those that go on inside a word.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

WORD = re.compile(r"\w+|[^\w\s]")
LONGEST = 8  # pieces of one word that are looked at


class Pieces:
    """The vocabulary of a transformer."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.number = {piece: number for number, piece in enumerate(vocabulary)}
        self.begin, self.end, self.unknown = (self.number[p] for p in ("[CLS]", "[SEP]", "[UNK]"))
        self.of = lru_cache(maxsize=1 << 16)(self._cut)

    @classmethod
    def read(cls, file: Path) -> "Pieces":
        """Read a vocabulary from its file."""
        return cls(file.read_text("utf-8").splitlines())

    def _cut(self, word: str) -> tuple[int, ...]:
        """Cut a word, without case and accents; what cannot be cut is one unknown piece."""
        bare = "".join(
            c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn"
        )
        found: list[int] = []
        at = 0
        while at < len(bare):
            end = next(
                (e for e in range(len(bare), at, -1) if self._piece(bare, at, e) in self.number), 0
            )
            if not end:
                return (self.unknown,)
            found.append(self.number[self._piece(bare, at, end)])
            at = end
        return tuple(found[:LONGEST]) or (self.unknown,)

    @staticmethod
    def _piece(word: str, start: int, end: int) -> str:
        return ("##" if start else "") + word[start:end]
