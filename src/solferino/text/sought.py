"""What somebody looks for, and where a text says it: words in any order, phrases, beginnings.

Spellings are folded (`fold.py`), and in Arabic the article is taken off, so that «hospital» is
found where «the hospital» stands. The same keys are made of texts and of what is asked.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from solferino.codec import value
from solferino.text.segment import Slice, Word, keys, words

PIECE = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|(\S+))')


@value
class Phrase:
    """Words that stand together. `open`: the last one may go on; `absent`: they must not stand."""

    keys: tuple[str, ...]
    open: bool = False
    absent: bool = False


@value
class Sought:
    """All that is looked for; every phrase has to stand, or not to stand, in the text."""

    phrases: tuple[Phrase, ...] = ()

    @property
    def present(self) -> tuple[Phrase, ...]:
        """The phrases that have to stand in the text."""
        return tuple(p for p in self.phrases if not p.absent)


def read_sought(told: str) -> Sought:
    """Read what somebody types: words, "phrases", begin*, -without. Anything is read somehow."""
    plain = re.sub("[“”„«»]", '"', told)
    found = []
    for match in PIECE.finditer(plain):
        piece = match[2] if match[2] is not None else match[3]
        keys = tuple(word.key for word in keyed(piece))
        if keys:
            begins = match[2] is None and piece.endswith("*")
            found.append(Phrase(keys=keys, open=begins, absent=bool(match[1])))
    return Sought(phrases=tuple(dict.fromkeys(found)))


def keyed(text: str) -> tuple[Word, ...]:
    """Cut a text into words with the keys under which they are looked for."""
    return tuple(Word(start=w.start, end=w.end, text=w.text, key=bare(w.key)) for w in words(text))


def sought_keys(text: str) -> Iterator[str]:
    """Yield the keys of a text's words, under which they are looked for."""
    return map(bare, keys(text))


@lru_cache(maxsize=1 << 15)
def bare(key: str) -> str:
    """Take the Arabic article off a folded word; other words stay as they are."""
    if key.isascii():
        return key
    pieces, remains = _pieces()
    for piece in pieces:
        if key.startswith(piece) and len(key) - len(piece) >= remains:
            return key[len(piece) :]
    return key


def places(text: str, sought: Sought) -> list[Slice]:
    """Find where a text says what has to stand in it, in order, without overlaps."""
    said = keyed(text)
    found = {place for phrase in sought.present for place in _standing(said, phrase)}
    kept: list[Slice] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1].end:
            kept.append(Slice(start=start, end=end))
    return kept


def holds(text: str, sought: Sought) -> bool:
    """Whether a text says all that is looked for, and nothing that must not stand."""
    said = keyed(text)
    return all(any(_standing(said, p)) != p.absent for p in sought.phrases)


def _standing(said: Sequence[Word], phrase: Phrase) -> Iterator[tuple[int, int]]:
    length, last = len(phrase.keys), phrase.keys[-1]
    for at in range(len(said) - length + 1):
        run = said[at : at + length]
        ends = run[-1].key.startswith(last) if phrase.open else run[-1].key == last
        if ends and all(w.key == k for w, k in zip(run[:-1], phrase.keys, strict=False)):
            yield run[0].start, run[-1].end


@cache
def _pieces() -> tuple[tuple[str, ...], int]:
    table = tomllib.loads(files("solferino.text").joinpath("sought.toml").read_text("utf-8"))
    pieces = sorted(table["pieces"], key=lambda piece: (-len(piece), piece))
    return tuple(pieces), int(table["remains"])
