"""Offices: what a person is, and of which body, in the words that stand beside the name.

"the director of the Orrin clinic, T. V.,", "T. V., 44, a spokesman for the council,", "Health
Minister T. V.": each gives a property `role` on these words, and `affiliation` on the name of a
body in them. They hold as of the year that the words give, else as of the document's own day.
"""

import re
from collections.abc import Iterator

from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import ProfileValue

WORDS = table("en", "roles")
OFFICES = frozenset(WORDS["office"]["held"])
TRADES = frozenset(WORDS["office"]["trades"])
ARTICLES = frozenset(("the", "a", "an", "its", "their"))
TIES = frozenset(("of", "at", "for", "in", "with"))
OPENING = 5  # words within which an apposition says what somebody is
LONGEST = 14  # words of an apposition
BEFORE = 4  # words before an office that may belong to it: "Deputy Health Minister"
RULE = "profile/role"
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MARK = re.compile(r"[,;:()\n—–“”\"]")

Stretch = tuple[int, int]  # words [first, last) of a passage


def offices(study: Study, notebook: Notebook) -> None:
    """Note the offices of all people who are named with one."""
    if not study.obeys(RULE):
        return
    for passage, names in zip(study.passages, study.names, strict=True):
        if passage.zone in ("boilerplate", "infobox"):
            continue
        for name in names:
            if name.kind == "person" and " " in name.canonical.strip():
                for stretch in _beside(passage, name):
                    _note(study, notebook, passage, name, stretch)


def _note(study: Study, notebook: Notebook, passage: Passage, name: Name, stretch: Stretch) -> None:
    first, last = stretch
    where = (passage.words[first].start, passage.words[last - 1].end)
    words = passage.slice(*where)
    year = YEAR.search(words)
    as_of = year[0] if year else study.document.described.published
    notebook.note(
        where, ProfileValue(property="role", value=words, as_of=as_of, of=name.canonical), RULE
    )
    for start, end in _bodies(study, passage, stretch):
        body = passage.slice(start, end)
        told = ProfileValue(property="affiliation", value=body, as_of=as_of, of=name.canonical)
        notebook.note((start, end), told, RULE)


def _bodies(study: Study, passage: Passage, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Find the bodies and facilities named inside the words of an office."""
    first, last = stretch
    for name in study.names[passage.number]:
        if name.kind not in ("person", "place") and first <= name.first and name.last <= last:
            yield name.start, name.end
    for facility in study.facilities[passage.number]:
        inside = first <= facility.first and facility.last <= last
        if inside and facility.key and not facility.plural:
            yield facility.start, facility.end


def _beside(passage: Passage, name: Name) -> Iterator[Stretch]:
    """Find the words for an office that stand behind a name, before it after a comma, or at it."""
    words, first, last = passage.words, name.first, name.last
    speech = {t.first for t in passage.of("speech_clause")}
    aged = last + 1 < len(words) and words[last].text.isdigit() and _mark(passage, last + 1) == ","
    if last < len(words) and _mark(passage, last) == ",":
        last += aged
        ends = (i for i in range(last + 1, len(words)) if i in speech or _mark(passage, i))
        yield from _apposed(passage, last, next(ends, len(words)))
    if first and _mark(passage, first) == ",":
        begins = (i for i in range(first - 1, 0, -1) if i - 1 in speech or _mark(passage, i))
        yield from _apposed(passage, next(begins, 0), first)
    elif first:
        yield from _before(passage, first)


def _mark(passage: Passage, index: int) -> str:
    """Give the mark that parts a word from the one before it, or nothing."""
    gap = passage.slice(passage.words[index - 1].end, passage.words[index].start)
    found = MARK.search(gap)
    return found[0] if found else ""


def _apposed(passage: Passage, first: int, last: int) -> Iterator[Stretch]:
    words = passage.words
    while first < last and words[first].key in ARTICLES:
        first += 1
    if not 0 < last - first <= LONGEST:
        return
    keys = [w.key for w in words[first:last]]
    office = next((i for i, k in enumerate(keys[:OPENING]) if k in OFFICES), None)
    trade = next((i for i, k in enumerate(keys[:OPENING]) if k in TRADES), None)
    tied = trade is not None and bool(TIES & set(keys[trade + 1 : trade + 2]))
    if office is not None or tied:
        yield first, last


def _before(passage: Passage, at: int) -> Iterator[Stretch]:
    """Read an office that stands right before a name, with the capitals that lead to it."""
    words = passage.words
    while at and words[at - 1].key in ("dr", "mr", "mrs", "ms", "prof"):
        at -= 1
    if not at or words[at - 1].key not in OFFICES:
        return
    first = at - 1
    while first and at - first < BEFORE and words[first - 1].text[0].isupper():
        if words[first - 1].key in ARTICLES or _mark(passage, first):
            break
        first -= 1
    if at - first > 1 or words[first].text[0].isupper():
        yield first, at
