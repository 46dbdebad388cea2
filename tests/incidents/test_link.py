"""Accounts become incidents by facility, place and date; what is told as two never merges."""

from dataclasses import replace

import pytest
from tests.incidents.tellings import NOBODY, dead, groups, known, one, tell, when

from solferino.incidents.link import judge, link
from solferino.model import (
    FacilityValue,
    PlaceValue,
    Telling,
)


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
