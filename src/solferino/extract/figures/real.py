"""Harm that was not, or was not here: feared, possible, taken back, cared for, elsewhere."""

import re

from solferino.extract.cues import GRAMMAR
from solferino.extract.events.feint import struck_elsewhere
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity
from solferino.extract.study import Study

RULES = {k: frozenset(v) for k, v in table("en", "rules")["real"].items()}
NEAR = 5  # words before harm in which a condition or a fear governs it
LEADING = 3  # words before people in which a verb of care takes them
APART_WITHIN = 40  # characters of a sentence in which it says that it turns elsewhere
SHORT = 4  # words of a verb: "could have been killed"
TO = re.compile(r"\s*(?:people |dead |deaths )?to\s")  # "from 5 to 7": the 5 no longer stands
WRONG = tuple(table("en", "rules")["real"]["wrong"])
LATE = tuple(table("en", "rules")["real"]["late"])
APART = tuple(table("en", "rules")["real"]["apart"])
COMPARED = ("more", "less", "fewer", "other", "greater")  # "no more than 20" is no correction


def happened(passage: Passage, harm: Term) -> bool:
    """Whether harm is told as something that was: not as a danger, a condition or a no.

    "May have been killed" is a hedge, which the statement bears; "may be killed" is a danger.
    """
    if not passage.obeys("harm/real"):
        return True
    before = [w.key for w in passage.words[max(0, harm.first - SHORT) : harm.first]]
    verb = [k for k in before if k not in GRAMMAR["adverb"] - {"not", "never"}]
    if verb[-1:] == ["to"] and passage.words[harm.first].key in RULES["bare"]:
        return False
    while verb and verb[-1] in RULES["verbal"]:
        if verb.pop() == "have":
            return verb[-1:] not in (["would"], ["could"])
    if verb and verb[-1] in RULES["modal"]:
        return False
    return not _governed(passage, harm)


def _governed(passage: Passage, harm: Term) -> bool:
    """Whether a condition, a danger or a vague fear governs the harm in its own clause."""
    for i in range(harm.first - 1, max(0, harm.first - NEAR) - 1, -1):
        gap = passage.slice(passage.words[i].end, passage.words[i + 1].start)
        if any(mark in gap for mark in ",;:."):
            return False
        if passage.words[i].key in RULES["condition"]:
            return True
        if passage.words[i].key in RULES["fear"]:
            told = [n for n in passage.numbers if n.kind == "cardinal"]
            return not any(passage.words[i].end <= n.start < harm.end for n in told)
    return False


def cared_for(passage: Passage, quantity: Quantity) -> bool:
    """Whether people are the object of care: "treating 120 wounded" is no toll."""
    before = {w.key for w in passage.words[max(0, quantity.first - LEADING) : quantity.first]}
    return passage.obeys("harm/cared-for") and bool(RULES["care"] & before)


def taken_back(passage: Passage, quantity: Quantity) -> bool:
    """Whether a figure is given only to be replaced: "not 20", "from 5 to 7", "20 was wrong"."""
    told = quantity.min is not None or quantity.max is not None
    if not told or not passage.obeys("harm/taken-back"):
        return False
    words = passage.words
    before = [w.key for w in words[max(0, quantity.first - NEAR) : quantity.first]]
    after = passage.slice(words[quantity.last - 1].end, passage.end).lower()
    last, previous = "".join(before[-1:]), "".join(before[-2:-1])
    if last == "not" or (last == "than" and previous not in COMPARED):
        return True
    if (previous, last) == ("instead", "of") or (last == "from" and TO.match(after)):
        return True
    return bool(RULES["earlier"] & set(before)) and any(sign in after for sign in WRONG)


def discovered(passage: Passage) -> bool:
    """Whether dead are found: the day of finding them is not the day of another event."""
    keys = {w.key for w in passage.words} if passage.obeys("harm/discovered") else set()
    return bool(RULES["bodies"] & keys) and bool(RULES["finding"] & keys)


def dies_late(passage: Passage) -> bool:
    """Whether somebody dies later of what was told: "succumbed to his injuries on Tuesday"."""
    text = passage.text.lower() if passage.obeys("harm/dies-late") else ""
    return any(sign in text for sign in LATE)


def turns_away(passage: Passage) -> bool:
    """Whether a sentence says that it turns to another event: "separately", "in another raid"."""
    opening = passage.text[:APART_WITHIN].lower() if passage.obeys("harm/turns-away") else ""
    told = passage.of("event", "weapon", "combat", "harm")
    return any(sign in opening for sign in APART) and bool(told)


def other_target(study: Study, passage: Passage) -> bool:
    """Whether a text itself tells of an attack on something else: "shelled the harbour".

    Its doer and its dead are not of the attack told before. A party that says it struck a barracks
    there answers for that attack.
    """
    said = any(s.voice and passage.start <= s.span.start < passage.end for s in study.statements)
    other = any(struck_elsewhere(passage, t) for t in passage.of("event", "weapon"))
    return other and not said and not study.facilities[passage.number]
