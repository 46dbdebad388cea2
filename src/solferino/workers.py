"""Where readers and extractors run: here or in a pool of processes, in order, behind one wall.

Everything is written against `concurrent.futures.Executor`, and results come back in the order
of the tasks, so that a case is the same bytes with any number of workers.
"""

import multiprocessing
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import cached_property, lru_cache
from typing import Any, Generic, ParamSpec, TypeVar

from solferino.codec import value
from solferino.errors import SolferinoError

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")
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


class Parcel(Generic[T]):
    """Something heavy that every task needs: it is unpacked once in each process, then kept."""

    def __init__(self, content: T) -> None:
        """Hold the content as it is; it is packed when the first task leaves this process."""
        self.content = content

    def __reduce__(self) -> tuple[Callable[[bytes], "Parcel[T]"], tuple[bytes]]:
        """Travel as bytes."""
        return _unpacked, (self._packed,)

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps(self.content)


@lru_cache(maxsize=4)
def _unpacked(data: bytes) -> Parcel[Any]:
    return Parcel(pickle.loads(data))  # noqa: S301  (packed by the process that began this one)


def in_order(
    workers: Executor, task: Callable[[T, A], B], tool: T, things: Iterable[A]
) -> Iterator[B]:
    """Do `task(tool, thing)` for each thing.

    Results come in the order of the things, as soon as they can. At most `AHEAD` things are
    taken before the oldest result is waited for.
    """
    waiting: deque[Future[B]] = deque()
    parcel = Parcel(tool)
    for thing in things:
        waiting.append(workers.submit(_use, task, parcel, thing))
        while waiting and (waiting[0].done() or len(waiting) >= AHEAD):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _use(task: Callable[[T, A], B], parcel: Parcel[T], thing: A) -> B:
    return task(parcel.content, thing)


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
