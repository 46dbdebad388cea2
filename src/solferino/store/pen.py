"""A case that is written to for a moment, again and again.

Opening a case for writing asks for more than writing one decision. So its files stay open, and only
its lock is held for the moment: between two moments anybody else may write.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from solferino.errors import BusyError
from solferino.store.case import Case
from solferino.store.derived import FORMAT
from solferino.store.ledger import Clock
from solferino.store.migrations import behind, steps_taken

T = TypeVar("T")
FILES = ("facts.sqlite", "derived.sqlite")
PATIENCE = 8.0  # seconds that is waited for another program to let go of the case
PAUSE = 0.05  # seconds between two attempts


class Pen:
    """Writes to a case for whoever holds it at a moment."""

    def __init__(self, path: Path, clock: Clock, by: str) -> None:
        """Open nothing yet."""
        self._path, self._clock, self._by = path, clock, by
        self._case: Case | None = None
        self._files: tuple[int, ...] = ()

    @contextlib.contextmanager
    def held(self) -> Iterator[Case]:
        """Hold the case; waits a while for another program, `BusyError` at the end.

        After anything went wrong it is opened anew.
        """
        try:
            case = self._taken()
            yield case
            case.lock.release()
        except BaseException:
            self.put_away()
            raise

    def put_away(self) -> None:
        """Close what is open."""
        case, self._case = self._case, None
        if case is not None:
            case.close()

    def _taken(self) -> Case:
        """Take the lock of the case that is open, or open it: at first, and where it is another."""
        if self._case is not None:
            patiently(self._case.lock.take)
            if self._files == _files(self._path) and _of_this_version(self._case):
                self._case.originals.tidy()
                return self._case
            self.put_away()
        self._case = patiently(self._opened)
        self._files = _files(self._path)
        return self._case

    def _opened(self) -> Case:
        return Case.open(self._path, clock=self._clock, by=self._by, writing=True)


def patiently(take: Callable[[], T]) -> T:
    """Take what only one may have, waiting a while for another program; `BusyError` at the end."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return take()
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)


def _files(path: Path) -> tuple[int, ...]:
    """Tell files apart that bear one name after another; one that is open keeps its number."""
    return tuple((path / name).stat().st_ino for name in FILES if (path / name).exists())


def _of_this_version(case: Case) -> bool:
    """Whether no other version worked on the files; `UsageError` where a newer one did."""
    return not behind(case.facts.database) and steps_taken(case.derived.database) == FORMAT
