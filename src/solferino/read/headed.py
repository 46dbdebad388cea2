"""Finds posts whose author stands above them: "Thread by Name (@handle), 14 Sept 2032"."""

import re
from collections.abc import Sequence

from solferino.model import Part
from solferino.read.dates import BIDI, day
from solferino.read.posts import LONGEST_LINE, is_time
from solferino.read.units import Unit

HEADER = re.compile(
    r"(?P<lead>(?:thread|post|posted|reply|repost|message|comment|update|tweet)s?\s+(?:by|from|of)\s+)?"
    r"(?P<author>[^\W\d_][^()@:]{1,80}?)\s*\(\s*(?P<handle>@[\w.]{1,60})\s*\)(?P<rest>.{0,80})",
    re.IGNORECASE,
)
MARKS = " \t\xa0,;:.·•|-–—()"


def headed(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find the posts under lines that name author, @handle and day, each up to the next one.

    Only of a text that begins with such a line, under a title or not: inside an article the same
    line can stand below the post that it names. A line with no lead ("Thread by") must name a day.
    """
    heads = [(i, found) for i, unit in enumerate(paragraphs) if (found := _header(unit.text))]
    if not heads or heads[0][0] > 1:
        return []
    ends = [*[i for i, _ in heads[1:]], len(paragraphs)]
    return [
        Part(
            kind="post",
            start=paragraphs[i].start,
            end=paragraphs[end - 1].end,
            author=found["author"].strip(),
            handle=found["handle"],
            date=day(found["rest"].strip(MARKS)),
        )
        for (i, found), end in zip(heads, ends, strict=True)
        if end > i + 1
    ]


def _header(line: str) -> re.Match[str] | None:
    """Read a line that heads a post; null for any other."""
    if len(line) > LONGEST_LINE:
        return None
    found = HEADER.fullmatch(BIDI.sub("", line).strip())
    if found is None:
        return None
    rest = found["rest"].strip(MARKS)
    told = found["lead"] is not None or day(rest) is not None
    return found if told and is_time(rest) else None
