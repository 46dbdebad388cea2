"""Decide which days a date as written means, or that the words do not say.

Nothing is guessed: where words, anchor and context leave more than one reading, the bounds stay
null. Intervals are [earliest, latest] in days; uncertain dates carry EDTF (ISO 8601-2:2019).
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from solferino.codec import value
from solferino.model import TimeValue
from solferino.model.terms import Basis
from solferino.text.date import DateWords, Relative


@value
class Anchor:
    """A date that words are read against: `date` is ISO, `source` says whose date it is."""

    date: str
    source: str


_YEARS_AROUND = 3  # how far from the anchor a year is looked for
_AHEAD = timedelta(days=60)  # how far after its report an event can be announced
_CARRIED = timedelta(days=183)  # how far a story's year reaches past its last full date
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def resolve(
    words: DateWords,
    anchor: Anchor | None,
    context: Sequence[DateWords] = (),
    years: Sequence[int] = (),
) -> TimeValue | None:
    """Say when, or null where the words name no day and nothing makes them.

    `context` are the other dates of the document, `years` those that the document is known to
    be about. A date that contradicts itself comes back `unresolved` with null bounds.
    """
    against = _anchor_day(anchor)
    around = tuple(w for w in context if w != words)
    found = _interval(words, against, around, tuple(years))
    if found is None:
        return None
    return replace(found, clock=words.clock, zone=words.zone and words.zone.strip("[()]"))


def year_of_weekday(weekday: int, day: int, month: int, near: date) -> int | None:
    """Find the year, within three of `near`, in which the day falls on the weekday.

    Null when none or more than one does. `weekday` is 0 for Monday.
    """
    fitting = [d.year for d in _days(day, month, _around(near)) if d.weekday() == weekday]
    if len(fitting) > 1:
        fitting = [y for y in fitting if timedelta(0) <= near - date(y, month, day) < 366 * _DAY]
    return fitting[0] if len(fitting) == 1 else None


def _around(near: date) -> range:
    return range(max(1, near.year - _YEARS_AROUND), near.year + _YEARS_AROUND + 1)


def _days(day: int, month: int, years: Sequence[int]) -> Iterator[date]:
    for year in years:
        found = _date(year, month, day)
        if found is not None:
            yield found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _anchor_day(anchor: Anchor | None) -> date | None:
    if anchor is None:
        return None
    try:
        return date.fromisoformat(anchor.date)
    except ValueError:
        return None


def _interval(
    words: DateWords, against: date | None, context: Sequence[DateWords], years: tuple[int, ...]
) -> TimeValue | None:
    if words.granularity == "clock":
        return None
    if words.candidates:
        return _either([date(*c) for c in words.candidates])
    if words.day is not None:
        return _of_day(words, against, context, years)
    if words.weekday is not None:
        return _of_weekday(words, against)
    if words.month is not None:
        return _of_month(words, against, context)
    if words.year is not None:
        return _of_year(words)
    if words.relative is None:
        return None
    return _of_distance(words.relative, against)


def _either(days: list[date]) -> TimeValue:
    listed = ",".join(d.isoformat() for d in sorted(days))
    return TimeValue(earliest=None, latest=None, edtf=f"[{listed}]", basis="unresolved")


_CONTRADICTION = TimeValue(earliest=None, latest=None, edtf=None, basis="unresolved")


def _between(first: date, last: date, basis: Basis, anchor: date | None = None) -> TimeValue:
    edtf = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return TimeValue(
        earliest=first.isoformat(),
        latest=last.isoformat(),
        edtf=edtf,
        basis=basis,
        anchor=None if anchor is None else anchor.isoformat(),
    )


def _of_day(
    words: DateWords, against: date | None, context: Sequence[DateWords], years: tuple[int, ...]
) -> TimeValue | None:
    if words.month is None:
        return _of_lone_day(words, against, context, years)
    year = words.year
    if year is None and words.relative is not None and words.relative.unit == "year":
        if against is None:
            return None
        year = against.year + (words.relative.amount or 0)
    if year is not None:
        basis: Basis = "explicit" if words.year is not None else "explicit_no_year"
        return _checked(words, year, basis, against if words.year is None else None)
    return _of_yearless(words, against, context, years)


def _checked(words: DateWords, year: int, basis: Basis, anchor: date | None) -> TimeValue:
    """The day in that year, or a contradiction where it does not exist or is another weekday."""
    first = _date(year, words.month or 1, words.day or 0)
    if first is None or (words.weekday is not None and first.weekday() != words.weekday):
        return _CONTRADICTION
    last = _last_day(words, first)
    if last is None or last < first:
        return _CONTRADICTION
    found = _between(first, last, basis, anchor)
    if not words.approximate:
        return found
    widened = _between(first - 2 * _DAY, last + 2 * _DAY, basis, anchor)
    return replace(widened, edtf=f"{found.edtf}~") if first == last else widened


def _last_day(words: DateWords, first: date) -> date | None:
    if words.end_day is None:
        return first
    month = words.end_month or first.month
    year = words.end_year or first.year + (month < first.month)
    return _date(year, month, words.end_day)


def _of_yearless(
    words: DateWords, against: date | None, context: Sequence[DateWords], years: tuple[int, ...]
) -> TimeValue | None:
    day, month = words.day or 0, words.month or 0
    if against is not None:
        if words.weekday is not None:
            year = year_of_weekday(words.weekday, day, month, against)
            if year is None or date(year, month, day) > against + _AHEAD:
                return _CONTRADICTION
            return _checked(words, year, "explicit_no_year", against)
        past = [d for d in _days(day, month, _around(against)) if d <= against]
        ahead = any(against < d <= against + _AHEAD for d in _days(day, month, _around(against)))
        if ahead or not past:
            return None
        return _checked(words, past[-1].year, "explicit_no_year", against)
    told = set(years) | {y for w in context for y in (w.year, w.end_year) if y is not None}
    if words.weekday is not None:
        fitting = [d for d in _days(day, month, sorted(told)) if d.weekday() == words.weekday]
        if not fitting:
            return _CONTRADICTION if told else None
        return (
            _checked(words, fitting[0].year, "explicit_no_year", None)
            if len(fitting) == 1
            else None
        )
    return _carried(words, context)


def _carried(words: DateWords, context: Sequence[DateWords]) -> TimeValue | None:
    """A story keeps its year: read the day in the year of the full date before it."""
    before = [w for w in context if w.end <= words.start and w.day and w.month and w.year]
    if not before:
        return None
    full = before[-1]
    near = _date(full.year or 0, full.month or 0, full.day or 0)
    day = _date(full.year or 0, words.month or 0, words.day or 0)
    if near is None or day is None or not -_CARRIED / 2 <= day - near <= _CARRIED:
        return None
    return _checked(words, day.year, "explicit_no_year", near)


def _of_lone_day(
    words: DateWords, against: date | None, context: Sequence[DateWords], years: tuple[int, ...]
) -> TimeValue | None:
    """A day of the month alone takes month and year from the nearest date that fits."""
    complete = [w for w in context if w.day is not None and w.month is not None]
    complete.sort(key=lambda w: abs(w.start - words.start))
    for other in complete:
        rest = tuple(w for w in context if w != other)
        found = _of_day(other, against, rest, years)
        if found is None or found.earliest is None:
            continue
        near = date.fromisoformat(found.earliest)
        whole = replace(words, month=near.month)
        fits = _checked(whole, near.year, "explicit_no_year", near)
        if fits.earliest is not None:
            return fits
        if words.weekday is None:
            return None
    if against is not None and words.weekday is not None:
        return _nearest_before(words, against)
    return None


def _nearest_before(words: DateWords, against: date) -> TimeValue | None:
    """ "Wednesday 16th": the last such day within a year, when there is only one month it fits."""
    days = (against - n * _DAY for n in range(62))
    fitting = [d for d in days if d.day == words.day and d.weekday() == words.weekday]
    return _between(fitting[0], fitting[0], "explicit_no_year", against) if fitting else None


def _of_weekday(words: DateWords, against: date | None) -> TimeValue | None:
    if against is None or words.weekday is None:
        return None
    back = (against.weekday() - words.weekday) % 7
    day = against - back * _DAY
    relative = words.relative
    if relative is None:
        if words.end_weekday is None:
            return _between(day, day, "weekday", against)
        last = against - ((against.weekday() - words.end_weekday) % 7) * _DAY
        first = last - ((last.weekday() - words.weekday) % 7) * _DAY
        return _between(first, last, "weekday", against)
    monday = against - against.weekday() * _DAY
    if relative.shape == "calendar":
        day = monday + (relative.amount or 0) * _WEEK + words.weekday * _DAY
        return _between(day, day, "weekday", against)
    if relative.amount == 0:
        day = monday + words.weekday * _DAY
        return _between(day, day, "weekday", against) if day <= against else None
    if relative.amount != -1:
        return None
    day = day - _WEEK if back == 0 else day
    if day >= monday:  # "last Friday" on a Saturday: yesterday, or a week earlier
        return _either([day - _WEEK, day])
    return _between(day, day, "weekday", against)


def _of_month(
    words: DateWords, against: date | None, context: Sequence[DateWords]
) -> TimeValue | None:
    month, year = words.month or 1, words.year
    anchor = None
    if year is None:
        if against is None:
            return None
        anchor = against
        year = _year_of_month(words, month, against)
        if year is None:
            return None
    last_month, last_year = words.end_month or month, words.end_year or year
    first = date(year, month, 1)
    last = date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    if last < first:
        return _CONTRADICTION
    basis: Basis = "explicit" if words.year is not None else "explicit_no_year"
    edtf = f"{year:04d}-{month:02d}"
    if (year, month) != (last_year, last_month):
        edtf = f"{edtf}/{last_year:04d}-{last_month:02d}"
    return replace(_between(first, last, basis, anchor), edtf=edtf)


def _year_of_month(words: DateWords, month: int, against: date) -> int | None:
    relative = words.relative
    if relative is not None and relative.shape == "calendar":
        return against.year + (relative.amount or 0)
    if relative is not None and relative.amount == 0:
        return against.year
    if relative is not None and relative.amount == -1:
        return against.year - 1 if month >= against.month else None
    if relative is not None:
        return None
    return against.year if month <= against.month else against.year - 1


def _of_year(words: DateWords) -> TimeValue | None:
    year = words.year or 1
    last = words.end_year or year
    if last < year:
        return _CONTRADICTION
    edtf = f"{year:04d}" if year == last else f"{year:04d}/{last:04d}"
    return replace(_between(date(year, 1, 1), date(last, 12, 31), "explicit"), edtf=edtf)


def _of_distance(relative: Relative, against: date | None) -> TimeValue | None:
    if against is None or relative.amount is None or relative.to == "text":
        return None
    if relative.unit == "weekend":
        return _weekend(relative.amount, against)
    if relative.shape == "calendar":
        return _calendar(relative, against)
    away = relative.amount * _LENGTHS[relative.unit]
    if relative.shape == "window":
        return _between(against + away, against, "relative", against)
    slack = _SLACK[relative.unit]
    return _between(against + away - slack, against + away + slack, "relative", against)


_LENGTHS = {
    "hour": timedelta(hours=1),
    "day": _DAY,
    "week": _WEEK,
    "month": timedelta(days=30.44),
    "year": timedelta(days=365.25),
}
_SLACK = {
    "hour": timedelta(0),
    "day": timedelta(0),
    "week": timedelta(days=3),
    "month": timedelta(days=15),
    "year": timedelta(days=183),
}


def _weekend(amount: int, against: date) -> TimeValue | None:
    saturday = against - ((against.weekday() - 5) % 7) * _DAY
    if amount == -1 and against.weekday() >= calendar.SATURDAY:
        saturday -= _WEEK
    elif amount > 0 or against.weekday() == calendar.SATURDAY:
        return None
    return _between(saturday, saturday + _DAY, "relative", against)


def _calendar(relative: Relative, against: date) -> TimeValue | None:
    amount = relative.amount or 0
    if relative.unit == "week":
        first = against - against.weekday() * _DAY + amount * _WEEK
        last = first + 6 * _DAY
    elif relative.unit == "month":
        months = against.year * 12 + against.month - 1 + amount
        first = date(months // 12, months % 12 + 1, 1)
        last = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    else:
        first, last = date(against.year + amount, 1, 1), date(against.year + amount, 12, 31)
    if amount == 0:
        last = against
    return _between(first, last, "relative", against)
