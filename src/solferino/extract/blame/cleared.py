"""Sides that somebody says did not do it, and what goes on for long and is no one attack.

"The council believes that Karvia is not responsible for the blast" and "was not caused by a Karvian
air strike" deny the deed for Karvia, in the voice of whoever says so; nobody is charged by them.
Where such words are themselves doubted or denied ("nobody believes that Karvia was not behind it"),
nothing is said of Karvia at all: what two negations leave is not in the words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from solferino.extract.blame.actor import Blamed, by_name
from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import BlameValue, Claim

RULE = "blame/cleared-of"
WORDS = table("en", "scope")["campaign"]
Q = r"[\"“”'‘’]?"
NOT = r"(?:not|never|\w+n['’]t)"
BE = r"(?:is|was|are|were|(?:has|have|had) been)"
ABOUT = rf"(?={Q}(?:$|[.,;\"”]| (?:for )?(?:it|this|that|the|an?|[A-Z]\w+['’]s)\b))"
BEHIND = re.compile(
    rf"^,? {Q}(?:{BE} {Q}{NOT}|(?:is|was|are|were)n['’]t) {Q}(?:\w+ly )?"
    rf"(?:responsible|behind|to blame|at fault){ABOUT}"
    rf"|^ {Q}(?:did not|didn['’]t) {Q}(?:do|cause|carry out) (?:it|this|that|the)\b"
)
LED = re.compile(
    rf"\b{NOT} {Q}(?:been )?(?:(?:caused|carried out|fired|launched|done|committed|conducted) "
    rf"(?:by|from)|the (?:result|work|doing) of|due to) (?:an? |the |any )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
DOUBTS = "|".join(table("en", "scope")["cleared"]["unsaid"])
UNSAID = re.compile(rf"\b(?:{DOUBTS})\b", re.IGNORECASE)
DEGREES = "|".join(WORDS["degrees"])
SPELLS = "|".join(WORDS["lasting"])
LONG = re.compile(rf"\b(?:{SPELLS}) of (?:(?:{DEGREES}) )?(?:the )?$", re.IGNORECASE)
OVER = "|".join(WORDS["under"])
UNDER = re.compile(rf"\b(?:{OVER}) (?:(?:{DEGREES}) )?$", re.IGNORECASE)
SINCE = re.compile(rf"^[^.;]*\b(?:since|for (?:\w+ )?(?:{SPELLS}))\b", re.IGNORECASE)
GOES_ON = re.compile(r"^ (?:has|have) (?:been )?\w+(?:ed|ing)\b[^.;,]*\bsince\b")


def clear_of(passage: Passage, charged: Sequence[Blamed], actors: Sequence[Name]) -> list[Blamed]:
    """Turn charges into denials where the words say that a side did not do it.

    Sides of which nothing else is said are found among `actors`.
    """
    if not passage.obeys(RULE):
        return list(charged)
    mine = {b.start for b in charged}
    named = [by_name(a, "alleged", RULE) for a in actors if a.start not in mine]
    cleared = [b for b in (*charged, *named) if _cleared(passage, b)]
    plain = [b for b in cleared if not _unsaid(passage, b)]
    held = [replace(b, stance="denied", rule=RULE, confidence="high") for b in plain]
    return [*(b for b in charged if b not in cleared), *held]


def _cleared(passage: Passage, one: Blamed) -> bool:
    before, behind = _around(passage, one.start, one.end)
    return one.stance == "alleged" and bool(BEHIND.match(behind) or LED.search(before))


def _unsaid(passage: Passage, one: Blamed) -> bool:
    before, _ = _around(passage, one.start, one.end)
    return UNSAID.search(re.split(r"[;:]|, (?:but|and|while|though)\b", before)[-1]) is not None


def of_campaign(study: Study, claim: Claim) -> bool:
    """Whether a side's strikes are told of as what goes on: "after days of Karvian air strikes".

    A facility in the sentence makes one attack of it.
    """
    passage = study.layout.at(claim.span.start)
    value = claim.value
    if passage is None or not isinstance(value, BlameValue) or value.stance != "alleged":
        return False
    if passage.of("facility", "facilities") or not passage.obeys("blame/campaign"):
        return False
    before, behind = _around(passage, claim.span.start, claim.span.end)
    under = UNDER.search(before) and SINCE.match(behind)
    return bool(LONG.search(before) or under or GOES_ON.match(behind))


def _around(passage: Passage, start: int, end: int) -> tuple[str, str]:
    before, behind = passage.slice(passage.start, start), passage.slice(end, passage.end)
    return re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", behind)
