"""Running totals: figures of a city, a siege, a year or a war, which belong to no incident."""

import re
from collections.abc import Iterator

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.place import spots
from solferino.extract.study import Notebook, Study
from solferino.model import TallyValue
from solferino.text.date import DateWords
from solferino.text.number import Number

RULES = table("en", "rules")["tally"]
COUNTED = frozenset(RULES["counted"])
SCOPE = re.compile(r"\b(?:" + "|".join(re.escape(s) for s in RULES["scopes"]) + r")\b")
ENDING = frozenset(RULES["ending"])
LED = 6  # words between "since" and its date ("since the siege began on 20 January")
BIG = 2_000  # a figure of people beyond this is never one incident's


def is_total(passage: Passage, number: Number | None) -> bool:
    """Whether the scope of a figure is wider than one incident: since, this year, the siege."""
    large = number is not None and (number.min or number.max or 0) >= BIG
    if large and passage.obeys("tally/large"):
        return True
    start, end = _clause(passage, number)
    dates = [d for d in passage.dates if start <= d.start < end]
    bounded = any(d.aspect in ("since", "until", "as_of") for d in dates)
    if bounded and passage.obeys("tally/since"):
        return True
    yearly = any(d.granularity == "year" and d.relative is None for d in dates)
    if yearly and passage.obeys("tally/year"):
        return True
    text = passage.slice(start, end).lower()
    return passage.obeys("tally/words") and SCOPE.search(text) is not None


def number_in(passage: Passage, start: int, end: int) -> Number | None:
    """Give the first number inside a stretch of a passage."""
    return next((n for n in passage.numbers if n.start >= start and n.end <= end), None)


def _clause(passage: Passage, number: Number | None) -> tuple[int, int]:
    """Cut the sentence at the commas around a figure; "including" begins a scope of its own."""
    if number is None:
        return passage.start, passage.end
    before = passage.slice(passage.start, number.start).lower()
    after = passage.slice(number.end, passage.end).lower()
    start = max((before.rfind(sign) for sign in (", ", "; ", " including ")), default=-1)
    ends = [
        i
        for sign in ("; ", ", including ", " including ", ", among ")
        if (i := after.find(sign)) >= 0
    ]
    left = passage.start + start + 1 if " including " in before else passage.start
    return left, number.end + min(ends, default=len(after))


def tallies(study: Study, notebook: Notebook) -> None:
    """Note every running total of a document."""
    for passage in study.passages:
        if passage.zone in ("boilerplate", "infobox"):
            continue
        for number, what, end in _counted(passage):
            value = TallyValue(
                what=what,
                min=number.min,
                max=number.max,
                qualifier=number.qualifier,
                since=_bound(passage, "since"),
                until=_bound(passage, "until"),
                area=_area(study, passage),
            )
            notebook.note((number.start, end), value, "tally/scope", "medium")


def _counted(passage: Passage) -> Iterator[tuple[Number, str, int]]:
    """Numbers of attacks or of people with a wide scope, with the words of what is counted."""
    people = passage.of("people")
    for number in passage.numbers:
        if number.kind != "cardinal" or number.qualifier == "none" or _one_of(passage, number):
            continue
        last = passage.word_at(number.end - 1) + 1
        after = passage.words[last : last + 5]
        thing = next((i for i, w in enumerate(after) if w.key in COUNTED), None)
        if thing is not None and _plain_between(passage, last, last + thing):
            if is_total(passage, number):
                end = _phrase_end(passage, last + thing + 1)
                yield (
                    number,
                    passage.slice(after[0].start, passage.words[end - 1].end),
                    passage.words[end - 1].end,
                )
            continue
        unit = next((t for t in people if last <= t.first <= last + 3), None)
        if (
            unit is not None
            and _befell(passage, number)
            and is_total(passage, number)
            and _plain_between(passage, last, unit.first)
        ):
            end = _phrase_end(passage, unit.last)
            yield (
                number,
                passage.slice(after[0].start, passage.words[end - 1].end),
                passage.words[end - 1].end,
            )


def _one_of(passage: Passage, number: Number) -> bool:
    """Whether a number is the one in "one of four": the four is the total."""
    after = passage.slice(number.end, number.end + 4)
    return number.min == 1 and after == " of "


def _befell(passage: Passage, number: Number) -> bool:
    """Whether people are counted for what befell them, not for being staff or being served."""
    first = passage.word_at(number.start)
    before = {w.key for w in passage.words[max(0, first - 4) : first]}
    if not passage.obeys("tally/befell"):
        return True
    suffering = passage.of("harm") or {"besieged", "displaced"} & {w.key for w in passage.words}
    return bool(suffering) and not before & {"serving", "serves", "staff", "employs", "treating"}


def _plain_between(passage: Passage, first: int, last: int) -> bool:
    if last >= len(passage.words):
        return False
    between = passage.slice(passage.words[first - 1].end, passage.words[last].start)
    return not any(mark in between for mark in ",;:.")


def _phrase_end(passage: Passage, at: int) -> int:
    """Take in what happened to the counted: "have been killed", "on health facilities"."""
    words = passage.words
    end = at
    care = {t.first for t in passage.of("facility", "facilities")}
    for i in range(at, min(len(words), at + 7)):
        gap = passage.slice(words[i - 1].end, words[i].start)
        leads_to_care = words[i].key == "on" and bool(care & {i + 1, i + 2})
        if any(mark in gap for mark in ",;:.()") or (words[i].key in ENDING and not leads_to_care):
            break
        end = i + 1
    return end


def _bound(passage: Passage, aspect: str) -> str | None:
    """Read where a total begins or ends: a date after "since", also over a few words."""
    found: list[DateWords] = [d for d in passage.dates if d.aspect == aspect]
    if found:
        return found[0].text
    for date in passage.dates:
        at = passage.word_at(date.start)
        if aspect in {w.key for w in passage.words[max(0, at - LED) : at]}:
            return date.text
    years = [d for d in passage.dates if d.granularity == "year" and d.relative is None]
    return years[0].text.removeprefix("in ") if years and aspect == "since" else None


def _area(study: Study, passage: Passage) -> str | None:
    """Read where a total was counted: the first place that the sentence names."""
    named = spots(study, passage)
    return named[0].value.name if named else None
