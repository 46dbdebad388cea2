"""How fast: reading, extraction and the whole work, beside a floor in the same run."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.texts import practice_texts, varied
from solferino import plugins
from solferino.model import Document, Receipt
from solferino.pipeline import extract, read, work
from solferino.ports import Kit, Sample
from solferino.store.case import Case
from solferino.workers import here, pool

TURNS = 3  # each thing is measured this often, in turns; the best counts
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def speed() -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    kit = plugins.kit(plugins.find())
    samples = list(varied(practice_texts()))
    documents = [_document(kit, sample) for sample in samples]
    size = sum(len(sample.data) for sample in samples) / 1000
    measured = _measured(
        {
            "floor: sentences cut by a regular expression": lambda: _cut(documents),
            "reading": lambda: [_document(kit, sample) for sample in samples],
            "extraction": lambda: [extract(kit, document) for document in documents],
            "all of it with 12 near copies of each, here": lambda: _work(kit, samples, 1),
            "all of it with 12 near copies of each, pool of 2": lambda: _work(kit, samples, 2),
        }
    )
    floor = min(measured.values())
    yield f"Speed on {len(samples)} documents, {size:,.0f} kB (best of {TURNS}, in turns)"
    for name, seconds in measured.items():
        yield f"  {name:52} {size / seconds:10,.0f} kB/s   1/{seconds / floor:,.0f} of the floor"
    yield ""
    yield from _start()


def _measured(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(TURNS):
        for name, task in tasks.items():
            before = time.perf_counter()
            task()
            best[name] = min(best[name], time.perf_counter() - before)
    return best


def _cut(documents: list[Document]) -> list[list[str]]:
    return [SENTENCE.findall(document.text) for document in documents]


def _document(kit: Kit, sample: Sample) -> Document:
    opened = read(kit.readers, (Receipt(original="", name=sample.name), sample.data))
    if opened.problems:
        raise TypeError(opened.problems[0].message)
    return opened.documents[0]


def _work(kit: Kit, samples: list[Sample], processes: int) -> None:
    """Receive, read, extract, derive: the whole way into a case on the disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        with (
            Case.create(path, "bench", clock=lambda: "2031-01-01T00:00:00Z", by="bench") as case,
            here() if processes == 1 else pool(processes) as workers,
        ):
            for sample in samples:
                case.receive(sample.name, sample.data)
            for _ in work(case, kit, workers):
                pass


def _start() -> Iterator[str]:
    """Measure how long the overview of the command line takes, beside a bare interpreter."""
    tasks: dict[str, Callable[[], object]] = {
        "a bare interpreter": lambda: _run("-c", "pass"),
        "solferino --help": lambda: _run("-m", "solferino", "--help"),
    }
    measured = _measured(tasks)
    bare = measured["a bare interpreter"]
    yield "Start"
    for name, seconds in measured.items():
        yield f"  {name:52} {seconds * 1000:10,.0f} ms     {seconds / bare:,.1f} times the bare one"


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
