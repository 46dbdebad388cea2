"""Entries of a log of incidents: paragraphs led by a date and a colon, or by a line of cells.

Monitors list what they record in lines such as "May 2031: A nurse was injured." Such a line is
written to tell of one attack, so words that mean nothing by themselves elsewhere (taken, entered,
injured) tell of it, and whoever works for care counts as a health worker. Method: the head of the
paragraph is a date, with at most a few words before it; the words come from a list of their own.
"""

import re
from collections.abc import Sequence
from functools import cache

from solferino.extract.lexicon import Entry, Lexicon, Term, table
from solferino.text.date import DateWords
from solferino.text.segment import Slice, Word

# "On", "As reported on", "On or after," and the like may stand before the date of an entry.
LEAD = re.compile(
    r"\s*(?:(?:as|reported|on|or|around|about|after|before|early|late|update)\b,?\s*)*",
    re.IGNORECASE,
)
MARK = re.compile(r"\s?(?::|\.(?=\s))")
# A head whose month is misspelt ("Decmber 2031:").
HEAD = re.compile(r"\s*(?:\d{1,2}\s+)?[A-Za-z]+\s*(?:19|20)\d\d\s*:")
NUMBERED = re.compile(r"(?:[A-Za-z.#]{1,9}[ -]?)?\d[\w/.-]{0,9}")
MANY = 5  # cells of a line that opens on its day
CELLS = 3  # of a line that heads an entry, at least
CATEGORIES = ("people", "facility", "event", "weapon", "doer", "harm")


def is_entry(text: str, paragraph: Slice, dates: Sequence[DateWords]) -> bool:
    """Whether a paragraph is led by its date and a mark: a colon, or a full stop of its own."""
    if HEAD.match(text, paragraph.start, paragraph.end) or _is_row(text, paragraph, dates):
        return True
    lead = LEAD.match(text, paragraph.start, paragraph.end)
    start = lead.end() if lead else paragraph.start
    for words in dates:
        if words.start > start:
            return False
        if words.start == start and words.year and words.month:
            mark = MARK.match(text, words.end, paragraph.end)
            return mark is not None and mark.end() < paragraph.end
    return False


def _is_row(text: str, paragraph: Slice, dates: Sequence[DateWords]) -> bool:
    """Whether a paragraph is led by a line of cells, one of them a day: "7731 | 3 April | …".

    The first is a number, or the day of many cells: "3 April | The Sarn Post | World" heads a page.
    """
    line = text[paragraph.start : paragraph.end].partition("\n")[0]
    end = paragraph.start + len(line)
    cells = [cell.strip() for cell in line.split("|")]
    days = [d for d in dates if paragraph.start <= d.start and d.end <= end]
    dated = any(d.text.strip() in cells and d.month and d.day for d in days)
    first = any(d.text.strip() == cells[0] for d in days)
    numbered = len(cells) >= MANY if first else NUMBERED.fullmatch(cells[0])
    return len(cells) >= CELLS and dated and bool(numbered)


def entry_terms(words: Sequence[Word], terms: Sequence[Term]) -> tuple[Term, ...]:
    """Join a sentence's terms with those that only an entry of a log has.

    A term of the common lists goes before one of these on the same words, but for an attack of no
    kind where an entry has the kind ("burned" is arson here).
    """
    own = _log().find(words)
    kinds = [o for o in own if o.category == "event"]
    terms = [
        t
        for t in terms
        if (t.category, t.code) != ("event", "attack")
        or not any(o.first <= t.first and t.last <= o.last for o in kinds)
    ]
    taken = {(t.category, i) for t in terms for i in range(t.first, t.last)}
    new = [
        t
        for t in own
        if not any((t.category, i) in taken for i in range(t.first, t.last))
        and not (t.category == "people" and _in_name(taken, t))
    ]
    return tuple(sorted((*terms, *new), key=lambda t: (t.first, t.last)))


def _in_name(taken: set[tuple[str, int]], term: Term) -> bool:
    """Whether words for people only stand in a facility's name, and not before or behind it."""
    return {("facility", term.first), ("facility", term.last - 1)} <= taken


@cache
def _log() -> Lexicon:
    """Load the words of entries; built once per process."""
    content = table("en", "log")
    return Lexicon(
        (form, Entry(category=category, code=code))
        for category in CATEGORIES
        for code, forms in content[category].items()
        for form in forms
    )
