"""Phrases of whole words, looked for in folded text: whatever its case and accents."""

from collections.abc import Iterable, Iterator, Sequence

from solferino.text.segment import Slice, words

Phrase = tuple[str, ...]


def folded(text: str) -> Phrase:
    """Fold a text to the keys of its words."""
    return tuple(word.key for word in words(text))


class Phrases:
    """A set of phrases, found by looking at each word once: the longest at each place."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Index phrases by their first word, the longest first; a form without words is none."""
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in sorted({folded(form) for form in forms} - {()}, key=lambda p: (-len(p), p)):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def __bool__(self) -> bool:
        """Whether there is any phrase."""
        return bool(self._by_first)

    def at(self, keys: Sequence[str], start: int) -> int:
        """Count the words of the longest phrase that begins at a word; 0 where none does."""
        for phrase in self._by_first.get(keys[start], ()):
            if tuple(keys[start : start + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def find(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield [first, last) of each phrase among the words, without overlaps."""
        at = 0
        while at < len(keys):
            length = self.at(keys, at)
            if length:
                yield at, at + length
            at += length or 1

    def within(self, keys: Sequence[str]) -> bool:
        """Whether any phrase stands among the words."""
        return next(self.find(keys), None) is not None

    def spans(self, text: str) -> Iterator[Slice]:
        """Yield where phrases stand in a text, in order; none overlap."""
        found = words(text) if self else ()
        for first, last in self.find([word.key for word in found]):
            yield Slice(start=found[first].start, end=found[last - 1].end)

    def without(self, text: str, mark: str) -> str:
        """Put a mark in place of each."""
        pieces, at = [], 0
        for part in self.spans(text):
            pieces += [text[at : part.start], mark]
            at = part.end
        return "".join([*pieces, text[at:]])
