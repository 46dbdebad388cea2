"""The pairs of names to measure by, and how well a way of comparing does on them."""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import get_args

from solferino.codec import value
from solferino.model.terms import EntityKind

FOLDER = Path(__file__).parent / "names"
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


@value
class Pair:
    """Two names of one kind with what a careful reader takes them for: same, different, open."""

    verdict: str
    kind: EntityKind
    left: str
    right: str
    left_place: str
    right_place: str
    template: str
    about: str

    @property
    def apart(self) -> bool:
        """Whether the pair belongs to the half that is kept apart while building."""
        words = "|".join((self.kind, *sorted((self.left, self.right))))
        return hashlib.sha256(words.encode()).digest()[0] % 2 == 1


@value
class Figures:
    """How well verdicts did: "unsure" is not "same"; pairs of one template count once together.

    `right` is the share of pairs that are the same and were said to be, or are not and were not.
    """

    right: float
    precision: float
    recall: float
    f1: float
    pairs: int
    unsure: int


def pairs() -> Iterator[Pair]:
    """Read all pairs."""
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                said = row.pop("kind")
                kind = next(kind for kind in KINDS if kind == said)
                yield Pair(kind=kind, **row)


def measured(chosen: Iterable[Pair], verdict: Callable[[Pair], str]) -> Figures:
    """Measure a way of giving verdicts on pairs; open pairs are passed over."""
    judged = [pair for pair in chosen if pair.verdict != "open"]
    counts: dict[str, int] = {}
    for pair in judged:
        counts[pair.template] = counts.get(pair.template, 0) + 1
    tally = {"hit": 0.0, "false": 0.0, "missed": 0.0, "told": 0.0}
    unsure = 0
    for pair in judged:
        said = verdict(pair)
        worth = 1 / counts[pair.template] if pair.template else 1.0
        unsure += said == "unsure"
        if said == "same":
            tally["hit" if pair.verdict == "same" else "false"] += worth
        elif pair.verdict == "same":
            tally["missed"] += worth
        else:
            tally["told"] += worth
    precision = tally["hit"] / max(tally["hit"] + tally["false"], 1e-9)
    recall = tally["hit"] / max(tally["hit"] + tally["missed"], 1e-9)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Figures(
        right=(tally["hit"] + tally["told"]) / max(sum(tally.values()), 1e-9),
        precision=precision,
        recall=recall,
        f1=f1,
        pairs=len(judged),
        unsure=unsure,
    )
