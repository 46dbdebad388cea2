"""Deriving after decisions in a process of its own comes to what deriving here comes to."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solferino.desk import rounds
from solferino.desk.shift import Shift
from solferino.model import assess
from solferino.store.case import Case


@pytest.fixture
def path(practice: Case, tmp_path: Path) -> Path:
    return shutil.copytree(practice.path, tmp_path / "case")


def decided(path: Path, clock: Callable[[], str], number: int) -> None:
    """Reject a figure, so that something follows."""
    with Case.open(path, clock=clock, by="tester", writing=True) as case:
        said = {s.id: s for s in case.statements()}
        figures = [c for c in case.claims() if c.kind == "casualty"]
        chosen = sorted(figures, key=lambda c: c.id)[number]
        case.decide(assess(chosen, said[chosen.statement], "reject", by="Ana"))


def links(path: Path, clock: Callable[[], str]) -> Any:
    with Case.open(path, clock=clock, by="tester") as case:
        seen = case.picture("test")
        return seen.incidents, seen.entities, seen.origins, seen.gradings


def ended(shift: Shift) -> str:
    while shift.standing().running:
        time.sleep(0.01)
    return shift.standing().ended


def test_a_process_of_its_own_derives_the_same_round_after_round(
    path: Path, tmp_path: Path, clock: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for small in (100, 0):  # here, and apart
        monkeypatch.setattr(rounds, "SMALL", small)
        own = shutil.copytree(path, tmp_path / str(small))
        shift, seen = Shift(own, clock), []
        for number in range(2):
            decided(own, clock, number)
            shift.derive_again()
            assert ended(shift) == ""
            seen.append(links(own, clock))
        found[small] = seen
        assert (shift._rounds._apart is not None) is (small == 0)
        shift.stop()
        assert shift._rounds._apart is None
    assert found[0] == found[100]
    assert found[0][0] != found[0][1]
    assert {stage.name for stage in shift.standing().stages} == {"derive"}


def test_a_process_that_dies_is_told_of_and_another_takes_its_place(
    path: Path, clock: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "SMALL", 0)

    class Killed(Shift):
        kill = True

        def _note(self, step: Any) -> None:
            super()._note(step)
            if self.kill and self._rounds._apart is not None:
                self.kill = False
                os.kill(self._rounds._apart[0].pid or 0, signal.SIGKILL)

    shift = Killed(path, clock)
    decided(path, clock, 0)
    before = links(path, clock)
    shift.derive_again()
    assert ended(shift) == rounds.ENDED
    assert links(path, clock) == before
    shift.derive_again()
    assert ended(shift) == ""
    assert links(path, clock) != before
    shift.stop()
