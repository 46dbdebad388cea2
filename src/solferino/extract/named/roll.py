"""Names of several facilities under one type word: "two clinics: A and B", "the A and B clinics".

Behind a count the list has to hold as many names; without one a colon has to lead it in.
"""

from collections.abc import Iterator

from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage

NAMES = table("en", "names")
NEVER, PARTICLES = frozenset(NAMES["never"]), frozenset(NAMES["particles"])
BESIDE = frozenset(NAMES["beside_number"])
KINDS = frozenset(table("en", "facilities")["modifier"]["kind"])
GAP = 8  # words between "three hospitals" and the first name of the list
LONGEST = 5  # words of a name
FEWEST, MOST = 2, 12  # names in a list
TYING = (" ", "-", "'", "’", "")
MARKS = (":", ",", "—", "–", "-", "(")
Roll = tuple[int, int, str]


def rolled(passage: Passage) -> Iterator[Roll]:
    """Give the names, by number of first word and behind the last, and the type of each."""
    if passage.is_title or passage.zone == "headline" or not passage.obeys("facility/roll"):
        return
    for term in passage.of("facilities"):
        yield from _before(passage, term)
        yield from _behind(passage, term)


def _behind(passage: Passage, term: Term) -> Iterator[Roll]:
    """Read "three hospitals in X: A, B and C": the names behind the type word."""
    words = passage.words
    before = [n for n in passage.numbers if n.end <= term.start and n.kind == "cardinal"]
    count = 0
    if before and before[-1].min == before[-1].max:
        between = set(passage.slice(before[-1].end, term.start).lower().split())
        count = (before[-1].min or 0) if between <= BESIDE | KINDS else 0
    for at in range(term.last, min(term.last + GAP, len(words))):
        mark = passage.slice(words[at - 1].end, words[at].start).strip()
        if not mark.startswith(MARKS) or (not count and mark != ":"):
            continue
        found = list(_list(passage, at))
        if FEWEST <= len(found) <= MOST and count in (0, len(found)):
            taken = {t.first for t in passage.of("facility", "facilities")}
            own = [r for r in found if taken.isdisjoint(range(*r))]
            yield from ((first, last, term.code) for first, last in own)
            return


def _list(passage: Passage, at: int) -> Iterator[tuple[int, int]]:
    """Give the names of a list that begins at a word: "A, the B clinic and C"."""
    words = passage.words
    while at < len(words):
        at += words[at].key in ("the", "a", "an")
        last = _name(passage, at)
        if last == at:
            return
        yield at, last
        if last >= len(words):
            return
        gap = passage.slice(words[last - 1].end, words[last].start)
        joined = words[last].key in ("and", "&") and gap in (" ", ", ")
        if not joined and gap != ", ":
            return
        at = last + joined


def _name(passage: Passage, at: int) -> int:
    """Index behind a name, or a facility, that begins at a word; the word itself for none."""
    words, last = passage.words, at
    days = [(d.start, d.end) for d in passage.dates]
    dated = {i for i, w in enumerate(words) if any(s <= w.start < e for s, e in days)}
    heads = {t.first: t.last for t in passage.of("facility", "facilities")}
    while last < min(at + LONGEST, len(words)):
        word = words[last]
        gap = passage.slice(words[last - 1].end, word.start) if last > at else ""
        if gap not in TYING:
            break
        if last in heads:
            return heads[last]
        tied = word.key in PARTICLES or word.text in ("'s", "’s", "s") or word.key in KINDS
        capital = word.text[0].isupper() and word.key not in NEVER
        if not (capital or tied) or last in dated:
            break
        last += 1
    own = any(w.text[0].isupper() for w in words[at:last])
    return last if own else at


def _before(passage: Passage, term: Term) -> Iterator[Roll]:
    """Read "the A and B hospitals": the names before the type word, but for the last one's."""
    words = passage.words
    at = term.first
    while at and words[at - 1].key in KINDS:
        at -= 1
    end, found = at, list[tuple[int, int]]()
    while len(found) < MOST:
        first = end
        while first and end - first < LONGEST and _of_name(passage, first, end):
            first -= 1
        if first == end:
            break
        found.append((first, end))
        joined = first > 0 and words[first - 1].key in ("and", "&")
        listed = len(found) > 1 and passage.slice(words[first - 1].end, words[first].start) == ", "
        if not joined and not (first and listed):
            break
        end = first - joined
    yield from ((first, last, term.code) for first, last in found[1:])


def _of_name(passage: Passage, first: int, end: int) -> bool:
    """Whether the word before a word belongs to the name that ends behind it."""
    word = passage.words[first - 1]
    if first < end and passage.slice(word.end, passage.words[first].start) not in (" ", "-"):
        return False
    known = any(t.first <= first - 1 < t.last for t in passage.of("event", "weapon", "country"))
    capital = word.text[0].isupper() and word.key not in NEVER
    return (capital or (word.key in PARTICLES and first < end)) and not known
