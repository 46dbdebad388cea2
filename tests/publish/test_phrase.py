"""Plain words say no more than the value does."""

import pytest

from solferino.model import VALUE_TYPES, TimeValue
from solferino.ports import Picture
from solferino.publish.phrase import days, figure, listed, wording, words


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "said"),
    [
        (3, 3, "exact", "3"),
        (1200, 1200, "about", "about 1,200"),
        (20, None, "at_least", "at least 20"),
        (None, 20, "at_most", "at most 20"),
        (3, 5, "range", "3 to 5"),
        (None, None, "vague", "no number given"),
        (0, 0, "none", "none"),
    ],
)
def test_a_figure_is_said_as_far_as_the_words_give_one(
    low: int | None, high: int | None, qualifier: str, said: str
) -> None:
    assert figure(low, high, qualifier) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2031-05-04", "2031-05-04", "2031-05-04"),
        ("2031-05-04", "2031-05-06", "2031-05-04 to 2031-05-06"),
        ("2031-05-04", None, "on or after 2031-05-04"),
        (None, "2031-05-06", "on or before 2031-05-06"),
        (None, None, "not known"),
    ],
)
def test_an_open_bound_stays_open(earliest: str | None, latest: str | None, said: str) -> None:
    assert days(earliest, latest) == said


def test_a_clock_is_said_with_its_zone() -> None:
    when = TimeValue(
        earliest="2031-05-04",
        latest="2031-05-04",
        edtf=None,
        basis="explicit",
        clock="09:40",
        zone="local time",
    )
    assert wording(when) == "2031-05-04, 09:40, local time"


def test_codes_are_said_in_words() -> None:
    assert words("health_workers") == "health workers"
    assert words("ied") == "improvised explosive device"
    assert listed(()) == "not known"
    assert listed(("mortar", "barrel_bomb")) == "mortar, barrel bomb"


def test_every_kind_of_value_has_words(picture: Picture) -> None:
    said = {claim.kind: wording(claim.value) for claim in picture.claims}
    assert set(said) == set(VALUE_TYPES)
    assert all(said.values())
