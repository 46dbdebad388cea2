"""Words of any script as sounds, how far two are apart, and their consonants as a key.

A word is written as sounds (`letters.toml`) whatever its script; Arabic, Persian and Hebrew leave
short vowels out, so that vowels beside them cost next to nothing. The distance is the weighted
edit distance of Wagner and Fischer (1974) with the costs of `costs.toml`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from operator import eq
from typing import Literal

from solferino.resolve.naming.tables import read_table

MANY = 1 << 20  # words kept in mind; what is kept is a pure function of the letters
LATIN_ENDS = "\u0250"
SCRIPTS = (("\u0530", "cyrillic"), ("\u0600", "hebrew"), ("\u0900", "arabic"))  # each with its end
BARE = frozenset(("arabic", "hebrew"))  # scripts that leave short vowels out
# How two words are compared: both with vowels in one script or in two, one without, both without.
Manner = Literal["spoken", "across", "bare", "strict"]
WEAK = "AWIE3UY"
VAGUE = frozenset("AWIEUY")  # letters that stand for more than one sound
VOWELS = "aeiouÎÛÂO"
NO_VOWELS = str.maketrans("", "", VOWELS + WEAK)
RUNS = re.compile(r"(.)\1+")
GLIDES = re.compile(rf"(?<![{VOWELS}])[iy][iyÎ]+")
LAST_V = re.compile(rf"(?<=[^{VOWELS}])(?:ye|yi|ie|[ioe])v$")
Y_AS_VOWEL = re.compile(rf"(?<![{VOWELS}])y(?![{VOWELS}])")
LAST_BREATH = re.compile(r"(?<=..[ae])h$")
WHOLE = 100.0
FARTHEST = 1e9
NO_COSTS: Mapping[str, float] = {}
SHORTEST = 300.0  # words are measured as if they had at least three consonants
HALF = 0.5
SILENT_FROM = 2  # letters, from where a last h is taken for the mark of a vowel

CLASSES: Mapping[str, str] = {
    **dict.fromkeys("bp", "b"),
    **dict.fromkeys("fv", "f"),
    **dict.fromkeys("tT", "t"),
    **dict.fromkeys("dDVz", "d"),
    **dict.fromkeys("s$", "s"),
    **dict.fromkeys("Sc%", "c"),
    **dict.fromkeys("jgGkqZ", "k"),
    **{sound: sound for sound in "lmnr"},
}
SOUNDS = "abcdefghijklmnopqrstuvwxyzABCDEGIKOPQSTUVWXYZ$%3ÎÛÂ"
CHOICES: Mapping[str, tuple[str, str]] = {
    "Q": ("k", ""),
    "C": ("c", ""),
    "B": ("b", "f"),
    "P": ("f", "b"),
    "K": ("k", ""),
    "U": ("", "f"),
}
CHOOSING = frozenset(CHOICES)
BIT: Mapping[str, int] = {cls: at for at, cls in enumerate(sorted(set(CLASSES.values())))}
SURE = {sound: 1 << BIT[cls] for sound, cls in CLASSES.items()}
PERHAPS = {
    sound: sum(1 << BIT[cls] for cls in set(choice) if cls) for sound, choice in CHOICES.items()
}
# Sounds to their classes: choices stay for a while, vowels, breath and glides go.
KEY = str.maketrans({sound: CLASSES.get(sound, "") for sound in SOUNDS if sound not in CHOICES})


@lru_cache(MANY)
def sounds(word: str) -> str:
    """Write a folded word as sounds; the parts of a compound as if written as one."""
    if " " in word:
        parts = word.split(" ")
        if len({script_of(part) for part in parts}) == 1:
            return sounds(word.replace(" ", ""))
        return "".join(sounds(part) for part in parts)
    script = script_of(word)
    letters, pattern = _letters()[script]
    written = "".join([letters[found] for found in pattern.findall(word)])
    if script in BARE:
        silent = len(word) > SILENT_FROM and word[-1] in "הه"
        return f"{written[:-1]}E" if silent else written
    return _levelled(written)


def letters_of(word: str) -> tuple[int, int]:
    """Tell the classes of consonants in a word as bits: those in it for sure, and those perhaps."""
    sure = perhaps = 0
    for sound in sounds(word):
        sure |= SURE.get(sound, 0)
        perhaps |= PERHAPS.get(sound, 0)
    return sure, perhaps


def _levelled(spoken: str) -> str:
    """Level what writers of vowels spell apart: doubled letters, -iy, -yi, -ov and -iv."""
    if any(map(eq, spoken, spoken[1:])):
        spoken = RUNS.sub(r"\1", spoken)
    if "y" in spoken:
        spoken = Y_AS_VOWEL.sub("i", GLIDES.sub("i", spoken))
    if spoken.endswith("h"):
        spoken = LAST_BREATH.sub("", spoken)
    return LAST_V.sub("Ov", spoken) if spoken.endswith("v") else spoken


def script_of(word: str) -> str:
    """Name the script of a word by its first letter that tells; a fixed part does not."""
    if not word.isascii():
        for letter in word:
            if letter >= LATIN_ENDS:
                return _script(letter)
    return "latin"


@lru_cache(MANY)
def _script(letter: str) -> str:
    return next((name for end, name in SCRIPTS if letter < end), "latin")


@lru_cache(MANY)
def skeletons(word: str) -> tuple[str, ...]:
    """Write a word's consonants in classes that hold across scripts: a key, never a decision.

    Where a script leaves a choice (the Cyrillic letter that is g or h), each choice is given.
    """
    spoken = sounds(word)  # a compound's parts one after the other
    if CHOOSING.isdisjoint(spoken):
        return (spoken.translate(KEY),)
    chosen = [sound for sound in CHOICES if sound in spoken][:2]
    found = set()
    for choice in product(*(CHOICES[sound] for sound in chosen)):
        classes = str.maketrans(dict(zip(chosen, choice, strict=True)))
        found.add(spoken.translate(KEY).translate(classes))
    return tuple(sorted(found))


def is_bare(word: str) -> bool:
    """Whether a word is written in a script that leaves short vowels out."""
    return script_of(word) in BARE


def apart(one: str, other: str, manner: Manner = "spoken", limit: float = FARTHEST) -> float:
    """Measure how far two words, given as sounds, are apart, in hundredths of a consonant.

    Beyond `limit` any greater number may come back.
    """
    if one == other:
        return 0.0
    table = _costs()
    out, instead = table.left_out[manner], table.instead[manner]
    leaving, row = _left_out(other, manner)
    # The innermost loop of all comparing: comparisons in place of `min` halve its time.
    for left in one:
        gone = out.get(left, WHOLE)
        near = instead.get(left, NO_COSTS)
        before = row[0]
        last = least = before + gone
        following = [last]
        for (right, leave), above in zip(leaving, row[1:], strict=True):
            if left != right:
                before += near.get(right, WHOLE)
            last += leave
            if before < last:  # noqa: PLR1730
                last = before
            before = above
            if above + gone < last:  # noqa: PLR1730
                last = above + gone
            following.append(last)
            if last < least:  # noqa: PLR1730
                least = last
        if least > limit:
            return FARTHEST
        row = following
    return row[-1]


@lru_cache(MANY)
def _left_out(spoken: str, manner: Manner) -> tuple[list[tuple[str, float]], list[float]]:
    """Tell what each sound costs when it is left out, and all of them from the first on."""
    out = _costs().left_out[manner]
    leaving = [(sound, out.get(sound, WHOLE)) for sound in spoken]
    row = [0.0]
    for _, leave in leaving:
        row.append(row[-1] + leave)
    return leaving, row


def cheap(limit: float) -> str:
    """Name the sounds that cost no more than a limit to leave out, between words with vowels."""
    out = _costs().left_out["spoken"]
    return "".join(sorted(sound for sound, cost in out.items() if cost <= limit))


def manner_of(one: str, other: str) -> Manner:
    """Tell how two words are to be compared, by their scripts."""
    return manner_between(script_of(one), script_of(other))


def manner_between(mine: str, others: str) -> Manner:
    """Tell how words of two scripts are to be compared."""
    if mine in BARE or others in BARE:
        return "strict" if mine == others else "bare"
    return "spoken" if mine == others else "across"


@lru_cache(MANY)
def heard(word: str) -> tuple[str, str, float, int, int]:
    """Tell all that a comparison reads of a word: sounds, script, weight, consonants as bits."""
    spoken = sounds(word)
    return spoken, script_of(word), weight(spoken), *letters_of(word)


def weight(spoken: str) -> float:
    """Weigh a word by its sounds: a vowel is half a consonant; never less than `SHORTEST`."""
    consonants = len(spoken.translate(NO_VOWELS))
    return max(SHORTEST, (len(spoken) + consonants) * HALF * WHOLE)


class _Costs:
    """The tables of costs for each manner: of a sound in place of another, and of one left out."""

    def __init__(self) -> None:
        data = read_table("costs")
        within, across = _pairs(data["alike"]), _pairs(data["across"])
        distinct = float(data["distinct"])
        strict = {
            pair: cost if VAGUE & set(pair) else max(cost, distinct)
            for pair, cost in within.items()
        }
        both = {**within, **across}
        self.instead: Mapping[Manner, Mapping[str, Mapping[str, float]]] = {
            "spoken": _by_first(within),
            "across": _by_first(both),
            "bare": _by_first(both),
            "strict": _by_first(strict),
        }
        out = data["left_out"]
        self.left_out: Mapping[Manner, Mapping[str, float]] = {
            "spoken": out["spoken"],
            "across": out["spoken"],
            "bare": out["bare"],
            "strict": out["strict"],
        }


def _pairs(listed: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Read pairs of sounds both ways round."""
    return {
        found: float(cost)
        for cost, pairs in listed.items()
        for pair in pairs
        for found in (pair, pair[::-1])
    }


def _by_first(pairs: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Sort the costs of pairs by their first sound."""
    found: dict[str, dict[str, float]] = {}
    for pair, cost in pairs.items():
        found.setdefault(pair[0], {})[pair[1]] = cost
    return found


@cache
def _costs() -> _Costs:
    return _Costs()


@cache
def _letters() -> Mapping[str, tuple[Mapping[str, str], re.Pattern[str]]]:
    """Give each script its letters, with a pattern that finds the longest first."""
    return {name: (table, _longest(table)) for name, table in read_table("letters").items()}


def _longest(table: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern that finds the longest of some groups of letters, single ones in one step."""
    groups = sorted((found for found in table if len(found) > 1), key=lambda g: -len(g))
    begun = {found[0] for found in groups}
    single = sorted(found for found in table if len(found) == 1)
    alone = "".join(re.escape(letter) for letter in single if letter not in begun)
    rest = "".join(re.escape(letter) for letter in single if letter in begun)
    ways = [f"[{alone}]" if alone else "", *map(re.escape, groups), f"[{rest}]" if rest else ""]
    return re.compile("|".join(way for way in ways if way))
