"""The auction: every reader bids for a file by its content, the highest bidder reads it."""

from collections.abc import Iterable

from solferino.errors import UnreadableError
from solferino.model import Reading
from solferino.ports import Container, Reader, Sample
from solferino.read.foreign import foreign

KNOWN = (
    "Readers take text, Markdown, wiki markup, HTML, PDF, DOCX, e-mail, posts (JSON), web archives "
    "and tables: convert it to one of these."
)

NOBODY: tuple[bytes, ...] = ()


def winner(sample: Sample, readers: Iterable[Reader | Container]) -> Reader | Container:
    """Find who reads or opens a file best.

    Bids that are equal go by the reader's name, so that the order of readers means nothing.
    Raises `UnreadableError` when the file is empty and when nobody bids.
    """
    if not sample.data:
        raise UnreadableError("This file is empty (0 bytes).", "Ask its sender for it again.")
    asked = tuple(readers)
    bids = [(r.bid(sample), r) for r in _alone(sample, asked) or asked]
    bids = [(bid, reader) for bid, reader in bids if bid > 0]
    if not bids:
        raise foreign(sample.data) or UnreadableError(
            "No reader takes this file; it is neither text nor a document that is known.", KNOWN
        )
    return min(bids, key=lambda b: (-b[0], b[1].name, b[1].version))[1]


def _alone(sample: Sample, readers: Iterable[Reader | Container]) -> list[Reader | Container]:
    """Find who need be asked alone: bytes that only its own container hands on tell so.

    A reader says so by `sole`, with which such bytes begin. A register has thousands of rows, and
    asking everybody about each of them takes longer than to read them.
    """
    return [r for r in readers if sample.data.startswith(getattr(r, "sole", None) or NOBODY)]


def read_by(reader: Reader, sample: Sample) -> Reading:
    """Let a reader read; raises `UnreadableError` also when there is no visible character."""
    reading = reader.read(sample)
    if not reading.text.strip("\ufeff\ufffd\u200b\u200e\u200f \t\n\f\v\xa0"):
        raise UnreadableError(
            "There is no text in this file.",
            "If it holds pictures of text, recognise them (OCR) and add the result.",
        )
    return reading


def signed(reader: Reader | Container) -> str:
    """Give a reader's name and version, as documents keep them: `plain/1`."""
    return f"{reader.name}/{reader.version}"


def read_sample(sample: Sample, readers: Iterable[Reader | Container]) -> tuple[Reading, str]:
    """Let the best reader read; returns its reading and its name and version.

    Raises `UnreadableError` as `winner` and `read_by` do, and when the winner only opens files.
    """
    best = winner(sample, readers)
    if not isinstance(best, Reader):
        raise UnreadableError("This file holds others and no text.", "Unpack it and add those.")
    return read_by(best, sample), signed(best)
