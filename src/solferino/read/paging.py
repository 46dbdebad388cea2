"""Puts printed pages together: running heads apart, columns in order, paragraphs over pages."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from solferino.codec import value
from solferino.model import Page
from solferino.read.blocks import Block, Layout
from solferino.read.columns import Row, columns
from solferino.read.pagelines import ITEM, Line, flows, hyphened, joined, paragraphs, vocabulary
from solferino.read.running import running


@value
class Sheet:
    """The rows of one page in the order of the file; `number` counts from 1."""

    number: int
    rows: tuple[Row, ...]


@value
class Paragraph:
    """Lines that belong together, each with its page; `head` marks running heads."""

    lines: tuple[tuple[int, Line], ...]
    head: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return not self.head and ITEM.match(self.lines[0][1].text) is not None


@value
class Printed:
    """A block of the text; for each of its lines the page, and where in the block it starts."""

    block: Block
    pages: tuple[int, ...]
    starts: tuple[int, ...]


def printed(sheets: Sequence[Sheet]) -> list[Printed]:
    """Lay out all pages: heads first, then the page's columns, then what stands at its foot.

    A paragraph that goes on in the next column is joined, and one that goes on over the page
    where no running head stands between.
    """
    heads = running([[row.line for row in sheet.rows] for sheet in sheets])
    found: list[Paragraph] = []
    for sheet, places in zip(sheets, heads, strict=True):
        for stretch in _stretches(sheet, places):
            first, *others = stretch
            if found and not (found[-1].head or first.head) and _goes_on(found[-1], first):
                first = Paragraph(lines=(*found.pop().lines, *first.lines))
            found += [first, *others]
    written = vocabulary([line for p in found if not p.head for _, line in p.lines])
    return [
        _block(paragraph, before, written)
        for before, paragraph in pairwise([Paragraph(lines=()), *found])
    ]


def page_map(pieces: Sequence[Printed], layout: Layout) -> tuple[Page, ...]:
    """Tell where in the text the pages and their lines stand."""
    lines: dict[int, list[int]] = {}
    ends: dict[int, int] = {}
    for piece, start in zip(pieces, layout.starts, strict=True):
        places = [*(start + offset for offset in piece.starts), start + len(piece.block.text)]
        for page, (begin, end) in zip(piece.pages, pairwise(places), strict=True):
            lines.setdefault(page, []).append(begin)
            ends[page] = end
    return tuple(
        Page(number=page, start=starts[0], end=ends[page], lines=tuple(starts))
        for page, starts in sorted(lines.items())
    )


def _stretches(sheet: Sheet, heads: frozenset[int]) -> Iterator[list[Paragraph]]:
    body = [row for place, row in enumerate(sheet.rows) if place not in heads]
    marked = [sheet.rows[place].line for place in sorted(heads)]
    middle = sum(row.line.bottom for row in sheet.rows) / max(len(sheet.rows), 1)
    top = [line for line in marked if line.bottom > middle]
    foot = [line for line in marked if line.bottom <= middle]
    if top:
        yield [_on(sheet, top, head=True)]
    for stretch in columns(body):
        if stretch:
            whole = [*stretch[:-1], hyphened(stretch[-1])]
            yield [_on(sheet, lines) for lines in paragraphs(whole)]
    if foot:
        yield [_on(sheet, foot, head=True)]


def _on(sheet: Sheet, lines: Sequence[Line], *, head: bool = False) -> Paragraph:
    return Paragraph(lines=tuple((sheet.number, line) for line in lines), head=head)


def _goes_on(above: Paragraph, below: Paragraph) -> bool:
    return flows([line for _, line in above.lines], [line for _, line in below.lines])


def _block(paragraph: Paragraph, before: Paragraph, written: frozenset[str]) -> Printed:
    lines = [line for _, line in paragraph.lines]
    text, starts = _listed(lines) if paragraph.head else joined(lines, written)
    tight = bool(before.lines) and paragraph.is_item and before.is_item
    return Printed(
        block=Block(text=text, kind="boilerplate" if paragraph.head else None, tight=tight),
        pages=tuple(page for page, _ in paragraph.lines),
        starts=starts,
    )


def _listed(lines: Sequence[Line]) -> tuple[str, tuple[int, ...]]:
    """Keep running heads line by line: they are no sentences."""
    texts = [line.text + "-" * line.hyphen for line in lines]
    starts = [sum(len(text) + 1 for text in texts[:i]) for i in range(len(texts))]
    return "\n".join(texts), tuple(starts)
