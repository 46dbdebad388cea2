"""Dates resolved: a table of cases that anybody can add to, and laws."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.extract.days.time import Anchor, resolve, year_of_weekday
from solferino.model import TimeValue
from solferino.text.date import DateWords, date_words

TABLE = Path(__file__).with_name("time.md")
DAYS = st.dates(date(1950, 1, 1), date(2079, 12, 31))
DAY = timedelta(days=1)

# ISO 8601-2:2019 written down apart from the code: dates, "~", intervals, sets of days.
YEAR, MONTH, NUMBER = r"\d{4}", r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
ONE = rf"{YEAR}(?:-{MONTH}(?:-{NUMBER})?)?~?"
EDTF = re.compile(rf"{ONE}(?:/{ONE})?|\[{YEAR}-{MONTH}-{NUMBER}(?:,{YEAR}-{MONTH}-{NUMBER})+\]")


def cases() -> list[list[str]]:
    rows = [line.split("|")[1:-1] for line in TABLE.read_text("utf-8").splitlines() if "|" in line]
    found = [[cell.strip() for cell in row] for row in rows]
    return [row for row in found if row[0] not in ("text", "---")]


def read(text: str, anchor: date | str | None, said: str = "") -> TimeValue | None:
    """Resolve the date that reads `said`, or the only one; the text's others are its context."""
    context = date_words(text)
    (words,) = [w for w in context if said in ("", w.text)]
    against = None if not anchor else Anchor(date=str(anchor), source="document")
    return resolve(words, against, context)


def day(found: TimeValue | None) -> date:
    assert found is not None
    assert found.earliest is not None
    assert found.earliest == found.latest == found.edtf
    return date.fromisoformat(found.earliest)


@pytest.mark.parametrize("row", cases(), ids=lambda row: f"{row[0]} [{row[1]}]")
def test_dates_of_the_table_mean_what_it_says(row: list[str]) -> None:
    text, anchor, said, *expected = row
    found = read(text, anchor, said)
    if found is None:
        told = [""] * 4
    else:
        told = [c or "-" for c in (found.earliest, found.latest, found.edtf, found.basis)]
    assert told == expected


@settings(deadline=None)
@given(DAYS, st.sampled_from(["%-d %B %Y", "%B %-d, %Y", "%A %-d %b %Y", "%Y-%m-%d"]), DAYS)
def test_an_explicit_date_is_that_day_whatever_the_anchor(
    told: date, form: str, anchor: date
) -> None:
    found = read(f"hit on {told.strftime(form)}.", anchor)
    assert day(found) == told
    assert found is not None
    assert (found.basis, found.anchor) == ("explicit", None)


@settings(deadline=None)
@given(DAYS, st.integers(1, 6))
def test_a_date_that_its_weekday_contradicts_has_no_bounds(told: date, off: int) -> None:
    found = read(f"hit on {told + off * DAY:%A} {told:%-d %B %Y}.", told)
    assert found == TimeValue(earliest=None, latest=None, edtf=None, basis="unresolved")


@settings(deadline=None)
@given(DAYS, st.integers(0, 6))
def test_a_weekday_lies_within_the_week_that_ends_with_the_anchor(anchor: date, back: int) -> None:
    told = anchor - back * DAY
    found = read(f"hit on {told:%A} morning", anchor)
    assert day(found) == told
    assert found is not None
    assert (found.basis, found.anchor) == ("weekday", anchor.isoformat())


@settings(deadline=None)
@given(DAYS)
def test_a_weekday_without_an_anchor_means_no_day(told: date) -> None:
    assert read(f"hit on {told:%A} morning", None) is None


@settings(deadline=None)
@given(DAYS, st.integers(0, 300))
def test_a_day_and_month_mean_the_last_such_day_or_nothing(anchor: date, back: int) -> None:
    told = anchor - back * DAY
    found = read(f"hit on {told:%-d %B}", anchor)
    if found is not None:
        assert day(found) == told
        assert found.basis == "explicit_no_year"


@settings(deadline=None)
@given(DAYS, st.integers(0, 700))
def test_weekday_day_and_month_never_mean_another_day(anchor: date, back: int) -> None:
    told = anchor - back * DAY
    found = read(f"hit on {told:%A %-d %B}", anchor)
    if found is not None:
        assert found.earliest is not None
        assert date.fromisoformat(found.earliest).weekday() == told.weekday()
        assert day(found).strftime("%d %B") == told.strftime("%d %B")
        assert day(found) <= anchor + timedelta(days=60)
    if back < 365:
        assert found is not None
        assert day(found) == told


@settings(deadline=None)
@given(DAYS, st.integers(-900, 900))
def test_the_year_of_a_weekday_is_one_in_which_it_fits(told: date, off: int) -> None:
    near = min(max(told + off * DAY, date(1950, 1, 1)), date(2079, 12, 31))
    year = year_of_weekday(told.weekday(), told.day, told.month, near)
    if year is not None:
        assert date(year, told.month, told.day).weekday() == told.weekday()
        assert abs(year - near.year) <= 3
    if told == near:
        assert year == told.year


@settings(deadline=None)
@given(DAYS, st.integers(0, 2000), st.integers(0, 2000))
def test_nearer_words_lie_nearer_to_the_anchor(anchor: date, one: int, other: int) -> None:
    bounds = []
    for amount in sorted((one % 1000, other % 1000)):
        found = read(f"hit {amount} days ago", anchor)
        bounds.append(day(found))
    assert bounds[0] >= bounds[1]


PHRASES = st.sampled_from(
    [
        "Friday",
        "on Friday 18th Nov",
        "Wednesday 16th",
        "18 November",
        "18 November 2016",
        "10/11/2016",
        "31 February 2016",
        "3-5 May",
        "28 December to 3 January",
        "in July",
        "in July 2016",
        "in 2016",
        "between March and January 2016",
        "three weeks ago",
        "999 decades ago",
        "last week",
        "over the weekend",
        "in the past two days",
        "later this year",
        "overnight on Friday",
        "that day.",
        "two days later.",
        "last March",
        "circa 1900",
        "about 1 January 1900",
        "from Friday to Monday",
        "since 22 April",
        "at 9:40am",
    ]
)
ANCHORS = st.none() | st.dates() | st.sampled_from(["2016", "soon", "2016-11-18T09:40:00Z"])


@settings(deadline=None)
@given(st.lists(PHRASES, max_size=8), ANCHORS)
def test_no_reading_ends_before_it_begins_and_all_edtf_is_valid(
    phrases: list[str], anchor: date | str | None
) -> None:
    context = date_words(". ".join(phrases))
    against = None if anchor is None else Anchor(date=str(anchor), source="document")
    for words in context:
        found = resolve(words, against, context)
        if found is None:
            continue
        assert (found.earliest is None) == (found.latest is None)
        if found.earliest is not None and found.latest is not None:
            assert date.fromisoformat(found.earliest) <= date.fromisoformat(found.latest)
            assert found.edtf is not None
        assert found.edtf is None or EDTF.fullmatch(found.edtf)
        assert found.earliest is not None or found.basis == "unresolved"
        assert found.clock == words.clock


@settings(deadline=None)
@given(st.lists(PHRASES, min_size=1, max_size=8), DAYS)
def test_the_order_in_which_context_is_given_changes_nothing(
    phrases: list[str], anchor: date
) -> None:
    context = date_words(". ".join(phrases))
    against = Anchor(date=anchor.isoformat(), source="document")
    forwards = [resolve(w, against, context) for w in context]
    assert forwards == [resolve(w, against, context[::-1]) for w in context]


def test_years_that_the_caller_knows_fix_a_weekday() -> None:
    (words,) = date_words("hit on Friday 18th Nov")
    found = resolve(words, None, years=(2015, 2016, 2017))
    assert day(found) == date(2016, 11, 18)
    assert resolve(words, None, years=(2005, 2016)) is None


def test_clock_and_zone_stay_with_the_day() -> None:
    found = read("At 9:40pm local time on Friday it fell", date(2016, 11, 20))
    assert found is not None
    assert (found.clock, found.zone, found.earliest) == ("21:40", "local time", "2016-11-18")


def test_a_far_or_vague_point_of_reference_lends_no_day() -> None:
    far = "It fell on 29 November 2023. " + "Stones lay about. " * 40 + "That day it rained."
    assert read(far, None, "That day") is None
    vague = "It stood empty since 29 November 2023. That day it rained."
    assert read(vague, None, "That day") is None


def words_of(text: str) -> DateWords:
    (words,) = date_words(text)
    return words


def test_a_date_does_not_explain_itself() -> None:
    words = words_of("hit on Wednesday 16th")
    assert resolve(words, None, (words,)) is None
