"""The day of an event whose own sentences tell none, read off the sentences around it.

A text often tells what was hit in one sentence and when in another. What says so, the surest
first: a sentence about the same facility; one that points back at the event ("the strike came on
Friday"); one of the event's own sentences that tells a day for its dead; a post that tells a day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from solferino.extract.days.time import resolve
from solferino.extract.events.draft import Draft
from solferino.extract.events.happening import EVENT_NOUNS, points_back
from solferino.extract.events.track import Track
from solferino.extract.events.when import WEEK, When, context, when
from solferino.extract.passage import Passage
from solferino.extract.places.settlement import CLOCK
from solferino.extract.study import Study

HEADS = 6  # sentences at the head of a log in which its day may stand
LEADS = 9  # sentences before an event in which the day of several attacks may be told
BEFORE = 2  # sentences before an event's first in which its day may be told


def day_of(study: Study, track: Track, draft: Draft, owned: Sequence[Passage]) -> When | None:
    """Give the draft's own time, else a day told of it in the sentences around, else what it has.

    `owned` are the passages that go on telling of the draft's event.
    """
    if draft.when is not None and (_narrow(draft.when) or draft.when.reported):
        return draft.when
    main = draft.role == "main"
    readings = chain(
        _of_log(study, draft),
        _owning(study) if main else (),
        _of_facility(study, track, draft, owned),
        _pointing_back(study, track, draft) if main else (),
        _of_the_dead(study, owned),
        _of_posts(study, owned) if main else (),
        _of_lead(study, draft),
    )
    return next((told for told in readings if _agrees(told, draft.when)), draft.when)


def _of_log(study: Study, draft: Draft) -> Iterator[When]:
    """Read the day at the head of a log for an event whose paragraph opens on the hour alone."""
    first = study.passages[draft.happenings[0].passage]
    head = next(p for p in study.passages if p.paragraph == first.paragraph)
    if draft.when is None and CLOCK.match(head.text) and study.obeys("time/log"):
        for passage in study.passages[: min(HEADS, head.number)]:
            for words in passage.dates:
                if words.year and words.month and words.day and not words.candidates:
                    time = resolve(words, study.anchor_of(passage))
                    if time is not None and time.earliest:
                        yield When(start=words.start, end=words.end, time=time, reported=False)


def _owning(study: Study) -> Iterator[When]:
    """Read days that stand with the event's noun wherever it is told: "the strike of 3 March"."""
    for passage in study.passages if study.obeys("time/owned") else ():
        if passage.zone == "boilerplate" or not _of_this_one(passage):
            continue
        for words in passage.dates:
            at = passage.word_at(words.start)
            before = [w.key for w in passage.words[max(0, at - 3) : at]]
            led = before[-1:] in (["of"], ["on"]) and before[-2:-1]
            if led and led[0] in EVENT_NOUNS and words.aspect == "at":
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
        others = [track.identity(f) for f in study.facilities[passage.number]]
        other = any(i is not None and i != draft.identity for i in others)
        if passage.zone == "boilerplate" or other or not points_back(passage):
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
