"""The register as a file: a row for each detail (CSV), or a feature for each facility (GeoJSON).

What is written can be imported again and gives the same entries, ids included.
"""

import csv
import dataclasses
import io
from collections.abc import Iterable, Iterator
from typing import Any

from solferino.codec import encode, plain, pretty
from solferino.model.register import Detail, Entry, Property
from solferino.resolve.register.listing import NESTED, inert

ABOUT = tuple(f.name for f in dataclasses.fields(Detail))
COLUMNS = ("facility", "shown as", *ABOUT)
SHOWN: tuple[Property, ...] = ("type", "town", "country", "operator")


def as_csv(entries: Iterable[Entry]) -> bytes:
    """Write a row for each detail, in the order of entries and details."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        for detail in entry.details:
            told = plain(detail)
            cells = [entry.id, entry.name, *(told[name] or "" for name in ABOUT)]
            writer.writerow([inert(cell) for cell in cells])
    return out.getvalue().encode()


def as_geojson(entries: Iterable[Entry]) -> bytes:
    """Write a feature for each facility: the best known for the eye, and all details."""
    return pretty(encode({"type": "FeatureCollection", "features": list(_features(entries))}))


def _features(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        best = {name: entry.latest(name) for name in SHOWN}
        point = entry.latest("point")
        yield {
            "type": "Feature",
            "id": entry.id,
            "geometry": _geometry(point.value) if point else None,
            "properties": {
                "name": entry.name,
                **{name: detail.value for name, detail in best.items() if detail},
                "precision": point.tag if point else None,
                NESTED: [_told(detail) for detail in entry.details],
            },
        }


def _told(detail: Detail) -> dict[str, Any]:
    return {name: told for name, told in plain(detail).items() if told is not None}


def _geometry(point: str) -> dict[str, Any]:
    latitude, longitude = map(float, point.split())
    return {"type": "Point", "coordinates": [longitude, latitude]}
