"""Takes a captured page out of its record: codings undone, digest compared."""

import hashlib
import io
import re

from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]
from warcio.statusandheaders import (  # type: ignore[import-untyped]
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from solferino.codec import value
from solferino.errors import UnreadableError
from solferino.read.encoding import decode
from solferino.read.unpacking import inflate
from solferino.read.warcrecords import Record, agrees, algorithm_of

TAKEN = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
TEXTS = TAKEN - {"application/pdf"}
MOST_BYTES = 64 * 2**20  # of one page, unpacked
ADDRESS = re.compile(r"(?:https?|ftp|file)://", re.IGNORECASE)
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# A page or PDF that lies unpacked in the archive although its header says that it is packed.
PLAIN = re.compile(rb"%PDF-|(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|head|body)", re.IGNORECASE)
OWN_BUSINESS = re.compile(r"/robots\.txt(?:\?|$)", re.IGNORECASE)  # of crawlers, not of readers
FOUND = "200"
MARK = b"\xef\xbb\xbf"
SHOW = (
    "Open the archive in a program that replays it, print the page to PDF or save its text, "
    "and add that file."
)


@value
class Capture:
    """A page of a web archive. `media_type` is in lower case, without parameters.

    `doubts` are sentences on what a person should know of its bytes.
    """

    url: str
    date: str | None
    media_type: str
    data: bytes
    doubts: tuple[str, ...] = ()


@value
class Message:
    """What a record says of its payload; `coding` is of the content, in lower case."""

    status: str
    media_type: str
    charset: str | None
    coding: str
    chunked: bool
    body: bytes


def capture(record: Record) -> Capture | None:
    """Take a page out of a record; null for what is no page, or was not found by its server.

    Raises `UnreadableError` when a page is there and cannot be unpacked. A page whose bytes do
    not agree with the digest that the archive states is given, with a doubt.
    """
    if not ADDRESS.match(record.url) or OWN_BUSINESS.search(record.url):
        return None
    message = message_of(record)
    if message is None or message.status != FOUND or message.media_type not in TAKEN:
        return None
    if record.large:
        raise UnreadableError(f"It holds more than {MOST_BYTES // 2**20} MiB.", SHOW)
    plain, body = _unpacked(message)
    doubts = []
    if not _proved(record, (message.body, plain, body.data)):
        doubts.append("Its bytes do not agree with the digest that the archive states for them.")
    if not body.whole or record.truncated:
        doubts.append("It is not whole: its end was not captured, or is damaged.")
    if not body.data:
        return None
    data = _declared(body.data, message)
    return Capture(
        url=record.url,
        date=record.date,
        media_type=message.media_type,
        data=data,
        doubts=tuple(doubts),
    )


def message_of(record: Record) -> Message | None:
    """Read what goes before the payload; null when it is no message of the web."""
    if record.kind == "resource":
        return _message(FOUND, record.media_type, {}, record.block)
    stream = io.BytesIO(record.block)
    try:
        head = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"]).parse(stream)
    except (StatusAndHeadersParserException, EOFError):
        return None
    fields = {str(name).lower(): str(content) for name, content in head.headers}
    status = str(head.get_statuscode())
    return _message(status, fields.get("content-type", ""), fields, stream.read())


def _message(status: str, stated: str, fields: dict[str, str], body: bytes) -> Message:
    charset = CHARSET.search(stated)
    return Message(
        status=status,
        media_type=stated.partition(";")[0].strip().lower(),
        charset=charset[1] if charset else None,
        coding=fields.get("content-encoding", "").strip().lower(),
        chunked="chunked" in fields.get("transfer-encoding", "").lower(),
        body=body,
    )


@value
class _Body:
    data: bytes
    whole: bool


def _unpacked(message: Message) -> tuple[bytes, _Body]:
    """Undo chunks, then the content's coding; returns both steps."""
    plain, whole = message.body, True
    if message.chunked:
        reader = ChunkedDataReader(io.BytesIO(message.body))
        plain = reader.read()
        whole = reader.all_chunks_read or reader.not_chunked
    coding = message.coding.removeprefix("x-")
    if coding in ("", "identity", "none") or PLAIN.match(plain):
        return plain, _Body(data=plain, whole=whole)
    if coding in ("gzip", "deflate"):
        body = inflate(plain, coding, MOST_BYTES)
        return plain, _Body(data=body.data, whole=whole and body.whole)
    raise UnreadableError(f"It is packed in a way that is not unpacked here ({coding}).", SHOW)


def _proved(record: Record, forms: tuple[bytes, ...]) -> bool:
    """Whether the bytes are those that the archive states, or nothing is stated that is known.

    Writers of archives do not agree on whether the digest of a payload is that before or after
    the codings are undone: any of the forms will do.
    """
    if record.block_agrees is not None:
        return record.block_agrees
    stated = record.digests[1]
    algorithm = algorithm_of(stated)
    if algorithm is None:
        return True
    digests = [hashlib.new(algorithm, form, usedforsecurity=False).digest() for form in forms]
    return agrees(stated, digests)


def _declared(data: bytes, message: Message) -> bytes:
    """Write a text in UTF-8 where only the message, not the page, tells its encoding.

    Browsers believe the message before the page; a reader sees the page alone.
    """
    if message.media_type not in TEXTS or message.charset is None:
        return data
    try:
        found = decode(data, message.charset)
    except UnreadableError:
        return data  # the auction will say why
    if found.guessed or found.damaged or found.encoding.startswith("utf"):
        return data
    return MARK + found.text.encode()
