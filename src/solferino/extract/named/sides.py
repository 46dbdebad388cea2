"""Sides and states that no list knows, told by what the text itself says of them.

Three signs count, whatever the name: whoever has fighters, guns, a checkpoint or a helicopter is
an armed side; so are two between whom there is fighting. A land is a state where the text speaks of
its army or ministry, or has its adjective before a word of force. A corps of relief is neither.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from solferino.codec import value
from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.named.facility import NEVER, Facility
from solferino.extract.named.names import Name, name_of
from solferino.extract.passage import Passage
from solferino.model.terms import EntityKind

RULES = {k: frozenset(v) for k, v in table("en", "rules")["sides"].items()}
ENDINGS = tuple(table("en", "rules")["sides"]["adjective"])
OPEN = ("organization", "person")
BEFORE = 5  # words before a name in which what it owns stands
STEM = 3  # letters that a land and its adjective have in common at the least
CLOSE = (*GRAMMAR["auxiliary"], *GRAMMAR["adverb"])


@value
class Lands:
    """States of one text: their names and their adjectives, as words in small letters."""

    names: frozenset[str]
    adjectives: frozenset[str]


def with_sides(
    passages: Sequence[Passage],
    found: Sequence[tuple[Name, ...]],
    facilities: Sequence[tuple[Facility, ...]],
) -> list[tuple[Name, ...]]:
    """Give the names of a text the kinds that it shows them to have, and the states it names."""
    armed = {n.canonical for p, here in zip(passages, found, strict=True) for n in _armed(p, here)}
    lands = _lands(passages)
    whole: list[tuple[Name, ...]] = []
    for passage, here, placed in zip(passages, found, facilities, strict=True):
        kinds = [_kinded(passage, n, armed) for n in (*here, *_unread(passage, here, placed))]
        states = list(_states(passage, kinds, placed, lands))
        inside = {i for n in states for i in range(n.first, n.last)}
        kept = [n for n in kinds if inside.isdisjoint(range(n.first, n.last))]
        whole.append(tuple(sorted((*kept, *states), key=lambda n: n.first)))
    return whole


def _kinded(passage: Passage, name: Name, armed: set[str]) -> Name:
    if name.known or name.titled:
        return name
    if name.kind == "armed_group" and _cares(name) and passage.obeys("names/care-corps"):
        return replace(name, kind="organization")
    if name.kind in OPEN and name.canonical in armed:
        return replace(name, kind="armed_group")
    return name


def _unread(passage: Passage, here: Sequence[Name], placed: Sequence[Facility]) -> Iterator[Name]:
    """Find a capitalised word that is nobody's name yet behind armed men and "of"."""
    if not passage.has(RULES["men"]):
        return
    taken = {i for n in here for i in range(n.first, n.last)}
    taken |= {i for f in placed for i in range(f.first, f.last)}
    keys = [w.key for w in passage.words]
    for i, word in enumerate(passage.words):
        plain = i not in taken and word.text[0].isupper() and not _listed(passage, i)
        before = [k for k in keys[max(0, i - BEFORE) : i] if k not in ("the", *RULES["standing"])]
        men = before[-1:] == ["of"] and _owns(before[:-1]) and before[-2] in RULES["men"]
        if plain and men and word.key not in NEVER and passage.obeys("names/own-arms"):
            yield name_of(passage, i, i + 1, "armed_group")


def _cares(name: Name) -> bool:
    return bool(RULES["caring"] & set(name.canonical.lower().split()))


def _armed(passage: Passage, here: tuple[Name, ...]) -> Iterator[Name]:
    """Find names that own what only an armed side has, or that fight somebody."""
    if not passage.obeys("names/own-arms"):
        return
    for name in here:
        if name.kind not in OPEN or name.known or name.titled or _cares(name):
            continue
        before = [w.key for w in passage.words[max(0, name.first - BEFORE) : name.first]]
        before = [k for k in before if k not in ("the", "a") and k not in RULES["standing"]]
        behind = [w.key for w in passage.words[name.last : name.last + 3]]
        owned = before[-1:] in (["of"], ["from"]) and _owns(before[:-1])
        mine = behind[:1] == ["'s"] and _owns(behind[1:2])
        touching = passage.slice(name.end, name.end + 1) == " "
        if owned or mine or (touching and behind[:1] and behind[0] in RULES["gang"]):
            yield name
    yield from _fighting(passage, here)


def _owns(keys: Sequence[str]) -> bool:
    """Whether words end with what an armed side has; members only where they are armed."""
    if keys[-1:] == ["members"]:
        return len(keys) > 1 and keys[-2] in RULES["bearing"]
    return bool(keys) and keys[-1] in RULES["arms"]


def _fighting(passage: Passage, here: tuple[Name, ...]) -> Iterator[Name]:
    """Find both of two names in "fighting between X and Y"."""
    words = passage.words
    for one, other in itertools.pairwise(here):
        before = [w.key for w in words[max(0, one.first - 3) : one.first] if w.key != "the"]
        joined = {w.key for w in words[one.last : other.first]} <= {"and", "the"}
        fought = len(before) > 1 and before[-1] == "between" and before[-2] in RULES["clashes"]
        if joined and fought:
            yield from (n for n in (one, other) if n.kind in OPEN and not n.known)


def _lands(passages: Sequence[Passage]) -> Lands:
    """Find the lands of a text by their organs and by their adjectives before words of force."""
    capitals = {
        w.key
        for p in passages
        for i, w in enumerate(p.words)
        if w.text[0].isupper() and w.key not in NEVER and not _listed(p, i)
    }
    organs: set[str] = set()
    adjectives: set[str] = set()
    for passage in passages:
        if not passage.obeys("names/land"):
            return Lands(names=frozenset(), adjectives=frozenset())
        for term in passage.of("force", "weapon"):
            owner = term.first - 1
            if owner < 0:
                continue
            word = passage.words[owner]
            if word.key == "'s" and owner and _state(passage, term.first, term.last):
                organs.add(passage.words[owner - 1].key)
            elif word.key in capitals:
                adjectives.add(word.key)
    pairs = {(a, b) for a in adjectives for b in capitals if _adjective(a, b)}
    pairs |= {(a, b) for b in organs & capitals for a in capitals if _adjective(a, b)}
    return Lands(
        names=frozenset(b for _, b in pairs) | (organs & capitals),
        adjectives=frozenset(a for a, _ in pairs),
    )


def _listed(passage: Passage, index: int) -> bool:
    """Whether a list already knows a word, as a country's or as a body's."""
    return any(t.first <= index < t.last for t in passage.of("country", "demonym", "body", "side"))


def _state(passage: Passage, first: int, last: int) -> bool:
    """Whether words name an organ that only a state has."""
    return " ".join(w.key for w in passage.words[first:last]) in RULES["organs"]


@cache
def _adjective(adjective: str, land: str) -> bool:
    """Whether a word is made of a land's name by an ending of adjectives: Drovia, Drovian."""
    if adjective == land or len(land) <= STEM:
        return False
    stems = {land, land.rstrip("aeiouy"), land[:-1]}
    return any(
        len(s) >= STEM and adjective.startswith(s) and adjective[len(s) :] in ENDINGS for s in stems
    )


def _states(
    passage: Passage, here: Sequence[Name], placed: Sequence[Facility], lands: Lands
) -> Iterator[Name]:
    """Find the organs, adjectives and names of lands that act, speak or are accused here."""
    sided = {
        i
        for n in here
        if n.kind in ("armed_group", "government", "media")
        for i in range(n.first, n.last)
    }
    sided |= {i for f in placed for i in range(f.first, f.last)}
    sided |= {i for n in here if n.last - n.first > 1 for i in range(n.first, n.last)}
    forces = {t.first: t for t in passage.of("force")}
    arms = {t.first for t in passage.of("weapon", "event")}
    for i, word in enumerate(passage.words):
        if i in sided or not word.text[0].isupper():
            continue
        if word.key in lands.names:
            yield from _land(passage, i, forces.get(i + 2))
        elif word.key in lands.adjectives:
            force = forces.get(i + 1)
            if i + 1 in arms:
                land = next((n for n in sorted(lands.names) if _adjective(word.key, n)), "")
                own = land.capitalize() or word.text
                yield name_of(passage, i, i + 1, "armed_group", known=True, canonical=own)
            elif force is not None and not _of_media(passage, force.last):
                kind: EntityKind = "government" if force.code == "government" else "armed_group"
                yield name_of(passage, i, force.last, kind)
        elif word.key.removesuffix("s") in lands.adjectives:
            yield name_of(passage, i, i + 1, "armed_group")


def _of_media(passage: Passage, index: int) -> bool:
    """Whether words go on with a medium: state television is no state."""
    return index < len(passage.words) and passage.words[index].key in RULES["media"]


def _land(passage: Passage, index: int, force: object) -> Iterator[Name]:
    words = passage.words
    own = index + 1 < len(words) and words[index + 1].key == "'s"
    if own:
        for term in passage.of("force"):
            if term is force and _state(passage, term.first, term.last):
                kind: EntityKind = "government" if term.code == "government" else "armed_group"
                yield name_of(passage, index, term.last, kind)
    elif _acts(passage, index):
        yield name_of(passage, index, index + 1, "government")


def _acts(passage: Passage, index: int) -> bool:
    """Whether a land stands as one that acts: before a verb, behind a word of blame or "by"."""
    words = passage.words
    before = words[index - 1].key if index else ""
    placing = (GRAMMAR["preposition"] - {"by", "against", "on", "from"}) | RULES["placing"]
    if _charged(passage, index):
        return True
    if before in placing or (index and _apposed(passage, index)):
        return False
    if before in ("by", "only", *RULES["accusing"]):
        return True
    if index + 1 >= len(words) or passage.slice(words[index].end, words[index + 1].start) != " ":
        return False
    at = index + 1
    while at < len(words) - 1 and at < index + 4 and words[at].key in ("at", *CLOSE):
        at += 1
    verbs = {t.first for t in passage.of("speech_clause", "speech_object", "event", "weapon")}
    return at in verbs or words[at].key.endswith("ed") or at > index + 1


def _charged(passage: Passage, index: int) -> bool:
    """Whether a land stands where only a doer does: "at the hands of X", "it was X"."""
    before = [w.key for w in passage.words[max(0, index - BEFORE) : index]]
    led = before[-1:] in (["of"], ["with"], ["at"], ["for"])
    led = led and bool(RULES["charged"] & set(before))
    told = before[-1:] in (["was"], ["is"]) and bool(RULES["doing"] & set(before))
    return (led or told) and passage.obeys("names/land-charged")


def _apposed(passage: Passage, index: int) -> bool:
    return passage.slice(passage.words[index - 1].end, passage.words[index].start) == ", "
