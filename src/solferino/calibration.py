"""What a confidence is worth: how many claims of its kind were right where it was measured.

The table, calibration.toml, is written by `python -m bench.calibration` from development data.
A share stands for what was measured and for nothing else: another language, a rule that made
nothing there, or too few of a kind are "not measured".
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.model import Claim
from solferino.model.terms import Confidence

LEAST = 20  # claims of one kind and confidence that make a share
UNTOLD = "en"  # the language of a text of which none is told: the one that was measured
NOT_MEASURED = "not measured"


@value
class Measured:
    """That `right` of `of` claims of a kind and confidence were right."""

    right: int
    of: int

    @property
    def thousandths(self) -> int:
        """The share of right ones, in thousandths."""
        return round(1000 * self.right / self.of)

    def __str__(self) -> str:
        return f"right in {self.right} of {self.of} measured"


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("solferino").joinpath(f"{name}.toml").read_text("utf-8"))


def measured(language: str | None, kind: str, confidence: Confidence, rule: str) -> Measured | None:
    """Look up what a claim's confidence is worth; null where it was not measured.

    `kind` is a claim's, or "statement"; `language` is an ISO 639 code, null where none is told.
    """
    for row in _table("calibration")["measured"]:
        if (row["kind"], row["confidence"]) != (kind, confidence) or rule not in row["rules"]:
            continue
        same = (language or UNTOLD).lower().split("-")[0] == row["language"]
        if same and row["of"] >= LEAST:
            return Measured(right=row["right"], of=row["of"])
    return None


def worth(language: str | None, kind: str, confidence: Confidence, rule: str) -> str:
    """Say in words what a confidence is worth."""
    return str(measured(language, kind, confidence, rule) or NOT_MEASURED)


def for_review(
    claims: Iterable[Claim],
    languages: Mapping[str, str | None],
    reach: Mapping[str, int],
) -> list[Claim]:
    """Order claims for a person to look at: first those that are least sure and matter most.

    `languages` tells the language of each document (id), `reach` in how many incidents a claim
    (id) stands; one in none comes behind. The share of wrong ones is Laplace's, so that what was
    never measured counts as wrong in one of two. What a kind weighs stands in review.toml.
    """
    weights = _table("review")["weight"]

    def rank(claim: Claim) -> tuple[float, str, int, int, str]:
        span = claim.span
        language = languages.get(span.document)
        known = measured(language, claim.kind, claim.confidence, claim.rule)
        right, of = (known.right, known.of) if known is not None else (0, 0)
        wrong = 1 - (right + 1) / (of + 2)
        effect = weights.get(claim.kind, 1) * reach.get(claim.id, 0)
        return -round(wrong * effect, 6), span.document, span.start, span.end, claim.id

    return sorted(claims, key=rank)
