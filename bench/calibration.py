"""How many of "high", "medium" and "low" are right, by kind of claim, on development data.

`python -m bench.calibration --on DAY` prints the table src/solferino/calibration.toml; `--levels`
prints lexicon/en/confidence.toml instead: which rule's work is to be called more or less sure than
the code takes it for; `--rules` the counts of each rule. Sets: the practice case; the reports in
`bench/reports`, of those that rule writers do not read only such sums; the seeds, where development
data lies beside the checkout; and English pages in the folder SOLFERINO_PAGES with their gold in
SOLFERINO_PAGES_GOLD, where these are set.
"""

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.accuracy import SHARED, exported
from bench.unseen import NAMES, SETS
from solferino.extract import confidence
from solferino.extract.english import EnglishExtractor
from solferino.measure.calibration import Judged, judged
from solferino.measure.score import read_gold
from solferino.practice.fiction import practice_files

LEVELS = ("high", "medium", "low")
FEWEST = 20  # judged of one rule before its level is put right
HIGH, MEDIUM = 0.8, 0.6  # shares of right ones from which a level is called so


def sets() -> Iterator[tuple[str, Path, Path]]:
    """Give the sets at hand: name, folder of texts, folder of gold."""
    with practice_files() as files:
        yield "practice", files, files.parent / "gold"
    for name in NAMES:
        yield name, SETS / name / "texts", SETS / name / "gold"
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


def levels(found: Iterable[Judged]) -> Iterator[str]:
    """Write confidence.toml from claims as the code takes them, by rule and level."""
    yield "# Which confidence is told of what a rule made, where counting showed another than the"
    yield "# code's own: `taken` is what the code takes, `called` what is told. Do not edit."
    yield 'source = "python -m bench.calibration --levels, on the sets in calibration.toml."'
    yield (
        f'admission = "A row is made where at least {FEWEST} were judged: '
        f'from {100 * HIGH:.0f} right in 100 on high, from {100 * MEDIUM:.0f} medium, else low."'
    )
    rows: dict[tuple[str, str], list[bool]] = {}
    for one in found:
        rows.setdefault((one.rule, one.confidence), []).append(one.right)
    for (rule, taken), right in sorted(rows.items()):
        share = sum(right) / len(right)
        called = "high" if share >= HIGH else "medium" if share >= MEDIUM else "low"
        if len(right) >= FEWEST and called != taken:
            yield ""
            yield f"[[level]] # {sum(right)} of {len(right)}"
            yield from (f'rule = "{rule}"', f'taken = "{taken}"', f'called = "{called}"')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", default="", help="the day of measuring, YYYY-MM-DD")
    parser.add_argument("--rules", action="store_true", help="count by rule")
    parser.add_argument("--levels", action="store_true", help="write the levels of rules")
    asked = parser.parse_args()
    if asked.levels:
        # As the code takes them, nothing put right.
        confidence._levels = dict  # type: ignore[assignment]  # noqa: SLF001
    names: list[str] = []
    found: list[Judged] = []
    for name, folder, gold in sets():
        names.append(name)
        found += judged(exported(folder), read_gold(gold))
    made = levels(found) if asked.levels else by_rule(found) if asked.rules else None
    for line in made or table(found, names, asked.on):
        print(line)


if __name__ == "__main__":
    main()
