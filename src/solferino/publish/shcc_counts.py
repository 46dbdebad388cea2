"""Counts of the SHCC columns from claims: health workers by what befell them, and attacks.

A figure that only details another ("five staff, including two nurses") is not added to it. The
facility columns count attacks that reported damage, not buildings; the transport columns count
vehicles.
"""

from collections.abc import Mapping, Sequence

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
NEAR = 7  # words between a deed and those it was done to
LEAD = 24  # characters before a figure in which "including" makes it a detail of the one before
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
        words = fold(claim.span.text)
        by_word = kidnapped.found(words) or not (arrested.found(words) or held_by_state)
        (taken if by_word else held).append(claim)
    return {
        KIDNAPPED: figures(taken, "detained", statements, book)
        or figures(taken, "missing", statements, book),
        ARRESTED: figures(held, "detained", statements, book)
        or figures(held, "missing", statements, book),
    }


def treated(
    claims: Sequence[Claim], kind: str, statements: Mapping[str, Statement], book: Codebook
) -> int:
    """Count the health workers who were threatened or assaulted, where their number is told.

    The claim is the word of the deed; those it was done to stand before it ("two nurses were
    beaten") or behind it ("threatened a doctor").
    """
    deeds = [c for c in claims if isinstance(c.value, EventValue) and kind in c.value.types]
    counts = (_beside(c, statements, book.lists["workers"]) for c in deeds)
    return next((n for n in counts if n), 0)


def _beside(claim: Claim, statements: Mapping[str, Statement], what: Words) -> int:
    """Count those of a kind who are named nearest a claim's words: before them, else behind."""
    whole = statements[claim.statement].span
    start, end = claim.span.start - whole.start, claim.span.end - whole.start
    head = max(0, whole.text.rfind(":", 0, start))  # the date of an entry is no count
    before, after = fold(whole.text[head:start]), fold(whole.text[end:])
    last = what.every(before)[-1:]
    if last and len(before[last[0].end() :].split()) <= NEAR:
        return _number(before[: last[0].end()], last[0].group())
    first = what.found(after)
    if first and len(after[: first.start()].split()) <= NEAR:
        return _number(after[: first.end()], first.group())
    return 0


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
    vehicles = book.lists["vehicles"]
    places = [c for c in claims if isinstance(c.value, FacilityValue)]
    for claim in claims:
        told = claim.value
        if isinstance(told, EventValue) and "removal_of_assets" in told.types:
            found.setdefault(CARS_TAKEN, _beside(claim, statements, vehicles))
        if not isinstance(told, EffectValue) or told.effect not in ("destroyed", "damaged"):
            continue
        destroyed = told.effect == "destroyed"
        struck = _nearest(claim, places)
        if struck is None or _vehicle(struck):
            number = _beside(claim, statements, vehicles)
            found.setdefault(CARS_DESTROYED if destroyed else CARS_DAMAGED, number)
        else:
            found.setdefault(DESTROYED if destroyed else DAMAGED, _several(struck, statements))
    return found


def _several(struck: Claim, statements: Mapping[str, Statement]) -> int:
    """Count the facilities struck where their number is told ("two hospitals"), else one."""
    whole = statements[struck.statement].span
    at = struck.span.start - whole.start
    head = max(0, whole.text.rfind(":", 0, max(0, at)))
    near = " ".join(fold(whole.text[head : max(0, at)]).split()[-2:])
    if not struck.span.text.endswith("s"):
        return 1
    counted = [n.min for n in numbers(near) if n.kind == "cardinal" and n.min]
    return counted[-1] if counted else 1


def _vehicle(claim: Claim) -> bool:
    return isinstance(claim.value, FacilityValue) and claim.value.type in ("ambulance", "vehicle")


def _nearest(claim: Claim, places: Sequence[Claim]) -> Claim | None:
    """Find what an effect is told of: the facility last named before it, else the first after."""
    before = [p for p in places if p.span.end <= claim.span.start]
    return before[-1] if before else next(iter(places), None)
