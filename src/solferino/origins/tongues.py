"""What a text keeps when it is translated: figures, names by their consonants, and their order.

No translator is needed: a figure is the same in every script, and a name is written by its
sounds. Names are known by classes of consonants, as libraries match romanized names; what a
class takes together is in `lexicon/tongues.toml`.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.origins.wording import words_of
from solferino.text.fold import fold
from solferino.text.segment import Word, keys

LEAST_HITS = 3  # common words of a language; fewer are no text of it
LONG = 3  # consonants of a name, letters of a capitalised word: shorter ones meet by chance
LEAST = 2  # "one" counts nothing as often as something
SPELLED = 3  # the least number in words: many languages have a dual and say no "two"
TEN, HUNDRED = 10, 100
FIGURE = re.compile(r"[\d,.:٬٫]+")
MARKS = re.compile(r"\D")


@value
class Tongue:
    """What is known of a language: common words, numerals, what is written onto a word."""

    name: str
    common: frozenset[str]
    numbers: Mapping[str, int]
    ten: frozenset[str]
    prefixes: tuple[str, ...]


@value
class Anchor:
    """A figure or name at words [first, last). `sure` is false where any word can be a name."""

    key: str
    first: int
    last: int
    sure: bool


@cache
def tongues() -> tuple[Tongue, ...]:
    """Load the languages that are known, by name; read once per process."""
    return tuple(
        Tongue(
            name=name,
            common=frozenset(map(fold, table["common"])),
            numbers={fold(word): number for word, number in table["numbers"].items()},
            ten=frozenset(map(fold, table.get("ten", ()))),
            prefixes=tuple(map(fold, table.get("prefixes", ()))),
        )
        for name, table in sorted(_table()["language"].items())
    )


@cache
def _table() -> dict[str, Any]:
    path = files("solferino.origins") / "lexicon" / "tongues.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _classes() -> Mapping[str, str]:
    return {form: name for name, forms in _table()["letters"].items() for form in forms}


def tongue_of(text: str) -> Tongue | None:
    """Tell the language of a text by its commonest words, or null."""
    counts = Counter(keys(text))
    hits = {t.name: sum(counts[word] for word in t.common) for t in tongues()}
    best = max(tongues(), key=lambda t: (hits[t.name], t.name))
    return best if hits[best.name] >= LEAST_HITS else None


def skeleton(key: str) -> str:
    """Write a folded word by its classes of consonants, the same class twice once."""
    classes, found, at = _classes(), "", 0
    while at < len(key):
        pair = key[at : at + 2]
        letters = pair if pair in classes else key[at]
        kind = classes.get(letters, "")
        found += "" if found.endswith(kind) else kind
        at += len(letters)
    return found


def anchors(text: str, tongue: Tongue) -> tuple[Anchor, ...]:
    """Find the figures and names of a text, in order.

    In a script with capitals a name has one, and is nowhere in the text without. In others any
    word can be a name: those anchors are not sure.
    """
    found = words_of(text)
    figures = {a.first: a for a in _figures(found, tongue)}
    covered = {i for a in figures.values() for i in range(a.first, a.last)}
    lower = {word.key for word in found if word.text[0].islower()}
    every: list[Anchor] = []
    for number, word in enumerate(found):
        if number in figures:
            every.append(figures[number])
        elif number not in covered and not word.text[0].isdigit():
            names, sure = _names(word, lower, tongue)
            every += [Anchor(key=n, first=number, last=number + 1, sure=sure) for n in names]
    return tuple(every)


def _names(word: Word, lower: set[str], tongue: Tongue) -> tuple[list[str], bool]:
    if word.text[0].lower() != word.text[0].upper():
        named = word.text[0].isupper() and word.key not in lower and len(word.key) >= LONG
        forms, sure = [word.key] if named else [], True
    else:
        forms, sure = [word.key, *_bare(word.key, tongue)], False
    skeletons = {skeleton(form) for form in forms}
    return sorted(name for name in skeletons if len(name) >= LONG), sure


def _bare(key: str, tongue: Tongue) -> Iterator[str]:
    """Yield a word without what is written onto it, up to two of them."""
    for prefix in tongue.prefixes:
        if key.startswith(prefix):
            rest = key[len(prefix) :]
            yield rest
            for further in tongue.prefixes:
                if rest.startswith(further):
                    yield rest[len(further) :]


def _figures(found: Sequence[Word], tongue: Tongue) -> Iterator[Anchor]:
    """Yield the numbers from two on: in digits, and in words as far as the language has them."""
    for figure in _numerals(found, tongue):
        spelled = not found[figure.first].text[0].isdigit()
        if int(figure.key) >= (SPELLED if spelled else LEAST):
            yield figure


def _numerals(found: Sequence[Word], tongue: Tongue) -> Iterator[Anchor]:
    waiting: Anchor | None = None
    for number, word in enumerate(found):
        amount = _digits(word.key)
        spelled = None if amount is not None else _spelled(word.key, tongue)
        if spelled is None:
            if waiting:
                yield waiting
            waiting = None
            if amount is not None:
                yield Anchor(key=str(amount), first=number, last=number + 1, sure=True)
            continue
        joined = _joined(int(waiting.key), spelled, word.key, tongue) if waiting else None
        if waiting and joined is None:
            yield waiting
        first = waiting.first if waiting and joined is not None else number
        whole = spelled if joined is None else joined
        waiting = Anchor(key=str(whole), first=first, last=number + 1, sure=True)
    if waiting:
        yield waiting


def _digits(key: str) -> int | None:
    return int(MARKS.sub("", key)) if FIGURE.fullmatch(key) and MARKS.sub("", key) else None


def _spelled(key: str, tongue: Tongue) -> int | None:
    forms = (key, *_bare(key, tongue))
    return next((tongue.numbers[form] for form in forms if form in tongue.numbers), None)


def _joined(before: int, after: int, key: str, tongue: Tongue) -> int | None:
    """Join two numerals that make one: "twenty three", "three hundred", "three and twenty"."""
    if before < TEN and key in tongue.ten:
        return before + TEN
    if before < TEN and after == HUNDRED:
        return before * HUNDRED
    tens = {before, after} & set(range(2 * TEN, HUNDRED, TEN))
    if tens and min(before, after) < TEN:
        return before + after
    return before + after if before % HUNDRED == 0 and before > after else None
