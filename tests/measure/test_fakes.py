"""The comparison with a crowd's answers is strict where it says so; the article is invented."""

import pytest
from bench import fakes
from tests.extract.findings import extract, gazetteer

from solferino.model import Claim

TEXT = (
    "14 May 2031 - Tavrosk warplanes bombed a market in Tashkent on Tuesday. The air strike "
    "killed twelve civilians, including three children, and rebels executed two soldiers."
)


def claims() -> tuple[Claim, ...]:
    return extract(TEXT).claims


@pytest.mark.parametrize(
    ("told", "hit"),
    [("Tashkent", True), ("Tashkent province", True), ("Samarkand", False)],
)
def test_a_place_is_found_by_its_own_words(told: str, hit: bool) -> None:  # noqa: FBT001  (a table)
    assert fakes.same_place(told, claims(), gazetteer())[0] is hit


@pytest.mark.parametrize(
    ("told", "own", "hit"),
    [
        ("Wed 14 May 2031", True, True),
        ("14-05-2031", True, True),
        ("May 14 2031", False, False),
        ("13.05.2031", False, True),
        ("15 May 2031", True, False),
        ("last summer", True, False),
    ],
)
def test_a_day_lies_inside_an_interval(told: str, own: bool, hit: bool) -> None:  # noqa: FBT001
    assert fakes.same_day(told, claims(), own=own)[0] is hit


@pytest.mark.parametrize(
    ("told", "hit"),
    [("Air strikes", True), ("executed", True), ("clashes", False), ("car bomb", False)],
)
def test_a_cause_is_one_of_the_codes_of_its_words(told: str, hit: bool) -> None:  # noqa: FBT001
    assert fakes.same_cause(told, claims())[0] is hit


@pytest.mark.parametrize(
    ("told", "field", "hit"),
    [
        ("12 civilians", "civilians", True),
        ("12", "civilians", True),
        ("three children", "children", True),
        ("12 children", "children", False),
        ("two soldiers", "combatants", True),
        ("14 people", "civilians", False),
    ],
)
def test_dead_are_found_by_number_and_group(told: str, field: str, hit: bool) -> None:  # noqa: FBT001
    assert fakes.same_killed(told, claims(), field)[0] is hit


def test_every_side_that_is_named_must_be_found() -> None:
    assert fakes.sides("Russian or Syrian regime") == {"Russia", "Syrian government"}
    assert fakes.sides("Syrian rebels") == {"rebels"}
    assert fakes.sides("U.S.-led coalition") == {"US-led coalition"}
    assert fakes.same_side("rebels", claims())[0]
    assert not fakes.same_side("rebels and the regime", claims())[0]


def test_without_the_articles_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakes, "ARTICLES", fakes.ARTICLES / "nowhere")
    assert "not at hand" in "".join(fakes.fakes())
