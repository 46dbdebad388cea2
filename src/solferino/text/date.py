"""Find dates and times as written, without deciding which day they mean."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from solferino.codec import value
from solferino.text import dateforms as form

Unit = Literal["hour", "day", "week", "weekend", "month", "year"]
Granularity = Literal["clock", "day", "weekend", "week", "month", "year", "window"]
Aspect = Literal["at", "since", "until", "as_of", "before", "after"]
Portion = Literal["early", "mid", "late"]


@value
class Relative:
    """A distance in time: `amount` units before (negative) or after the point of reference.

    `amount` is null when the words give none ("several weeks ago"). A "point" lies about that
    far away, a "calendar" is the whole week, month or year that far away, a "window" reaches
    from there to the point of reference. `to` is "text" where the point of reference is
    another date of the text ("the day before", "two days later").
    """

    unit: Unit
    amount: int | None
    shape: Literal["point", "calendar", "window"] = "point"
    to: Literal["document", "text"] = "document"


@value
class DateWords:
    """A date as written: text[start:end], and the fields that the words themselves give.

    `weekday` is 0 for Monday. `end_…` are those of the last day of a range. `clock` is HH:MM,
    `zone` and `part_of_day` as worded. `candidates` are (year, month, day) where the order of
    figures can be read in two ways. `aspect` tells of the word before: "since" and "until"
    dates bound a stretch of time and are not days of an event.
    """

    start: int
    end: int
    text: str
    granularity: Granularity
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    end_weekday: int | None = None
    clock: str | None = None
    part_of_day: str | None = None
    zone: str | None = None
    relative: Relative | None = None
    portion: Portion | None = None
    approximate: bool = False
    candidates: tuple[tuple[int, int, int], ...] = ()
    aspect: Aspect = "at"

    @property
    def since(self) -> bool:
        """Whether the words tell when something began that went on."""
        return self.aspect == "since"

    @property
    def until(self) -> bool:
        """Whether the words tell when something ended that went on."""
        return self.aspect == "until"


_TRIGGER = re.compile(
    r"(?:19|20)\d\d|\d[:./–—-]\d|\d\s?(?:[ap]\.?m|[AP]\.?M)\b|o['’]clock"
    r"|\b(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|May|[Aa]ug|[Jj]u[nl]|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|JAN|FEB|MAR|APR|MAY|JU[NL]|AUG|SEP|OCT|NOV|DEC"
    r"|MON|TUE|WED|THU|FRI|SAT|SUN)"
    r"|\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Oo]vernight|ago|weekend|[Rr]ecent"
    r"|[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Nn]ext|[Ff]ollowing|[Tt]hat|same|[Tt]he day"
    r"|earlier|later|previously|before|after)\b|\dth\b|\d[snr][tdh]\b"
)
_REACH = 60  # characters around a trigger that can belong to a date


def date_words(text: str, start: int = 0, end: int | None = None) -> tuple[DateWords, ...]:
    """Dates and times as written, in order, none overlapping another."""
    stop = len(text) if end is None else end
    found: list[DateWords] = []
    for low, high in _windows(text, start, stop):
        found.extend(_read_window(text, low, high))
    return tuple(found)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low, high = start, start  # an empty window
    for match in _TRIGGER.finditer(text, start, end):
        if match.start() - _REACH > high or low == high:
            if low < high:
                yield low, high
            low = max(high, match.start() - _REACH)
        high = min(end, match.end() + _REACH)
    if low < high:
        yield low, high


def _read_window(text: str, low: int, high: int) -> list[DateWords]:
    taken: list[DateWords] = []
    for name, pattern in form.FORMS:
        for match in pattern.finditer(text, low, high):
            start, end = match.span()
            if all(end <= t.start or start >= t.end for t in taken):
                words = _READERS[name](match)
                if words is not None:
                    taken.append(words)
    taken.sort(key=lambda words: words.start)
    return _joined(text, _dressed(text, taken, low, high))


def _core(match: re.Match[str], granularity: Granularity) -> DateWords:
    return DateWords(start=match.start(), end=match.end(), text=match[0], granularity=granularity)


def _iso(match: re.Match[str]) -> DateWords | None:
    month = int(match["number"])
    if not _is_month(month):
        return None
    return replace(_core(match, "day"), year=int(match["year"]), month=month, day=int(match["day"]))


def _is_month(number: int) -> bool:
    return number in form.MONTHS.values()


def _figures(match: re.Match[str]) -> DateWords | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    core = replace(_core(match, "day"), year=year, weekday=_weekday(match["weekday"]))
    days = [(day, month) for day, month in ((one, two), (two, one)) if _is_month(month)]
    days = [(day, month) for day, month in days if day in range(1, 32)]
    if not days:
        return None
    day, month = days[0]
    if len(set(days)) == 1 or match["s"] == ".":  # with full stops the day is written first
        return replace(core, day=day, month=month)
    return replace(core, candidates=tuple(sorted((year, m, d) for d, m in days)))


def _weekday(name: str | None) -> int | None:
    return None if name is None else form.WEEKDAYS[name.rstrip(".").lower()]


def _month(name: str) -> int:
    return form.MONTHS[name.rstrip(".").lower()]


def _whole(figure: str | None) -> int | None:
    return None if figure is None else int(figure)


_WHICH = {"last": -1, "past": -1, "previous": -1, "this past": -1, "this": 0, "next": 1}


def _which_year(match: re.Match[str]) -> Relative | None:
    which = match["which"]
    if which is None:
        return None
    return Relative(unit="year", amount=_WHICH[which], shape="calendar")


def _day(match: re.Match[str]) -> DateWords | None:
    groups = match.groupdict()
    ordinal = groups.get("ordinal")
    day = form.ORDINALS[ordinal] if ordinal else int(match["day"])
    if groups["year"] is None and _counts(match, groups):
        return None
    end_day = _whole(groups.get("end_day"))
    return replace(
        _core(match, "day"),
        year=_whole(match["year"]),
        month=_month(match["month"]),
        day=day,
        end_day=end_day,
        weekday=_weekday(match["weekday"]),
        relative=_which_year(match),
    )


def _counts(match: re.Match[str], groups: dict[str, str | None]) -> bool:
    """Whether the figure after a month counts something: "in March 22 people were killed"."""
    text, end = match.string, match.end()
    if groups.get("ordinal") or match.start("day") < match.start("month"):
        return False
    before = text[max(0, match.start() - 4) : match.start()].lower()
    return before.endswith("in ") and re.match(r"\s+[a-z]", text[end : end + 4]) is not None


def _weekday_day(match: re.Match[str]) -> DateWords:
    return replace(_core(match, "day"), weekday=_weekday(match["weekday"]), day=int(match["day"]))


def _day_alone(match: re.Match[str]) -> DateWords:
    return replace(_core(match, "day"), day=int(match["day"]))


_PORTIONS: dict[str, Portion] = {
    "early": "early",
    "earlier": "early",
    "mid": "mid",
    "late": "late",
    "later": "late",
}


def _portion(name: str | None) -> Portion | None:
    return None if name is None else _PORTIONS[name.lower()]


def _month_year(match: re.Match[str]) -> DateWords:
    return replace(
        _core(match, "month"),
        month=_month(match["month"]),
        year=_whole(match["year"]),
        relative=_which_year(match),
        portion=_portion(match["portion"]),
    )


def _month_only(match: re.Match[str]) -> DateWords:
    groups = match.groupdict()
    name = next(v for k, v in groups.items() if k.startswith("month") and v)
    which = groups["last"]
    relative = None
    if which is not None:
        relative = Relative(unit="year", amount=_WHICH[which], shape="point")
    core = replace(_core(match, "month"), month=_month(name), relative=relative)
    return replace(core, portion=_portion(groups["portion"]))


def _weekday_only(match: re.Match[str]) -> DateWords:
    relative = None
    if match["week"] is not None:
        relative = Relative(unit="week", amount=_WHICH[match["week"]], shape="calendar")
    elif match["last"] is not None:
        relative = Relative(unit="week", amount=_WHICH[match["last"]])
    return replace(_core(match, "day"), weekday=_weekday(match["weekday"]), relative=relative)


def _year_only(match: re.Match[str]) -> DateWords:
    return replace(
        _core(match, "year"), year=int(match["year"]), portion=_portion(match["portion"])
    )


def _amount(match: re.Match[str]) -> tuple[Unit, int | None]:
    name, count = match["unit"], match.groupdict().get("count")
    amount = int(count) if count and count.isdigit() else form.FIGURES.get(count or "")
    if name == "decade":
        return "year", None if amount is None else amount * 10
    return _UNITS[name], amount


_UNITS: dict[str, Unit] = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "weekend": "weekend",
}
_TO_TEXT = {"earlier": -1, "before": -1, "previously": -1, "later": 1, "after": 1}


def _ago(match: re.Match[str]) -> DateWords:
    unit, amount = _amount(match)
    if match["vague"] is not None:
        amount = None
    way = match["way"]
    relative = Relative(
        unit=unit,
        amount=None if amount is None else amount * _TO_TEXT.get(way, -1),
        to="document" if way == "ago" else "text",
    )
    return replace(_core(match, _grain(unit)), relative=relative)


def _grain(unit: Unit) -> Granularity:
    return "day" if unit == "hour" else unit


def _window(match: re.Match[str]) -> DateWords:
    unit, amount = _amount(match)
    if match["count"] is None and not match[0].endswith("s"):
        amount = 1
    relative = Relative(unit=unit, amount=None if amount is None else -amount, shape="window")
    return replace(_core(match, "window"), relative=relative)


def _recent(match: re.Match[str]) -> DateWords:
    unit = _UNITS.get(match["unit"], "year")
    return replace(
        _core(match, "window"), relative=Relative(unit=unit, amount=None, shape="window")
    )


def _calendar(match: re.Match[str]) -> DateWords:
    unit = _UNITS[match["unit"]]
    relative = Relative(unit=unit, amount=_WHICH[match["which"].lower()], shape="calendar")
    return replace(
        _core(match, _grain(unit)), relative=relative, portion=_portion(match["portion"])
    )


def _weekend(match: re.Match[str]) -> DateWords:
    relative = Relative(unit="weekend", amount=0, shape="calendar")
    return replace(_core(match, "weekend"), relative=relative)


def _that_day(match: re.Match[str]) -> DateWords:
    said = (match["that"] or match["eve"]).lower()
    amount = 0
    if "next" in said or "following" in said or "after" in said:
        amount = 1
    elif "previous" in said or "before" in said or "earlier" in said:
        amount = -1
    unit = match["unit"]
    part = None if unit in (None, "day") else unit
    relative = Relative(unit="day", amount=amount, to="text")
    return replace(_core(match, "day"), relative=relative, part_of_day=part)


def _named_day(match: re.Match[str]) -> DateWords:
    said = match["named"].lower()
    amount, part = 0, None
    if said == "the day before yesterday":
        amount = -2
    elif said == "yesterday":
        amount = -1
    elif said == "tomorrow":
        amount = 1
    core = _core(match, "day")
    if said in ("last night", "overnight"):
        relative = Relative(unit="day", amount=-1, shape="window")
        return replace(core, relative=relative, part_of_day="night")
    if said == "tonight":
        part = "night"
    elif said.startswith("this "):
        part = said.removeprefix("this ")
    return replace(core, relative=Relative(unit="day", amount=amount), part_of_day=part)


def _clock(match: re.Match[str]) -> DateWords:
    return replace(_core(match, "clock"), clock=_hours(match["clock"]), zone=match["zone"])


_CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?(?:[:.]\d\d)?\s*([ap])?", re.IGNORECASE)


def _hours(clock: str) -> str | None:
    """Clock as HH:MM on 24 hours; null for an o'clock that may be either half of the day."""
    match = _CLOCK.match(clock)
    if match is None or "clock" in clock:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour % 24:02d}:{minute:02d}"


_READERS = {
    "iso": _iso,
    "figures": _figures,
    "days of month": _day,
    "month days": _day,
    "day month": _day,
    "month day": _day,
    "weekday day": _weekday_day,
    "day alone": _day_alone,
    "month year": _month_year,
    "month": _month_only,
    "weekday": _weekday_only,
    "year": _year_only,
    "ago": _ago,
    "window": _window,
    "recent": _recent,
    "calendar": _calendar,
    "weekend": _weekend,
    "that day": _that_day,
    "named day": _named_day,
    "clock": _clock,
}


def _dressed(text: str, taken: list[DateWords], low: int, high: int) -> list[DateWords]:
    """Give days the clock and part of the day that stand beside them; add what comes before."""
    dressed: list[DateWords] = []
    for number, words in enumerate(taken):
        if dressed and words.start < dressed[-1].end:
            continue
        floor = dressed[-1].end if dressed else low
        ceiling = high
        whole = words
        if words.granularity == "day":
            ceiling = next((t.start for t in taken[number + 1 :] if t.clock is None), high)
            whole, floor = _with_left(text, words, floor, dressed)
            whole = _with_right(text, whole, ceiling)
        dressed.append(_with_aspect(text, whole))
    return dressed


def _with_left(
    text: str, words: DateWords, floor: int, dressed: list[DateWords]
) -> tuple[DateWords, int]:
    if dressed and dressed[-1].granularity == "clock":
        gap = text[dressed[-1].end : words.start]
        if re.fullmatch(r"(?:\s+on|,)?\s+(?:the\s+)?", gap):
            clock = dressed.pop()
            words = replace(
                words,
                start=clock.start,
                text=text[clock.start : words.end],
                clock=clock.clock,
                zone=clock.zone,
            )
            return words, floor
    match = form.LEFT.search(text[max(floor, words.start - 45) : words.start])
    if match is None or (match["part"] is None and match["edge"] is None):
        return words, floor
    start = words.start - (match.end() - match.start())
    part = match["part"] or match["edge"]
    return replace(words, start=start, text=text[start : words.end], part_of_day=part), floor


def _with_right(text: str, words: DateWords, ceiling: int) -> DateWords:
    match = form.RIGHT.match(text, words.end, max(ceiling, words.end))
    if match is None or match.end() == match.start():
        return words
    clock = words.clock or (_hours(match["clock"]) if match["clock"] else None)
    part = match["part"] if words.part_of_day is None else words.part_of_day
    if match["part"] and words.part_of_day in ("early", "late"):
        part = f"{words.part_of_day} {match['part']}"
    return replace(
        words,
        end=match.end(),
        text=text[words.start : match.end()],
        clock=clock,
        zone=words.zone or match["zone"],
        part_of_day=part,
    )


def _with_aspect(text: str, words: DateWords) -> DateWords:
    before = text[max(0, words.start - 40) : words.start]
    aspect = form.ASPECT.search(before)
    kind: Aspect = "at"
    for name in ("since", "until", "as_of", "before", "after"):
        if aspect is not None and aspect[name]:
            kind = name
    about = form.ABOUT.search(before) is not None
    return replace(words, aspect=kind, approximate=about)


def _joined(text: str, dressed: list[DateWords]) -> list[DateWords]:
    """Make one range of two dates that "to", "until", a dash or "between … and" joins."""
    joined: list[DateWords] = []
    for words in dressed:
        whole = _range(text, joined[-1], words) if joined else None
        if whole is None:
            joined.append(words)
        else:
            joined[-1] = whole
    return joined


def _range(text: str, first: DateWords, last: DateWords) -> DateWords | None:
    gap = text[first.end : last.start]
    if form.JOIN.fullmatch(gap) is None or first.granularity != last.granularity:
        return None
    how = form.FROM.search(text[max(0, first.start - 12) : first.start])
    between = how is not None and how["how"].lower() == "between"
    if ("and" in gap) != between or _ranged(first) or _ranged(last):
        return None
    if first.relative or last.relative or first.candidates or last.candidates:
        return None
    fields = (first.year or last.year, first.month or last.month)
    return replace(
        first,
        end=last.end,
        text=text[first.start : last.end],
        year=fields[0],
        month=fields[1],
        end_year=last.year,
        end_month=last.month,
        end_day=last.day,
        end_weekday=last.weekday,
    )


def _ranged(words: DateWords) -> bool:
    ends = (words.end_year, words.end_month, words.end_day, words.end_weekday)
    return any(part is not None for part in ends) or words.granularity == "clock"
