"""What is proper in a facility's name: "Al-Nasr Children's Hospital" is "nasr", for children.

Words that say what a facility is come from `name_words.toml`; what is left is its own name.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.text.fold import fold

WORD = re.compile(r"[^\W_]+")
BRACKETS = re.compile(r"\s*[(\[]([^)\]]+)[)\]]\s*")
APOSTROPHES = re.compile("['`’‘ʼʿʾ]")
# What two careful writers spell apart in one Arabic name; anything more needs a person.
LONG_VOWELS = (("ee", "i"), ("oo", "u"), ("ou", "u"), ("aa", "a"), ("ii", "i"), ("uu", "u"))
DOUBLED = re.compile(r"(.)\1")


@value
class FacilityName:
    """A facility's name taken apart.

    `own` holds the words of the name proper, folded and sorted, and `spelled` the same words
    with spellings levelled; both are empty for a description ("the children's hospital").
    `described` holds all that is said of it, types and specialties by their headings, sorted.
    Null type or specialty: not said.
    """

    own: tuple[str, ...]
    spelled: tuple[str, ...]
    type: str | None
    specialty: str | None
    described: tuple[str, ...]

    @property
    def numbered(self) -> bool:
        """Whether nothing but a number tells it apart ("Hospital No. 3")."""
        return bool(self.own) and all(word.isdigit() for word in self.own)


@lru_cache(maxsize=1 << 18)
def facility_names(name: str) -> tuple[FacilityName, ...]:
    """Take a name apart; a name in brackets inside it is a second name of the same thing."""
    inside = BRACKETS.findall(name)
    outer = _facility_name(BRACKETS.sub(" ", name))
    others = (_facility_name(other) for other in inside)
    return (outer, *(other for other in others if other.own))


def _facility_name(name: str) -> FacilityName:
    words = _words()
    bare = words["supported"].sub(" ", name)
    own, types, specialties, described = set(), [], [], set()
    for token in WORD.findall(APOSTROPHES.sub("", bare)):
        word = fold(token)
        if word in words["articles"]:
            continue
        if word in words["types"]:
            types.append(words["types"][word])
        elif word in words["specialties"]:
            specialties.append(words["specialties"][word])
        elif word not in words["plain"]:
            described.add(word)
            if not token.islower():
                own.add(word)
    return FacilityName(
        own=tuple(sorted(own)),
        spelled=tuple(sorted(level(word) for word in own)),
        type=types[0] if types else None,
        specialty=specialties[0] if specialties else None,
        described=tuple(sorted({*described, *types, *specialties})),
    )


def level(word: str) -> str:
    """Level spellings that never tell two names apart: long vowels and doubled letters.

    "Dabbeet" and "Dabbit" become one; "Nasser" and "Nasr" stay two.
    """
    for long, short in LONG_VOWELS:
        word = word.replace(long, short)
    return DOUBLED.sub(r"\1", word)


@cache
def name_words() -> Mapping[str, Any]:
    """Read `name_words.toml`."""
    path = files("solferino.resolve") / "name_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _words() -> Mapping[str, Any]:
    data = name_words()
    supporters = "|".join(data["supporters"])
    return {
        "articles": frozenset(data["articles"]),
        "plain": frozenset(data["plain"]),
        "types": _reverse(data["types"]),
        "specialties": _reverse(data["specialties"]),
        "supported": re.compile(rf"\S+[-‑–](?:{supporters})\b", re.IGNORECASE),
    }


def _reverse(groups: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: group for group, words in groups.items() for word in words}
