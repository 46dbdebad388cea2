"""Days as intervals: how two of them lie to each other, and what several have in common."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from solferino.codec import value
from solferino.model import TimeValue

MANY = 1 << 16  # days kept in mind as written: one is written for every pair that it is told of
NARROW = 3  # days: an interval of more does not by itself tell two events apart or join them


@value
class Interval:
    """Days from `earliest` to `latest`, both included, as ordinals; null is an open bound."""

    earliest: int | None
    latest: int | None

    @property
    def days(self) -> int | None:
        """How many days it spans, or null when it is open."""
        if self.earliest is None or self.latest is None:
            return None
        return self.latest - self.earliest + 1

    @property
    def narrow(self) -> bool:
        """Whether it is closed and spans few enough days to speak of one event."""
        return self.days is not None and self.days <= NARROW


def interval(time: TimeValue | None) -> Interval | None:
    """Read a time as an interval; null when neither bound is known."""
    if time is None or (time.earliest is None and time.latest is None):
        return None
    earliest, latest = (_ordinal(day) for day in (time.earliest, time.latest))
    return Interval(earliest=earliest, latest=latest)


def gap(a: Interval, b: Interval) -> int:
    """Count the days from the end of the one to the start of the other; 0 where they overlap.

    Days that follow each other have a gap of 1.
    """
    after = before = 0
    if a.earliest is not None and b.latest is not None:
        after = a.earliest - b.latest
    if b.earliest is not None and a.latest is not None:
        before = b.earliest - a.latest
    return max(0, after, before)


def common(intervals: Sequence[Interval]) -> Interval | None:
    """Intersect intervals; null where they have no day in common."""
    starts = [i.earliest for i in intervals if i.earliest is not None]
    ends = [i.latest for i in intervals if i.latest is not None]
    shared = Interval(earliest=max(starts, default=None), latest=min(ends, default=None))
    return None if shared.days is not None and shared.days < 1 else shared


def envelope(intervals: Sequence[Interval]) -> Interval:
    """Span intervals; a bound that one of them leaves open stays open."""
    starts = [i.earliest for i in intervals if i.earliest is not None]
    ends = [i.latest for i in intervals if i.latest is not None]
    return Interval(
        earliest=min(starts) if len(starts) == len(intervals) else None,
        latest=max(ends) if len(ends) == len(intervals) else None,
    )


@lru_cache(MANY)
def iso(day: int | None) -> str | None:
    """Write an ordinal as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat() if day is not None else None


def edtf(span: Interval) -> str | None:
    """Write an interval in EDTF: a day, first/last, or with ".." for an open bound."""
    if span.earliest is None and span.latest is None:
        return None
    if span.earliest == span.latest:
        return iso(span.earliest)
    return f"{iso(span.earliest) or '..'}/{iso(span.latest) or '..'}"


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day is not None else None
