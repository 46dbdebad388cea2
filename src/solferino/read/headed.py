"""Finds posts whose author stands above them: "Thread by Name (@handle), 14 Sept 2032".

Or only a handle with a day or an hour: "@name · 3 Oct · 21:14".
"""

import re
from collections.abc import Sequence

from solferino.model import Part
from solferino.read.dates import BIDI, day
from solferino.read.posts import LONGEST_LINE, TIME, Signature, is_time
from solferino.read.units import Unit

HEADER = re.compile(
    r"(?P<lead>(?:thread|post|posted|reply|repost|message|comment|update|tweet)s?\s+(?:by|from|of)\s+)?"
    r"(?P<author>[^\W\d_][^()@:]{1,80}?)\s*\(\s*(?P<handle>@[\w.]{1,60})\s*\)(?P<rest>.{0,80})",
    re.IGNORECASE,
)
HEAD = re.compile(
    r"(?P<author>[^@]{0,60}?)\s*(?P<handle>@[\w.]{2,60})\)?\s*[·•|,–—-]\s*(?P<rest>.{3,50})"
)
LONGEST_HEAD = 120
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


def headed_posts(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find the posts that stand under a line with their author and time: "@name · 3 Oct · 21:14".

    A post reaches to the end of its block; where the line stands alone, it takes the next block.
    """
    found: list[Part] = []
    heads = {i: head for i, unit in enumerate(paragraphs) if (head := _head(unit.text))}
    for i, head in heads.items():
        last = i + 1
        if last >= len(paragraphs) or last in heads:
            continue
        block = paragraphs[last].block
        while last + 1 < len(paragraphs) and last + 1 not in heads:
            if paragraphs[last + 1].block != block:
                break
            last += 1
        found.append(
            Part(
                kind="post",
                start=paragraphs[i].start,
                end=paragraphs[last].end,
                author=head.author or head.handle,
                handle=head.handle,
                date=head.date,
            )
        )
    return found


def _head(line: str) -> Signature | None:
    """Read a line that heads a post, with a handle and a day or an hour; null for others."""
    found = HEAD.fullmatch(BIDI.sub("", line).strip()) if len(line) <= LONGEST_HEAD else None
    if found is None:
        return None
    rest = found["rest"].strip(MARKS)
    if not is_time(rest) or not any(c.isdigit() for c in rest):
        return None
    author = found["author"].strip(" \t\xa0(·•|,") or None
    return Signature(author=author, handle=found["handle"], date=day(TIME.sub(" ", rest)))
