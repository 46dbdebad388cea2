"""Spans of days for months, years and distances in time, with their EDTF (ISO 8601-2:2019)."""

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from solferino.model import TimeValue
from solferino.model.terms import Basis
from solferino.text.date import DateWords, Relative

CONTRADICTION = TimeValue(earliest=None, latest=None, edtf=None, basis="unresolved")

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FARTHEST = 150 * 366  # days; a longer distance is no date of a report
_MONTHS = 12
# Days of "early", "mid" and "late" in a month, with slack: the words have no sharp ends.
_PORTIONS = {"early": (1, 14), "mid": (8, 22), "late": (15, 31)}
_LENGTHS = {
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.44,  # mean of the Gregorian calendar
    "year": 365.25,
}
# How far off words may be that count whole units: half a unit, and days are counted exactly.
_SLACK = {"hour": 0, "day": 0, "week": 3, "month": 15, "year": 183}


def span(
    first: date,
    last: date,
    basis: Basis,
    anchor: date | None = None,
    about: timedelta | None = None,
) -> TimeValue:
    """Make the interval of whole days; `about` widens both bounds and marks EDTF with "~"."""
    edtf = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    if about is not None:
        edtf = edtf.replace("/", "~/") + "~"
        first, last = first - about, last + about
    return TimeValue(
        earliest=first.isoformat(),
        latest=last.isoformat(),
        edtf=edtf,
        basis=basis,
        anchor=None if anchor is None else anchor.isoformat(),
    )


def either(days: Sequence[date]) -> TimeValue:
    """Keep all readings of a date that has more than one, as a set, without bounds."""
    listed = ",".join(day.isoformat() for day in sorted(days))
    return TimeValue(earliest=None, latest=None, edtf=f"[{listed}]", basis="unresolved")


def year_span(first: int, last: int, *, about: bool = False) -> TimeValue:
    """Make the span of whole years from `first` to `last`."""
    if last < first:
        return CONTRADICTION
    edtf = f"{first:04d}" if first == last else f"{first:04d}/{last:04d}"
    if about:
        edtf = edtf.replace("/", "~/") + "~"
        first, last = first - 1, last + 1
    return replace(span(date(first, 1, 1), date(last, 12, 31), "explicit"), edtf=edtf)


def month_span(words: DateWords, year: int, anchor: date | None) -> TimeValue | None:
    """Make the span of the whole months that the words name, the first in `year`."""
    month = words.month or 1
    last_year, last_month = words.end_year or year, words.end_month or month
    if (last_year, last_month) < (year, month):
        return None if words.year is None else CONTRADICTION
    edtf = f"{year:04d}-{month:02d}"
    if (year, month) != (last_year, last_month):
        edtf = f"{edtf}/{last_year:04d}-{last_month:02d}"
    basis: Basis = "explicit" if words.year is not None else "explicit_no_year"
    first, last = date(year, month, 1), _month_end(last_year, last_month)
    if words.portion is not None and first.month == last.month and not words.approximate:
        low, high = _PORTIONS[words.portion]
        first, last = first.replace(day=low), last.replace(day=min(high, last.day))
        return span(first, last, basis, anchor)
    if words.approximate:
        edtf = edtf.replace("/", "~/") + "~"
        first, last = _month_start(first - _DAY), _month_end_of(last + _DAY)
    return replace(span(first, last, basis, anchor), edtf=edtf)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_start(day: date) -> date:
    return day.replace(day=1)


def _month_end_of(day: date) -> date:
    return _month_end(day.year, day.month)


def distance(words: DateWords, against: date | None) -> TimeValue | None:
    """Read a distance in time against a day: as wide as the words are vague."""
    relative = words.relative
    if against is None or relative is None or relative.amount is None:
        return None
    if relative.unit == "weekend":
        return _weekend(relative, against)
    if abs(relative.amount) * _LENGTHS[relative.unit] > _FARTHEST:
        return None
    if relative.shape == "calendar":
        return _calendar(words, relative, against)
    away = relative.amount * _LENGTHS[relative.unit]
    first = against + timedelta(days=away // 1)
    if relative.shape == "window":
        return span(first, against, "relative", against)
    last = against + timedelta(days=-(-away // 1))
    slack = timedelta(days=_SLACK[relative.unit])
    return span(first - slack, last + slack, "relative", against)


def from_event(words: DateWords, day: date, *, later: bool) -> TimeValue | None:
    """Count "two days after" from the day of one event to the other: on, or back if not `later`."""
    relative = words.relative
    if relative is None or relative.to != "event" or relative.amount is None:
        return None
    amount = relative.amount if later else -relative.amount
    found = distance(replace(words, relative=replace(relative, amount=amount)), day)
    return None if found is None else replace(found, basis="event_anchor")


def _weekend(relative: Relative, against: date) -> TimeValue | None:
    """Read "over the weekend" and "last weekend": Saturday and Sunday, once they are past."""
    saturday = against - ((against.weekday() - calendar.SATURDAY) % 7) * _DAY
    within = against.weekday() in (calendar.SATURDAY, calendar.SUNDAY)
    if relative.amount == -1:
        saturday -= _WEEK if within else timedelta(0)
    elif (
        against.weekday() == calendar.SATURDAY
        or relative.amount != 0
        or (relative.shape == "calendar" and not within)
    ):
        return None
    return span(saturday, saturday + _DAY, "relative", against)


def _calendar(words: DateWords, relative: Relative, against: date) -> TimeValue | None:
    """Read "last week", "this month", "earlier this year": the calendar's own units."""
    amount = relative.amount or 0
    if relative.unit == "week":
        first = against - against.weekday() * _DAY + amount * _WEEK
        last, edtf = first + 6 * _DAY, None
    elif relative.unit == "month":
        months = against.year * _MONTHS + against.month - 1 + amount
        first = date(months // _MONTHS, months % _MONTHS + 1, 1)
        last, edtf = _month_end_of(first), f"{first.year:04d}-{first.month:02d}"
    else:
        first = date(against.year + amount, 1, 1)
        last, edtf = date(first.year, 12, 31), f"{first.year:04d}"
    if amount == 0:
        edtf = None
        if words.portion == "late":
            return None
        last = against
    whole = span(first, last, "relative", against)
    return whole if edtf is None else replace(whole, edtf=edtf)
