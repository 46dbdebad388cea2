"""Plain text is kept character for character."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Description
from solferino.ports import Sample
from solferino.read.plain import PlainReader
from solferino.text.normal import normal

PRINTED = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"),
        st.sampled_from("\n\r\t —@#=|“”()😀مستشفى"),
    ),
    min_size=1,
)


def read(text: str, name: str = "a.txt") -> str:
    return PlainReader().read(Sample(name=name, data=text.encode())).text


@given(PRINTED)
def test_the_text_is_all_characters_of_the_file(text: str) -> None:
    assert read(text) == normal(text)


def test_white_space_at_the_ends_is_text_too() -> None:
    assert read("\n  Two shells.\r\n\r\n") == "\n  Two shells.\n\n"


def test_offsets_count_characters_whatever_their_width() -> None:
    text = "قصف 😀\r\n\r\n🔴 Two shells.\r\n\r\n— Pavle (@pavle) 18 March 2031\r\n"
    reading = PlainReader().read(Sample(name="a.txt", data=text.encode()))
    (post,) = (p for p in reading.parts if p.kind == "post")
    assert reading.text[post.start : post.end] == (
        "🔴 Two shells.\n\n— Pavle (@pavle) 18 March 2031"
    )


def test_plain_text_tells_nothing_of_itself() -> None:
    reading = PlainReader().read(Sample(name="a.txt", data=b"Published: 2031-03-18"))
    assert reading.told == Description()
    assert reading.media_type == "text/plain"


def test_a_fitting_name_bids_more_and_binary_data_nothing() -> None:
    reader = PlainReader()
    assert reader.bid(Sample(name="a.txt", data=b"abc")) > reader.bid(
        Sample(name="a.dat", data=b"abc")
    )
    assert reader.bid(Sample(name="a.txt", data=bytes(99))) == 0
