"""Bars: how many of something there are, by value or by month; the numbers stand beside them."""

from collections.abc import Mapping, Sequence

from solferino.codec import value
from solferino.publish.drawing.shapes import Box, Drawing, Label, Line, Shape, breadth, fitted

WIDTH = 720
ROW, BAR = 26, 16  # pixels of a row, and of its bar
SIDE = 200  # pixels of the words beside bars
LETTERS = 13
MOST = 20  # rows of a drawing; the table beside it has all
HIGH, FOOT, ROOF = 140, 8, 20  # pixels of the tallest column, and what stands around
MONTHS = 12
SHORTEST = 2  # pixels of a bar that counts anything


@value
class Bar:
    """One value with its number. `href` leads to what was counted."""

    words: str
    number: int
    href: str = ""


def rows(bars: Sequence[Bar]) -> Drawing | None:
    """Draw bars below one another, in the order given, `MOST` at most; null without any."""
    shown = bars[:MOST]
    if not shown:
        return None
    top = max(1, *(b.number for b in shown))
    room = WIDTH - SIDE - 60
    shapes: list[Shape] = []
    for at, bar in enumerate(shown):
        y = at * ROW
        long = max(SHORTEST if bar.number else 0, bar.number * room // top)
        middle = y + ROW // 2 + LETTERS // 3
        words = fitted(bar.words, SIDE - 12, LETTERS)
        tip = f"{bar.words}: {bar.number:,}"
        whole = bar.words if words != bar.words else ""
        shapes += [
            Label(x=SIDE - 8, y=middle, words=words, anchor="end", tip=whole, href=bar.href),
            Box(x=SIDE, y=y + (ROW - BAR) // 2, width=long, height=BAR, role="bar", tip=tip),
            Label(x=SIDE + long + 6, y=middle, words=f"{bar.number:,}", role="count"),
        ]
    return Drawing(
        width=WIDTH,
        height=len(shown) * ROW,
        shapes=(*shapes, Line(points=((SIDE, 0), (SIDE, len(shown) * ROW)), role="axis")),
    )


def months(counted: Mapping[str, int]) -> Drawing | None:
    """Draw a column for each month (YYYY-MM) from the first to the last, those without any too.

    Null without any month. Where the columns would be too thin, whole years are drawn instead.
    """
    known = sorted(counted)
    if not known:
        return None
    every = _between(known[0], known[-1])
    if len(every) * 4 > WIDTH:
        return months_by_year(counted)
    return _columns([(month, counted.get(month, 0)) for month in every])


def months_by_year(counted: Mapping[str, int]) -> Drawing:
    """Draw a column for each year of the months counted."""
    years: dict[str, int] = {}
    for month, number in counted.items():
        years[month[:4]] = years.get(month[:4], 0) + number
    first, last = int(min(years)), int(max(years))
    every = [f"{year:04}" for year in range(first, last + 1)]
    return _columns([(year, years.get(year, 0)) for year in every])


def _between(first: str, last: str) -> list[str]:
    year, month = (int(part) for part in first.split("-"))
    found = [first]
    while found[-1] < last:
        year, month = (year + 1, 1) if month == MONTHS else (year, month + 1)
        found.append(f"{year:04}-{month:02}")
    return found


def _columns(counted: Sequence[tuple[str, int]]) -> Drawing:
    top = max(1, *(number for _, number in counted))
    step = min(60, (WIDTH - 40) // len(counted))
    broad = max(2, step * 3 // 4)
    foot = HIGH + ROOF
    shapes: list[Shape] = [Line(points=((20, foot), (WIDTH - 20, foot)), role="axis")]
    free = {"number": 0, "words": 0}  # where the last label of each line ends
    for at, (period, number) in enumerate(counted):
        x = 24 + at * step
        high = max(SHORTEST, number * HIGH // top) if number else 0
        tip = f"{period}: {number:,}"
        shapes.append(Box(x=x, y=foot - high, width=broad, height=high, role="bar", tip=tip))
        told = (("number", f"{number:,}" if number else "", foot - high - 4), ("words", period, 0))
        for line, words, y in told:
            half = breadth(words, LETTERS) // 2
            middle = x + broad // 2
            if words and middle - half >= free[line]:
                free[line] = middle + half + 8
                role = "count" if line == "number" else "small"
                at_foot = y or foot + 16
                shapes.append(Label(x=middle, y=at_foot, words=words, role=role, anchor="middle"))
    return Drawing(width=WIDTH, height=foot + ROOF + FOOT, shapes=tuple(shapes))
