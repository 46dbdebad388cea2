"""Sets of word sequences, and where they stand in a text, whatever their case and accents."""

from collections.abc import Iterable, Iterator, Sequence

from solferino.text.segment import Slice, Word, words

Keys = tuple[str, ...]


def keys_of(text: str) -> Keys:
    """Fold a text to its words."""
    return tuple(w.key for w in words(text))


class Phrases:
    """Finds any of many phrases in a text, by looking at each of its words once."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Index the phrases by their first word; those without a word are left out."""
        self._by_first: dict[str, set[Keys]] = {}
        for text in texts:
            keys = keys_of(text)
            if keys:
                self._by_first.setdefault(keys[0], set()).add(keys)

    def __bool__(self) -> bool:
        """Whether there is any phrase."""
        return bool(self._by_first)

    def at(self, found: Sequence[Word], start: int) -> Keys:
        """Give the longest phrase that begins at a word; empty where none does."""
        fitting = [
            keys
            for keys in self._by_first.get(found[start].key, ())
            if keys == tuple(w.key for w in found[start : start + len(keys)])
        ]
        return max(fitting, key=len, default=())

    def find(self, text: str) -> Iterator[Slice]:
        """Yield where phrases stand, in order; none overlap."""
        found, at = words(text) if self else (), 0
        while at < len(found):
            length = len(self.at(found, at))
            if length:
                yield Slice(start=found[at].start, end=found[at + length - 1].end)
            at += length or 1

    def without(self, text: str, mark: str) -> str:
        """Put a mark in place of each."""
        pieces, at = [], 0
        for part in self.find(text):
            pieces += [text[at : part.start], mark]
            at = part.end
        return "".join([*pieces, text[at:]])
