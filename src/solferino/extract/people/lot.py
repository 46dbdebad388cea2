"""Lots of people: quantities that one list joins, so that what befell one befell them all.

"A surgeon, two drivers and four patients were killed" is one lot of three; so is "ten people,
including three children, were killed". A name beside the noun for the same person or people
("a nurse, Ana Bel") is that person, not one more.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage, once
from solferino.extract.people.quantity import Quantity, quantities

RULES = {k: frozenset(v) for k, v in table("en", "rules")["lot"].items()}
WITHIN = 4  # words that may lead in a part of a lot ("among them at least")
# An age that stands in a list: "aged 12", "of 70", ", 34,", "(29)".
AGE = re.compile(r",?\s*(?:\b(?:aged|age|of)\s+\d{1,2}\b|\(\d{1,2}\)|(?<=, )\d{1,2}(?=[, ]))")

Lots = tuple[tuple[Quantity, ...], ...]
DIGIT = re.compile(r"\d")


def lots(passage: Passage, names: tuple[Name, ...], meant: tuple[Quantity, ...] = ()) -> Lots:
    """Give all quantities of a passage in order of place, those of one list together.

    `meant` are words that stand for people counted before; they go before others on the same words.
    """
    return _lots(passage, names, meant) if meant else _plain_lots(passage, names)


@once
def _plain_lots(passage: Passage, names: tuple[Name, ...]) -> Lots:
    return _lots(passage, names, ())


def _lots(passage: Passage, names: tuple[Name, ...], meant: tuple[Quantity, ...]) -> Lots:
    taken = {i for q in meant for i in range(q.first, q.last)}
    own = (q for q in quantities(passage, names) if not taken & set(range(q.first, q.last)))
    people = sorted((*own, *meant), key=lambda q: (q.first, -q.last))
    joined: list[list[Quantity]] = []
    for one in _named(passage, people):
        if joined and _goes_on(passage, joined[-1][-1], one):
            joined[-1].append(one)
        else:
            joined.append([one])
    return tuple(tuple(_told_again(passage, lot)) for lot in joined)


def _told_again(passage: Passage, lot: list[Quantity]) -> list[Quantity]:
    """Leave out who is only told again between commas: "two people, a cook and a nurse, were …".

    Those told between the commas make up the number before them.
    """
    for at, whole in enumerate(lot[:-1]) if passage.obeys("harm/told-again") else ():
        rest = lot[at + 1 :]
        exact = all(q.min is not None and q.min == q.max for q in (whole, *rest))
        opens = exact and passage.slice(
            passage.words[whole.last - 1].end, passage.words[rest[0].first].start
        ).startswith(", ")
        end = passage.words[rest[-1].last - 1].end
        behind = passage.words[rest[-1].last : rest[-1].last + 1]
        verb = bool(behind) and behind[0].key in GRAMMAR["auxiliary"] | {"died", "lost"}
        closed = (
            verb
            and passage.slice(end, end + 1) == ","
            and not any(q.aside or q.names for q in rest)
        )
        whole_led = whole.names == () and not _part(passage, rest[0])
        if opens and closed and whole_led and sum(q.min or 0 for q in rest) == whole.min:
            same = {q.group for q in rest}
            group = rest[0].group if whole.group == "total" and len(same) == 1 else whole.group
            aside = rest[-1].last - whole.last
            return [*lot[:at], replace(whole, group=group, last=rest[-1].last, aside=aside)]
    return lot


def _part(passage: Passage, quantity: Quantity) -> bool:
    """Whether people are told as a part: "two of them", "including two"."""
    keys = {w.key for w in passage.words[max(0, quantity.first - 2) : quantity.last]}
    return bool(keys & {"including", "among", "whom", "them", "include", "mostly", "mainly"})


def between(passage: Passage, first: int, last: int) -> tuple[list[str], str]:
    """Give the words [first, last) without ages, and the text around them, marks and all."""
    if last <= first:
        text = passage.slice(passage.words[first - 1].end, passage.words[last].start)
        return [], AGE.sub("", text) if DIGIT.search(text) else text
    start, end = passage.words[first - 1].end, passage.words[last].start
    text = passage.slice(start, end)
    if not DIGIT.search(text):
        return [w.key for w in passage.words[first:last]], text
    aged = [range(start + m.start(), start + m.end()) for m in AGE.finditer(text)]
    kept = [w.key for w in passage.words[first:last] if not any(w.start in a for a in aged)]
    return kept, AGE.sub("", text)


def _goes_on(passage: Passage, left: Quantity, right: Quantity) -> bool:
    """Whether only a comma or words that join stand between two quantities."""
    if right.first < left.last:
        return False
    keys, text = between(passage, left.last, right.first)
    if re.search(r"[.;:()—]|\s[-–]\s", text):
        return False
    if not keys:
        return "," in text
    return len(keys) <= WITHIN and set(keys) <= RULES["joining"] | RULES["leading"]


def _named(passage: Passage, people: Sequence[Quantity]) -> list[Quantity]:
    """Let names beside the noun for the same people be one quantity with it."""
    kept: list[Quantity] = []
    at = 0
    while at < len(people):
        one = people[at]
        named = _apposed(passage, people, at)
        if named:
            called = tuple(n for q in (one, *named) for n in q.names)
            noun = next((q for q in (one, *named) if not q.names), one)
            last = max(q.last for q in (one, *named))
            group = noun.group if noun.group != "total" else named[0].group
            aside = last - one.last if one.names else 0
            one = replace(noun, first=one.first, last=last, names=called, group=group, aside=aside)
        kept.append(one)
        at += 1 + len(named)
    return kept


def _apposed(passage: Passage, people: Sequence[Quantity], at: int) -> list[Quantity]:
    """Find the names of the people just counted, or the noun for the person just named."""
    one = people[at]
    if not passage.obeys("harm/apposed"):
        return []
    if one.min is None or one.min != one.max or not one.min:
        return []
    following = list(people[at + 1 : at + 1 + one.min])
    if len(following) < one.min or not _beside(passage, one, following[0]):
        return []
    pairs = pairwise(following)
    if not all(_goes_on(passage, a, b) for a, b in pairs):
        return []
    if not one.names and all(q.names for q in following):
        return following
    noun = one.names and not following[0].names and following[0].min == following[0].max == 1
    return following[:1] if noun and _closed(passage, following[0]) else []


def _beside(passage: Passage, left: Quantity, right: Quantity) -> bool:
    keys, text = between(passage, left.last, right.first)
    return not keys and text.strip() in ("", ",", "(", "-", "–")


def _closed(passage: Passage, quantity: Quantity) -> bool:
    """Whether a noun in apposition ends there, or goes on with where the person belongs."""
    if quantity.last >= len(passage.words):
        return True
    gap = passage.slice(passage.words[quantity.last - 1].end, passage.words[quantity.last].start)
    return "," in gap or ")" in gap or passage.words[quantity.last].key in RULES["belonging"]
