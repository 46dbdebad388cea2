"""GeoJSON (RFC 7946): one feature for each incident, with what its point stands for."""

from decimal import Decimal
from typing import Any, BinaryIO

from solferino.codec import encode, pretty
from solferino.model import Incident
from solferino.ports import Picture
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk, Point
from solferino.publish.notice import notice
from solferino.publish.view import View

DIGITS = 6  # decimals of a degree: about ten centimetres; more say nothing
NO_POINT = "no coordinates are known"


class GeoJsonExporter:
    """Writes a feature collection in WGS 84, longitude before latitude.

    An incident without coordinates is a feature without geometry (null), so that none is lost.
    """

    name = "geojson"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write the collection, features by id of incident."""
        clerk = Clerk(View(picture))
        features = [_feature(i, clerk) for i in clerk.view.incidents.values()]
        points = [f["geometry"]["coordinates"] for f in features if f["geometry"]]
        whole: dict[str, Any] = {
            "type": "FeatureCollection",
            "name": picture.name,
            "notice": notice(picture),
            "features": features,
        }
        if points:
            whole["bbox"] = _box(points)
        out.write(pretty(encode(whole)) + b"\n")


def _box(points: list[list[float]]) -> list[float]:
    """Give west, south, east and north of the points."""
    east, north = zip(*points, strict=True)
    return [min(east), min(north), max(east), max(north)]


def _feature(incident: Incident, clerk: Clerk) -> dict[str, Any]:
    point = clerk.point(incident)
    facility = clerk.view.entities.get(incident.facility or "")
    claims = clerk.view.claims_of(incident)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _geometry(point),
        "properties": {
            "number": clerk.view.numbers.get(incident.id),
            "title": incident.title,
            "facility": facility.name if facility else None,
            "place": incident.place,
            "country": incident.country,
            "precision": point.told if point else NO_POINT,
            "earliest": incident.earliest,
            "latest": incident.latest,
            "edtf": incident.edtf,
            "event_types": incident.event_types,
            "weapons": incident.weapons,
            "effects": incident.effects,
            "casualties": [
                {
                    "kind": t.kind,
                    "group": t.group,
                    "min": t.min,
                    "max": t.max,
                    "says": phrase.figure(t.min, t.max, t.qualifier),
                }
                for t in incident.casualties
            ],
            "origins": len(incident.origins),
            "documents": len(clerk.documents_of(incident)),
            "claims": len(claims),
            "claims_reviewed": sum(1 for c in claims if c.review != "proposed"),
        },
    }


def _geometry(point: Point | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {"type": "Point", "coordinates": [_degrees(point.longitude), _degrees(point.latitude)]}


def _degrees(told: str) -> float:
    return float(round(Decimal(told), DIGITS))
