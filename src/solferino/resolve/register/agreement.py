"""Whether a name at a place and an entry of the register may be, or seem to be, one facility.

Names are compared by `naming`, across spellings and scripts; here stands what else tells.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from solferino.codec import value
from solferino.model.register import Entry
from solferino.ports import Gazetteer
from solferino.resolve.naming import Likeness, Name, compare, read_name
from solferino.text.fold import fold

EARTH = 6371.0  # mean radius in km
SAME_SPOT = 0.5  # km within which two points with one name seem to be one facility
IN_TOWN = 15.0  # km around a town's point in which its facilities lie
# Kinds that exclude each other; "facility" and "laboratory" may be part of any.
KINDS = ("hospital", "clinic", "pharmacy", "blood_bank", "warehouse", "ambulance")

Point = tuple[float, float]


@value
class Bearer:
    """Who bears one name or several: what tells it from another of that name; null if unknown.

    `towns` are folded names. `spot` is the facility's own point where it is exact, `around` the
    point of its town.
    """

    names: tuple[str, ...]
    type: str | None = None
    country: str | None = None
    towns: tuple[str, ...] = ()
    spot: Point | None = None
    around: Point | None = None

    def read(self) -> tuple[Name, ...]:
        """Read the names; those without a word of their own ("the hospital") name nobody."""
        read = (read_name(name, "facility") for name in self.names)
        return tuple(name for name in read if name.core or name.numbers)


def bearer_of(entry: Entry) -> Bearer:
    """Take from an entry what tells it from others."""
    kind, country, point = (entry.latest(of) for of in ("type", "country", "point"))
    where = _point(point.value) if point else None
    exact = point is not None and point.tag == "exact"
    vague = point is None or point.tag == "region"
    return Bearer(
        names=tuple(dict.fromkeys(d.value for d in entry.told("name"))),
        type=kind.value if kind and kind.value in KINDS else None,
        country=country.value if country else None,
        towns=tuple(sorted({fold(d.value) for d in entry.told("town")})),
        spot=where if exact else None,
        around=None if exact or vague else where,
    )


def named_on(entry: Entry, bearer: Bearer, day: str | None, *, former: bool) -> Bearer:
    """Leave a bearer the names that a text of a day (ISO) can call it by.

    A name that came into use later is none of them. A former one is: people go on using it;
    without `former` it is left out, too.
    """
    told = entry.told("name")
    if day is None or not any(d.since or d.until for d in told):
        return bearer
    names = (
        d.value
        for d in told
        if (d.since is None or d.since <= day[: len(d.since)])
        and (
            former or d.until is None or (d.until[:1].isdigit() and day[: len(d.until)] <= d.until)
        )
    )
    return replace(bearer, names=tuple(dict.fromkeys(names)))


def asked_for(
    name: str, town: str | None, country: str | None, gazetteer: Gazetteer | None
) -> Bearer:
    """Take what a text says of a facility."""
    kinds = [kind for kind in read_name(name, "facility").types if kind in KINDS]
    return Bearer(
        names=(name,),
        type=kinds[0] if len(kinds) == 1 else None,
        country=country,
        towns=(fold(town),) if town else (),
        around=next(_points(town, country, gazetteer), None),
    )


def by_name(one: Bearer, other: Bearer) -> Likeness | None:
    """Compare all names of two bearers, and take the best comparison; null where all differ.

    Names in one script go before names in two: what two scripts leave open ("Bahr" and "Bahri"
    are nearly one word in Arabic letters) is told by letters that both use.
    """
    pairs = [(a, b) for a in one.read() for b in other.read()]
    alike = [(a, b) for a, b in pairs if _script(a.text) == _script(b.text)]
    found = (compare(a, b) for a, b in alike or pairs)
    like = (likeness for likeness in found if likeness.verdict != "different")
    return max(like, key=lambda found: (found.verdict == "same", found.score), default=None)


def _script(text: str) -> str:
    """Name the script of a name by its first letter."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return unicodedata.name(first, "").partition(" ")[0]


def unlike(one: Bearer, other: Bearer) -> str | None:
    """Find what tells two bearers of a name apart, or null."""
    for what in ("type", "country"):
        left, right = getattr(one, what), getattr(other, what)
        if left is not None and right is not None and left != right:
            return f"{what}: {left} and {right}"
    if set(one.towns) & set(other.towns):
        return None
    apart = _apart(one, other)
    if apart is not None:
        limit = SAME_SPOT if one.spot and other.spot else IN_TOWN
        return f"{apart:.1f} km apart" if apart > limit else None
    if one.towns and other.towns:
        return f"town: {one.towns[0]} and {other.towns[0]}"
    return None


def together(one: Bearer, other: Bearer) -> str | None:
    """Tell what shows that two bearers are in one town or at one spot, or null."""
    shared = sorted(set(one.towns) & set(other.towns))
    if shared:
        return f"in {shared[0]}"
    apart = _apart(one, other)
    limit = SAME_SPOT if one.spot and other.spot else IN_TOWN
    return f"{apart:.1f} km apart" if apart is not None and apart <= limit else None


def agree(one: Bearer, other: Bearer) -> str | None:
    """Tell what shows that two bearers are at one place, the country at least, or null."""
    if one.country is not None and one.country == other.country:
        return together(one, other) or f"in {one.country}"
    return together(one, other)


def _apart(one: Bearer, other: Bearer) -> float | None:
    left, right = one.spot or one.around, other.spot or other.around
    return distance(left, right) if left and right else None


def distance(one: Point, other: Point) -> float:
    """Measure the way between two points in km (haversine)."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


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
