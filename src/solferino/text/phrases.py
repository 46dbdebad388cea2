"""Phrases of whole words, looked for in folded text."""

from collections.abc import Iterable, Iterator, Sequence

from solferino.text.segment import words

Phrase = tuple[str, ...]


def folded(text: str) -> Phrase:
    """Fold a text to the keys of its words."""
    return tuple(word.key for word in words(text))


class Phrases:
    """A set of phrases, found in folded words: the longest at each place."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Index phrases by their first word, the longest first."""
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in sorted({folded(form) for form in forms}, key=lambda p: (-len(p), p)):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def find(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield [first, last) of each phrase among the words, without overlaps."""
        at = 0
        while at < len(keys):
            for phrase in self._by_first.get(keys[at], ()):
                if tuple(keys[at : at + len(phrase)]) == phrase:
                    yield at, at + len(phrase)
                    at += len(phrase) - 1
                    break
            at += 1

    def within(self, keys: Sequence[str]) -> bool:
        """Whether any phrase stands among the words."""
        return next(self.find(keys), None) is not None
