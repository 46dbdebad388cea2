"""Facilities that a text names by a hashtag alone: "#ElmCrossHospital".

The words of a tag are told by its capitals, or by low lines between them. A tag is a facility's
name where its last words are a type of facility and something of its own stands before them.
Others ("#StopBombingHospitals", "#HospitalStrike") name none.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from solferino.codec import value
from solferino.extract.lexicon import lexicon, table
from solferino.text.hashtag import words_of_tag
from solferino.text.segment import words

LANGUAGE = "en"
TAG = re.compile(r"(?<![\w#&/])#[^\W\d_]\w+")
LEADING = re.compile(r"^(?:the|our)\s+", re.IGNORECASE)
FACILITIES = table(LANGUAGE, "facilities")
COMMON = frozenset((*FACILITIES["modifier"]["kind"], *FACILITIES["modifier"]["loose"]))
SMALL = frozenset((*table(LANGUAGE, "names")["particles"], "s", "the", "our", "of", "and", "for"))


@value
class Tagged:
    """A facility in a hashtag: where the tag stands, its type, its own name ("elm cross").

    `kinds` are the words of kind in it ("children").
    """

    start: int
    end: int
    type: str
    key: str
    kinds: frozenset[str]


def tagged(text: str) -> Iterator[Tagged]:
    """Find the facilities that hashtags of a text name; places count its characters."""
    for tag in TAG.finditer(text) if "#" in text else ():
        found = _named(tag[0][1:])
        if found is not None:
            type_, key, kinds = found
            yield Tagged(start=tag.start(), end=tag.end(), type=type_, key=key, kinds=kinds)


@lru_cache(maxsize=1 << 12)
def _named(tag: str) -> tuple[str, str, frozenset[str]] | None:
    """Give type, own name and kinds of the facility that a tag names; null where it names none."""
    own = words(LEADING.sub("", words_of_tag(tag)))
    terms = lexicon(LANGUAGE).find(own)
    types = [t for t in terms if t.category == "facility" and t.last == len(own) and t.first]
    if not types or any(t.category in ("event", "weapon", "harm", "facilities") for t in terms):
        return None
    head = own[: min(t.first for t in types)]
    plain = {word.key.removesuffix("s") for word in head} | {word.key for word in head}
    kept = [w.key for w in head if not {w.key, w.key.removesuffix("s")} & (COMMON | SMALL)]
    return (types[0].code, " ".join(kept), frozenset(plain & COMMON)) if kept else None
