"""How good on reports that nobody wrote for the engine: eleven sets of invented ones, with gold.

`reports/veiled` and `hushed` may not be read by who writes rules: only their rows are printed. The
others may; `apart`, `kept`, `sealed` and `muted` were closed until 30 November 2026. *near* and
*apart* are reports of a page or so, *brief* and *muted* of a paragraph or two in voices of all
sorts; the others are web pages as a crawler saves their first 2,000 bytes, menus and all, *hushed*
of every register but the news. All were written and answered before any engine had read them (see
the README of each).

    python -m bench.unseen            all rows of every set
    python -m bench.unseen --table    a table in Markdown, beside what each set gave at first sight
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bench.accuracy import exported, table
from solferino.measure.score import Scores, read_gold, score
from solferino.measure.sheet import Row

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


ROWS = {
    "incident": "f1",
    "facility": "f1",
    "place": "f1",
    "date": "f1",
    "event types": "f1",
    "weapons": "f1",
    "effect": "f1",
    "casualties": "f1",
    "responsibility": "f1",
    "statement": "recall",
    "speaker": "precision",
}
ABREAST = 6  # sets side by side in one table


def unseen() -> Iterator[str]:
    """Measure the sets, and tell as lines of a table."""
    for name, meaning in NAMES.items():
        yield from table(meaning, _scores(name))
        yield ""


def beside_the_first() -> Iterator[str]:
    """Measure the sets, and write them in Markdown beside what each gave at first sight."""
    first = tomllib.loads((SETS / "first.toml").read_text("utf-8"))
    now = {name: _scores(name) for name in NAMES}
    for names in (list(NAMES)[at : at + ABREAST] for at in range(0, len(NAMES), ABREAST)):
        yield f"| row: first, now | {' | '.join(f'*{n}*' for n in names)} |"
        yield "|---" * (len(names) + 1) + "|"
        for row, measure in ROWS.items():
            label = row if measure == "f1" else f"{row}, {measure}"
            cells = (_cell(first[n].get(row), getattr(_row(now[n], row), measure)) for n in names)
            yield f"| {label} | {' | '.join(cells)} |"
        blamed = (f"{_row(now[n], 'responsibility').precision:.3f}" for n in names)
        yield f"| responsibility, precision | {' | '.join(blamed)} |"
        alone = (_left_alone(now[n]) for n in names)
        yield f"| of texts of no attack, left alone | {' | '.join(alone)} |"
        whole = (_cell(first[n]["overall"], now[n].overall, bold=True) for n in names)
        yield f"| **overall** | {' | '.join(whole)} |"
        yield ""


def _scores(name: str) -> Scores:
    folder = SETS / name
    return score(exported(folder / "texts"), read_gold(folder / "gold"))


def _row(scores: Scores, name: str) -> Row:
    return next(row for row in scores.rows if row.name == name)


def _cell(first: float | None, now: float, *, bold: bool = False) -> str:
    told = f"**{now:.3f}**" if bold else f"{now:.3f}"
    return told if first is None else f"{first:.3f}, {told}"


def _left_alone(scores: Scores) -> str:
    row = _row(scores, "negative document left alone")
    return f"{row.true} of {row.true + row.missed}"


if __name__ == "__main__":
    for line in beside_the_first() if "--table" in sys.argv else unseen():
        print(line)
