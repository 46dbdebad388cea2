"""How good on reports that nobody wrote for the engine: two sets of invented ones, with gold.

`reports/near` may be read by who writes rules; `reports/apart` may not: only its rows are printed.
Both were written and answered before any engine had read them (see the README of each).

    python -m bench.unseen
"""

from collections.abc import Iterator
from pathlib import Path

from bench.accuracy import exported, table
from solferino.measure.score import read_gold, score

SETS = Path(__file__).parent / "reports"
NAMES = {
    "near": "invented reports that rule writers may read",
    "apart": "invented reports kept from rule writers",
}


def unseen() -> Iterator[str]:
    """Measure both sets, and tell as lines of a table."""
    for name, meaning in NAMES.items():
        folder = SETS / name
        yield from table(meaning, score(exported(folder / "texts"), read_gold(folder / "gold")))
        yield ""


if __name__ == "__main__":
    for line in unseen():
        print(line)
