"""Lines of a printed page become paragraphs: by the gaps, edges and sizes of the lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from statistics import median

from solferino.codec import value
from solferino.read.lexicon import words

DASHES = "-‐"
SAME_SIZE = 1.12  # lines whose heights differ by more are of different kinds
WIDE_GAP = 1.3  # times the usual distance of lines
INDENT = 0.8  # heights of a line
# A line was left short on purpose when there was room for so many times the next word after a
# sentence, or for such a share of the column within one: ragged lines leave less.
ROOM, WIDE_ROOM = 1.2, 0.25
ITEM = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?\d{1,3}[.)])\s")
SENTENCE_END = re.compile(r"[.!?…:؟۔][\"”’»)\]]*$")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
LAST_WORD, FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")


@value
class Line:
    """A line of a page. Edges are points from the page's lower left corner.

    `hyphen` says that the line ends in a hyphen, which `text` does not hold.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    hyphen: bool = False

    @property
    def height(self) -> float:
        """Height of most signs of the line, in points; never 0."""
        return max(self.top - self.bottom, 0.1)


def hyphened(line: Line) -> Line:
    """Mark the hyphen that a line ends in, as the last of its column or page."""
    bare = line.text.rstrip(DASHES)
    if bare == line.text or not bare[-1:].isalpha():
        return line
    return replace(line, text=bare, hyphen=True)


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Group the lines of one page, in reading order, into paragraphs."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if _same_size(a, b)]
    usual = [s for s in steps if s > 0]
    pitch = median(usual) if usual else 0.0
    for run in _runs(lines, pitch):
        paragraph: list[Line] = []
        left, right = min(x.left for x in run), max(x.right for x in run)
        for line in run:
            if paragraph and _ends(paragraph[-1], line, left, right):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        yield paragraph


def _runs(lines: Sequence[Line], pitch: float) -> Iterator[list[Line]]:
    """Part lines where a gap, another size or another column says so beyond doubt."""
    run: list[Line] = []
    for line in lines:
        if run and _parted(run[-1], line, pitch):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _parted(above: Line, below: Line, pitch: float) -> bool:
    if above.hyphen:
        return False
    step = above.bottom - below.bottom
    if step <= 0:  # another column, or the same row of a table
        return not below.text[:1].islower() or _ended(above)
    return not _same_size(above, below) or step > WIDE_GAP * max(pitch, above.height)


def _ends(above: Line, below: Line, left: float, right: float) -> bool:
    """Whether a paragraph ends with a line although the next follows at the usual distance."""
    if above.hyphen:
        return False
    if ITEM.match(below.text):
        return True
    first = below.text.split(maxsplit=1)[0] if below.text.split() else ""
    sign = (below.right - below.left) / max(len(below.text), 1)
    if RIGHT_TO_LEFT.search(below.text):
        room, indent = above.left - left, right - below.right
    else:
        room, indent = right - above.right, below.left - left
    if not _ended(above):
        return room > WIDE_ROOM * (right - left) and not below.text[:1].islower()
    return room > ROOM * sign * (len(first) + 1) or indent > INDENT * below.height


def _same_size(above: Line, below: Line) -> bool:
    low, high = sorted((above.height, below.height))
    return high <= SAME_SIZE * low


def _ended(line: Line) -> bool:
    return SENTENCE_END.search(line.text) is not None


def flows(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    last, first = above[-1], below[0]
    if not _same_size(last, first):
        return False
    return last.hyphen or (first.text[:1].islower() and not _ended(last))


def joined(lines: Sequence[Line], vocabulary: frozenset[str]) -> tuple[str, tuple[int, ...]]:
    """Join the lines of a paragraph; hyphens at their ends are undone where that is safe.

    Returns the text and where in it each line starts. `vocabulary` is what the document writes
    elsewhere, in lower case: it shows whether a word keeps its hyphen.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for line, below in zip_longest(lines, lines[1:]):
        starts.append(length)
        end = " " if below is not None else ""
        if line.hyphen and (below is None or _keeps(line.text, below.text, vocabulary)):
            end = "-"
        elif line.hyphen:
            end = ""
        pieces.append(line.text + end)
        length += len(pieces[-1])
    return "".join(pieces), tuple(starts)


def vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """All words within the lines, in lower case; pieces around a hyphen at an end are left out."""
    found: set[str] = set()
    after_hyphen = False
    for line in lines:
        spelled = [w[0].lower() for w in WORD.finditer(line.text)]
        found.update(spelled[after_hyphen : len(spelled) - line.hyphen])
        after_hyphen = line.hyphen
    return frozenset(found)


def _keeps(above: str, below: str, written: frozenset[str]) -> bool:
    """Whether the hyphen between two lines belongs to the word."""
    left, right = LAST_WORD.search(above), FIRST_WORD.match(below)
    if left is None or right is None:
        return True
    if not right[0].islower() and not (left[0].isupper() and right[0].isupper()):
        return True
    one, other = left[0].lower(), right[0].lower()
    if one + other in written:
        return False
    if f"{one}-{other}" in written or one in words().hyphenated:
        return True
    return one in written and other in written
