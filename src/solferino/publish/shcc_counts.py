"""Counts of the SHCC columns from claims: health workers by what befell them, and attacks.

A figure that only details another ("five staff, including two nurses") is not added to it. The
facility columns count attacks that reported damage, not buildings; the transport columns count
vehicles.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from solferino.model import CasualtyValue, Claim, EffectValue, EventValue, FacilityValue, Statement
from solferino.publish.shcc_codebook import Codebook, Words, fold
from solferino.text.number import numbers

DESTROYED = "Number of Attacks on Health Facilities Reporting Destruction"
DAMAGED = "Number of Attacks on Health Facilities Reporting Damaged"
CARS_DESTROYED = "Health Transportation Destroyed"
CARS_DAMAGED = "Health Transportation Damaged"
CARS_TAKEN = "Health Transportation Stolen/Hijacked"
KIDNAPPED = "Health Workers Kidnapped"
ARRESTED = "Health Workers Arrested"
NO_BUILDING = ("ambulance", "vehicle", "team", "supplies", "care", "office", "base", "warehouse")
HIT_BEFORE = 5  # words before a vehicle in which it is hit or fired at
HIT_BEHIND = 7  # words behind it
FAR = 16  # words between a deed in the passive and those it was done to
PASSIVE_WITHIN = 3  # words before a deed in which "was" makes it passive
PASSIVE = frozenset(("was", "were", "been", "being", "is", "are"))
OBJECT = frozenset(
    ("a", "an", "the", "two", "three", "four", "five", "six", "several", "his", "her")
)
BELONGING = frozenset(("of", "to", "for", "from", "at", "in", "with", "near", "outside", "by"))
PARTS = frozenset(
    ("building", "roof", "windows", "wall", "walls", "doors", "facade", "part", "parts")
)
ACTIVE = 6  # words between "destroying" and what it destroyed
NEAR = 7  # words between a deed and those it was done to
BRIEF = 2  # words of a figure that names nobody ("three injured")
LEAD = 24  # characters before a figure in which "including" makes it a detail of the one before
APART = 4  # words between two members of a list
BREAKING = frozenset(("by", "of", "in", "at", "from", "to", "who", "was", "were", "for", "with"))
ONE = ("a", "an", "one", "the", "his", "her", "their", "its")


def figures(
    claims: Sequence[Claim], kind: str, statements: Mapping[str, Statement], book: Codebook
) -> int:
    """Add up the figures of one kind of harm; those without a number count nothing."""
    total = 0
    counted: list[tuple[int | None, str]] = []
    for claim in claims:
        told = claim.value
        if not isinstance(told, CasualtyValue) or told.kind != kind or not told.min:
            continue
        if _detail(claim, statements, book) and counted:
            continue
        key = (told.min, fold(claim.span.text))
        if key not in counted:
            counted.append(key)
            total += told.min
    return total


def _detail(claim: Claim, statements: Mapping[str, Statement], book: Codebook) -> bool:
    """Whether a figure only details one before it: "including two nurses", "two of them"."""
    whole = statements[claim.statement].span
    at = claim.span.start - whole.start
    before, own = whole.text[max(0, at - LEAD) : at], claim.span.text
    words = book.lists["including"]
    return bool(words.found(fold(before)) or words.found(fold(own)))


def kin(claims: Sequence[Claim], book: Codebook) -> list[Claim]:
    """Give the figures of health workers, and of those told only as others beside them.

    "A paramedic was killed and three others wounded" counts three more of them.
    """
    found: list[Claim] = []
    last: dict[str, str] = {}
    for claim in claims:
        told = claim.value
        if not isinstance(told, CasualtyValue):
            continue
        own = told.group == "health_workers"
        words = fold(claim.span.text)
        brief = len(words.split()) <= BRIEF or book.lists["others"].found(words)
        alike = told.group == "total" and last.get(claim.statement) == "health_workers" and brief
        if own or alike:
            found.append(claim)
        if not alike:
            last[claim.statement] = told.group
    return found


def wounded(
    claims: Sequence[Claim], statements: Mapping[str, Statement], book: Codebook
) -> list[Claim]:
    """Leave out the figures of people who are only told to have been sexually assaulted."""
    told = book.lists["sexual"], book.lists["injuring"]
    words = [(c, _how(c, statements, told)) for c in claims]
    return [c for c, how in words if told[1].found(how) or not told[0].found(how)]


def captives(
    claims: Sequence[Claim],
    statements: Mapping[str, Statement],
    book: Codebook,
    *,
    held_by_state: bool,
) -> dict[str, int]:
    """Count those held as arrested or as kidnapped: by the words, else by who holds them."""
    arrested, kidnapped = book.lists["arrested"], book.lists["kidnapped"]
    taken: list[Claim] = []
    held: list[Claim] = []
    for claim in claims:
        words = _how(claim, statements, (arrested, kidnapped))
        by_word = kidnapped.found(words) or not (arrested.found(words) or held_by_state)
        (taken if by_word else held).append(claim)
    return {
        KIDNAPPED: figures(taken, "detained", statements, book),
        ARRESTED: figures(held, "detained", statements, book),
    }


def _how(claim: Claim, statements: Mapping[str, Statement], told: Sequence[Words]) -> str:
    """Give the words that say what was done to somebody: the claim's own, or those nearest it."""
    own = fold(claim.span.text)
    if any(words.found(own) for words in told):
        return own
    whole = statements[claim.statement].span
    behind = fold(whole.text[claim.span.end - whole.start :])
    found = [m for m in (words.found(behind) for words in told) if m]
    if found:
        return min(found, key=lambda m: m.start()).group()
    before = fold(whole.text[: claim.span.start - whole.start])
    last = [m for words in told for m in words.every(before)]
    return max(last, key=lambda m: m.start()).group() if last else own


def treated(
    claims: Sequence[Claim], kind: str, statements: Mapping[str, Statement], book: Codebook
) -> int:
    """Count the health workers who were threatened or assaulted, where their number is told.

    The claim is the word of the deed; those it was done to stand before it ("two nurses were
    beaten") or behind it ("threatened a doctor").
    """
    deeds = [c for c in claims if isinstance(c.value, EventValue) and kind in c.value.types]
    if kind == "assault":
        deeds = [c for c in deeds if not any(_killed(c, other) for other in claims)]
    counts = (_beside(c, statements, book.lists["workers"]) for c in deeds)
    return next((n for n in counts if n), 0)


def _killed(deed: Claim, other: Claim) -> bool:
    """Whether a deed is what killed those of a figure: "strangled a surgeon to death"."""
    dead = isinstance(other.value, CasualtyValue) and other.value.kind == "killed"
    return dead and other.span.start <= deed.span.start and deed.span.end <= other.span.end


def _beside(claim: Claim, statements: Mapping[str, Statement], what: Words) -> int:
    """Count those of a kind who are named nearest a claim's words: before them, else behind.

    A list is added up: "two nurses and a cleaner were beaten".
    """
    whole = statements[claim.statement].span
    start, end = claim.span.start - whole.start, claim.span.end - whole.start
    # The date of an entry is no count, and another sentence is not about this deed.
    head = max(0, whole.text.rfind(":", 0, start), whole.text.rfind(". ", 0, start))
    before, after = fold(whole.text[head:start]), fold(whole.text[end:])
    first = what.found(after)
    near = first is not None and len(after[: first.start()].split()) <= NEAR
    if near and after.split()[0] in OBJECT and not PASSIVE & set(before.split()[-2:]):
        return _listed(after, what.every(after))
    subject = _subject(before, what)
    if subject:
        return _listed(before, subject)
    return _listed(after, what.every(after)) if near else 0


def _subject(before: str, what: Words) -> Sequence[re.Match[str]]:
    """Find whom or what a deed was done to, named before it; the nearest first.

    In the passive it may stand far ahead, and what stands behind a preposition only tells of it:
    "two vehicles of the clinic's drivers were taken".
    """
    named = what.every(before)[::-1]
    passive = bool(PASSIVE & set(before.split()[-PASSIVE_WITHIN:]))
    while named and passive and len(named) > 1 and _only_tells(before, named):
        named = named[1:]
    reach = FAR if passive else NEAR
    return named if named and len(before[named[0].end() :].split()) <= reach else []


def _only_tells(before: str, named: Sequence[re.Match[str]]) -> bool:
    """Whether the nearest of those named stands behind a preposition that leads back to another."""
    gap = before[named[1].end() : named[0].start()].split()
    return bool(BELONGING & set(gap)) and not {"and", "when", "after", "while"} & set(gap)


def _listed(text: str, named: Sequence[re.Match[str]]) -> int:
    """Add up a list, told from its nearest member on: those that "and" or numbers join."""
    total = _number(text[: named[0].end()], named[0].group())
    for near, far in pairwise(named):
        low, high = sorted((near, far), key=lambda m: m.start())
        gap = text[low.end() : high.start()].split()
        joined = gap and len(gap) <= APART and (set(ONE) | {"and"}) & set(gap)
        led = text[: far.end()] if far is low else text[low.end() : far.end()]
        number = _number(led, far.group()) if joined and not set(gap) & BREAKING else 0
        if not number:
            break
        total += number
    return total


def _number(phrase: str, noun: str) -> int:
    """Read how many a phrase that ends in its noun counts: a number, or one in the singular."""
    near = phrase.split()[-6:]
    counted = [n.min for n in numbers(" ".join(near)) if n.kind == "cardinal" and n.min]
    if counted:
        return counted[-1]
    single = not noun.endswith("s") and noun not in ("staff", "personnel", "medical staff")
    return 1 if single and (set(ONE) & set(near) or len(phrase.split()) <= len(near)) else 0


def attacks(
    claims: Sequence[Claim], statements: Mapping[str, Statement], book: Codebook
) -> dict[str, int]:
    """Tell attacks with damage to facilities, and vehicles destroyed, damaged and taken."""
    found: dict[str, int] = {}
    places = [c for c in claims if isinstance(c.value, FacilityValue)]
    for claim in claims:
        if isinstance(claim.value, EventValue) and _takes(claim.value, claim, book):
            number = _beside(claim, statements, book.lists["vehicles"])
            found[CARS_TAKEN] = found.get(CARS_TAKEN) or number
    for claim, destroyed in _undone(claims, book):
        struck = _suffering(claim, places, statements, book.lists["joining"])
        if not struck:
            number = _beside(claim, statements, book.lists["vehicles"])
            found.setdefault(CARS_DESTROYED if destroyed else CARS_DAMAGED, number)
        for one in struck:
            if _vehicle(one):
                column = CARS_DESTROYED if destroyed else CARS_DAMAGED
                found.setdefault(column, _several(one, statements))
            elif _building(one):
                number = _several(one, statements)
                found.setdefault(DESTROYED if destroyed else DAMAGED, number)
    if not {CARS_DESTROYED, CARS_DAMAGED} & set(found):
        found[CARS_DAMAGED] = _fired_at(places, statements, book.lists["vehicle_hit"])
    return found


def _takes(event: EventValue, claim: Claim, book: Codebook) -> bool:
    """Whether an attack is that something was taken."""
    taken = "removal_of_assets" in event.types
    return taken or bool(book.lists["taking"].found(fold(claim.span.text)))


def hit(claims: Sequence[Claim], statements: Mapping[str, Statement]) -> int:
    """Count the buildings that the first claim of an attacked one tells: "two hospitals"."""
    struck = (c for c in claims if _building(c) and _attacked(c))
    return next((_several(c, statements) for c in struck), 1)


def _attacked(claim: Claim) -> bool:
    return isinstance(claim.value, FacilityValue) and claim.value.role == "attacked"


def _undone(claims: Sequence[Claim], book: Codebook) -> Iterator[tuple[Claim, bool]]:
    """Give the words that tell of damage, with whether they tell of destruction.

    Where nothing else tells what became of a thing, setting it on fire destroyed it, as the
    publisher mostly counts.
    """
    effects = [(c, c.value.effect) for c in claims if isinstance(c.value, EffectValue)]
    told = [(c, effect) for c, effect in effects if effect in ("destroyed", "damaged")]
    burning = [c for c, _ in told if book.lists["burning"].found(fold(c.span.text))]
    plain = [(c, e) for c, e in told if not (book.burning_destroys and c in burning)]
    yield from ((c, effect == "destroyed") for c, effect in plain)
    set_on = [c for c in claims if isinstance(c.value, EventValue) and "arson" in c.value.types]
    if not plain and book.burning_destroys:
        yield from ((c, True) for c in set_on)
        yield from ((c, False) for c in burning if not set_on)


def _fired_at(places: Sequence[Claim], statements: Mapping[str, Statement], hit: Words) -> int:
    """Count the vehicles that weapons hit or fire at, by the words around them."""
    for place in places:
        whole = statements[place.statement].span
        start, end = place.span.start - whole.start, place.span.end - whole.start
        head = max(0, whole.text.rfind(":", 0, start))
        before = " ".join(fold(whole.text[head:start]).split()[-HIT_BEFORE:])
        if not _vehicle(place) or _uncounted(place, before):
            continue
        after = " ".join(fold(whole.text[end:]).split()[:HIT_BEHIND])
        if hit.found(before) or hit.found(after):
            return _several(place, statements)
    return 0


def _uncounted(place: Claim, before: str) -> bool:
    """Whether words stand for several vehicles without telling how many."""
    own = fold(place.span.text)
    many = own.endswith("s") or "convoy" in own
    near = f"{before.rsplit(maxsplit=1)[-1]} {own}" if before else own
    return many and not [n for n in numbers(near) if n.kind == "cardinal" and n.min]


def _suffering(
    claim: Claim, places: Sequence[Claim], statements: Mapping[str, Statement], joining: Words
) -> list[Claim]:
    """Find what an effect is told of: the thing last named before it and those joined to it."""
    last = _told_of(claim, places, statements)
    if last is None:
        return []
    found = [last]
    whole = statements[last.statement].span
    for place in reversed([p for p in places if p.span.end <= last.span.start]):
        first = found[-1]
        if place.statement != last.statement:
            break
        gap = fold(whole.text[place.span.end - whole.start : first.span.start - whole.start])
        words = gap.split()
        if "and" not in words or any(joining.found(w) is None for w in words):
            break
        found.append(place)
    return found


def _several(struck: Claim, statements: Mapping[str, Statement]) -> int:
    """Count the things struck where their number is told ("two hospitals"), else one.

    Vehicles in the plural without a number count none: no coder could tell how many.
    """
    whole = statements[struck.statement].span
    at = struck.span.start - whole.start
    head = max(0, whole.text.rfind(":", 0, max(0, at)))
    own = fold(struck.span.text)
    near = " ".join([*fold(whole.text[head : max(0, at)]).split()[-2:], own])
    if not own.endswith("s"):
        return 1
    counted = [n.min for n in numbers(near) if n.kind == "cardinal" and n.min]
    return counted[-1] if counted else int(not _vehicle(struck))


def _vehicle(claim: Claim) -> bool:
    return isinstance(claim.value, FacilityValue) and claim.value.type in ("ambulance", "vehicle")


def _building(claim: Claim) -> bool:
    return isinstance(claim.value, FacilityValue) and claim.value.type not in NO_BUILDING


def _told_of(
    claim: Claim, places: Sequence[Claim], statements: Mapping[str, Statement]
) -> Claim | None:
    """Find what an effect is told of: its object, else the subject of its sentence.

    "Damaging an ambulance" tells of what follows. "A vehicle of the clinic was damaged" tells of
    the vehicle. Without either it is what was named last before, else first behind.
    """
    here = statements[claim.statement].span
    own, at = fold(claim.span.text), claim.span.end - here.start
    behind = [p for p in places if p.span.start >= claim.span.end]
    gap = fold(here.text[at : behind[0].span.start - here.start]).split() if behind else []
    leads = own.split()[0].endswith("ing") or own.split()[-1] in ("of", "to")
    if (
        behind
        and leads
        and len(gap) <= ACTIVE
        and not PARTS & set(gap)
        and "." not in here.text[at : at + 1]
    ):
        return behind[0]
    start = here.start + here.text.rfind(". ", 0, claim.span.start - here.start) + 1
    before = [p for p in places if p.span.end <= claim.span.start]
    mine = [p for p in before if p.span.start >= start]
    while len(mine) > 1:
        low, high = mine[-2].span.end - here.start, mine[-1].span.start - here.start
        between = set(fold(here.text[low:high]).split()) if 0 <= low <= high else {"and"}
        if not BELONGING & between or {"and", "when", "after", "while", "was", "were"} & between:
            break
        mine.pop()
    return mine[-1] if mine else before[-1] if before else next(iter(places), None)
