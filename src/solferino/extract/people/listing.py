"""Whether people go on with a list of the harmed that was begun before them.

"Eleven were killed, including a doctor and two nurses": the doctor and the nurses were killed, too.
"""

import re

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity

RULES = {k: frozenset(v) for k, v in table("en", "rules")["harm"].items()}
LIST_GAP = 4  # words between two lots of people in one list
FAR = 16  # words between a total and the part of it that "including" opens
PART = re.compile(r"(?:including|among (?:them|whom)|of (?:them|whom))[\w\s]{0,12}$")


def opened(passage: Passage, people: list[Quantity]) -> int:
    """How many members of a lot "including" takes in; those behind ", and" begin a new clause.

    "Five were killed, including a guard, and a patient was taken": only the guard was killed.
    """
    before = {w.key for w in passage.words[max(0, people[0].first - 2) : people[0].first]}
    if not {"including", "among"} & before or not passage.obeys("harm/including"):
        return 0
    for at in range(1, len(people)):
        end = passage.words[people[at - 1].last - 1].end
        if passage.slice(end, passage.words[people[at].first].start).strip() == ", and":
            return at
    return 0


def _of_whom(passage: Passage, start: int, quantity: Quantity) -> bool:
    """Whether people are a further part: "of whom nine were patients and four were guards"."""
    lead = [w.key for w in passage.words[max(0, start - LIST_GAP) : quantity.first]]
    told = "whom" in lead[:LIST_GAP] and lead[-1:] == ["and"]
    return told and passage.obeys("quantity/told-as")


def listed(passage: Passage, told: tuple[int, int], quantity: Quantity) -> bool:
    """Whether a quantity goes on with the list that the last figure began.

    `told` is where that figure ends: in code points, and the index behind its people's words.
    """
    end, last = told
    start = max(passage.word_at(end - 1) + 1, last)
    if quantity.first < start or (quantity.min is None and quantity.qualifier != "vague"):
        return False
    keys = {w.key for w in passage.words[start : quantity.first]}
    gap = passage.slice(end, passage.words[quantity.first].start)
    behind = {w.key for w in passage.words[quantity.last : quantity.last + 1]}
    if _of_whom(passage, start, quantity):
        return quantity.first - start <= FAR
    parted = not {"including", "whom"} & keys
    if GRAMMAR["be"] & behind and parted and passage.obeys("harm/own-verb"):
        return False  # "two were killed and a doctor was …": what follows tells of the doctor
    if PART.search(gap) and not re.search(r"[;:.]", gap):
        return quantity.first - start <= FAR
    joined = not keys or bool(RULES["listing"] & keys)
    blocked = GRAMMAR["auxiliary"] | (GRAMMAR["preposition"] - {"among", "with", "of"})
    told_apart = quantity.qualifier != "vague" or bool({"including", "among"} & keys)
    near = quantity.first - start <= LIST_GAP
    return near and joined and told_apart and not blocked & keys
