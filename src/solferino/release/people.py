"""Who is withheld, and under which names: every spelling, script and clitic form of each person."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from solferino.codec import value
from solferino.release.lexicon import capitals, opening
from solferino.resolve.naming import Name, compare, read_name
from solferino.text.fold import fold
from solferino.text.phrases import Phrases, folded
from solferino.text.segment import Word, words

FAMILY = 4  # letters: shorter family names are matched with the given name only
ALONE = 3  # letters: shorter names of one word are no name to be matched in running text
LONGEST = 5  # words of a name
LONG = 6  # letters: a name so long is taken for one in lower case, too
PARTICLE = 3  # letters: "bin", "al", "de", "van"
BRACKETED = re.compile(r"\s*\([^)]*\)\s*")
JOINS = re.compile(r"[ \t\u00a0\u200c\u200f\n]?[-‐‑–.'’ـ]?[ \t\u00a0\u200c\u200f]?")
CLITICS = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ف", "ك", "ل")
ARABIC = range(0x600, 0x700)


@value
class Person:
    """Somebody whose name is withheld: what anchors the pseudonym, and all names that are known."""

    anchor: str
    names: tuple[str, ...]
    pseudonym: str


@value
class Naming:
    """Characters [start, end) that name a person; `person` is null where they fit several."""

    start: int
    end: int
    person: Person | None


class Roll:
    """Finds the people who are withheld in any text, under whatever form of their names.

    A name is found as it is known, letter case, accents, Arabic variants and clitics aside; and
    under any other spelling that the rules of names take for the same (`resolve.naming`), in any
    script. Inside a name that may stand (a hospital called after somebody) it is left alone.
    """

    def __init__(self, people: Iterable[Person], allowed: Iterable[str] = ()) -> None:
        """Index the names of people, and the names that may stand."""
        self.people = tuple(people)
        self._known: dict[tuple[str, ...], set[str]] = {}
        self._blocks: dict[str, set[tuple[str, str]]] = {}
        self._by_anchor = {p.anchor: p for p in self.people}
        for person in self.people:
            for name in person.names:
                self._enter(person.anchor, name)
        known = self._known
        self._allowed = Phrases(name for name in allowed if folded(name) not in known)

    def __bool__(self) -> bool:
        """Whether anybody is withheld."""
        return bool(self.people)

    def find(self, text: str) -> tuple[Naming, ...]:
        """Find every name in a text, in order; none overlap, the longest first."""
        if not self.people or not text:
            return ()
        return tuple(self._find(words(text), text))

    def without(self, text: str) -> str:
        """Put pseudonyms in place of names."""
        pieces, at = [], 0
        for found in self.find(text):
            pieces += [text[at : found.start], shown(found)]
            at = found.end
        return "".join([*pieces, text[at:]])

    def _enter(self, anchor: str, name: str) -> None:
        for keys in _forms(name):
            self._known.setdefault(keys, set()).add(anchor)
        read = read_name(name, "person")
        family = read.core[-1:] if len(read.core) > 1 and len(read.core[-1]) >= FAMILY else ()
        for form, whole in ((name, read), *((f, read_name(f, "person")) for f in family)):
            for block in whole.keys:
                self._blocks.setdefault(block, set()).add((anchor, form))

    def _find(self, found: Sequence[Word], text: str) -> Iterator[Naming]:
        keys, at = [word.key for word in found], 0
        while at < len(found):
            stands = self._allowed.at(keys, at)
            if stands:
                at += stands
                continue
            length, anchors = self._longest(found, at, text)
            if not length:
                at += 1
                continue
            last = found[at + length - 1]
            one = self._by_anchor[next(iter(anchors))] if len(anchors) == 1 else None
            yield Naming(start=found[at].start, end=last.end, person=one)
            at += length

    def _longest(self, found: Sequence[Word], at: int, text: str) -> tuple[int, set[str]]:
        for length in range(min(LONGEST, len(found) - at), 0, -1):
            run = found[at : at + length]
            if not _together(run, text):
                continue
            for keys in _bared(tuple(w.key for w in run)):
                if keys in self._known and (length > 1 or is_sure(run[0].text)):
                    return length, self._known[keys]
            anchors = self._alike(tuple(w.text for w in run)) if _may_name(run) else set()
            if anchors:
                return length, anchors
        return 0, set()

    def _alike(self, run: tuple[str, ...]) -> set[str]:
        """Find who is meant by another spelling of a name, by the rules of names."""
        anchors: set[str] = set()
        for text in _bared(run):
            read = _read(" ".join(text))
            near = {pair for block in read.keys for pair in self._blocks.get(block, ())}
            anchors |= {anchor for anchor, form in near if _one_name(read, _read(form))}
        return anchors


def shown(found: Naming) -> str:
    """Word what stands in place of a name."""
    return f"[{found.person.pseudonym}]" if found.person else "[name withheld]"


def is_name(text: str) -> bool:
    """Whether words are somebody's name, and no description ("a nurse", "residents")."""
    read = _read(BRACKETED.sub(" ", text))
    small = [w.shown for w in read.words if w.shown[:1].islower()]
    if not read.core or any(len(w) > PARTICLE or fold(w) in opening() for w in small):
        return False
    named = [w.shown for w in read.words if w.role != "title" and len(w.form) > 1]
    return bool(named) and not named[-1][0].islower() and fold(named[0]) not in opening()


def is_sure(word: str) -> bool:
    """Whether one word alone, equal to somebody's name, is taken for the name.

    A short one in lower case may be a common word.
    """
    return not word[0].islower() or len(word) >= LONG


def _together(run: Sequence[Word], text: str) -> bool:
    """Whether nothing but spaces, hyphens, dots of initials and the like stands between words."""
    return all(
        JOINS.fullmatch(text, a.end, b.start) is not None for a, b in itertools.pairwise(run)
    )


def _may_name(run: Sequence[Word]) -> bool:
    """Whether words can be a name: written with capitals, or in a script that has none."""
    if any(w.text[0].isdecimal() for w in run):
        return False
    if len(run) == 1:
        return (
            len(run[0].key) >= ALONE
            and not run[0].text[0].islower()
            and (run[0].key not in capitals())
        )
    ends = (run[0].text, run[-1].text)
    return not any(w[0].islower() for w in ends) and all(
        len(w.text) <= PARTICLE or not w.text[0].islower() for w in run[1:-1]
    )


def _forms(name: str) -> set[tuple[str, ...]]:
    """Give the ways in which a person is called: in full, without titles, by family name."""
    whole = folded(name)
    read = read_name(name, "person")
    bare = tuple(k for w in read.words if w.role != "title" for k in folded(w.shown))
    found = {whole, bare}
    if len(bare) > 1 and len(bare[-1]) >= FAMILY:
        found.add(bare[-1:])
        found.add((bare[0], bare[-1]))
    return {
        keys
        for keys in found
        if keys and (len(keys) > 1 or (len(keys[0]) >= ALONE and keys[0] not in capitals()))
    }


def _bared(run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give words as they stand, and without what Arabic writes to the front of a name."""
    yield run
    first = run[0]
    if ord(first[0]) in ARABIC:
        for clitic in CLITICS:
            if first.startswith(clitic) and len(first) - len(clitic) >= ALONE:
                yield (first[len(clitic) :], *run[1:])


@lru_cache(1 << 14)
def _read(text: str) -> Name:
    return read_name(text, "person")


@lru_cache(1 << 16)
def _one_name(one: Name, other: Name) -> bool:
    found = compare(one, other)
    if found.verdict == "same":
        return True
    alone = len(one.core) == 1 and len(other.core) == 1
    return alone and found.verdict == "unsure" and found.words[-1].why == "one word only"
