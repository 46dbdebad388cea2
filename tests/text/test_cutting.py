"""A text that is cut keeps every character whole, as people see characters."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.text.cutting import shortened

WHOLE = (
    "a",
    "ش",
    "شَّ",  # a letter with two signs above it
    "é",  # a letter and an accent
    "👩‍⚕️",  # three signs joined
    "🇺🇦",  # two letters of a flag
    "👍🏽",  # a hand and its colour
    "क्षि",  # a conjunct with its vowel
    "각",  # a syllable of three letters
    "\r\n",
    " ",
    "\u200e",
)


@given(st.lists(st.sampled_from(WHOLE), min_size=1, max_size=30), st.integers(1, 20))
def test_what_is_left_is_made_of_whole_characters(pieces: list[str], most: int) -> None:
    text = "".join(pieces)
    left = shortened(text, most)
    if len(text) <= most:
        assert left == text
        return
    head = left.removesuffix(" …")
    starts = ["".join(pieces[:n]) for n in range(len(pieces) + 1)]
    assert head in starts
    assert head
    assert len(head) <= most or head == text


def test_words_stay_whole_where_there_are_words() -> None:
    assert shortened("Shells hit the clinic", 17) == "Shells hit the …"
    assert shortened("Shells hit the clinic", 14) == "Shells hit the …"
    assert shortened("Shells", 6) == "Shells"
    assert shortened("x" * 9, 4) == "xxxx …"
