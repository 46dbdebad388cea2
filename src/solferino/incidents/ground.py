"""What the fields of an incident rest on: claims, who states them, and their origins."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from solferino.codec import value
from solferino.model import Claim, Directory, Statement, Telling
from solferino.model.saying import Value

T = TypeVar("T", bound=Hashable)
V = TypeVar("V", bound=Value)


@value
class Ground:
    """The claims and statements of a case by id, its directory, the origins and day of each claim.

    A claim without an entry in `origins` has unknown lineage; one without one in `said_on` (ISO
    dates) was said on a day that is not known.
    """

    claims: Mapping[str, Claim]
    statements: Mapping[str, Statement]
    directory: Directory
    origins: Mapping[str, tuple[str, ...]]
    said_on: Mapping[str, str]

    def origins_of(self, claims: Iterable[str]) -> tuple[str, ...]:
        """All origins that the claims go back to, sorted."""
        return tuple(sorted({o for claim in claims for o in self.origins.get(claim, ())}))

    def told(self, telling: Telling, kind: type[V]) -> list[tuple[str, str | None, V]]:
        """Give a telling's values of one kind, each with its claim and who states it."""
        return [
            (claim.id, self._speaker(claim), claim.value)
            for claim in (self.claims[c] for c in telling.claims)
            if isinstance(claim.value, kind)
        ]

    def denied(self, claim: str) -> bool:
        """Whether a claim stands in what somebody denies."""
        return self._said(claim).act == "denies"

    def negative(self, claim: str) -> bool:
        """Whether a claim stands in a negative sentence."""
        return self._said(claim).polarity == "negative"

    def _said(self, claim: str) -> Statement:
        return self.statements[self.claims[claim].statement]

    def _speaker(self, claim: Claim) -> str | None:
        voice = self.statements[claim.statement].voice
        return voice[0].name if voice else None


def foremost(items: Iterable[T]) -> T | None:
    """Take what is told most often, or of those the first in order; null where there is none."""
    ranked = by_frequency(items)
    return ranked[0] if ranked else None


def by_frequency(items: Iterable[T]) -> tuple[T, ...]:
    """Order distinct items by how often they come, then by themselves."""
    counts = Counter(items)
    return tuple(sorted(counts, key=lambda item: (-counts[item], str(item))))
