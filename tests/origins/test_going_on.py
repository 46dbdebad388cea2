"""A round of finding copies goes on from the one before, and comes to the same as from nothing."""

from collections.abc import Generator, Sequence
from itertools import combinations
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.origins.test_translations import ARABIC, ENGLISH, GERMAN

from solferino.codec import sha256
from solferino.model import Document, Part, Reading, Receipt, document_of
from solferino.origins import copies as room
from solferino.origins.copies import Collation, collating, find_copies
from solferino.origins.wording import Wording

T = TypeVar("T")
BRICKS = [f"{a} {b} {c} stood" for a, b, c in combinations(("ash", "bay", "cob", "dew", "elm"), 3)]
POST = f"Moon over {' '.join(BRICKS[:4])}"
POSTS = f"{POST}.\n\n{POST}, still."


def made(number: int, text: str, parts: tuple[Part, ...] = ()) -> Document:
    receipt = Receipt(original=sha256(text.encode()), name=f"{number}.txt")
    reading = Reading(text=text, media_type="text/plain", parts=parts)
    return document_of(receipt, reading, "test/1")


BESIDE = (
    made(90, ENGLISH),
    made(91, ARABIC),
    made(92, GERMAN),
    made(
        93,
        POSTS,
        (
            Part(kind="post", start=0, end=POSTS.index("\n\n"), author="A", date="2030-01-01"),
            Part(kind="post", start=POSTS.index("\n\n") + 2, end=len(POSTS), author="B"),
        ),
    ),
)
texts = st.lists(st.sampled_from(BRICKS), min_size=0, max_size=24).map(" ".join)
pools = st.lists(texts, min_size=2, max_size=6).map(
    lambda some: (*(made(n, text) for n, text in enumerate(some)), *BESIDE)
)
homes = st.lists(st.sampled_from(("a", "b", "")), min_size=10, max_size=10)
present = st.lists(st.booleans(), min_size=10, max_size=10)


def ended(going: Generator[int, None, T]) -> T:
    while True:
        try:
            next(going)
        except StopIteration as end:
            found: T = end.value
            return found


@settings(deadline=None, max_examples=40)
@given(pools, st.lists(st.tuples(present, homes), min_size=2, max_size=5), st.integers(0, 4))
def test_each_round_comes_to_what_a_round_from_nothing_does(
    pool: Sequence[Document], rounds: list[tuple[list[bool], list[str]]], few: int
) -> None:
    """Whether few documents are other than before or many, in registers or not."""
    before: Collation | None = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "FEW", few)
        for there, home in rounds:
            documents = [d for d, is_there in zip(pool, there, strict=False) if is_there]
            registers = {d.id: h for d, h in zip(pool, home, strict=False) if h}
            before = ended(collating(documents, None, registers, before))
            assert before.copies == ended(collating(documents, None, registers)).copies


def test_a_translation_and_a_copy_are_found_beside_documents_that_were_there() -> None:
    copied = made(1, f"{ENGLISH} Nothing else is known.")
    before = ended(collating([*BESIDE[:1], BESIDE[3], copied]))
    now = ended(collating([*BESIDE, copied], before=before))
    assert {c.kind for c in now.copies} >= {"translation", "altered"}
    assert now.copies == find_copies([*BESIDE, copied])


def test_texts_that_were_read_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    former = [made(n, f"{POST} by the {n}. gate, and nobody saw it.") for n in range(5)]
    before = ended(collating(former))
    read: list[str] = []

    class Noted(Wording):
        def __init__(self, document: Document) -> None:
            read.append(document.name)
            super().__init__(document)

    monkeypatch.setattr(room, "Wording", Noted)
    ended(collating([*former, made(9, POST)], before=before))
    assert read == ["9.txt"]
