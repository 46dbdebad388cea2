"""How alike two words of names are, and what of them is alike."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from solferino.resolve.naming.lexicon import identities, meanings
from solferino.resolve.naming.sounds import (
    MANY,
    VAGUE,
    Manner,
    apart,
    heard,
    manner_between,
    skeletons,
    sounds,
)

EQUAL, WHOLLY = "equal", 100
FIRM = 88  # from here on two words are one, written in two ways
NEAR_JOINED = 80  # likewise for words taken together, whose consonants agree
NEAR = 76  # from here on a person should look
# Hundredths of a consonant by which two spellings of one word may differ, by the manner.
FAR_AT_MOST: Mapping[Manner, float] = {"spoken": 39, "across": 70, "bare": 70, "strict": 50}
MOST_UNSHARED = 3  # classes of consonants
DIGITS = frozenset("0123456789")
LAST_A = frozenset("aeÂAEYt3hX")  # sounds that a last a may be written with
LAST_A_COSTS = 50.0  # "Samir" and "Samira" are two people, however few letters part them
Alike = tuple[int, str]
NOTHING: Alike = (0, "other word")


def word_likeness(one: str, other: str) -> Alike:
    """Compare two forms: 0 to 100, with the reason. Symmetric.

    100 is for equal words, one common name in two spellings and one meaning in two languages; 0 for
    what is known to be two names.
    """
    if one == other:
        return WHOLLY, EQUAL
    return _likeness(one, other) if one < other else _likeness(other, one)


@lru_cache(MANY * 4)
def _likeness(one: str, other: str) -> Alike:
    """Compare two forms that differ, in order."""
    if " " in one or " " in other:
        return _compound_likeness(one, other)
    if not DIGITS.isdisjoint(one) or not DIGITS.isdisjoint(other):
        return NOTHING
    known = _by_knowledge(one, other)
    return known if known is not None else _by_sound(one, other)


def _compound_likeness(one: str, other: str) -> Alike:
    """Compare part by part ("abd rahman", "nur din"), a compound and a single word as wholes."""
    left, right = one.split(" "), other.split(" ")
    if len(left) != len(right):
        return _by_sound(one, other)
    found = [word_likeness(a, b) for a, b in zip(left, right, strict=True)]
    return min(found, key=lambda alike: alike[0])


def _by_knowledge(one: str, other: str) -> Alike | None:
    mine, others = identities(one), identities(other)
    if mine and others:
        return (WHOLLY, "one name") if mine & others else (0, "two names")
    meant, other_meant = meanings(one), meanings(other)
    if meant and other_meant:
        if set(meant) & set(other_meant):
            return WHOLLY, "one meaning"
        return 0, "two meanings"
    return None


def _by_sound(one: str, other: str) -> Alike:
    left, script, heavy, sure, perhaps = heard(one)
    right, script_beside, weighty, others, maybe = heard(other)
    unshared = (sure ^ others) & ~(perhaps | maybe)  # classes of consonants that one word has
    if not left or not right or unshared.bit_count() > MOST_UNSHARED:
        return NOTHING
    scale = (heavy + weighty) / 2
    limit = scale * (WHOLLY - NEAR + 1) / WHOLLY
    manner = manner_between(script, script_beside)
    last = LAST_A_COSTS if (left[-1] in LAST_A) != (right[-1] in LAST_A) else 0.0
    far = min(scale, apart(left, right, manner, limit - last)) + last
    alike = round(WHOLLY - WHOLLY * far / scale)
    if alike >= FIRM and far > FAR_AT_MOST[manner]:
        alike = FIRM - 1
    if alike < NEAR:
        return max(alike, 0), "other word"
    return alike, "transliterated" if script != script_beside else "one spelling"


def joined_likeness(left: Sequence[str], right: Sequence[str]) -> Alike:
    """Compare words as if each name were written as one: "Ali-Reza" and one word for both."""
    one, other = sounds(" ".join(left)), sounds(" ".join(right))
    if one[:1] != other[:1] and not (one[:1] in VAGUE or other[:1] in VAGUE):
        return NOTHING
    if not _consonants(tuple(left)) & _consonants(tuple(right)):
        return NOTHING
    alike, why = _by_sound(" ".join(left), " ".join(right))
    return alike, f"{why}, spaces aside" if alike >= NEAR else why


@lru_cache(MANY)
def _consonants(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(found) for found in product(*(skeletons(form) for form in forms)))
