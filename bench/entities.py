"""How resolution scales, and how pure it stays: a made-up world, told in several scripts.

`python -m bench.entities 10000 100000 1000000` makes so many mentions, resolves them into
entities and prints the time of all processors, the memory, and how well the entities agree with
those that the mentions were made from. Each size runs in a process of its own. Then it takes one
document out and adds it again, going on from what was resolved, tells what was worked, and stops
if this does not come to what was made from nothing.
"""

import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bench.world import World, world
from solferino.codec import decode, encode, value
from solferino.model import Entity
from solferino.resolve.collector import collector_paused
from solferino.resolve.entities import scenes_of
from solferino.resolve.rounds import stand
from solferino.resolve.sighting import Scene
from solferino.resolve.standing import Standing

SIZES = (1_000, 10_000)  # mentions of the quick comparison
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system tells peak memory


@value
class Run:
    """One size: seconds of all processors together, peak memory in MiB, and how pure it is.

    `out` and `again` are the seconds of the rounds in which one document goes and comes; `worked`
    the documents, keys of names and blocks of the latter.
    """

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
    blocks: int
    out: float
    again: float
    worked: tuple[int, int, int]


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
        yield (
            f"    one document taken out: {run.out:.2f} s; added again: {run.again:.2f} s, "
            f"{run.worked[0]} document, {run.worked[1]} keys of names and {run.worked[2]} blocks "
            f"worked, of {run.blocks:,} blocks"
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
    with collector_paused():
        scenes = scenes_of(made.mentions)
        whole = stand(scenes, (), made.atlas)
        resolved, unsure = whole.entities(), whole.unsure()
    seconds = _processors() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT >> 20
    found = {m: entity.id for entity in resolved for m in entity.mentions}
    purity, precision, recall = b_cubed(found, made.true)
    out, again, then = _adding(made, scenes, whole)
    if (then.entities(), then.unsure()) != (resolved, unsure):
        raise AssertionError("going on does not come to what is made from nothing")
    return Run(
        mentions=len(made.mentions),
        names=len({(m.kind, m.name) for m in made.mentions}),
        true=len(set(made.true.values())),
        found=len(resolved),
        unsure=len(unsure),
        seconds=seconds,
        memory=memory,
        purity=purity,
        precision=precision,
        recall=recall,
        kinds=tuple(_by_kind(made, resolved, found)),
        blocks=len(whole.settled),
        out=out,
        again=again,
        worked=(then.worked.documents, then.worked.keys, then.worked.blocks),
    )


def _by_kind(
    made: World, resolved: Sequence[Entity], found: Mapping[str, str]
) -> Iterator[tuple[str, float, float]]:
    kind = {m: entity.kind for entity in resolved for m in entity.mentions}
    for one in sorted(set(kind.values())):
        true = {m: entity for m, entity in made.true.items() if kind[m] == one}
        yield one, *b_cubed(found, true)[1:]


def _adding(
    made: World, scenes: Mapping[str, Scene], whole: Standing
) -> tuple[float, float, Standing]:
    """Take the last document out, then add it again; each round goes on from the one before it.

    This is done twice, for the first round that goes on makes an index that later ones have.
    """
    last = made.mentions[-1].span.document
    before = {name: scene for name, scene in scenes.items() if name != last}
    times = []
    for told in (before, scenes, before, scenes):
        started = _processors()
        with collector_paused():
            whole = stand(told, (), made.atlas, before=whole)
        times.append(_processors() - started)
    return times[0], times[-1], whole


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
