"""The day of an event whose own sentences tell none, read off the sentences around it.

A text often tells what was hit in one sentence and when in another. What says so, the surest
first: a sentence about the same facility; one that points back at the event ("the strike came on
Friday"); one of the event's own sentences that tells a day for its dead; a post that tells a day.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from solferino.extract.days.time import resolve
from solferino.extract.events.draft import Draft
from solferino.extract.events.happening import EVENT_NOUNS, points_back
from solferino.extract.events.led_up import led_up_to
from solferino.extract.events.track import Track
from solferino.extract.events.when import WEEK, When, context, when
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.places.settlement import CLOCK
from solferino.extract.study import Study

FIELD = re.compile(
    r"\b(?:(?:date|day)(?: and time)? of (?:the )?(?:attack|incident|event|strike|raid|occurrence)"
    r"|(?:attack|incident|event) date)\s*:\s*",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"(?:it|this|that|all this|everything)(?: all)? (?:happened|was|occurred|took place|began)"
    r"(?: (?:at|about|around|just|shortly|before|after) [^.]{0,30}?)? (?:on |yesterday|last )",
    re.IGNORECASE,
)
HOUR = re.compile(r"\s*\d{1,2}[:.h]\d\d\s*")
ARRIVING = frozenset(table("en", "rules")["when"]["arriving"])
ENTRIES = 3  # hours at the head of lines that make a log
SCENE = 3  # sentences that lead up to an event
WALK = 6  # words from those who come to the verb of coming
HEADS = 6  # sentences at the head of a log in which its day may stand
LEADS = 9  # sentences before an event in which the day of several attacks may be told
BEFORE = 2  # sentences before an event's first in which its day may be told


def day_of(study: Study, track: Track, draft: Draft, owned: Sequence[Passage]) -> When | None:
    """Give the draft's own time, else a day told of it in the sentences around, else what it has.

    `owned` are the passages that go on telling of the draft's event.
    """
    if draft.when is not None and _narrow(draft.when):
        return draft.when
    if draft.when is not None and draft.when.reported and not study.obeys("time/not-reported"):
        return draft.when
    main = draft.role == "main"
    readings = chain(
        _of_log(study, draft),
        _labelled(study) if main else (),
        _owning(study) if main else (),
        _of_facility(study, track, draft, owned),
        _pointing_back(study, track, draft) if main else (),
        _of_the_dead(study, owned),
        _of_scene(study, track, draft),
        _of_arrival(study, track, draft, owned),
        _of_posts(study, owned) if main else (),
        _of_lead(study, draft),
    )
    return next((told for told in readings if _agrees(told, draft.when)), draft.when)


def _of_log(study: Study, draft: Draft) -> Iterator[When]:
    """Read the day at the head of a log for an event whose paragraph opens on the hour alone."""
    heads = [_head(study, h.passage) for h in draft.happenings]
    head = next((p for p in heads if _timed(study, p)), None)
    if draft.when is None and head is not None and study.obeys("time/log"):
        for passage in study.passages[: min(HEADS, head.number)]:
            for words in passage.dates:
                if words.year and words.month and words.day and not words.candidates:
                    time = resolve(words, study.anchor_of(passage))
                    if time is not None and time.earliest:
                        yield When(start=words.start, end=words.end, time=time, reported=False)

        yield from _of_that_day(study)


def _head(study: Study, number: int) -> Passage:
    """Give the first sentence of the paragraph that a sentence stands in."""
    paragraph = study.passages[number].paragraph
    return next(p for p in study.passages if p.paragraph == paragraph)


def _timed(study: Study, head: Passage) -> bool:
    """Whether a paragraph opens on the hour, or behind a line that is only an hour."""
    before = study.passages[max(0, head.number - 1)].text
    return bool(CLOCK.match(head.text) or HOUR.fullmatch(before))


def _of_that_day(study: Study) -> Iterator[When]:
    """Read the day of publication where a log of hours tells it: "18:02 … Friday 8 August"."""
    hours = sum(
        CLOCK.match(p.text) is not None or HOUR.match(p.text) is not None for p in study.passages
    )
    if hours < ENTRIES or study.anchor is None:
        return
    for passage in study.passages:
        for words in passage.dates:
            dated = words.day is not None and words.aspect == "at"
            time = resolve(words, study.anchor_of(passage), context(study)) if dated else None
            if time is not None and time.earliest == time.latest == study.anchor.date:
                yield When(start=words.start, end=words.end, time=time, reported=False)


def _labelled(study: Study) -> Iterator[When]:
    """Read the day in a field of a form: "Date of attack: 12 Feb 2031"."""
    for passage in study.passages if study.obeys("time/field") else ():
        for match in FIELD.finditer(passage.text):
            at = passage.start + match.end()
            words = next((d for d in passage.dates if at <= d.start <= at + 2), None)
            time = resolve(words, study.anchor_of(passage), context(study)) if words else None
            if words is not None and time is not None and time.earliest:
                yield When(start=words.start, end=words.end, time=time, reported=False)


def _happened(passage: Passage) -> bool:
    """Whether a sentence only says when it was: "It happened on Sunday.", "That was on 4 May."."""
    return HAPPENED.match(passage.text) is not None and passage.obeys("time/happened")


def _of_scene(study: Study, track: Track, draft: Draft) -> Iterator[When]:
    """Read the sentence that leads up to the event: "On 4 May guns fired at X. One shell hit …"."""
    first = study.passages[draft.happenings[0].passage]
    near = study.passages[max(0, first.number - SCENE) : first.number]
    for passage in reversed(near) if study.obeys("time/scene") else ():
        arms = passage.of("weapon", "combat", "doer")
        apart = first.paragraph - passage.paragraph > 1 or passage.zone in ("caption", "post")
        if apart or not (arms or _happened(passage)) or _of_other(study, track, draft, passage):
            continue
        told = when(study, passage, tuple(passage.of("event", "weapon")))
        if told is not None and _narrow(told):
            yield told


def _of_arrival(
    study: Study, track: Track, draft: Draft, owned: Sequence[Passage]
) -> Iterator[When]:
    """Read when those who did it came: "The raiders arrived on foot on Saturday night"."""
    first = draft.happenings[0].passage
    for passage in [*study.passages[max(0, first - SCENE) : first], *owned]:
        if _of_other(study, track, draft, passage) or not study.obeys("time/arrival"):
            continue
        who = {t.first for t in passage.of("doer", "combat")} | {
            i for i, w in enumerate(passage.words) if w.key in ("they", "raiders", "attackers")
        }
        came = [i for i, w in enumerate(passage.words) if w.key in ARRIVING]
        led = any(0 < i - at <= WALK for i in came for at in who)
        told = when(study, passage, tuple(passage.of("event"))) if led else None
        if told is not None and _narrow(told):
            yield told


def _of_other(study: Study, track: Track, draft: Draft, passage: Passage) -> bool:
    """Whether a sentence names another facility than the event's."""
    here = (track.identity(f) for f in study.facilities[passage.number])
    return any(i is not None and i != draft.identity for i in here)


def _owning(study: Study) -> Iterator[When]:
    """Read days that stand with the event's noun wherever it is told: "the strike of 3 March"."""
    for passage in study.passages if study.obeys("time/owned") else ():
        if passage.zone == "boilerplate" or not _of_this_one(passage):
            continue
        for words in passage.dates:
            at = passage.word_at(words.start)
            before = [w.key for w in passage.words[max(0, at - 3) : at]]
            led = before[-1:] in (["of"], ["on"]) and before[-2:-1]
            before_it = led_up_to(passage, words.start)
            if led and led[0] in EVENT_NOUNS and words.aspect == "at" and not before_it:
                time = resolve(words, study.anchor_of(passage), context(study))
                if time is not None and time.earliest and time.earliest == time.latest:
                    yield When(start=words.start, end=words.end, time=time, reported=False)


def _of_this_one(passage: Passage) -> bool:
    """Whether a sentence does not speak of earlier or other attacks."""
    return not {"earlier", "previous", "another", "similar", "anniversary"} & {
        w.key for w in passage.words
    }


def _of_lead(study: Study, draft: Draft) -> Iterator[When]:
    """Read the day of a sentence just before that tells of attacks on several facilities."""
    first = draft.happenings[0].passage
    near = study.passages[max(0, first - LEADS) : first] if study.obeys("time/lead") else ()
    for passage in reversed(near):
        acts = tuple(passage.of("event", "weapon"))
        several = any(f.plural for f in study.facilities[passage.number])
        told = when(study, passage, acts) if acts and several else None
        if draft.when is None and told is not None and _narrow(told):
            yield told


def _agrees(told: When, own: When | None) -> bool:
    """Whether a time lies in the wide one that the text tells with the act, if it tells one."""
    if own is not None and own.reported:  # no event is later than the report of it
        return (told.time.latest or "9999") <= (own.time.latest or "9999")
    if own is None or not own.of_act:
        return True
    low, high = own.time.earliest or "", own.time.latest or "9999"
    return low <= (told.time.earliest or "") <= high


def _of_facility(
    study: Study, track: Track, draft: Draft, owned: Sequence[Passage]
) -> Iterator[When]:
    if draft.identity is None or not study.obeys("time/beside"):
        return
    first = draft.happenings[0].passage
    for passage in [*owned, *study.passages[max(0, first - BEFORE) : first]]:
        about = [f for f in study.facilities[passage.number] if not f.plural]
        same = any(track.identity(f) == draft.identity for f in about)
        if same and passage.zone not in ("caption", "post"):
            told = when(study, passage, tuple(passage.of("event", "effect")))
            if told is not None and told.own and told.time.earliest == told.time.latest:
                yield told


def _pointing_back(study: Study, track: Track, draft: Draft) -> Iterator[When]:
    """Read sentences that open on the event ("The raid came …") and name no other facility."""
    if not study.obeys("time/points-back"):
        return
    for passage in study.passages[draft.happenings[0].passage + 1 :]:
        back = points_back(passage) or _happened(passage)
        if passage.zone == "boilerplate" or not back or _of_other(study, track, draft, passage):
            continue
        told = when(study, passage, tuple(passage.of("event")))
        if told is not None and _narrow(told):
            yield told


def _of_the_dead(study: Study, owned: Sequence[Passage]) -> Iterator[When]:
    """Read sentences of the event that tell a day for an attack or its dead."""
    if not study.obeys("time/goes-on"):
        return
    for passage in owned:
        acts = tuple(passage.of("event", "weapon", "harm"))
        if acts and passage.zone not in ("caption", "post"):
            told = when(study, passage, acts)
            if told is not None and _narrow(told):
                yield told


def _of_posts(study: Study, owned: Sequence[Passage]) -> Iterator[When]:
    """Read the day that a post in the text tells, in any language, close before it was sent."""
    if not study.obeys("time/post-day"):
        return
    for passage in owned:
        sent = passage.part.date if passage.part is not None else None
        told = when(study, passage, ()) if passage.zone == "post" and sent else None
        if sent is None or told is None or told.time.basis != "explicit":
            continue
        if _narrow(told) and 0 <= _days(told.time.latest, sent) <= WEEK:
            yield told


def _narrow(told: When) -> bool:
    """Whether a time is the event's own and no wider than a week."""
    low, high = told.time.earliest, told.time.latest
    return told.own and low is not None and high is not None and _days(low, high) <= WEEK


def _days(first: str | None, last: str) -> int:
    """Count the days from one day to another; a day that is not told lies out of reach."""
    if first is None:
        return -1
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
