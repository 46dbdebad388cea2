"""What is looked for is found where it stands, in any spelling, and nowhere else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.text.sought import Phrase, Sought, bare, holds, places, read_sought

WORDS = st.lists(st.sampled_from(["clinic", "Tesk", "مستشفى", "nurse", "هجوم", "two"]), max_size=12)


def found(text: str, asked: str) -> list[str]:
    return [text[p.start : p.end] for p in places(text, read_sought(asked))]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("The Clinic in Tesk. A clinic.", "clinic", ["Clinic", "clinic"]),
        ("Café de Tésk", "cafe tesk", ["Café", "Tésk"]),
        ("قصف المستشفى والمدرسة", "مستشفى", ["المستشفى"]),
        ("قصف مستشفى إدلب", "المستشفي ادلب", ["مستشفى", "إدلب"]),
        ("للمستشفى سيارة", "مستشفى", ["للمستشفى"]),
        ("rockets hit the clinic; the rockets", '"the clinic"', ["the clinic"]),
        ("“two nurses” and two more", "“two nurses”", ["two nurses"]),
        ("hospitals, hospital, host", "hospital*", ["hospitals", "hospital"]),
        ("al-Quds hospital", "al-quds", ["al-Quds"]),
        ("nothing of it", "clinic", []),
    ],
)
def test_words_are_found_as_they_are_spelt(text: str, asked: str, expected: list[str]) -> None:
    assert found(text, asked) == expected


def test_what_is_typed_is_read_somehow() -> None:
    assert read_sought('clinic -drill "two nurses" hosp* - * "" \'') == Sought(
        phrases=(
            Phrase(keys=("clinic",)),
            Phrase(keys=("drill",), absent=True),
            Phrase(keys=("two", "nurses")),
            Phrase(keys=("hosp",), open=True),
        )
    )


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(asked: str) -> None:
    sought = read_sought(asked)
    assert all(phrase.keys for phrase in sought.phrases)
    assert places("", sought) == []


@given(WORDS, WORDS)
def test_places_are_in_order_apart_and_exact(said: list[str], asked: list[str]) -> None:
    text = " ".join(said)
    told = places(text, read_sought(" ".join(asked)))
    assert all(a.end <= b.start for a, b in pairwise(told))
    assert {text[p.start : p.end] for p in told} == set(said) & set(asked)
    assert holds(text, read_sought(" ".join(asked))) == (set(asked) <= set(said))


def test_the_article_is_taken_off_once_and_short_words_stay() -> None:
    assert bare("الطبيب") == "طبيب"
    assert bare("وبالمستشفي") == "مستشفي"
    assert bare("الم") == "الم"
    assert bare("almost") == "almost"
