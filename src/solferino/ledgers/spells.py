"""How long care was lost: spells put together from what several documents say of one service.

One text says "closed since 12 March", another "reopened on 4 April": together that is one spell.
Every day that anybody gives is kept; where they differ, the length has a least and a most. Nothing
is averaged, and a day that nobody gives stays unknown.
"""

from collections.abc import Sequence
from datetime import date

from solferino.codec import value

DAY = 10  # characters of YYYY-MM-DD


@value
class Word:
    """What is said once of a service: lost or given again, with days in EDTF and a duration."""

    lost: bool
    since: str | None
    until: str | None
    lasting: str | None
    claims: tuple[str, ...]


@value
class Spell:
    """A time in which care was lost, as told together; all its fields may be empty.

    `since` and `until` list every day (EDTF) that somebody gives, `lasting` every duration as
    worded. `least` and `most` are days from `since` to `until` and null where one of them is not a
    known day. `over` tells whether anybody says that care was given again.
    """

    since: tuple[str, ...]
    until: tuple[str, ...]
    lasting: tuple[str, ...]
    least: int | None
    most: int | None
    over: bool
    claims: tuple[str, ...]


def spells(said: Sequence[Word]) -> tuple[Spell, ...]:
    """Put what is said into spells, in order of time; the order given does not matter.

    A day on which care is given again ends the spell that began last before it. What gives no day
    belongs to the only spell there is, else it is one of its own.
    """
    told = (w.until if w.lost else w.since for w in said)
    ends = sorted({day for day in told if day is not None and _known(day)})
    dated: dict[str, list[Word]] = {}
    loose: list[Word] = []
    for word in said:
        end = _end(word, ends)
        if end is None:
            loose.append(word)
        else:
            dated.setdefault(end, []).append(word)
    if len(dated) == 1:
        (only,) = dated
        dated[only] += loose
        loose = []
    found = [_spell(words) for words in dated.values()]
    found += [_spell(loose)] if loose else []
    return tuple(sorted(found, key=lambda s: (s.since or ("9999",), s.until, s.claims)))


def _end(word: Word, ends: Sequence[str]) -> str | None:
    """Name the spell of a word by the day that ends it; "" is one that goes on; null: no day."""
    own = word.until if word.lost else word.since
    if _known(own):
        return own
    if not word.lost or not _known(word.since):
        return None
    return next((end for end in ends if end > (word.since or "")), "")


def _spell(words: Sequence[Word]) -> Spell:
    since = sorted({w.since for w in words if w.lost and w.since})
    until = {w.until for w in words if w.lost and w.until}
    until |= {w.since for w in words if not w.lost and w.since}
    least, most = _length(since, sorted(until))
    return Spell(
        since=tuple(since),
        until=tuple(sorted(until)),
        lasting=tuple(sorted({w.lasting for w in words if w.lasting})),
        least=least,
        most=most,
        over=any(not w.lost for w in words) or bool(until),
        claims=tuple(sorted({c for w in words for c in w.claims})),
    )


def _length(since: Sequence[str], until: Sequence[str]) -> tuple[int | None, int | None]:
    """Count the days between, at least and at most; null where a bound is no known day."""
    if not since or not until or not all(map(_known, (*since, *until))):
        return None, None
    first, last = [date.fromisoformat(d) for d in since], [date.fromisoformat(d) for d in until]
    least, most = (min(last) - max(first)).days, (max(last) - min(first)).days
    return (max(least, 0), most) if most >= 0 else (None, None)


def _known(day: str | None) -> bool:
    """Whether an EDTF is one whole day."""
    return day is not None and len(day) == DAY and day[4] == "-" and day.replace("-", "").isdigit()
