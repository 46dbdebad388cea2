"""A shift: bringing the case up to date from the desk, in a thread, one at a time."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from solferino import pipeline, plugins
from solferino.codec import value
from solferino.errors import SolferinoError
from solferino.pipeline import Progress
from solferino.store.case import Case
from solferino.workers import here, pool

MANY = 24  # files from which on it pays to start more processes
DONE = "Everything that came in is read."
STOPPED = "Stopped. What was done is kept; begin again to go on where it was."
BROKE = "A fault of ours ended the work; the terminal shows it. What was done is kept."


@value
class Stage:
    """How far a stage of the work is; `left` is a guess in seconds, null where there is none."""

    name: str
    done: int
    total: int
    subject: str
    left: int | None


@value
class Standing:
    """How the work stands: whether it runs, its stages so far, and how it ended."""

    running: bool
    stages: tuple[Stage, ...] = ()
    ended: str = ""
    remedy: str = ""


class Shift:
    """Works a case as `solferino work` does; while it runs nobody else can write to the case."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], str],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Do nothing yet; `seconds` tells how time passes."""
        self._path = path
        self._clock = clock
        self._seconds = seconds
        self._turn = threading.Lock()
        self._halt = threading.Event()
        self._thread: threading.Thread | None = None
        self._stages: dict[str, Stage] = {}
        self._began: dict[str, float] = {}
        self._ended, self._remedy = "", ""

    def begin(self) -> None:
        """Begin to work, unless this desk works already.

        Raises `BusyError` when another process writes to the case, `BrokenError` when its ledger
        is broken.
        """
        with self._turn:
            if self._thread is not None and self._thread.is_alive():
                return
            case = Case.open(self._path, clock=self._clock, by="desk", writing=True)
            self._halt.clear()
            self._stages, self._began = {}, {}
            self._ended, self._remedy = "", ""
            self._thread = threading.Thread(target=self._work, args=(case,), name="shift")
            self._thread.start()

    def stop(self, wait: float | None = None) -> None:
        """Ask the work to stop after the document in hand, and wait for it (seconds)."""
        self._halt.set()
        if self._thread is not None:
            self._thread.join(wait)

    def standing(self) -> Standing:
        """Tell how the work stands."""
        running = self._thread is not None and self._thread.is_alive()
        return Standing(
            running=running,
            stages=tuple(self._stages.values()),
            ended="" if running else self._ended,
            remedy="" if running else self._remedy,
        )

    def _work(self, case: Case) -> None:
        self._ended = BROKE
        try:
            with case:
                self._ended = STOPPED if self._halted(_steps(case)) else DONE
        except SolferinoError as error:
            self._ended, self._remedy = error.message, error.remedy

    def _halted(self, steps: Iterator[Progress]) -> bool:
        for step in steps:
            self._note(step)
            if self._halt.is_set():
                return True
        return False

    def _note(self, step: Progress) -> None:
        now = self._seconds()
        began = self._began.setdefault(step.stage, now)
        first = step.stage not in self._stages
        rate = (now - began) / step.done if step.done else 0.0
        left = None if first else round(rate * (step.total - step.done))
        stage = Stage(
            name=step.stage, done=step.done, total=step.total, subject=step.subject, left=left
        )
        self._stages = {**self._stages, step.stage: stage}


def _steps(case: Case) -> Iterator[Progress]:
    unread = len(case.unread())
    executor = pool(os.cpu_count() or 1) if unread >= MANY else here()
    with executor as workers:
        yield from pipeline.work(case, plugins.kit(plugins.find()), workers)
