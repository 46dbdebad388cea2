"""An attribution's day is found in many spellings, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.read.dates import day

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS)
def test_every_unambiguous_spelling_gives_the_day(when: date) -> None:
    iso = when.isoformat()
    month = when.strftime("%B")
    for spelling in (
        iso,
        f"{iso}T23:59:00+03:00",
        f"{month} {when.day}, {when.year}",
        f"{month[:3]}. {when.day}, {when.year}",
        f"{when.day} {month} {when.year}",
        f"{when.day}. {month} {when.year}",
        f"4:05 PM · {month} {when.day}, {when.year}",
    ):
        assert day(spelling) == iso, spelling


@given(DAYS)
def test_figures_give_a_day_only_if_they_can_be_read_in_one_way(when: date) -> None:
    one_way = when.day > 12 or when.day == when.month
    for spelling in (
        f"{when.day:02}.{when.month:02}.{when.year}",
        f"{when.month}/{when.day}/{when.year}",
    ):
        assert day(spelling) == (when.isoformat() if one_way else None)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("18 مارس 2031", "2031-03-18"),
        ("١٨ آذار ٢٠٣١", "2031-03-18"),
        ("\u200f28 تشرين الثاني/نوفمبر 2031", "2031-11-28"),
        ("28. März 2031", "2031-03-28"),
        ("le 1er août 2031", "2031-08-01"),
        ("5 de mayo de 2031", "2031-05-05"),
        ("8 июля 2031 г.", "2031-07-08"),
        ("8 Липня 2031", "2031-07-08"),
        ("Tuesday, 18th of March 2031", "2031-03-18"),
    ],
)
def test_months_are_known_in_many_languages(words: str, iso: str) -> None:
    assert day(words) == iso


@pytest.mark.parametrize(
    "words", ["", "March 2031", "18 March", "2031", "31 February 2031", "30.02.2031", "1.13.31"]
)
def test_what_names_no_day_gives_none(words: str) -> None:
    assert day(words) is None
