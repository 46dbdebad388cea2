"""Running totals: figures of a city, a siege, a year or a war, which belong to no incident."""

import re
from collections.abc import Iterator

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.places.place import spots
from solferino.extract.study import Notebook, Study
from solferino.model import TallyValue
from solferino.text.date import DateWords
from solferino.text.number import Number

RULES = table("en", "rules")["tally"]
COUNTED = frozenset(RULES["counted"])
SCOPE = re.compile(r"\b(?:" + "|".join(re.escape(s) for s in RULES["scopes"]) + r")\b")
ENDING = frozenset(RULES["ending"])
RECORDING = frozenset(RULES["recording"])
ATTACKS = frozenset(RULES["attacks"])
DEAD = frozenset(RULES["dead"])
PERIOD = re.compile(r"\b(?:" + "|".join(re.escape(s) for s in RULES["periods"]) + r")\b")
PARTS = re.compile(r"\s+(?:to|and|until|till|through)\s+|\s*[-–—]\s*")
SHARE = re.compile(r"\s+of (?:them|these|those|which|the total)\b", re.IGNORECASE)
REST = re.compile(r"\s+(?:in|against|on|by|across|affecting|involving)\s", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
UNITS, LEADING_YEARS = frozenset(RULES["units"]), frozenset(RULES["leading_years"])
PARTING = frozenset(("in", "on", "across", "by"))
CARE = frozenset(("health", "healthcare", "medical", "care"))
AIMED = frozenset(("against", "on", "affecting", "involving", "targeting", "hitting", "at"))
NEAR = 4  # words between a verb of keeping count and its figure
STRETCH = 8  # days from which on a range of days is longer than one incident
LED = 6  # words between "since" and its date ("since the siege began on 20 January")
BIG = 2_000  # a figure of people beyond this is never one incident's


def is_total(passage: Passage, number: Number | None) -> bool:
    """Whether the scope of a figure is wider than one incident: since, this year, the siege."""
    large = number is not None and (number.min or number.max or 0) >= BIG
    if large and passage.obeys("tally/large"):
        return True
    start, end = _clause(passage, number)
    dates = [d for d in passage.dates if start <= d.start < end]
    bounded = any(
        d.aspect in ("since", "until", "as_of") and not _of_week(passage, d) for d in dates
    )
    if bounded and passage.obeys("tally/since"):
        return True
    yearly = any(d.granularity == "year" and d.relative is None for d in dates)
    if yearly and passage.obeys("tally/year"):
        return True
    text = passage.slice(start, end).lower()
    if passage.obeys("tally/words") and SCOPE.search(text) is not None:
        return True
    return passage.obeys("tally/recorded") and number is not None and _recorded(passage, number)


def _of_week(passage: Passage, date: DateWords) -> bool:
    """Whether a count runs from a day of the week only: "have died since Thursday"."""
    own = date.aspect == "since" and date.weekday is not None and date.month is None
    return own and passage.obeys("tally/since-weekday")


def _recorded(passage: Passage, number: Number) -> bool:
    """Whether a figure is what somebody has counted: many attacks on care, or the dead of a time.

    "Recorded 34 attacks on health care" is no one incident's figure even without a word on when.
    """
    first, last = passage.word_at(number.start), passage.until(number.end)
    keys = [w.key for w in passage.words]
    kept = bool(RECORDING & set(keys[max(0, first - NEAR) : first])) or _kept_after(keys, last)
    if not kept or (number.min or number.max or 0) <= 1:
        return False
    near = range(last, min(len(keys), last + NEAR))
    attacks = next((i for i in near if keys[i] in ATTACKS), None)
    if attacks is not None:
        return _of_care(keys, attacks) or _stretch(passage)
    return any(keys[i] in DEAD for i in near) and _stretch(passage)


def _kept_after(keys: list[str], last: int) -> bool:
    """Whether the verb of keeping count follows: "34 attacks … were recorded"."""
    following = keys[last : last + 2 * NEAR]
    return bool((RECORDING - {"were", "been", "saw", "seen", "put", "gave"}) & set(following))


def _of_care(keys: list[str], attacks: int) -> bool:
    """Whether the attacks are on care at large: on facilities or on health care, and on no one."""
    lead = next(
        (i for i in range(attacks + 1, attacks + 3) if keys[i : i + 1] and keys[i] in AIMED), None
    )
    if lead is None:
        return False
    after = keys[lead + 1 : lead + 4]
    return (
        bool(after)
        and after[0] not in ("the", "a", "an", "its", "his", "their")
        and (bool(CARE & set(after)) or any(w.endswith("s") for w in after[:2]))
    )


def _stretch(passage: Passage) -> bool:
    """Whether a sentence tells of a stretch of time that is longer than one incident."""
    ranged = any(_long(d) for d in passage.dates)
    return ranged or PERIOD.search(passage.text.lower()) is not None


def _long(told: DateWords) -> bool:
    if told.end_month is not None and told.end_month != told.month:
        return True
    days = told.day is not None and told.end_day is not None
    return days and (told.end_day or 0) - (told.day or 0) >= STRETCH


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
        for number, (first, last) in (*_counted(passage), *_shares(passage)):
            end = passage.words[last - 1].end
            value = TallyValue(
                what=passage.slice(passage.words[first].start, end),
                min=number.min,
                max=number.max,
                qualifier=number.qualifier,
                since=_bound(passage, "since"),
                until=_bound(passage, "until"),
                area=_area(study, passage),
            )
            notebook.note((number.start, end), value, "tally/scope", "medium")


def _shares(passage: Passage) -> Iterator[tuple[Number, tuple[int, int]]]:
    """Parts of a total that the same sentence tells: "18 of them in areas held by the army"."""
    led = False
    totals = [n for n, _ in _counted(passage)] if passage.obeys("tally/shares") else []
    for number in passage.numbers if totals else ():
        if number.start <= totals[0].start or number in totals or number.kind != "cardinal":
            continue
        share = SHARE.match(passage.text, number.end - passage.start)
        rest = REST.match(passage.text, number.end - passage.start) if led else None
        if share or rest:
            led = True
            end = _phrase_end(passage, passage.word_at(number.end), through=PARTING)
            if end:
                yield number, (passage.word_at(number.end), end)


def _counted(passage: Passage) -> Iterator[tuple[Number, tuple[int, int]]]:
    """Numbers of attacks or of people with a wide scope, and the words of what is counted."""
    people = passage.of("people")
    for number in passage.numbers:
        if number.kind != "cardinal" or number.qualifier == "none" or _one_of(passage, number):
            continue
        last = passage.until(number.end)
        if _of_time(passage, number, last):
            continue
        after = passage.words[last : last + 5]
        thing = next((i for i, w in enumerate(after) if w.key in COUNTED), None)
        if thing is not None and _plain_between(passage, last, last + thing):
            if is_total(passage, number):
                end = _phrase_end(passage, last + thing + 1)
                yield number, (last, end)
            continue
        unit = next((t for t in people if last <= t.first <= last + 3), None)
        if (
            unit is not None
            and _befell(passage, number)
            and is_total(passage, number)
            and _plain_between(passage, last, unit.first)
        ):
            end = _phrase_end(passage, unit.last)
            yield number, (last, end)


def _of_time(passage: Passage, number: Number, last: int) -> bool:
    """Whether a number is a year ("the worst month of 2031 for clinics") or counts weeks."""
    if not passage.obeys("tally/of-time"):
        return False
    following = passage.words[last].key if last < len(passage.words) else ""
    first = passage.word_at(number.start)
    led = first > 0 and passage.words[first - 1].key in LEADING_YEARS
    written = YEAR.fullmatch(passage.slice(number.start, number.end)) is not None
    return following in UNITS or (led and written)


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


def _phrase_end(passage: Passage, at: int, through: frozenset[str] = frozenset()) -> int:
    """Take in what happened to the counted: "have been killed", "on health facilities".

    `through` are words that do not end the phrase here.
    """
    words = passage.words
    end = at
    care = {t.first for t in passage.of("facility", "facilities")}
    care |= {i for i, w in enumerate(words) if w.key in CARE}
    ending = ENDING - through
    for i in range(at, min(len(words), at + 7 + 2 * len(through))):
        gap = passage.slice(words[i - 1].end, words[i].start)
        leads_to_care = words[i].key == "on" and bool(care & {i + 1, i + 2})
        if any(mark in gap for mark in ",;:.()") or (words[i].key in ending and not leads_to_care):
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
    ranged = [d for d in passage.dates if _long(d)]
    ends = PARTS.split(ranged[0].text, maxsplit=1) if ranged else []
    if len(ends) == 2:  # noqa: PLR2004 - the two ends of a range
        return ends[0] if aspect == "since" else ends[1]
    years = [d for d in passage.dates if d.granularity == "year" and d.relative is None]
    return years[0].text.removeprefix("in ") if years and aspect == "since" else None


def _area(study: Study, passage: Passage) -> str | None:
    """Read where a total was counted: the first place that the sentence names."""
    named = spots(study, passage)
    return named[0].value.name if named else None
