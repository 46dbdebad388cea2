"""The words that this room knows: kinds of speakers, and what a copy may change."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from solferino.codec import value
from solferino.model.terms import OriginKind
from solferino.text.segment import words

Phrase = tuple[str, ...]


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


@value
class Lexicon:
    """All words of one language; `kinds` and `fallback` in the order in which they are tried."""

    kinds: tuple[tuple[OriginKind, Phrases], ...]
    fallback: tuple[tuple[OriginKind, Phrases], ...]
    titles: frozenset[str]
    first_hand: Phrases
    office: frozenset[str]
    openings: frozenset[str]
    nouns: frozenset[str]
    exhibits: tuple[tuple[str, Phrases], ...]
    another: Phrases
    released: Phrases
    contact: Phrases
    shows: Phrases
    spokesperson: Phrases
    outlet: Phrases
    generic: frozenset[str]
    denial: Phrases
    hedge: Phrases
    actor: Phrases


def folded(text: str) -> Phrase:
    """Fold a text to the keys of its words."""
    return tuple(word.key for word in words(text))


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Load a language's words; read once per process."""
    path = files("solferino.origins") / "lexicon" / f"{language}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    change = table["change"]
    return Lexicon(
        kinds=tuple((row["kind"], Phrases(row["words"])) for row in table["kind"]),
        fallback=tuple((kind, Phrases(forms)) for kind, forms in table["fallback"].items()),
        titles=frozenset(table["titles"]["words"]),
        first_hand=Phrases(table["first_hand"]["words"]),
        office=frozenset(table["office"]["words"]),
        openings=frozenset(table["unnamed"]["openings"]),
        nouns=frozenset(table["unnamed"]["nouns"]),
        exhibits=tuple((media, Phrases(forms)) for media, forms in table["exhibit"].items()),
        another=Phrases(table["another"]["words"]),
        released=Phrases(table["issuer"]["released"]),
        contact=Phrases(table["issuer"]["contact"]),
        shows=Phrases(table["shows"]["words"]),
        spokesperson=Phrases(table["spokesperson"]["words"]),
        outlet=Phrases(table["outlet"]["words"]),
        generic=frozenset(table["generic"]["words"]),
        denial=Phrases(change["denial"]),
        hedge=Phrases(change["hedge"]),
        actor=Phrases(change["actor"]),
    )
