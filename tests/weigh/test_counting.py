"""Words become numbers by a named rule only, and nothing is averaged."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model import CasualtyValue, Claim, Counted, Figure, Incident, Span, Toll
from solferino.model.terms import FigureStatus, Group, Harm, Qualifier
from solferino.weigh.counting import count, profiles

Bounds = tuple[int | None, int | None]


def counted(
    figures: list[tuple[str, Bounds]],
    kind: Harm = "killed",
    group: Group = "health_workers",
    status: FigureStatus = "current",
) -> dict[str, Counted]:
    """Count a toll of these figures, each given as its words and its own bounds."""
    claims, held = [], []
    for number, (words, (low, high)) in enumerate(figures):
        qualifier: Qualifier = "vague" if low is None and high is None else "range"
        told = CasualtyValue(kind=kind, group=group, min=low, max=high, qualifier=qualifier)
        at = Span(document="d", start=99 * number, end=99 * number + len(words), text=words)
        claim = Claim(span=at, statement="s", value=told, rule="test", confidence="high")
        claims.append(claim)
        held.append(
            Figure(
                min=low,
                max=high,
                qualifier=qualifier,
                status=status,
                said_at=None,
                claims=(claim.id,),
                origins=(),
            )
        )
    toll = Toll(kind=kind, group=group, min=None, max=None, qualifier="range", figures=tuple(held))
    return {c.profile: c for c in count([replace(INCIDENT, casualties=(toll,))], claims)}


INCIDENT = Incident(
    id="i",
    title="Marl Street clinic",
    facility=None,
    place=None,
    country=None,
    earliest=None,
    latest=None,
    edtf=None,
    event_types=(),
    weapons=(),
    effects=(),
    casualties=(),
    responsibility=(),
    contradictions=(),
    origins=(),
    accounts=(),
)


@pytest.mark.parametrize(
    ("words", "profile", "expected"),
    [
        ("dozens of medics", "neutral", (24, None)),
        ("dozens of medics", "acled", (12, None)),
        ("hundreds", "neutral", (200, None)),
        ("hundreds", "acled", (100, None)),
        ("several nurses", "neutral", (2, None)),
        ("nurses", "neutral", (2, None)),
        ("several nurses", "shcc", (1, None)),
        ("nurses", "shcc", (1, None)),
        ("nurses", "acled", (None, None)),
    ],
)
def test_a_vague_figure_is_counted_by_the_profiles_rule(
    words: str, profile: str, expected: Bounds
) -> None:
    found = counted([(words, (None, None))])[profile]
    assert (found.min, found.max) == expected
    assert found.rule


def test_a_profile_counts_what_its_publisher_counts_and_nothing_else() -> None:
    assert set(counted([("three", (3, 3))], group="patients")) == {"neutral", "acled"}
    assert set(counted([("three", (3, 3))], kind="injured")) == {"neutral", "shcc"}


def test_of_differing_figures_one_profile_takes_the_lowest_and_another_the_range() -> None:
    found = counted([("at least nine", (9, None)), ("seven", (7, 7))])
    assert (found["acled"].min, found["acled"].max) == (7, 7)
    assert (found["neutral"].min, found["neutral"].max) == (7, None)


def test_figures_that_were_taken_back_are_not_counted() -> None:
    found = counted([("seven", (7, 7))], status="retracted")
    assert all((c.min, c.max) == (None, None) for c in found.values())


def test_that_nobody_was_hurt_stays_zero() -> None:
    assert all((c.min, c.max) == (0, 0) for c in counted([("nobody", (0, 0))]).values())


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6))
def test_exact_figures_are_never_changed_only_chosen_or_enclosed(numbers: list[int]) -> None:
    found = counted([(str(n), (n, n)) for n in numbers])
    assert (found["neutral"].min, found["neutral"].max) == (min(numbers), max(numbers))
    assert found["acled"].min == found["acled"].max == min(numbers)


def test_every_profile_says_its_rule() -> None:
    assert {p.name for p in profiles()} == {"neutral", "acled", "shcc"}
    assert all(p.rule for p in profiles())
