"""Where readers and extractors run: here or in a pool of processes, in order, behind one wall.

Everything is written against `concurrent.futures.Executor`, and results come back in the order
of the tasks, so that a case is the same bytes with any number of workers.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property, lru_cache
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar

from solferino.codec import value
from solferino.errors import SolferinoError

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")
P = ParamSpec("P")

AHEAD = 64  # tasks handed out before the oldest is waited for: bounds what is held in memory
HEAVY = 64 << 20  # bytes handed out before the oldest is waited for, likewise
MANY = 40  # tasks from which on processes are started: for shelter, and, with many more, for speed
PATIENCE = 120.0  # seconds that a task may take in a pool
GRACE = 30.0  # seconds more for the first task of a kind in a process: it loads word lists first
END = getattr(signal, "SIGKILL", signal.SIGTERM)  # what no parser can refuse


class LostError(SolferinoError):
    """A task gave no answer: its process died of it, or it took too long."""


class Here(Executor):
    """An executor that does each task at once, in this process."""

    def submit(self, fn: Callable[P, B], /, *args: P.args, **kwargs: P.kwargs) -> Future[B]:
        """Do the task now; an error in it is raised here, where it stands."""
        done: Future[B] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def here() -> Executor:
    """Work in this process, one task after the other: quickest for a small folder.

    Nothing is held off here: a task that takes the process down takes all of it down.
    """
    return Here()


def pool(processes: int, *, patience: float = PATIENCE, least: int = 0) -> Executor:
    """Work in several processes, each with an interpreter of its own.

    A task that takes its process down twice, or longer than `patience` (seconds), ends in
    `LostError`; the process is replaced and all other tasks go on. For fewer than `least` tasks
    no process is started (see `suited`).
    """
    return Pool(processes, patience, least)


def cores() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def suited(workers: Executor, tasks: int) -> Executor:
    """Take these workers, or this process where a pool would not pay for so few tasks."""
    return here() if isinstance(workers, Pool) and tasks < workers.least else workers


class Order:
    """A task that was handed in, and where its answer goes."""

    def __init__(
        self, task: Callable[..., Any], args: Sequence[Any], named: dict[str, Any]
    ) -> None:
        self.task = task
        self.args = args
        self.named = named
        self.answer: Future[Any] = Future()

    @property
    def ahead(self) -> list[Any]:
        """What a fresh process may unpack before the clock starts: all but the thing itself."""
        return [*self.kind, *(a for a in self.args if isinstance(a, Parcel))]

    @property
    def kind(self) -> frozenset[Callable[..., Any]]:
        """What is done, whatever it is done to: the first of a kind has its word lists to load."""
        return frozenset((self.task, *(a for a in self.args if callable(a))))


class Pool(Executor):
    """Lanes of one process each, with one task in it at a time.

    So it is always known which task a process died of, and since when it is at it.
    """

    def __init__(self, processes: int, patience: float, least: int) -> None:
        """Start nothing yet: a lane starts its process with its first task."""
        self.least = least
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        self._lanes = [Lane(self._orders, patience) for _ in range(processes)]
        self._closed = False

    def submit(self, fn: Callable[P, B], /, *args: P.args, **kwargs: P.kwargs) -> Future[B]:
        """Hand in a task; the next free lane takes it."""
        if self._closed:
            raise RuntimeError("this pool is closed")
        order = Order(fn, args, kwargs)
        self._orders.put(order)
        for lane in self._lanes:
            lane.start()
        return order.answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  (Executor's)
        """Let what was handed in be done, or with `cancel_futures` drop it and stop at once."""
        if self._closed:
            return
        self._closed = True
        if cancel_futures:
            for lane in self._lanes:
                lane.stop()
        for _ in self._lanes:
            self._orders.put(None)
        if wait:
            for lane in self._lanes:
                lane.join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for what is under way, unless somebody stopped the work: then nothing is left."""
        self.shutdown(cancel_futures=kind is not None)


class Lane:
    """A thread that looks after one process: starts it, hands it tasks, ends it, replaces it."""

    def __init__(self, orders: "SimpleQueue[Order | None]", patience: float) -> None:
        self._orders = orders
        self._patience = patience
        self._turn = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: ProcessPoolExecutor | None = None
        self._pid = 0
        self._begun_with: set[frozenset[Callable[..., Any]]] = set()
        self._stopped = False

    def start(self) -> None:
        """Begin to take tasks, once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="lane", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Take no more tasks, and end the process whatever it is at."""
        with self._turn:
            self._stopped = True
        self._kill()

    def join(self) -> None:
        """Wait until the lane is empty and its process has ended."""
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            if self._stopped or not order.answer.set_running_or_notify_cancel():
                order.answer.cancel()
                continue
            outcome = attempt(self._done, order)
            if outcome is None and not self._stopped:
                # It may have died of what the others did, when memory ran out: it is tried again.
                outcome = attempt(self._done, order)
            _settle(order.answer, _died() if outcome is None else outcome)
        self._leave()

    def _done(self, order: Order) -> "Future[Any] | LostError | None":
        """Do a task in the process; null when the process died."""
        process = self._process or self._begun(order)
        with self._turn:
            if self._stopped:
                return None
        try:
            doing = process.submit(order.task, *order.args, **order.named)
        except BrokenProcessPool:  # it died while it was idle
            self._leave()
            return None
        grace = 0.0 if order.kind in self._begun_with else GRACE
        late = bool(wait([doing], timeout=self._patience + grace).not_done)
        self._begun_with.add(order.kind)
        if late:
            self._kill()
            wait([doing])
        if not late and not isinstance(doing.exception(), BrokenProcessPool):
            return doing
        self._leave()
        return _late(self._patience) if late else None

    def _begun(self, order: Order) -> ProcessPoolExecutor:
        """Begin a process and wait until it is up: that does not count as the task's time."""
        fresh = multiprocessing.get_context("spawn")  # nothing inherited: no open database, no lock
        self._process = ProcessPoolExecutor(1, mp_context=fresh, initializer=attend)
        self._begun_with.clear()
        pid = self._process.submit(_unpack, *order.ahead).result()
        with self._turn:
            self._pid = pid
        return self._process

    def _kill(self) -> None:
        with self._turn, contextlib.suppress(ProcessLookupError):
            if self._pid:
                os.kill(self._pid, END)

    def _leave(self) -> None:
        with self._turn:
            self._pid = 0
        if self._process is not None:
            self._process.shutdown()
            self._process = None


def _settle(answer: Future[Any], outcome: "Future[Any] | LostError | Fault") -> None:
    """Pass on what came of a task; a lane that cannot work at all is nobody's document's fault."""
    if isinstance(outcome, Fault):
        answer.set_exception(RuntimeError(f"a worker process cannot be used: {outcome.message}"))
    elif isinstance(outcome, LostError):
        answer.set_exception(outcome)
    elif (error := outcome.exception()) is not None:
        answer.set_exception(error)
    else:
        answer.set_result(outcome.result())


def attend() -> None:
    """Be a good worker: leave Ctrl+C to the process that began this one, and end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, name="follow", daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _unpack(*_: object) -> int:
    """Unpacking is what happened on the way here; tells which process it was."""
    return os.getpid()


def _died() -> LostError:
    return LostError(
        "The process that worked on it ended without an answer, twice: something in it crashes "
        "the program, or needs more memory than there is.",
        "Save it in another format with the program that made it, and add that.",
    )


def _late(patience: float) -> LostError:
    return LostError(
        f"It was given up after {patience:g} seconds.",
        "Split it or save it in another format, and add that; or give it more time with "
        "`solferino work CASE --afresh --patience SECONDS`.",
    )


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
    workers: Executor,
    task: Callable[[T, A], B],
    tool: T,
    things: Iterable[A],
    weight: Callable[[A], int] = lambda _: 0,
    ready: Callable[[A], B | None] = lambda _: None,
) -> "Iterator[B | Fault]":
    """Do `task(tool, thing)` for each thing; one that gave no answer gives a `Fault`.

    What is `ready` is not done again.

    Results come in the order of the things, as soon as they can. Things are taken until `AHEAD`
    or `HEAVY` bytes of them (as `weight` tells) are out; then the oldest result is waited for.
    """
    waiting: deque[tuple[Future[B], int]] = deque()
    parcel = Parcel(tool)
    heavy = 0
    for thing in things:
        there = ready(thing)
        asked = workers.submit(_use, task, parcel, thing) if there is None else _given(there)
        waiting.append((asked, weight(thing)))
        heavy += waiting[-1][1]
        while waiting and (waiting[0][0].done() or len(waiting) >= AHEAD or heavy >= HEAVY):
            oldest, weighed = waiting.popleft()
            heavy -= weighed
            answer = _answer(oldest)
            yield answer
    while waiting:
        answer = _answer(waiting.popleft()[0])
        yield answer


def _given(answer: B) -> Future[B]:
    there: Future[B] = Future()
    there.set_result(answer)
    return there


def _answer(future: Future[B]) -> "B | Fault":
    try:
        return future.result()
    except LostError as lost:
        return Fault(message=lost.message, remedy=lost.remedy, expected=True)


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
