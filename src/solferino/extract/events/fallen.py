"""People of care who are killed or hurt where a text tells of war, with no word of attack.

"Two nurses were killed in Ardune on Monday" tells of no attack by itself: people die of much. In
a text that tells of arms, and of no accident, it does, unless the sentence names a peaceful cause
or counts the dead of a year or a war.
"""

import re
from collections.abc import Iterator

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import Entry, Term, table
from solferino.extract.passage import Passage
from solferino.extract.people.befell import PUT_IN
from solferino.extract.study import Study

SUFFERED = frozenset(table("en", "rules")["certain"]["suffered"])
PEACEFUL = frozenset(table("en", "rules")["certain"]["peaceful"])
SCOPES = tuple(table("en", "rules")["happening"]["scopes"])
BETWEEN = GRAMMAR["be"] | GRAMMAR["adverb"] | {"has", "have", "had", "reportedly", "all", "both"}
APPOSED = re.compile(r"[^.;:(),]*, (?:was|were|has been|have been|had been)(?: \w+ly)? ")
# Whose the people are: "two nurses of the X hospital in Y were killed".
THEIRS = re.compile(
    r" (?:of|at|from|with|in|working (?:at|for|in|with)) (?:(?!who|which|that|when|as)[^.;:(),])*?"
    r" (?:was|were|has been|have been|had been)(?: \w+ly)? "
)
OBJECT = 4  # words from a deed to its object ("killing the two young nurses")
PASSIVE = frozenset(table("en", "rules")["happening"]["passive"])
BLOWS = frozenset(("hit", "struck"))
HITTING = BLOWS | {"attacked"}
OBJECT_REACH = 4  # words from "attacked" to the people attacked
COUNTED = 30  # people; more are a total and no one event's
FOUND = table("en", "rules")["found"]
BODIES, FINDING = frozenset(FOUND["bodies"]), frozenset(FOUND["finding"])
VIOLENT, GONE = frozenset(FOUND["violent"]), frozenset(FOUND["gone"])
CHANCE = re.compile(r"\b(?:" + "|".join(FOUND["chance"]) + r")\b")
OF_WHOM = 7  # words from "the bodies of" to who they were
TO_FINDING = 16  # words from people or bodies to "were found"


def fell(study: Study, passage: Passage, *, war: bool) -> Iterator[Term]:
    """Find the words that tell of people of care killed or found dead with no word of attack."""
    if war:
        yield from fallen(passage)
    found = list(_found(passage, war=war)) if study.obeys("event/found-dead") else []
    if found and not (CHANCE.search(study.layout.lower) and study.obeys("event/by-chance")):
        yield from found


def _found(passage: Passage, *, war: bool) -> Iterator[Term]:
    """Find "the bodies of two paramedics were found", where violence, arms or several tell why."""
    workers = [t for t in passage.of("people") if t.code == "health_workers"]
    if not workers or not passage.has(FINDING):
        return
    keys = [w.key for w in passage.words]
    held = passage.keys
    gone = bool(held & GONE)
    several = gone and any((n.min or 0) > 1 for n in passage.numbers if n.kind == "cardinal")
    many = any((n.min or 0) > COUNTED for n in passage.numbers if not _of_date(passage, n.start))
    if many or not (held & VIOLENT or several or (war and gone)):
        return
    for at, key in enumerate(keys):
        if key not in FINDING:
            continue
        near = [t for t in workers if at - TO_FINDING <= t.first < at]
        bodies = [i for i in range(max(0, at - TO_FINDING), at) if keys[i] in BODIES]
        dead = keys[at + 1 : at + 2] == ["dead"]
        theirs = any(0 < t.first - i <= OF_WHOM for t in near for i in bodies)
        if near and (dead or theirs):
            last = at + 2 if dead else at + 1
            entry = Entry(category="event", code="attack")
            end = passage.words[last - 1].end
            yield Term(start=passage.words[at].start, end=end, first=at, last=last, entry=entry)


def fallen(passage: Passage) -> Iterator[Term]:
    """Find words of killing and hurting whose victims are people of care; for texts of war."""
    workers = [t for t in passage.of("people") if t.code == "health_workers"]
    if not workers or not passage.obeys("event/fallen") or _is_total(passage):
        return
    for at, word in enumerate(passage.words):
        if word.key in SUFFERED and any(_befell(passage, at, t) for t in workers):
            entry = Entry(category="event", code="attack")
            yield Term(start=word.start, end=word.end, first=at, last=at + 1, entry=entry)


def manhandled(passage: Passage) -> Iterator[Term]:
    """Find attacks on people themselves in entries of a log: "a dentist was attacked by a patient".

    "Attacked" tells no kind of attack; where its subject or its object are people, it is assault.
    """
    if not passage.has(HITTING):
        return
    people = passage.of("people") if passage.entry and passage.obeys("event/on-people") else []
    workers = [t for t in people if t.code == "health_workers"]
    facilities = passage.of("facility", "facilities")
    for at, word in enumerate(passage.words):
        if not (word.key == "attacked" or _by_hand(passage, at)):
            continue
        near = [t for t in (*workers, *facilities) if t.last <= at][-1:]
        between = {w.key for w in passage.words[near[0].last : at]} if near else set()
        behind = [t for t in workers if 0 < t.first - at <= OBJECT_REACH]
        bare = not between and not behind
        suffered = near and near[0].category == "people" and (bare or between & PASSIVE)
        if (suffered and not between & {"when", "after", "where"}) or behind:
            entry = Entry(category="event", code="assault")
            yield Term(start=word.start, end=word.end, first=at, last=at + 1, entry=entry)


def _by_hand(passage: Passage, at: int) -> bool:
    """Whether people without arms hit somebody: "was struck by relatives of a patient"."""
    words = passage.words
    if words[at].key not in BLOWS or at + 1 >= len(words) or words[at + 1].key != "by":
        return False
    return any(t.code == "civil" and t.first in (at + 2, at + 3) for t in passage.of("doer"))


def _is_total(passage: Passage) -> bool:
    """Whether a sentence counts the dead of a time, or names what kills without arms."""
    text = passage.text.lower()
    many = any((n.min or 0) > COUNTED for n in passage.numbers if not _of_date(passage, n.start))
    peaceful = any(w.key in PEACEFUL for w in passage.words)
    return peaceful or many or any(scope in text for scope in SCOPES)


def _of_date(passage: Passage, start: int) -> bool:
    return any(d.start <= start < d.end for d in passage.dates)


def _befell(passage: Passage, at: int, people: Term) -> bool:
    """Whether people are the subject of a passive, or the object, of the word at an index."""
    words = passage.words
    if people.last <= at:
        between = [w.key for w in words[people.last : at]]
        passive = bool(set(between) & GRAMMAR["be"])
        gap = passage.slice(words[people.last - 1].end, words[at].start)
        put_in = PUT_IN.fullmatch(gap) or APPOSED.fullmatch(gap) or THEIRS.fullmatch(gap)
        return passive and (set(between) <= BETWEEN or put_in is not None)
    before = words[at - 1].key if at else ""
    after = {w.key for w in words[at + 1 : people.first]}
    near = 0 <= people.first - at - 1 <= OBJECT
    return near and before not in GRAMMAR["be"] and not after & GRAMMAR["preposition"]
