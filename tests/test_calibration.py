"""A confidence is worth what was measured, in words too; what is unsure and weighs comes first."""

import pytest

from solferino.calibration import LEAST, NOT_MEASURED, _table, for_review, measured, worth
from solferino.model import BlameValue, Claim, Span, Value, WeaponValue
from solferino.model.terms import Confidence

ROWS = _table("calibration")["measured"]
ENOUGH = [row for row in ROWS if row["of"] >= LEAST]


def claim(value: Value, rule: str, confidence: Confidence, start: int = 0) -> Claim:
    span = Span(document="d", start=start, end=start + 1, text="x")
    return Claim(span=span, statement="s", value=value, rule=rule, confidence=confidence)


def test_enough_was_measured_to_tell_of_the_kinds_that_matter() -> None:
    assert {"casualty", "blame", "facility", "place", "statement"} <= {r["kind"] for r in ENOUGH}


def test_the_table_says_when_and_on_what_it_was_measured() -> None:
    table = _table("calibration")
    assert table["day"]
    assert table["engine"]
    assert table["sets"]
    assert all(0 <= row["right"] <= row["of"] for row in ROWS)


def test_of_the_high_more_are_right_than_of_the_medium_and_of_these_than_of_the_low() -> None:
    for kind in {row["kind"] for row in ENOUGH}:
        share = {
            row["confidence"]: row["right"] / row["of"] for row in ENOUGH if row["kind"] == kind
        }
        ordered = [share[level] for level in ("high", "medium", "low") if level in share]
        assert ordered == sorted(ordered, reverse=True), kind


@pytest.mark.parametrize("row", ENOUGH, ids=lambda r: f"{r['kind']} {r['confidence']}")
def test_a_share_is_told_as_it_was_counted(row: dict[str, object]) -> None:
    kind, rules = str(row["kind"]), row["rules"]
    assert isinstance(rules, list)
    level: Confidence = next(c for c in LEVELS if c == row["confidence"])
    found = measured("en", kind, level, rules[0])
    assert found is not None
    assert (found.right, found.of) == (row["right"], row["of"])
    assert worth("en-GB", kind, level, rules[0]) == f"right in {found.right} of {found.of} measured"


LEVELS: tuple[Confidence, ...] = ("high", "medium", "low")


@pytest.mark.parametrize(
    ("language", "kind", "rule"),
    [
        ("ar", "casualty", "harm/subject"),
        ("en", "exhibit", "exhibit/noun"),
        ("en", "casualty", "harm/never-counted"),
    ],
)
def test_another_language_kind_or_rule_is_not_measured(language: str, kind: str, rule: str) -> None:
    for level in LEVELS:
        assert measured(language, kind, level, rule) is None
        assert worth(language, kind, level, rule) == NOT_MEASURED == "not measured"


def test_what_is_unsure_and_weighs_is_reviewed_first() -> None:
    army = BlameValue(actor="the army", stance="alleged")
    drone = WeaponValue(weapon="drone")
    sure = claim(army, "blame/subject", "high", 1)
    new = claim(army, "blame/guess", "low", 2)
    light = claim(drone, "weapon/guess", "low", 3)
    idle = claim(army, "blame/guess", "low", 4)
    reach = {c.id: 1 for c in (sure, new, light)}
    given = [idle, sure, light, new]
    assert for_review(given, {"d": "en"}, reach)[0] == new
    assert for_review(given, {"d": "en"}, reach)[-1] == idle
    assert for_review(given, {"d": "en"}, reach) == for_review(given[::-1], {"d": "en"}, reach)
    much = {**reach, light.id: 9}
    assert for_review(given, {"d": "en"}, much)[0] == light


def test_in_a_language_without_measurement_the_sure_rules_are_unsure_too() -> None:
    army = BlameValue(actor="the army", stance="alleged")
    claims = [claim(army, "blame/guess", "low", 1), claim(army, "blame/subject", "high", 2)]
    reach = {c.id: 1 for c in claims}
    assert for_review(claims, {"d": "ar"}, reach) == claims
