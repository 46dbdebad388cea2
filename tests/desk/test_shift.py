"""Work that is begun at the desk: one at a time, stopped between two documents, told as it goes."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.desk.shift import DONE, STOPPED, Shift
from solferino.errors import BusyError, UsageError
from solferino.store.case import Case

FILES = 6
PORT = 8125
HOME = f"http://127.0.0.1:{PORT}"
SAME_SITE = {"origin": HOME, "sec-fetch-site": "same-origin"}


@pytest.fixture
def path(tmp_path: Path, clock: Callable[[], str]) -> Path:
    """Make a case whose files are not read yet."""
    case = tmp_path / "case"
    with Case.create(case, "Tesk", clock=clock, by="tester") as made:
        for n in range(FILES):
            words = f"Shells hit the Orrin clinic in Tesk on {n + 2} May 2031, its director said.\n"
            made.receive(f"{n}.txt", words.encode())
    return case


def ended(shift: Shift) -> str:
    while shift.standing().running:
        time.sleep(0.01)
    return shift.standing().ended


def test_it_works_as_the_command_does(path: Path, clock: Callable[[], str]) -> None:
    shift = Shift(path, clock)
    shift.begin()
    assert ended(shift) == DONE
    told = {stage.name: (stage.done, stage.total) for stage in shift.standing().stages}
    derived, steps = told.pop("derive")
    assert told == {"read": (FILES, FILES), "extract": (FILES, FILES)}
    assert derived == steps > 0
    with Case.open(path, clock=clock, by="tester") as case:
        assert case.unread() == []
        assert len(case.documents()) == FILES


def test_what_was_stopped_goes_on_where_it_was(path: Path, clock: Callable[[], str]) -> None:
    shift = Shift(path, clock)
    shift.begin()
    shift.stop()
    assert ended(shift) in {STOPPED, DONE}
    shift.begin()
    assert ended(shift) == DONE
    with Case.open(path, clock=clock, by="tester") as case:
        assert len(case.documents()) == FILES


def test_the_case_has_one_writer(path: Path, clock: Callable[[], str]) -> None:
    shift = Shift(path, clock)
    with (
        Case.open(path, clock=clock, by="tester", writing=True),
        pytest.raises(BusyError),
    ):
        shift.begin()
    shift.begin()
    assert ended(shift) == DONE
    with Case.open(path, clock=clock, by="tester", writing=True):
        pass  # the lock was given back


def test_the_desk_says_who_holds_the_case(
    path: Path, clock: Callable[[], str], browser_of: Any
) -> None:
    keys: list[str] = []
    with (
        Case.open(path, clock=clock, by="tester") as case,
        Case.open(path, clock=clock, by="tester", writing=True),
    ):
        desk = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
        desk.get("/enter", params={"key": keys[0]})
        answer = desk.post("/work", headers=SAME_SITE)
        assert answer.status_code == 409
        assert "is writing to the case" in answer.text
        assert "Wait until it has finished" in answer.text


def test_the_time_left_is_guessed_from_the_pace(path: Path, clock: Callable[[], str]) -> None:
    ticks = iter(range(1000))
    seen: list[int | None] = []

    class Noting(Shift):
        def _note(self, step: Any) -> None:
            super()._note(step)
            seen.append(self.standing().stages[0].left)

    shift = Noting(path, clock, seconds=lambda: float(next(ticks)))
    shift.begin()
    assert ended(shift) == DONE
    reading = seen[:FILES]
    assert reading[0] is None
    assert reading[-1] == 0
    assert [n for n in reading if n is not None] == sorted(
        (n for n in reading if n is not None), reverse=True
    )


def test_what_is_begun_at_the_last_moment_is_worked(path: Path, clock: Callable[[], str]) -> None:
    class Late(Shift):
        late = True

        def _until_done(self) -> str:
            said = super()._until_done()
            if self.late:
                self.late = False
                self.begin()
            return said

    shift = Late(path, clock)
    shift.derive_again()
    assert ended(shift) == DONE
    with Case.open(path, clock=clock, by="tester", writing=True) as case:  # it was let go
        assert len(case.documents()) == FILES


class Breaking(Shift):
    """Breaks, or is stopped, when it derives for the first time; somebody begins at that moment."""

    derived = 0
    stopped = False

    def _watched(self, steps: Any) -> Any:
        self.derived += 1
        if self.derived == 1:
            self.begin()
            if not self.stopped:
                raise UsageError("it broke", "Mend it.")
            self._halt.set()
        return super()._watched(steps)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_shift_that_ended_early_holds_nothing_and_forgets_nothing(
    path: Path, clock: Callable[[], str], *, stopped: bool
) -> None:
    shift = Breaking(path, clock)
    shift.stopped = stopped
    shift.derive_again()
    assert ended(shift) == (STOPPED if stopped else "it broke")
    assert shift.derived == 1  # nothing is tried over and over
    with Case.open(path, clock=clock, by="tester", writing=True):
        pass  # the case was let go
    shift.begin()
    assert ended(shift) == DONE
    assert shift.derived > 1
    with Case.open(path, clock=clock, by="tester") as case:
        assert len(case.documents()) == FILES
