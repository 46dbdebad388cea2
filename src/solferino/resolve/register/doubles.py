"""Entries that seem to be one facility: the same name at one place. They wait for a person."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from math import floor

from solferino.resolve.register.agreement import Bearer, Point, by_name, together, unlike

CELL = 0.005  # degrees: half a kilometre and more from north to south
AROUND = (-1, 0, 1)

Pair = tuple[str, str]


def doubles(bearers: Mapping[str, Bearer]) -> Iterator[tuple[Pair, str]]:
    """Find pairs of ids whose bearers share a name and a place, each with what shows it.

    Only what stands in one town or near one spot is compared, and only names that fall into one
    block: a large register is never compared with itself as a whole.
    """
    for left, right in sorted({*_in_one_town(bearers), *_near_one_spot(bearers)}):
        one, other = bearers[left], bearers[right]
        place = together(one, other)
        if place is None or unlike(one, other) is not None:
            continue
        alike = by_name(one, other)
        if alike is not None and alike.verdict == "same":
            yield (left, right), place


def _in_one_town(bearers: Mapping[str, Bearer]) -> Iterator[Pair]:
    blocks: dict[tuple[str, str], list[str]] = {}
    for id_ in sorted(bearers):
        bearer = bearers[id_]
        for block in product(bearer.towns, _keys(bearer) if bearer.towns else ()):
            blocks.setdefault(block, []).append(id_)
    for ids in blocks.values():
        yield from combinations(ids, 2)


def _near_one_spot(bearers: Mapping[str, Bearer]) -> Iterator[Pair]:
    cells: dict[tuple[int, int], list[str]] = {}
    for id_ in sorted(bearers):
        spot = bearers[id_].spot
        if spot is not None:
            cells.setdefault(_cell(spot), []).append(id_)
    for (row, column), ids in cells.items():
        for north, east in product(AROUND, AROUND):
            for left, right in product(ids, cells.get((row + north, column + east), ())):
                if left < right and _keys(bearers[left]) & _keys(bearers[right]):
                    yield left, right


def _keys(bearer: Bearer) -> frozenset[str]:
    return frozenset(key for name in bearer.read() for key in name.keys)


def _cell(spot: Point) -> tuple[int, int]:
    return floor(spot[0] / CELL), floor(spot[1] / CELL)
