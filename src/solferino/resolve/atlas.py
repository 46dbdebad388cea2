"""An index of towns that is read where it lies: hashed names, records, names, in one file.

Made once from the list of GeoNames by `drawn`, the same bytes every time. The file is mapped, not
loaded: processes share it, and a look-up touches a few pages. A name is found by 64 bits of a
digest of its key; that two keys of a million share one happens in one of forty million lists.
"""

import struct
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from sys import byteorder

from solferino.codec import value

MARK = b"SOLFTOWN3"  # grows with the form or the keys, so that an older file is not read
HEAD = struct.Struct("<16sQQQ")  # mark, entries, towns, bytes of names
TOWN = struct.Struct("<IiiIIHH2s")
DEGREE = 100_000  # GeoNames gives five decimals
ITEM = 8


@value
class City:
    """A record of GeoNames, under the names that its list gives to the fields."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: tuple[str, ...]


@value
class Town:
    """A populated place. `area` is GeoNames' code of the first-level area; degrees are text."""

    name: str
    country: str
    area: str | None
    population: int
    latitude: str
    longitude: str
    code: str


class Atlas:
    """Towns by the key of any of their names; `data` is what `drawn` made."""

    def __init__(self, data: bytes | memoryview) -> None:
        """Look at the head only; raises `ValueError` where the bytes are no whole atlas."""
        view = memoryview(data)
        if len(view) < HEAD.size:
            raise ValueError("not an atlas: shorter than its head")
        mark, entries, towns, names = HEAD.unpack_from(view)
        if mark.rstrip(b"\0") != MARK:
            raise ValueError("not an atlas of this form")
        if len(view) != HEAD.size + (ITEM + 4) * entries + TOWN.size * towns + names:
            raise ValueError("not a whole atlas")
        at = HEAD.size
        self._hashes, at = view[at : at + ITEM * entries].cast("Q"), at + ITEM * entries
        self._owners, at = view[at : at + 4 * entries].cast("I"), at + 4 * entries
        self._towns, at = view[at : at + TOWN.size * towns], at + TOWN.size * towns
        self._names = view[at : at + names]

    def named(self, key: str) -> tuple[Town, ...]:
        """All towns under a key, the largest first."""
        wanted = _hashed(key)
        at = bisect_left(self._hashes, wanted)
        found: list[Town] = []
        while at < len(self._hashes) and self._hashes[at] == wanted:
            found.append(self._town(self._owners[at]))
            at += 1
        return tuple(found)

    def _town(self, number: int) -> Town:
        code, north, east, people, at, length, wide, country = TOWN.unpack_from(
            self._towns, number * TOWN.size
        )
        name = bytes(self._names[at : at + length]).decode()
        area = bytes(self._names[at + length : at + length + wide]).decode()
        return Town(
            name=name,
            country=country.decode(),
            area=area or None,
            population=people,
            latitude=str(north / DEGREE),
            longitude=str(east / DEGREE),
            code=str(code),
        )


def drawn(cities: Iterable[City], keys: Callable[[City], Iterable[str]]) -> bytes:
    """Draw the index of cities (GeoNames' records) by their keys; order is of no account."""
    ranked = sorted(cities, key=lambda c: (-c.population, c.geonameid))
    entries = {(_hashed(key), n) for n, city in enumerate(ranked) for key in keys(city)}
    ordered = sorted(entries)
    towns, names = _records(ranked)
    return b"".join(
        (
            HEAD.pack(MARK, len(ordered), len(ranked), len(names)),
            _packed("Q", [hashed for hashed, _ in ordered]),
            _packed("I", [number for _, number in ordered]),
            towns,
            names,
        )
    )


def _records(ranked: Sequence[City]) -> tuple[bytes, bytes]:
    towns, names = bytearray(), bytearray()
    for city in ranked:
        name, area = city.name.encode(), city.admin1code.encode()
        towns += TOWN.pack(
            city.geonameid,
            round(city.latitude * DEGREE),
            round(city.longitude * DEGREE),
            city.population,
            len(names),
            len(name),
            len(area),
            city.countrycode.encode(),
        )
        names += name + area
    return bytes(towns), bytes(names)


def _packed(kind: str, numbers: Iterable[int]) -> bytes:
    packed = array(kind, numbers)
    if byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _hashed(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=ITEM).digest(), "little")
