"""Text that was encoded twice is told of, and never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.ports import Sample
from solferino.read.html import HtmlReader
from solferino.read.mojibake import garbled
from solferino.read.plain import PlainReader

ENGLISH = "The clinic’s director said: “Nobody was hurt” — the pharmacy burned."
FRENCH = "La clinique a été touchée à l’aube ; la façade est abîmée."
RUSSIAN = "Заведующая больницей в городке Оссавар сообщила, что во двор попали снаряды."
UKRAINIAN = "Він сказав, що її лікарня згоріла; «Є загиблі», — ні, їх немає. Ві"
ARABIC = "قالت مديرة العيادة في بلدة أوسافار إن قذيفتين أصابتا ساحة المبنى."


def twice(text: str, page: str) -> str:
    return text.encode().decode(page, "replace")


@pytest.mark.parametrize(
    ("text", "page"),
    [(ENGLISH, "cp1252"), (FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (ARABIC, "cp1256")],
)
def test_text_that_was_encoded_twice_is_found(text: str, page: str) -> None:
    found = garbled(twice(text, page))
    assert found is not None
    assert found.meant in text


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, RUSSIAN, UKRAINIAN, ARABIC, "", "plain"])
def test_sound_text_is_not(text: str) -> None:
    assert garbled(text) is None


@given(st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF)))
def test_no_arabic_text_is_taken_for_it(text: str) -> None:
    assert garbled(text) is None


def test_it_is_told_and_the_text_is_what_the_file_holds() -> None:
    words = twice(ENGLISH, "cp1252")
    reading = PlainReader().read(Sample(name="a.txt", data=words.encode()))
    assert reading.text == words
    (problem,) = reading.problems
    assert "â€" in problem.message
    assert "kept as it is" in problem.message


def test_a_wrong_declaration_of_a_sound_file_garbles_nothing() -> None:
    page = f'<html><head><meta charset="windows-1252"></head><body><p>{ENGLISH}</p></body></html>'
    reading = HtmlReader().read(Sample(name="a.html", data=page.encode()))
    assert (reading.text, reading.problems) == (ENGLISH, ())
