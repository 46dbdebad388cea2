"""The day that a text gives as its own: in a dateline, a credit line, or at its head.

A report's own day is not the day of what it reports. Such a date stands outside the grammar of
its sentence: it opens the text, follows a word of publishing, or stands by itself between the
name of an agency and the first sentence.
"""

import re
from calendar import monthrange
from collections.abc import Sequence

from solferino.extract.days.time import Anchor
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.text.date import DateWords

RULES = table("en", "rules")["dateline"]
OPENING = 8  # sentences in which a text may tell its own date
BRIEF = 26  # words of a line that may be a credit or a dateline
LEADING = 12  # characters before a date that opens its text
FRONT = 40  # characters within which a dateline gives its date
CREDIT = 6  # words before a date in a credit line
LABELS = "|".join(RULES["published"])
# At the head of a line: "a report published on 5 May" is somebody else's day.
PUBLISHED = re.compile(rf"(?:^|\s\s|[-–—|)]\s*)(?:{LABELS})(?: on| at|:)*\s*$", re.IGNORECASE)
PREPOSITIONS = tuple(RULES["prepositions"])
ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>1[0-2]|0?[1-9])(?:[/-](?P<day>3[01]|[12]\d|0?[1-9]))?(?=[/-]|$)"
)
# What stands before a date that stands alone: nothing, a mark, or an agency's letters ("  ORB ").
BY_ITSELF = re.compile(r"(?:^|\s\s|[-–—|]\s*)(?:[A-Z]{2,10}[,:]? )?$")


def text_day(passages: Sequence[Passage]) -> Anchor | None:
    """Find the day that a text gives as its own."""
    for passage in passages[:OPENING]:
        if passage.zone == "post":
            continue
        brief = len(passage.words) <= BRIEF or passage.zone in ("dateline", "caption", "headline")
        for words in passage.dates:
            if words.candidates or words.aspect != "at":
                continue
            if not (words.year and words.month and words.day) or words.end_day:
                continue
            plain = (brief or words.start - passage.start <= LEADING) and not passage.of(
                "speech_clause"
            )
            if plain or _apart(passage, words):
                day = f"{words.year:04}-{words.month:02}-{words.day:02}"
                return Anchor(date=day, source="text")
    return None


def own_date(passage: Passage, words: DateWords) -> bool:
    """Whether a date is the text's own: in a dateline, a credit, or standing by itself."""
    if not passage.obeys("time/text-own") or (passage.zone == "post" and not _signs(passage)):
        return False
    if passage.entry and passage.obeys("time/entry"):
        return False  # the date that leads an entry of a log is its event's
    before = passage.slice(passage.start, words.start).strip()
    led_in = before.lower().removesuffix(" the").endswith(PREPOSITIONS)
    if words.year is not None and (
        _apart(passage, words) or (words.start < LEADING and not led_in)
    ):
        return True
    after = passage.slice(words.end, passage.end).strip()
    dateline = passage.zone == "dateline" or (before.isupper() and before.endswith(","))
    led = after[:1] in ("(", "-", "–", "—", ":") and len(before.split()) <= CREDIT
    ends = not after and words.year is not None and not before.endswith(PREPOSITIONS)
    opens = not before and words.year is not None and after[:1] != ","
    return (
        (dateline and words.start - passage.start < FRONT)
        or (led and words.weekday is None)
        or ends
        or opens
    )


def address_day(address: str | None) -> Anchor | None:
    """Read the day in a page's address (".../2031/03/13/..."), when the page was put up.

    A month alone stands for its last day. Pages are put up again and moved, so such a day is
    good for a year only, never for the days of a week.
    """
    found = ADDRESS.search(address or "")
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"])
    last = monthrange(year, month)[1]
    day = min(int(found["day"] or last), last)
    return Anchor(date=f"{year:04}-{month:02}-{day:02}", source="address")


def _signs(passage: Passage) -> bool:
    """Whether a line of a post is the one with its author's handle and its date."""
    return "@" in passage.text and passage.text.lstrip()[:1] in "—–-@"


def _apart(passage: Passage, words: DateWords) -> bool:
    """Whether a full date stands outside its sentence: after "published on", or by itself."""
    if not passage.obeys("time/apart"):
        return False
    before = passage.slice(passage.start, words.start)
    if PUBLISHED.search(before):
        return True
    opens = passage.number == 0 and len(before) <= LEADING
    alone = opens or (words.weekday is not None and bool(before.strip()))
    follows = passage.slice(words.end, words.end + 1)
    led_in = before.strip().lower().removesuffix(" the").endswith(PREPOSITIONS)
    return alone and not led_in and follows != "," and bool(BY_ITSELF.search(before))
