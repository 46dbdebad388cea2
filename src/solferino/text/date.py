"""Find dates and times as written, without deciding which day they mean.

`extract.time` decides; here every field is one that the words themselves give.
"""

from collections.abc import Iterator
from dataclasses import replace

from solferino.text import date_forms as forms
from solferino.text.date_parts import Aspect, DateWords, Relative
from solferino.text.date_reading import hours, read
from solferino.text.taken import Taken

__all__ = ["DateWords", "Relative", "date_words"]


def date_words(text: str, start: int = 0, end: int | None = None) -> tuple[DateWords, ...]:
    """Dates and times as written, in order, none overlapping another."""
    stop = len(text) if end is None else end
    found: list[DateWords] = []
    for low, high, kinds in _windows(text, start, stop):
        found.extend(_in_window(text, low, high, kinds))
    return tuple(found)


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int, set[str]]]:
    """Stretches that hold triggers, with their kinds: the grammar skips the rest of the text."""
    low, high = start, start
    kinds: set[str] = set()
    for match in forms.TRIGGER.finditer(text, start, end):
        if match.start() - forms.REACH > high or low == high:
            if low < high:
                yield low, high, kinds
            low, kinds = max(high, match.start() - forms.REACH), set()
        high = min(end, match.end() + forms.REACH)
        kinds.add(match.lastgroup or "")
    if low < high:
        yield low, high, kinds


def _in_window(text: str, low: int, high: int, kinds: set[str]) -> list[DateWords]:
    found: list[DateWords] = []
    taken = Taken()
    if "calendar" in kinds:
        found.extend(_matches(text, (low, high), forms.CALENDAR, taken))
    if "phrase" in kinds:
        found.extend(_matches(text, (low, high), forms.PHRASES, taken))
    found = _dressed(text, sorted(found, key=lambda words: words.start), low, high)
    taken = Taken((words.start, words.end) for words in found)
    found.extend(_matches(text, (low, high), forms.REST, taken))
    found.sort(key=lambda words: words.start)
    return _joined(text, [_with_aspect(text, words) for words in found])


def _matches(
    text: str, window: tuple[int, int], table: forms.Forms, taken: Taken
) -> Iterator[DateWords]:
    for name, pattern in table:
        for match in pattern.finditer(text, *window):
            words = read(name, match)
            if words and taken.take(*match.span()):
                yield from words


def _dressed(text: str, taken: list[DateWords], low: int, high: int) -> list[DateWords]:
    """Give days the clock time and part of the day that stand beside them."""
    dressed: list[DateWords] = []
    floor = low
    for number, words in enumerate(taken):
        whole = words
        if words.granularity == "day":
            ceiling = taken[number + 1].start if number + 1 < len(taken) else high
            whole = _with_right(text, _with_left(text, words, floor), ceiling)
        dressed.append(whole)
        floor = whole.end
    return dressed


def _with_left(text: str, words: DateWords, floor: int) -> DateWords:
    match = forms.LEFT.search(text, max(floor, words.start - forms.REACH), words.start)
    if match is None:
        return words
    clock = hours(match["clock"]) if match["clock"] else None
    return replace(
        words,
        start=match.start(),
        text=text[match.start() : words.end],
        clock=clock,
        zone=match["zone"],
        part_of_day=match["part"] or match["edge"] or words.part_of_day,
    )


def _with_right(text: str, words: DateWords, ceiling: int) -> DateWords:
    match = forms.RIGHT.match(text, words.end, ceiling)
    if match is None or match.end() == words.end:
        return words
    part = match["part"] or words.part_of_day
    if match["part"] and words.part_of_day in ("early", "late"):
        part = f"{words.part_of_day} {match['part']}"
    return replace(
        words,
        end=match.end(),
        text=text[words.start : match.end()],
        clock=words.clock or (hours(match["clock"]) if match["clock"] else None),
        zone=words.zone or match["zone"],
        part_of_day=part,
    )


def _with_aspect(text: str, words: DateWords) -> DateWords:
    floor = max(0, words.start - forms.REACH)
    found = forms.ASPECT.search(text, floor, words.start)
    names: tuple[Aspect, ...] = ("since", "until", "as_of", "before", "after")
    aspect = next((name for name in names if found is not None and found[name]), words.aspect)
    # "At around 10 a.m. on 5 May" leaves the hour open, and not the day.
    of_hour = forms.HOUR_FIRST.match(words.text) is not None
    about = not of_hour and forms.ABOUT.search(text, floor, words.start) is not None
    return replace(words, aspect=aspect, approximate=about)


def _joined(text: str, ordered: list[DateWords]) -> list[DateWords]:
    """Make one range of two dates that "to", a dash or "between … and" joins."""
    joined: list[DateWords] = []
    for words in ordered:
        whole = _range(text, joined[-1], words) if joined else None
        if whole is None:
            joined.append(words)
        else:
            joined[-1] = whole
    return joined


def _range(text: str, first: DateWords, last: DateWords) -> DateWords | None:
    between = forms.BETWEEN.search(text, max(0, first.start - forms.REACH), first.start)
    join = forms.JOIN_AND if between else forms.JOIN
    if join.fullmatch(text, first.end, last.start) is None or not _joinable(first, last):
        return None
    year = first.year
    if year is None and last.year is not None:
        year = last.year - ((first.month or 0) > (last.month or 0) > 0)
    return replace(
        first,
        end=last.end,
        text=text[first.start : last.end],
        year=year,
        month=first.month or last.month,
        end_year=last.year,
        end_month=last.month,
        end_day=last.day,
        end_weekday=last.weekday,
        aspect="at",
    )


def _joinable(first: DateWords, last: DateWords) -> bool:
    if first.granularity != last.granularity or first.granularity == "clock":
        return False
    if first.relative or last.relative or first.candidates or last.candidates:
        return False
    # A weekday joins a weekday, a dated day a dated day.
    if (first.day is None) != (last.day is None):
        return False
    return not any((first.end_year, first.end_month, first.end_day, first.end_weekday is not None))
