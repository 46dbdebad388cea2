"""Numbers: a table of cases that anybody can add to, and laws."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.text.date import date_words
from solferino.text.number import Number, numbers

TABLE = Path(__file__).with_name("numbers.md")
UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def cases() -> list[tuple[str, str]]:
    rows = [line.split("|") for line in TABLE.read_text("utf-8").splitlines() if "|" in line]
    found = [(row[1].strip().replace("\\n", "\n"), row[2].strip()) for row in rows]
    return [(text, told) for text, told in found if text not in ("text", "---")]


def meaning(number: Number) -> str:
    if number.kind == "ordinal":
        return f"#{number.min}"
    if number.qualifier in ("vague", "none"):
        return number.qualifier
    figure = f"{number.min} to {number.max}" if number.min != number.max else f"{number.min}"
    return {
        "about": f"about {figure}",
        "at_least": f"at least {number.min}",
        "at_most": f"at most {number.max}",
    }.get(number.qualifier, figure)


def spelled(number: int) -> str:
    """Write a number in English words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    scales = ((1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
    size, scale = next((size, scale) for size, scale in scales if number >= size)
    rest = number % size
    joint = " and " if 0 < rest < 100 else " "
    return f"{spelled(number // size)} {scale}{joint + spelled(rest) if rest else ''}"


@pytest.mark.parametrize(("text", "told"), cases())
def test_numbers_of_the_table_are_found_and_nothing_else(text: str, told: str) -> None:
    found = "; ".join(f"{text[n.start : n.end]} = {meaning(n)}" for n in numbers(text))
    assert found == told


def test_narrow_and_unbroken_spaces_part_thousands() -> None:
    for space in ("\u00a0", "\u202f"):
        (number,) = numbers(f"for 12{space}500 residents")
        assert (number.min, number.max) == (12_500, 12_500)


@settings(deadline=None)
@given(st.integers(1, 999_999_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    text = f"They counted {spelled(number)} tents"
    (found,) = numbers(text)
    assert (found.min, found.max, found.qualifier) == (number, number, "exact")
    assert text[found.start : found.end] == spelled(number)


@settings(deadline=None)
@given(st.integers(1, 9_999_999), st.sampled_from(["at least", "up to", "about", "exactly"]))
def test_figures_with_separators_keep_their_bounds(number: int, bound: str) -> None:
    (found,) = numbers(f"There were {bound} {number:,} blankets, he said")
    assert found.min == (None if bound == "up to" else number)
    assert found.max == (None if bound == "at least" else number)


@settings(deadline=None)
@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_range_has_the_lower_bound_first(one: int, other: int) -> None:
    low, high = sorted((one, other))
    found = numbers(f"between {low:,} and {high:,} blankets")
    bounds = [(n.min, n.max) for n in found]
    assert bounds == ([(low, high)] if low < high else [(low, low), (high, high)])


WORDS = st.sampled_from(
    [
        "at",
        "least",
        "20",
        "twelve",
        "no",
        "nobody",
        "dozens",
        "of",
        "-",
        "–",
        "to",
        "or",
        "and",
        "between",
        "3rd",
        "4,000",
        "2.5",
        "million",
        "hundred",
        "a",
        "an",
        "aged",
        "(",
        ")",
        ",",
        ".",
        "$",
        "%",
        "12",
        "1.",
        "2016",
        "2000",
        "people",
        "40%",
        "İ",
        "5m",
        "May",
        "14",
        "over",
        "+",
        "~",
        "half",
        "second\n",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=24).map(" ".join))
def test_numbers_are_exact_ordered_and_apart(text: str) -> None:
    found = numbers(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for n in found:
        assert text[n.start : n.end].strip() == text[n.start : n.end]
        assert n.min is None or n.max is None or n.min <= n.max


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=8))
def test_numbers_of_a_stretch_lie_within_it(text: str, around: str) -> None:
    whole = f"{around} {text} {around}"
    start = len(around) + 1
    end = start + len(text)
    assert all(start <= n.start and n.end <= end for n in numbers(whole, start, end))


@settings(deadline=None)
@given(st.lists(WORDS, max_size=16).map(" ".join))
def test_dates_that_the_caller_knows_change_nothing(text: str) -> None:
    assert numbers(text, dates=date_words(text)) == numbers(text)


def test_a_figure_longer_than_python_reads_is_no_number() -> None:
    assert numbers("1" * 6000 + " and one tent")[0].min == 1
    assert numbers("2." + "1" * 6000) == ()
