"""Whether a one-line description supports what its coder coded, by a list of cues.

Coders of the SHCC incident file knew more than the line that they published: about half of
"Firearms" stands in no word of it. A measure of an engine that reads only the line counts the
cells that the line supports, and says how many those are. The list, `shcc_cues.toml`, was written
before the engine first read a line; it is never read by the engine.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

YES = "yes"  # the value of a column that only says yes or nothing
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DATES = re.compile(rf"\b(\d{{1,2}} )?({MONTHS}) (\d{{4}}|\d{{1,2}})( \d{{4}})?\b|\b(19|20)\d\d\b")
ONE = ("a", "an", "the", "one", "his", "her", "their", "its")
NEAR = 4  # words between "a" and the one person or thing it counts
LEADING = 3  # words before a first noun that has no article ("INGO driver killed")


@dataclass(frozen=True)
class Code:
    """A value of a column with the words for it; where `beside` is given, one of those too."""

    words: re.Pattern[str]
    beside: re.Pattern[str] | None = None

    def stands(self, line: str) -> bool:
        """Whether a folded line holds the words."""
        return bool(self.words.search(line)) and (not self.beside or bool(self.beside.search(line)))


@dataclass(frozen=True)
class Cues:
    """All cues: by (column, value), and for counts by column with words of one member."""

    codes: Mapping[tuple[str, str], Code]
    ones: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, tuple[str, ...]]

    def told(self, column: str, text: str) -> frozenset[str]:
        """Give the values of a column of categories that a line has cues for."""
        line = fold(text)
        return frozenset(
            v for (c, v), code in self.codes.items() if c == column and code.stands(line)
        )

    def counted(self, column: str, number: int, text: str) -> bool:
        """Whether a line tells the deed, those it was done to, and the number itself."""
        line = fold(text)
        if not self.codes[column, YES].stands(line):
            return False
        plain = DATES.sub(" ", line)
        forms = (str(number), *self.numbers.get(str(number), ()))
        if any(re.search(rf"\b{form}\b", plain) for form in forms):
            return True
        return number == 1 and bool(self.ones[column].search(plain))


def fold(text: str) -> str:
    """Lower case, with one space for whatever is no letter and no digit."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


@cache
def cues() -> Cues:
    """Read the list of cues."""
    data = tomllib.loads(files("bench").joinpath("shcc_cues.toml").read_text("utf-8"))
    lists: Mapping[str, list[str]] = data["lists"]
    codes: dict[tuple[str, str], Code] = {}
    ones: dict[str, re.Pattern[str]] = {}
    for entry in data["code"]:
        codes[entry["column"], entry["value"]] = Code(words=_any(_words(entry["cues"], lists)))
    for entry in data["flag"]:
        beside = _any(_words(entry["with"], lists)) if "with" in entry else None
        codes[entry["column"], YES] = Code(words=_any(_words(entry["cues"], lists)), beside=beside)
    for entry in data["count"]:
        who = lists[entry["who"]]
        codes[entry["column"], YES] = Code(
            words=_any(_words(entry["cues"], lists)), beside=_any(who)
        )
        ones[entry["column"]] = _one_of(who, lists["collective"], people="attacks" not in entry)
    numbers = {n: tuple(words) for n, words in data["numbers"].items()}
    return Cues(codes=codes, ones=ones, numbers=numbers)


def _words(given: Any, lists: Mapping[str, list[str]]) -> list[str]:  # noqa: ANN401 - TOML
    """Give the words of an entry: its own, or those of a named list with more."""
    if isinstance(given, dict):
        return [*lists[given["list"]], *given.get("more", ())]
    return list(given)


def _form(cue: str) -> str:
    """Fold a cue as a line is folded, and let its asterisks stand for any ending."""
    own = ["*".join(fold(part) for part in word.split("*")) for word in cue.split()]
    return r"\w*".join(re.escape(part) for part in " ".join(own).split("*"))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_form(w) for w in words) + r")\b")


def _one_of(who: Iterable[str], collective: Iterable[str], *, people: bool) -> re.Pattern[str]:
    """Match one member: after "a", "one", "her" and a few words, or as the line's first noun.

    Columns that count attacks, not things, need no more than a thing in the singular.
    """
    many = set(collective)
    single = [re.escape(w.removesuffix("*")) for w in who if w not in many]
    member = "(?:" + "|".join(single) + r")(?!\w*s\b)\w*\b"
    if not people:
        return re.compile(rf"\b{member}")
    counted = "|".join(ONE)
    return re.compile(
        rf"\b(?:{counted})(?: \w+){{0,{NEAR}}}? {member}|^ *(?:\w+ ){{0,{LEADING}}}?{member}"
    )
