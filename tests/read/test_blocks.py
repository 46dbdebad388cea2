"""Blocks become one text, and their parts are where they were put."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Part
from solferino.read.blocks import Block, compose, tidy

BLOCKS = st.builds(
    Block,
    text=st.text(max_size=20),
    kind=st.sampled_from([None, "headline", "quote", "caption"]),
    tight=st.booleans(),
    group=st.integers(0, 2),
)


@given(st.lists(BLOCKS, max_size=10))
def test_every_part_holds_the_words_of_its_blocks(blocks: list[Block]) -> None:
    text, parts = compose(blocks)
    place = 0
    for part in parts:
        assert place <= part.start < part.end <= len(text)
        place = part.end
    marked = "".join(text[p.start : p.end] for p in parts)
    told = "".join(b.text for b in blocks if b.kind is not None)
    for character in set(told) - set("\r\n\x00\ufeff"):
        if not character.isspace():
            assert marked.count(character) == told.count(character)


def test_blocks_are_set_apart_and_tight_ones_follow() -> None:
    text, parts = compose(
        [
            Block(text="Title", kind="headline"),
            Block(text="  "),
            Block(text="- a"),
            Block(text="- b", tight=True),
        ]
    )
    assert text == "Title\n\n- a\n- b"
    assert parts == (Part(kind="headline", start=0, end=5),)


def test_neighbours_of_one_group_are_one_part() -> None:
    text, parts = compose(
        [
            Block(text="One.", kind="quote", group=1),
            Block(text="Two.", kind="quote", group=1),
            Block(text="Three.", kind="quote", group=2),
        ]
    )
    assert [text[p.start : p.end] for p in parts] == ["One.\n\nTwo.", "Three."]


def test_tidying_trims_lines_and_keeps_one_blank_line() -> None:
    assert tidy("  a \n\n\n \t b\n c ") == "a\n\nb\nc"
