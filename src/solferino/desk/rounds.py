"""Rounds of deriving after decisions: a large case has a process of its own for them.

A round only reads until it files, and goes on from the one before it. What Python does at one time
it does with one processor, so a round that takes long would take it from whoever asks for a page.
"""

import multiprocessing
import os
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from solferino import pipeline, plugins
from solferino.codec import value
from solferino.deriving.derivation import Standing
from solferino.errors import SolferinoError
from solferino.pipeline import Progress
from solferino.store import listing, lookup, pen
from solferino.store.case import Case
from solferino.workers import LostError, attend

SMALL = 100  # documents up to which a round is done here: sooner than a process begins
PAUSE = 0.05  # seconds between two looks whether to stop
GENTLE = 5  # how far the process stands back behind whoever asks for pages (as `nice` counts)
ENDED = "The process that draws what follows from decisions ended without an answer."
AGAIN = "Decisions are kept. It is begun anew with the next one, or with the button on this page."
ASKED = "derive"  # what a process is sent
Going = Generator[Progress, None, bool]  # tells whether what was filed is up to date


@value
class Refused:
    """What ended a round of the process: an error of ours, in words."""

    message: str
    remedy: str


class Rounds:
    """Derives again and again, each round going on from the one before it."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], str],
        writing: Callable[[], AbstractContextManager[Case]],
    ) -> None:
        """Begin with nothing; `writing` gives the case for the moment of filing."""
        self._path, self._clock, self._writing = path, clock, writing
        self._stood: Standing | None = None
        self._apart: tuple[BaseProcess, Connection] | None = None

    def round(self, halted: Callable[[], bool]) -> Going:
        """Derive, telling of it; false where somebody else derived meanwhile or it was stopped."""
        with Case.open(self._path, clock=self._clock, by="desk") as case:
            with case.derived.database.transaction() as connection:
                small = listing.tallies(connection)["documents"] <= SMALL
            if small:
                done, self._stood = yield from one_round(case, self._stood, self._writing)
                return done
        return (yield from self._elsewhere(halted))

    def end(self) -> None:
        """End the process, whatever it is at: what it has not filed is derived another time."""
        if self._apart is not None:
            process, pipe = self._apart
            self._apart = None
            process.terminate()
            process.join()
            pipe.close()

    def _elsewhere(self, halted: Callable[[], bool]) -> Going:
        pipe = self._begun()
        pipe.send(ASKED)
        try:
            while True:
                while not pipe.poll(PAUSE):
                    if halted():
                        self.end()
                        return False
                told = pipe.recv()
                if not isinstance(told, Progress):
                    break
                yield told
        except GeneratorExit:  # nobody waits for it any more
            self.end()
            raise
        except EOFError:
            self.end()
            raise LostError(ENDED, AGAIN) from None
        if isinstance(told, Refused):
            raise SolferinoError(told.message, told.remedy)
        return bool(told)

    def _begun(self) -> Connection:
        if self._apart is None:
            fresh = multiprocessing.get_context("spawn")  # nothing inherited: no database, no lock
            here, there = fresh.Pipe()
            process = fresh.Process(target=_derive, args=(self._path, there), daemon=True)
            process.start()
            there.close()
            self._apart = process, here
        return self._apart[1]


def one_round(
    case: Case, stood: Standing | None, writing: Callable[[], AbstractContextManager[Case]]
) -> Generator[Progress, None, tuple[bool, Standing]]:
    """Derive without holding the case, and file; tells whether what was filed is up to date.

    It is not when somebody else derived or read meanwhile: nothing is filed.
    """
    before = _moment(case)
    found = yield from pipeline.derivation(case, plugins.kit(plugins.find()), stood)
    compared = case.difference(**found.links)  # before anybody has to wait for it
    with writing() as writer:
        if _moment(case) != before:
            return False, found.standing
        pipeline.file(writer, found, compared)
        return True, found.standing


def patiently(path: Path, clock: Callable[[], str]) -> Case:
    """Open a case for writing, waiting a while for another program; `BusyError` at the end."""
    return pen.patiently(partial(Case.open, path, clock=clock, by="desk", writing=True))


def _derive(path: Path, pipe: Connection) -> None:
    """Do a round whenever one is asked for, in a process of its own, until nobody is there."""
    attend()
    if hasattr(os, "nice"):
        os.nice(GENTLE)
    stood: Standing | None = None
    while _asked(pipe):
        try:
            with Case.open(path, clock=_untold, by="desk") as case:
                steps = one_round(case, stood, lambda: patiently(path, _untold))
                done, stood = _told(steps, pipe)
            pipe.send(done)
        except SolferinoError as error:
            pipe.send(Refused(message=error.message, remedy=error.remedy))


def _asked(pipe: Connection) -> bool:
    try:
        return bool(pipe.recv() == ASKED)
    except EOFError:
        return False


def _told(
    steps: Generator[Progress, None, tuple[bool, Standing]], pipe: Connection
) -> tuple[bool, Standing]:
    while True:
        try:
            pipe.send(next(steps))
        except StopIteration as end:
            found: tuple[bool, Standing] = end.value
            return found


def _untold() -> str:
    """Tell no time: what is derived enters no fact, and bears none."""
    raise NotImplementedError


def _moment(case: Case) -> int:
    """Read a number that changes whenever somebody else changes what is derived."""
    with case.derived.database.transaction() as connection:
        return lookup.version(connection)
