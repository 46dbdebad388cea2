"""Annotations of attributions, kept apart from the texts: digest, offsets, labels.

A row is one sentence that an annotator has read: `document` (digest), `start` and `end` of the
sentence, and `marks`: [kind, start, end, attribution] with offsets of the document, where marks
of one attribution share its number. A sentence without attribution has no marks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from solferino.codec import encode, parse
from training.corpora import Source

KINDS = ("source", "cue", "content")


@dataclass(frozen=True)
class Mark:
    """A stretch of a document that is source, cue or content of an attribution."""

    kind: str
    start: int
    end: int
    attribution: int


@dataclass(frozen=True)
class Row:
    """A sentence as one annotator marked it."""

    document: str
    corpus: str
    start: int
    end: int
    marks: tuple[Mark, ...]


def write(rows: Iterable[Row], file: Path) -> None:
    """Write rows, one to a line, in order of document and place."""
    ordered = sorted(rows, key=lambda r: (r.corpus, r.document, r.start))
    lines = [
        encode(
            {
                "corpus": r.corpus,
                "document": r.document,
                "start": r.start,
                "end": r.end,
                "marks": [[m.kind, m.start, m.end, m.attribution] for m in r.marks],
            }
        )
        for r in ordered
    ]
    file.write_bytes(b"\n".join(lines) + b"\n")


def read(file: Path) -> list[Row]:
    """Read rows back."""
    return [_row(parse(line)) for line in file.read_bytes().splitlines() if line]


def _row(told: dict[str, object]) -> Row:
    marks = told["marks"]
    if not isinstance(marks, list):
        raise TypeError(told)
    return Row(
        document=str(told["document"]),
        corpus=str(told["corpus"]),
        start=int(str(told["start"])),
        end=int(str(told["end"])),
        marks=tuple(Mark(str(k), int(s), int(e), int(a)) for k, s, e, a in marks),
    )


def with_text(rows: Iterable[Row], sources: Iterable[Source]) -> Iterator[tuple[Row, str]]:
    """Give each row with its sentence; rows whose document is not at hand are left out."""
    texts = {source.digest: source.text for source in sources}
    for row in rows:
        text = texts.get(row.document)
        if text is not None:
            yield row, text[row.start : row.end]
