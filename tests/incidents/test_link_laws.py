"""What holds of linking whatever is told: order, increments and a person's word."""

import random
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.incidents.tellings import NOBODY, dead, groups, tell, when, word

from solferino.incidents.link import judge, link
from solferino.model import (
    Judgement,
    PlaceValue,
    Telling,
)
from solferino.model.terms import Role, Weapon

NAMES = st.sampled_from([None, "Bahr Hospital", "Al-Bahr hospital", "Sellim Clinic", "hospital"])
TIMES = st.one_of(
    st.none(),
    st.builds(lambda a, n: when(a, a + n), st.integers(0, 6), st.sampled_from([0, 0, 0, 1, 2, 9])),
)
PLACES = st.sampled_from(
    [None, *(PlaceValue(name=n, country="XA") for n in ("Marvane", "Eastern Marvane", "Ostrel"))]
)
WEAPONS = st.lists(st.sampled_from(get_args(Weapon)), max_size=2, unique=True).map(tuple)
ROLES = st.sampled_from(get_args(Role))


@st.composite
def tellings(draw: st.DrawFn) -> list[Telling]:
    accounts = draw(
        st.lists(
            st.builds("{}{}".format, st.sampled_from("abcd"), st.integers(1, 3)),
            min_size=1,
            max_size=8,
            unique=True,
        )
    )
    return [
        tell(
            account,
            draw(NAMES),
            time=draw(TIMES),
            place=draw(PLACES),
            weapons=draw(WEAPONS),
            role=draw(ROLES),
            casualties=tuple(dead(n) for n in draw(st.lists(st.integers(3, 5), max_size=1))),
        )
        for account in accounts
    ]


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Telling], list[Judgement]]:
    told = draw(tellings())
    pick = st.sampled_from([t.account for t in told])
    verdicts = st.sampled_from(["same", "different", "unsure"])
    said = draw(
        st.lists(st.builds(word, pick, pick, verdicts, st.sampled_from(["ana", "ben"])), max_size=4)
    )
    return told, [j for j in said if j.left != j.right]


@settings(deadline=None)  # no test waits for a clock
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_tellings_and_judgements_changes_nothing(
    case: tuple[list[Telling], list[Judgement]], chance: random.Random
) -> None:
    told, said = case
    again, said_again = list(told), list(said)
    chance.shuffle(again)
    chance.shuffle(said_again)
    assert link(told, NOBODY, said) == link(again, NOBODY, said_again)
    assert judge(told, NOBODY, said) == judge(again, NOBODY, said_again)


@settings(deadline=None)  # no test waits for a clock
@given(cases(), st.data())
def test_adding_documents_gives_what_linking_afresh_gives(
    case: tuple[list[Telling], list[Judgement]], data: st.DataObject
) -> None:
    told, said = case
    documents = sorted({t.document for t in told})
    order = data.draw(st.permutations(documents))
    so_far: list[Telling] = []
    for document in order:
        so_far += [t for t in told if t.document == document]
        found = link(so_far, NOBODY, said)
    assert found == link(told, NOBODY, said)


@settings(deadline=None)  # no test waits for a clock
@given(cases())
def test_every_account_is_in_exactly_one_group(
    case: tuple[list[Telling], list[Judgement]],
) -> None:
    told, said = case
    assert sorted(a for group in link(told, NOBODY, said) for a in group) == sorted(
        t.account for t in told
    )


@settings(deadline=None)  # no test waits for a clock
@given(tellings())
def test_without_a_persons_word_one_documents_accounts_never_merge(told: list[Telling]) -> None:
    for group in link(told, NOBODY, []):
        documents = [account[0] for account in group]
        assert len(documents) == len(set(documents))


@settings(deadline=None)  # no test waits for a clock
@given(tellings())
def test_without_a_persons_word_no_incident_spans_dates_that_exclude_each_other(
    told: list[Telling],
) -> None:
    known = {t.account: t for t in told}
    for group in link(told, NOBODY, []):
        times = [t for a in group if (t := known[a].time) is not None]
        for one_time in times:
            for other in times:
                assert one_time.earliest
                assert other.latest
                first, last = map(date.fromisoformat, (one_time.earliest, other.latest))
                assert (first - last).days <= 1


@settings(deadline=None)  # no test waits for a clock
@given(tellings(), st.data())
def test_a_persons_word_always_wins(told: list[Telling], data: st.DataObject) -> None:
    pick = st.sampled_from([t.account for t in told])
    left, right = data.draw(pick), data.draw(pick)
    if left == right:
        return
    joined = link(told, NOBODY, [word(left, right, "same")])
    parted = link(told, NOBODY, [word(left, right, "different")])
    assert any({left, right} <= set(group) for group in joined)
    assert not any({left, right} <= set(group) for group in parted)


@settings(deadline=None)  # no test waits for a clock
@given(tellings(), st.data())
def test_a_chain_of_a_persons_words_joins_all_of_it(
    told: list[Telling], data: st.DataObject
) -> None:
    accounts = [t.account for t in told]
    chain: Sequence[str] = data.draw(st.permutations(accounts))
    said = [word(a, b, "same") for a, b in pairwise(chain)]
    assert link(told, NOBODY, said) == [tuple(sorted(accounts))]


@settings(deadline=None)  # no test waits for a clock
@given(tellings(), st.data())
def test_taking_a_word_back_restores_what_was(told: list[Telling], data: st.DataObject) -> None:
    pick = st.sampled_from([t.account for t in told])
    left, right = data.draw(pick), data.draw(pick)
    if left == right:
        return
    said = word(left, right, data.draw(st.sampled_from(["same", "different"])))
    back = Judgement(
        left=left, right=right, verdict="unsure", by="ben", why="a slip", retracts=said.id
    )
    assert link(told, NOBODY, [said, back]) == link(told, NOBODY, [])


@settings(deadline=None)  # no test waits for a clock
@given(st.integers(2, 40), st.lists(st.sampled_from("bcd"), max_size=3, unique=True))
def test_two_dated_strikes_at_one_facility_stay_two_whatever_else_comes_in(
    days: int, documents: list[str]
) -> None:
    told = [tell("a1"), tell("a2", time=when(days))]
    for document in documents:
        told += [tell(f"{document}1"), tell(f"{document}2", time=when(days))]
    every = ["a", *sorted(documents)]
    assert groups(*told) == [tuple(f"{d}{n}" for d in every) for n in (1, 2)]
