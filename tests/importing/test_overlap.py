"""Who records what the other does not: each event once, with the reason; never by silence alone."""

import pytest
from tests.importing.conftest import Importing
from tests.importing.registers import SHCC_HEAD, SHCC_ROWS, SSA_HEAD, SSA_ROWS, table

from solferino.errors import UsageError
from solferino.importing.overlap import OWN, Met, Overlap, Overlaps
from solferino.pipeline import work
from solferino.ports import Kit
from solferino.store.case import Case
from solferino.workers import here

HEAD = ("Ref", "Date", "Facility", "Town", "Country", "Killed", "Weapon")
LEFT = (
    ("a1", "2031-04-30", "Orrin Clinic", "Tesk", "Sudan", "3", "Rocket"),
    ("a2", "2031-05-12", "Veld Hospital", "Veld", "Sudan", "0", "Shelling"),
)
RIGHT = (
    ("b1", "30/04/2031", "Orrin clinic", "Tesk", "SDN", "4", "Rocket"),
    ("b2", "14/05/2031", "Marrow Hospital", "Marrow", "SDN", "1", "Firearms"),
)
REPORT = b"Rockets hit the Orrin Clinic in Tesk on 30 April 2031, killing three nurses."


def register(rows: tuple[tuple[str, ...], ...]) -> bytes:
    return table(("Reference", *HEAD[1:]), rows)


def between(case: Case, left: str, right: str) -> Overlap:
    overlaps = Overlaps(case, case.picture(""))
    return overlaps.between(overlaps.side(left), overlaps.side(right))


def of(overlap: Overlap, fate: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(m.left, m.right) for m in overlap.met if m.fate == fate]


@pytest.fixture
def two(case: Case, bring_in: Importing) -> Case:
    """Two registers and a report beside them."""
    case.receive("report.txt", REPORT)
    bring_in("left.csv", register(LEFT), coder="Tesk Watch")
    bring_in("right.csv", register(RIGHT), coder="Veld Monitor")
    return case


def test_each_event_is_told_once_with_the_reason(two: Case) -> None:
    told = between(two, "tesk", "veld")
    assert of(told, "matched") == [(("a1",), ("b1",))]
    assert of(told, "only left") == [(("a2",), ())]
    assert of(told, "only right") == [((), ("b2",))]
    (matched,) = (m for m in told.met if m.fate == "matched")
    assert "both name Orrin Clinic" in matched.why


def test_a_register_is_compared_with_the_cases_own_documents(two: Case) -> None:
    told = between(two, "Veld Monitor", OWN)
    assert of(told, "matched") == [(("b1",), ("report.txt",))]
    assert of(told, "only left") == [(("b2",), ())]


def test_the_two_sides_exchanged_tell_the_same(two: Case) -> None:
    turned = {"only left": "only right", "only right": "only left"}
    one, other = between(two, "tesk", "veld"), between(two, "veld", "tesk")

    def plain(met: Met) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        return turned.get(met.fate, met.fate), met.right, met.left

    assert sorted(map(plain, one.met)) == sorted((m.fate, m.left, m.right) for m in other.met)


def test_rows_without_a_place_are_asked_about_and_never_joined(
    case: Case, bring_in: Importing
) -> None:
    bring_in("ssa.csv", table(SSA_HEAD, SSA_ROWS))
    bring_in("ii.csv", table(SHCC_HEAD, SHCC_ROWS))
    told = between(case, "Insecurity", "World")
    assert of(told, "unsure") == [(("90001",), ("SDN000001",))]
    assert of(told, "only left") == [(("90002",), ())]
    (open_,) = (m for m in told.met if m.fate == "unsure")
    assert "both state 2 killed" in open_.why


def test_a_province_and_a_day_ask_a_person(case: Case, bring_in: Importing, kit: Kit) -> None:
    told_ = [SHCC_ROWS[0][0], "", "Syria", "SYR", "Idlib", *SHCC_ROWS[0][5:]]
    bring_in("ii.csv", table(SHCC_HEAD, [told_]))
    case.receive("t.txt", b"Rockets hit a hospital in Idlib on 30 April 2031, residents said.")
    for _ in work(case, kit, here()):
        pass
    told = between(case, "Insecurity", OWN)
    assert of(told, "matched") == []
    assert of(told, "unsure") == [(("90001",), ("t.txt",))]


def test_an_unknown_side_is_told_with_those_there_are(two: Case) -> None:
    with pytest.raises(UsageError, match="no registers") as refused:
        Overlaps(two, two.picture("")).side("nobody")
    assert "Tesk Watch, Veld Monitor, the case" in refused.value.remedy
