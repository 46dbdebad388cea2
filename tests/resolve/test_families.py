"""Spellings with names come and gone are those that the names that are left make afresh."""

from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.model.terms import EntityKind
from solferino.resolve.families import Spellings
from solferino.resolve.spelling import BLOCK, Before, Called, Edge, called, compared

# More names under one key than are all compared with each other, some with words of other keys.
POOL = [
    called(f"B{one}r{other}{rest} Hospital", "facility")
    for one, other, rest in product("aeiou", "aeiou", ("", "h", " Dorbel"))
]
NAMES = st.sets(st.sampled_from(range(len(POOL))), min_size=len(POOL) // 4)


def of(numbers: set[int]) -> dict[str, Called]:
    return {POOL[n].essence: POOL[n] for n in sorted(numbers)}


def test_the_pool_has_more_names_under_a_key_than_are_all_compared() -> None:
    assert len({n.essence for n in POOL if "name:~br" in n.keys}) > BLOCK


@settings(deadline=None, max_examples=12)  # no test waits for a clock
@given(NAMES, NAMES)
def test_names_that_come_and_go_leave_what_is_made_afresh(first: set[int], then: set[int]) -> None:
    before, names = of(first), of(then)
    changed = {e: names.get(e) for e in before.keys() ^ names.keys()}
    old = Spellings("facility", before.values())
    then_called = {e: old.family(e) for e in before}
    now, turned = old.again(changed)
    fresh = Spellings("facility", names.values())
    assert {e: now.family(e) for e in names} == {e: fresh.family(e) for e in names}
    assert {e: set(now.members(e)) for e in names} == {e: set(fresh.members(e)) for e in names}
    assert now.unsure() == fresh.unsure()
    still = before.keys() & names.keys()
    assert {e for e in still if set(old.members(e)) != set(now.members(e))} <= turned
    assert {e: old.family(e) for e in before} == then_called


@settings(deadline=None, max_examples=5)  # no test waits for a clock
@given(NAMES, NAMES)
def test_only_names_under_the_keys_of_what_changed_are_looked_at_again(
    first: set[int], then: set[int]
) -> None:
    seen: list[int] = []

    def counting(
        kind: EntityKind, block: Sequence[Called], before: Before | None
    ) -> tuple[Edge, ...]:
        seen.append(len(block))
        return compared(kind, block, before)

    before, names = of(first), of(then)
    old = Spellings("facility", before.values())
    assert old.again({}, counting)[0].unsure() == old.unsure()
    assert not seen
    changed = {e: names.get(e) for e in before.keys() ^ names.keys()}
    keys = {k for e in changed for k in (before.get(e) or names[e]).keys}
    old.again(changed, counting)
    assert len(seen) == len(keys)
