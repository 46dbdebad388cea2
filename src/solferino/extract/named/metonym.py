"""Seats and houses that stand for a government: "Moscow denied", "the Kremlin said".

A seat or house is a body only where it does what a town and a building cannot: it speaks, or
somebody accuses it. "In Moscow", "Moscow residents", "a strike on Moscow", "the Kremlin's roof"
name the place. What each stands for is data (metonyms.toml), under a canonical name that is made
alike for every country; the words stay as they were used.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from solferino.codec import value
from solferino.extract.lexicon import table
from solferino.extract.named.facility import NEVER
from solferino.extract.passage import Passage
from solferino.model.terms import EntityKind
from solferino.text.segment import words

DATA = table("en", "metonyms")
PLACING = frozenset(DATA["placing"])
ACCUSING = frozenset(DATA["accusing"])
BEHIND = frozenset(DATA["behind_accused"])
GRAMMAR = table("en", "grammar")
BETWEEN = frozenset((*GRAMMAR["auxiliary"], *GRAMMAR["adverb"]))
ASIDE = 3  # auxiliaries and adverbs between a seat and its verb of saying
SAID = 2  # code points before a word of saying in which a mark ends what is said
MARKS = ('"', "”", ",", "’", "'")


@value
class Metonym:
    """Words [first, last) of a passage that stand for a body of a country."""

    first: int
    last: int
    body: str
    kind: EntityKind
    country: str


@value
class _Seat:
    words: tuple[str, ...]
    body: str
    country: str


def metonyms(passage: Passage) -> Iterator[Metonym]:
    """Find seats, houses and countries that speak or are accused in a passage."""
    yield from _countries(passage)
    first = 0
    while first < len(passage.words):
        seat = _seat(passage, first)
        if seat is None:
            first += 1
            continue
        last = first + len(seat.words)
        if _stands_for(passage, first, last):
            yield Metonym(
                first=first, last=last, body=seat.body, kind="government", country=seat.country
            )
        first = last


def _countries(passage: Passage) -> Iterator[Metonym]:
    """Read a country that speaks or is accused as its government: "Ruritania denied"."""
    for term in passage.of("country"):
        if _stands_for(passage, term.first, term.last):
            yield Metonym(
                first=term.first,
                last=term.last,
                body=f"{_adjectives()[term.code]} government",
                kind="government",
                country=term.code,
            )


def _seat(passage: Passage, first: int) -> _Seat | None:
    word = passage.words[first]
    if not word.text[0].isupper():
        return None
    for seat in seats().get(word.key, ()):
        here = passage.words[first : first + len(seat.words)]
        named = any(c.isupper() for c in here[-1].text)  # "Quai d'Orsay"
        if tuple(w.key for w in here) == seat.words and named:
            return seat
    return None


def _stands_for(passage: Passage, first: int, last: int) -> bool:
    if _in_longer_name(passage, first):
        return False
    before = [w.key for w in passage.words[max(0, first - 2) : first] if w.key != "the"]
    if before and before[-1] in PLACING:
        return _is_quoted_source(passage, first)
    return _speaks(passage, first, last) or _is_accused(passage, first, last)


def _in_longer_name(passage: Passage, first: int) -> bool:
    """Whether a capitalised word right before it makes it the end of a longer name."""
    if not first:
        return False
    before = passage.words[first - 1]
    gap = passage.slice(before.end, passage.words[first].start)
    return gap == " " and before.text[0].isupper() and before.key not in NEVER


def _is_quoted_source(passage: Passage, first: int) -> bool:
    """Whether "according to" stands before it."""
    opening = first - 1 if first and passage.words[first - 1].key == "the" else first
    return any(t.last == opening for t in passage.of("speech_source_noun"))


def _speaks(passage: Passage, first: int, last: int) -> bool:
    """Whether a seat is the subject of a word of saying, before it or behind it."""
    if _is_quoted_source(passage, first):
        return True
    sayings = {t.first for t in passage.of("speech_clause", "speech_object")}
    at = last
    while at < min(len(passage.words), last + ASIDE) and passage.words[at].key in BETWEEN:
        if at in sayings:
            break
        at += 1
    beside = last < len(passage.words) and passage.slice(
        passage.words[last - 1].end, passage.words[last].start
    )
    if at in sayings and beside == " ":
        return True
    return _closes(passage, first, last)


def _closes(passage: Passage, first: int, last: int) -> bool:
    """Whether a seat ends its phrase behind words of saying that follow a mark: "…, said Kyiv"."""
    behind = passage.slice(passage.words[last - 1].end, passage.end)
    said = [t for t in passage.of("speech_clause") if t.last == first]
    marks = (passage.slice(max(passage.start, t.start - SAID), t.start).strip() for t in said)
    return behind.strip()[:1] in ("", ",", ".", ";") and any(m[-1:] in MARKS for m in marks if m)


def _is_accused(passage: Passage, first: int, last: int) -> bool:
    """Whether a seat is whom somebody blames: "accused Moscow of", "blamed Kyiv for"."""
    if not first or passage.words[first - 1].key not in ACCUSING:
        return False
    behind = passage.words[last].key if last < len(passage.words) else ""
    return not behind or behind in BEHIND


@cache
def seats() -> Mapping[str, Sequence[_Seat]]:
    """Give all seats and houses by their first word, the longest first."""
    adjective = _adjectives()
    found: dict[str, list[_Seat]] = {}
    for kind in ("seat", "house"):
        for row in DATA[kind]:
            for name in row["names"]:
                seat = _Seat(
                    words=tuple(w.key for w in words(name)),
                    body=row.get("body", f"{adjective[row['country']]} government"),
                    country=row["country"],
                )
                found.setdefault(seat.words[0], []).append(seat)
    return {word: sorted(held, key=lambda s: -len(s.words)) for word, held in found.items()}


@cache
def _adjectives() -> Mapping[str, str]:
    return {c["code"]: c["adjective"] for c in table("en", "countries")["country"]}


@cache
def stand_ins() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Give the bodies (canonical names) that each seat, house and country may stand for."""
    found: dict[tuple[str, ...], set[str]] = {}
    for held in seats().values():
        for seat in held:
            found.setdefault(seat.words, set()).add(seat.body)
    for country in table("en", "countries")["country"]:
        for name in (country["name"], *country["forms"]):
            keys = tuple(w.key for w in words(name))
            found.setdefault(keys, set()).add(f"{country['adjective']} government")
    return {keys: frozenset(bodies) for keys, bodies in found.items()}


def stood_in(keys: Sequence[str]) -> frozenset[str]:
    """Give the bodies that seats, houses and countries among some words may stand for."""
    held = stand_ins()
    longest = max(map(len, held))
    runs = (tuple(keys[i : i + n]) for n in range(1, longest + 1) for i in range(len(keys)))
    return frozenset().union(*(held[run] for run in runs if run in held))
