"""Order, bounds and the wall."""

import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from solferino import workers as workers_module
from solferino.errors import UnreadableError
from solferino.workers import (
    AHEAD,
    Fault,
    LostError,
    attempt,
    cores,
    here,
    in_order,
    pool,
    suited,
)


def add(tool: int, thing: int) -> int:
    return tool + thing


def process(_: object, __: int) -> int:
    return os.getpid()


PATIENT = 4  # seconds: what takes no time must not take so long, however crowded the machine


class Counted:
    """A tool that tells how often it was unpacked in this process."""

    def __init__(self) -> None:
        self.seen = 0

    def __getstate__(self) -> dict[str, int]:
        return {"seen": 0}


def use(tool: Counted, _: int) -> tuple[int, int]:
    tool.seen += 1
    return os.getpid(), tool.seen


@pytest.fixture(params=["here", "pool"])
def workers(request: pytest.FixtureRequest) -> Iterator[Executor]:
    with here() if request.param == "here" else pool(2) as executor:
        yield executor


def test_results_come_in_the_order_of_the_things(workers: Executor) -> None:
    things = range(3 * AHEAD)
    assert list(in_order(workers, add, 1000, things)) == [1000 + n for n in things]


def test_a_pool_works_in_other_processes() -> None:
    with pool(2) as workers:
        assert os.getpid() not in set(in_order(workers, process, None, range(4)))
    with here() as workers:
        assert set(in_order(workers, process, None, range(4))) == {os.getpid()}


def test_the_tool_is_unpacked_once_in_each_process() -> None:
    with pool(2) as workers:
        used = list(in_order(workers, use, Counted(), range(40)))
    counted = [u for u in used if not isinstance(u, Fault)]
    times = {process: max(n for p, n in counted if p == process) for process, _ in counted}
    assert sum(times.values()) == 40


def test_here_a_result_is_given_before_the_next_thing_is_taken() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for n in range(5):
            taken.append(n)
            yield n

    with here() as workers:
        for given, _ in enumerate(in_order(workers, add, 0, things()), start=1):
            assert len(taken) == given


def test_a_bounded_number_of_things_is_taken_ahead() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for n in range(4 * AHEAD):
            taken.append(n)
            yield n

    with pool(1) as workers:
        results = in_order(workers, add, 0, things())
        next(results)
        assert len(taken) <= 2 * AHEAD
        assert len(list(results)) == 4 * AHEAD - 1


def unreadable() -> None:
    raise UnreadableError("no text in it", "scan it again")


def crashes() -> None:
    raise RecursionError("too deep")


def test_an_error_of_ours_keeps_its_words_and_remedy_behind_the_wall() -> None:
    fault = attempt(unreadable)
    assert fault == Fault(message="no text in it", remedy="scan it again", expected=True)


def test_whatever_else_is_raised_becomes_a_fault_that_names_it() -> None:
    assert attempt(crashes) == Fault(message="RecursionError: too deep", remedy="", expected=False)


def test_the_wall_lets_a_person_stop_the_work() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(stop)


def test_a_result_passes_the_wall_unchanged() -> None:
    assert attempt(add, 1, 2) == 3


def test_a_fault_survives_the_way_back_from_a_worker() -> None:
    fault = attempt(crashes)
    assert pickle.loads(pickle.dumps(fault)) == fault  # noqa: S301  (made one line above)


posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")


def dying(deadly: int, thing: int) -> int:
    if thing == deadly:
        os.kill(os.getpid(), signal.SIGSEGV)
    return thing


@posix
def test_a_task_that_kills_its_process_is_the_only_one_that_gives_a_fault() -> None:
    with pool(2) as workers:
        found = list(in_order(workers, dying, 20, range(60)))
    (fault,) = [f for f in found if isinstance(f, Fault)]
    assert found.index(fault) == 20
    assert [f for f in found if f is not fault] == [n for n in range(60) if n != 20]
    assert fault.expected
    assert fault.remedy


def dying_once(marks: str, thing: int) -> int:
    mark = Path(marks) / str(thing)
    if thing == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return thing


@posix
def test_a_task_whose_process_was_killed_from_outside_is_tried_again(tmp_path: Path) -> None:
    with pool(2) as workers:
        assert list(in_order(workers, dying_once, str(tmp_path), range(8))) == list(range(8))


def sleeping(sleepy: int, thing: int) -> int:
    if thing == sleepy:
        time.sleep(600)
    return thing


def test_a_task_without_end_is_given_up_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers_module, "GRACE", 0.0)
    with pool(2, patience=PATIENT) as workers:
        found = list(in_order(workers, sleeping, 1, range(10)))
    assert [f for f in found if not isinstance(f, Fault)] == [0, *range(2, 10)]
    assert isinstance(found[1], Fault)
    assert f"{PATIENT} seconds" in found[1].message
    assert "--patience" in found[1].remedy


def slow_at_first(tool: tuple[str, float], thing: int) -> str:
    """Do what an extractor does: load a word list with the first task, and use it from then on."""
    name, seconds = tool
    if thing == 0:
        time.sleep(seconds)
    return name


def test_the_first_task_of_each_kind_in_a_process_may_load_its_word_lists() -> None:
    with pool(1, patience=PATIENT) as workers:
        warm = list(in_order(workers, add, 1, range(3)))
        mined = list(in_order(workers, slow_at_first, ("mined", PATIENT + 1.0), range(3)))
        again = list(in_order(workers, slow_at_first, ("mined", 600.0), range(3)))
    assert warm == [1, 2, 3]
    assert mined == ["mined"] * 3
    assert isinstance(again[0], Fault)
    assert again[1:] == ["mined"] * 2


def test_an_error_that_nobody_walled_off_comes_out_as_it_is() -> None:
    def failing(workers: Executor) -> None:
        list(in_order(workers, divide, 0, [1]))

    with pool(1) as workers, pytest.raises(ZeroDivisionError):
        failing(workers)


def divide(tool: int, thing: int) -> float:
    return thing / tool


def test_a_tool_that_cannot_travel_stops_the_work_and_is_no_file_s_fault() -> None:
    with pool(1) as workers, pytest.raises(RuntimeError, match="worker process"):
        list(in_order(workers, calling, lambda n: n, [1, 2]))


def calling(tool: object, thing: int) -> int:
    return thing if tool else 0


def test_when_the_work_is_stopped_what_is_under_way_is_not_waited_for() -> None:
    with pytest.raises(KeyboardInterrupt), pool(1) as workers:  # noqa: PT012  (the law is the exit)
        under_way = workers.submit(sleeping, 1, 1)
        waiting = workers.submit(sleeping, 1, 2)
        while not under_way.running():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert isinstance(under_way.exception(), LostError)
    assert waiting.cancelled()


def test_for_few_tasks_no_process_is_started() -> None:
    with pool(2, least=10) as workers:
        assert set(in_order(suited(workers, 9), process, None, range(9))) == {os.getpid()}
        assert suited(workers, 10) is workers
        assert suited(here(), 1000).submit(os.getpid).result() == os.getpid()


def test_what_is_heavy_is_not_taken_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers_module, "HEAVY", 10)
    taken: list[int] = []

    def things() -> Iterator[int]:
        for n in range(20):
            taken.append(n)
            yield n

    with pool(1) as workers:
        results = in_order(workers, add, 0, things(), lambda _: 5)
        for given, _ in enumerate(results, start=1):
            assert len(taken) - given <= 2


def test_at_least_one_core_is_counted() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
