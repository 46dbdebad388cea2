"""A document as runs of five words, and as pairs of long words: what copies are found by.

Each run (5-gram) of folded words, and each pair, is hashed to 64 bits by the words alone.
"""

from array import array
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from solferino.model import Document
from solferino.text.segment import Word, quotations, spots, words

GRAM = 5  # words: long enough that two writers seldom meet by chance
LONG = 5  # letters of a word that tells what a sentence is about, in any language
WHOLE = 2  # a zone of more than half of the text is the text, not a quotation in it
_FACTOR = 0x9E3779B97F4A7C15  # odd, so that multiplication loses nothing modulo 2**64
_MASK = (1 << 64) - 1

NOTHING, QUOTED, OWN = 0, 1, 2  # of a run: boilerplate, wholly inside a quotation, the text's own


Zones = tuple[list[int], list[int], list[int]]  # of each word: quotation, post, boilerplate


class Leaps:
    """The pairs of neighbouring long words of a document's own, whatever stands between them.

    Which of the two comes first is of no account.
    """

    def __init__(self, document: Document, runs: "array[int]") -> None:
        """Take the pairs as hashes."""
        self.document, self.runs = document, runs
        self.size = len(self.own)

    @property
    def own(self) -> frozenset[int]:
        """The distinct pairs."""
        return frozenset(self.runs)


class Wording:
    """The runs of a document, in order; run i covers words i to i + 4.

    `standing` says of each run whether it is boilerplate or a box of fields, wholly quoted, or the
    text's own; `size` is the number of distinct runs of its own. Sets are made anew on each call:
    a case holds far more runs than memory holds sets.
    """

    def __init__(self, document: Document) -> None:
        """Hash the runs; the words themselves are found again when needed."""
        self.document = document
        found = tuple(spots(document.text))
        hashes = [_hash(key) for _, _, key in found]
        zones = _zoned(document, [(start, end) for start, end, _ in found])
        self.runs = _runs(hashes)
        self.standing = _standings(zones)
        self.size = len(self.own)
        own = [not any(zoned) for zoned in zip(*zones, strict=True)]
        telling = zip(hashes, found, own, strict=True)
        self.leaps = Leaps(document, _leaps([h for h, (_, _, k), o in telling if o and is_long(k)]))

    @property
    def words(self) -> Sequence[Word]:
        """The words that the runs count, computed anew to keep memory small."""
        return words_of(self.document.text)

    @property
    def own(self) -> frozenset[int]:
        """The distinct runs that stand at least once outside quotations and boilerplate."""
        return frozenset(r for r, s in zip(self.runs, self.standing, strict=True) if s == OWN)

    @property
    def all(self) -> frozenset[int]:
        """The distinct runs, quoted ones included, without boilerplate."""
        return frozenset(r for r, s in zip(self.runs, self.standing, strict=True) if s != NOTHING)


@lru_cache(maxsize=8)
def words_of(text: str) -> tuple[Word, ...]:
    """Find the words of a text; those of the last few texts are kept, as pairs come in runs."""
    return words(text)


@lru_cache(maxsize=1 << 16)
def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")


def is_long(key: str) -> bool:
    """Whether a word is long enough to tell what is spoken of; figures always are."""
    return len(key) >= LONG or key[0].isdigit()


def _leaps(long: Sequence[int]) -> "array[int]":
    pairs = ((min(pair), max(pair)) for pair in pairwise(long))
    return array("Q", [(one * _FACTOR + other) & _MASK for one, other in pairs])


def _runs(own: Sequence[int]) -> "array[int]":
    runs = array("Q")
    for i in range(len(own) - GRAM + 1):
        total = 0
        for h in own[i : i + GRAM]:
            total = (total * _FACTOR + h) & _MASK
        runs.append(total)
    return runs


def _zoned(document: Document, found: Sequence[tuple[int, int]]) -> Zones:
    quoted = _zones(found, [(q.start, q.end) for q in quotations(document.text)])
    parts = [p for p in document.parts if (p.end - p.start) * WHOLE <= len(document.text)]
    cited = _zones(found, [(p.start, p.end) for p in parts if p.kind in ("post", "quote")])
    plain = [(p.start, p.end) for p in document.parts if p.kind in ("boilerplate", "infobox")]
    return quoted, cited, _zones(found, plain)


def _standings(zones: Zones) -> bytearray:
    quoted, cited, waste = zones
    standing = bytearray()
    for i in range(len(quoted) - GRAM + 1):
        first, last = i, i + GRAM - 1
        if any(waste[first : last + 1]):
            standing.append(NOTHING)
        elif quoted[first] == quoted[last] > 0 or cited[first] == cited[last] > 0:
            standing.append(QUOTED)
        else:
            standing.append(OWN)
    return standing


def zones_of(found: Sequence[Word], zones: Sequence[tuple[int, int]]) -> list[int]:
    """Tell for each word the number of the zone that it stands in, 0 for none.

    Zones that overlap count as one.
    """
    return _zones([(word.start, word.end) for word in found], zones)


def _zones(found: Sequence[tuple[int, int]], zones: Sequence[tuple[int, int]]) -> list[int]:
    numbers = [0] * len(found)
    waiting: list[tuple[int, int]] = []
    for start, end in sorted(zones, key=lambda z: (z[0], -z[1])):
        if waiting and start < waiting[-1][1]:
            waiting[-1] = (waiting[-1][0], max(end, waiting[-1][1]))
        else:
            waiting.append((start, end))
    at = 0
    for i, (first, last) in enumerate(found):
        while at < len(waiting) and waiting[at][1] <= first:
            at += 1
        if at == len(waiting):
            break
        if waiting[at][0] <= first and last <= waiting[at][1]:
            numbers[i] = at + 1
    return numbers
