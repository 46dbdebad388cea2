"""Kinds of attack and weapons that sentences beside an event's own tell.

"The clinic was hit on Tuesday. A guided rocket came through the stairwell": the sentence with the
clinic tells no weapon. Where an event's own sentences tell no kind of attack, the nearest sentence
that goes on about it does.
"""

from collections.abc import Iterator, Sequence

from solferino.extract.events.draft import Draft
from solferino.extract.events.feint import accidental
from solferino.extract.events.happening import HEAVY, STRONG_TYPES, words_of_attack
from solferino.extract.lexicon import Term, known
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Claim, EventValue, WeaponValue
from solferino.model.terms import EVENT_TYPES, WEAPONS

RULE = "event/kind-beside"
NEAR = 2  # paragraphs from an event's own sentences in which its kind may be told


def claims_of(
    notebook: Notebook, terms: Sequence[Term], weapons: Sequence[Term]
) -> Iterator[Claim]:
    """Note the kinds of attack and the weapons that some words tell."""
    for term in terms:
        if term.code in STRONG_TYPES:
            yield _event(notebook, term, term.code)
    for term in weapons:
        if term.code in HEAVY:
            yield _event(notebook, term, "heavy_weapons")
        value = WeaponValue(weapon=known(term.code, WEAPONS))
        yield notebook.note((term.start, term.end), value, "weapon/term", "high")


def _event(notebook: Notebook, term: Term, code: str) -> Claim:
    value = EventValue(types=(known(code, EVENT_TYPES),))
    return notebook.note((term.start, term.end), value, "event/term", "medium")


def kinds_beside(
    study: Study, notebook: Notebook, draft: Draft, near: Sequence[Passage]
) -> Iterator[Claim]:
    """Note what the nearest of some sentences tells, where an event's own tell no kind."""
    if any(h.types for h in draft.happenings) or accidental(study) or not study.obeys(RULE):
        return
    own = [study.passages[h.passage] for h in draft.happenings]
    numbers = {p.number for p in own}
    last = [p for p in near if p.number not in numbers and _close(p, own)]
    for passage in sorted(last, key=lambda p: (_gap(p, own), p.number)):
        terms, weapons = words_of_attack(study, passage, _anywhere)
        told = [t for t in terms if t.code in STRONG_TYPES]
        if told or weapons:
            yield from claims_of(notebook, told, weapons)
            return


def _close(passage: Passage, own: Sequence[Passage]) -> bool:
    return min(abs(passage.paragraph - p.paragraph) for p in own) <= NEAR


def _gap(passage: Passage, own: Sequence[Passage]) -> int:
    return min(abs(passage.number - p.number) for p in own)


def _anywhere(start: int) -> bool:
    return start >= 0
