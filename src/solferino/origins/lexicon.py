"""The words that this room knows: kinds of speakers, and what a copy may change."""

import tomllib
from functools import cache
from importlib.resources import files

from solferino.codec import value
from solferino.model.terms import OriginKind
from solferino.text.phrases import Phrases


@value
class Lexicon:
    """All words of one language; `kinds` and `fallback` in the order in which they are tried."""

    kinds: tuple[tuple[OriginKind, Phrases], ...]
    fallback: tuple[tuple[OriginKind, Phrases], ...]
    titles: frozenset[str]
    first_hand: Phrases
    office: frozenset[str]
    openings: frozenset[str]
    nouns: frozenset[str]
    exhibits: tuple[tuple[str, Phrases], ...]
    another: Phrases
    shows: Phrases
    spokesperson: Phrases
    generic: frozenset[str]
    denial: Phrases
    hedge: Phrases
    actor: Phrases


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Load a language's words; read once per process."""
    path = files("solferino.origins") / "lexicon" / f"{language}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    change = table["change"]
    return Lexicon(
        kinds=tuple((row["kind"], Phrases(row["words"])) for row in table["kind"]),
        fallback=tuple((kind, Phrases(forms)) for kind, forms in table["fallback"].items()),
        titles=frozenset(table["titles"]["words"]),
        first_hand=Phrases(table["first_hand"]["words"]),
        office=frozenset(table["office"]["words"]),
        openings=frozenset(table["unnamed"]["openings"]),
        nouns=frozenset(table["unnamed"]["nouns"]),
        exhibits=tuple((media, Phrases(forms)) for media, forms in table["exhibit"].items()),
        another=Phrases(table["another"]["words"]),
        shows=Phrases(table["shows"]["words"]),
        spokesperson=Phrases(table["spokesperson"]["words"]),
        generic=frozenset(table["generic"]["words"]),
        denial=Phrases(change["denial"]),
        hedge=Phrases(change["hedge"]),
        actor=Phrases(change["actor"]),
    )
