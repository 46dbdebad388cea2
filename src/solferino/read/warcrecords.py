"""Walks through a web archive (WARC) record by record, over damage where that can be done."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Sequence

from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.limitreader import LimitReader  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]

from solferino.codec import value
from solferino.read.unpacking import BLOCK, Unpacked

FIRST_LINE = re.compile(rb"WARC/(?:1\.[01]|0\.1[78])\r?\n?")
CAPTURES = frozenset({"response", "resource", "revisit"})
MOST_BLOCK = 64 * 2**20  # bytes of one record that are kept in memory
MOST_HEADERS = 1000  # lines
BLANK = b"\r\n"


@value
class Record:
    """A record of a capture: what its header states, and its block.

    `cut` says that the archive ends within it, `large` that its block was too large to keep;
    `astray` counts the bytes between this record and the one before, which belong to none.
    """

    kind: str
    url: str
    date: str | None
    media_type: str
    refers_to: str | None
    digests: tuple[str | None, str | None]  # of the block, of the payload, as stated
    block: bytes
    block_agrees: bool | None  # null when no digest that is known is stated
    truncated: str | None
    cut: bool = False
    large: bool = False
    astray: int = 0


@value
class End:
    """How the archive ends: `fault` is empty when it is whole."""

    fault: str
    astray: int


class _Headers:
    """A stream for the header of one record: a header without an end is a fault."""

    def __init__(self, stream: Unpacked) -> None:
        self._stream = stream
        self._lines = 0

    def readline(self, size: int | None = None) -> bytes:
        self._lines += 1
        if self._lines > MOST_HEADERS:
            raise ArchiveLoadFailed("a header without an end")
        return self._stream.readline(size)

    def read(self, size: int) -> bytes:
        return self._stream.read(size)


def records(stream: Unpacked) -> Iterator[Record | End]:
    """Yield the captures in order, and at last how the archive ends.

    Where bytes belong to no record (a length that lies, damage), the next line that begins a
    record is looked for.
    """
    loader = ArcWarcRecordLoader()
    astray = 0
    while line := stream.readline():
        if not FIRST_LINE.fullmatch(line):
            astray += len(line) if line.strip() else 0
            continue
        headers = _Headers(stream)
        try:
            found = loader.parse_record_stream(headers, line, "warc", no_record_parse=True)
            length = int(found.rec_headers.get_header("Content-Length"))
        except (ArchiveLoadFailed, EOFError, ValueError, TypeError):
            astray += len(line)
            continue
        body = LimitReader(stream, max(length, 0))
        if found.rec_type in CAPTURES:
            yield _record(found.rec_type, found.rec_headers, body, astray)
            astray = 0
        else:
            while body.read(BLOCK):
                pass
    yield End(fault=stream.fault, astray=astray)


def _record(kind: str, headers: object, body: LimitReader, astray: int) -> Record:
    def stated(name: str) -> str | None:
        found = headers.get_header(name)  # type: ignore[attr-defined]  # warcio has no types
        return found.strip() if isinstance(found, str) and found.strip() else None

    digests = stated("WARC-Block-Digest"), stated("WARC-Payload-Digest")
    algorithm = algorithm_of(digests[0])
    whole = hashlib.new(algorithm, usedforsecurity=False) if algorithm else None
    kept: list[bytes] = []
    size = 0
    while given := body.read(BLOCK):
        size += len(given)
        if whole is not None:
            whole.update(given)
        if size <= MOST_BLOCK:
            kept.append(given)
    return Record(
        kind=kind,
        url=(stated("WARC-Target-URI") or "").strip("<>"),
        date=stated("WARC-Date"),
        media_type=stated("Content-Type") or "",
        refers_to=stated("WARC-Refers-To-Target-URI"),
        digests=digests,
        block=b"".join(kept),
        block_agrees=None if whole is None else agrees(digests[0], [whole.digest()]),
        truncated=stated("WARC-Truncated"),
        cut=body.limit > 0,
        large=size > MOST_BLOCK,
        astray=astray,
    )


def algorithm_of(stated: str | None) -> str | None:
    """Name the algorithm of a digest such as `sha1:2VYQ…`; null when it is not known here."""
    name = (stated or "").partition(":")[0].lower().replace("-", "")
    return name if name in {"md5", "sha1", "sha256", "sha384", "sha512"} else None


def agrees(stated: str | None, digests: Sequence[bytes]) -> bool:
    """Whether a stated digest, in base 32, 16 or 64, is one of these."""
    spelled = (stated or "").partition(":")[2]
    return any(
        spelled in _spellings(digest) or spelled.lower() == digest.hex() for digest in digests
    )


def _spellings(digest: bytes) -> tuple[str, ...]:
    return (
        base64.b32encode(digest).decode(),
        base64.b32encode(digest).decode().rstrip("="),
        base64.b32encode(digest).decode().lower(),
        binascii.b2a_base64(digest, newline=False).decode(),
        base64.urlsafe_b64encode(digest).decode(),
    )
