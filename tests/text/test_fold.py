"""Folding: spellings of one word share a key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.text.fold import fold


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("Café", "CAFE"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("o’clock", "O'CLOCK"),
        ("Sana‘a", "Sana'a"),
        ("أحمد", "احمد"),
        ("إدلب", "ادلب"),
        ("آمنة", "امنه"),
        ("مستشفى", "مستشفي"),
        ("مُسْتَشْفَى", "مستشفى"),
        ("مستـــشفى", "مستشفى"),
        ("كرم", "ک‌رم"),
        ("٤٥", "45"),
        ("ЁЛКА", "елка"),
        ("“so”", '"so"'),
        ("–", "-"),
        ("ﬁeld", "field"),
    ],
)
def test_spellings_of_one_word_share_a_key(spelling: str, other: str) -> None:
    assert fold(spelling) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("حلب", "حلف"), ("Homs", "Hons"), ("Nasr", "Nasser"), ("12", "21")]
)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(deadline=None)
@given(st.text())
def test_a_key_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_only_lose_their_case(text: str) -> None:
    assert fold(text).replace("'", "`") == text.lower().replace("'", "`")


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "Zs"))))
def test_a_key_does_not_depend_on_capitals(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@settings(deadline=None)
@given(st.text(), st.text())
def test_each_letter_is_folded_by_itself(one: str, other: str) -> None:
    assert fold(f"é{one}{other}") == fold("é") + fold(one) + fold(other)
