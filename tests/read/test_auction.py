"""The best reader reads; what cannot be read is refused with a reason and a remedy."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solferino.errors import UnreadableError
from solferino.model import Reading
from solferino.ports import Reader, Sample
from solferino.read.auction import read_sample
from solferino.read.tablerow import Row, RowReader

PAGE = b"<!DOCTYPE html><html><body><p>Two shells hit the clinic.</p></body></html>"


class Fixed:
    """A reader that bids what it is told to, as a stranger's plugin might."""

    version = "7"

    def __init__(self, name: str, amount: int, text: str = "words") -> None:
        self.name, self._amount, self._text = name, amount, text

    def bid(self, sample: Sample) -> int:
        return self._amount if sample.data else 0

    def read(self, sample: Sample) -> Reading:
        return Reading(text=self._text, media_type=sample.name)


def winner(name: str, data: bytes, readers: Sequence[Reader]) -> str:
    return read_sample(Sample(name=name, data=data), readers)[1]


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a", "a.md", "a.pdf", "a.docx"])
def test_a_web_page_goes_to_the_web_reader_whatever_its_name(
    name: str, readers: Sequence[Reader]
) -> None:
    assert winner(name, PAGE, readers) == "html/2"
    assert winner(name, b"\n<!-- saved -->\n" + PAGE, readers) == "html/2"


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.html", "a.docx"])
def test_a_pdf_goes_to_the_pdf_reader_whatever_its_name(
    name: str, pdf: Sample, readers: Sequence[Reader]
) -> None:
    assert winner(name, pdf.data, readers) == "pdf/2"


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a.txt", "a.pdf"])
def test_a_word_file_goes_to_the_word_reader_whatever_its_name(
    name: str, word_file: Sample, readers: Sequence[Reader]
) -> None:
    assert winner(name, word_file.data, readers) == "docx/1"


@pytest.mark.parametrize(
    ("name", "data", "wins"),
    [
        ("a.txt", b"A text that speaks of <html> and <p> in passing.", "plain/1"),
        ("a.txt", b"The header of a PDF file is %PDF-1.4, it said.", "plain/1"),
        ("a.md", b"# Title\n\nTwo shells.", "markdown/1"),
        ("a.txt", b"# Title\n\nTwo shells.", "plain/1"),
        ("a.html", b"<div><p>A piece of a page</p></div>", "html/2"),
        ("a.html", b"no elements here", "plain/1"),
        ("a.docx", b"Two shells, typed into a file with the wrong name.", "plain/1"),
    ],
)
def test_content_speaks_before_the_name(
    name: str, data: bytes, wins: str, readers: Sequence[Reader]
) -> None:
    assert winner(name, data, readers) == wins


def test_the_order_of_readers_means_nothing() -> None:
    field = [Fixed("b", 10), Fixed("a", 10), Fixed("c", 3), Fixed("d", 0)]
    winners = {winner("x", b"x", order) for order in permutations(field)}
    assert winners == {"a/7"}


def test_a_reader_that_cannot_is_never_asked_to_read(readers: Sequence[Reader]) -> None:
    with pytest.raises(UnreadableError, match="No reader"):
        read_sample(Sample(name="x", data=b"x"), [Fixed("a", 0)])
    with pytest.raises(UnreadableError, match="No reader"):
        read_sample(Sample(name="x.bin", data=bytes(range(1, 256)) * 3), readers)


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "\u200f\xa0"])
def test_a_reading_without_a_visible_character_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="no text"):
        read_sample(Sample(name="x", data=b"x"), [Fixed("a", 1, text)])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "JPEG"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(99), "MP4"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "password"),
        (b"PK\x03\x04" + bytes(99), "zip"),
        (b"{\\rtf1\\ansi Two shells.}", "RTF"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "web archive"),
    ],
)
def test_known_strangers_are_named_with_a_way_out(
    data: bytes, what: str, readers: Sequence[Reader]
) -> None:
    with pytest.raises(UnreadableError, match=what) as refused:
        read_sample(Sample(name="a.bin", data=data), readers)
    assert refused.value.remedy


def won(sample: Sample, readers: Sequence[Reader]) -> str:
    """Give the text read, or what is said instead of it."""
    try:
        return read_sample(sample, readers)[0].text
    except UnreadableError as refused:
        return f"{refused.message} {refused.remedy}"


def read(reader: Reader, sample: Sample) -> str:
    try:
        return reader.read(sample).text
    except UnreadableError as refused:
        return f"{refused.message} {refused.remedy}"


STARTS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04word/document.xml",
    b"<!doctype html>",
    b"---\na: b\n---\n",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    start=st.sampled_from(STARTS),
    rest=st.binary(max_size=200),
    ending=st.sampled_from([".txt", ".md", ".html", ".pdf", ".docx", ""]),
)
def test_any_bytes_give_a_reading_or_a_reason(
    start: bytes, rest: bytes, ending: str, readers: Sequence[Reader]
) -> None:
    sample = Sample(name=f"a{ending}", data=start + rest)
    for text in [won(sample, readers), *(read(reader, sample) for reader in readers)]:
        assert text.encode().decode() == text


def test_about_a_row_of_a_register_only_its_reader_is_asked(readers: Sequence[Reader]) -> None:
    class Curious(Fixed):
        asked = 0

        def bid(self, sample: Sample) -> int:
            self.asked += 1
            return super().bid(sample)

    curious = Curious("a", 100)
    row = Row(text="A clinic in Tesk was hit.", fields=(("Killed", "2"),)).data
    own: Reader = RowReader()
    orders: list[list[Reader]] = [[curious, own, *readers], [*readers, own, curious]]
    for order in orders:
        assert winner("register.csv/row 2", row, order) == "row/1"
    assert curious.asked == 0
    assert winner("a.txt", row[1:], [curious, *readers]) == "a/7"
    assert curious.asked == 1
