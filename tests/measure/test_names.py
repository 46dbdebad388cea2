"""When two names count as one in the measure. Invented names, except for parties' own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.measure.names import alike, fold, most_alike, same_actor


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Al-Orrin Hospital", "al orrin hospital"),
        ("Orrin Children's Hospital", "the Orrin hospital"),
        ("Hôpital d’Orrin", "hopital d orrin"),
        ("مستشفى الأورين", "مستشفي الاورين"),
    ],
)
def test_spelling_and_kind_of_place_do_not_part_a_name(left: str, right: str) -> None:
    assert alike(left, right) == 1.0


@pytest.mark.parametrize(
    ("left", "right"),
    [("Orrin Hospital", "Tesk Hospital"), ("Orrin", ""), (None, "Orrin"), ("...", "...")],
)
def test_different_or_missing_names_are_not_alike(left: str | None, right: str | None) -> None:
    assert alike(left, right) < 0.5


@given(st.text(), st.text())
def test_likeness_lies_between_nothing_and_all(left: str, right: str) -> None:
    assert 0.0 <= alike(left, right) <= 1.0


@given(st.text())
def test_a_name_is_all_like_itself_unless_it_is_empty(name: str) -> None:
    assert alike(name, name) == (1.0 if fold(name) else 0.0)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_the_likest_of_several_names_counts() -> None:
    assert most_alike("Orrin", ["Tesk", None, "Orrin clinic"]) == 1.0
    assert most_alike("Orrin", []) == 0.0


@pytest.mark.parametrize(
    ("gold", "names", "same"),
    [
        ("Marenthian army", ["Marenthian forces"], True),
        ("Marenthian army", ["the army"], False),
        ("Marenthian army", ["Marenthian rebels"], False),
        ("Upland Front", ["the Upland Front's command", "Front"], True),
        ("IDF", ["Israeli army"], True),
        ("Israeli army", ["Syrian army"], False),
        ("army", ["army"], True),
        ("army", [], False),
    ],
)
def test_an_actor_is_known_by_what_tells_it_apart(
    gold: str,
    names: list[str],
    same: bool,  # noqa: FBT001  (a column of the table)
) -> None:
    assert same_actor(gold, names) is same
