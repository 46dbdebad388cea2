"""The reading order of a page: whether it is set in columns, and in which order they are read."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from statistics import median

from solferino.codec import value
from solferino.read.pagelines import RIGHT_TO_LEFT, Line, hyphened

SPANNING = 0.7  # share of the width from which a line belongs to no column
MARGIN = 0.2  # of the width: no gap between columns lies nearer to the edge
CROSSING = 0.1  # share of lines that may cross a gap: titles, pictures' captions
GAP = 0.8  # heights of a line: no narrower gap parts columns
FEWEST_ROWS = 4  # on either side
FEWEST_SIGNS = 18  # of most lines of a column of prose; cells of a table are shorter
FULL = 0.3  # share of a column's width that most of its lines fill
BESIDE = 0.5  # share of the lower column's height at which the other stands beside it


@value
class Row:
    """What stands at one height of a page: one piece, or several with wide gaps between."""

    pieces: tuple[Line, ...]

    @property
    def line(self) -> Line:
        """The whole row as one line; as high as its longest piece."""
        longest = max(self.pieces, key=lambda piece: len(piece.text))
        return Line(
            text=" ".join(piece.text for piece in self.pieces),
            left=min(piece.left for piece in self.pieces),
            right=max(piece.right for piece in self.pieces),
            bottom=longest.bottom,
            top=longest.top,
            hyphen=self.pieces[-1].hyphen,
        )


def columns(rows: Sequence[Row]) -> Iterator[list[Line]]:
    """Cut a page into stretches of lines that are read one after the other.

    A page without columns is one stretch, in the order of the file. Columns are found by the
    gap that few lines cross, and only where both sides are prose: a table stays in its rows.
    A line across all columns, such as a title, is read before what stands below it.
    """
    gap = _gap(rows)
    if gap is None:
        yield [row.line for row in rows]
        return
    sides: tuple[list[Row], list[Row]] = ([], [])
    spanning: list[Row] = []
    for row in sorted(rows, key=lambda row: -row.line.bottom):
        here = _sides(row, gap)
        if here is None:
            yield from _columns_of(sides)
            sides = ([], [])
            spanning.append(row)
            continue
        if spanning:
            yield [row.line for row in spanning]
            spanning = []
        for side, pieces in zip(sides, here, strict=True):
            if pieces:
                side.append(Row(pieces=pieces))
    yield from _columns_of(sides)
    if spanning:
        yield [row.line for row in spanning]


def _columns_of(sides: tuple[list[Row], list[Row]]) -> Iterator[list[Line]]:
    """Read the sides of a gap, the right one first where most of the letters say so."""
    words = "".join(row.line.text for side in sides for row in side)
    backwards = 2 * len(RIGHT_TO_LEFT.findall(words)) > sum(map(str.isalpha, words))
    for side in reversed(sides) if backwards else sides:
        if side:
            yield from columns(side)


def _sides(row: Row, gap: float) -> tuple[tuple[Line, ...], tuple[Line, ...]] | None:
    """Part a row at a gap; null when a piece of it lies across."""
    left = tuple(piece for piece in row.pieces if piece.right <= gap)
    right = tuple(piece for piece in row.pieces if piece.left >= gap)
    if len(left) + len(right) < len(row.pieces):
        return None
    if left and right:  # the end of the column's line is not that of the row
        left = (*left[:-1], hyphened(left[-1]))
    return left, right


def _gap(rows: Sequence[Row]) -> float | None:
    """Find the middle of the gap between the two widest columns, in points; null when none."""
    pieces = [piece for row in rows for piece in row.pieces]
    if len(pieces) < 2 * FEWEST_ROWS:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    width = right - left
    narrow = [p for p in pieces if p.right - p.left < SPANNING * width]
    height = median(p.height for p in pieces)
    for size, middle in sorted(_empty(narrow, left, width), reverse=True):
        if size < GAP * height:
            return None
        if _is_prose(pieces, middle):
            return middle
    return None


def _empty(pieces: Sequence[Line], left: float, width: float) -> Iterator[tuple[float, float]]:
    """Yield size and middle of each strip, well within the page, that few pieces cross.

    Within a strip where some do, that is the part which the fewest cross.
    """
    low, high = left + MARGIN * width, left + (1 - MARGIN) * width
    edges = sorted([(p.left, 1) for p in pieces] + [(p.right, -1) for p in pieces])
    levels = accumulate(step for _, step in edges)
    slices = [
        (crossing, max(begin, low), min(end, high))
        for crossing, (begin, _), (end, _) in zip(levels, edges, edges[1:], strict=False)
        if min(end, high) > max(begin, low)
    ]
    most = CROSSING * len(pieces)
    for few, strip in groupby(slices, key=lambda s: s[0] <= most):
        inside = list(strip)
        if few:
            _, begin, end = min(inside, key=lambda s: (s[0], s[1] - s[2]))
            yield end - begin, (begin + end) / 2


def _is_prose(pieces: Sequence[Line], middle: float) -> bool:
    """Whether both sides of a gap are columns of prose that stand beside each other."""
    sides = [[p for p in pieces if p.right <= middle], [p for p in pieces if p.left >= middle]]
    for side in sides:
        if len(side) < FEWEST_ROWS or median(len(p.text) for p in side) < FEWEST_SIGNS:
            return False
        width = max(p.right for p in side) - min(p.left for p in side)
        if median(p.right - p.left for p in side) < FULL * width:
            return False
    (low, high), (other_low, other_high) = (
        (min(p.bottom for p in side), max(p.top for p in side)) for side in sides
    )
    beside = min(high, other_high) - max(low, other_low)
    return beside >= BESIDE * min(high - low, other_high - other_low)
