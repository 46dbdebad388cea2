"""How much memory: many short documents through receiving, reading, extraction and filing.

`python -m bench.memory [DOCUMENTS]` (default 10,000) works them in one process and tells what the
process holds after each tenth of a stage, then what deriving adds. Texts are sentences of the
practice case with other names and numbers, some three to a document, so that the number of
documents counts and not their length.
"""

import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bench.scale import MEBIBYTE, UNIT
from bench.texts import practice_texts, unrelated
from solferino import plugins
from solferino.pipeline import work
from solferino.store.case import Case
from solferino.store.disk import Disk
from solferino.workers import here

DOCUMENTS = 10_000
SHORT = 400  # characters of a document
TOLD = 10  # times for each stage
HELD = Path("/proc/self/statm")


class Unwaited(Disk):
    """A disk that is not waited for: what is measured here is memory."""

    def sync(self, file: BinaryIO) -> None:
        """Hand over what was written, without waiting."""
        file.flush()

    def sync_folder(self, folder: Path) -> None:
        """Wait for nothing."""


def memory(documents: int = DOCUMENTS) -> Iterator[str]:
    """Measure, and tell as lines."""
    yield f"Memory: {documents:,} documents of some {SHORT} characters, one process"
    with (
        tempfile.TemporaryDirectory() as made,
        Case.create(
            Path(made) / "case",
            "bench",
            clock=lambda: "2031-01-01T00:00:00Z",
            by="bench",
            disk=Unwaited(),
        ) as case,
    ):
        with case.facts.database.transaction():  # one wait for the disk, not one for each file
            for number, text in enumerate(_texts(documents), start=1):
                case.receive(f"{number:06}.txt", text)
                if number % max(1, documents // TOLD) == 0:
                    yield _line("receive", number)
        stage = ""
        with here() as workers:
            for step in work(case, plugins.kit(plugins.find()), workers):
                derives = step.stage == "derive" and step.subject != stage
                if derives or (step.stage != "derive" and _tenth(step.done, step.total)):
                    yield _line(
                        f"{step.stage} {step.subject if derives else ''}".strip(), step.done
                    )
                stage = step.subject


def _tenth(done: int, total: int) -> bool:
    return done % max(1, total // TOLD) == 0


def _texts(count: int) -> Iterator[bytes]:
    """Cut the made texts into short ones."""
    given = 0
    for sample in unrelated(practice_texts(), 1 << 20):
        if not sample.name.endswith(".txt"):
            continue
        text = sample.data.decode()
        for first in range(0, len(text) - SHORT, SHORT):
            yield text[first : first + SHORT].encode()
            given += 1
            if given == count:
                return


def _line(stage: str, done: int) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT // MEBIBYTE
    held = f", {_held()} MiB now" if HELD.exists() else ""
    return f"  {stage:24} {done:8,}   peak {peak} MiB{held}"


def _held() -> int:
    return int(HELD.read_text("ascii").split()[1]) * resource.getpagesize() // MEBIBYTE


if __name__ == "__main__":
    for line in memory(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS):
        print(line, flush=True)
