"""Paragraphs of a plain text are exact, in order, and whole where lines were wrapped."""

import tomllib
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from solferino.read.units import units

WRAPPED = (
    "The clinic in the old town of Ossavar was hit by two shells\n"
    "on Tuesday night, its director said. Nobody was hurt in it,\n"
    "but the pharmacy burned out and twelve beds were lost to the\n"
    "fire."
)


@given(st.text(st.one_of(st.characters(), st.sampled_from("\n \t—")), max_size=200))
def test_paragraphs_are_exact_and_hold_all_that_is_visible(text: str) -> None:
    place = 0
    for unit in units(text):
        assert text[place : unit.start].strip() == ""
        assert text[unit.start : unit.end] == unit.text == unit.text.strip()
        assert unit.text
        place = unit.end
    assert text[place:].strip() == ""


def test_wrapped_lines_are_one_paragraph() -> None:
    assert [u.text for u in units(f"Title\n\n{WRAPPED}\n\nEnd")] == ["Title", WRAPPED, "End"]


def test_lines_that_end_sentences_are_paragraphs_of_one_block() -> None:
    lines = [f"{n} shells hit the clinic in the old town of Ossavar today." for n in "123"]
    found = units("\n".join(lines))
    assert [u.text for u in found] == lines
    assert len({u.block for u in found}) == 1


def test_the_lexicon_says_where_it_is_from_and_what_may_come_in() -> None:
    table = tomllib.loads(files("solferino.read").joinpath("zones.toml").read_text("utf-8"))
    assert table["source"]
    assert table["rule_of_admission"]
    assert set(table["months"]) == {str(n) for n in range(1, 13)}
