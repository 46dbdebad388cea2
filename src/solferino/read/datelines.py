"""Finds datelines: the place, day and agency before the first sentence of a report."""

import re
from collections.abc import Sequence

from solferino.model import Part
from solferino.read.dates import BIDI, day
from solferino.read.lexicon import words
from solferino.read.units import Unit

WITHIN = 90  # characters: no dateline is longer
FIRST_PARAGRAPHS = 15
HEAD = re.compile(
    r"(?P<places>[^()\[\]:;!?\"“”]{2,60}?)"
    r"(?P<agency>\s*[(\[][^()\[\]]{2,40}[)\]])?"
    r"(?P<dash>\s+(?:[—–―-]|--)\s|[—–―]\s?|(?<=[)\]])\s*[-:]\s|(?<=\d)\.\s)"
)
NUMBER = re.compile(r"\d")
MOST_PLACES, MOST_WORDS = 4, 4


def datelines(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find datelines such as `TOWN (Agency) — ` or `TOWN, Province, 3 May - `.

    The part holds the dash but not the space after it; its date is the day, if it names the year.
    """
    found: list[Part] = []
    for unit in paragraphs[:FIRST_PARAGRAPHS]:
        head = HEAD.match(BIDI.sub(" ", unit.text[:WITHIN]))
        if head is not None and _is_dateline(head):
            end = unit.start + len(head[0].rstrip())
            if end < unit.end:
                named = day(head["places"])
                found.append(Part(kind="dateline", start=unit.start, end=end, date=named))
    return found


def _is_dateline(head: re.Match[str]) -> bool:
    first, *others = (p.strip() for p in re.split("[,،]", head["places"].strip()))
    if len(others) > MOST_PLACES or not all(_is_place_or_day(p) for p in others):
        return False
    if first.casefold() in words().not_places or not _is_name(first):
        return False
    dated = any(NUMBER.search(p) for p in others)
    agency = (head["agency"] or "").strip(" ()[]").casefold()
    vouched = agency in words().agencies or dated
    if head["dash"].startswith("."):
        return first.isupper() and dated
    return vouched or first.isupper()


def _is_name(text: str) -> bool:
    """Whether words could be the name of a place: few, capitalised where the script can."""
    parts = re.split(r"[\s/]+", text)
    sound = all(p[:1].isalpha() and not p[:1].islower() for p in parts)
    return sound and len(parts) <= MOST_WORDS and NUMBER.search(text) is None


def _is_place_or_day(text: str) -> bool:
    if not text:
        return True
    if NUMBER.search(text):
        return len(text.split()) <= MOST_WORDS
    return len(text.split()) <= MOST_WORDS and not text[0].islower()
