"""Running totals become series and are never mixed with the case's own incidents. All fiction."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.desk import Desk

from solferino.ledgers.shelf import Shelf, subject
from solferino.ledgers.tallies import Tally, bounds, tallies
from solferino.model import TallyValue

MARCH = "The Lantern Monitor said: 31 attacks on clinics. It counted 9 civilian deaths."
APRIL = (
    "The Lantern Monitor said: 34 attacks on clinics. The Velmar Union gave 12 attacks on clinics."
)


def filed() -> Desk:
    desk = Desk()
    march = desk.read("march.txt", "2031-03-24", MARCH)
    april = desk.read("april.txt", "2031-04-10", APRIL)
    since = {"since": "1 January", "area": "Marenth"}
    desk.total(march, "31 attacks on clinics", 31, "Lantern Monitor", **since)
    desk.total(march, "9 civilian deaths", 9, "Lantern Monitor")
    desk.total(april, "34 attacks on clinics", 34, "Lantern Monitor", **since)
    desk.total(april, "12 attacks on clinics", 12, "Velmar Union")
    return desk


def series(desk: Desk, by: str, what: str) -> Tally:
    (found,) = [t for t in tallies(Shelf(desk.picture())) if (t.by, t.what) == (by, what)]
    return found


def test_one_speakers_totals_of_one_thing_are_a_series_in_time() -> None:
    found = series(filed(), "Lantern Monitor", "attacks on clinics")
    told = [(c.min, c.said_on, c.status) for c in found.counts]
    assert told == [(31, "2031-03-24", "superseded"), (34, "2031-04-10", "current")]
    assert found.area == "Marenth"


def test_speakers_and_subjects_are_never_mixed() -> None:
    found = tallies(Shelf(filed().picture()))
    assert sorted((t.by, t.what, len(t.counts)) for t in found) == [
        ("Lantern Monitor", "attacks on clinics", 2),
        ("Lantern Monitor", "civilian deaths", 1),
        ("Velmar Union", "attacks on clinics", 1),
    ]


def test_a_total_of_another_area_is_another_series() -> None:
    desk = filed()
    other = desk.read("other.txt", "2031-05-01", "The Lantern Monitor: 5 attacks on clinics.")
    desk.total(other, "5 attacks on clinics", 5, "Lantern Monitor", area="Tesk")
    found = [t for t in tallies(Shelf(desk.picture())) if t.by == "Lantern Monitor"]
    assert {t.area for t in found if "attacks" in t.what} == {"Marenth", "Tesk"}


def test_a_total_without_an_area_joins_the_speakers_only_series() -> None:
    desk = filed()
    other = desk.read("other.txt", "2031-05-01", "The Lantern Monitor: 40 attacks on clinics.")
    desk.total(other, "40 attacks on clinics", 40, "Lantern Monitor")
    found = series(desk, "Lantern Monitor", "attacks on clinics")
    assert [c.min for c in found.counts] == [31, 34, 40]


def test_the_cases_own_incidents_stand_beside_a_total_and_are_no_part_of_it() -> None:
    desk = filed()
    inside = desk.incident("2031-02-03", "Marenth")
    desk.incident("2030-12-31", "Marenth")
    desk.incident("2031-02-03", "Elsewhere")
    late = desk.incident("2031-03-30", "Marenth")
    found = series(desk, "Lantern Monitor", "attacks on clinics")
    assert [c.incidents for c in found.counts] == [(inside,), (inside, late)]
    assert [c.min for c in found.counts] == [31, 34]
    assert series(desk, "Lantern Monitor", "civilian deaths").counts[0].incidents == ()


@pytest.mark.parametrize(
    ("since", "until", "said_on", "expected"),
    [
        ("2030", None, "2031-04-01", ("2030-01-01", "2030-12-31")),
        ("2031", None, "2031-04-01", ("2031-01-01", "2031-04-01")),
        ("1 January", None, "2031-04-01", ("2031-01-01", "2031-04-01")),
        ("20 November", "10 March", "2031-04-01", ("2030-11-20", "2031-03-10")),
        ("1 January 2031", "March 2031", "2031-04-01", ("2031-01-01", "2031-03-31")),
        ("1 January", None, None, None),
        ("the beginning of the siege", None, "2031-04-01", None),
        (None, "2031", "2031-04-01", None),
    ],
)
def test_the_days_of_a_scope_are_settled_by_its_words_or_not_at_all(
    since: str | None, until: str | None, said_on: str | None, expected: tuple[str, str] | None
) -> None:
    total = TallyValue(what="attacks", min=1, max=1, qualifier="exact", since=since, until=until)
    assert bounds(total, said_on) == expected


def test_words_for_one_subject_are_one() -> None:
    assert subject("civilians have been killed") == subject("civilian deaths")
    assert subject("attacks on hospitals") == subject("attacks on a clinic")
    assert subject("civilians killed") != subject("health workers killed")


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(random: Random) -> None:
    desk = filed()
    before = tallies(Shelf(desk.picture()))
    random.shuffle(desk.claims)
    random.shuffle(desk.statements)
    assert tallies(Shelf(desk.picture())) == before
