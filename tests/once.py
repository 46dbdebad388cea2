"""What takes long to make is made once for all processes of one run of the tests."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from solferino import plugins
from solferino.errors import BusyError
from solferino.pipeline import work
from solferino.practice.fiction import practice_files
from solferino.store.case import Case
from solferino.store.intake import receive_folder
from solferino.store.lock import Lock
from solferino.workers import here

AT = "2031-05-01T10:00:00Z"


def held(path: Path) -> Lock:
    """Take a lock, and wait for it where another process holds it."""
    while True:
        try:
            return Lock(path)
        except BusyError:
            time.sleep(0.05)


def once(config: pytest.Config, own: Path, name: str, make: Callable[[Path], None]) -> Path:
    """Let the first process that comes make a folder, and give it to all; none may change it.

    `own` is the base folder of this process; under xdist all of them lie in one of the run.
    """
    base = own.parent if hasattr(config, "workerinput") else own
    lock = held(base / f"{name}.lock")
    try:
        if not (base / name).exists():
            make(base / f"{name}.unfinished")
            (base / f"{name}.unfinished").rename(base / name)
    finally:
        lock.release()
    return base / name


def make_practice(path: Path) -> None:
    """Work the practice case as `solferino demo` works it."""
    with Case.create(path, "Practice case", clock=lambda: AT, by="tester") as case:
        with practice_files() as received:
            receive_folder(case, received)
        with here() as workers:
            list(work(case, plugins.kit(plugins.find()), workers))
