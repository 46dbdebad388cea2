"""Hospitals called without the word: "Fontaine General", "Saint Oda's".

English papers drop it where all know. Such a name is taken only in a sentence that tells of care
or of an attack, and never behind an office or rank ("Attorney General", "Major General").
"""

from collections.abc import Iterator

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage

WORDS = {k: frozenset(v) for k, v in table("en", "facilities")["untyped"].items()}
NEVER = frozenset(table("en", "names")["never"])
TITLES = frozenset(table("en", "names")["titles"])
GROUPS = ("health_workers", "patients")
LONGEST = 3  # words of a name before "General"


def untyped(passage: Passage) -> Iterator[tuple[int, int]]:
    """Give the stretches of words, by number, that name a hospital without saying so."""
    if passage.is_title or passage.zone == "headline" or not passage.obeys("facility/untyped"):
        return
    for at, word in enumerate(passage.words):
        if word.text in WORDS["ends"] and _of_care(passage, arms=True):
            first = _named(passage, at)
            if first < at and not _goes_on(passage, at + 1):
                yield first, at + 1
        elif word.text in WORDS["patrons"] and _of_care(passage, arms=False):
            last = _patron(passage, at)
            if last > at:
                yield at, last


def _of_care(passage: Passage, *, arms: bool) -> bool:
    """Whether a sentence tells of care; with `arms`, or of an attack."""
    people = any(t.code in GROUPS for t in passage.of("people"))
    told = people or passage.of("facility", "facilities", "part", "supply")
    return bool(told) or (arms and bool(passage.of("event", "weapon")))


def _named(passage: Passage, at: int) -> int:
    """Index of the first capitalised word of a name that ends before a word; itself for none."""
    words, first = passage.words, at
    said = {i for t in passage.of("role", "people", "body") for i in range(t.first, t.last)}
    while first and at - first < LONGEST:
        word = words[first - 1]
        beside = passage.slice(word.end, words[first].start) in (" ", "-")
        if not beside or not word.text[0].isupper() or first - 1 in said | {0}:
            break
        if word.key in WORDS["offices"] | NEVER | TITLES:
            return at
        first -= 1
    return first


def _goes_on(passage: Passage, at: int) -> bool:
    """Whether a capital or a type word follows: "X General Assembly", "X General hospital"."""
    if at >= len(passage.words):
        return False
    beside = passage.slice(passage.words[at - 1].end, passage.words[at].start) == " "
    typed = any(t.first == at for t in passage.of("facility", "facilities"))
    return beside and (passage.words[at].text[0].isupper() or typed)


def _patron(passage: Passage, at: int) -> int:
    """Index behind "St X's" where nothing that it could own follows; itself for none."""
    words = passage.words
    if at + 1 >= len(words) or not words[at + 1].text[0].isupper():
        return at
    last = at + 2
    if words[last : last + 1] and words[last].text in ("'s", "’s", "s"):
        last += 1
    end = words[last - 1].end
    owner = passage.slice(words[at].start, end).endswith(("'s", "’s"))
    behind = passage.slice(end, end + 1)
    free = behind in (",", ".", ";", ")", "", ":") or (
        last < len(words) and words[last].key in WORDS["behind"]
    )
    return last if owner and free else at
