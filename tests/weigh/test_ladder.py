"""Propositions are graded by their own origins. All texts and names are fiction."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.weigh.bench import SHELLED, Bench, span

from solferino.model import BlameValue, CasualtyValue, EffectValue, FacilityValue, Step
from solferino.model.terms import Act, Modality, OriginKind, Relation, Stance

CLINIC = FacilityValue(name="Marl Street clinic", role="attacked", type="clinic")
TWO_DEAD = CasualtyValue(kind="killed", group="total", min=2, max=2, qualifier="exact")


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ([], "alleged"),
        (["Linnet"], "single origin"),
        (["Linnet", "Hask"], "corroborated"),
        (["Linnet", "Hask", "Tarn"], "corroborated"),
    ],
)
def test_the_number_of_origins_makes_the_grade(
    bench: Bench, origins: list[str], expected: str
) -> None:
    bench.claim(SHELLED)
    for origin in origins:
        bench.claim(SHELLED, origin)
    found = bench.one("occurrence")
    assert (found.grade, found.origins) == (expected, tuple(sorted(origins)))


def test_one_origin_in_many_claims_stays_one(bench: Bench) -> None:
    for _ in range(5):
        bench.claim(SHELLED, "Linnet")
    assert bench.one("occurrence").grade == "single origin"


def test_a_news_outlets_own_voice_is_shown_and_not_counted(bench: Bench) -> None:
    bench.origin("Harbour Post", kind="media_own", path=())
    bench.claim(SHELLED, "Harbour Post")
    bench.claim(SHELLED, "Linnet")
    found = bench.one("occurrence")
    assert found.grade == "single origin"
    assert found.origins == ("Harbour Post", "Linnet")
    assert found.why == "1 counted: Linnet · not counted, of unknown lineage: Harbour Post."


def test_a_news_outlet_that_another_cites_is_not_counted_either(bench: Bench) -> None:
    bench.origin("Radio Fen", kind="media_own")
    bench.claim(SHELLED, "Radio Fen")
    assert bench.one("occurrence").grade == "alleged"


def test_speakers_without_a_name_are_not_counted(bench: Bench) -> None:
    for name in ("residents", "villagers"):
        step = Step(source="news", target=name, how="cites", evidence=span(0), certain=False)
        bench.origin(name, path=(step,))
        bench.claim(SHELLED, name)
    assert bench.one("occurrence").grade == "alleged"


def test_an_exhibit_counts_when_its_maker_is_named(bench: Bench) -> None:
    bench.origin("Salt", kind="exhibit", first_hand="yes", path=())
    bench.origin("video", kind="exhibit", path=())
    bench.claim(SHELLED, "Salt")
    bench.claim(SHELLED, "video")
    assert bench.one("occurrence").grade == "single origin"


def test_who_passes_on_anothers_words_is_not_counted_beside_them(bench: Bench) -> None:
    steps = [
        Step(source="news", target="Monitor", how="cites", evidence=span(0), certain=True),
        Step(source="Monitor", target="Linnet", how="cites", evidence=span(0), certain=True),
    ]
    bench.origin("Linnet", path=tuple(steps))
    bench.origin("Monitor", kind="monitor")
    bench.claim(SHELLED, "Linnet")
    bench.claim(SHELLED, "Monitor")
    found = bench.one("occurrence")
    assert (found.grade, found.why) == ("single origin", "1 counted: Linnet with Monitor.")
    bench.claim(SHELLED, "Hask")
    assert bench.one("occurrence").grade == "corroborated"


@pytest.mark.parametrize(
    ("kind", "relation"), [("authority", "party"), ("party", "unknown"), ("party", "party")]
)
@pytest.mark.parametrize("party", ["Coastal army", "Reed Movement"])
def test_a_partys_word_corroborates_nothing_whichever_side_it_is_on(
    bench: Bench, party: str, kind: OriginKind, relation: Relation
) -> None:
    bench.origin(party, kind=kind, relation=relation)
    bench.claim(SHELLED, party)
    assert bench.one("occurrence").grade == "single origin"
    bench.claim(SHELLED, "Linnet")
    found = bench.one("occurrence")
    assert found.grade == "single origin"
    assert f"{party} (party)" in found.why


@pytest.mark.parametrize("act", ["denies", "appeals", "warns", "promises", "condemns"])
def test_what_is_not_asserted_supports_nothing(bench: Bench, act: Act) -> None:
    bench.claim(SHELLED, "Linnet")
    bench.claim(SHELLED, "Hask", act=act)
    found = bench.one("occurrence")
    assert (found.grade, found.origins) == ("single origin", ("Linnet",))


@pytest.mark.parametrize(
    ("modality", "expected"),
    [
        ("stated", "single origin"),
        ("hedged", "single origin"),
        ("reported", "single origin"),
        ("conditional", "alleged"),
        ("future", "alleged"),
    ],
)
def test_what_is_on_a_condition_or_to_come_supports_nothing(
    bench: Bench, modality: Modality, expected: str
) -> None:
    bench.claim(SHELLED, "Linnet", modality=modality)
    assert bench.one("occurrence").grade == expected


def test_what_is_said_not_to_be_so_supports_nothing(bench: Bench) -> None:
    bench.claim(SHELLED, "Linnet", polarity="negative")
    assert bench.one("occurrence").grade == "alleged"


def test_an_armed_body_that_a_person_coded_as_independent_counts_as_that(bench: Bench) -> None:
    for name in ("Lake Mission", "Hill Mission"):
        bench.origin(name, kind="party", relation="independent")
        bench.claim(SHELLED, name)
    assert bench.one("occurrence").grade == "corroborated"


def test_that_nobody_was_hurt_is_supported_by_who_says_so(bench: Bench) -> None:
    nobody = replace(TWO_DEAD, min=0, max=0, qualifier="none")
    bench.claim(nobody, "Linnet", polarity="negative")
    found = bench.one("toll")
    assert (found.subject, found.grade) == ("killed, total: 0", "single origin")


def test_no_proposition_raises_another(bench: Bench) -> None:
    for name in ("Linnet", "Hask", "Tarn"):
        bench.claim(SHELLED, name)
    bench.claim(CLINIC, "Linnet")
    bench.claim(TWO_DEAD, "Hask")
    bench.claim(BlameValue(actor="Coastal army", stance="alleged"))
    assert {g.proposition: g.grade for g in bench.grades()} == {
        "occurrence": "corroborated",
        "facility": "single origin",
        "toll": "single origin",
        "actor": "alleged",
    }


def test_each_figure_has_its_own_grade(bench: Bench) -> None:
    bench.claim(TWO_DEAD, "Linnet")
    bench.claim(TWO_DEAD, "Hask")
    bench.claim(replace(TWO_DEAD, min=7, max=None, qualifier="at_least"), "Tarn")
    found = {g.subject: g.grade for g in bench.grades() if g.proposition == "toll"}
    assert found == {
        "killed, total: 2": "corroborated",
        "killed, total: at least 7": "single origin",
    }


def test_a_facility_that_still_works_is_no_sign_of_an_attack(bench: Bench) -> None:
    bench.claim(EffectValue(effect="functioning"), "Linnet")
    assert bench.one("occurrence").grade == "alleged"
    bench.claim(EffectValue(effect="damaged"), "Linnet")
    assert bench.one("occurrence").grade == "single origin"


def test_another_facility_of_the_account_is_not_the_one_that_was_hit(bench: Bench) -> None:
    bench.claim(CLINIC, "Linnet")
    bench.claim(replace(CLINIC, name="Harbour hospital", role="receiving"), "Hask")
    found = bench.one("facility")
    assert (found.subject, found.grade) == ("Marl Street clinic", "single origin")


@pytest.mark.parametrize("actor", ["Coastal army", "Reed Movement"])
def test_a_denial_stands_beside_the_accusation_and_takes_nothing_from_it(
    bench: Bench, actor: str
) -> None:
    bench.claim(BlameValue(actor=actor, stance="alleged"), "Linnet")
    before = bench.one("actor")
    bench.origin("Denier", kind="party", relation="party")
    bench.claim(BlameValue(actor=actor, stance="denied"), "Denier", act="denies")
    after = bench.one("actor")
    assert (after.grade, after.origins) == (before.grade, before.origins)
    assert after.why == "1 counted: Linnet · denied by: Denier (party)."


@pytest.mark.parametrize(("stance", "graded"), [("alleged", 1), ("admitted", 1), ("denied", 0)])
def test_an_actor_whom_nobody_blames_has_no_grade(
    bench: Bench, stance: Stance, graded: int
) -> None:
    bench.claim(BlameValue(actor="Coastal army", stance=stance), "Linnet", act="admits")
    assert len([g for g in bench.grades() if g.proposition == "actor"]) == graded


@given(st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_no_grade(random: object) -> None:
    bench = Bench()
    for name in ("Linnet", "Hask"):
        bench.claim(SHELLED, name)
        bench.claim(CLINIC, name)
        bench.claim(BlameValue(actor="Coastal army", stance="alleged"), name)
    before = bench.grades()
    for facts in (bench.statements, bench.blame):
        random.shuffle(facts)  # type: ignore[attr-defined]  # Hypothesis gives no narrower type
    bench.origins = dict(sorted(bench.origins.items(), reverse=True))
    assert bench.grades() == before
