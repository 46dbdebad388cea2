"""First-level administrative areas by code and by name: governorates, provinces, oblasts, states.

The data are in `areas.csv`, with their source and rule of admission.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib.resources import files

from solferino.ports import Place
from solferino.resolve.cities import key


class Areas:
    """What `areas.csv` holds, read on first use; `countries` are the countries by code."""

    def __init__(self, countries: Mapping[str, Place]) -> None:
        """Read nothing yet."""
        self._countries = countries

    def coded(self, code: str | None) -> Place | None:
        """Give the area with GeoNames' code ("SY.09"), or null where the file lacks it."""
        return self._by_code.get(code or "")

    def named(self, name: str) -> tuple[Place, ...]:
        """All areas that bear a name, with or without the word for what they are."""
        return tuple(self._by_name.get(key(name), ()))

    def alone(self, name: str) -> tuple[Place, ...]:
        """All areas that are called by the name without a word for what they are ("Texas")."""
        return tuple(self._alone.get(key(name), ()))

    @cached_property
    def _alone(self) -> dict[str, list[Place]]:
        return _index((row, self._by_code[row["code"]]) for row in self._rows if not row["word"])

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        text = (files("solferino.resolve") / "areas.csv").read_text(encoding="utf-8")
        lines = (line for line in text.splitlines() if not line.startswith("#"))
        return list(csv.DictReader(lines))

    @cached_property
    def _by_code(self) -> dict[str, Place]:
        return {row["code"]: self._area(row) for row in self._rows}

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        return _index((row, self._by_code[row["code"]]) for row in self._rows)

    def _area(self, row: Mapping[str, str]) -> Place:
        code = row["code"]
        country = code.partition(".")[0]
        return Place(
            name=f"{row['name']} {row['word']}".strip(),
            kind="region",
            country=country,
            population=0,
            scheme="geonames" if row["geonames"] else None,
            code=row["geonames"] or None,
            parent=self._countries[country].name,
            area=code,
        )


def _index(areas: Iterable[tuple[Mapping[str, str], Place]]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for row, place in areas:
        for name in dict.fromkeys(key(name) for name in _names(row)):
            found.setdefault(name, []).append(place)
    return found


def _names(row: Mapping[str, str]) -> Iterator[str]:
    others = row["others"].split("|") if row["others"] else []
    for name in (row["name"], *others):
        yield name
        yield f"{name} {row['word']}"
