"""The day that an attribution or a dateline names, when it names one beyond doubt."""

import re
from datetime import date
from functools import cache

from solferino.codec import value
from solferino.read.lexicon import words

BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
EARLIEST, LATEST = 1800, 2199
MONTHS = 12


@value
class Grammar:
    """Patterns for days with the month in words, `day`, `month` and `year` named in them."""

    day_first: re.Pattern[str]
    month_first: re.Pattern[str]


def day(text: str) -> str | None:
    """Find the one day named in a short text, as an ISO date; null when none or ambiguous.

    28.11.2023 has one meaning, 05.04.2023 has two and gives null.
    """
    plain = BIDI.sub("", text).translate(DIGITS)
    if found := YEAR_FIRST.search(plain):
        return _iso(*(int(g) for g in found.groups()))
    if found := YEAR_LAST.search(plain):
        first, second, year = (int(g) for g in found.groups())
        return _unambiguous(first, second, year)
    for pattern in (_grammar().day_first, _grammar().month_first):
        if found := pattern.search(plain):
            month = words().months[" ".join(found["month"].lower().split())]
            return _iso(int(found["year"]), month, int(found["day"]))
    return None


@cache
def _grammar() -> Grammar:
    month = rf"(?<!\w)(?P<month>{words().month})(?!\w)\.?"
    twin = rf"(?:\s*/\s*(?:{words().month}))?"  # نيسان/أبريل
    number = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª])?"
    year = r"(?P<year>\d{4})(?!\d)"
    return Grammar(
        day_first=re.compile(
            rf"{number},?\s*(?:de\s|of\s)?\s*{month}{twin},?\s*(?:de\s|del\s)?\s*{year}",
            re.IGNORECASE,
        ),
        month_first=re.compile(rf"{month}\s*{number},?\s+{year}", re.IGNORECASE),
    )


def _unambiguous(first: int, second: int, year: int) -> str | None:
    if first > MONTHS or first == second:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > MONTHS else None


def _iso(year: int, month: int, number: int) -> str | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None
