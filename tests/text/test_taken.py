"""Stretches that are taken once and for all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.text.taken import Taken

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))


@settings(deadline=None)
@given(st.lists(SPANS, max_size=30))
def test_a_stretch_is_taken_exactly_when_nothing_of_it_was(spans: list[tuple[int, int]]) -> None:
    taken = Taken()
    letters: set[int] = set()
    for start, end in spans:
        free = letters.isdisjoint(range(start, end))
        assert taken.take(start, end) == free
        if free:
            letters.update(range(start, end))
