"""How many of "high", "medium" and "low" are right, by kind of claim, on development data.

`python -m bench.calibration --on DAY` prints the table src/solferino/calibration.toml; `--rules`
prints the counts of each rule instead, from which lexicon/en/confidence.toml is edited. Sets: the
practice case; the seeds, where development data lies beside the checkout; and English pages in the
folder SOLFERINO_PAGES with their gold in SOLFERINO_PAGES_GOLD, where these are set.
"""

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.accuracy import SHARED, exported
from solferino.extract.english import EnglishExtractor
from solferino.measure.calibration import Judged, judged
from solferino.measure.score import read_gold
from solferino.practice.fiction import practice_files

LEVELS = ("high", "medium", "low")


def sets() -> Iterator[tuple[str, Path, Path]]:
    """Give the sets at hand: name, folder of texts, folder of gold."""
    with practice_files() as files:
        yield "practice", files, files.parent / "gold"
    if (SHARED / "gold" / "seeds").is_dir():
        yield "seeds", SHARED / "seeds", SHARED / "gold" / "seeds"
    pages, gold = os.environ.get("SOLFERINO_PAGES"), os.environ.get("SOLFERINO_PAGES_GOLD")
    if pages and gold:
        yield "real pages, English", Path(pages), Path(gold)


def table(found: Iterable[Judged], names: list[str], day: str) -> Iterator[str]:
    """Write the table as TOML."""
    yield "# Judged claims by kind and confidence, from `python -m bench.calibration`; do not edit."
    yield "# Statements are judged where the gold names the saying: right is speaker and act."
    yield f'day = "{day}"'
    yield f'engine = "{EnglishExtractor.name}/{EnglishExtractor.version}"'
    yield f"sets = {_listed(names)}"
    rows: dict[tuple[str, str], list[Judged]] = {}
    for one in found:
        rows.setdefault((one.kind, one.confidence), []).append(one)
    for kind, level in sorted(rows, key=lambda r: (r[0], LEVELS.index(r[1]))):
        mine = rows[kind, level]
        yield ""
        yield "[[measured]]"
        yield 'language = "en"'
        yield f'kind = "{kind}"'
        yield f'confidence = "{level}"'
        yield f"right = {sum(one.right for one in mine)}"
        yield f"of = {len(mine)}"
        yield f"rules = {_listed(sorted({one.rule for one in mine}))}"


def _listed(names: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def by_rule(found: Iterable[Judged]) -> Iterator[str]:
    """Write the counts of each rule, kind and confidence."""
    rows: dict[tuple[str, str, str], list[bool]] = {}
    for one in found:
        rows.setdefault((one.kind, one.rule, one.confidence), []).append(one.right)
    for (kind, rule, level), right in sorted(rows.items()):
        yield f"{kind:18} {rule:24} {level:8} {sum(right):4} of {len(right):4}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", default="", help="the day of measuring, YYYY-MM-DD")
    parser.add_argument("--rules", action="store_true", help="count by rule")
    asked = parser.parse_args()
    names: list[str] = []
    found: list[Judged] = []
    for name, folder, gold in sets():
        names.append(name)
        found += judged(exported(folder), read_gold(gold))
    for line in by_rule(found) if asked.rules else table(found, names, asked.on):
        print(line)


if __name__ == "__main__":
    main()
