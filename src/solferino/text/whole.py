"""A whole text cut up once: who asks for the same text again gets the same words and dates.

Reading a document and checking what was found in it need the same cuts. Only the last text is
kept, so that memory does not grow with documents.
"""

from functools import lru_cache

from solferino.text.date import DateWords, date_words
from solferino.text.segment import Slice, Word, paragraphs, sentences, words


@lru_cache(maxsize=1)
def all_words(text: str) -> tuple[Word, ...]:
    """Give the words of a whole text."""
    return words(text)


@lru_cache(maxsize=1)
def all_dates(text: str) -> tuple[DateWords, ...]:
    """Give the dates of a whole text."""
    return date_words(text)


@lru_cache(maxsize=1)
def all_paragraphs(text: str) -> tuple[tuple[Slice, tuple[Slice, ...]], ...]:
    """Give the paragraphs of a whole text, each with its sentences."""
    return tuple((p, sentences(text, p.start, p.end)) for p in paragraphs(text))
