"""A course of time: who said what when, and when it is told to have happened.

Each line of the drawing is one telling or one incident, in order of its day; the days run from one
side to the other along a scale of whole days, months or years. What has no day stands below.
"""

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta

from solferino.codec import value
from solferino.publish.drawing.shapes import Box, Circle, Drawing, Label, Line, Shape, fitted

WIDTH, SIDE, TELLS = 960, 210, 380  # pixels: all, the names, the words behind
ROW, HEAD = 24, 30
LETTERS = 13
MOST = 60  # lines of a drawing; the table beside it has all
TICKS = 7
STEPS = (1, 2, 7, 14, 31, 92, 183, 366, 731, 1827, 3653)  # days between two strokes of the scale
MONTH, YEAR = 31, 366
FULL, DAY_OF_MONTH, DAY_OF_YEAR = 10, 7, 4  # characters of a day, a month and a year


@value
class Moment:
    """Something on a day, or somewhere between two (ISO dates; null is not known).

    `name` says who or which, `words` what; `role` is "said", "event", or another class.
    """

    first: str | None
    last: str | None
    name: str
    words: str
    role: str = "said"
    href: str = ""


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """Sort moments by their day, those without one last; each once."""
    once = dict.fromkeys(moments)
    return sorted(
        once, key=lambda m: (m.first or m.last or "~", m.last or "~", m.name, m.words, m.role)
    )


def drawn_time(
    moments: Iterable[Moment],
    *,
    undated: str,
    between: tuple[str | None, str | None] = (None, None),
) -> Drawing | None:
    """Draw moments along time; null where none has a day.

    `between` shades the days in which something is told to have happened, `undated` is written
    where a moment has no day.
    """
    lines = in_order(moments)
    days = [d for m in lines for d in _days(m.first, m.last)]
    if not days:
        return None
    shown = lines[:MOST]
    scale = _Scale(min([*days, *_days(*between)]), max([*days, *_days(*between)]))
    height = HEAD + len(shown) * ROW + 8
    shapes: list[Shape] = [*_shade(between, scale, height), *scale.strokes(height)]
    for at, moment in enumerate(shown):
        shapes += _line(moment, HEAD + at * ROW + ROW // 2, scale, undated)
    return Drawing(width=WIDTH, height=height, shapes=tuple(shapes))


class _Scale:
    """Turns days into pixels, between the names and the words."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = max(1, (last - first).days)

    def at(self, day: date) -> int:
        """Give the pixel of a day."""
        room = WIDTH - SIDE - TELLS - 24
        return SIDE + 12 + (day - self.first).days * room // self._days

    def strokes(self, height: int) -> list[Shape]:
        """Draw the strokes of the scale with their days, a few only."""
        step = next((s for s in STEPS if self._days <= s * TICKS), STEPS[-1])
        length = FULL if step < MONTH else DAY_OF_MONTH if step < YEAR else DAY_OF_YEAR
        shapes: list[Shape] = []
        free = 0
        for day in _marks(self.first, self.last, step):
            x = self.at(day)
            shapes.append(Line(points=((x, HEAD - 8), (x, height)), role="stroke"))
            if x - 32 >= free:
                words = day.isoformat()[:length]
                shapes.append(Label(x=x, y=14, words=words, role="small", anchor="middle"))
                free = x + 36
        return shapes


def _marks(first: date, last: date, step: int) -> Iterable[date]:
    """List the days to mark: the first of months or years for long steps."""
    if step < MONTH:
        for n in range(0, (last - first).days + 1, step):
            yield first + timedelta(days=n)
        return
    months = max(1, round(step / 30.5))
    count = first.year * 12 + first.month - 1
    if step >= YEAR:
        count -= count % 12
    while count < MAXYEAR * 12:
        day = date(max(MINYEAR, count // 12), count % 12 + 1, 1)
        if day > last:
            return
        if day >= first:
            yield day
        count += months


def _shade(between: tuple[str | None, str | None], scale: _Scale, height: int) -> list[Shape]:
    days = _days(*between)
    if not days:
        return []
    left, right = scale.at(min(days)), scale.at(max(days))
    return [Box(x=left - 3, y=HEAD - 8, width=right - left + 6, height=height, role="when")]


def _line(moment: Moment, y: int, scale: _Scale, undated: str) -> list[Shape]:
    foot = y + LETTERS // 3
    name, words = fitted(moment.name, SIDE - 14, LETTERS), fitted(moment.words, TELLS - 14, LETTERS)
    days = _days(moment.first, moment.last)
    shapes: list[Shape] = [
        Label(
            x=SIDE - 6,
            y=foot,
            words=name,
            anchor="end",
            tip=moment.name if name != moment.name else "",
            href=moment.href,
        )
    ]
    if days:
        left, right = scale.at(min(days)), scale.at(max(days))
        tip = " – ".join(dict.fromkeys(d for d in (moment.first, moment.last) if d))
        if right - left > 1:
            role = f"span {moment.role}"
            width = right - left
            shapes.append(Box(x=left, y=y - 4, width=width, height=8, role=role, tip=tip))
        else:
            shapes.append(Circle(x=left, y=y, radius=5, role=f"dot {moment.role}", tip=tip))
    else:
        shapes.append(Label(x=SIDE + 12, y=foot, words=undated, role="small"))
    cut = moment.words if words != moment.words else ""
    shapes.append(Label(x=WIDTH - TELLS + 6, y=foot, words=words, role="told", tip=cut))
    return shapes


def _days(*told: str | None) -> Sequence[date]:
    """Read days that are written out in full; others are not drawn as days."""
    return [date.fromisoformat(d) for d in told if d is not None and len(d) == FULL]
