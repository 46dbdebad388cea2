"""Cut the land and the borders of Natural Earth down to the file that maps are drawn from.

`python -m training.earth countries-50m.json src/solferino/publish/drawing/earth.bin` reads the
file of the package world-atlas 2.0.2 (Natural Earth 4.1, 1:50 million, public domain). Names and
codes of countries are left out: only where land ends and where two countries meet is kept. The
same input gives the same bytes. The form is told in `solferino.publish.drawing.earth`.
"""

import json
import struct
import sys
import zlib
from array import array
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

MARK = b"SOLFEARTH1"
UNIT = 1000  # parts of a degree
STEP = 32_000  # the longest step that is stored at once


def points(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[int, int]]:
    """Read one arc: steps of the file's grid become thousandths of a degree."""
    x = y = 0
    found: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        east = x * transform["scale"][0] + transform["translate"][0]
        north = y * transform["scale"][1] + transform["translate"][1]
        found.append((round(east * UNIT), round(north * UNIT)))
    return found


def steps(line: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take a line apart into steps that are small enough to be stored."""
    found: list[tuple[int, int]] = []
    for (x, y), (to_x, to_y) in pairwise(line):
        parts = max(1, -(-max(abs(to_x - x), abs(to_y - y)) // STEP))
        at = (x, y)
        for n in range(1, parts + 1):
            ahead = (x + (to_x - x) * n // parts, y + (to_y - y) * n // parts)
            found.append((ahead[0] - at[0], ahead[1] - at[1]))
            at = ahead
    return found


def rings(geometry: dict[str, Any]) -> list[list[int]]:
    """List the rings of a geometry, outer ones and holes alike, as numbers of arcs."""
    kinds = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}
    return [ring for polygon in kinds[geometry["type"]] for ring in polygon]


def packed(world: dict[str, Any]) -> bytes:
    """Write the whole file."""
    lines = [points(arc, world["transform"]) for arc in world["arcs"]]
    land = [r for g in world["objects"]["land"]["geometries"] for r in rings(g)]
    countries = [g for g in world["objects"]["countries"]["geometries"] if g["type"] is not None]
    used: dict[int, set[int]] = {}
    for number, country in enumerate(countries):
        for arc in chain.from_iterable(rings(country)):
            used.setdefault(arc if arc >= 0 else ~arc, set()).add(number)
    walked = [steps(line) for line in lines]
    flags = bytes(len(used.get(n, ())) > 1 for n in range(len(lines)))
    body = b"".join(
        (
            array("I", [len(w) for w in walked]).tobytes(),
            array("i", [v for line in lines for v in line[0]]).tobytes(),
            array("h", [v for w in walked for step in w for v in step]).tobytes(),
            flags,
            array("I", [len(r) for r in land]).tobytes(),
            array("i", [arc for r in land for arc in r]).tobytes(),
        )
    )
    head = struct.pack("<10sIII", MARK, len(lines), sum(map(len, walked)), len(land))
    return head + zlib.compress(body, 9)


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.write_bytes(packed(json.loads(source.read_bytes())))
