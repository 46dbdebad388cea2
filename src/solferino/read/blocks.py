"""Lays blocks of text out as one text, with a blank line between, and notes where parts lie."""

import re
from collections.abc import Iterable

from solferino.codec import value
from solferino.model import Part
from solferino.model.terms import PartKind
from solferino.text.normal import normal

EMPTY_LINES = re.compile(r"\n{3,}")


@value
class Block:
    """A paragraph, heading, list item or table row.

    `tight` blocks follow the one before on the next line, without a blank line. Neighbours of
    one `kind` and the same `group` make one part: the paragraphs of one quotation.
    """

    text: str
    kind: PartKind | None = None
    tight: bool = False
    group: int = 0


@value
class Layout:
    """Blocks as one text. `starts` tells where each block begins in it, in code points."""

    text: str
    parts: tuple[Part, ...]
    starts: tuple[int, ...]


def compose(blocks: Iterable[Block]) -> tuple[str, tuple[Part, ...]]:
    """Join blocks into a text and the parts in it; empty blocks vanish."""
    layout = lay_out(blocks)
    return layout.text, layout.parts


def lay_out(blocks: Iterable[Block]) -> Layout:
    """Join blocks and keep where each begins; an empty one has the place of the text's end."""
    pieces: list[str] = []
    parts: list[Part] = []
    starts: list[int] = []
    place = 0
    last: Block | None = None
    for block in blocks:
        text = normal(block.text).rstrip()
        if not block.tight or block.kind is not None:
            text = text.lstrip()  # elsewhere it is the indentation of an item
        if not text:
            starts.append(place)
            continue
        if last is not None:
            pieces.append("\n" if block.tight else "\n\n")
            place += len(pieces[-1])
        starts.append(place)
        if block.kind is not None:
            start = place
            if last is not None and _continues(last, block):
                start = parts.pop().start
            parts.append(Part(kind=block.kind, start=start, end=place + len(text)))
        pieces.append(text)
        place += len(text)
        last = block
    return Layout(text="".join(pieces), parts=tuple(parts), starts=tuple(starts))


def _continues(last: Block, block: Block) -> bool:
    return block.group != 0 and (last.kind, last.group) == (block.kind, block.group)


def tidy(text: str) -> str:
    """Trim each line, and keep at most one blank line between two."""
    trimmed = "\n".join(line.strip() for line in text.split("\n"))
    return EMPTY_LINES.sub("\n\n", trimmed).strip()
