"""A shift: bringing the case up to date from the desk, in a thread, one at a time.

Reading and extracting hold the case as `solferino work` does. Deriving again after a decision only
reads, and takes the case for the moment of filing (`rounds`), so that decisions, at this desk and
at others, never wait for it.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from solferino import pipeline, plugins
from solferino.codec import value
from solferino.desk.rounds import Rounds, patiently
from solferino.errors import SolferinoError
from solferino.pipeline import Progress
from solferino.store.case import Case
from solferino.store.pen import Pen
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
    """How the work stands: whether it runs, its stages so far, and how it ended.

    `deriving` tells that only what follows from decisions is drawn again.
    """

    running: bool
    stages: tuple[Stage, ...] = ()
    ended: str = ""
    remedy: str = ""
    deriving: bool = False


class Shift:
    """Works a case as `solferino work` does, and lets decisions be written meanwhile."""

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
        self._turn = threading.RLock()
        self._halt = threading.Event()
        self._again = threading.Event()
        self._thread: threading.Thread | None = None
        self._busy = False
        self._rounds = Rounds(path, clock, self.writing)
        self._pen = Pen(path, clock, "desk")
        self._case: Case | None = None  # held by work that reads or extracts
        self._stages: dict[str, Stage] = {}
        self._began: dict[str, float] = {}
        self._ended, self._remedy = "", ""

    def begin(self) -> None:
        """Begin to work, unless this desk works already.

        Raises `BusyError` when another process writes to the case, `BrokenError` when its ledger
        is broken.
        """
        with self._turn:
            if self._case is None:
                # A round of our own may be filing at this moment.
                self._case = self._patiently() if self._busy else self._open()
                self._start()

    def derive_again(self) -> None:
        """Derive behind what is shown, now or when what runs is done; returns at once."""
        with self._turn:
            self._again.set()
            self._start()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Case]:
        """Give the case for a short piece of writing; waits a while for another program.

        Raises `BusyError` when that one does not let go.
        """
        with self._turn:
            if self._case is not None:
                yield self._case
                return
            with self._pen.held() as case:
                yield case

    def stop(self, wait: float | None = None) -> None:
        """Ask the work to stop after the document in hand, and wait for it (seconds)."""
        self._halt.set()
        if self._thread is not None:
            self._thread.join(wait)
        if not self._busy:
            self._rounds.end()
            with self._turn:
                self._pen.put_away()

    def standing(self) -> Standing:
        """Tell how the work stands."""
        running = self._busy
        return Standing(
            running=running,
            stages=tuple(self._stages.values()),
            ended="" if running else self._ended,
            remedy="" if running else self._remedy,
            deriving=running and self._case is None,
        )

    def _start(self) -> None:
        if not self._busy:
            self._set_out()

    def _set_out(self) -> None:
        self._busy = True
        self._halt.clear()
        self._stages, self._began = {}, {}
        self._ended, self._remedy = "", ""
        self._thread = threading.Thread(target=self._run, name="shift")
        self._thread.start()

    def _open(self) -> Case:
        return Case.open(self._path, clock=self._clock, by="desk", writing=True)

    def _patiently(self) -> Case:
        return patiently(self._path, self._clock)

    def _run(self) -> None:
        ended, remedy, sound = BROKE, "", False
        try:
            ended, sound = self._until_done(), True
        except SolferinoError as error:
            ended, remedy = error.message, error.remedy
        finally:
            with self._turn:
                self._ended, self._remedy = ended, remedy
                on = sound and not self._halt.is_set()
                if self._case is not None and not on:
                    self._let_go(self._case)  # taken to be worked, and nobody will
                if on and (self._case is not None or self._again.is_set()):
                    self._set_out()  # asked for just now
                else:
                    self._busy = False

    def _until_done(self) -> str:
        """Do what is asked until nothing is; returns how it ended, "" where nothing was read."""
        ended = ""
        while not self._halt.is_set():
            case = self._case
            if case is not None:
                ended = self._work(case)
            elif self._again.is_set():
                self._derive()
            else:
                return ended
        if self._case is not None:
            self._let_go(self._case)
        return STOPPED

    def _work(self, case: Case) -> str:
        try:
            return STOPPED if self._halted(_steps(case)) else DONE
        finally:
            self._let_go(case)

    def _let_go(self, case: Case) -> None:
        with self._turn:
            self._case = None
            case.close()

    def _derive(self) -> None:
        """Derive, and keep in mind that it is asked for until it is done."""
        self._again.clear()
        done = False
        try:
            done = self._derived()
        finally:
            if not done:
                self._again.set()

    def _derived(self) -> bool:
        """Derive and file it; tells whether that is up to date, which it is not when stopped."""
        return self._watched(self._rounds.round(self._halt.is_set))

    def _watched(self, steps: Generator[Progress, None, bool]) -> bool:
        """Go through the steps, telling of them; false when asked to stop."""
        with contextlib.closing(steps):
            while not self._halt.is_set():
                try:
                    self._note(next(steps))
                except StopIteration as end:
                    return bool(end.value)
        return False

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
