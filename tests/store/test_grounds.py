"""A span holds exactly when its words stand at its offsets, counted in code points."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Document, Reading, Receipt, document_of
from solferino.store.grounds import misplaced

TEXTS = st.text("ab \n\r\0é\u0301🏥\u202eم", min_size=1, max_size=30)


def document(text: str) -> Document:
    """Make a document of this text."""
    receipt = Receipt(original="0" * 64, name="a.txt")
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "plain/1")


@given(TEXTS, st.data())
def test_every_span_that_a_document_cuts_holds(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    assert misplaced(document(text).span(start, end), document(text)) is None


@given(TEXTS, st.integers(-40, 40), st.integers(-40, 40), TEXTS)
def test_a_span_holds_only_when_its_words_stand_there(
    text: str, start: int, end: int, words: str
) -> None:
    here = document(text)
    span = dataclasses.replace(here.span(0, 1), start=start, end=end, text=words)
    stands = 0 <= start < end <= len(text) and text[start:end] == words

    assert (misplaced(span, here) is None) == stands


@given(TEXTS)
def test_a_span_of_another_document_never_holds(text: str) -> None:
    span = document(text).span(0, 1)

    assert misplaced(dataclasses.replace(span, document="another"), document(text)) is not None
