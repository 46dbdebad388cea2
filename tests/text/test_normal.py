"""Laws of the one change that a text goes through."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.text.normal import normal

ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\r\n\x00\ufeff \t\ud800")))


@given(ANY_TEXT)
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(ANY_TEXT)
def test_a_normal_text_can_be_kept_anywhere(text: str) -> None:
    kept = normal(text)
    assert kept.encode().decode() == kept
    assert "\r" not in kept
    assert "\x00" not in kept
    assert not kept.startswith("\ufeff")


@given(st.text(st.characters(exclude_characters="\r\x00\ufeff", exclude_categories=["Cs"])))
def test_nothing_else_changes(text: str) -> None:
    assert normal(text) == text


def test_each_kind_of_line_end_becomes_one_newline() -> None:
    assert normal("a\r\nb\rc\nd\n\r\ne") == "a\nb\nc\nd\n\ne"


def test_what_cannot_be_kept_is_seen_to_be_lost_and_moves_nothing() -> None:
    assert normal("a\x00b\ud83dc") == "a\ufffdb\ufffdc"


def test_a_mark_in_the_middle_is_a_character_of_the_text() -> None:
    assert normal("\ufeffa\ufeffb") == "a\ufeffb"
