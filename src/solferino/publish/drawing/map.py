"""A map of where incidents are told to have happened, as near as it is known and no nearer.

A place that is known to a town is a circle of a town's size, never a pin. Degrees are drawn as they
are, with those of longitude shortened as in the middle of the map (plate carrée), so that distances
are right there and directions nearly so.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from solferino.codec import value
from solferino.model import Entity, Incident
from solferino.publish.drawing.earth import UNIT, Point, Window, seen, told
from solferino.publish.drawing.shapes import Area, Box, Circle, Drawing, Label, Line, Shape
from solferino.text.fold import fold

WIDTH, HEIGHT = 720, 440
LEAST = 3 * UNIT  # degrees that a map shows at least from side to side
MARGIN = 0.14  # share of the extent that is left free on each side
DOT = 3  # pixels of the smallest circle
DEGREE_KM = 111.32  # kilometres of a degree of latitude
WHOLE = Window(west=-180 * UNIT, south=-85 * UNIT, east=180 * UNIT, north=85 * UNIT)
TOWN = "town"
LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)  # kilometres of the scale
NET, MESHES = (1, 2, 5, 10, 20, 30, 60), 7  # degrees between two lines of the net, and how many
NEAR = 16  # pixels within which two numbers would cover each other


@value
class Site:
    """A place with its incidents (ids). `east` and `north` are thousandths of a degree, or null.

    `precision` says how near the point is; "" where no point is known.
    """

    name: str
    country: str
    precision: str
    incidents: tuple[str, ...]
    east: int | None = None
    north: int | None = None


@value
class Placed:
    """Incidents (ids) of one facility (entity), place and country."""

    facility: str | None
    place: str | None
    country: str | None
    incidents: tuple[str, ...]


def sites(
    incidents: Iterable[Incident], entities: Mapping[str, Entity], nearest: str = "exact"
) -> tuple[Site, ...]:
    """Find where incidents are: at their facility's point, else in their place, else nowhere.

    `nearest` is the precision beyond which nothing is told: points are rounded to it. Sorted by
    the number of incidents, most first, then by name.
    """
    placed = (
        Placed(facility=i.facility, place=i.place, country=i.country, incidents=(i.id,))
        for i in incidents
    )
    return located(placed, entities, nearest)


def located(
    placed: Iterable[Placed], entities: Mapping[str, Entity], nearest: str = "exact"
) -> tuple[Site, ...]:
    """Find where incidents are that come by facility and place, as `sites` does."""
    towns = _towns(entities.values())
    found: dict[tuple[str, str, str, int | None, int | None], list[str]] = {}
    for some in placed:
        facility = entities.get(some.facility or "")
        place = towns.get((fold(some.place or ""), some.country))
        key = _key(some, facility, place, nearest)
        found.setdefault(key, []).extend(some.incidents)
    listed = (
        Site(
            name=name,
            country=country,
            precision=precision,
            incidents=tuple(sorted(own)),
            east=east,
            north=north,
        )
        for (name, country, precision, east, north), own in found.items()
    )
    return tuple(
        sorted(listed, key=lambda s: (-len(s.incidents), s.name, s.country, s.precision, str(s)))
    )


def _towns(entities: Iterable[Entity]) -> dict[tuple[str, str | None], Entity]:
    """List the places that have a point, by name and country; of two of one name, neither."""
    found: dict[tuple[str, str | None], Entity | None] = {}
    for entity in entities:
        if entity.kind == "place" and entity.latitude is not None:
            for name in {fold(n) for n in (entity.name, *entity.names)}:
                key = name, entity.country
                found[key] = entity if found.get(key, entity) is entity else None
    return {key: entity for key, entity in found.items() if entity is not None}


def _key(
    some: Placed, facility: Entity | None, place: Entity | None, nearest: str
) -> tuple[str, str, str, int | None, int | None]:
    country = some.country or ""
    for entity, precision in ((facility, facility and facility.precision), (place, TOWN)):
        if entity is not None and entity.latitude and entity.longitude:
            kept = _later(precision or TOWN, nearest)
            digits = UNIT // 10 if kept != "exact" and nearest != "exact" else 1
            east, north = (
                round(float(text) * UNIT / digits) * digits
                for text in (entity.longitude, entity.latitude)
            )
            named = entity.name if kept == precision or entity is place else some.place
            return named or entity.name, country, kept, east, north
    known = facility.name if facility else some.place or ""
    return known, country, "", None, None


def _later(precision: str, nearest: str) -> str:
    """Take the less near of two precisions; one that is not listed is as it is."""
    order: Sequence[str] = told()["order"]["precision"]
    if precision not in order:
        return precision
    return order[max(order.index(precision), order.index(nearest))]


class _Scale:
    """Turns degrees into pixels of the sheet."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._middle = math.radians((window.north + window.south) / 2 / UNIT)
        self._up = HEIGHT / (window.north - window.south)
        self._across = WIDTH / (window.east - window.west)

    def at(self, point: Point) -> Point:
        """Give the pixel of a point."""
        return (
            round((point[0] - self.window.west) * self._across),
            round((self.window.north - point[1]) * self._up),
        )

    def line(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Give the pixels of a line, each once in a row."""
        drawn: list[Point] = []
        for pixel in map(self.at, points):
            if not drawn or drawn[-1] != pixel:
                drawn.append(pixel)
        return tuple(drawn)

    def pixels(self, kilometres: float) -> float:
        """Measure a length in the middle of the map."""
        return kilometres / DEGREE_KM * UNIT * self._up


def drawn_map(found: Sequence[Site], links: Mapping[int, str] | None = None) -> Drawing | None:
    """Draw the sites that have a point, with their number in the list from 1; null without any.

    `links` leads from a site's number to a page.
    """
    radius = told()["radius"]
    shown = [
        (number, site, (site.east, site.north))
        for number, site in enumerate(found, start=1)
        if site.east is not None and site.north is not None and site.precision in radius
    ]
    if not shown:
        return None
    scale = _Scale(_window([p for _, s, at in shown for p in _reach(at, radius[s.precision])]))
    land = seen(scale.window)
    rings = tuple(r for r in map(scale.line, land.land) if len(r) > 2)  # noqa: PLR2004
    shapes: list[Shape] = [Box(x=0, y=0, width=WIDTH, height=HEIGHT, role="sea")]
    shapes.append(Area(rings=rings, role="land"))
    borders = (run for run in map(scale.line, land.borders) if len(run) > 1)
    shapes += [Line(points=run, role="border") for run in borders]
    shapes += _degrees(scale)
    for _, site, at in reversed(shown):
        x, y = scale.at(at)
        size = max(DOT, round(scale.pixels(radius[site.precision])))
        role = "point" if site.precision == "exact" else "around"
        shapes.append(Circle(x=x, y=y, radius=size, role=role, tip=site.name))
    shapes += _numbers([(n, s, scale.at(at)) for n, s, at in shown], links or {})
    shapes += _measure(scale)
    return Drawing(width=WIDTH, height=HEIGHT, shapes=tuple(shapes))


def _reach(at: Point, kilometres: float) -> tuple[Point, Point]:
    """Give the corners of the square around a circle."""
    up = round(kilometres / DEGREE_KM * UNIT)
    across = round(up / max(0.2, math.cos(math.radians(at[1] / UNIT))))
    return (at[0] - across, at[1] - up), (at[0] + across, at[1] + up)


def _degrees(scale: _Scale) -> list[Shape]:
    """Draw a few whole degrees, with their numbers along the frame."""
    window = scale.window
    step = next(s for s in NET if (window.east - window.west) / UNIT <= s * MESHES)
    shapes: list[Shape] = []
    for east in range(-180, 181, step):
        if window.west < east * UNIT < window.east:
            x, _ = scale.at((east * UNIT, window.north))
            shapes.append(Line(points=((x, 0), (x, HEIGHT)), role="net"))
            shapes.append(Label(x=x + 3, y=12, words=_degree(east, "EW"), role="net"))
    for north in range(-90, 91, step):
        if window.south < north * UNIT < window.north:
            _, y = scale.at((window.west, north * UNIT))
            shapes.append(Line(points=((0, y), (WIDTH, y)), role="net"))
            words = _degree(north, "NS")
            shapes.append(Label(x=WIDTH - 4, y=y - 3, words=words, role="net", anchor="end"))
    return shapes


def _degree(number: int, sides: str) -> str:
    return f"{abs(number)}°{sides[number < 0] if number else ''}"


def _numbers(shown: Iterable[tuple[int, Site, Point]], links: Mapping[int, str]) -> list[Shape]:
    """Write the number of each site; of those that would cover each other the first is written."""
    placed: list[Point] = []
    labels: list[Shape] = []
    for number, site, (x, y) in shown:
        if any(abs(x - a) < NEAR and abs(y - b) < NEAR for a, b in placed):
            continue
        placed.append((x, y))
        labels.append(
            Label(
                x=x + 5,
                y=y - 5,
                words=str(number),
                role="number",
                tip=site.name,
                href=links.get(number, ""),
            )
        )
    return labels


def _measure(scale: _Scale) -> list[Shape]:
    """Draw a length that is right in the middle of the map."""
    fitting = [n for n in LENGTHS if scale.pixels(n) <= WIDTH / 4]
    kilometres = fitting[-1] if fitting else LENGTHS[0]
    right, y = 16 + round(scale.pixels(kilometres)), HEIGHT - 14
    bar = Line(points=((16, y - 5), (16, y), (right, y), (right, y - 5)), role="measure")
    return [bar, Label(x=16, y=y - 9, words=f"{kilometres} km", role="small")]


def _window(points: Sequence[Point]) -> Window:
    """Choose what to show: all points with a margin, in the shape of the sheet."""
    east, north = [p[0] for p in points], [p[1] for p in points]
    middle_east, middle_north = (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
    shrink = max(0.2, math.cos(math.radians(middle_north / UNIT)))
    across = max(max(east) - min(east), LEAST) * (1 + 2 * MARGIN)
    up = (max(north) - min(north)) * (1 + 2 * MARGIN)
    across = max(across, up / shrink * WIDTH / HEIGHT)
    up = across * shrink * HEIGHT / WIDTH
    return Window(
        west=round(middle_east - across / 2),
        south=round(middle_north - up / 2),
        east=round(middle_east + across / 2),
        north=round(middle_north + up / 2),
    )
