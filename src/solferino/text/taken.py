"""Keep readers of one text from reading the same characters twice."""

from bisect import bisect
from collections.abc import Iterable


class Taken:
    """Stretches of a text that something has been read from already; none overlaps another."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)

    def take(self, start: int, end: int) -> bool:
        """Take [start, end); false, and nothing taken, where some of it is taken already."""
        at = bisect(self._spans, (start, end))
        if at and self._spans[at - 1][1] > start:
            return False
        if at < len(self._spans) and self._spans[at][0] < end:
            return False
        self._spans.insert(at, (start, end))
        return True
