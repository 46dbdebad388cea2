"""Names in disguise: run together, parted letter by letter, or in letters that merely look alike.

Two writings are compared by their skeleton, in which signs that readers take for one letter are
one (the method of Unicode Technical Standard 39; the signs are in `lookalikes.toml`). A name of
several words is found where its letters stand in one run; any name, where up to three other signs
stand between its letters and it begins and ends as words do.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from solferino.codec import value

TOGETHER = 8  # letters of several words: fewer are written in one run by chance
PARTED = 7  # letters: fewer stand one after another, parted, by chance
NO_LETTER = re.compile(r"[^\w\0]|_")


@value
class Bared:
    """A text to be searched: its skeleton, and the letters of that alone."""

    text: str
    letters: str


@value
class Disguised:
    """A name as it is looked for: its words and its letters, as skeletons."""

    words: str
    letters: str

    def shown_in(self, held: Bared) -> bool:
        """Whether the name is in a text."""
        if self.letters not in held.letters:
            return False
        if " " in self.words and len(self.letters) >= TOGETHER and self.letters in held.text:
            return True
        if _as_words(re.escape(self.words)).search(held.text):
            return True
        return len(self.letters) >= PARTED and bool(
            _as_words(_parted(self.letters)).search(held.text)
        )


def disguised(name: str) -> Disguised:
    """Make of a folded name what it is looked for by."""
    words = skeleton(name)
    return Disguised(words=words, letters=NO_LETTER.sub("", words))


def bared(text: str) -> Bared:
    """Make a folded text ready to be searched."""
    bare = skeleton(text)
    return Bared(text=bare, letters=NO_LETTER.sub("", bare))


def skeleton(text: str) -> str:
    """Give what is compared of a folded text: every sign as the letter that it is taken for."""
    return text.translate(_signs())


def _as_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])")


def _parted(letters: str) -> str:
    return r"[^\w\0]{0,3}".join(letters)


@cache
def _signs() -> Mapping[int, str]:
    told = tomllib.loads((files("solferino.release") / "lookalikes.toml").read_text("utf-8"))
    several = told["several"]
    alike = {
        sign: letter
        for name, table in told.items()
        if isinstance(table, dict) and name != "several"
        for sign, letter in table.items()
    }
    one = {sign: several.get(letter, letter) for sign, letter in alike.items()}
    return MappingProxyType({ord(sign): letter for sign, letter in (several | one).items()})
