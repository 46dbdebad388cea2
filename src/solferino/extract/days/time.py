"""Decide which days a date as written means, or that the words do not say.

Nothing is guessed: where words, anchor and context leave more than one reading, the bounds stay
null. Intervals are [earliest, latest] in days; uncertain dates carry EDTF (ISO 8601-2:2019).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from solferino.codec import value
from solferino.extract.days.period import (
    CONTRADICTION,
    distance,
    either,
    month_span,
    span,
    year_span,
)
from solferino.model import TimeValue
from solferino.model.terms import Basis
from solferino.text.date import DateWords
from solferino.text.date_moving import day_in


@value
class Anchor:
    """A date that words are read against: `date` is ISO, `source` says whose date it is."""

    date: str
    source: str


@value
class _Ground:
    """What a date is read against: the anchor's day, the document's other dates, told years."""

    against: date | None
    context: tuple[DateWords, ...]
    years: frozenset[int]

    def without(self, words: DateWords) -> "_Ground":
        """Make the ground of another date of the document, so that none explains itself."""
        return replace(self, context=tuple(w for w in self.context if w.start != words.start))


_USABLE = range(1900, 2201)  # years in which documents and events of this trade lie
_YEARS_AROUND = 3  # how far from its anchor a weekday may fix the year
_AHEAD = timedelta(days=60)  # a day so soon after its report may be a plan: no reading
_BACK, _ON = timedelta(days=91), timedelta(days=183)  # how far a full date lends its year
_NEAREST = 50  # dates of the document that may explain another one
_NEARBY = 400  # characters over which "that day" still points back
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def resolve(
    words: DateWords,
    anchor: Anchor | None,
    context: Sequence[DateWords] = (),
    years: Sequence[int] = (),
) -> TimeValue | None:
    """Say when, or null where the words name no day and nothing makes them.

    `anchor` is the date of the document or of the part that the words stand in, `context` the
    dates of the document, `years` those that it is known to be about. Two readings of figures
    (10/11/2016) and a date that its weekday contradicts come back `unresolved` with null bounds.
    """
    ground = _Ground(
        against=_day_of(anchor),
        context=tuple(w for w in context if w.start != words.start),
        years=frozenset(years),
    )
    found = _resolved(words, ground)
    if found is None:
        return None
    return replace(found, clock=words.clock, zone=words.zone)


def year_of_weekday(weekday: int, day: int, month: int, near: date) -> int | None:
    """Find the year, within three of `near`, in which the day falls on the weekday.

    Weekdays come round after five years or more, so of two such years one lies after `near`:
    a report means the other. Null when none fits. `weekday` is 0 for Monday.
    """
    fitting = [d for d in _days(day, month, _around(near)) if d.weekday() == weekday]
    if len(fitting) > 1:
        fitting = [d for d in fitting if d <= near]
    return fitting[0].year if len(fitting) == 1 else None


def _around(near: date) -> range:
    return range(near.year - _YEARS_AROUND, near.year + _YEARS_AROUND + 1)


def _days(day: int, month: int, years: Iterable[int]) -> Iterator[date]:
    for year in years:
        found = _date(year, month, day)
        if found is not None:
            yield found


def _days_of(words: DateWords, years: Iterable[int]) -> Iterator[date]:
    yield from (found for year in years if (found := day_in(words, year)) is not None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of(anchor: Anchor | None) -> date | None:
    if anchor is None:
        return None
    try:
        day = date.fromisoformat(anchor.date[: len("2016-11-18")])
    except ValueError:
        return None
    return day if day.year in _USABLE else None


def _resolved(words: DateWords, ground: _Ground) -> TimeValue | None:
    if words.granularity == "clock":
        return None
    if words.candidates:
        return either([date(*c) for c in words.candidates])
    if words.day is not None:
        found = _of_day(words, ground) if words.month is not None else _of_lone_day(words, ground)
    elif words.weekday is not None:
        found = _of_weekday(words, ground.against)
    elif words.month is not None or words.year is not None:
        return _of_period(words, ground)
    else:
        found = _of_distance(words, ground)
    return _through_night(words, found, ground.against)


def _single(found: TimeValue | None) -> date | None:
    if found is None or found.earliest is None or found.earliest != found.latest:
        return None
    return date.fromisoformat(found.earliest)


def _through_night(
    words: DateWords, found: TimeValue | None, against: date | None
) -> TimeValue | None:
    """Widen a night to the two days that it touches."""
    part = (words.part_of_day or "").lower()
    day = _single(found)
    if found is None or day is None or not part.startswith("overnight"):
        return found
    before = part.endswith("into") or day == against
    first, last = (day - _DAY, day) if before else (day, day + _DAY)
    return replace(
        found,
        earliest=first.isoformat(),
        latest=last.isoformat(),
        edtf=f"{first.isoformat()}/{last.isoformat()}",
    )


def _of_day(words: DateWords, ground: _Ground) -> TimeValue | None:
    """Read a day with its month; the year may be told, relative or missing."""
    if words.year is not None:
        return _checked(words, words.year, None)
    if words.relative is not None:
        if ground.against is None:
            return None
        return _checked(words, ground.against.year + (words.relative.amount or 0), ground.against)
    if words.weekday is not None and words.moving is None:
        return _by_weekday(words, ground)
    return _by_nearness(words, ground)


def _by_nearness(words: DateWords, ground: _Ground) -> TimeValue | None:
    """Read "10 November": the last one before its report, unless the story's year disagrees."""
    told = {w.year for w in ground.context if w.year is not None and _same_day(w, words)}
    if len(told) == 1:
        return _checked(words, told.pop(), ground.against)
    lent = _lent_year(words, ground)
    if ground.against is None:
        return None if lent is None else _checked(words, *lent)
    near = list(_days_of(words, _around(ground.against)))
    past = [d for d in near if d <= ground.against]
    if not past or any(ground.against < d <= ground.against + _AHEAD for d in near):
        return None
    if lent is not None and lent[0] != past[-1].year:
        return None
    return _checked(words, past[-1].year, ground.against)


def _same_day(full: DateWords, words: DateWords) -> bool:
    """Whether a full date is, or spans, the day of another one without its year."""
    if full.month != words.month or full.day is None or words.day is None:
        return False
    end = full.end_day if full.end_month in (None, full.month) else None
    return full.day <= words.day <= (end or full.day)


def _checked(words: DateWords, year: int, anchor: date | None) -> TimeValue:
    """Place the day in that year; a contradiction where it does not exist or is another weekday."""
    first = day_in(words, year)
    told = words.weekday if words.moving is None else None
    if first is None or (told is not None and first.weekday() != told):
        return CONTRADICTION
    last = _last_day(words, first)
    if last is None or last < first:
        return CONTRADICTION
    basis: Basis = "explicit" if words.year is not None and anchor is None else "explicit_no_year"
    return span(first, last, basis, anchor, about=_TWO_DAYS if words.approximate else None)


_TWO_DAYS = timedelta(days=2)


def _last_day(words: DateWords, first: date) -> date | None:
    if words.end_day is None:
        return first
    month = words.end_month or first.month
    last = _date(words.end_year or first.year + (month < first.month), month, words.end_day)
    fits = last is not None and words.end_weekday in (None, last.weekday())
    return last if fits else None


def _full(words: DateWords) -> date | None:
    if words.year is None or words.month is None or words.day is None:
        return None
    return day_in(words, words.year)


def _by_weekday(words: DateWords, ground: _Ground) -> TimeValue | None:
    """Let weekday and day of the month fix the year.

    With an anchor: the one year around it that fits, unless full dates of the document fit too
    and say another. Without: the one that fits among all years that the document tells.
    """
    day, month = words.day or 0, words.month or 0
    full = {d.year for w in ground.context if (d := _full(w))} | ground.years
    if ground.against is None:
        told = full | {y for w in ground.context for y in (w.year, w.end_year) if y is not None}
        fitting = {d.year for d in _days(day, month, told) if d.weekday() == words.weekday}
        return _checked(words, fitting.pop(), None) if len(fitting) == 1 else None
    fitting = {d.year for d in _days(day, month, full) if d.weekday() == words.weekday}
    year = year_of_weekday(words.weekday or 0, day, month, ground.against)
    if year is not None and date(year, month, day) <= ground.against + _AHEAD:
        fitting.add(year)
    if not fitting:
        return CONTRADICTION
    return _checked(words, fitting.pop(), ground.against) if len(fitting) == 1 else None


def _lent_year(words: DateWords, ground: _Ground) -> tuple[int, date] | None:
    """Year that the full dates of the document lend to a day near them, if they agree on one."""
    lenders: dict[int, date] = {}
    for other in ground.context:
        full = _full(other)
        day = _date(full.year, words.month or 0, words.day or 1) if full is not None else None
        if full is not None and day is not None and -_BACK <= day - full <= _ON:
            lenders.setdefault(full.year, full)
    return next(iter(lenders.items())) if len(lenders) == 1 else None


def _of_lone_day(words: DateWords, ground: _Ground) -> TimeValue | None:
    """Read "Wednesday 16th": the nearest date of the document that fits gives month and year."""
    if words.weekday is None:
        return _of_bare_day(words, ground)
    for near in _dated(words, ground):
        fitting = [
            whole
            for months in (0, -1, 1)
            if (whole := _in_month(words, near, months)).earliest is not None
        ]
        if fitting:
            return fitting[0]
    if ground.against is None:
        return None
    days = (ground.against - n * _DAY for n in range(62))
    fits = next((d for d in days if (d.day, d.weekday()) == (words.day, words.weekday)), None)
    return None if fits is None else span(fits, fits, "explicit_no_year", ground.against)


def _in_month(words: DateWords, near: date, months: int) -> TimeValue:
    """Place the day in the month so many months away from that of `near`."""
    year, month = divmod(near.year * 12 + near.month - 1 + months, 12)
    return _checked(replace(words, month=month + 1), year, near)


def _of_bare_day(words: DateWords, ground: _Ground) -> TimeValue | None:
    """Read "the 16th": in the month of all dates of the document, else the last one before it.

    "The 3rd of last month" counts from the day of the report.
    """
    against, relative = ground.against, words.relative
    if relative is not None:
        return None if against is None else _in_month(words, against, relative.amount or 0)
    days = list(_dated(words, ground))
    if len({(d.year, d.month) for d in days}) == 1:
        return _checked(replace(words, month=days[0].month), days[0].year, days[0])
    if against is None or days:
        return None
    past = (against - n * _DAY for n in range(31))
    day = next((d for d in past if d.day == words.day), None)
    return None if day is None else _in_month(words, day, 0)


def _dated(words: DateWords, ground: _Ground) -> Iterator[date]:
    """Days that the other dates of the document with day and month mean, the nearest first."""
    others = [w for w in ground.context if w.day is not None and w.month is not None]
    for other in sorted(others, key=lambda w: (abs(w.start - words.start), w.start))[:_NEAREST]:
        found = _of_day(other, ground.without(other))
        if found is not None and found.earliest is not None:
            yield date.fromisoformat(found.earliest)


def _of_weekday(words: DateWords, against: date | None) -> TimeValue | None:
    """Read a weekday backwards against the anchor; the anchor's own day is today."""
    if against is None or words.weekday is None:
        return None
    day = against - ((against.weekday() - words.weekday) % 7) * _DAY
    monday = against - against.weekday() * _DAY
    relative = words.relative
    if relative is None:
        return _weekdays(words, day, against)
    amount = relative.amount or 0
    if relative.shape == "window":  # "two Sundays ago"
        day += (amount + (day < against)) * _WEEK
        return span(day, day, "weekday", against)
    if relative.shape == "calendar" or amount >= 0:
        day = monday + amount * _WEEK + words.weekday * _DAY
        ahead = relative.shape == "point" and amount == 0 and day > against
        return None if ahead else span(day, day, "weekday", against)
    if day == against:
        day -= _WEEK
    if day >= monday:  # "last Friday" on a Saturday: yesterday, or a week before?
        return either([day - _WEEK, day])
    return span(day, day, "weekday", against)


def _weekdays(words: DateWords, day: date, against: date) -> TimeValue:
    if words.end_weekday is None:
        return span(day, day, "weekday", against)
    last = against - ((against.weekday() - words.end_weekday) % 7) * _DAY
    first = last - ((last.weekday() - (words.weekday or 0)) % 7) * _DAY
    return span(first, last, "weekday", against)


def _of_period(words: DateWords, ground: _Ground) -> TimeValue | None:
    """Read a month, a year, or a range of them."""
    if words.month is None:
        first, last = words.year or 0, words.end_year or words.year or 0
        return year_span(first, last, about=words.approximate)
    if words.year is not None:
        return month_span(words, words.year, None)
    against, relative = ground.against, words.relative
    if relative is not None:
        year = None if against is None else _year_told(words, against)
        return None if year is None else month_span(words, year, against)
    lent = _lent_year(replace(words, day=1), ground)
    if against is None:
        return None if lent is None else month_span(words, *lent)
    year = against.year - (words.month > against.month)
    ahead = date(year + 1, words.month, 1) <= against + _AHEAD
    if ahead or (lent is not None and lent[0] != year):
        return None
    return month_span(words, year, against)


def _year_told(words: DateWords, against: date) -> int | None:
    """Year of "March this year", "last March"; null for a "last March" that could be this one."""
    relative, month = words.relative, words.month or 0
    if relative is None or relative.amount is None:
        return None
    if relative.shape == "calendar" or relative.amount == 0:
        return against.year + relative.amount
    if relative.amount > 0 or month < against.month:
        return None
    return against.year - 1


def _of_distance(words: DateWords, ground: _Ground) -> TimeValue | None:
    """Read "three weeks ago", "last week", "the day before"."""
    relative = words.relative
    if relative is None:
        return None
    if relative.to == "document":
        return distance(words, ground.against)
    if relative.to == "event":
        return None
    before = [w for w in ground.context if w.end <= words.start and w.granularity == "day"]
    nearest = max(before, key=lambda w: w.end, default=None)
    if nearest is None or words.start - nearest.end > _NEARBY or nearest.aspect == "since":
        return None
    if nearest.relative is not None and nearest.relative.to == "text":
        return None  # a chain of such words goes wrong with its first link
    return distance(words, _single(_resolved(nearest, ground.without(nearest))))
