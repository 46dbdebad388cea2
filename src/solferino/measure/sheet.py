"""Counts of right, wrong and missed by row, and the figures made of them."""

from collections import Counter
from collections.abc import Hashable, Iterable

from solferino.codec import value

DIGITS = 3


@value
class Row:
    """One line of the result. `true` and `false` were exported, `missed` was not."""

    name: str
    precision: float
    recall: float
    f1: float
    true: int
    false: int
    missed: int


def harmonic(precision: float, recall: float) -> float:
    """F1: the harmonic mean, 0 when both are 0."""
    both = precision + recall
    return round(2 * precision * recall / both, DIGITS) if both else 0.0


class Sheet:
    """What is counted while documents are compared; `notes` say what was missed or invented."""

    def __init__(self) -> None:
        """Start with an empty sheet."""
        self._true: Counter[str] = Counter()
        self._false: Counter[str] = Counter()
        self._missed: Counter[str] = Counter()
        self.notes: list[str] = []

    def count(self, row: str, *, true: int = 0, false: int = 0, missed: int = 0) -> None:
        """Add to the counts of a row."""
        self._true[row] += true
        self._false[row] += false
        self._missed[row] += missed

    def judge(self, row: str, *, right: bool, given: bool) -> None:
        """Count one expected value: right, or missed, and then also false if one was given."""
        self.count(row, true=right, false=given and not right, missed=not right)

    def compare(self, row: str, gold: Iterable[Hashable], got: Iterable[Hashable]) -> str:
        """Count two bags of values; returns a note of what differs, or the empty string."""
        expected, given = Counter(gold), Counter(got)
        shared = (expected & given).total()
        self.count(row, true=shared, false=given.total() - shared, missed=expected.total() - shared)
        missed, invented = list((expected - given).elements()), list((given - expected).elements())
        return f"missed {missed}, invented {invented}" if missed or invented else ""

    def row(self, name: str) -> Row:
        """Make the figures of a row; what was never expected nor given scores 0."""
        true, false, missed = self._true[name], self._false[name], self._missed[name]
        precision = true / (true + false) if true + false else 0.0
        recall = true / (true + missed) if true + missed else 0.0
        return Row(
            name=name,
            precision=round(precision, DIGITS),
            recall=round(recall, DIGITS),
            f1=harmonic(precision, recall),
            true=true,
            false=false,
            missed=missed,
        )
