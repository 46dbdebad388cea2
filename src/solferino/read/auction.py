"""The auction: every reader bids for a file by its content, the highest bidder reads it."""

from collections.abc import Iterable

from solferino.errors import UnreadableError
from solferino.model import Reading
from solferino.ports import Reader, Sample
from solferino.read.foreign import foreign

KNOWN = "Readers take plain text, Markdown, HTML, PDF and DOCX: convert it to one of these."


def read_sample(sample: Sample, readers: Iterable[Reader]) -> tuple[Reading, str]:
    """Let the best reader read; returns its reading and its name and version (`plain/1`).

    Bids that are equal go by the reader's name, so that the order of readers means nothing.
    Raises `UnreadableError` when the file is empty, when nobody bids, when the winner cannot
    read it, and when there is not one visible character in it.
    """
    if not sample.data:
        raise UnreadableError("This file is empty (0 bytes).", "Ask its sender for it again.")
    bids = [(reader.bid(sample), reader) for reader in readers]
    bids = [(bid, reader) for bid, reader in bids if bid > 0]
    if not bids:
        raise foreign(sample.data) or UnreadableError(
            "No reader takes this file; it is neither text nor a document that is known.", KNOWN
        )
    _, winner = min(bids, key=lambda b: (-b[0], b[1].name, b[1].version))
    reading = winner.read(sample)
    if not reading.text.strip("\ufeff\ufffd\u200b\u200e\u200f \t\n\f\v\xa0"):
        raise UnreadableError(
            "There is no text in this file.",
            "If it holds pictures of text, recognise them (OCR) and add the result.",
        )
    return reading, f"{winner.name}/{winner.version}"
