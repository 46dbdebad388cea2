"""How resolution scales, and how pure it stays: a made-up world, told in several scripts.

`python -m bench.entities 10000 100000 1000000` makes so many mentions, resolves them into
entities and prints the time of all processors, the memory, and how well the entities agree with
those that the mentions were made from. Each size runs in a process of its own. Up to 100,000
mentions it also adds one document to what was resolved, with a memory, tells what was judged
again, and compares the result with what is made afresh.
"""

import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bench.world import World, world
from solferino.codec import decode, digest, encode, value
from solferino.model import Entity, Mention
from solferino.resolve.entities import Resolution, resolution

SIZES = (1_000, 10_000)  # mentions of the quick comparison
ADDED_TO = 100_000  # mentions up to which one more document is added as well: three runs in one
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system tells peak memory


@value
class Run:
    """One size: seconds of all processors together, peak memory in MiB, and how pure it is."""

    mentions: int
    names: int
    true: int
    found: int
    unsure: int
    seconds: float
    memory: int
    purity: float
    precision: float
    recall: float
    kinds: tuple[tuple[str, float, float], ...]
    again: tuple[float, int, int]
    first: tuple[float, int]


class Notebook:
    """A memory that counts what it had to be told."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.new = 0

    def recall(self, name: str) -> bytes | None:
        """Recall a result."""
        return self.kept.get(name)

    def keep(self, name: str, body: bytes) -> None:
        """Keep a result, and count it."""
        self.kept[name] = body
        self.new += 1


def entities(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    yield "Entities: mentions of a made-up world in Latin, Arabic and Cyrillic letters"
    before: Run | None = None
    for size in sizes:
        run = _apart(size)
        yield (
            f"  {run.mentions:,} mentions, {run.names:,} distinct names: {run.seconds:.1f} s of "
            f"processor time, {1e6 * run.seconds / run.mentions:.0f} µs each, {run.memory:,} MiB"
        )
        if before is not None:
            yield (
                f"    {run.mentions / before.mentions:.0f} times the mentions take "
                f"{run.seconds / before.seconds:.1f} times as long"
            )
        yield (
            f"    {run.found:,} entities for {run.true:,} true ones, {run.unsure:,} pairs left to "
            f"a person; purity {run.purity:.4f}, B-cubed {run.precision:.4f} / {run.recall:.4f}"
        )
        for kind, precision, recall in run.kinds:
            yield f"      {kind:13} B-cubed {precision:.4f} / {recall:.4f}"
        if run.first[1]:
            yield (
                f"    with a memory: {run.first[0]:.1f} s and {run.first[1]:,} results at first; "
                f"one more document: {run.again[0]:.1f} s, {run.again[1]:,} results made, "
                f"{run.again[2]:,} recalled"
            )
        before = run


def b_cubed(found: Mapping[str, str], true: Mapping[str, str]) -> tuple[float, float, float]:
    """Purity, and B-cubed precision and recall, of what was found beside what is true."""
    both = Counter((found[m], true[m]) for m in true)
    ours, theirs = Counter(found[m] for m in true), Counter(true.values())
    best: dict[str, int] = {}
    for (group, _), count in both.items():
        best[group] = max(best.get(group, 0), count)
    total = len(true)
    precision = sum(n * n / ours[group] for (group, _), n in both.items()) / total
    recall = sum(n * n / theirs[entity] for (_, entity), n in both.items()) / total
    return sum(best.values()) / total, precision, recall


def _measure(made: World) -> Run:
    started = _processors()
    resolved = resolution(made.mentions, (), made.atlas)
    seconds = _processors() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT >> 20
    found = {m: entity.id for entity in resolved.entities for m in entity.mentions}
    purity, precision, recall = b_cubed(found, made.true)
    few = len(made.mentions) <= ADDED_TO
    first, again = _adding(made, resolved) if few else ((0.0, 0), (0.0, 0, 0))
    return Run(
        mentions=len(made.mentions),
        names=len({(m.kind, m.name) for m in made.mentions}),
        true=len(set(made.true.values())),
        found=len(resolved.entities),
        unsure=len(resolved.unsure),
        seconds=seconds,
        memory=memory,
        purity=purity,
        precision=precision,
        recall=recall,
        kinds=tuple(_by_kind(made, resolved.entities, found)),
        first=first,
        again=again,
    )


def _by_kind(
    made: World, resolved: Sequence[Entity], found: Mapping[str, str]
) -> Iterator[tuple[str, float, float]]:
    kind = {m: entity.kind for entity in resolved for m in entity.mentions}
    for one in sorted(set(kind.values())):
        true = {m: entity for m, entity in made.true.items() if kind[m] == one}
        yield one, *b_cubed(found, true)[1:]


def _adding(made: World, whole: Resolution) -> tuple[tuple[float, int], tuple[float, int, int]]:
    """Resolve all but the last document, then all; the result has to be that of the first time."""
    last = made.mentions[-1].span.document
    before: list[Mention] = [m for m in made.mentions if m.span.document != last]
    notebook = Notebook()
    times = []
    counts = []
    for mentions in (before, made.mentions):
        notebook.new, started = 0, _processors()
        resolved = resolution(mentions, (), made.atlas, notebook)
        times.append(_processors() - started)
        counts.append(notebook.new)
    if digest(resolved) != digest(whole):
        raise AssertionError("what was recalled is not what is made afresh")
    return (times[0], counts[0]), (times[1], counts[1], counts[0])


def _processors() -> float:
    return time.process_time()


def _apart(size: int) -> Run:
    command = [sys.executable, "-m", "bench.entities", "--one", str(size)]
    done = subprocess.run(command, check=True, capture_output=True)
    return decode(done.stdout, Run)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--one"]:
        sys.stdout.buffer.write(encode(_measure(world(int(arguments[1])))))
        return
    for line in entities([int(a) for a in arguments] or SIZES):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
