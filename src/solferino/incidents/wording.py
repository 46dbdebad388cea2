"""What the words of an account have that others' may share: names, rare words, ages.

How rare a word is comes from a table of English (`common_words.txt`) and from a list of words that
any report of an attack may hold (`plain_words.toml`), never from the case: a pair of accounts looks
the same whatever else is known. Words that name a side are left out before anything is compared.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from solferino.codec import value
from solferino.text.fold import fold

WORD = re.compile(r"[^\W_]+")
# Two and more words with capitals in a row; an initial may stand between them.
RUN = re.compile(r"\b[A-Z][\w'’-]*[a-z][\w'’-]*(?: (?:[A-Z]\. )?[A-Z][\w'’-]+)+")
AGE = re.compile(r"\b(\d{1,2})[- ]years?[- ]old\b|, (\d{1,2}),")
YEAR = re.compile(r"(?:19|20)\d\d")
UNKNOWN = 40  # rarity, in tenths, of a word that the table does not have
COMMON = 55  # ten times the Zipf value from which on a word says nothing
FROM = 55  # the rarity of a word with Zipf value 0 would be this, were it in the table
NUMBERS = {1: 10, 2: 20, 3: 25}  # rarity of a number by its digits
LONG_NUMBER = 45
NAME = 20  # rarity from which on two words beside each other count as a name


@value
class Wording:
    """What may be shared of an account's words, folded.

    `said` is the day of the document (ordinal). `words` are all rare words, `proper` those of them
    that are only written with a capital, `names` two of these in a row ("anna breck"), `ages`
    those of people. `weight` is the sum of squared rarities.
    """

    said: int | None = None
    words: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    ages: frozenset[str] = frozenset()
    weight: int = 0


NOTHING = Wording()


def wording(
    texts: Iterable[str], sides: frozenset[str] = frozenset(), said: int | None = None
) -> Wording:
    """Read what may be shared out of an account's texts; `sides` are folded words to leave out."""
    text = "\n".join(texts)
    if not text:
        return Wording(said=said)
    capital: set[str] = set()
    small: set[str] = set()
    for token in WORD.findall(text):
        (capital if token[0].isupper() else small).add(token)
    lower = {folded(token) for token in small}
    upper = {folded(token) for token in capital} - sides
    words = frozenset(w for w in (lower | upper) - sides if rarity(w))
    return Wording(
        said=said,
        words=words,
        proper=words & (upper - lower),
        names=frozenset(_names(text, sides)),
        ages=frozenset(a or b for a, b in AGE.findall(text)),
        weight=sum(rarity(w) ** 2 for w in words),
    )


def _names(text: str, sides: frozenset[str]) -> Iterable[str]:
    for run in RUN.findall(text):
        words = [w for w in map(folded, WORD.findall(run)) if len(w) > 1]
        for first, second in pairwise(words):
            known = {first, second} & sides or first in plain() or second in plain()
            if not known and rarity(first) + rarity(second) > NAME:
                yield f"{first} {second}"


@lru_cache(maxsize=1 << 17)
def folded(token: str) -> str:
    """Fold a word; words come again and again."""
    return token.lower() if token.isascii() else fold(token)


@lru_cache(maxsize=1 << 17)
def rarity(word: str) -> int:
    """Tell how rare a folded word is, in tenths: 0 says nothing, 55 would be never used."""
    if word in plain():
        return 0
    if word.isdigit():
        return 10 if YEAR.fullmatch(word) else NUMBERS.get(len(word), LONG_NUMBER)
    zipf = _table().get(word)
    if zipf is None:
        return UNKNOWN if len(word) > 1 else 0
    return 0 if zipf >= COMMON else FROM - zipf


@cache
def plain() -> frozenset[str]:
    """Read the words that any report may hold."""
    path = files("solferino.incidents") / "plain_words.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())


@cache
def _table() -> dict[str, int]:
    path = files("solferino.incidents") / "common_words.txt"
    rows = [r.split() for r in path.read_text(encoding="utf-8").splitlines() if r[:1] != "#"]
    return {word: round(float(row[0]) * 10) for row in rows for word in row[1:]}
