"""The wall cuts words from the whole text; any stretch has the words that it has by itself."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.findings import document

from solferino.extract.wall.evidence import Evidence
from solferino.text.segment import words

PIECES = ("Dr. Orlan’s", "4,000", "o’clock", "d'Oré", "2.5", "'s", " ", "\n\n", "—", "أحمد", "x")


@settings(deadline=None)  # the lexicons are read within the first example
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join), st.data())
def test_a_stretch_has_the_words_that_it_has_when_cut_alone(text: str, data: st.DataObject) -> None:
    whole = document(f"A {text} Z")
    start = data.draw(st.integers(0, len(whole.text) - 1))
    end = data.draw(st.integers(start + 1, len(whole.text)))
    found = Evidence(whole).words(whole.span(start, end))
    assert found == list(words(whole.text, start, end))
