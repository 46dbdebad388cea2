"""How long a person's decision takes: a round of deriving that goes on from the one before it.

`python -m bench.decisions 0 200` works the practice case (0) and one of 200 made documents, derives
it from nothing, then decides: nothing at all, accept a claim, reject one, take that back, join two
accounts, join two mentions, add a document. It prints seconds of the processor for deriving and
for filing, and stops if a round does not come to what one from nothing comes to.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.texts import practice_texts, unrelated
from solferino import plugins
from solferino.codec import digest
from solferino.deriving.derivation import Derivation, Standing, derivation
from solferino.model import Judgement, assess, to_fall
from solferino.pipeline import file, work
from solferino.ports import Kit
from solferino.practice.fiction import practice_files
from solferino.store.case import Case
from solferino.store.facts import Ruling
from solferino.store.intake import receive_folder
from solferino.workers import here

SIZES = (0, 100)  # documents of the quick comparison; 0 stands for the practice case
ADDED = (
    "Shells hit the Tarn Hospital in Ulmek on 4 May 2031, killing two nurses, its director said."
)


def decisions(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    kit = plugins.kit(plugins.find())
    for size in sizes:
        with (
            tempfile.TemporaryDirectory() as made,
            Case.create(Path(made) / "case", "bench", clock=_clock, by="bench") as case,
        ):
            _fill(case, size)
            _mine(case, kit)
            yield f"Decisions: {len(case.derived.tried())} files"
            yield from _decided(case, kit)


def _clock() -> str:
    return "2031-01-01T00:00:00Z"


def _fill(case: Case, size: int) -> None:
    if size:
        for sample in unrelated(practice_texts(), size):
            case.receive(sample.name, sample.data)
        return
    with practice_files() as folder:
        receive_folder(case, folder)


def _mine(case: Case, kit: Kit) -> None:
    """Read and extract, and leave deriving to what is measured."""
    with here() as workers:
        for step in work(case, kit, workers):
            if step.stage == "derive":
                break


def _decided(case: Case, kit: Kit) -> Iterator[str]:
    found, seconds = _round(case, kit, None)
    yield _line("from nothing", seconds, _filed(case, found))
    for name, ruling in _rulings(case):
        if ruling is not None:
            case.decide(ruling)
        elif name == "a document more":
            case.receive("added.txt", ADDED.encode())
            _mine(case, kit)
        found, seconds = _round(case, kit, found.standing)
        yield _line(name, seconds, _filed(case, found))
    if digest(_round(case, kit, None)[0].links) != digest(found.links):
        raise AssertionError("going on does not come to what beginning afresh comes to")


def _rulings(case: Case) -> Iterator[tuple[str, Ruling | None]]:
    seen = case.reviewed()
    said = {s.id: s for s in seen.statements}
    held = {c.id: c for c in seen.claims}
    first, second = (held[seen.accounts[at].claims[0]] for at in (0, -1))
    rejected = assess(second, said[second.statement], "reject", by="bench")
    mentions = [m.id for m in case.mentions() if m.kind == "facility"]
    yield "nothing", None
    yield "accept a claim", assess(first, said[first.statement], "accept", by="bench")
    yield "reject a claim", rejected
    yield "take it back", to_fall(rejected, [rejected])
    yield "join two accounts", _same(seen.accounts[0].id, seen.accounts[-1].id)
    yield "join two mentions", _same(mentions[0], mentions[-1])
    yield "a document more", None


def _same(one: str, other: str) -> Judgement:
    left, right = sorted((one, other))
    return Judgement(left=left, right=right, verdict="same", by="bench", why="bench", score=0)


def _round(case: Case, kit: Kit, before: Standing | None) -> tuple[Derivation, float]:
    started = time.process_time()
    going = derivation(case, kit, before)
    while True:
        try:
            next(going)
        except StopIteration as end:
            found: Derivation = end.value
            return found, time.process_time() - started


def _filed(case: Case, found: Derivation) -> float:
    started = time.process_time()
    file(case, found)
    return time.process_time() - started


def _line(name: str, deriving: float, filing: float) -> str:
    return f"  {name:20} {deriving:8.3f} s to derive {filing:8.3f} s to file"


if __name__ == "__main__":
    for line in decisions(tuple(int(a) for a in sys.argv[1:]) or SIZES):
        print(line, flush=True)
