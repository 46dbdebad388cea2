"""How far two annotators agree who did not see each other's file.

`python -m training.agreement A B DATA NEWS` prints, per kind of mark, Cohen's kappa and F1 over
words, and the share of attributions of A whose cue B marked too (and the other way round).
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.annotations import KINDS, Row, read, with_text
from training.corpora import everything

WORD = re.compile(r"\w+|[^\w\s]")


def agreement(
    one: Sequence[Row], other: Sequence[Row], texts: dict[tuple[str, int], str]
) -> Iterator[str]:
    """Compare two annotators' rows of the same sentences, and tell as lines of a table."""
    pairs = [
        (a, b, texts[a.document, a.start])
        for a, b in zip(_ordered(one), _ordered(other), strict=True)
    ]
    yield f"{len(pairs)} sentences, {sum(len(WORD.findall(t)) for _, _, t in pairs)} words"
    for kind in KINDS:
        left, right = [], []
        for a, b, text in pairs:
            left += _labels(a, kind, text)
            right += _labels(b, kind, text)
        yield f"  {kind:8} kappa {kappa(left, right):.3f}   F1 over words {f1(left, right):.3f}"
    yield f"  cues of A that B marks too: {_shared(pairs):.3f}"
    yield f"  cues of B that A marks too: {_shared([(b, a, t) for a, b, t in pairs]):.3f}"


def kappa(left: Sequence[bool], right: Sequence[bool]) -> float:
    """Cohen's kappa of two labellings of the same words."""
    n = len(left)
    same = sum(a == b for a, b in zip(left, right, strict=True)) / n
    p, q = sum(left) / n, sum(right) / n
    chance = p * q + (1 - p) * (1 - q)
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def f1(left: Sequence[bool], right: Sequence[bool]) -> float:
    """Harmonic mean of precision and recall; the same whichever of the two is taken for true."""
    both = sum(a and b for a, b in zip(left, right, strict=True))
    return 2 * both / (sum(left) + sum(right)) if sum(left) + sum(right) else 1.0


def _ordered(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (r.document, r.start))


def _labels(row: Row, kind: str, text: str) -> list[bool]:
    marks = [m for m in row.marks if m.kind == kind]
    return [
        any(m.start < row.start + w.end() and row.start + w.start() < m.end for m in marks)
        for w in WORD.finditer(text)
    ]


def _shared(pairs: Sequence[tuple[Row, Row, str]]) -> float:
    own = found = 0
    for a, b, _ in pairs:
        others = [m for m in b.marks if m.kind == "cue"]
        for mark in a.marks:
            if mark.kind == "cue":
                own += 1
                found += any(m.start < mark.end and mark.start < m.end for m in others)
    return found / own if own else 1.0


def main(first: str, second: str, data: str, news: str) -> None:
    """Compare two files of annotations."""
    one, other = read(Path(first)), read(Path(second))
    known = with_text(one, everything(Path(data), Path(news)))
    texts = {(row.document, row.start): text for row, text in known}
    here = {(row.document, row.start) for row in other} & texts.keys()
    for line in agreement(
        [r for r in one if (r.document, r.start) in here],
        [r for r in other if (r.document, r.start) in here],
        texts,
    ):
        print(line)


if __name__ == "__main__":
    main(*sys.argv[1:5])
