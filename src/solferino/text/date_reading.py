"""Read the fields out of a date that matched one of `date_forms`."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from solferino.text.date_forms import FIGURES, MONTHS, ORDINALS, SEASONS, WEEKDAYS, WEEKS
from solferino.text.date_moving import MOVING
from solferino.text.date_parts import DateWords, Granularity, Portion, Reference, Relative, Unit

_PORTIONS: dict[str, Portion] = {
    "early": "early",
    "earlier": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "end": "late",
    "late": "late",
    "later": "late",
}
_UNITS: dict[str, Unit] = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "fortnight": "week",
    "weekend": "weekend",
    "month": "month",
    "year": "year",
    "decade": "year",
}
_WHICH = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this past": -1,
    "this": 0,
    "next": 1,
    "following": 1,
}
_WAYS = {"ago": -1, "earlier": -1, "before": -1, "previously": -1, "later": 1, "after": 1}
_DAYS = range(1, 32)
_MANY = {"decade": 10, "fortnight": 2}  # units of which these are made
_DAYS_OF_WEEK = 7
_COMMON_YEAR = 2001  # any year whose February has 28 days


def read(name: str, match: re.Match[str]) -> tuple[DateWords, ...]:
    """Read a match of the form `name`; empty when it is no date after all."""
    return _READERS[name](match)


def _weekday(name: str | None) -> int | None:
    return None if name is None else WEEKDAYS[name.rstrip(".").lower()]


_CLOCK = re.compile(
    r"(\d{1,2}?)(?:[:.]?(\d\d))?(?:[:.]\d\d)?\s*(?:([apAP])\.?[mM]|hrs|hours|h)?\.?"
)


def hours(clock: str) -> str | None:
    """Write a clock time as HH:MM of 24 hours; null where the half of the day is not told."""
    match = _CLOCK.fullmatch(clock)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour % 24:02d}:{minute:02d}"


def _made(match: re.Match[str], granularity: Granularity, **fields: Any) -> tuple[DateWords, ...]:  # noqa: ANN401  (fields of DateWords, checked there)
    words = DateWords(start=match.start(), end=match.end(), text=match[0], granularity=granularity)
    return (replace(words, **fields),)


def _whole(figure: str | None) -> int | None:
    return None if figure is None else int(figure)


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _portion(name: str | None) -> Portion | None:
    if name is None:
        return None
    return _PORTIONS[name.lower().removeprefix("the").removesuffix("of").strip()]


def _step(name: str) -> int:
    return _WHICH[" ".join(name.lower().split())]


def _which_year(which: str | None) -> Relative | None:
    if which is None:
        return None
    return Relative(unit="year", amount=_step(which), shape="calendar")


def _iso(match: re.Match[str]) -> tuple[DateWords, ...]:
    month = int(match["number"])
    if month not in MONTHS.values():
        return ()
    return _made(match, "day", year=int(match["year"]), month=month, day=int(match["day"]))


def _figures(match: re.Match[str]) -> tuple[DateWords, ...]:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    both = ((one, two), (two, one))
    days = [(d, m) for d, m in both if d in _DAYS and m in MONTHS.values()]
    if not days:
        return ()
    fields = {"year": year, "weekday": _weekday(match["weekday"])}
    day, month = days[0]
    if len(set(days)) == 1 or match["sign"] == ".":  # with full stops the day comes first
        return _made(match, "day", day=day, month=month, **fields)
    return _made(match, "day", candidates=tuple(sorted((year, m, d) for d, m in days)), **fields)


def _day(match: re.Match[str]) -> tuple[DateWords, ...]:
    groups = match.groupdict()
    if match["year"] is None and _counts(match):
        return ()
    ordinal = groups.get("ordinal")
    return _made(
        match,
        "day",
        year=_whole(match["year"]),
        month=_month(match["month"]),
        day=ORDINALS[ordinal] if ordinal else int(match["day"]),
        end_day=_whole(groups.get("end_day")),
        weekday=_weekday(match["weekday"] or groups.get("weekday_after")),
        part_of_day=groups.get("part"),
        relative=_which_year(match["which"]),
    )


_IN = re.compile(r"\b[Ii]n\s+$")
_THING = re.compile(r"\s+[a-z]")


def _counts(match: re.Match[str]) -> bool:
    """Whether the figure after a month counts something: "in March 22 people were killed"."""
    text, end = match.string, match.end()
    if match.start("day") < match.start("month"):
        return False
    before = text[max(0, match.start() - 4) : match.start()]
    return _IN.search(before) is not None and _THING.match(text, end) is not None


_FIGURE = re.compile(r"\d+")


def _single_days(match: re.Match[str]) -> tuple[DateWords, ...]:
    """Read "16 and 18 November" as two dates, the first without its month's word."""
    month, year, text = _month(match["month"]), _whole(match["year"]), match.string
    relative = _which_year(match["which"])
    starts = [m.span() for m in _FIGURE.finditer(text, match.start(), match.end("others"))]
    spans = [*starts, (match.start("day"), match.end())]
    days = [*(int(text[low:high]) for low, high in starts), int(match["day"])]
    return tuple(
        DateWords(
            start=low,
            end=high,
            text=text[low:high],
            granularity="day",
            year=year,
            month=month,
            day=day,
            relative=relative,
        )
        for (low, high), day in zip(spans, days, strict=True)
    )


def _weekday_day(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, "day", weekday=_weekday(match["weekday"]), day=int(match["day"]))


def _day_alone(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, "day", day=int(match["day"]), end_day=_whole(match["end_day"]))


def _months(match: re.Match[str]) -> tuple[DateWords, ...]:
    first, last = _month(match["first"] or match["month"]), _month(match["end_month"])
    year = _whole(match["year"])
    fields = {"month": first, "end_month": last, "relative": _which_year(match["which"])}
    if year is not None and first > last:
        return _made(match, "month", year=year - 1, end_year=year, **fields)
    return _made(match, "month", year=year, **fields)


def _week_of_month(match: re.Match[str]) -> tuple[DateWords, ...]:
    """Read "the first week of May" as its seven days; of the last week the month's last seven."""
    month, year = _month(match["month"]), _whole(match["year"])
    last = monthrange(year or _COMMON_YEAR, month)[1]
    first = WEEKS[match["which_week"].lower()] or last - 6
    return _made(
        match,
        "day",
        year=year,
        month=month,
        day=first,
        end_day=first + 6,
        relative=_which_year(match["which"]),
    )


def _season(match: re.Match[str]) -> tuple[DateWords, ...]:
    """Read "summer of 2030"; a winter with one year may be the one before or behind that year."""
    first, last = SEASONS[match["season"].lower()]
    year = int(match["year"])
    begins, ends = (year, year) if first < last else (year - 1, year + 1)
    return _made(match, "month", year=begins, month=first, end_year=ends, end_month=last)


def _month_year(match: re.Match[str]) -> tuple[DateWords, ...]:
    groups = match.groupdict()
    return _made(
        match,
        "month",
        month=_month(match["month"]),
        year=_whole(match["year"]),
        relative=_which_year(groups.get("which")),
        portion=_portion(groups.get("portion")),
    )


def _month_only(match: re.Match[str]) -> tuple[DateWords, ...]:
    name = next(v for k, v in match.groupdict().items() if k.startswith("month") and v)
    which = match["which"]
    relative = Relative(unit="year", amount=_step(which)) if which else None
    portion = _portion(match["portion"])
    return _made(match, "month", month=_month(name), relative=relative, portion=portion)


def _weekday_only(match: re.Match[str]) -> tuple[DateWords, ...]:
    relative = None
    if match["week"] is not None:
        relative = Relative(unit="week", amount=_step(match["week"]), shape="calendar")
    elif match["last"] is not None:
        relative = Relative(unit="week", amount=_step(match["last"]))
    return _made(match, "day", weekday=_weekday(match["weekday"]), relative=relative)


def _years(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, "year", year=int(match["year"]), end_year=int(match["end_year"]))


def _year_only(match: re.Match[str]) -> tuple[DateWords, ...]:
    portion = _portion(match.groupdict().get("portion"))
    return _made(match, "year", year=int(match["year"]), portion=portion)


def _amount(match: re.Match[str]) -> tuple[Unit, int | None]:
    name, count = match["unit"], match["count"]
    amount = int(count) if count and count.isdigit() else FIGURES.get((count or "").lower())
    return _UNITS[name], None if amount is None else amount * _MANY.get(name, 1)


_CLAUSE_END = re.compile(r"\s*(?:[,.;:)”\"]|$|(?:and|but)\b)")


def _ago(match: re.Match[str]) -> tuple[DateWords, ...]:
    unit, amount = _amount(match)
    way = match["way"]
    to: Reference = "document" if way == "ago" else "text"
    if way in ("before", "after") and _CLAUSE_END.match(match.string, match.end()) is None:
        to = "event"
    if amount is not None:
        amount = None if match["vague"] else amount * _WAYS[way]
    if amount is not None and unit == "week" and match["exact"]:
        unit, amount = "day", amount * _DAYS_OF_WEEK  # "three weeks ago today" is a day
    return _made(match, _grain(unit), relative=Relative(unit=unit, amount=amount, to=to))


def _grain(unit: Unit) -> Granularity:
    return "day" if unit == "hour" else unit


def _window(match: re.Match[str]) -> tuple[DateWords, ...]:
    unit, amount = _amount(match)
    if match["count"] is None and match["many"] is None:
        amount = 1
    amount = None if amount is None else -amount
    return _made(match, "window", relative=Relative(unit=unit, amount=amount, shape="window"))


def _recent(match: re.Match[str]) -> tuple[DateWords, ...]:
    relative = Relative(unit=_UNITS[match["unit"]], amount=None, shape="window")
    return _made(match, "window", relative=relative)


def _calendar(match: re.Match[str]) -> tuple[DateWords, ...]:
    unit = _UNITS[match["unit"]]
    relative = Relative(unit=unit, amount=_step(match["which"]), shape="calendar")
    return _made(match, _grain(unit), relative=relative, portion=_portion(match["portion"]))


def _previous(match: re.Match[str]) -> tuple[DateWords, ...]:
    unit = _UNITS[match["unit"]]
    relative = Relative(unit=unit, amount=_step(match["which"]), shape="calendar", to="text")
    return _made(match, _grain(unit), relative=relative)


def _weekend(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, "weekend", relative=Relative(unit="weekend", amount=0))


def _that_day(match: re.Match[str]) -> tuple[DateWords, ...]:
    which = match["that"].lower().split()[-1]
    relative = Relative(unit="day", amount=_WHICH.get(which, 0), to="text")
    part = None if match["unit"] == "day" else match["unit"]
    return _made(match, "day", relative=relative, part_of_day=part)


def _day_before(match: re.Match[str]) -> tuple[DateWords, ...]:
    way = match["way"]
    if match["named"] is not None:
        return _made(match, "day", relative=Relative(unit="day", amount=2 * _WAYS[way]))
    free = _CLAUSE_END.match(match.string, match.end()) is not None
    to: Reference = "text" if free or way == "earlier" else "event"
    return _made(match, "day", relative=Relative(unit="day", amount=_WAYS[way], to=to))


_NAMED = {"yesterday": -1, "tomorrow": 1}


def _named_day(match: re.Match[str]) -> tuple[DateWords, ...]:
    said = match["named"].lower()
    if said.startswith("last"):
        return _overnight(match)
    part = "night" if said == "tonight" else None
    if said.startswith("this"):
        part = said.split()[-1]
    relative = Relative(unit="day", amount=_NAMED.get(said, 0))
    return _made(match, "day", relative=relative, part_of_day=part)


def _overnight(match: re.Match[str]) -> tuple[DateWords, ...]:
    relative = Relative(unit="day", amount=-1, shape="window")
    return _made(match, "day", relative=relative, part_of_day="night")


def _clock(match: re.Match[str]) -> tuple[DateWords, ...]:
    return _made(match, "clock", clock=hours(match["clock"]), zone=match["zone"])


_READERS: dict[str, Callable[[re.Match[str]], tuple[DateWords, ...]]] = {
    **MOVING,
    "iso": _iso,
    "figures": _figures,
    "between days": _day,
    "between dates": _day,
    "days of month": _day,
    "month days": _day,
    "single days": _single_days,
    "day month": _day,
    "month day": _day,
    "weekday day": _weekday_day,
    "day alone": _day_alone,
    "months": _months,
    "week of month": _week_of_month,
    "season": _season,
    "month year": _month_year,
    "year month": _month_year,
    "month": _month_only,
    "weekday": _weekday_only,
    "years": _years,
    "year": _year_only,
    "year of": _year_only,
    "ago": _ago,
    "window": _window,
    "recent": _recent,
    "calendar": _calendar,
    "previous": _previous,
    "weekend": _weekend,
    "that day": _that_day,
    "day before": _day_before,
    "named day": _named_day,
    "overnight": _overnight,
    "clock": _clock,
}
