"""One document more touches only its own blocks, and the result is that of a rebuild."""

import random
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.resolve.mentions import ATLAS, mention, word
from tests.resolve.test_entity_laws import cases

from solferino.codec import encode
from solferino.model import Judgement, Mention
from solferino.resolve.entities import resolution


class Notebook:
    """A memory that notes what it was asked to keep."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.new: list[str] = []

    def recall(self, digest: str) -> bytes | None:
        return self.kept.get(digest)

    def keep(self, digest: str, body: bytes) -> None:
        self.kept[digest] = body
        self.new.append(digest)

    def made(self, told: Iterable[Mention], said: Iterable[Judgement] = ()) -> int:
        """Count the results that had to be made for these mentions."""
        self.new = []
        resolution(told, said, ATLAS, self)
        return len(self.new)


@settings(deadline=None)  # no test waits for a clock
@given(cases(), st.randoms(use_true_random=False))
def test_half_after_half_gives_the_bytes_of_a_rebuild(
    case: tuple[list[Mention], list[Judgement]], chance: random.Random
) -> None:
    told, said = case
    memory = Notebook()
    first = [m for m in told if chance.random() < 0.5]
    resolution(first, said, ATLAS, memory)
    resolution(first, said[:1], ATLAS, memory)
    assert encode(resolution(told, said, ATLAS, memory)) == encode(resolution(told, said, ATLAS))


def many() -> list[Mention]:
    """Tell of eight hospitals, each in five documents of its own."""
    names = ("Bahr", "Dorbel", "Sellim", "Quarn", "Tirova", "Ulmek", "Vesh", "Zorin")
    return [
        mention(f"{name} Hospital", f"{name} {n}", place="Marvane")
        for name in names
        for n in range(5)
    ]


def test_one_document_more_makes_its_own_sighting_and_its_own_block_and_nothing_else() -> None:
    memory = Notebook()
    assert memory.made(many()) == 40 + 8  # documents, and blocks
    assert memory.made(many()) == 0
    assert memory.made([*many(), mention("Bahr Hospital", "another", place="Marvane")]) == 1 + 1


def test_a_document_that_names_nothing_known_touches_no_block() -> None:
    memory = Notebook()
    memory.made(many())
    assert memory.made([*many(), mention("Yarrow Hospital", "another", place="Marvane")]) == 1


def test_a_word_of_a_person_touches_the_two_blocks_that_it_connects() -> None:
    told = many()
    memory = Notebook()
    memory.made(told)
    said = word(told[0], told[7], "same")
    assert memory.made(told, [said]) == 1
    back = Judgement(
        left=said.left, right=said.right, verdict="unsure", by="ana", why="", retracts=said.id
    )
    assert resolution(told, [said, back], ATLAS, memory) == resolution(told, (), ATLAS)


def test_what_a_person_has_answered_is_asked_no_more() -> None:
    children = mention("Bahr Children's Hospital", "a")
    maternity = mention("Bahr Maternity Hospital", "b")
    either = mention("Bahr Hospital", "c")
    told = (children, maternity, either)
    assert len(resolution(told, (), ATLAS).unsure) == 2
    joined = resolution(told, [word(children, either, "same")], ATLAS)
    assert [{j.left, j.right} for j in joined.unsure] == [{maternity.id, either.id}]
    parted = resolution(told, [word(maternity, either, "different")], ATLAS)
    assert [{j.left, j.right} for j in parted.unsure] == [{children.id, either.id}]


def test_what_cannot_be_read_of_the_memory_is_made_again() -> None:
    memory = Notebook()
    memory.made(many())
    memory.kept = dict.fromkeys(memory.kept, b"{}")
    assert resolution(many(), (), ATLAS, memory) == resolution(many(), (), ATLAS)
