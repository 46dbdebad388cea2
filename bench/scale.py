"""How it scales: many unrelated documents, in one process and in a pool, stage by stage.

`python -m bench.scale 2000` makes 2,000 documents and works them with one process and with the
pool. Each way runs in a process of its own, so that its peak memory is its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.texts import practice_texts, unrelated
from solferino import plugins
from solferino.codec import decode, encode, sha256, value
from solferino.pipeline import work
from solferino.publish.contract import JsonExporter
from solferino.store.case import Case
from solferino.store.intake import receive_folder
from solferino.workers import cores, here, pool

FEW = 200  # documents of the quick comparison
MEBIBYTE = 1 << 20
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system tells peak memory


@value
class Run:
    """One way through: seconds of each stage in order, and of all processors together.

    Peak memory is in MiB, of the command and of its largest worker; the export as a digest.
    """

    seconds: tuple[tuple[str, float], ...]
    processors: float
    own: int
    largest_worker: int
    export: str


def scale(documents: int = FEW) -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "files"
        folder.mkdir()
        for sample in unrelated(practice_texts(), documents):
            (folder / sample.name).write_bytes(sample.data)
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        yield f"Scale: {documents} unrelated documents, {size:.1f} MB, on {_machine()}"
        runs = {}
        for processes in dict.fromkeys((1, max(2, cores()))):
            runs[processes] = _apart(folder, processes)
            yield from _told(documents, processes, runs[processes])
    same = len({run.export for run in runs.values()}) == 1
    yield f"  the exports are {'the same bytes' if same else 'DIFFERENT'}"


def _machine() -> str:
    return f"{cores()} cores"


def _told(documents: int, processes: int, run: Run) -> Iterator[str]:
    whole = sum(seconds for _, seconds in run.seconds)
    yield (
        f"  {processes} process{'es' if processes > 1 else ''}: {whole:.1f} s, "
        f"{documents / whole:.1f} documents/s, {run.processors:.1f} s of processor time, "
        f"peak memory {run.own} MiB"
        + (f" and {run.largest_worker} MiB in the largest worker" if processes > 1 else "")
    )
    for stage, seconds in run.seconds:
        yield f"    {stage:10} {seconds:7.1f} s   {1000 * seconds / documents:6.1f} ms/document"


def _apart(folder: Path, processes: int) -> Run:
    """Run one way in a process of its own."""
    command = [sys.executable, "-m", "bench.scale", "--one", str(folder), str(processes)]
    done = subprocess.run(command, check=True, capture_output=True)
    return decode(done.stdout, Run)


def _one(folder: Path, processes: int) -> Run:
    kit = plugins.kit(plugins.find())
    seconds: dict[str, float] = {}
    before = time.perf_counter()

    def passed(stage: str) -> None:
        nonlocal before
        now = time.perf_counter()
        seconds[stage] = seconds.get(stage, 0.0) + now - before
        before = now

    with (
        tempfile.TemporaryDirectory() as made,
        Case.create(
            Path(made) / "case", "bench", clock=lambda: "2031-01-01T00:00:00Z", by="bench"
        ) as case,
    ):
        receive_folder(case, folder)
        passed("receive")
        with here() if processes == 1 else pool(processes) as workers:
            under_way = "load"
            for step in work(case, kit, workers):
                if step.stage == "derive":  # its steps are told before they begin
                    passed(under_way)
                    under_way = step.subject
                else:
                    passed(step.stage)
        out = Path(made) / "case.json"
        with out.open("wb") as file:
            JsonExporter().write(case.picture("bench"), file)
        passed("export")
        digest = sha256(out.read_bytes())
    return Run(
        seconds=tuple((stage, round(taken, 3)) for stage, taken in seconds.items()),
        processors=round(_processors(), 3),
        own=_peak(resource.RUSAGE_SELF),
        largest_worker=_peak(resource.RUSAGE_CHILDREN),
        export=digest,
    )


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _peak(who: int) -> int:
    return resource.getrusage(who).ru_maxrss * UNIT // MEBIBYTE


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--one"]:
        sys.stdout.buffer.write(encode(_one(Path(arguments[1]), int(arguments[2]))))
        return
    for line in scale(int(arguments[0]) if arguments else FEW):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
