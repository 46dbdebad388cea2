"""Other bodies' schemes grade by their own rules, and say what is not known of these."""

import pytest
from tests.weigh.bench import SHELLED, Bench

from solferino.model import BlameValue
from solferino.model.terms import OriginKind, Stance


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], "rumour"),
        (["media_own"], "possible"),
        (["monitor"], "possible"),
        (["monitor", "authority"], "probable"),
        (["eyewitness"], "possible"),  # a person with a name: nobody says that they saw it
        (["facility_staff", "monitor"], "confirmed"),
    ],
)
def test_certainty_rests_on_the_kind_of_source(
    bench: Bench, kinds: list[OriginKind], expected: str
) -> None:
    for number, kind in enumerate(kinds):
        path = {"path": ()} if kind == "media_own" else {}
        bench.origin(f"o{number}", kind=kind, **path)
        bench.claim(SHELLED, f"o{number}")
    found = bench.one("occurrence", "who-ssa")
    assert found.grade == expected
    assert "was not at hand" in found.why


def test_a_witness_is_one_who_is_said_to_have_been_there(bench: Bench) -> None:
    bench.origin("Linnet", kind="eyewitness", first_hand="yes")
    bench.claim(SHELLED, "Linnet")
    assert bench.one("occurrence", "who-ssa").grade == "probable"
    bench.origin("Sorn", kind="eyewitness")
    bench.claim(SHELLED, "Sorn")
    assert bench.one("occurrence", "who-ssa").grade == "confirmed"


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ([], "weak"),
        ([("Coastal army", "alleged")], "weak"),
        ([("Coastal army", "alleged"), ("Reed Movement", "alleged")], "contested"),
        ([("Coastal army", "alleged"), ("Coastal army", "denied")], "weak"),
        ([("Reed Movement", "admitted")], "confirmed"),
    ],
)
def test_grades_that_mix_sources_with_who_is_named_look_at_both(
    bench: Bench, stances: list[tuple[str, Stance]], expected: str
) -> None:
    bench.claim(SHELLED, "Linnet")
    for actor, stance in stances:
        bench.claim(BlameValue(actor=actor, stance=stance), "Linnet")
    assert bench.one("occurrence", "airwars").grade == expected


def test_credibility_is_confirmed_by_independent_origins_or_cannot_be_judged(
    bench: Bench,
) -> None:
    bench.claim(SHELLED, "Linnet")
    assert bench.one("occurrence", "admiralty").grade == "6"
    bench.claim(SHELLED, "Hask")
    assert bench.one("occurrence", "admiralty").grade == "1"
