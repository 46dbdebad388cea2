"""Grouping is a pure function of items and judgements: order never matters, people win."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.group import partition
from solferino.model import Judgement

ITEMS = [f"i{n}" for n in range(8)]


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    left, right = draw(st.lists(st.sampled_from(ITEMS), min_size=2, max_size=2, unique=True))
    return Judgement(
        left=left,
        right=right,
        verdict=draw(st.sampled_from(["same", "different", "unsure"])),
        by=draw(st.sampled_from(["rule:a", "rule:b", "coder one", "coder two"])),
        why="drawn",
        score=draw(st.integers(0, 3)),
    )


def groups_of(found: list[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {item: group for group in found for item in group}


@settings(deadline=None)
@given(st.lists(judgements(), max_size=25), st.randoms(use_true_random=False))
def test_order_of_items_and_judgements_never_changes_the_groups(
    drawn: list[Judgement], random: Random
) -> None:
    shuffled, items = list(drawn), list(ITEMS)
    random.shuffle(shuffled)
    random.shuffle(items)

    assert partition(ITEMS, drawn) == partition(items, shuffled)


@settings(deadline=None)
@given(st.lists(judgements(), max_size=25))
def test_every_item_is_in_exactly_one_group(drawn: list[Judgement]) -> None:
    found = partition(ITEMS, drawn)

    assert sorted(item for group in found for item in group) == ITEMS


@settings(deadline=None)
@given(st.lists(judgements(), max_size=25))
def test_a_persons_different_is_never_joined(drawn: list[Judgement]) -> None:
    apart = Judgement(left="i0", right="i1", verdict="different", by="coder three", why="seen")
    rest = [j for j in drawn if {j.left, j.right} != {"i0", "i1"}]
    group = groups_of(partition(ITEMS, [*rest, apart]))

    assert group["i0"] != group["i1"]


@settings(deadline=None)
@given(st.lists(judgements().filter(lambda j: j.by.startswith("rule:")), max_size=25))
def test_a_persons_same_is_always_joined_whatever_rules_say(drawn: list[Judgement]) -> None:
    told = Judgement(left="i0", right="i1", verdict="same", by="coder three", why="seen")
    group = groups_of(partition(ITEMS, [*drawn, told]))

    assert group["i0"] == group["i1"]


def test_taking_a_judgement_back_restores_the_groups_before_it() -> None:
    rule = Judgement(left="i0", right="i1", verdict="same", by="rule:a", why="names", score=9)
    told = Judgement(left="i0", right="i1", verdict="different", by="coder", why="two towns")
    back = Judgement(
        left="i0", right="i1", verdict="unsure", by="coder", why="a slip", retracts=told.id
    )

    assert partition(ITEMS, [rule, told]) != partition(ITEMS, [rule])
    assert partition(ITEMS, [rule, told, back]) == partition(ITEMS, [rule])


def test_two_people_who_disagree_leave_the_pair_unsure() -> None:
    rule = Judgement(left="i0", right="i1", verdict="same", by="rule:a", why="names", score=9)
    one = Judgement(left="i0", right="i1", verdict="same", by="coder one", why="seen")
    two = Judgement(left="i0", right="i1", verdict="different", by="coder two", why="seen")

    assert groups_of(partition(ITEMS, [rule, one, two]))["i0"] == ("i0",)


def test_a_thousand_items_joined_in_a_chain_are_one_group() -> None:
    items = [f"n{n:04}" for n in range(1000)]
    chain = [
        Judgement(left=a, right=b, verdict="same", by="rule:a", why="next", score=1)
        for a, b in pairwise(items)
    ]

    assert partition(items, chain) == [tuple(items)]


@settings(deadline=None)
@given(
    st.lists(judgements().filter(lambda j: j.by.startswith("rule:")), max_size=25),
    st.dictionaries(st.sampled_from(ITEMS), st.sampled_from("xyz"), max_size=8),
)
def test_marks_part_as_if_every_two_marked_differently_were_judged_different(
    drawn: list[Judgement], colours: dict[str, str]
) -> None:
    marks = {item: (("colour", colour),) for item, colour in colours.items()}
    apart = [
        Judgement(left=a, right=b, verdict="different", by="rule:marks", why="colours")
        for a in colours
        for b in colours
        if a < b and colours[a] != colours[b]
    ]

    assert partition(ITEMS, drawn, marks) == partition(ITEMS, [*drawn, *apart])


def test_a_person_joins_what_is_marked_differently() -> None:
    marks = {"i0": (("town", "x"),), "i1": (("town", "y"),)}
    told = Judgement(left="i0", right="i1", verdict="same", by="coder", why="it moved")

    assert groups_of(partition(ITEMS, [told], marks))["i0"] == ("i0", "i1")
