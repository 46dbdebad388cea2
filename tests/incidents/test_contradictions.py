"""Where accounts cannot all be right, each side stands in full, and what agrees is no dispute."""

import pytest
from tests.incidents.papers import BAHR, Said, day, killed, told

from solferino.model import (
    AppealValue,
    BlameValue,
    CasualtyValue,
    CircumstanceValue,
    EffectValue,
    WeaponValue,
)
from solferino.model.terms import Act, Outcome


def test_agreeing_accounts_contradict_each_other_in_nothing() -> None:
    values = (
        BAHR,
        day("2031-03-13"),
        killed(9, 9),
        WeaponValue(weapon="rocket"),
        EffectValue(effect="destroyed"),
        BlameValue(actor="UF", stance="alleged"),
    )
    assert told(values, values).contested() == {}


def test_dates_that_exclude_each_other_are_a_contradiction() -> None:
    papers = told((day("2031-03-13"),), (day("2031-03-14"),))
    assert papers.contested() == {"date": ["2031-03-13", "2031-03-14"]}
    (found,) = papers.incident().contradictions
    assert [p.origins for p in found.positions] == [("origin a",), ("origin b",)]
    assert all(p.claims for p in found.positions)


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        (killed(9, 9), killed(11, 11), True),
        (killed(9, 9), killed(11, None, "at_least"), True),
        (killed(27, 27), killed(20, None, "at_least"), False),
        (killed(9, 12, "range"), killed(11, 11), False),
        (killed(0, 0, "none"), killed(3, 3), True),
        (killed(None, None, "vague"), killed(0, 0, "none"), False),
        (killed(50, 50, "about"), killed(48, 48), False),
        (killed(50, 50, "about"), killed(40, 40), True),
        (killed(None, 5, "at_most"), killed(6, 6), True),
    ],
)
def test_figures_contradict_when_they_cannot_both_be_true(
    one: CasualtyValue, other: CasualtyValue, *, contradict: bool
) -> None:
    assert ("killed (total)" in told((one,), (other,)).contested()) == contradict


def test_two_figures_from_one_mouth_do_not_contradict_each_other() -> None:
    assert told((("Sorren", killed(1, 1)), ("Sorren", killed(2, 2)))).contested() == {}


def test_figures_of_different_groups_do_not_contradict_each_other() -> None:
    children = CasualtyValue(kind="killed", group="children", min=4, max=4, qualifier="exact")
    assert told((killed(9, 9),), (children,)).contested() == {}


def test_weapons_of_different_families_are_a_contradiction() -> None:
    strike, mortar, missile = (WeaponValue(weapon=w) for w in ("airstrike", "mortar", "missile"))
    assert told((strike,), (mortar,)).contested() == {"weapon": ["airstrike", "mortar"]}
    assert told((strike,), (missile,)).contested() == {}


def test_a_facility_that_works_and_is_destroyed_is_a_contradiction() -> None:
    destroyed, works = EffectValue(effect="destroyed"), EffectValue(effect="functioning")
    assert told((destroyed,), (works,)).contested() == {"effect": ["destroyed", "functioning"]}
    assert told((destroyed, works)).contested() == {}


def test_what_somebody_denies_of_the_facility_stands_beside_it() -> None:
    destroyed = EffectValue(effect="destroyed")
    papers = told((("Kest", destroyed),), (("Sorren", destroyed, "denies"),))
    assert papers.contested() == {"effect": ["destroyed", "not destroyed"]}
    assert told((("Kest", destroyed),), (("Sorren", destroyed),)).contested() == {}


@pytest.mark.parametrize(
    ("one", "other", "contested"),
    [
        (("Kest", "without warning"), ("Sorren", "a warning"), True),
        (("Kest", "a warning"), ("Sorren", "had been warned"), False),
        (("Kest", "a warning"), ("Sorren", "a warning", "denies"), True),
        (("Kest", "a warning"), ("Sorren", "without warning", "denies"), False),
        (("Kest", "no warning"), ("Kest", "a warning"), True),
    ],
    ids=["none and one", "both one", "denied", "a denied lack is one", "another document"],
)
def test_a_warning_and_none_are_a_contradiction(
    one: tuple[str, ...], other: tuple[str, ...], *, contested: bool
) -> None:
    def said(speaker: str, words: str, act: Act = "asserts") -> Said:
        return speaker, CircumstanceValue(topic="warning", value=words), act

    found = told((said(*one),), (said(*other),)).contested()  # type: ignore[arg-type]  # as listed
    expected = {"warning": ["no warning given", "warning given"]} if contested else {}
    assert found == expected


def test_what_has_no_other_side_is_never_a_contradiction() -> None:
    """An inquiry may be told of in many words; none of them speaks against another."""
    one, other = (
        CircumstanceValue(topic="inquiry", value=words) for words in ("no inquiry", "an inquiry")
    )
    assert told((one,), (other,)).contested() == {}


def test_a_promise_kept_and_not_kept_is_a_contradiction_of_one_addressee() -> None:
    def asked(recipient: str, outcome: Outcome) -> AppealValue:
        return AppealValue(sender="Kest", recipient=recipient, request="a truce", outcome=outcome)

    kept, broken = asked("The Ministry", "kept"), asked("The Ministry", "not_kept")
    assert told((kept,), (broken,)).contested() == {"promise": ["kept", "not kept"]}
    assert told((kept,), (asked("The Ministry", "unknown"),)).contested() == {}
    assert told((kept,), (asked("The Front", "not_kept"),)).contested() == {}


def test_each_side_of_a_contradiction_has_its_own_origins() -> None:
    warned = CircumstanceValue(topic="warning", value="a warning")
    papers = told((("Kest", warned),), (("Sorren", warned, "denies"),))
    (found,) = papers.incident().contradictions
    assert [p.origins for p in found.positions] == [("origin Sorren",), ("origin Kest",)]


def test_an_allegation_stands_beside_its_denial() -> None:
    papers = told(
        (("Sorren", BlameValue(actor="UF", stance="alleged")),),
        (("UF", BlameValue(actor="UF", stance="denied")),),
    )
    assert papers.contested() == {"responsibility": ["alleged: UF", "denied: UF"]}


def test_rival_actors_contradict_only_from_different_mouths() -> None:
    front, army = (BlameValue(actor=a, stance="alleged") for a in ("UF", "Army"))
    assert told((("Sorren", front), ("Sorren", army))).contested() == {}
    assert list(told((("Sorren", front), ("Kest", army))).contested()) == ["responsibility"]


def test_a_denial_alone_is_no_contradiction() -> None:
    assert told((("UF", BlameValue(actor="UF", stance="denied")),)).contested() == {}
