"""Words of two accounts join what names no facility: names, rare words, ages, days between."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.incidents.tellings import NOBODY, tell, word

from solferino.incidents.compare import BY_WORDING, compare
from solferino.incidents.link import linkage, sights_of
from solferino.incidents.scorecard import evidence, points, steps
from solferino.incidents.sight import Sight
from solferino.incidents.wording import rarity, wording
from solferino.model import Judgement

DAY = 741_000
HALT = (
    "The nurse Ilvara Testrane, 34, was shot at the Oldmere checkpoint while driving patients "
    "from Quellbrook. Her colleague Dorian Maskevitch lost two fingers and the yellow minibus "
    "burned out."
)
AGAIN = (
    "Relatives buried Ilvara Testrane, 34, yesterday. She had been hit at the Oldmere checkpoint "
    "in a yellow minibus from Quellbrook; Dorian Maskevitch, beside her, survived without two "
    "fingers."
)
OTHER = (
    "In Harrowgelt a gardener found the pharmacist Petrus Lindqwall, 61, wounded behind his "
    "counter. Thieves had carried off insulin and a safe, neighbours of the bakery told the "
    "evening paper."
)


def seen(
    account: str, *texts: str, said: int | None = DAY, more: Mapping[str, object] | None = None
) -> Sight:
    """See an account that names neither facility nor place nor day, by its words alone."""
    fields: dict[str, object] = {"place": None, "time": None, **(more or {})}
    told = tell(account, None, **fields)
    return sights_of([told], NOBODY, {account: wording(texts, said=said)})[account]


def grouped(*sights: Sight, said: Iterable[Judgement] = ()) -> list[tuple[str, ...]]:
    return list(linkage({s.account: s for s in sights}, said).groups)


def test_shared_names_and_rare_words_join_accounts_without_facility_and_day() -> None:
    found = grouped(seen("a1", HALT), seen("b1", AGAIN, said=DAY + 2), seen("c1", OTHER))
    assert found == [("a1", "b1"), ("c1",)]


def test_the_reason_names_what_is_shared() -> None:
    found = compare(seen("a1", HALT), seen("b1", AGAIN, said=DAY + 2))
    assert found is not None
    assert found.verdict == "same"
    assert found.score < BY_WORDING
    assert "Ilvara Testrane" in found.why
    assert "quellbrook" in found.why
    assert "2 days apart" in found.why


def test_what_is_nearly_enough_is_kept_for_a_person() -> None:
    near = "At the Oldmere checkpoint two lorries with flour from Quellbrook were turned away."
    found = compare(seen("a1", HALT), seen("b1", near, said=DAY + 1))
    assert found is not None
    assert found.verdict == "unsure"
    assert "too little" in found.why
    assert len(grouped(seen("a1", HALT), seen("b1", near, said=DAY + 1))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"weapons": ("knife",)}, {"weapons": ("airstrike",)}),
        ({"role": "background"}, {}),
        ({"document": "d"}, {"document": "d"}),
    ],
    ids=["another weapon", "background", "one document"],
)
def test_what_speaks_against_one_event_wins_over_words(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert len(grouped(seen("a1", HALT, more=one), seen("b1", AGAIN, more=other))) == 2


def test_a_person_parts_what_words_join_and_joins_what_they_do_not() -> None:
    told = seen("a1", HALT), seen("b1", AGAIN), seen("c1", OTHER)
    found = grouped(*told, said=[word("a1", "b1", "different"), word("a1", "c1", "same")])
    assert found == [("a1", "c1"), ("b1",)]


def test_a_chain_of_likenesses_does_not_carry_two_events_together() -> None:
    """A round-up shares much with either event; the two share nothing with each other."""
    both = seen("b1", HALT, OTHER)
    first = [seen(f"{d}1", HALT) for d in "acd"]
    second = [seen(f"{d}1", OTHER) for d in "efg"]
    for group in grouped(*first, both, *second):
        assert not {"a1", "e1"} <= set(group)


def test_names_of_sides_count_for_nothing() -> None:
    """The same text with any names of the sides gives the same wording."""
    sides = frozenset({"upland", "front", "marenthian", "army"})
    one = "The Upland Front shot Ilvara Testrane, 34; the Marenthian Army denied that it was there."
    other = (
        "The Marenthian Army shot Ilvara Testrane, 34; the Upland Front denied that it was there."
    )
    assert wording([one], sides) == wording([other], sides)
    assert not {"upland", "marenthian"} & wording([one], sides).words


@pytest.mark.parametrize("word", ["hospital", "police", "tuesday", "shooting", "the", "said"])
def test_words_that_any_report_may_hold_say_nothing(word: str) -> None:
    assert rarity(word) == 0


def test_a_rarer_word_says_more_and_an_unknown_one_most() -> None:
    told = [rarity(w) for w in ("people", "garden", "gardener", "quellbrook")]
    assert told == sorted(told)
    assert all(a < b for a, b in pairwise(told))


def test_every_feature_has_steps_and_every_row_of_the_card_a_feature() -> None:
    found = evidence(seen("a1", HALT), seen("b1", AGAIN))
    assert {name for name, _ in found.features} == set(steps())


TEXTS = st.lists(st.sampled_from([*HALT.split(), *AGAIN.split(), *OTHER.split()]), max_size=40).map(
    " ".join
)


@settings(deadline=None)  # no test waits for a clock
@given(TEXTS, TEXTS, st.integers(0, 400))
def test_a_pair_has_the_same_points_either_way_round(one: str, other: str, later: int) -> None:
    a, b = seen("a1", one), seen("b1", other, said=DAY + later)
    assert points(evidence(a, b)) == points(evidence(b, a))
    assert evidence(a, b) == evidence(b, a)
