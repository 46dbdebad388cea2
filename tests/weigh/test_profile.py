"""The shipped schemes are whole, and keep what only a person may give from the software."""

import tomllib
from importlib.resources import files

import pytest

from solferino.weigh.profile import SCHEMES, profile


def test_reasonable_grounds_are_never_given_by_the_software() -> None:
    assert [rung.name for rung in profile().rungs] == ["corroborated", "single origin", "alleged"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_proposition_has_a_grade_because_the_lowest_demands_nothing(scheme: str) -> None:
    assert profile(scheme).rungs[-1].any_of == ((),)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_says_where_it_comes_from_and_what_its_rule_is(scheme: str) -> None:
    path = files("solferino.weigh") / "profiles" / f"{scheme}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert table["scheme"] == scheme
    assert table["source"]
    assert table["rule"].strip()


def test_the_word_of_a_party_corroborates_nothing() -> None:
    ((demand,),) = profile().rungs[0].any_of
    assert demand.relations.isdisjoint({"party", "party_affiliated"})


@pytest.mark.parametrize("scheme", SCHEMES)
def test_denials_support_nothing(scheme: str) -> None:
    assert "denies" not in profile(scheme).acts
