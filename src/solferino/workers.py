"""Where readers and extractors run: here or in a pool of processes, in order, behind one wall.

Everything is written against `concurrent.futures.Executor`, and results come back in the order
of the tasks, so that a case is the same bytes with any number of workers.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import ParamSpec, TypeVar

from solferino.codec import value
from solferino.errors import SolferinoError

A = TypeVar("A")
B = TypeVar("B")
P = ParamSpec("P")

AHEAD = 64  # tasks handed out before the oldest is waited for: bounds what is held in memory


class Here(Executor):
    """An executor that does each task at once, in this process."""

    def submit(self, fn: Callable[P, B], /, *args: P.args, **kwargs: P.kwargs) -> Future[B]:
        """Do the task now; an error in it is raised here, where it stands."""
        done: Future[B] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def here() -> Executor:
    """Work in this process, one task after the other: quickest for a small folder."""
    return Here()


def pool(processes: int) -> Executor:
    """Work in several processes, each with an interpreter of its own."""
    fresh = multiprocessing.get_context("spawn")  # nothing inherited: no open database, no lock
    return ProcessPoolExecutor(max_workers=processes, mp_context=fresh)


def in_order(workers: Executor, task: Callable[[A], B], things: Iterable[A]) -> Iterator[B]:
    """Do a task for each thing; results come in the order of the things, as soon as they can."""
    waiting: deque[Future[B]] = deque()
    for thing in things:
        waiting.append(workers.submit(task, thing))
        while waiting and (waiting[0].done() or len(waiting) >= AHEAD):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@value
class Fault:
    """What a plugin's code raised, as a value.

    `expected` tells an error of ours, which carries a remedy, from one that nobody foresaw.
    """

    message: str
    remedy: str
    expected: bool


def attempt(task: Callable[P, B], /, *args: P.args, **kwargs: P.kwargs) -> B | Fault:
    """Run a plugin's code behind the wall: whatever it raises becomes a `Fault`.

    This is the one broad `except` of the product. A reader or an extractor may be anybody's, and
    what is wrong with one document must never stop the others.
    """
    try:
        return task(*args, **kwargs)
    except SolferinoError as error:
        return Fault(message=error.message, remedy=error.remedy, expected=True)
    except Exception as error:  # noqa: BLE001  (the wall: see above)
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return Fault(message=told, remedy="", expected=False)
