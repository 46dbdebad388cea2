"""Read days that no number of a calendar tells by itself: feasts, "the first Sunday of April".

Such a day falls on another date each year, or is counted from the day of the report; `day_in`
gives its date in a year.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from solferino.text.date_forms import EASTER, FEASTS, FIGURES, MONTHS, NTH, ORDINALS, WEEKDAYS
from solferino.text.date_parts import DateWords, Moving, Relative, Side

_WEEK = 7  # days
_STEPS = {"this": 0, "last": -1}


def day_in(words: DateWords, year: int) -> date | None:
    """Give the day that words with a month and a day, or of a moving day, mean in a year."""
    moving = words.moving
    if moving is None:
        return _date(year, words.month or 0, words.day or 0)
    if moving.nth is not None:
        return _nth(year, words.month or 0, words.weekday or 0, moving.nth)
    day = _feast(words, moving, year)
    if moving.beside is None or day is None:
        return day
    step = 1 if moving.beside == "after" else -1
    away = ((words.weekday or 0) - day.weekday()) * step % _WEEK or _WEEK
    return day + timedelta(days=away * step)


def _feast(words: DateWords, moving: Moving, year: int) -> date | None:
    if moving.easter is None:
        return _date(year, words.month or 0, words.day or 0)
    return easter(year) + timedelta(days=moving.easter)


def easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (the algorithm of 1876, "anonymous")."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarter, last = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest + 2 * quarter - epact - last) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first, length = calendar.monthrange(year, month)
    days = range(1 + (weekday - first) % _WEEK, length + 1, _WEEK)
    return date(year, month, days[nth - 1 if nth > 0 else nth])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _made(match: re.Match[str], **fields: Any) -> tuple[DateWords, ...]:  # noqa: ANN401  (fields of DateWords, checked there)
    start, end = match.span()
    return (DateWords(start=start, end=end, text=match[0], granularity="day", **fields),)


def _year(match: re.Match[str]) -> Mapping[str, Any]:
    which = match["which"]
    steps = {"this": 0, "last": -1, "next": 1}
    relative = Relative(unit="year", amount=steps[which], shape="calendar") if which else None
    return {"year": int(match["year"]) if match["year"] else None, "relative": relative}


def _weekday_of_month(match: re.Match[str]) -> tuple[DateWords, ...]:
    month = MONTHS[match["month"].rstrip(".").lower()]
    moving, weekday = Moving(nth=NTH[match["nth"]]), WEEKDAYS[match["weekday"].lower()]
    return _made(match, month=month, day=1, weekday=weekday, moving=moving, **_year(match))


def _feast_day(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, **_of_feast(match["feast"], None), **_year(match))


def _beside_feast(match: re.Match[str]) -> tuple[DateWords, ...]:
    side: Side = "before" if match["side"] == "before" else "after"
    weekday = WEEKDAYS[match["weekday"].lower()]
    return _made(match, weekday=weekday, **_of_feast(match["feast"], side), **_year(match))


def _of_feast(feast: str, side: Side | None) -> Mapping[str, Any]:
    name = feast.replace("’", "'")
    if name in EASTER:  # the day stands for the month in which it falls in most years
        return {"month": 4, "day": 1, "moving": Moving(easter=EASTER[name], beside=side)}
    day, month = FEASTS[name]
    return {"month": month, "day": day, "moving": Moving(beside=side) if side else None}


def _day_of_this_month(match: re.Match[str]) -> tuple[DateWords, ...]:
    relative = Relative(unit="month", amount=_STEPS[match["which"]], shape="calendar")
    return _made(match, day=int(match["day"]), relative=relative)


def _day_in_words(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, day=ORDINALS[match["ordinal"]])


def _weekdays_ago(match: re.Match[str]) -> tuple[DateWords, ...]:
    count = match["count"]
    amount = int(count) if count.isdigit() else FIGURES[count.lower()]
    relative = Relative(unit="week", amount=-amount, shape="window")
    return _made(match, weekday=WEEKDAYS[match["weekday"].lower()], relative=relative)


def _night_before_last(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, relative=Relative(unit="day", amount=-2), part_of_day="overnight")


MOVING: dict[str, Callable[[re.Match[str]], tuple[DateWords, ...]]] = {
    "weekday of month": _weekday_of_month,
    "feast": _feast_day,
    "beside feast": _beside_feast,
    "day of this month": _day_of_this_month,
    "day in words": _day_in_words,
    "weekdays ago": _weekdays_ago,
    "night before last": _night_before_last,
}
