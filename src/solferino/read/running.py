"""Running heads: what stands at the top or the bottom of page after page, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from solferino.codec import value
from solferino.read.pagelines import Line

EDGE = 3  # lines from the top and from the bottom among which running heads are looked for
SAME_PLACE = 6.0  # points by which the height of a running head may change
SHARE = 0.4  # of the pages: heads of left and right pages may differ
FEWEST, ENOUGH = 2, 5  # pages; what stands on so many is a running head, however many there are
LONGEST = 200  # signs
NUMBER = re.compile(r"\d+")
LETTER = re.compile(r"[^\W\d_]")


@value
class Sighting:
    """A line near the edge of a page: the page's place, the line's place on it and its height.

    `off` is the line's first number less the page's place: the same for all page numbers.
    """

    page: int
    place: int
    height: float
    off: int | None


def running(pages: Sequence[Sequence[Line]]) -> list[frozenset[int]]:
    """Find for each page which of its lines, by place, are running heads or page numbers.

    A line is one when the same words, numbers aside, stand at the same height near the same
    edge of several pages. A line of numbers alone counts only where the numbers count the pages.
    """
    sightings: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for key, sighting in _edges(number, lines):
            sightings[key].append(sighting)
    filled = sum(1 for lines in pages if lines)
    needed = max(FEWEST, min(ENOUGH, round(SHARE * filled)))
    found: list[set[int]] = [set() for _ in pages]
    for (_, shape), seen in sightings.items():
        for group in _together(seen, counted=LETTER.search(shape) is None):
            if len({s.page for s in group}) >= needed:
                for s in group:
                    found[s.page].add(s.place)
    return [frozenset(places) for places in found]


def _edges(page: int, lines: Sequence[Line]) -> list[tuple[tuple[str, str], Sighting]]:
    by_height = sorted(range(len(lines)), key=lambda i: -lines[i].bottom)
    found = []
    for edge, places in (("top", by_height[:EDGE]), ("bottom", by_height[-EDGE:])):
        for place in places:
            line = lines[place]
            number = NUMBER.search(line.text)
            if len(line.text) > LONGEST:
                continue
            seen = Sighting(
                page=page,
                place=place,
                height=line.bottom,
                off=int(number[0][-9:]) - page if number else None,
            )
            found.append(((edge, NUMBER.sub("#", line.text).casefold()), seen))
    return found


def _together(seen: Sequence[Sighting], *, counted: bool) -> list[list[Sighting]]:
    """Group lines of the same words by their height, and numbers by what they count from."""
    if counted:
        offs = {s.off for s in seen if s.off is not None}
        return [
            group for off in sorted(offs) for group in _level([s for s in seen if s.off == off])
        ]
    return _level(seen)


def _level(seen: Sequence[Sighting]) -> list[list[Sighting]]:
    by_height = sorted(seen, key=lambda s: (s.height, s.page, s.place))
    groups = [[by_height[0]]] if by_height else []
    for one, other in pairwise(by_height):
        if other.height - one.height <= SAME_PLACE:
            groups[-1].append(other)
        else:
            groups.append([other])
    return groups
