"""What part a facility plays where it is named: attacked, receiving, a workplace.

A hospital to which the wounded were brought was not struck by what wounded them.
"""

import re

from solferino.extract.care.carers import lying_in, parted
from solferino.extract.events.feint import bound_for
from solferino.extract.lexicon import table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage

RULES = table("en", "rules")["happening"]
RECEIVING = frozenset(RULES["receiving"])
WORK_WORDS = frozenset(RULES["work_words"])
LINKING = frozenset(RULES["linking"])
TAKING = frozenset(RULES["taking_in"])
DIED_OF = r"\b(?:died|succumbed)\b[^,;:]*\b(?:wounds|injuries|burns)\b[^,;:]{0,25}$"
OBJECT_REACH = 4  # words from "attacked" to the people attacked
BEFORE_TAKING = frozenset(RULES["before_taking"])
BLOWS = 3  # words from "received" to the blows that a facility received
TO_TAKING = 7  # words from a facility to a verb of taking people in


def role_of(passage: Passage, facility: Facility) -> str:
    """Say whether a facility is attacked, receives, is a workplace, or is only mentioned."""
    words = passage.words
    before = [w.key for w in words[max(0, facility.first - 7) : facility.first]]
    led = {"to", "at", "in", "by", "from"} & set(before[-4:])
    brought = RECEIVING & set(before[-6:]) and led and not _left_behind(passage, facility)
    if bound_for(passage, facility.first) and passage.obeys("facility/bound-for"):
        return "receiving"
    if _died_in(passage, facility, before) or _lies_in(passage, facility, before):
        return "receiving"
    if (brought or _takes_in(passage, facility, before)) and passage.obeys("facility/receiving"):
        return "receiving"
    if not passage.obeys("facility/workplace"):
        return "attacked"
    prepositions = [i for i, k in enumerate(before) if k in WORK_WORDS]
    roles = passage.of("role", "people")
    linked = bool(prepositions) and set(before[prepositions[-1] + 1 :]) <= LINKING
    if linked:
        at = facility.first - len(before) + prepositions[-1]
        if any(t.last == at for t in roles) and not {"attack", "strike", "strikes"} & set(before):
            return "attacked" if lying_in(passage, at) else "workplace"
    following = words[facility.last].key if facility.last < len(words) else ""
    work = any(t.first <= facility.last < t.last for t in roles) and following != "s"
    return "workplace" if work and not parted(passage, facility) else "attacked"


def _lies_in(passage: Passage, facility: Facility, before: list[str]) -> bool:
    """Whether somebody is in care there: "left him in intensive care at the hospital"."""
    text = passage.slice(passage.start, facility.start).lower().rstrip().removesuffix(" the")
    cared = text.endswith(("intensive care at", "intensive care in", "care at", "condition at"))
    return bool(before) and cared and passage.obeys("facility/lies-in")


def _died_in(passage: Passage, facility: Facility, before: list[str]) -> bool:
    """Whether somebody died of wounds there: "died of their wounds at the hospital"."""
    text = passage.slice(passage.start, facility.start).lower()
    late = before[-4:] and {"at", "in"} & set(before[-4:]) and re.search(DIED_OF, text)
    return bool(late) and passage.obeys("facility/died-in")


def _takes_in(passage: Passage, facility: Facility, before: list[str]) -> bool:
    """Whether a facility takes people in: "the hospital treated forty", "reached the hospital"."""
    lead = [k for k in before if k not in LINKING]
    at = facility.last
    at = _to_taking(passage, at) if passage.obeys("facility/which-treated") else at
    after = [w.key for w in passage.words[at : at + 2]]
    behind = range(at + 1, at + 2 + OBJECT_REACH)
    people = [t for t in passage.of("people") if t.first in behind]
    counted = any(
        n.kind != "ordinal" and passage.word_at(n.start) == at + 1 for n in passage.numbers
    )
    blows = range(at + 1, at + 1 + BLOWS)  # "received two direct hits"
    counted = counted and not any(t.first in blows for t in passage.of("event", "weapon"))
    takes = after[:1] and after[0] in TAKING and (people or counted)
    others = any(t.last <= facility.first and t.code != "combatants" for t in passage.of("people"))
    return (lead[-1:] == ["reached"] and others) or bool(takes)


def _to_taking(passage: Passage, at: int) -> int:
    """Index of a verb of taking in behind "in Tarvo, which", "said that it had"; else as given."""
    reach = range(at, min(len(passage.words), at + TO_TAKING))
    keys = [passage.words[i].key for i in reach]
    far = next((i for i, k in zip(reach, keys, strict=True) if k in TAKING), at)
    skipped = passage.words[at:far]
    return far if all(w.key in BEFORE_TAKING or w.text[0].isupper() for w in skipped) else at


def _left_behind(passage: Passage, facility: Facility) -> bool:
    """Whether "from" stands directly before a facility: what left it was not brought there."""
    before = [w.key for w in passage.words[max(0, facility.first - 2) : facility.first]]
    while before and before[-1] in LINKING:
        before.pop()
    return before[-1:] == ["from"] and passage.obeys("facility/left")
