"""HXL, GeoJSON and iCalendar, each read by somebody else's reader."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import geojson
import hxl
import icalendar
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.ports import Exporter, Picture
from solferino.publish.exchange.calendar import END, IcsExporter, folded
from solferino.publish.exchange.geojson import GeoJsonExporter
from solferino.publish.exchange.hxl_row import COLUMNS, HxlExporter

POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
# What RFC 7946 asks of a collection of points, in our words.
RFC_7946 = {
    "type": "object",
    "required": ["type", "features"],
    "not": {"anyOf": [{"required": ["crs"]}, {"required": ["geometry"]}]},
    "properties": {
        "type": {"const": "FeatureCollection"},
        "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["string", "number"]},
                    "properties": {"type": ["object", "null"]},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {
                                    "type": {"const": "Point"},
                                    "coordinates": POSITION,
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def bytes_of(exporter: Exporter, picture: Picture) -> bytes:
    out = io.BytesIO()
    exporter.write(picture, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def collection(picture: Picture) -> Any:
    return json.loads(bytes_of(GeoJsonExporter(), picture))


def test_geojson_is_what_the_rfc_asks_for(collection: Any, picture: Picture) -> None:
    jsonschema.Draft202012Validator(RFC_7946).validate(collection)
    read = geojson.loads(bytes_of(GeoJsonExporter(), picture))
    assert read.is_valid
    assert read.errors() == []


def test_longitude_goes_first_and_the_point_says_whose_it_is(collection: Any) -> None:
    features = {f["properties"]["earliest"]: f for f in collection["features"]}
    shelled, damaged = features["2031-05-04"], features["2031-05-06"]
    assert shelled["geometry"] == {"type": "Point", "coordinates": [-3.25, 12.5]}
    assert shelled["properties"]["precision"] == "place"
    assert damaged["geometry"] is None
    assert damaged["properties"]["precision"] == "no coordinates are known"
    assert collection["bbox"] == [-3.25, 12.5, -3.25, 12.5]


def test_the_facility_goes_before_its_town(picture: Picture) -> None:
    entities = tuple(
        replace(e, latitude="12.5000049", longitude="-3.2", precision="exact")
        if e.id == "e-clinic"
        else e
        for e in picture.entities
    )
    found = json.loads(bytes_of(GeoJsonExporter(), replace(picture, entities=entities)))
    assert {f["properties"]["precision"] for f in found["features"]} == {"facility, exact"}
    assert found["features"][0]["geometry"]["coordinates"] == [-3.2, 12.500005]


def test_hxl_is_read_and_found_valid(picture: Picture) -> None:
    data = bytes_of(HxlExporter(), picture)
    assert hxl.validate(hxl.data(io.BytesIO(data)))["issues"] == []
    broken = data.replace(b",2031-05-04,", b",no such day,")
    assert not hxl.validate(hxl.data(io.BytesIO(broken)))["is_valid"]
    source = hxl.data(io.BytesIO(data))
    assert [c.display_tag.split("+")[0] for c in source.columns] == [
        tag.split("+")[0] for _, tag, _ in COLUMNS
    ]
    row = next(r for r in source if r.get("#date+start") == "2031-05-04")
    assert row.get("#affected+killed+patient+min") == "3"
    assert row.get("#geo+lat") == "12.5"
    assert row.get("#indicator+documents+num") == "2"
    assert not row.get("#affected+injured+min")


def test_no_cell_of_hxl_is_a_range_and_days_are_days(picture: Picture) -> None:
    wide = tuple(replace(i, latest=None, edtf="2031-05-04/..") for i in picture.incidents)
    source = hxl.data(io.BytesIO(bytes_of(HxlExporter(), replace(picture, incidents=wide))))
    for row in source:
        assert (row.get("#date+occurred+end"), row.get("#meta+edtf")) == (None, "2031-05-04/..")
        assert row.get("#date+occurred+start")


def calendar_of(picture: Picture) -> Any:
    return icalendar.Calendar.from_ical(bytes_of(IcsExporter(), picture))


def test_a_calendar_is_read_with_its_days(picture: Picture) -> None:
    events = calendar_of(picture).walk("VEVENT")
    assert [e.decoded("DTSTART").isoformat() for e in events] == ["2031-05-04", "2031-05-06"]
    assert [e.decoded("DTEND").isoformat() for e in events] == ["2031-05-05", "2031-05-07"]
    assert events[0]["SUMMARY"] == "Brenholt, Saint Orla Clinic, 2031-05-04"
    assert (events[0]["GEO"].latitude, events[0]["GEO"].longitude) == (12.5, -3.25)
    assert "Reviewed by a person: 0 of" in events[1]["DESCRIPTION"]
    assert "STATUS" not in events[0]


def test_what_has_no_bounded_days_is_counted_in_the_description(picture: Picture) -> None:
    open_ones = tuple(replace(i, latest=None) for i in picture.incidents)
    found = calendar_of(replace(picture, incidents=open_ones))
    assert found.walk("VEVENT") == []
    assert "2 incidents have no bounded days" in found["X-WR-CALDESC"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_line_is_folded_between_characters_and_unfolds(line: str) -> None:
    pieces = folded(line).split(END)
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


@pytest.mark.parametrize("exporter", [HxlExporter(), GeoJsonExporter(), IcsExporter()])
def test_the_same_picture_gives_the_same_bytes_in_any_order(
    exporter: Exporter, picture: Picture, shuffle: Callable[[Picture], Picture]
) -> None:
    assert bytes_of(exporter, picture) == bytes_of(exporter, shuffle(picture))
