"""Accounts become incidents by facility, place and date; what is told as two never merges."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.incidents.link import judge, link
from solferino.model import (
    CasualtyValue,
    Directory,
    Entity,
    FacilityValue,
    Judgement,
    Mention,
    PlaceValue,
    Span,
    Telling,
    TimeValue,
    ToldHarm,
)
from solferino.model.terms import Role, Verdict, Weapon

NOBODY = Directory([], [])
DAY = date(2031, 3, 16)


def when(first: int | None, last: int | None = None) -> TimeValue | None:
    """Build a time from days counted from a fixed day; null is no time."""
    if first is None:
        return None
    days = [(DAY + timedelta(days=n)).isoformat() for n in (first, first if last is None else last)]
    return TimeValue(earliest=days[0], latest=days[1], edtf=None, basis="explicit")


def dead(number: int) -> ToldHarm:
    figure = CasualtyValue(kind="killed", group="total", min=number, max=number, qualifier="exact")
    return ToldHarm(figure=figure, said_by=None, claim=f"dead {number}")


def tell(account: str, facility: str | None = "Bahr Hospital", **more: object) -> Telling:
    """Build a telling; its document is the account's first letter unless another is given."""
    fields: dict[str, object] = {
        "document": account[0],
        "role": "main",
        "facility": FacilityValue(name=facility, role="attacked", type="hospital")
        if facility
        else None,
        "facility_alt": (),
        "place": PlaceValue(name="Marvane", country="XA"),
        "time": when(0),
        "event_types": (),
        "weapons": (),
        "effects": (),
        "casualties": (),
        "responsibility": (),
        "claims": (),
    }
    return Telling(account=account, **{**fields, **more})  # type: ignore[arg-type]  # see fields


def groups(*told: Telling, said: Iterable[Judgement] = ()) -> list[tuple[str, ...]]:
    return link(told, NOBODY, said)


def one(*told: Telling) -> bool:
    return len(groups(*told)) == 1


def known(*facilities: list[tuple[str, str]]) -> Directory:
    """Index facilities, each given as the documents and names that tell of it."""
    entities, mentions = [], []
    for named in facilities:
        own = [
            Mention(
                span=Span(document=d, start=len(n), end=2 * len(n), text=n), kind="facility", name=n
            )
            for d, n in named
        ]
        ids = tuple(sorted(m.id for m in own))
        entities.append(Entity(id=ids[0], kind="facility", name="F", names=(), mentions=ids))
        mentions += own
    return Directory(entities, mentions)


def word(left: str, right: str, verdict: Verdict, by: str = "ana") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by=by, why="read both")


def test_two_documents_on_one_facility_and_day_tell_of_one_incident() -> None:
    assert one(tell("a1"), tell("b1"))


@pytest.mark.parametrize("spelling", ["Al-Bahr Children's Hospital", "the BAHR hospital"])
def test_type_words_and_articles_do_not_part_a_facility(spelling: str) -> None:
    assert one(tell("a1"), tell("b1", spelling))


def test_another_name_of_the_facility_counts() -> None:
    assert one(tell("a1", "Rokhan Hospital", facility_alt=("Bahr Hospital",)), tell("b1"))


def test_the_entity_of_the_facility_counts_where_spellings_differ() -> None:
    told = [tell("a1", "Dorbeet Hospital"), tell("b1", "Dorbitt Hospital")]
    assert len(link(told, NOBODY, [])) == 2
    same = known([("a", "Dorbeet Hospital"), ("b", "Dorbitt Hospital")])
    assert len(link(told, same, [])) == 1


def test_a_second_facility_beside_the_first_is_not_taken_for_another_name_of_it() -> None:
    told = [
        tell("a1", "Rokhan Hospital", facility_alt=("Bahr Hospital",)),
        tell("b1", "Bahr Hospital"),
    ]
    two = known([("a", "Rokhan Hospital")], [("a", "Bahr Hospital"), ("b", "Bahr Hospital")])
    assert len(link(told, two, [])) == 2
    one_only = known([("a", "Rokhan Hospital"), ("a", "Bahr Hospital"), ("b", "Bahr Hospital")])
    assert len(link(told, one_only, [])) == 1


@pytest.mark.parametrize(
    "other",
    [
        tell("b1", time=when(2)),
        tell("b1", time=when(40, 70)),
        tell("b1", "Sellim Hospital"),
        tell("b1", place=PlaceValue(name="Marvane", country="XB")),
        tell("a2"),
    ],
    ids=["two days later", "a later month", "another facility", "another country", "one document"],
)
def test_what_speaks_against_one_event_parts(other: Telling) -> None:
    assert not one(tell("a1"), other)


def test_reports_of_one_night_may_give_either_date() -> None:
    assert one(tell("a1"), tell("b1", time=when(1)))


def test_a_discovery_inside_the_told_period_is_no_other_date() -> None:
    assert one(tell("a1", time=when(0, 20)), tell("b1", time=when(12)))


def test_an_unnamed_facility_joins_by_place_narrow_date_and_weapon() -> None:
    named = tell("a1", weapons=("airstrike",))
    assert one(named, tell("b1", None, weapons=("barrel_bomb",)))
    assert one(named, tell("b1", "a hospital"))
    assert not one(named, tell("b1", None, weapons=("gunfire",)))
    assert not one(named, tell("b1", None, time=when(0, 9)))
    assert not one(named, tell("b1", None, time=None))
    assert not one(named, tell("b1", None, place=PlaceValue(name="Ostrel", country="XA")))
    assert not one(named, tell("b1", None, place=None))


def test_a_part_of_a_town_is_at_that_town() -> None:
    assert one(tell("a1"), tell("b1", None, place=PlaceValue(name="Eastern Marvane", country="XA")))


def test_a_country_is_no_place_to_join_by() -> None:
    syria = PlaceValue(name="Syria", country="SY")
    assert not one(tell("a1", None, place=syria), tell("b1", None, place=syria))


def test_an_ambulance_is_never_the_hospital() -> None:
    ambulance = FacilityValue(name="ambulance", role="attacked", type="ambulance")
    assert one(tell("a1"), tell("b1", None))
    assert not one(tell("a1"), replace(tell("b1", None), facility=ambulance))


def test_an_undated_account_joins_the_only_event_at_its_facility() -> None:
    assert one(tell("a1"), tell("b1", time=None))


def test_an_undated_account_that_fits_two_events_joins_neither() -> None:
    found = groups(tell("a1"), tell("b1", time=when(9)), tell("c1", time=None))
    assert found == [("a1",), ("b1",), ("c1",)]


def test_two_undated_accounts_that_fit_two_events_do_not_carry_each_other() -> None:
    found = groups(
        tell("a1"), tell("b1", time=when(9)), tell("c1", time=None), tell("d1", time=None)
    )
    assert len(found) == 4


def test_a_shared_figure_or_weapon_settles_where_an_undated_account_belongs() -> None:
    first = tell("a1", weapons=("airstrike",), casualties=(dead(7),))
    second = tell("b1", time=when(9), weapons=("mortar",))
    by_weapon = tell("c1", time=None, weapons=("artillery",))
    by_figure = tell("c1", time=None, casualties=(dead(7),))
    assert groups(first, second, by_weapon) == [("a1",), ("b1", "c1")]
    assert groups(first, second, by_figure) == [("a1", "c1"), ("b1",)]


def test_an_undated_account_with_another_weapon_stays_apart() -> None:
    assert not one(tell("a1", weapons=("airstrike",)), tell("b1", time=None, weapons=("knife",)))


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        (tell("b1"), True),
        (tell("b1", role="secondary"), False),
        (tell("b1", role="background"), False),
        (tell("b1", None), False),
        (tell("b1", time=None), False),
    ],
    ids=["main", "secondary", "background", "unnamed", "undated"],
)
def test_background_joins_only_a_main_account_by_facility_and_date(
    other: Telling, *, joined: bool
) -> None:
    assert one(tell("a1", role="background"), other) == joined


def test_two_strikes_in_one_document_stay_two_and_a_second_document_joins_each() -> None:
    found = groups(tell("a1"), tell("a2", time=when(2)), tell("b1"), tell("b2", time=when(2)))
    assert found == [("a1", "b1"), ("a2", "b2")]


def test_strikes_on_days_that_follow_each_other_go_with_their_own_day() -> None:
    found = groups(tell("a1"), tell("a2", time=when(1)), tell("b1", time=when(1)), tell("b2"))
    assert found == [("a1", "b2"), ("a2", "b1")]


def test_an_account_between_two_strikes_of_one_document_is_put_before_a_person() -> None:
    told = [tell("a1"), tell("a2", time=when(1)), tell("b1", time=when(0, 1))]
    assert groups(*told) == [("a1",), ("a2",), ("b1",)]
    unsure = [j for j in judge(told, NOBODY) if j.verdict == "unsure"]
    assert [(j.left, j.right) for j in unsure] == [("a1", "b1"), ("a2", "b1")]


def test_every_judgement_says_why_in_words() -> None:
    told = [
        tell("a1", weapons=("rocket",), casualties=(dead(7),)),
        tell("b1", weapons=("missile",), casualties=(dead(7),)),
    ]
    (found,) = judge(told, NOBODY)
    assert found.verdict == "same"
    for words in ("Bahr Hospital", "2031-03-16", "7 killed", "ground", "Marvane"):
        assert words in found.why


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
