"""How sure a rule's work is: what the code takes it for, put right by what was measured.

confidence.toml is a table for people: which rule's which confidence is to be called what. Its
bounds and counts come from `python -m bench.calibration`.
"""

from functools import cache

from solferino.extract.lexicon import known, table
from solferino.model.terms import Confidence

LEVELS: tuple[Confidence, ...] = ("high", "medium", "low")


@cache
def _levels() -> dict[tuple[str, str], Confidence]:
    rows = table("en", "confidence")["level"]
    return {(row["rule"], row["taken"]): known(row["called"], LEVELS) for row in rows}


def settled(rule: str, taken: Confidence) -> Confidence:
    """Give the confidence to be told of what a rule made."""
    return _levels().get((rule, taken), taken)
