"""Keys of names: blocks in which to look for names that may be the same. A key decides nothing."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product

from solferino.resolve.naming.lexicon import identities, meanings
from solferino.resolve.naming.sounds import MANY, skeletons

MOST = 6  # keys of one name


@lru_cache(MANY)
def word_keys(form: str) -> tuple[str, ...]:
    """Make the keys of a word: what it means, which common name it is, else its consonants."""
    parts = form.split(" ")
    if len(parts) > 1:
        found = product(*(word_keys(part) for part in parts))
        return tuple(f"~{''.join(key[1:] for key in keys)}" for keys in found)
    meant = meanings(form)
    if meant:
        return tuple(f"={meaning}" for meaning in meant[:2])
    known = identities(form)
    if known:
        return tuple(sorted({f"~{skeletons(name)[0]}" for name in known}))[:2]
    if form.isdigit():
        return (form,)
    return tuple(f"~{found}" for found in skeletons(form)) or (f"~{form}",)


def joined(prefix: str, forms: Sequence[str]) -> list[str]:
    """Make the keys of words taken together; their order is of no account."""
    if len(forms) == 1:
        return [f"{prefix}:{found}" for found in word_keys(forms[0])]
    found = product(*(word_keys(form) for form in forms))
    return [f"{prefix}:{' '.join(sorted(words))}" for words in found]


def foremost(prefix: str, forms: Sequence[str], number: str) -> list[str]:
    """Make the key of the two words that tell most: names before what can be translated."""
    each = sorted(
        {word_keys(form) for form in forms}, key=lambda found: (found[0][0] == "=", found)
    )
    return [f"{prefix}:{' '.join(sorted(found))} {number}" for found in product(*each[:2])]


def as_one(prefix: str, forms: Sequence[str]) -> list[str]:
    """Make the key of words as if written as one: "Kafr Nabl" meets "Kafranbel" there."""
    return [f"{prefix}:~{''.join(skeletons(form)[0] for form in forms)}"]


def keys(found: Iterable[str]) -> tuple[str, ...]:
    """Sort keys, each once, and keep the first few."""
    each = list(found)
    return tuple(each) if len(each) == 1 else tuple(sorted(set(each)))[:MOST]
