"""Order, bounds and the wall."""

import os
import pickle
from collections.abc import Iterator
from concurrent.futures import Executor

import pytest

from solferino.errors import UnreadableError
from solferino.workers import AHEAD, Fault, attempt, here, in_order, pool


def add(tool: int, thing: int) -> int:
    return tool + thing


def process(_: object, __: int) -> int:
    return os.getpid()


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
    times = {process: max(n for p, n in used if p == process) for process, _ in used}
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
