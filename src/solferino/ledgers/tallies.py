"""Running totals as series: who counts what, where, from the first figure to the last.

A total is never added to, nor made of, the case's own incidents: those that fall into its scope
are named beside it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from solferino.codec import identify, value
from solferino.ledgers.shelf import Key, Shelf, subject
from solferino.model import Claim, Incident, TallyValue
from solferino.model.terms import FigureStatus, Qualifier
from solferino.text.date import date_words
from solferino.text.date_parts import DateWords
from solferino.text.fold import fold

ATTACK = "attack"  # of a subject: what the case's own incidents are
YEAR = re.compile(r"[12]\d{3}")
MONTHS, LAST_DAYS = 12, (31, 30, 29, 28)


@value
class Count:
    """One stated total, with its scope and where it is said; the same said twice is one."""

    min: int | None
    max: int | None
    qualifier: Qualifier
    since: str | None
    until: str | None
    said_on: str | None
    status: FigureStatus
    claims: tuple[str, ...]
    incidents: tuple[str, ...]


@value
class Tally:
    """The totals that one speaker gives of one thing, in the order in which they were said.

    `by` is null for a document's own voice. `incidents` of a count are those of the case that
    fall into its scope for certain; of totals that count no attacks there are none.
    """

    id: str
    by: str | None
    by_entity: str | None
    what: str
    area: str | None
    counts: tuple[Count, ...]


def tallies(shelf: Shelf) -> tuple[Tally, ...]:
    """Find the series of totals, by id.

    A total without an area belongs to its speaker's only series on that subject, else to a
    series of its own.
    """
    held: dict[tuple[Key, frozenset[str]], list[tuple[Claim, TallyValue]]] = {}
    for claim, total in shelf.claims(TallyValue):
        voice = shelf.voice(claim)
        name = voice.name if voice else shelf.publisher(claim)
        key = shelf.key(claim, name, shelf.entity_of_voice(claim))
        held.setdefault((key, subject(total.what)), []).append((claim, total))
    found = (
        _tally(shelf, series)
        for _, told in sorted(held.items(), key=lambda item: item[1][0][0].id)
        for series in _by_area(told)
    )
    return tuple(sorted(found, key=lambda tally: tally.id))


def _by_area(told: Iterable[tuple[Claim, TallyValue]]) -> list[list[tuple[Claim, TallyValue]]]:
    areas: dict[str, list[tuple[Claim, TallyValue]]] = {}
    for claim, total in told:
        areas.setdefault(fold(total.area or ""), []).append((claim, total))
    if len(areas) == 2 and "" in areas:  # noqa: PLR2004  (the unnamed area and one other)
        return [[pair for series in areas.values() for pair in series]]
    return list(areas.values())


def _tally(shelf: Shelf, told: Sequence[tuple[Claim, TallyValue]]) -> Tally:
    stated: dict[TallyValue, list[Claim]] = {}
    for claim, total in told:
        stated.setdefault(total, []).append(claim)
    first, total = min(told, key=lambda pair: pair[0].id)
    voice = shelf.voice(first)
    days = {total: _first_day(shelf, claims) for total, claims in stated.items()}
    order = sorted(stated, key=lambda t: (days[t] or "9999", _until(t, days[t]), _size(t)))
    counts = tuple(_count(shelf, t, stated[t], days, order) for t in order)
    return Tally(
        id=identify("tally", *sorted(c.id for c, _ in told)),
        by=voice.name if voice else None,
        by_entity=shelf.entity_of_voice(first),
        what=max((t.what for t in stated), key=lambda w: (len(w), w)),
        area=next((t.area for t in order if t.area), total.area),
        counts=counts,
    )


def _size(total: TallyValue) -> tuple[int, int]:
    return total.min or 0, total.max or 0


def _first_day(shelf: Shelf, claims: Iterable[Claim]) -> str | None:
    return min((day for c in claims if (day := shelf.said_on(c))), default=None)


def _count(
    shelf: Shelf,
    total: TallyValue,
    claims: Sequence[Claim],
    days: dict[TallyValue, str | None],
    order: Sequence[TallyValue],
) -> Count:
    """Tell one total; it is superseded by one from the same day on that was said later."""
    day = days[total]
    later = [t for t in order if t.since == total.since and (days[t] or "") > (day or "9999")]
    return Count(
        min=total.min,
        max=total.max,
        qualifier=total.qualifier,
        since=total.since,
        until=total.until,
        said_on=day,
        status="superseded" if later else "current",
        claims=tuple(sorted(c.id for c in claims)),
        incidents=_within(shelf, total, day),
    )


def _within(shelf: Shelf, total: TallyValue, said_on: str | None) -> tuple[str, ...]:
    """List the case's incidents in the scope of a total of attacks, where its days are known."""
    scope = bounds(total, said_on)
    if ATTACK not in subject(total.what) or scope is None:
        return ()
    inside = (i for i in shelf.picture.incidents if _in_time(i, scope) and _in_area(i, total.area))
    return tuple(sorted(i.id for i in inside))


def _in_time(incident: Incident, scope: tuple[str, str]) -> bool:
    first, last = incident.earliest, incident.latest
    return first is not None and last is not None and scope[0] <= first and last <= scope[1]


def _in_area(incident: Incident, area: str | None) -> bool:
    """Whether a place is the area for certain; a total without an area counts all."""
    return area is None or fold(area) in {fold(incident.place or ""), fold(incident.country or "")}


def bounds(total: TallyValue, said_on: str | None) -> tuple[str, str] | None:
    """Give the first and last day that a total covers (ISO), or null where they are not settled.

    Without a word on its end it reaches to the day on which it was said, and a bare year to the
    year's end. A day without a year is the last such day before the total was said.
    """
    if total.since is None:
        return None
    first = _day(total.since, said_on, last=False)
    if total.until is not None:
        last = _day(total.until, said_on, last=True)
    else:
        end = _day(total.since, said_on, last=True) if YEAR.fullmatch(total.since.strip()) else None
        last = min(filter(None, (end, said_on)), default=None)
    return (first, last) if first and last and first <= last else None


def _until(total: TallyValue, said_on: str | None) -> str:
    return (_day(total.until, said_on, last=True) if total.until else said_on) or "9999"


def _day(words: str, said_on: str | None, *, last: bool) -> str | None:
    if YEAR.fullmatch(words.strip()):
        return f"{words.strip()}-{'12-31' if last else '01-01'}"
    found = date_words(words)
    if len(found) != 1 or found[0].relative or found[0].candidates:
        return None
    told = found[0]
    if told.year is not None:
        return _of_year(told, told.year, last=last)
    if said_on is None or told.month is None:
        return None
    year = int(said_on[:4])
    day = _of_year(told, year, last=last)
    return day if day is None or day <= said_on else _of_year(told, year - 1, last=last)


def _of_year(told: DateWords, year: int, *, last: bool) -> str | None:
    month = told.month or (MONTHS if last else 1)
    days = (told.day,) if told.day else LAST_DAYS if last else (1,)
    for day in days:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return None
