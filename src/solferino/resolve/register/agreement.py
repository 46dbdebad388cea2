"""Whether a name at a place and an entry of the register may be, or seem to be, one facility."""

from collections.abc import Iterator
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from solferino.codec import value
from solferino.model.register import Entry
from solferino.ports import Gazetteer
from solferino.resolve.facility_names import FacilityName, facility_names
from solferino.text.fold import fold

EARTH = 6371.0  # mean radius in km
SAME_SPOT = 1.0  # km within which two points with one name seem to be one facility
IN_TOWN = 15.0  # km around a town's point in which its facilities lie
KNOWN_TYPES = ("hospital", "clinic", "pharmacy", "blood_bank", "warehouse", "ambulance")

Point = tuple[float, float]


@value
class Bearing:
    """A name and all that tells its bearer from another of that name; null where unknown.

    `key` holds the words of the name proper with spellings levelled. `point` is the facility's
    own where it is exact, `around` that of its town. A name in brackets (`bracketed`) may be
    another name, or only say where it is.
    """

    key: str
    specialty: str | None
    type: str | None
    country: str | None
    towns: tuple[str, ...]
    point: Point | None
    around: Point | None
    bracketed: bool = False


def bearings(
    name: str,
    *,
    town: str | None = None,
    country: str | None = None,
    entry: Entry | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Bearing, ...]:
    """Take apart a name as a text gives it, or as one of the names of an entry.

    None for a name without words of its own ("the hospital"): it names no facility by itself.
    """
    found = (
        _of_entry(parts, entry) if entry else _asked(parts, town, country, gazetteer)
        for parts in facility_names(name)
    )
    return tuple(replace(b, bracketed=True) if n else b for n, b in enumerate(found) if b.key)


def unlike(one: Bearing, other: Bearing) -> str | None:
    """Find what tells two bearers of a name apart, or null."""
    for what in ("specialty", "type", "country"):
        left, right = getattr(one, what), getattr(other, what)
        if left is not None and right is not None and left != right:
            return f"{what}: {left} and {right}"
    if set(one.towns) & set(other.towns):
        return None
    apart = _apart(one, other)
    if apart is not None:
        limit = SAME_SPOT if one.point and other.point else IN_TOWN
        return f"{apart:.0f} km apart" if apart > limit else None
    if one.towns and other.towns:
        return f"town: {one.towns[0]} and {other.towns[0]}"
    return None


def agree(one: Bearing, other: Bearing, *, near: bool = False) -> str | None:
    """Tell what shows that two bearers are at one place, or null; `near`: more than the country."""
    shared = sorted(set(one.towns) & set(other.towns))
    if shared:
        return f"in {shared[0]}"
    apart = _apart(one, other)
    if apart is not None and apart <= (SAME_SPOT if near else IN_TOWN):
        return f"{apart:.1f} km apart"
    if near or one.country is None or one.country != other.country:
        return None
    return f"in {one.country}"


def _apart(one: Bearing, other: Bearing) -> float | None:
    left, right = one.point or one.around, other.point or other.around
    return distance(left, right) if left and right else None


def distance(one: Point, other: Point) -> float:
    """Measure the way between two points in km (haversine)."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def _of_entry(parts: FacilityName, entry: Entry) -> Bearing:
    kind = entry.latest("type")
    country = entry.latest("country")
    spot = entry.latest("point")
    point = _point(spot.value) if spot else None
    exact = spot is not None and spot.tag == "exact"
    return Bearing(
        key=" ".join(parts.spelled),
        specialty=parts.specialty,
        type=kind.value if kind and kind.value in KNOWN_TYPES else parts.type,
        country=country.value if country else None,
        towns=tuple(sorted({fold(d.value) for d in entry.told("town")})),
        point=point if exact else None,
        around=None if exact or spot is None or spot.tag == "region" else point,
    )


def _asked(
    parts: FacilityName, town: str | None, country: str | None, gazetteer: Gazetteer | None
) -> Bearing:
    return Bearing(
        key=" ".join(parts.spelled),
        specialty=parts.specialty,
        type=parts.type,
        country=country,
        towns=tuple(sorted({fold(town)})) if town else (),
        point=None,
        around=next(_points(town, country, gazetteer), None),
    )


def _points(town: str | None, country: str | None, gazetteer: Gazetteer | None) -> Iterator[Point]:
    """Find where the town of that name in that country is; without a country, the only one."""
    if town is None or gazetteer is None:
        return
    found = [p for p in gazetteer.places(town) if p.kind == "city" and p.latitude and p.longitude]
    found = [p for p in found if p.country == country] if country else found
    for place in found if country or len(found) == 1 else ():
        yield float(place.latitude or 0), float(place.longitude or 0)


def _point(text: str) -> Point:
    latitude, longitude = text.split()
    return float(latitude), float(longitude)
