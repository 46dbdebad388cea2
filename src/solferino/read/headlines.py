"""Finds headlines: lines marked as headings, and titles above the first full paragraph."""

import re
from collections.abc import Sequence

from solferino.model import Part
from solferino.read.dates import day
from solferino.read.lexicon import words
from solferino.read.posts import signature
from solferino.read.units import Unit

WIKI = re.compile(r"(={1,6})\s*[^=\s].*?\s*\1")
HASHED = re.compile(r"#{1,6}\s+\S.*")
MARKED_LENGTH = 250
LONGEST_TITLE, FEWEST_WORDS, MOST_WORDS = 160, 3, 24
BODY, BODY_SENTENCE = 200, 100  # code points that make any paragraph, or a sentence, body
DATED_WORDS = 10  # a shorter line with a full date is about the page, not about the news
TWO_SENTENCES = re.compile(r"[.!?؟]\s+\w")
TWO_SENTENCES_LENGTH = 90
SENTENCE_ENDS = (".", "!", "?", "…", "؟", "”", "»", '"')
NOT_FINAL = (".", ",", ";", ":", "…", "،", "؛")
BYLINE = re.compile(r"(?:by|from our|von|par|por|بقلم)\s+\S", re.IGNORECASE)
LISTED = re.compile(r"[-*•|]\s|\d+[.)]\s|https?://|www\.")


def headlines(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find headings marked in the text, and the titles that stand above its body.

    A title is a short line of at least three words without a final full stop, above the first
    paragraph of body, with something under it. Lines about whom to contact are not body.
    """
    found = [
        Part(kind="headline", start=unit.start, end=unit.end)
        for unit in paragraphs
        if _is_marked(unit.text)
    ]
    for unit in paragraphs[:-1]:
        if _is_marked(unit.text):
            continue
        if _is_body(unit.text):
            break
        if titled(unit.text) and len(unit.text.split()) >= FEWEST_WORDS:
            found.append(Part(kind="headline", start=unit.start, end=unit.end))
    return sorted(found, key=lambda p: p.start)


def titled(text: str) -> bool:
    """Whether a line could be a title: short, one line, no final stop, no byline, no date."""
    if len(text) > LONGEST_TITLE or len(text.split()) > MOST_WORDS or "\n" in text:
        return False
    if text.endswith(NOT_FINAL) or text[0].islower():
        return False
    if BYLINE.match(text) or LISTED.match(text) or signature(text) is not None:
        return False
    if len(text) > TWO_SENTENCES_LENGTH and TWO_SENTENCES.search(text):
        return False
    return len(text.split()) > DATED_WORDS or day(text) is None


def _is_marked(text: str) -> bool:
    marked = WIKI.fullmatch(text) or HASHED.fullmatch(text)
    return len(text) <= MARKED_LENGTH and marked is not None


def _is_body(text: str) -> bool:
    if words().preamble.search(text):
        return False
    ended = text.endswith(SENTENCE_ENDS)
    longest = BODY_SENTENCE if ended else BODY
    return len(text) >= longest or (ended and TWO_SENTENCES.search(text) is not None)
