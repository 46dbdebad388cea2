"""Which of several bearers of a name is meant: by country, area, and what is told beside it.

Nothing here knows a document: what it tells is handed in. Where nothing tells two bearers apart,
no one is chosen.
"""

import math
from collections.abc import Callable, Iterable, Sequence

from solferino.ports import Place

CLEARLY_LARGER = 10  # times: less, and a namesake in another country leaves the place open
GREAT = 100_000  # people: a town so large is meant before one with a tenth of its people
EARTH = 6371.0  # kilometres from its middle

Look = Callable[[str], Sequence[Place]]


def bearers(found: Iterable[Place], country: str | None, told: str | None) -> tuple[Place, ...]:
    """Give the bearers that may be meant, best known first.

    `country` is the one that the words themselves give: nothing elsewhere will do. `told` is the
    one that the document tells of: bearers there go before all others.
    """
    places = tuple(place for place in found if place.kind != "adjective")
    if country is not None:
        return tuple(place for place in places if place.country == country)
    at_home = tuple(place for place in places if told is not None and place.country == told)
    return at_home or places


def meant(places: Sequence[Place], beside: Sequence[Place]) -> Place | None:
    """Choose the bearer that is meant beside other places of the same document.

    A country or region goes before towns of its name. Towns of several countries: the one
    that is clearly larger, else none. Towns of one country: a great one; else one in a first-level
    area of the others; else the nearest to any of them; else the largest.
    """
    if not places or places[0].kind != "city":
        return places[0] if places else None
    rivals = [p.population for p in places if p.country != places[0].country]
    if rivals and places[0].population < CLEARLY_LARGER * max(rivals):
        countries = {p.country for p in beside}
        places = [p for p in places if p.country in countries]
        if len({p.country for p in places}) != 1:
            return None
    towns = [p for p in places if p.kind == "city" and p.country == places[0].country]
    size = towns[0].population
    if size >= GREAT:
        towns = [p for p in towns if p.population * CLEARLY_LARGER > size]
    areas = {p.area for p in beside if p.area is not None}
    near = [p for p in towns if p.area in areas] or towns
    points = [p for p in beside if p.latitude is not None]
    return min(near, key=lambda p: (_nearest(p, points), towns.index(p)))


def sure(names: Iterable[str], look: Look, told: str | None) -> tuple[Place, ...]:
    """Give the places of a document that have one bearer only, in the order of their names."""
    found = (bearers(look(name), None, told) for name in sorted(set(names)))
    return tuple(dict.fromkeys(p[0] for p in found if len(p) == 1 and p[0].kind != "country"))


def kilometres(one: Place, other: Place) -> float:
    """Distance of two points along the great circle."""
    a, b = (math.radians(float(p.latitude or 0)) for p in (one, other))
    east = math.radians(float(one.longitude or 0) - float(other.longitude or 0))
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(east)
    return EARTH * math.acos(max(-1.0, min(1.0, cosine)))


def _nearest(place: Place, points: Iterable[Place]) -> int:
    """Whole kilometres to the nearest of some points, so that the last digits decide nothing."""
    return min((round(kilometres(place, p)) for p in points), default=0)
