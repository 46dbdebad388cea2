"""When two names are alike enough to mean the same: the ruler of the measure.

It is kept apart from the engine's own comparison of names on purpose: a ruler is not made of
the thing that it measures.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from importlib.resources import files

_WORDS = tomllib.loads(files("solferino.measure").joinpath("words.toml").read_text("utf-8"))
KIND_WORDS = frozenset(_WORDS["kind"])
FORCE_WORDS = frozenset(_WORDS["force"])
OPPOSED_WORDS = frozenset(_WORDS["opposed"])
PARTIES = tuple(frozenset(names) for names in _WORDS["parties"])
OCCASION_WORDS = frozenset(_WORDS["occasion"])
BODIES: Mapping[str, str] = {name: own[0] for own in _WORDS["bodies"] for name in own}
MEDIA: Mapping[str, str] = _WORDS["media"]
ARABIC = str.maketrans("أإآىةؤئ", "ااايهوي")
SURE = 0.9  # of letters in common, from where spelling alone decides


def fold(text: str | None) -> str:
    """Write a name without case, accents, variants of Arabic letters, and punctuation."""
    letters = unicodedata.normalize("NFKD", text or "")
    bare = "".join(c for c in letters if not unicodedata.combining(c)).lower().translate(ARABIC)
    return " ".join(re.findall(r"[^\W_]+", bare))


def alike(left: str | None, right: str | None) -> float:
    """Measure two names from 0 to 1: by telling words in common, or by spelling."""
    one, other = fold(left), fold(right)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    telling, others = set(one.split()) - KIND_WORDS, set(other.split()) - KIND_WORDS
    shared = len(telling & others) / min(len(telling), len(others)) if telling and others else 0.0
    spelling = SequenceMatcher(None, one, other).ratio()
    return max(shared, spelling if spelling >= SURE else spelling / 2)


def most_alike(name: str | None, others: Iterable[str | None]) -> float:
    """Measure a name against the likest of several."""
    return max((alike(name, other) for other in others), default=0.0)


def same_actor(actor: str, names: Iterable[str]) -> bool:
    """Whether one of the names means this actor; "army", "forces" and the like decide nothing."""
    return any(_same_actor(fold(actor), fold(name)) for name in names)


def _same_actor(one: str, other: str) -> bool:
    if one == other:
        return True
    telling, others = set(one.split()) - FORCE_WORDS, set(other.split()) - FORCE_WORDS
    if OPPOSED_WORDS & (telling ^ others):
        return False
    contained = bool(telling and others) and (telling <= others or others <= telling)
    return contained or any(telling & party and others & party for party in PARTIES)
