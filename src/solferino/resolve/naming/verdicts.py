"""Verdicts with their scores and words: the three ways in which a comparison ends."""

from solferino.resolve.naming.aligning import Alignment, Likeness
from solferino.resolve.naming.name import Match

MOST = 1000
LEAST_SAME, MOST_UNSURE, MOST_DIFFERENT = 650, 600, 300
PER_MISSING = 60


def same(aligned: Alignment, lacking: int = 0, notes: tuple[Match, ...] = ()) -> Likeness:
    """Take two names for one; `lacking` counts what only one of them says."""
    score = max(LEAST_SAME, _score(aligned) - PER_MISSING * lacking)
    return Likeness(verdict="same", score=score, found=aligned, notes=notes)


def unsure(aligned: Alignment, why: Match) -> Likeness:
    """Leave two names to a person, for a reason."""
    score = min(MOST_UNSURE, _score(aligned))
    return Likeness(verdict="unsure", score=score, found=aligned, notes=(why,))


def different(aligned: Alignment | None, why: Match) -> Likeness:
    """Tell two names apart, for a reason."""
    score = min(MOST_DIFFERENT, _score(aligned) // 2) if aligned is not None else 0
    if aligned is None or not aligned.pairs:
        return Likeness(verdict="different", score=0, notes=(why,))
    return Likeness(verdict="different", score=score, found=aligned, notes=(why,))


def _score(aligned: Alignment) -> int:
    count = len(aligned.pairs)
    return 10 * sum(pair[2] for pair in aligned.pairs) // count if count else 0
