"""What became of the facility itself, of a part of it, and what befell the house next door.

A word of effect is told of some noun: the one it has for its object, else the one before it in
its clause. A wall or a ward that is destroyed leaves a facility damaged; houses, a school or a
village are no facility, and nothing that befell them is an effect on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.extract.care.aftermath import effects
from solferino.extract.lexicon import Term, table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage

RULES = table("en", "rules")["state"]
BUILDING = frozenset(table("en", "rules")["account"]["building"])
OTHERS = frozenset(RULES["others"])
PARTS = frozenset(RULES["parts"])
HELPING = frozenset(RULES["helping"])
OBJECT = 4  # words behind a verb in which its object stands
SUBJECT = 9  # words before a verb in which its subject stands
TURNING = ("after", "when", "as", "because", "while", "before", "and", "by", "with", "since")
STAYING = frozenset(RULES["staying"])
UNSURE = frozenset(("not", "no", "never", "cannot", "hardly", "if", "whether", "only"))
GOVERNED = 3  # words before a noun in which a preposition governs it
PREPOSITIONS = ("in", "at", "of", "near", "outside", "from", "to", "on", "beside", "behind", "by")
BREAKS = (";", ":", "—", " – ")

Noun = tuple[int, str]


def states(passage: Passage, facilities: Sequence[Facility]) -> Iterator[Term]:
    """Give the words that tell what became of a facility, each with the code of its effect."""
    held = facilities or passage.of("part") or BUILDING & {w.key for w in passage.words}
    if not held and passage.obeys("effect/of-facility"):
        return
    nouns = sorted(_nouns(passage, facilities))
    for term in effects(passage):
        of = _told_of(passage, nouns, term)
        if of == "other" and passage.obeys("effect/of-others"):
            continue
        part = of == "part" and term.code == "destroyed" and passage.obeys("effect/of-part")
        yield replace(term, entry=replace(term.entry, code="damaged")) if part else term


def _nouns(passage: Passage, facilities: Sequence[Facility]) -> Iterator[Noun]:
    """Find what a state can be told of: facilities, parts of one, and other buildings."""
    whole = {i for f in facilities for i in range(f.first, f.last)}
    yield from ((f.last - 1, "whole") for f in facilities)
    held = {i for t in passage.of("part", "care") for i in range(t.first, t.last)} - whole
    for i, word in enumerate(passage.words):
        if i in whole:
            continue
        if word.key in OTHERS:
            yield i, "other"
        elif word.key in PARTS or i in held:
            yield i, "part"


def _told_of(passage: Passage, nouns: Sequence[Noun], term: Term) -> str | None:
    """Say what a word of effect is told of: "whole", "part", "other", or null."""
    inside = [kind for i, kind in nouns if term.first <= i < term.last]
    if inside:
        return inside[-1]
    passive = term.first > 0 and passage.words[term.first - 1].key in HELPING
    reach = next(
        (i for i in range(term.last, len(passage.words)) if passage.words[i].key in TURNING),
        len(passage.words),
    )
    after = [(i, k) for i, k in nouns if term.last <= i < min(reach, term.last + OBJECT)]
    before = [(i, k) for i, k in nouns if term.first - SUBJECT <= i < term.first]
    after = [(i, k) for i, k in after if not _parted(passage, term.end, i, comma=True)]
    before = [(i, k) for i, k in before if not _parted(passage, term.start, i, comma=False)]
    if after and not passive:
        return after[0][1]
    heads = [(i, k) for i, k in before if not _governed(passage, i)] or before
    return heads[-1][1] if heads else None


def _governed(passage: Passage, index: int) -> bool:
    """Whether a preposition stands before a noun, which is then no subject: "in the village"."""
    before = [w.key for w in passage.words[max(0, index - GOVERNED) : index]]
    return any(key in PREPOSITIONS for key in before)


def _parted(passage: Passage, place: int, index: int, *, comma: bool) -> bool:
    """Whether a mark parts a noun from a word of effect."""
    word = passage.words[index]
    between = passage.slice(min(place, word.end), max(place, word.start))
    return any(mark in between for mark in BREAKS) or (comma and "," in between)


def goes_on(passage: Passage, facilities: Sequence[Facility]) -> Iterator[Term]:
    """Give the words that tell that a facility never stopped: "the wards continue to work".

    What reopened had stopped before, and is no such case.
    """
    held = facilities or BUILDING & {w.key for w in passage.words}
    for term in passage.of("effect") if held and passage.obeys("effect/goes-on") else ():
        keys = {w.key for w in passage.words[term.first : term.last]}
        before = {w.key for w in passage.words[max(0, term.first - 3) : term.first]}
        if term.code == "functioning" and keys & STAYING and not before & UNSURE:
            yield term
