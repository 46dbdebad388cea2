"""What a side is said to have done at other times, which is no word on the attack told.

"Has attacked clinics before" and "had struck two others last year" charge nobody with this one.
"""

import re
from typing import Protocol

from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage

BARE_ARMS = frozenset(table("en", "rules")["blame"]["bare_arms"])
LEAD = 4  # words before a name in which "under" or "led by" stands
SIDES_APART = 6  # words before a side in which "between" stands
ALLIED, RULED, AREAS = (
    frozenset(table("en", "rules")["blame"][k]) for k in ("allied", "ruled", "areas")
)
HABIT = re.compile(
    r"^,? (?:has|have|had|is|are) (?:often|repeatedly|regularly|frequently|routinely)\b"
    r"|^, (?:which|who) (?:has|have|had) \w+ (?:several|many|dozens|scores|hundreds|other)\b"
    r"|^ (?:has|have|had)\b[^,;]{0,60} (?:before|in the past)\b(?: [a-z]+ing\b.*)?[.\"”]*$"
)
# "X had struck two other clinics last year": another attack than the one told.
ELSEWHERE = re.compile(
    r"^[^.;,]{0,20}\b(?:has|have|had)\b [^.;]{0,60}"
    r"\b(?:other|another|further|more|several|earlier)\b"
    r"[^.;]{0,80}\b(?:last (?:year|month|winter|summer|spring|autumn)|in (?:the past|\d{4})|earlier"
    r"|previously|(?:years?|months?) ago|since)\b"
)


class Side(Protocol):
    """Whoever is named in a passage, up to an offset."""

    @property
    def end(self) -> int:
        """Give the offset behind the name."""
        ...


# What may stand between "killed" and the armed people who were, and harm that is done to people.
ARTICLES = frozenset(("a", "an", "the"))
BEFORE_HARMED = ARTICLES | {"wounded", "injured", "more", "other", "at", "least", "captured"}
LYING = frozenset(("captured", "dead", "dying", "injured", "sick", "wounded"))
HARMING = ("killed", "injured", "detained")


def habit(passage: Passage, actor: Side) -> bool:
    """Whether a side is only said to have done such things: "has attacked clinics before"."""
    behind = passage.slice(actor.end, passage.end).lower()
    other = passage.obeys("blame/elsewhere") and ELSEWHERE.search(behind)
    return bool(other) or (passage.obeys("blame/habit") and bool(HABIT.search(behind)))


def chief(passage: Passage, actor: Name) -> bool:
    """Whether somebody only leads who does the deed: "fighters under X", "men led by X"."""
    before = [w.key for w in passage.words[max(0, actor.first - LEAD) : actor.first]]
    before = before[:-1] if before[-1:] == ["the"] else before
    led = "under" in before or before[-2:] in (["led", "by"], ["commanded", "by"])
    allied = before[-1:] in (["with"], ["to"], ["by"]) and before[-2:-1] and before[-2] in ALLIED
    return (led or bool(allied)) and passage.obeys("blame/chief")


def between(passage: Passage, actor: Name) -> bool:
    """Whether two sides only fight near here: "clashes between the army and X damaged it"."""
    before = [w.key for w in passage.words[max(0, actor.first - SIDES_APART) : actor.first]]
    pair = "between" in before and "and" in [
        w.key for w in passage.words[actor.first - 3 : actor.first + 6]
    ]
    return pair and passage.obeys("blame/between")


def holds(passage: Passage, by: int) -> bool:
    """Whether "by" only tells whose an area is: "struck a mine in an area held by X"."""
    words = [w.key for w in passage.words[max(0, by - 3) : by]]
    ruled = bool(words) and words[-1] in RULED and bool(AREAS & set(words[:-1]))
    return ruled and passage.obeys("blame/area")


def parted(passage: Passage, by: int, actor: Name) -> bool:
    """Whether a comma parts a side from "by": "beaten by relatives of a patient, police said"."""
    words = passage.words
    gap = passage.slice(words[by].end, words[actor.first].start)
    return "," in gap and not passage.entry and passage.obeys("blame/parted")


def harmed(passage: Passage, actor: Name) -> bool:
    """Whether armed people are those harmed: "killed nine soldiers and abducted a nurse"."""
    words, at = passage.words, actor.first
    counted = {i for n in passage.numbers for i in range(at) if n.start <= words[i].start < n.end}
    while at > 0 and (at - 1 in counted or words[at - 1].key in BEFORE_HARMED):
        at -= 1
    led = any(i in counted or words[i].key in ARTICLES for i in range(at, actor.first))
    hurt = any(t.last == at and t.first > 0 and t.code in HARMING for t in passage.of("harm"))
    near = {w.key for w in words[max(0, actor.first - LEAD) : actor.first]}
    lying = bool(near & LYING) and bool(near & {"fighter", "fighters", "member", "members"})
    return ((led and hurt) or lying) and passage.obeys("blame/harmed")


def bare_arms(actor: Name) -> bool:
    """Whether only arms are told of, and nobody whose they are: "warplanes bombed the clinic"."""
    return actor.text.lower() in BARE_ARMS


def where(passage: Passage, actor: Name) -> bool:
    """Whether a name tells where something is: "the unit at X torched"."""
    before = passage.words[actor.first - 1].key if actor.first else ""
    placed = before in ("at", "in", "near") and actor.text[0].isupper() and not actor.known
    return placed and passage.obeys("blame/somewhere")


def units(passage: Passage, following: list[Name]) -> list[Name]:
    """Take the unit of a party for it, where its name follows: "the Council's 31st Battalion"."""
    if len(following) > 1 and passage.slice(following[0].end, following[1].start) in ("'s ", "’s "):
        return following[1:]
    # Of "fighters of X" and X, X.
    if (
        len(following) > 1
        and following[1].end <= following[0].end
        and following[0].text[0].islower()
    ):
        return following[1:]
    return following
