"""What looks like an attack and is none: accidents, drills, films, rumours, words of civil sense.

Also what was before: people who had been shot elsewhere and are cared for, and the facility that
somebody is on the way to.
"""

import re

from solferino.extract.events.idle import hurt_before, idle
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.study import Study

EVENTS = table("en", "events")
MOCK = tuple(EVENTS["mock"]["signs"])
STAGING = tuple(EVENTS["mock"]["staging"])
STAGED = 2  # different words of films and plays that make a text one about them
RUMOUR = tuple(EVENTS["rumour"]["signs"])
CIVIL, CIVIL_BEFORE = frozenset(EVENTS["civil"]["words"]), frozenset(EVENTS["civil"]["before"])
ACCIDENTS = tuple(EVENTS["accident"]["signs"])
TALK, FALSE = (tuple(EVENTS["spared"][k]) for k in ("talk", "false"))
STRUCK, WHOLE = ("|".join(EVENTS["spared"][k]) for k in ("struck", "whole"))
SPARED = re.compile(
    rf"\b(?:was|were|been|ha[sd]|have) ?(?:n't|not|never(?: once)?)(?: been)? (?:{STRUCK})\b"
    rf"|\b(?:not|never) been (?:{STRUCK})\b|\b(?:nobody|no one) (?:ever )?(?:{STRUCK})\b"
    rf"|\b(?:was|were|been|escaped|remained) (?:{WHOLE})\b"
)
OPENING = 10  # sentences in which a text says that it tells of an exercise
SILENT = ("boilerplate", "infobox")
BURSTS = frozenset(("explosion", "blast", "fire", "flames"))
KINDLED = frozenset(("arson", "attack"))
UNDERWAY = frozenset(EVENTS["underway"]["words"])
LEADING = frozenset(("the", "a", "an", "s", "nearest", "nearby", "central", "main", "local"))
QUALIFIED = 2  # words from an article to the noun behind it ("the northern harbour")
NAMED = 4  # words of a facility's name before its type word ("the village health post")
WAY = 9  # words before a facility in which somebody is on the way to it
AIM = {k: frozenset(v) for k, v in EVENTS["targets"].items()}
THINGS, COUNTED, BESIDE = AIM["beside"], AIM["counted"], AIM["near"]
HOUSED, VERBS, SUFFERED = AIM["housed"], AIM["verbs"], AIM["suffered"]
RIDING = AIM["riding"]
TARGETS, AIMING = frozenset(EVENTS["targets"]["words"]), frozenset(EVENTS["targets"]["lead"])
HAPPENING = table("en", "rules")["happening"]
SOUNDS = frozenset(HAPPENING["sounds"])
DRILLS = frozenset(HAPPENING["drills"])
MODALS = ("would", "will", "could", "can", "may", "might", "should", "must", "shall")
NURSING = frozenset(EVENTS["underway"]["nursed"])


def accidental(study: Study) -> bool:
    """Whether the text says that what happened was an accident, a drill or the like."""
    text = study.layout.lower
    return study.obeys("event/accident") and any(sign in text for sign in ACCIDENTS)


def played(study: Study) -> bool:
    """Whether the text tells of an exercise, a film or the like: its attacks are not real."""
    opening = [p for p in study.passages if p.zone not in SILENT][:OPENING]
    text = " ".join(p.text.lower() for p in opening)
    staged = len({sign for sign in STAGING if sign in text}) >= STAGED
    mock = any(sign in text for sign in MOCK) and study.obeys("event/exercise")
    return mock or (staged and study.obeys("event/staged"))


def aimed_elsewhere(passage: Passage, term: Term) -> bool:
    """Whether a noun of attack falls on something else than care ("the shelling of the market")."""
    words = passage.words
    at = term.last
    if at >= len(words) or words[at].key not in AIMING or not passage.obeys("event/elsewhere"):
        return False
    if passage.entry:
        return False  # an entry of a log tells of care that was hit, whatever else was aimed at
    at = _past_town(passage, _object(passage, at + 1))
    near = [t for t in passage.of("facility", "facilities") if at <= t.first < at + NAMED]
    aboard = range(at, at + NAMED * 2)  # "the attack on a bus carrying nurses"
    rides = any(w.key in RIDING for w in words[at : at + NAMED])
    people = passage.of("people") if rides else []
    if any(t.code == "health_workers" and t.first in aboard for t in people):
        return False
    care = [t for t in near if ";" not in passage.slice(words[at].start, t.start)]
    return at < len(words) and words[at].key in TARGETS and not care


def _object(passage: Passage, first: int) -> int:
    """Index behind the words that lead an object in: articles, counts, "nearby"."""
    at = first
    while at < len(passage.words) and passage.words[at].key in LEADING | COUNTED:
        at += 1
    return at


def _past_town(passage: Passage, first: int) -> int:
    """Index of what is hit behind its town's name: "bombs at Milsk cattle market"."""
    words, at = passage.words, first
    days = {
        i
        for d in passage.dates
        for i in range(first, len(words))
        if d.start <= words[i].start < d.end
    }
    while (
        at < min(len(words), first + QUALIFIED) and words[at].text[0].isupper() and at not in days
    ):
        at += 1
    named = range(at, min(len(words), at + QUALIFIED)) if at > first else range(0)
    hit = next((i for i in named if words[i].key in TARGETS), first)
    between = passage.slice(words[first].start, words[hit].start) if hit > first else ""
    return first if any(mark in between for mark in ",;:()") else hit


def struck_elsewhere(passage: Passage, term: Term) -> bool:
    """Whether a verb of attack has something else than care for its object.

    "The army has shelled the harbour of the next town" tells who shells, and of no hospital.
    """
    words = passage.words
    care = passage.of("facility", "facilities", "part", "supply")
    people = any(t.code in ("health_workers", "patients") for t in passage.of("people"))
    if care or people or passage.entry:
        return False
    at = _object(passage, term.last)
    aimed = term.last < at < len(words)
    return aimed and any(w.key in TARGETS for w in words[at : at + QUALIFIED])


def taken_elsewhere(passage: Passage, term: Term) -> bool:
    """Whether a verb of attack takes something else than care: "set fire to tyres near the clinic".

    What is attacked beside it in one list ("the market and the clinic") is attacked all the same.
    """
    words = passage.words
    suffered = term.first > 0 and words[term.first - 1].key in SUFFERED
    if passage.entry or suffered or not passage.obeys("event/taken-elsewhere"):
        return False
    at = _object(passage, term.last)
    people = any(t.code in ("health_workers", "patients") for t in passage.of("people"))
    things = TARGETS if people or passage.of("supply") else TARGETS | THINGS
    taken = next((w for w in words[at : at + QUALIFIED] if w.key in things), None)
    if taken is None or any(m in passage.slice(term.end, taken.start) for m in ',;:.()"”'):
        return False
    care = [t for t in passage.of("facility", "facilities") if t.first >= at]
    for facility in care[:1]:
        between = {w.key for w in words[at : facility.first]}
        listed = "and" in between or "," in passage.slice(words[at].start, facility.start)
        near = facility.first < at + NAMED or listed
        if between & HOUSED or (near and not between & BESIDE):
            return False
    return words[term.last - 1].key in VERBS or words[term.last - 1].key.endswith("ed")


def spared(passage: Passage) -> bool:
    """Whether a sentence says that nothing befell a facility: "had not been hit", "is false"."""
    text = passage.text.lower()
    whole = bool(SPARED.search(text.replace("’", "'")))
    talk = any(sign in text for sign in TALK) and any(sign in text for sign in FALSE)
    return (whole or talk) and passage.obeys("event/spared")


def dated(passage: Passage) -> bool:
    """Whether an attack in a text about an exercise has a day of its own, and so is a real one."""
    text = passage.text.lower()
    played = any(sign in text for sign in MOCK) and passage.obeys("event/exercise")
    return not played and any(d.day and d.month and d.aspect == "at" for d in passage.dates)


def gone_round(passage: Passage, terms: tuple[Term, ...]) -> bool:
    """Whether an attack is only told in talk that went round, or is what an explosion did."""
    text = passage.text.lower()
    talk = any(sign in text for sign in RUMOUR)
    kindling = [t for t in terms if t.code == "arson"]
    before = {w.key for w in passage.words[: kindling[0].first]} if kindling else set[str]()
    kindled = bool(BURSTS & before) and {t.code for t in terms} <= KINDLED
    return (talk or kindled) and passage.obeys("event/rumour")


def nursed_before(passage: Passage) -> set[int]:
    """Give the words of a clause that tells what those cared for had suffered before.

    "A boy who had been shot was brought to the clinic": the clinic did not suffer that.
    """
    words = passage.words
    if not passage.obeys("event/nursed"):
        return set()
    found: set[int] = hurt_before(passage)
    for at in range(len(words) - 2):
        if [w.key for w in words[at : at + 3]] != ["who", "had", "been"]:
            continue
        end = next((i for i in range(at + 3, len(words)) if words[i].key in ("was", "were")), 0)
        if end and NURSING & {w.key for w in words[end : end + 4]}:
            found |= set(range(at, end))
    return found


def bound_for(passage: Passage, first: int) -> bool:
    """Whether somebody is on the way to the facility that begins at a word."""
    words = passage.words
    at = first
    while at > 0 and words[at - 1].key in LEADING:
        at -= 1
    if at == 0 or words[at - 1].key not in ("to", "for", "towards", "toward"):
        return False
    before = [w.key for w in words[max(0, at - 1 - WAY) : at - 1]]
    near = before[-3:] if words[at - 1].key == "for" else before
    return bool(UNDERWAY & set(near))


def only_like(passage: Passage, term: Term) -> bool:
    """Whether a word of attack tells of none: a likeness, something prepared for, a wound."""
    real = not (_likened(passage, term) or _rehearsed(passage, term) or _wound(passage, term))
    return not real or _to_come(passage, term) or idle(passage, term)


def _to_come(passage: Passage, term: Term) -> bool:
    """Whether an attack is only announced or possible: "would be shelled", "could be bombed"."""
    before = [w.text for w in passage.words[max(0, term.first - 3) : term.first]]
    while before and (before[-1].endswith("ly") or before[-1] in ("also", "next", "soon")):
        before.pop()
    modal = before[-2:-1] and before[-2] in MODALS and before[-1] == "be"
    return bool(modal) and passage.obeys("event/to-come")


def _wound(passage: Passage, term: Term) -> bool:
    """Whether a word only tells what a wound is of: "a young man with a gunshot wound"."""
    following = passage.words[term.last].key if term.last < len(passage.words) else ""
    return following in ("wound", "wounds") and passage.obeys("event/wound")


def _likened(passage: Passage, term: Term) -> bool:
    """Whether something is only like an attack: "bangs like artillery"."""
    before = [w.key for w in passage.words[max(0, term.first - 2) : term.first]]
    noun = len(before) > 1 and before[1] in ("like", "resembling") and before[0] in SOUNDS
    said = before in (["like", "a"], ["like", "an"], ["as", "if"])
    return (noun or said) and passage.obeys("event/likened")


def _rehearsed(passage: Passage, term: Term) -> bool:
    """Whether an attack was only prepared for: "a drill for an air raid"."""
    before = [w.key for w in passage.words[max(0, term.first - 4) : term.first]]
    return "for" in before and bool(DRILLS & set(before)) and passage.obeys("event/rehearsed")
