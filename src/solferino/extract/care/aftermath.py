"""What became of a facility, also where the words that say it stand apart.

"Left the ward in ruins", "moved forty patients to the cellar": a verb and, a few words behind it,
what it led to. The pairs are data (`apart` in effects.toml); a pair does not cross a full stop.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.extract.lexicon import Entry, Term, table
from solferino.extract.passage import Passage

BREAKS = ".;:()"
HOUSES = ("hospital", "clinic", "facility", "pharmacy", "warehouse", "blood_bank")
# What stands in a pair for words of a facility, or of ambulances.
CARE = {"<facility>": HOUSES, "<ambulance>": ("ambulance",)}
NEGATIONS = frozenset(("no", "not", "never", "without", "nor"))
SUBJECT = 10  # words from armed people to what they do
NEAR = 3  # words before an effect in which a no voids it


@value
class Pair:
    """A first word and the words, at most `within` behind it, that make an effect of it.

    `armed` asks that armed people are the last who were named before: families sleep in wards, too.
    """

    code: str
    lead: frozenset[str]
    tails: tuple[tuple[str, ...], ...]
    within: int
    armed: bool


def _pairs(name: str) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            code=entry["code"],
            lead=frozenset(entry["lead"]),
            tails=tuple(tuple(tail.split()) for tail in entry["tail"]),
            within=entry["within"],
            armed=entry.get("armed", False),
        )
        for entry in table("en", name)["apart"]
    )


PAIRS, DEEDS = _pairs("effects"), _pairs("events")


def effects(passage: Passage) -> list[Term]:
    """Find the words that tell what became of a facility, in order of place."""
    found = [t for t in passage.of("effect") if t.code != "functioning"]
    taken = {i for t in found for i in range(t.first, t.last)}
    for term in _apart(passage) if passage.obeys("effect/apart") else ():
        if not taken.intersection(range(term.first, term.last)):
            found.append(term)
            taken.update(range(term.first, term.last))
    return sorted((t for t in found if not _denied(passage, t)), key=lambda t: t.first)


def occupations(passage: Passage) -> Iterator[Term]:
    """Find the words that tell that a facility was taken for use: they tell of an attack, too."""
    held = passage.of("effect") if _armed(passage) and passage.obeys("event/occupied") else []
    for term in (*held, *_apart(passage)) if passage.obeys("effect/apart") else ():
        if term.code == "occupied" and not _denied(passage, term):
            entry = Entry(category="event", code="militarization")
            yield Term(
                start=term.start, end=term.end, first=term.first, last=term.last, entry=entry
            )


def deeds(passage: Passage) -> Iterator[Term]:
    """Find acts told in words that stand apart: "held for two hours at a checkpoint"."""
    for term in _apart(passage, DEEDS) if passage.obeys("event/apart") else ():
        if not _denied(passage, term):
            yield replace(term, entry=replace(term.entry, category="event"))


def _apart(passage: Passage, pairs: Sequence[Pair] = PAIRS) -> Iterator[Term]:
    houses = {t.first: (t.last, t.code) for t in passage.of("facility", "facilities")}
    wheels = {i for i, (_, code) in houses.items() if code in CARE["<ambulance>"]}
    near = [p for p in pairs if passage.has(p.lead) or (wheels and "<ambulance>" in p.lead)]
    keys = [w.key for w in passage.words] if near else []
    for pair in near:
        led = wheels if "<ambulance>" in pair.lead else set[int]()
        for first, key in enumerate(keys):
            if key in pair.lead or first in led:
                last = _tail(keys, houses, pair, first)
                open_to = not pair.armed or _by_armed(passage, first)
                if last and open_to and not _broken(passage, first, last):
                    yield _term(passage, first, last, pair.code)


def _armed(passage: Passage) -> bool:
    return "combatants" in passage.codes("people") or bool(passage.of("force"))


def _by_armed(passage: Passage, first: int) -> bool:
    """Whether the people named last before a word are armed ones, or armed men a few words off."""
    before = [
        t for t in passage.of("people", "force", "doer") if first - SUBJECT <= t.first < first
    ]
    last = max(before, key=lambda t: t.last, default=None)
    armed = last is not None and (last.code == "combatants" or last.category in ("force", "doer"))
    return armed and passage.obeys("event/by-armed")


def _tail(
    keys: list[str], houses: dict[int, tuple[int, str]], pair: Pair, first: int
) -> int | None:
    """Index behind the words that complete a pair; null where none stand near enough."""
    for at in range(first + 1, min(len(keys), first + 1 + pair.within)):
        for tail in pair.tails:
            if tail[0] in CARE and at in houses and houses[at][1] in CARE[tail[0]]:
                return houses[at][0]
            if keys[at] == tail[0] and tuple(keys[at : at + len(tail)]) == tail:
                return at + len(tail)
    return None


def _broken(passage: Passage, first: int, last: int) -> bool:
    between = passage.slice(passage.words[first].start, passage.words[last - 1].end)
    return any(mark in between for mark in BREAKS)


def _term(passage: Passage, first: int, last: int, code: str) -> Term:
    return Term(
        start=passage.words[first].start,
        end=passage.words[last - 1].end,
        first=first,
        last=last,
        entry=Entry(category="effect", code=code),
    )


def _denied(passage: Passage, term: Term) -> bool:
    """Whether a no stands before an effect: "was not damaged", "without any damage"."""
    before = {w.key for w in passage.words[max(0, term.first - NEAR) : term.first]}
    return bool(NEGATIONS & before) and passage.obeys("effect/denied")
