"""The ways from documents to first-hand origins, in layers: each step leads one or more onwards.

The layers are the longest ways (a step never leads backwards), steps over several layers are given
a place in each between, and the order inside a layer comes from the middle of what it is joined to
(the barycentre method of Sugiyama, Tagawa and Toda, 1981, in a fixed number of sweeps). Nothing is
left to chance: the same steps in any order give the same drawing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

from solferino.codec import value
from solferino.publish.drawing.shapes import (
    Anchor,
    Box,
    Drawing,
    Label,
    Line,
    Shape,
    breadth,
    fitted,
)

LETTERS = 13
WIDEST, GAP = 230, 70  # pixels of a node at most, and between two layers
ROW, TALL = 38, 28  # pixels of a row, and of a node in it
NUMBER = 34  # pixels that the numbers of a step may take
PASSING = 13  # pixels of a row in which a step only passes
SWEEPS = 8
Key = tuple[str, ...]


@value
class Node:
    """A document, a speaker on the way, or an origin. `role` is one of these three words."""

    id: str
    words: str
    role: str
    href: str = ""


@value
class Edge:
    """A step between two nodes (ids); `number` is its line in the list, `tip` its evidence."""

    source: str
    target: str
    number: int
    certain: bool
    tip: str


def drawn_graph(nodes: Iterable[Node], edges: Iterable[Edge]) -> Drawing | None:
    """Draw the ways; null where there is no step. Nodes without a step stand in the first layer."""
    known = {n.id: n for n in sorted(nodes, key=lambda n: (n.id, n.words))}
    steps = _joined(e for e in edges if e.source in known and e.target in known)
    if not steps:
        return None
    layers = _layered(known, steps)
    chains = {pair: _chain(pair, layers) for pair in steps}
    columns = _ordered(_columns(known, layers, chains), chains)
    return _laid(known, steps, columns, chains)


def _joined(edges: Iterable[Edge]) -> dict[tuple[str, str], list[Edge]]:
    """Put the steps between the same two together, by number; a step to itself is none."""
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in sorted(edges, key=lambda e: (e.source, e.target, e.number, e.tip)):
        if edge.source != edge.target:
            found.setdefault((edge.source, edge.target), []).append(edge)
    return found


def _layered(nodes: Mapping[str, Node], steps: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each node the length of the longest way from a first one; circles are cut.

    Origins from which nothing leads on stand in the last layer together.
    """
    onwards: dict[str, list[str]] = {}
    for source, target in sorted(steps):
        if not _leads(target, source, onwards):
            onwards.setdefault(source, []).append(target)
    layer = dict.fromkeys(nodes, 0)
    for name in _from_the_start(nodes, onwards):
        for target in onwards.get(name, ()):
            layer[target] = max(layer[target], layer[name] + 1)
    last = max(1, *layer.values())
    reached = {t for targets in onwards.values() for t in targets}
    return {
        name: last if name in reached and name not in onwards else layer[name] for name in nodes
    }


def _leads(start: str, end: str, onwards: Mapping[str, Sequence[str]]) -> bool:
    """Whether one gets from a node to another."""
    ahead, seen = [start], {start}
    while ahead:
        name = ahead.pop()
        if name == end:
            return True
        new = [t for t in onwards.get(name, ()) if t not in seen]
        seen.update(new)
        ahead += new
    return False


def _from_the_start(nodes: Iterable[str], onwards: Mapping[str, Sequence[str]]) -> list[str]:
    """Sort nodes so that every step leads onwards (Kahn)."""
    waiting = dict.fromkeys(nodes, 0)
    for targets in onwards.values():
        for target in targets:
            waiting[target] += 1
    ready = [name for name, count in waiting.items() if count == 0]
    order: list[str] = []
    while ready:
        name = ready.pop(0)
        order.append(name)
        for target in onwards.get(name, ()):
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return order


def _chain(pair: tuple[str, str], layers: Mapping[str, int]) -> list[tuple[int, Key]]:
    """List the places of a step: its two ends, and one in each layer between."""
    (source, target), (first, last) = pair, (layers[pair[0]], layers[pair[1]])
    way = 1 if last >= first else -1
    between = [(n, (source, target)) for n in range(first + way, last, way)]
    return [(first, (source,)), *between, (last, (target,))]


def _columns(
    nodes: Mapping[str, Node],
    layers: Mapping[str, int],
    chains: Mapping[tuple[str, str], list[tuple[int, Key]]],
) -> list[list[Key]]:
    """List what stands in each layer: nodes by their words, then the places of long steps."""
    columns: list[list[Key]] = [[] for _ in range(max(layers.values()) + 1)]
    for name in sorted(nodes, key=lambda n: (nodes[n].words, n)):
        columns[layers[name]].append((name,))
    for pair in sorted(chains):
        for layer, key in chains[pair][1:-1]:
            columns[layer].append(key)
    return columns


def _ordered(
    columns: list[list[Key]], chains: Mapping[tuple[str, str], list[tuple[int, Key]]]
) -> list[list[Key]]:
    """Sort each layer by the middle of its neighbours, forwards and backwards in turn."""
    joined: dict[Key, list[tuple[int, Key]]] = {}
    for chain in chains.values():
        for (left, one), (right, other) in pairwise(chain):
            joined.setdefault(one, []).append((right, other))
            joined.setdefault(other, []).append((left, one))
    for sweep in range(SWEEPS):
        back = sweep % 2
        order = range(len(columns) - 2, -1, -1) if back else range(1, len(columns))
        for at in order:
            beside = at + 1 if back else at - 1
            place = {key: n / max(1, len(columns[beside])) for n, key in enumerate(columns[beside])}
            columns[at] = _sorted(columns[at], place, joined)
    return columns


def _sorted(
    column: list[Key], place: Mapping[Key, float], joined: Mapping[Key, list[tuple[int, Key]]]
) -> list[Key]:
    def middle(numbered: tuple[int, Key]) -> tuple[float, int]:
        at, key = numbered
        beside = [place[other] for _, other in joined.get(key, ()) if other in place]
        return fmean(beside) if beside else at / len(column), at

    return [key for _, key in sorted(enumerate(column), key=middle)]


def _laid(
    nodes: Mapping[str, Node],
    steps: Mapping[tuple[str, str], list[Edge]],
    columns: list[list[Key]],
    chains: Mapping[tuple[str, str], list[tuple[int, Key]]],
) -> Drawing:
    heights = [[ROW if len(key) == 1 else PASSING for key in column] for column in columns]
    tallest = max(map(sum, heights))
    broad = [_broadest(column, nodes) for column in columns]
    left = [1 + sum(broad[:n]) + GAP * n for n in range(len(columns))]
    places: dict[tuple[int, Key], tuple[int, int]] = {}
    for at, column in enumerate(columns):
        y = (tallest - sum(heights[at])) // 2
        for key, height in zip(column, heights[at], strict=True):
            places[at, key] = (left[at], y + height // 2)
            y += height
    leaving, coming = Counter(s for s, _ in steps), Counter(t for _, t in steps)
    shapes: list[Shape] = []
    for source, target in sorted(steps):
        late = leaving[source] > coming[target]
        chain = chains[source, target]
        shapes += _way(steps[source, target], chain, places, broad, late=late)
    for (at, key), (x, y) in places.items():
        if len(key) == 1:
            shapes += _node(nodes[key[0]], x, y, broad[at])
    width = left[-1] + broad[-1] + 1
    return Drawing(
        width=width,
        height=tallest,
        shapes=(*(s for s in shapes if s.role != "step"), *_apart(shapes)),
    )


def _apart(shapes: Iterable[Shape]) -> Iterable[Label]:
    """Move the numbers of steps down where one would cover another."""
    taken: list[tuple[int, int]] = []
    for label in shapes:
        if isinstance(label, Label) and label.role == "step":
            y = label.y
            while any(abs(label.x - a) < NUMBER and abs(y - b) < PASSING - 2 for a, b in taken):
                y += PASSING - 2
            taken.append((label.x, y))
            yield replace(label, y=y)


def _broadest(column: Iterable[Key], nodes: Mapping[str, Node]) -> int:
    words = [breadth(nodes[key[0]].words, LETTERS) + 22 for key in column if len(key) == 1]
    return min(WIDEST, max([40, *words]))


def _way(
    edges: Sequence[Edge],
    chain: Sequence[tuple[int, Key]],
    places: Mapping[tuple[int, Key], tuple[int, int]],
    broad: Sequence[int],
    *,
    late: bool,
) -> list[Shape]:
    """Draw a step, and its number where it runs apart: near its end if `late`."""
    points: list[tuple[int, int]] = []
    for n, spot in enumerate(chain):
        x, y = places[spot]
        right = x + broad[spot[0]]
        if n == 0:
            points.append((right, y))
        elif n == len(chain) - 1:
            points.append((x, y))
        else:
            points += [(x, y), (right, y)]
    certain = all(e.certain for e in edges)
    tip = "\n".join(f"{e.number}. {e.tip}" for e in edges)
    role = "certain" if certain else "likely"
    numbers = ", ".join(str(e.number) for e in edges[:2]) + (CUT if len(edges) > 2 else "")  # noqa: PLR2004
    x, y = points[-1] if late and len(chain) == 2 else points[0]  # noqa: PLR2004
    if len(chain) > 2:  # noqa: PLR2004
        x, y = points[1]
    anchor: Anchor = "middle" if len(chain) > 2 else "end" if late else "start"  # noqa: PLR2004
    shift = {"middle": 0, "end": -4, "start": 4}[anchor]
    return [
        Line(points=tuple(points), role=f"way {role}", tip=tip, curved=True),
        Label(
            x=x + shift,
            y=y - 2,
            words=numbers,
            role="step",
            anchor=anchor,
            tip=tip,
        ),
    ]


CUT = " …"


def _node(node: Node, x: int, y: int, broad: int) -> list[Shape]:
    words = fitted(node.words, broad - 18, LETTERS)
    return [
        Box(
            x=x,
            y=y - TALL // 2,
            width=broad,
            height=TALL,
            role=f"node {node.role}",
            tip=node.words,
        ),
        Label(
            x=x + 9,
            y=y + LETTERS // 3,
            words=words,
            role="inside",
            tip=node.words,
            href=node.href,
        ),
    ]
