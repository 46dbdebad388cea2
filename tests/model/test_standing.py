"""Any decision can be taken back and made again, at any time, and nothing is ever removed."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Judgement, still_standing, to_fall, to_stand

PAIRS = [("a", "b"), ("b", "c"), ("a", "c")]


def said(pair: int, by: str) -> Judgement:
    left, right = PAIRS[pair]
    return Judgement(left=left, right=right, verdict="same", by=by, why="looked")


steps = st.lists(
    st.tuples(st.booleans(), st.integers(0, 2), st.sampled_from(["coder one", "coder two"])),
    max_size=20,
)


def played(drawn: list[tuple[bool, int, str]]) -> tuple[list[Judgement], set[str]]:
    """Make and take back decisions, step by step; give the facts and what should stand."""
    facts: list[Judgement] = []
    standing: set[str] = set()
    for stand, pair, by in drawn:
        fact = said(pair, by)
        new = to_stand(fact, facts) if stand else to_fall(fact, facts)
        facts += [new] if new is not None else []
        if stand:
            standing.add(fact.id)
        else:
            standing.discard(fact.id)
    return facts, standing


@given(steps)
def test_what_was_decided_last_stands_however_often_minds_were_changed(
    drawn: list[tuple[bool, int, str]],
) -> None:
    facts, standing = played(drawn)

    assert {j.id for j in still_standing(facts)} == standing


@given(steps, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_the_facts_matters(
    drawn: list[tuple[bool, int, str]], random: Random
) -> None:
    facts, standing = played(drawn)
    mixed = [*facts, *facts]
    random.shuffle(mixed)

    assert {j.id for j in still_standing(mixed)} == standing


@given(steps)
def test_every_step_that_changes_something_is_a_new_fact(
    drawn: list[tuple[bool, int, str]],
) -> None:
    facts, _ = played(drawn)

    assert len({j.id for j in facts}) == len(facts)


def test_who_takes_a_decision_back_is_told_with_the_reason() -> None:
    one = said(0, "coder one")
    undone = to_fall(one, [one], by="coder two", why="another ward")

    assert undone is not None
    assert (undone.retracts, undone.by, undone.why) == (one.id, "coder two", "another ward")
    assert to_fall(one, [one, undone]) is None
