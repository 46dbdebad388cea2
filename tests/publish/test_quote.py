"""Quotes keep their words exact, show their sentence, and let no contact through."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Document, Page, Reading, Receipt, document_of
from solferino.publish.quote import REACH, Quoter
from solferino.redact import contacts


def document(text: str) -> Document:
    receipt = Receipt(original="0" * 64, name="a.txt")
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "plain/1")


def quoted(text: str, start: int, end: int) -> tuple[str, str, str]:
    held = document(text)
    quote = Quoter({held.id: held}).quote(held.span(start, end))
    assert (quote.name, quote.start, quote.end) == ("a.txt", start, end)
    return quote.before, quote.exact, quote.after


def around(text: str, words: str) -> tuple[str, str, str]:
    start = text.index(words)
    return quoted(text, start, start + len(words))


def test_words_stand_in_their_sentence_only() -> None:
    text = "It rained. Two shells struck the clinic. Nobody slept."
    assert around(text, "Two shells") == ("", "Two shells", " struck the clinic.")


def test_words_over_two_sentences_stand_in_both() -> None:
    text = "It rained. Two fell. Nobody slept."
    assert around(text, "rained. Two") == ("It ", "rained. Two", " fell.")


def test_a_long_sentence_is_cut_at_white_space_and_says_so() -> None:
    text = "word " * 200 + "here" + " word" * 200 + "."
    before, exact, after = around(text, "here")
    assert exact == "here"
    assert before.startswith("…word")
    assert after.endswith("word…")
    assert REACH - 5 < len(before) < REACH + 5
    assert REACH - 5 < len(after) < REACH + 10


def test_a_contact_beside_the_words_is_withheld() -> None:
    text = "Call +99 21 555 0147 about the clinic."
    assert around(text, "the clinic") == ("Call [phone withheld] about ", "the clinic", ".")


def test_a_contact_that_the_words_cut_is_withheld_whole() -> None:
    text = "Call +99 21 555 0147 about it."
    for words in ("555", "+99 21", "0147 about"):
        before, exact, after = around(text, words)
        assert before == "Call "
        assert exact.startswith("[phone withheld]")
        assert after in {" about it.", " it."}


TEXTS = st.lists(
    st.sampled_from(
        ["Two fell. ", "+99 21 555 0147", " a@b.example ", "\n", "@osk ", "شهود ", "🚑", "x" * 300]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(st.data(), TEXTS)
def test_what_is_quoted_is_the_text_but_for_contacts(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    before, exact, after = quoted(text, start, end)
    assert not contacts(before + exact + after)
    if not contacts(text):
        assert exact == text[start:end]
        assert text[:start].endswith(before.removeprefix("…"))
        assert text[end:].startswith(after.removesuffix("…"))


def test_words_of_a_document_with_pages_are_cited_by_page_and_line() -> None:
    text = "One line.\nAnother line.\n\nA second page."
    pages = (
        Page(number=1, start=0, end=24, lines=(0, 10)),
        Page(number=2, start=25, end=39, lines=(25,)),
    )
    receipt = Receipt(original="0" * 64, name="note.pdf")
    reading = Reading(text=text, media_type="application/pdf", pages=pages)
    document = document_of(receipt, reading, "pdf/2")
    quoter = Quoter({document.id: document})

    assert quoter.quote(document.span(10, 17)).place == "page 1, line 2"
    assert quoter.quote(document.span(27, 33)).place == "page 2, line 1"


def test_words_of_a_document_without_pages_are_cited_by_paragraph() -> None:
    receipt = Receipt(original="0" * 64, name="note.txt")
    text = "One line.\n\nAnother line.\n"
    document = document_of(receipt, Reading(text=text, media_type="text/plain"), "plain/1")
    quoter = Quoter({document.id: document})

    assert quoter.quote(document.span(0, 3)).place == "paragraph 1"
    assert quoter.quote(document.span(13, 18)).place == "paragraph 2"
    known = [(document.id, (0, 0, 0, 11))]  # of a source with two more before the first line
    cut = Quoter({document.id: document}, known=known)
    assert cut.quote(document.span(4, 8)).place == "paragraph 3"
    assert cut.quote(document.span(13, 18)).place == "paragraph 4"
