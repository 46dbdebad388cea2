"""Tells the zones of a plain text apart: posts, infobox, headlines, captions, quotes, noise."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from solferino.model import Part
from solferino.read.datelines import datelines
from solferino.read.headed import headed, headed_posts
from solferino.read.headlines import headlines, titled
from solferino.read.lexicon import words
from solferino.read.posts import posts
from solferino.read.quotations import quotations
from solferino.read.units import Unit, units

# `- Key: value`, `* Key: value`, `| key = value`, `Key: value`
FIELD = re.compile(
    r"(?P<mark>[-*•|]\s*)?(?P<key>[^\W\d_][^:=.;!?\n]{0,40}?)\s*[:=]\s*(?P<value>\S.{0,199})"
)
FEWEST_FIELDS = 3
NEAR_TOP = 2000  # code points within which a record of the subject begins
SHORT, MIDDLING, LONG = 120, 300, 450  # code points of a line of noise, a caption, a notice
CREDIT = re.compile(
    r"(?:[(\[]([^()\[\]]{1,60})[)\]]|(?<=\w)/([^/.]{1,40})|(?:Source|Quelle): ?(.{1,40}))\.?$"
)
SENTENCE_ENDS = (".", "!", "?", "…", "؟")


def zones(text: str, told: Iterable[Part] = ()) -> tuple[Part, ...]:
    """Find the zones of a text, sorted and without overlap.

    `told` are parts that the format itself marks (headings, block quotes): they win over what
    is only guessed from the wording, but a post stays a post, also in a block quote. A text is
    cut at its lines; every offset is a code point of `text`.
    """
    paragraphs = units(text)
    marked = list(told)
    layers = (
        _held(posts(paragraphs), marked),
        headed(paragraphs),
        _held(headed_posts(paragraphs), marked),
        marked,
        _infoboxes(paragraphs),
        _boilerplate(paragraphs),
        _captions(paragraphs),
        datelines(paragraphs),
        quotations(paragraphs),
        [] if any(p.kind == "headline" for p in marked) else headlines(paragraphs),
    )
    found: list[Part] = []
    for layer in layers:
        for part in layer:
            _place(found, part)
    return tuple(found)


def _place(found: list[Part], part: Part) -> None:
    """Put a part where it belongs by its start, unless it would overlap another."""
    i = bisect_left(found, part.start, key=lambda p: p.start)
    before_ends = i == 0 or found[i - 1].end <= part.start
    after_starts = i == len(found) or part.end <= found[i].start
    if before_ends and after_starts:
        found.insert(i, part)


def _held(found: Iterable[Part], marked: Sequence[Part]) -> Iterator[Part]:
    """Let a post begin where the block quote begins that holds its beginning.

    Of several posts in one block quote only the first does: the others begin after it.
    """
    floor = 0
    for post in found:
        around = [p.start for p in marked if p.kind == "quote" and p.start <= post.start < p.end]
        start = min([post.start, *(place for place in around if place >= floor)])
        floor = post.end
        yield replace(post, start=start)


def _infoboxes(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find runs of fields near the top, with the title directly above; wiki fields anywhere."""
    found: list[Part] = []
    i = 0
    while i < len(paragraphs):
        end = i
        while end < len(paragraphs) and _continues(paragraphs, i, end):
            end += 1
        wiki = paragraphs[i].text.startswith("|")
        if end - i >= FEWEST_FIELDS and (wiki or paragraphs[i].start <= NEAR_TOP):
            start = i - 1 if i > 0 and _heads(paragraphs[i - 1], paragraphs[i]) else i
            found.append(
                Part(kind="infobox", start=paragraphs[start].start, end=paragraphs[end - 1].end)
            )
        i = max(end, i + 1)
    return found


def _continues(paragraphs: Sequence[Unit], first: int, i: int) -> bool:
    """Whether a line is a field in the manner and the block of the first of its run."""
    unit = paragraphs[i]
    field = FIELD.fullmatch(unit.text)
    if field is None or unit.block != paragraphs[first].block:
        return False
    mark = (field["mark"] or "").strip()
    if not mark and (field["value"].endswith(SENTENCE_ENDS) or len(unit.text) > SHORT):
        return False
    opening = FIELD.fullmatch(paragraphs[first].text)
    return opening is not None and mark == (opening["mark"] or "").strip()


def _heads(title: Unit, field: Unit) -> bool:
    near = title.block == field.block
    return near and (titled(title.text) or title.text.startswith("{{"))


def _boilerplate(paragraphs: Iterable[Unit]) -> list[Part]:
    return [
        Part(kind="boilerplate", start=unit.start, end=unit.end)
        for unit in paragraphs
        if _is_noise(unit.text)
    ]


def _is_noise(text: str) -> bool:
    if len(text) > LONG:
        return False
    if text.strip(" .:»›>→…!|-").casefold() in words().boilerplate_whole:
        return True
    if len(text) <= SHORT and words().boilerplate_start.match(text):
        return not any(mark in text for mark in '"“”«»')
    return words().boilerplate_inside.search(text) is not None


def _captions(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find captions: lines that say so, and short lines that end in the credit of a picture."""
    found: list[Part] = []
    in_body = False
    for unit in paragraphs:
        lead = words().caption_lead.match(unit.text) and len(unit.text) <= MIDDLING
        if lead or (len(unit.text) <= MIDDLING and _credited(unit.text, in_body=in_body)):
            found.append(Part(kind="caption", start=unit.start, end=unit.end))
        elif len(unit.text) > SHORT and unit.text.endswith(SENTENCE_ENDS):
            in_body = True
    return found


def _credited(text: str, *, in_body: bool) -> bool:
    """Whether a line ends in a credit; in the body, round brackets may end a report as well."""
    credit = CREDIT.search(text)
    if credit is None or "//" in text or (in_body and credit[0].startswith("(")):
        return False
    holder = next(g for g in credit.groups() if g is not None)
    return words().credit.search(holder) is not None
