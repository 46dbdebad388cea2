"""The moment that an export gives for a post, in the many ways in which they write it."""

import re
from datetime import UTC, datetime

from solferino.codec import value
from solferino.read.dates import day

LONGEST = 60
EARLIEST, LATEST = 1990, 2199  # no post is older
MILLISECONDS = 10**11  # a number of seconds since 1970 as large as that lies beyond the year 5000
DIGITS = re.compile(r"\d{9,13}(?:\.\d+)?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Wed Mar 12 09:00:00 +0000 2031, and Wed, 12 Mar 2031 09:00:00 +0000
NETWORK = re.compile(
    r"\w{3} (?P<m>\w{3}) (?P<d>\d\d?) (?P<t>[\d:]{8}) (?P<z>[+-]\d{4}) (?P<y>\d{4})"
)
MAIL = re.compile(
    r"(?:\w{3}, )?(?P<d>\d\d?) (?P<m>\w{3}) (?P<y>\d{4}) (?P<t>[\d:]{8}) (?P<z>[+-]\d{4}|GMT|UTC)"
)


@value
class Moment:
    """A day as the export gives it (ISO), and the moment in UTC by which posts are sorted.

    A time without zone is taken for UTC in sorting, and nowhere else.
    """

    day: str
    order: str


def moment(told: str | float) -> Moment | None:
    """Read a time: ISO 8601, seconds or milliseconds since 1970 (UTC), as networks write it.

    Null when it is none, or a day of two meanings such as 05.04.2031.
    """
    if isinstance(told, bool):
        return None
    if not isinstance(told, str) or DIGITS.fullmatch(told.strip()):
        return _since_1970(float(told))
    words = told.strip()[:LONGEST]
    found = _iso(words) or _named_month(words)
    if found is not None:
        return _moment(found)
    named = day(words)
    return None if named is None else Moment(day=named, order=f"{named}T00:00:00")


def _since_1970(seconds: float) -> Moment | None:
    try:
        found = datetime.fromtimestamp(
            seconds / 1000 if abs(seconds) >= MILLISECONDS else seconds, tz=UTC
        )
    except (ValueError, OverflowError, OSError):
        return None
    return _moment(found)


def _iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words.removesuffix(" UTC"))
    except ValueError:
        return None


def _named_month(words: str) -> datetime | None:
    found = NETWORK.fullmatch(words) or MAIL.fullmatch(words)
    if found is None or found["m"] not in MONTHS:
        return None
    zone = "+0000" if found["z"].isalpha() else found["z"]
    month, number = MONTHS.index(found["m"]) + 1, int(found["d"])
    return _iso(f"{found['y']}-{month:02}-{number:02}T{found['t']}{zone}")


def _moment(found: datetime) -> Moment | None:
    if not EARLIEST <= found.year <= LATEST:
        return None
    in_utc = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return Moment(day=found.date().isoformat(), order=in_utc.isoformat(timespec="seconds"))
