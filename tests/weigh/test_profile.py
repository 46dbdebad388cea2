"""The shipped scheme keeps what only a person may give from the software."""

from solferino.weigh.profile import profile


def test_reasonable_grounds_are_never_given_by_the_software() -> None:
    assert [rung.name for rung in profile().rungs] == ["corroborated", "single origin", "alleged"]


def test_every_proposition_has_a_grade_because_the_lowest_demands_nothing() -> None:
    assert profile().rungs[-1].origins == 0


def test_the_word_of_a_party_corroborates_nothing() -> None:
    corroborated = profile().rungs[0]
    assert corroborated.relations.isdisjoint({"party", "party_affiliated"})


def test_denials_support_nothing() -> None:
    assert "denies" not in profile().acts
