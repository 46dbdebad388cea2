"""How good on reports that nobody wrote for the engine: eleven sets of invented ones, with gold.

`reports/veiled` and `hushed` may not be read by who writes rules: only their rows are printed. The
others may; `apart`, `kept`, `sealed` and `muted` were closed until 30 November 2026. *near* and
*apart* are reports of a page or so, *brief* and *muted* of a paragraph or two in voices of all
sorts; the others are web pages as a crawler saves their first 2,000 bytes, menus and all, *hushed*
of every register but the news. All were written and answered before any engine had read them (see
the README of each).

    python -m bench.unseen
"""

from collections.abc import Iterator
from pathlib import Path

from bench.accuracy import exported, table
from solferino.measure.score import read_gold, score

SETS = Path(__file__).parent / "reports"
NAMES = {
    "near": "invented reports that rule writers may read",
    "apart": "invented reports, open since 30 November 2026",
    "wild": "invented web pages that rule writers may read",
    "kept": "invented web pages, open since 30 November 2026",
    "fresh": "invented web pages that rule writers may read, of a later day",
    "broad": "invented web pages of all parts of the world that rule writers may read",
    "sealed": "the like, open since 30 November 2026",
    "brief": "short invented reports that rule writers may read",
    "muted": "short invented reports, open since 30 November 2026",
    "veiled": "invented web pages in the manner of news, kept from rule writers",
    "hushed": "invented web pages of every other register, kept from rule writers",
}


def unseen() -> Iterator[str]:
    """Measure the sets, and tell as lines of a table."""
    for name, meaning in NAMES.items():
        folder = SETS / name
        yield from table(meaning, score(exported(folder / "texts"), read_gold(folder / "gold")))
        yield ""


if __name__ == "__main__":
    for line in unseen():
        print(line)
