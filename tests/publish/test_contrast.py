"""Two wordings side by side: nothing of either is lost, and what both have is not marked."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.publish.contrast import Pieces, differing

WORDS = st.lists(
    st.sampled_from(["five", "six", "killed", "،", "قتل", "é", " ", "\n", "…"]), max_size=9
).map("".join)


def whole(pieces: Pieces) -> str:
    return "".join(text for _, text in pieces)


def same(pieces: Pieces) -> str:
    return "".join(text for differs, text in pieces if not differs)


@given(WORDS, WORDS)
def test_both_sides_are_there_and_what_is_unmarked_is_the_same(before: str, after: str) -> None:
    left, right = differing(before, after)
    assert (whole(left), whole(right)) == (before, after)
    assert same(left) == same(right)


@given(WORDS)
def test_nothing_is_marked_where_nothing_differs(text: str) -> None:
    assert not any(differs for side in differing(text, text) for differs, _ in side)


def test_words_are_marked_whole() -> None:
    left, right = differing("at least five were killed", "at least six were killed")
    assert left == ((False, "at least "), (True, "five"), (False, " were killed"))
    assert right == ((False, "at least "), (True, "six"), (False, " were killed"))
