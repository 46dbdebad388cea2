"""Finds posts of social networks inside a text, by the line that names their author."""

import re
import unicodedata
from collections.abc import Sequence

from solferino.codec import value
from solferino.model import Part
from solferino.read.dates import BIDI, day
from solferino.read.lexicon import words
from solferino.read.units import Unit

LONGEST_LINE = 300
SIGNATURE = re.compile(
    r"(?P<dash>[—–―]|--+|-)\s*(?P<author>.{0,120}?)\s*[(（]\s*(?P<handle>@[\w.]{1,60})\s*[)）]"
    r"(?P<rest>.{0,80})",
)
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?", re.IGNORECASE)
# A paragraph of these alone is the end of a post, not a post: links, tags, names, symbols.
TRIMMING = re.compile(r"(?:https?://\S++|pic\.\w+\.com/\S++|\.?[@#]\w++|&\w+;|[^\w\s]|\s)++")
TAGGED = re.compile(r"\.?[#@]\w")
MOST_LINES, MOST_CHARACTERS = 8, 1200  # what is longer above a signature is not all one post
FURTHER = 4  # paragraphs that may be added above
NOT_LETTERS = re.compile(r"[\W\d_]+")
WORDS_OF_DATE, WORDS_OF_DAY = 5, 2  # with the year: «on Tuesday, 5 de mayo de»; without: «May 5»
NOT_PICTURES = frozenset("©®™°")
OPENING, CLOSING = "“„«", "”»"


@value
class Signature:
    """Who signs a post: the name and @handle as written, and the ISO date if one is named."""

    author: str | None
    handle: str
    date: str | None


def signature(line: str) -> Signature | None:
    """Read an attribution line such as `— Name (@handle) 5 May 2020`; null when it is none.

    A line that begins with one hyphen is taken only with a date: it may be an item of a list.
    """
    if len(line) > LONGEST_LINE:
        return None
    found = SIGNATURE.fullmatch(BIDI.sub("", line).strip())
    if found is None:
        return None
    rest = found["rest"].strip(" \t\xa0,;:.·•|-–—()")
    named = day(rest)
    if not is_time(rest) or (found["dash"] == "-" and named is None):
        return None
    return Signature(author=found["author"].strip() or None, handle=found["handle"], date=named)


def posts(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find the posts: from the first paragraph that belongs to each to its attribution line.

    The paragraph above the attribution belongs to the post, with the lines directly above that
    one. Paragraphs above those belong only if they look like a post themselves (an emoji, a tag
    or a mention first), if what was taken is nothing but links and tags, or if a quotation
    closes in the post that opens there.
    """
    found: list[Part] = []
    floor = 0
    for i, unit in enumerate(paragraphs):
        signed = signature(unit.text)
        if signed is None:
            continue
        last, date = i, signed.date
        if date is None and _dates_next(paragraphs, i):
            last, date = i + 1, day(paragraphs[i + 1].text)
        first = _first(paragraphs, floor, i)
        floor = last + 1
        if first < i:
            found.append(
                Part(
                    kind="post",
                    start=paragraphs[first].start,
                    end=paragraphs[last].end,
                    author=signed.author,
                    handle=signed.handle,
                    date=date,
                )
            )
    return found


def is_time(rest: str) -> bool:
    """Whether what follows a handle is a date, a time, a network's name, or nothing."""
    if not rest:
        return True
    bare = TIME.sub(" ", words().platform.sub(" ", rest))
    letters = NOT_LETTERS.sub(" ", bare).split()
    if letters and not any(c.isdigit() for c in bare):
        return False
    return not letters or len(letters) <= (WORDS_OF_DATE if day(rest) else WORDS_OF_DAY)


def _dates_next(paragraphs: Sequence[Unit], i: int) -> bool:
    """Whether the line under an attribution is its date and nothing else."""
    if i + 1 >= len(paragraphs) or paragraphs[i + 1].block != paragraphs[i].block:
        return False
    below = paragraphs[i + 1].text
    return len(below) <= LONGEST_LINE and is_time(below) and day(below) is not None


def _first(paragraphs: Sequence[Unit], floor: int, i: int) -> int:
    """Find the first paragraph of the post that is signed at `i`; `i` itself when there is none."""
    if i <= floor:
        return i
    first = _run(paragraphs, floor, i)
    for _ in range(FURTHER):
        if first <= floor:
            break
        above = paragraphs[first - 1].text
        bare = all(TRIMMING.fullmatch(u.text) for u in paragraphs[first:i])
        if not bare and (not _looks_posted(above) or above.endswith(":")):
            break
        first = _run(paragraphs, floor, first) if bare else first - 1
    return _opening(paragraphs, floor, first, i)


def _run(paragraphs: Sequence[Unit], floor: int, i: int) -> int:
    """Start of the lines that stand directly above `i`, or only the last of them.

    All are taken where blank lines set them off on both sides. Where paragraphs follow each
    other without blank lines, nothing but the last is sure to be the post's.
    """
    first = i - 1
    while first > floor and paragraphs[first - 1].block == paragraphs[i - 1].block:
        first -= 1
    lines = paragraphs[first:i]
    set_off = first == 0 or paragraphs[first - 1].block != paragraphs[first].block
    apart = paragraphs[i].block != lines[-1].block
    ended = i + 1 == len(paragraphs) or paragraphs[i + 1].block != paragraphs[i].block
    small = len(lines) <= MOST_LINES and sum(len(u.text) for u in lines) <= MOST_CHARACTERS
    whole = small and set_off and (apart or ended)
    return first if whole else i - 1


def _looks_posted(text: str) -> bool:
    lead = text[0]
    pictured = unicodedata.category(lead) == "So" and lead not in NOT_PICTURES
    return len(text) <= MOST_CHARACTERS and (pictured or TAGGED.match(text) is not None)


def _opening(paragraphs: Sequence[Unit], floor: int, first: int, i: int) -> int:
    """Go up to the paragraph that opens the quotation which closes in this post."""
    taken = "".join(u.text for u in paragraphs[first:i])
    unopened = sum(map(taken.count, CLOSING)) - sum(map(taken.count, OPENING))
    if unopened <= 0 or taken.startswith(tuple(OPENING)):
        return first
    for j in range(first - 1, max(floor, first - FURTHER) - 1, -1):
        if paragraphs[j].text.startswith(tuple(OPENING)):
            return j
    return first
