"""Reads plain text: all its characters, exactly."""

from pathlib import PurePath

from solferino.errors import UnreadableError
from solferino.model import Reading
from solferino.ports import Sample
from solferino.read.encoding import decode, doubts
from solferino.read.zones import zones

OWN = frozenset({".txt", ".text", ".wiki", ".mediawiki", ".log", ""})
BY_NAME, BY_CONTENT = 50, 20
ENOUGH = 1 << 16  # bytes that show what a file is


class PlainReader:
    """Text files in any common encoding, among them wiki text and texts with posts in them."""

    name = "plain"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """50 for text with a fitting name, 20 for other text, 0 for what is not text."""
        try:
            decode(sample.data[:ENOUGH])
        except UnreadableError:
            return 0
        return BY_NAME if PurePath(sample.name).suffix.lower() in OWN else BY_CONTENT

    def read(self, sample: Sample) -> Reading:
        """Keep the whole text, ends included; raises `UnreadableError` for binary data."""
        decoded = decode(sample.data)
        return Reading(
            text=decoded.text,
            media_type="text/plain",
            parts=zones(decoded.text),
            problems=doubts(sample.name, decoded),
        )
