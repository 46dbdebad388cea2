"""Facilities that a text names by a hashtag alone: "#ElmCrossHospital".

The words of a tag are told by its capitals, or by low lines between them. A tag is a facility's
name where its last words are a type of facility and something of its own stands before them.
Others ("#StopBombingHospitals", "#HospitalStrike") name none.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from solferino.codec import value
from solferino.extract.lexicon import lexicon, table
from solferino.text.hashtag import words_of_tag
from solferino.text.segment import words

LANGUAGE = "en"
TAG = re.compile(r"(?<![\w#&/])#[^\W\d_]\w+")
LEADING = re.compile(r"^(?:the|our)\s+", re.IGNORECASE)
FACILITIES = table(LANGUAGE, "facilities")
COMMON = frozenset((*FACILITIES["modifier"]["kind"], *FACILITIES["modifier"]["loose"]))
HOUSES = ("hospital", "clinic", "blood_bank")
CALLS = (
    "save",
    "stop",
    "bomb",
    "attack",
    "our",
    "free",
    "pray",
    "help",
    "protect",
    "standwith",
    "not",
)
FEWEST = 4  # letters of a name in a tag of small letters
LONG = 8  # letters of a name of two words that the text has nowhere else
LONGEST = 4  # words of such a name
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
        bare = tag[0][1:]
        found = _named(_parted(bare, text) if bare.islower() and "_" not in bare else bare)
        if found is not None:
            type_, key, kinds = found
            yield Tagged(start=tag.start(), end=tag.end(), type=type_, key=key, kinds=kinds)


def _parted(tag: str, text: str) -> str:
    """Part a tag in small letters before its type of facility, as the text spells its name.

    "#elmcrosshospital" is "Elm Cross hospital" where the text has "Elm Cross"; else, as the head
    is as long as a name of two words, "Elmcross hospital". Calls ("#savethehospital") and shorter
    heads that the text has nowhere ("#animalhospital") stay as they are.
    """
    ends = (form for form in _types() if tag.endswith(form) and len(tag) - len(form) >= FEWEST)
    end = next(ends, None)
    head = tag.removesuffix(end or "").removeprefix("the")
    if end is None or head.startswith(CALLS) or head in COMMON or len(head) < FEWEST:
        return tag
    own = [word.text for word in words(text) if word.text[0].isupper()]
    runs = (own[i : i + n] for n in range(1, LONGEST + 1) for i in range(len(own) - n + 1))
    told = next((run for run in runs if "".join(run).lower() == head), None)
    if told is None and len(head) < LONG:
        return tag
    return "_".join((*(told or [head.capitalize()]), *_types()[end].split()))


@cache
def _types() -> dict[str, str]:
    """Give the types of facilities as a tag writes them, the longest first, with their words."""
    terms = FACILITIES["terms"]
    forms = {f for code in HOUSES for f in terms[code] if f.isascii() and f.islower()}
    written = {form.replace(" ", "").replace("'", ""): form for form in forms}
    return dict(sorted(written.items(), key=lambda pair: (-len(pair[0]), pair[0])))


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
