"""Where land ends and countries meet, read from one compact file (`earth.toml` tells its source).

`earth.bin` holds, behind a mark and three counts, what zlib packed: how many steps each arc has,
where each begins, all steps (thousandths of a degree, east and north), which arcs part two
countries, and the rings of the land as numbers of arcs, `~n` being arc n walked backwards.
"""

import struct
import tomllib
import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from sys import byteorder
from typing import Any

from solferino.codec import value

MARK = b"SOLFEARTH1"
HEAD = struct.Struct("<10sIII")
UNIT = 1000  # parts of a degree in which lines are kept
Point = tuple[int, int]
EDGES = ((0, 0, 1), (0, 2, -1), (1, 1, 1), (1, 3, -1))  # axis, side of the window, which way is in


@value
class Window:
    """A part of the earth, in thousandths of a degree; west < east, south < north."""

    west: int
    south: int
    east: int
    north: int


@value
class Earth:
    """All lines: the rings of the land, and the arcs in which two countries meet."""

    land: tuple[tuple[Point, ...], ...]
    borders: tuple[tuple[Point, ...], ...]


@cache
def told() -> dict[str, Any]:
    """Read what stands beside the lines: their source, and the radius of each precision."""
    text = (files("solferino.publish.drawing") / "earth.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def earth() -> Earth:
    """Read all lines; once per process."""
    data = (files("solferino.publish.drawing") / "earth.bin").read_bytes()
    mark, arcs, steps, rings = HEAD.unpack_from(data)
    if mark != MARK:
        raise ValueError("the file of land and borders is of another form")
    body = memoryview(zlib.decompress(data[HEAD.size :]))
    lengths, body = _taken("I", body, arcs)
    starts, body = _taken("i", body, 2 * arcs)
    moves, body = _taken("h", body, 2 * steps)
    shared, body = body[:arcs], body[arcs:]
    sizes, body = _taken("I", body, rings)
    order, _ = _taken("i", body, sum(sizes))
    lines = tuple(_arcs(lengths, starts, moves))
    return Earth(
        land=tuple(_rings(sizes, order, lines)),
        borders=tuple(line for line, between in zip(lines, shared, strict=True) if between),
    )


def _taken(kind: str, body: memoryview, count: int) -> tuple[Sequence[int], memoryview]:
    numbers: array[int] = array(kind)
    size = numbers.itemsize * count
    numbers.frombytes(body[:size])
    if byteorder == "big":
        numbers.byteswap()
    return numbers, body[size:]


def _arcs(
    lengths: Sequence[int], starts: Sequence[int], moves: Sequence[int]
) -> Iterator[tuple[Point, ...]]:
    at = 0
    for number, length in enumerate(lengths):
        east = accumulate(moves[at : at + 2 * length : 2], initial=starts[2 * number])
        north = accumulate(moves[at + 1 : at + 2 * length : 2], initial=starts[2 * number + 1])
        yield tuple(zip(east, north, strict=True))
        at += 2 * length


def _rings(
    sizes: Sequence[int], order: Sequence[int], lines: Sequence[tuple[Point, ...]]
) -> Iterator[tuple[Point, ...]]:
    at = 0
    for size in sizes:
        ring: list[Point] = []
        for number in order[at : at + size]:
            ring += lines[number] if number >= 0 else reversed(lines[~number])
        yield tuple(ring)
        at += size


@lru_cache(maxsize=64)
def seen(window: Window) -> Earth:
    """Cut out what a window shows; areas are closed along its frame."""
    land, borders = _measured()
    cut = (_cut(ring, window) for ring, box in land if _meets(box, window))
    runs = (run for line, box in borders if _meets(box, window) for run in _runs(line, window))
    return Earth(land=tuple(r for r in cut if len(r) > 2), borders=tuple(runs))  # noqa: PLR2004


Measured = tuple[tuple[tuple[Point, ...], Window], ...]


@cache
def _measured() -> tuple[Measured, Measured]:
    """Put the box around each line beside it."""
    whole = earth()
    land, borders = (tuple((x, _box(x)) for x in lines) for lines in (whole.land, whole.borders))
    return land, borders


def _meets(box: Window, window: Window) -> bool:
    return (
        box.west <= window.east
        and window.west <= box.east
        and box.south <= window.north
        and window.south <= box.north
    )


def _box(line: Sequence[Point]) -> Window:
    east, north = [p[0] for p in line], [p[1] for p in line]
    return Window(west=min(east), south=min(north), east=max(east), north=max(north))


def _cut(ring: Sequence[Point], window: Window) -> tuple[Point, ...]:
    """Clip an area by the four sides of the frame, one after the other (Sutherland, Hodgman)."""
    sides = (window.west, window.south, window.east, window.north)
    for axis, side, way in EDGES:
        ring = list(_within(ring, axis, sides[side], way))
        if not ring:
            break
    return tuple(ring)


def _within(ring: Sequence[Point], axis: int, limit: int, way: int) -> Iterator[Point]:
    before = ring[-1]
    was_in = (before[axis] - limit) * way >= 0
    for point in ring:
        is_in = (point[axis] - limit) * way >= 0
        if is_in != was_in:
            yield _crossing(before, point, axis, limit)
        if is_in:
            yield point
        before, was_in = point, is_in


def _crossing(one: Point, other: Point, axis: int, limit: int) -> Point:
    across = 1 - axis
    share = limit - one[axis]
    length = other[axis] - one[axis]
    met = one[across] + (other[across] - one[across]) * share // length
    return (limit, met) if axis == 0 else (met, limit)


def _runs(line: Sequence[Point], window: Window) -> Iterator[tuple[Point, ...]]:
    """Cut a line into the runs that the window shows, each with the point before and behind."""
    run: list[Point] = []
    for here, ahead in pairwise(line):
        if _beside(here, ahead, window):
            if run:
                yield tuple(run)
                run = []
        else:
            run = run or [here]
            run.append(ahead)
    if run:
        yield tuple(run)


def _beside(one: Point, other: Point, window: Window) -> bool:
    """Whether a step lies wholly on one side of the window."""
    return (
        max(one[0], other[0]) < window.west
        or min(one[0], other[0]) > window.east
        or max(one[1], other[1]) < window.south
        or min(one[1], other[1]) > window.north
    )
