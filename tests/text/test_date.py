"""Dates as written: a table of cases that anybody can add to, and laws."""

from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solferino.text.date import DateWords, date_words

TABLE = Path(__file__).with_name("dates.md")
SILENT = {"start", "end", "text", "granularity"}
DAYS = st.dates(date(1950, 1, 1), date(2079, 12, 31))
FORMATS = (
    "%-d %B %Y",
    "%-d %b %Y",
    "%B %-d, %Y",
    "%b. %-d, %Y",
    "%A %-d %B %Y",
    "%A, %B %-d, %Y",
    "%a %d %b %Y",
    "%Y-%m-%d",
    "%d.%m.%Y",
)


def cases() -> list[tuple[str, str]]:
    rows = [line.split("|") for line in TABLE.read_text("utf-8").splitlines() if "|" in line]
    found = [(row[1].strip(), row[2].strip()) for row in rows]
    return [(text, told) for text, told in found if text not in ("text", "---")]


def told_fields(words: DateWords) -> str:
    told = []
    for field in fields(words):
        content = getattr(words, field.name)
        if field.name in SILENT or content == field.default:
            continue
        if field.name == "relative":
            content = f"{content.unit} {content.amount} {content.shape} to {content.to}"
        elif field.name == "moving" and content.easter is not None:
            content = f"easter {content.easter}"
        elif field.name == "candidates":
            content = " or ".join("-".join(map(str, c)) for c in content)
        told.append(f"{field.name} {content}")
    return f"{words.granularity}: {', '.join(told)}".strip()


@pytest.mark.parametrize(("text", "told"), cases())
def test_dates_of_the_table_are_found_and_nothing_else(text: str, told: str) -> None:
    found = "; ".join(f"{d.text} = {told_fields(d)}" for d in date_words(text))
    assert found == told


@settings(deadline=None)
@given(DAYS, st.sampled_from(FORMATS))
def test_a_full_date_gives_its_year_month_and_day(day: date, form: str) -> None:
    assume(day.month != 5 or "%b." not in form)  # "in May. 5 people" is no date
    text = f"It was written on {day.strftime(form)}, they said."
    (found,) = date_words(text)
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)
    assert found.text == day.strftime(form)
    assert found.weekday in (None, day.weekday())


@settings(deadline=None)
@given(DAYS)
def test_figures_name_one_day_or_keep_both(day: date) -> None:
    (found,) = date_words(day.strftime("on %d/%m/%Y."))
    if day.day <= 12 and day.day != day.month:
        both = {(day.year, day.month, day.day), (day.year, day.day, day.month)}
        assert set(found.candidates) == both
        assert found.day is None
    else:
        assert (found.year, found.month, found.day) == (day.year, day.month, day.day)


@settings(deadline=None)
@given(DAYS, st.integers(0, 23), st.integers(0, 59))
def test_a_clock_time_beside_a_day_is_written_in_24_hours(
    day: date, hour: int, minute: int
) -> None:
    half = "am" if hour < 12 else "pm"
    clock = f"{hour % 12 or 12}:{minute:02d}{half}"
    for text in (f"on {day:%A} at {clock} local time", f"at {clock} local time on {day:%A}"):
        (found,) = date_words(text)
        assert (found.clock, found.zone) == (f"{hour:02d}:{minute:02d}", "local time")
        assert found.weekday == day.weekday()


PIECES = st.sampled_from(
    [
        "Friday",
        "Wed.",
        "18",
        "18th",
        "Nov",
        "November",
        "May",
        "March",
        "2016",
        "2016-11-18",
        "10/11/2016",
        "at",
        "9:40am",
        "on",
        "in",
        "since",
        "until",
        "between",
        "and",
        "to",
        "-",
        "–",
        ",",
        ".",
        "(",
        ")",
        "the",
        "day",
        "before",
        "that",
        "three",
        "weeks",
        "ago",
        "last",
        "week",
        "overnight",
        "tenth",
        "of",
        "evening",
        "[local",
        "time]",
        "early",
        "3-5",
        "İ",
        "yesterday",
        "1430",
        "GMT\n",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=24).map(" ".join))
def test_dates_are_exact_ordered_and_apart(text: str) -> None:
    found = date_words(text)
    assert all(text[d.start : d.end] == d.text and d.text == d.text.strip() for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join), st.integers(0, 400))
def test_what_stands_far_away_changes_no_date(text: str, distance: int) -> None:
    before = "x" * distance + "\n" * 80
    alone = [(d.start, d.end, told_fields(d)) for d in date_words("\n" * 80 + text)]
    moved = [
        (d.start - distance, d.end - distance, told_fields(d)) for d in date_words(before + text)
    ]
    assert moved == alone


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join), st.text(max_size=8))
def test_dates_of_a_stretch_lie_within_it(text: str, around: str) -> None:
    whole = f"{around} {text} {around}"
    start = len(around) + 1
    end = start + len(text)
    assert all(start <= d.start and d.end <= end for d in date_words(whole, start, end))


def test_since_and_until_are_told_apart_from_days_of_events() -> None:
    since, until = date_words("from then on since 22 April, and until 5 May")
    assert (since.since, since.until) == (True, False)
    assert (until.since, until.until) == (False, True)
