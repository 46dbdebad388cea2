"""A case that stays open for writing keeps nobody from it, and never writes to another one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from solferino.errors import BusyError, UsageError
from solferino.model import Judgement
from solferino.store import check
from solferino.store.case import Case
from solferino.store.pen import Pen

CLOCK = "2031-05-03T10:00:00Z"


def clock() -> str:
    return CLOCK


def said(left: str) -> Judgement:
    return Judgement(left=left, right="b", verdict="same", by="AN", why="")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "case"
    Case.create(place, "Pen", clock=clock, by="a tester").close()
    return place


@pytest.fixture
def pen(path: Path) -> Iterator[Pen]:
    held = Pen(path, clock, "desk")
    yield held
    held.put_away()


def test_between_two_moments_others_write_and_nothing_is_lost(path: Path, pen: Pen) -> None:
    for name in ("a", "c", "d"):
        with pen.held() as case:
            case.decide(said(name), by="AN")
            with pytest.raises(BusyError):
                Case.open(path, clock=clock, by="other", writing=True)
        with Case.open(path, clock=clock, by="other", writing=True) as other:
            other.decide(said(f"{name}-other"), by="BO")
    with Case.open(path, clock=clock, by="reader") as seen:
        ordered = [j.left for j in seen.judgements()]
        assert check(seen).sound
    assert ordered == ["a", "a-other", "c", "c-other", "d", "d-other"]


def test_what_went_wrong_lets_go_of_the_case(path: Path, pen: Pen) -> None:
    with pytest.raises(UsageError), pen.held():
        raise UsageError("no", "Do otherwise.")
    Case.open(path, clock=clock, by="other", writing=True).close()
    with pen.held() as case:
        case.decide(said("a"), by="AN")
        first = case
    with pen.held() as case:
        assert case is first  # nothing went wrong: nothing is opened anew


def test_derived_files_that_others_made_anew_are_written_to(path: Path, pen: Pen) -> None:
    with pen.held() as case:
        case.adopt_kit(("a/1",))
    for name in ("derived.sqlite", "derived.sqlite-wal", "derived.sqlite-shm"):
        (path / name).unlink(missing_ok=True)
    with pen.held() as case:
        case.adopt_kit(("b/1",))
    with Case.open(path, clock=clock, by="reader") as seen:
        assert seen.derived.kit() == ("b/1",)
