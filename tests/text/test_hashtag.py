"""Hashtags as words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.text.hashtag import words_of_tag


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("ElmCrossHospital", "Elm Cross Hospital"),
        ("Elm_Cross_Hospital", "Elm Cross Hospital"),
        ("SaveElmCrossHospital", "Elm Cross Hospital"),
        ("PrayForOstrel", "Ostrel"),
        ("MRTClinic", "MRT Clinic"),
        ("БольницаОстрел", "Больница Острел"),
        ("Save", "Save"),
        ("Savenna", "Savenna"),
        ("elmcross", "elmcross"),
    ],
)
def test_capitals_and_low_lines_part_words_and_a_call_is_left_out(tag: str, words: str) -> None:
    assert words_of_tag(tag) == words


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1))
def test_no_letter_of_a_tag_is_lost_but_those_of_a_call_at_its_head(tag: str) -> None:
    assert tag.endswith(re.sub(r" ", "", words_of_tag(tag)))
