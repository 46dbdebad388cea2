"""An incident shows all that its accounts tell, side by side, and never more than their words."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.incidents.papers import BAHR, MARVANE, WARD, day, killed, told

from solferino.model import (
    BlameValue,
    CasualtyValue,
    Directory,
    EffectValue,
    Entity,
    EventValue,
    FacilityValue,
    Incident,
    Mention,
    PlaceValue,
    Span,
    TimeValue,
    Value,
    WeaponValue,
)
from solferino.model.terms import Qualifier


def test_the_title_is_place_facility_and_date() -> None:
    papers = told((BAHR, MARVANE, day("2031-03-13"), BlameValue(actor="Army", stance="alleged")))
    assert papers.incident().title == "Marvane, Bahr Hospital, 2031-03-13"


def test_a_dateline_in_capitals_is_named_as_others_write_it() -> None:
    loud = PlaceValue(name="MARVANE", country=None)
    assert told((BAHR, loud), (BAHR, loud), (BAHR, MARVANE)).incident().place == "Marvane"
    assert told((BAHR, loud)).incident().place == "MARVANE"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (day("2031-03-13", "2031-03-15"), "2031-03-13 to 2031-03-15"),
        (
            TimeValue(earliest=None, latest="2031-03-15", edtf=None, basis="relative"),
            "until 2031-03-15",
        ),
        (
            TimeValue(earliest="2031-03-13", latest=None, edtf=None, basis="relative"),
            "from 2031-03-13",
        ),
        (TimeValue(earliest=None, latest=None, edtf=None, basis="unresolved"), "date unknown"),
    ],
)
def test_a_title_says_what_is_not_known(time: TimeValue, words: str) -> None:
    assert told((time,)).incident().title == f"place unknown, facility not named, {words}"


def test_an_incident_is_named_after_its_smallest_account() -> None:
    papers = told((BAHR,), (BAHR,))
    found = papers.incident()
    assert found.id == min(found.accounts)
    assert list(found.accounts) == sorted(found.accounts)


def test_a_name_proper_goes_before_more_frequent_descriptions() -> None:
    assert "Bahr Hospital" in told((WARD,), (WARD,), (BAHR,)).incident().title


def test_the_facility_is_the_entity_that_most_accounts_name() -> None:
    papers = told(
        (BAHR,), (BAHR,), (FacilityValue(name="Sellim Clinic", role="attacked", type="clinic"),)
    )
    mentions = [
        Mention(span=Span(document=d, start=0, end=len(n), text=n), kind="facility", name=n)
        for d, n in (("a", "Bahr Hospital"), ("b", "Bahr Hospital"), ("c", "Sellim Clinic"))
    ]
    both = tuple(m.id for m in mentions[:2])
    entities = [
        Entity(id="bahr", kind="facility", name="Bahr Hospital", names=(), mentions=both),
        Entity(id="sellim", kind="facility", name="S", names=(), mentions=(mentions[2].id,)),
    ]
    found = papers.incident(Directory(entities, mentions))
    assert found.facility == "bahr"
    assert "Bahr Hospital" in found.title


@pytest.mark.parametrize(
    ("times", "expected", "edtf"),
    [
        (
            [day("2031-03-01", "2031-03-31", "2031-03"), day("2031-03-13")],
            ("2031-03-13", "2031-03-13"),
            "2031-03-13",
        ),
        ([day("2031-03-01", "2031-03-31", "2031-03")], ("2031-03-01", "2031-03-31"), "2031-03"),
        (
            [day("2031-03-13"), day("2031-03-14")],
            ("2031-03-13", "2031-03-14"),
            "2031-03-13/2031-03-14",
        ),
        ([], (None, None), None),
    ],
    ids=["intersection", "own writing kept", "envelope", "unknown"],
)
def test_the_date_is_what_the_accounts_have_in_common_or_else_span(
    times: list[TimeValue], expected: tuple[str | None, str | None], edtf: str | None
) -> None:
    found = told((BAHR,), *((BAHR, time) for time in times)).incident()
    assert (found.earliest, found.latest) == expected
    assert found.edtf == edtf


def test_background_does_not_date_an_incident_that_a_main_account_dates() -> None:
    papers = told((BAHR, day("2031-03-13")))
    papers.add("z", BAHR, day("2031-03-12"), role="background")
    assert papers.incident().earliest == "2031-03-13"


def test_kinds_weapons_and_effects_are_all_kept_the_most_told_first() -> None:
    found = told(
        (WeaponValue(weapon="airstrike"), EventValue(types=("arson", "heavy_weapons"))),
        (WeaponValue(weapon="rocket"), EventValue(types=("heavy_weapons",))),
        (WeaponValue(weapon="rocket"), EffectValue(effect="damaged")),
    ).incident()
    assert found.weapons == ("rocket", "airstrike")
    assert found.event_types == ("heavy_weapons", "arson")
    assert found.effects == ("damaged",)


def test_every_figure_stands_with_its_claims_and_origins() -> None:
    papers = told((killed(11, 11), ("Sorren", killed(9, 9))), (("Kest", killed(9, 9)),))
    toll = papers.toll()
    assert [(f.min, f.max, len(f.claims)) for f in toll.figures] == [(9, 9, 2), (11, 11, 1)]
    assert toll.figures[0].origins == ("origin Kest", "origin Sorren")
    assert (toll.min, toll.max, toll.qualifier) == (9, 11, "range")


@pytest.mark.parametrize(
    ("figures", "envelope"),
    [
        ([killed(11, 11)], (11, 11, "exact")),
        ([killed(20, None, "at_least")], (20, None, "at_least")),
        ([killed(27, 27), killed(20, None, "at_least")], (20, None, "at_least")),
        ([killed(None, 50, "at_most"), killed(30, 30)], (None, 50, "at_most")),
        ([killed(None, None, "vague")], (None, None, "vague")),
        ([killed(None, None, "vague"), killed(5, 5)], (5, 5, "exact")),
        ([killed(50, 50, "about")], (50, 50, "about")),
        ([killed(0, 0, "none")], (0, 0, "none")),
        ([killed(0, 0, "none"), killed(3, 3)], (0, 3, "range")),
        ([killed(9, 12, "range")], (9, 12, "range")),
    ],
)
def test_the_envelope_never_claims_more_than_the_words(
    figures: list[CasualtyValue], envelope: tuple[int | None, int | None, Qualifier]
) -> None:
    toll = told(*((figure,) for figure in figures)).toll()
    assert (toll.min, toll.max, toll.qualifier) == envelope


@st.composite
def ranges(draw: st.DrawFn) -> CasualtyValue:
    low = draw(st.one_of(st.none(), st.integers(0, 50)))
    high = draw(st.one_of(st.none(), st.integers(low or 0, 60)))
    return killed(low, high, "range")


@settings(deadline=None)  # no test waits for a clock
@given(st.lists(ranges(), min_size=1, max_size=6))
def test_every_number_that_a_figure_allows_is_inside_the_envelope(
    figures: list[CasualtyValue],
) -> None:
    toll = told(*((figure,) for figure in figures)).toll()
    for figure in figures:
        if figure.min is None and figure.max is None:
            continue
        assert toll.min is None or (figure.min is not None and toll.min <= figure.min)
        assert toll.max is None or (figure.max is not None and toll.max >= figure.max)


def test_blame_has_one_row_for_each_actor_stance_and_speaker() -> None:
    alleged = BlameValue(actor="the Upland Front", stance="alleged")
    papers = told(
        (("Sorren", alleged), ("Front", BlameValue(actor="the Upland Front", stance="denied"))),
        (("Sorren", alleged), ("Kest", alleged)),
    )
    rows = papers.incident().responsibility
    assert [(r.actor, r.stance, r.by, len(r.claims)) for r in rows] == [
        ("the Upland Front", "alleged", "Kest", 1),
        ("the Upland Front", "alleged", "Sorren", 2),
        ("the Upland Front", "denied", "Front", 1),
    ]


def test_names_of_one_actor_are_one_row_under_their_entity() -> None:
    papers = told(
        (BlameValue(actor="UF", stance="alleged"),),
        (BlameValue(actor="Upland Front", stance="alleged"),),
    )
    mentions = [
        Mention(span=Span(document=d, start=0, end=len(n), text=n), kind="armed_group", name=n)
        for d, n in (("a", "UF"), ("b", "Upland Front"))
    ]
    ids = tuple(m.id for m in mentions)
    front = Entity(id="front", kind="armed_group", name="Upland Front", names=(), mentions=ids)
    (row,) = papers.incident(Directory([front], mentions)).responsibility
    assert (row.entity, row.by, len(row.claims)) == ("front", None, 2)


def test_swapping_the_names_of_the_parties_changes_nothing_else() -> None:
    def case(one: str, other: str) -> Incident:
        return told(
            (BAHR, MARVANE, day("2031-03-13"), ("Sorren", BlameValue(actor=one, stance="alleged"))),
            (BAHR, killed(9, 9), ("Kest", BlameValue(actor=other, stance="denied"))),
        ).incident()

    left, right = case("Army", "Front"), case("Front", "Army")
    for field in (
        "title",
        "facility",
        "place",
        "country",
        "earliest",
        "latest",
        "weapons",
        "effects",
    ):
        assert getattr(left, field) == getattr(right, field)
    assert len(left.responsibility) == len(right.responsibility)
    assert len(left.contradictions) == len(right.contradictions)
    assert [(t.min, t.max) for t in left.casualties] == [(t.min, t.max) for t in right.casualties]


VALUES = st.one_of(
    st.just(BAHR),
    st.just(WARD),
    st.just(MARVANE),
    st.sampled_from([day("2031-03-13"), day("2031-03-14"), day("2031-03-01", "2031-03-31")]),
    st.builds(killed, st.integers(0, 3), st.just(3)),
    st.builds(WeaponValue, weapon=st.sampled_from(["rocket", "airstrike", "gunfire"])),
    st.builds(EffectValue, effect=st.sampled_from(["destroyed", "functioning"])),
    st.builds(
        BlameValue,
        actor=st.sampled_from(["UF", "Army"]),
        stance=st.sampled_from(["alleged", "denied"]),
    ),
)
ACCOUNTS = st.lists(st.lists(VALUES, min_size=1, max_size=5).map(tuple), min_size=1, max_size=5)


@settings(deadline=None)  # no test waits for a clock
@given(ACCOUNTS, st.randoms(use_true_random=False))
def test_the_order_of_accounts_changes_nothing(
    accounts: list[tuple[Value, ...]], chance: random.Random
) -> None:
    papers = told(*accounts)
    before = papers.incident()
    chance.shuffle(papers.told)
    assert papers.incident() == before


@settings(deadline=None)  # no test waits for a clock
@given(ACCOUNTS)
def test_every_claim_and_origin_that_is_named_is_one_of_the_accounts(
    accounts: list[tuple[Value, ...]],
) -> None:
    papers = told(*accounts)
    found = papers.incident()
    rests = [
        *((f.claims, f.origins) for toll in found.casualties for f in toll.figures),
        *((a.claims, a.origins) for a in found.responsibility),
        *((p.claims, p.origins) for c in found.contradictions for p in c.positions),
    ]
    for claims, origins in rests:
        assert claims
        assert set(claims) <= set(papers.claims)
        assert set(origins) <= set(found.origins)
    assert all(len(c.positions) > 1 for c in found.contradictions)
