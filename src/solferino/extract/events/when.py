"""When a happening took place: which of a sentence's dates is the event's, and how it resolves.

Report day, discovery day and event day are different things: a date that belongs to a word of
saying only bounds the event from above.
"""

from collections.abc import Callable
from datetime import date

from solferino.codec import value
from solferino.extract.days.dateline import address_day, own_date
from solferino.extract.days.time import resolve
from solferino.extract.events.led_up import led_up_to
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import TimeValue
from solferino.text.date import DateWords

WEEK = 7  # days
GROWING = frozenset(table("en", "rules")["toll"]["growing"])
COUNTS = frozenset(table("en", "rules")["toll"]["counts"])
TURNING = frozenset(table("en", "rules")["aside"]["turning"])
LASTING = frozenset(table("en", "rules")["when"]["lasting"])
AFTERWARDS = frozenset(table("en", "rules")["when"]["afterwards"])
JUDGING = frozenset(table("en", "rules")["when"]["judging"])
VENUES = frozenset(table("en", "rules")["when"]["venues"])
OPENS = ("", "in", "during", "back in", "early in", "late in", "then in")
STATES = ("out_of_service", "occupied")
STATED = 8  # characters between a state and the "since" that tells when it began
OF_DEED = 3  # words before a date in which its own verb stands
NEAR = 5  # words between an act and the wide date that it is told with
BARS = 2  # in a line of cells, at least
HEAD = 9  # words of a paragraph's head
LEADS = 3  # words before the day in it ("Night of", "Milsk,")
WIDTHS = {"clock": 0, "day": 0, "weekend": 1, "week": 1, "window": 1, "month": 2, "year": 3}


@value
class When:
    """A resolved time with the words it rests on.

    `reported` marks a report's own day, `beside` a date in a caption or one as
    wide as a month: neither opens an event of its own. `of_act` says that the words stand with
    the act ("bombed in 2029"): then even a wide date tells one event from another of another time.
    """

    start: int
    end: int
    time: TimeValue
    reported: bool
    beside: bool = False
    of_act: bool = False

    @property
    def own(self) -> bool:
        """Whether the text gives it as the event's own time."""
        return not self.reported and not self.beside


def when(
    study: Study,
    passage: Passage,
    triggers: tuple[Term, ...],
    holds: Callable[[int], bool] | None = None,
) -> When | None:
    """Give the time that a passage states for its attack, or null.

    `holds` says which places of the passage tell of the attack, where it tells of two; what had
    happened before is then told apart already.
    """
    found: list[tuple[tuple[bool, int, int], When]] = []
    for words in passage.dates:
        bound = words.aspect in ("since", "until", "as_of") and study.obeys("time/bound-of-span")
        bound = bound and not _begins(passage, words, triggers)
        if bound or _not_its_own(passage, words) or (holds is not None and not holds(words.start)):
            continue
        if (holds is None and _before_that(passage, words)) or _of_another_deed(passage, words):
            continue
        time = _time(study, passage, words)
        if time is None or (time.earliest is None and time.latest is None):
            continue
        reported = _of_saying(passage, words)
        gap = min((abs(t.start - words.start) for t in triggers), default=0)
        bounded = _bounded(time) if reported else time
        rank = (reported, WIDTHS.get(words.granularity, 1), gap)
        found.append(
            (
                rank,
                When(
                    start=words.start,
                    end=words.end,
                    time=bounded,
                    reported=reported,
                    beside=passage.zone == "caption" or _wide(bounded),
                    of_act=_of_act(passage, words, triggers),
                ),
            )
        )
    return min(found, key=lambda f: f[0])[1] if found else None


def _not_its_own(passage: Passage, words: DateWords) -> bool:
    """Whether a date is the report's own, or that of what led up to the attack."""
    return led_up_to(passage, words.start) or own_date(passage, words)


def headed(study: Study, passage: Passage) -> When | None:
    """Give the day in the head of a paragraph: "6 May - Milsk. The hospital was shelled".

    A head is a first sentence of few words with no act and no verb of saying in it.
    """
    first = passage.number
    while first > 0 and study.passages[first - 1].paragraph == passage.paragraph:
        first -= 1
    head = study.passages[first]
    row = study.passages[first - 1] if first else head
    if not passage.entry and row.entry and row.text.count("|") >= BARS and study.obeys("time/row"):
        return _in_row(study, row) if passage.paragraph - row.paragraph <= 1 else None
    if first == passage.number:
        return None
    told = head.of("event", "weapon", "harm", "speech_clause", "speech_object", "facility")
    if len(head.words) > HEAD or told or not study.obeys("time/head"):
        return None
    opening = head.number == 0 or head.zone == "dateline"
    leads = [d for d in head.dates[:1] if d.aspect == "at" and d.year is None and not opening]
    if not leads or len(head.slice(head.start, leads[0].start).split()) > LEADS:
        return None
    time = _time(study, head, leads[0])
    if time is None or time.earliest is None:
        return None
    return When(start=leads[0].start, end=leads[0].end, time=time, reported=False)


def _in_row(study: Study, head: Passage) -> When | None:
    """Give the day in the line of cells that heads an entry: "7731 | 3 April | …"."""
    day = next((d for d in head.dates if d.day and d.month), None)
    time = _time(study, head, day) if day is not None else None
    if day is None or time is None or time.earliest is None:
        return None
    return When(start=day.start, end=day.end, time=time, reported=False)


def _time(study: Study, passage: Passage, words: DateWords) -> TimeValue | None:
    """Resolve; an anchor read off the text itself carries days and weekdays, nothing wider."""
    anchor = study.anchor_of(passage)
    far = words.relative is not None and words.relative.unit not in ("day", "hour", "weekend")
    loose = study.obeys("time/loose-anchor") and anchor is not None and anchor.source == "text"
    if loose and far:
        anchor = None
    dated = words.month is not None and words.relative is None
    if anchor is None and dated and study.obeys("time/address"):
        anchor = address_day(study.document.address)
    around = context(study)
    years = sorted({w.year for w in around if w.year is not None})
    return resolve(words, anchor, around, years)


def _wide(time: TimeValue) -> bool:
    """Whether a time spans more than a week."""
    if time.earliest is None or time.latest is None:
        return False
    return (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days > WEEK


def _of_act(passage: Passage, words: DateWords, triggers: tuple[Term, ...]) -> bool:
    """Whether a wide date is the attack's own: "bombed in 2029", or opening its sentence."""
    if not passage.obeys("time/wide"):
        return False
    opens = passage.slice(passage.start, words.start).strip().lower() in OPENS
    behind = (passage.slice(t.end, words.start) for t in triggers if t.end <= words.start)
    return opens or any("," not in gap and len(gap.split()) <= NEAR for gap in behind)


def _begins(passage: Passage, words: DateWords, triggers: tuple[Term, ...]) -> bool:
    """Whether "since" tells when what lasts began: "in custody since 3 August"."""
    behind = [t for t in passage.of("effect") if 0 <= words.start - t.end <= STATED]
    lasts = any(t.code in LASTING for t in triggers) or any(t.code in STATES for t in behind)
    return lasts and words.aspect == "since" and passage.obeys("time/lasting")


def _of_another_deed(passage: Passage, words: DateWords) -> bool:
    """Whether a date belongs to what came after: "and were freed on Monday"."""
    at = passage.word_at(words.start)
    near = passage.words[max(0, at - OF_DEED) : at]
    told = any(w.key in AFTERWARDS for w in near)
    return told and passage.obeys("time/afterwards")


def _before_that(passage: Passage, words: DateWords) -> bool:
    """Whether a date tells of what had happened before ("had already been hit in July")."""
    at = passage.word_at(words.start)
    near = [w.key for w in passage.words[max(0, at - 9) : at]]
    relative = words.relative
    back = relative is not None and relative.to == "text" and (relative.amount or 0) < 0
    hit = any(max(0, at - 9) <= t.first < at for t in passage.of("event", "effect"))
    if back and "had" in near and not hit and passage.obeys("time/day-before"):
        return True  # "had been taken to the cellar the day before"
    said = [i for i, key in enumerate(near) if key in ("already", "previously", "earlier")]
    turned = said and any(key in TURNING for key in near[said[-1] + 1 :])
    return "had" in near and bool(said) and not turned and passage.obeys("time/before-that")


def context(study: Study) -> tuple[DateWords, ...]:
    """All dates of the document, which fix each other's months and years."""
    return tuple(d for p in study.passages for d in p.dates)


def _bounded(time: TimeValue) -> TimeValue:
    """Turn a report's day into what it says of the event: not later than that."""
    return TimeValue(
        earliest=None,
        latest=time.latest,
        edtf=f"../{time.latest}" if time.latest else None,
        basis=time.basis,
        zone=time.zone,
        anchor=time.anchor,
    )


def _of_event(passage: Passage, date: DateWords) -> bool:
    """Whether a date owns an event: "condemned Tuesday's attack" tells the day of the attack."""
    mark = passage.slice(date.end, date.end + 2)
    at = passage.word_at(date.end - 1) + 1
    reach = range(at, at + 1 + NEAR)
    owned = mark in ("'s", "’s") and any(t.first in reach for t in passage.of("event", "weapon"))
    return owned and passage.obeys("time/of-event")


def _of_toll(passage: Passage, date: DateWords) -> bool:
    """Whether a date tells when a toll grew: "the death toll rose on Friday"."""
    at = passage.word_at(date.start)
    near = {w.key for w in passage.words[max(0, at - 4) : at]}
    before = {w.key for w in passage.words[:at]}
    told = near & GROWING and before & COUNTS
    return bool(told) and passage.obeys("time/of-toll")


def _of_judging(passage: Passage, date: DateWords) -> bool:
    """Whether a date tells when a court spoke: "was sentenced on Tuesday for the attack"."""
    at, end = passage.word_at(date.start), passage.until(date.end)
    verbs = [i for i, w in enumerate(passage.words[: end + 2]) if w.key in JUDGING]
    acts = [t.first for t in passage.of("event", "weapon") if t.first < at]
    told = bool(verbs) and not any(verbs[-1] < act < at for act in acts)
    return told and passage.obeys("time/of-judging")


def _venue(passage: Passage, between: list[str]) -> bool:
    """Whether only where it was said stands between: "said in a press conference on Tuesday"."""
    led = between[:1] in (["in"], ["at"], ["during"]) and len(between) <= NEAR + 2
    told = VENUES & {w.strip(",.").lower() for w in between}
    return bool(led and told) and passage.obeys("time/venue")


def _of_saying(passage: Passage, date: DateWords) -> bool:
    """Whether a date belongs to a word of saying: next to it, or opening its sentence."""
    speech = passage.of("speech_clause", "speech_object")
    if _of_toll(passage, date) or _of_judging(passage, date):
        return True
    if not speech or not passage.obeys("time/of-saying") or _of_event(passage, date):
        return False
    for term in speech:
        between = passage.slice(min(term.end, date.start), max(term.start, date.start)).split()
        near = len(between) <= 2 and between[:1] != ["that"]  # noqa: PLR2004  ("said on Tuesday")
        if term.end <= date.start and (near or _venue(passage, between)):
            return True
        led = passage.slice(date.end, term.start)
        apart = led.startswith(",") and passage.obeys("time/content-ends")
        if date.end <= term.start and len(led.split()) <= 2 and not apart:  # noqa: PLR2004
            return True
    first = min(speech, key=lambda t: t.start)
    opening = passage.slice(passage.start, date.start).strip().lower() in (
        "",
        "on",
        "in",
        "late on",
        "early on",
    )
    comma = passage.slice(date.end, date.end + 1) == ","
    hit = [t for t in passage.of("event") if t.start < first.start]
    return opening and comma and date.end < first.start and not hit
