"""Which texts meet: pairs that hold enough of the same runs, found without comparing all with all.

A run is any number that stands for some words of a text. How many of them two texts must share is
for the caller to say, by the sizes of both; it has to grow with the smaller one.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from solferino.model import Document

OFTEN = 64  # documents; a run in more of them is boilerplate or a much-copied text

Pair = tuple[int, int]
Needed = Callable[[int], int]  # the runs that two texts must share, by the size of the smaller


class Runs(Protocol):
    """A text as runs: `own` are those that count, each once, `size` how many there are."""

    @property
    def document(self) -> Document:
        """The text."""

    @property
    def runs(self) -> "array[int]":
        """All runs in order."""

    @property
    def own(self) -> frozenset[int]:
        """The distinct runs that count."""

    @property
    def size(self) -> int:
        """How many of these there are."""


def beside(texts: Sequence[Runs], fresh: Collection[str], needed: Needed) -> list[Pair]:
    """Pair fresh documents (ids) with all that share as many runs with them as are needed."""
    found: set[Pair] = set()
    for new, text in enumerate(texts):
        if text.document.id not in fresh:
            continue
        own = text.own
        for other, near in enumerate(texts):
            # Most texts share nothing: to see that needs no set of their runs.
            apart = other == new or own.isdisjoint(near.runs)
            if not apart and len(own & near.own) >= needed(min(text.size, near.size)):
                found.add((min(new, other), max(new, other)))
    return sorted(found)


def meetings(texts: Sequence[Runs], needed: Needed) -> Iterator[Pair]:
    """Yield all pairs that can share what is needed, and few others.

    The time that it takes grows nearly in line with the texts.

    Runs that few documents hold pair them directly. Runs that many hold would pair all with
    all; they are skipped without loss. A pair that shares no rarer run shares only such runs,
    so it can meet only if they make up the needed share of the smaller text. For texts of
    which that is true they are followed; all other texts are spared. Frequency in the case thus
    chooses the way to the answer and cannot change it.
    """
    postings = _postings(texts)
    rare: Counter[Pair] = Counter()
    often: list[list[int]] = [[] for _ in texts]
    for run, holders in postings.items():
        if len(holders) <= OFTEN:
            rare.update(combinations(holders, 2))
        else:
            for holder in holders:
                often[holder].append(run)
    for (i, j), count in rare.items():
        smaller = min(texts[i].size, texts[j].size)
        if count + min(len(often[i]), len(often[j])) >= needed(smaller):
            yield i, j
    for i, j in _by_frequent_runs(texts, often, postings, needed):
        if (i, j) not in rare:
            yield i, j


def _by_frequent_runs(
    texts: Sequence[Runs],
    often: Sequence[Sequence[int]],
    postings: Mapping[int, Sequence[int]],
    needed: Needed,
) -> Iterator[Pair]:
    """Pairs by frequent runs, found from the smaller text of each (the earlier if equal)."""
    for small, runs in enumerate(often):
        least = needed(texts[small].size)
        if len(runs) < least:
            continue
        partners = Counter(holder for run in runs for holder in postings[run])
        for other, count in partners.items():
            first = (texts[small].size, small) < (texts[other].size, other)
            if first and count >= least:
                yield min(small, other), max(small, other)


def _postings(texts: Sequence[Runs]) -> dict[int, list[int]]:
    """Index the runs that two documents or more hold: run to holders, in order.

    Most runs stand in one document only. A first pass counts runs in small buckets, so that
    those never enter the index; a bucket shared by chance costs memory and no more.
    """
    size = max(10, (2 * sum(text.size for text in texts)).bit_length())
    shift = 64 - size
    seen = bytearray(1 << size)
    for text in texts:
        for run in text.own:
            seen[run >> shift] = min(2, seen[run >> shift] + 1)
    postings: dict[int, list[int]] = {}
    for number, text in enumerate(texts):
        for run in text.own:
            if seen[run >> shift] > 1:
                postings.setdefault(run, []).append(number)
    return {run: holders for run, holders in postings.items() if len(holders) > 1}
