"""Which of the facts that people may take back still stand.

A fact is taken back by another of its kind that names it in `retracts`. Taking back may be taken
back in turn, so that every decision can be undone and done again at any time. Nothing is ever
removed, and neither order nor repetition of the facts changes the answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar


class Retractable(Protocol):
    """A fact with a digest of its content as id; `retracts` is the id of one that it takes back."""

    @property
    def id(self) -> str:
        """Digest of the content."""
        ...

    @property
    def retracts(self) -> str | None:
        """The fact that this one takes back, or null."""
        ...


T = TypeVar("T", bound=Retractable)


def still_standing(facts: Iterable[T]) -> list[T]:
    """Leave out what was taken back, and what only takes back; in the order given, once each."""
    return list(standing_among({f.id: f for f in facts}).values())


def standing_among(given: Mapping[str, T]) -> dict[str, T]:
    """Do as `still_standing` does with facts by their ids, which take a while to make."""
    gone = _taken_back(given)
    return {n: f for n, f in given.items() if n not in gone and f.retracts is None}


def to_stand(fact: T, known: Iterable[T]) -> T | None:
    """Find the fact to enter so that this one stands; null where it stands already.

    One that was taken back is given back by taking back what took it back.
    """
    return to_stand_among(fact, {f.id: f for f in known})


def to_stand_among(fact: T, given: Mapping[str, T]) -> T | None:
    """Do as `to_stand` does with the known facts by their ids."""
    own = fact.id
    if own not in given:
        return fact
    gone = _taken_back(given)
    if own not in gone:
        return None
    against = min(n for n, f in given.items() if f.retracts == own and n not in gone)
    return to_fall_among(given[against], given)


def to_fall(
    fact: T, known: Iterable[T], *, by: str | None = None, why: str | None = None
) -> T | None:
    """Find the fact to enter so that this one no longer stands; null where it does not stand.

    `by` and `why` tell who takes it back and for what reason; those of the fact itself if null.
    """
    return to_fall_among(fact, {f.id: f for f in known}, by=by, why=why)


def to_fall_among(
    fact: T, given: Mapping[str, T], *, by: str | None = None, why: str | None = None
) -> T | None:
    """Do as `to_fall` does with the known facts by their ids."""
    own = fact.id
    if own not in given or own in _taken_back(given):
        return None
    told = {name: said for name, said in (("by", by), ("why", why)) if said is not None}
    undoing = replace(fact, retracts=own, **told)  # type: ignore[type-var]
    return to_stand_among(undoing, given)


def _taken_back(given: Mapping[str, T]) -> set[str]:
    """Find the ids that a standing fact takes back.

    Ids are digests of content that holds the id taken back, so the chains have no circles.
    """
    against: dict[str, list[str]] = {}
    for name, fact in given.items():
        if fact.retracts is not None:
            against.setdefault(fact.retracts, []).append(name)
    settled: dict[str, bool] = {}
    for start in against:
        waiting = [start]
        while waiting:
            name = waiting[-1]
            open_ones = [n for n in against.get(name, ()) if n not in settled]
            if open_ones:
                waiting += open_ones
                continue
            waiting.pop()
            settled[name] = any(not settled[n] for n in against.get(name, ()))
    return {name for name, gone in settled.items() if gone}
