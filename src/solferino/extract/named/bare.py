"""A bare "facility": of health care only where the text is, and where no word says of what else.

Reports of war tell of weapons facilities, of oil facilities and of those where prisoners are held.
"""

from collections.abc import Sequence

from solferino.extract.lexicon import table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage

BARE = frozenset(("facility", "facilities"))
DATA = table("en", "facilities")["bare"]
OTHER, CARE = frozenset(DATA["other"]), frozenset(DATA["care"])
GROUPS = ("health_workers", "patients")
LEAD = 2  # words before a facility that tell of what kind it is ("uranium enrichment facility")


def is_bare(name: str) -> bool:
    """Whether a facility is called by nothing but that word."""
    return name.lower() in BARE


def of_care(
    passages: Sequence[Passage], places: Sequence[tuple[Facility, ...]]
) -> list[tuple[Facility, ...]]:
    """Leave out the facilities of which nothing in the text says that they are of care."""
    stated = any(
        not _of_no_kind(p, f) for p, here in zip(passages, places, strict=True) for f in here
    ) or any(map(_tells_of_care, passages))
    return [
        tuple(f for f in here if not _of_no_kind(p, f) or _kept(p, f, stated=stated))
        for p, here in zip(passages, places, strict=True)
    ]


def _of_no_kind(passage: Passage, facility: Facility) -> bool:
    return facility.type == "facility" and passage.words[facility.last - 1].key in BARE


def _kept(passage: Passage, facility: Facility, *, stated: bool) -> bool:
    """Whether a facility of no stated kind is one of care."""
    keys = [w.key for w in passage.words[max(0, facility.first - LEAD) : facility.last]]
    if OTHER & set(keys) and not CARE & set(keys) and passage.obeys("facility/other-kind"):
        return False
    return stated or bool(CARE & set(keys)) or not passage.obeys("facility/bare")


def _tells_of_care(passage: Passage) -> bool:
    """Whether a sentence names people or goods of care, or care itself."""
    people = any(t.code in GROUPS for t in passage.of("people"))
    return people or bool(passage.of("supply")) or passage.has(CARE)
