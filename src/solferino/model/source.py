"""What came in: originals, receipts, and the documents read from them."""

import re
from bisect import bisect_right
from dataclasses import replace

from solferino.codec import identify, sha256, value
from solferino.errors import UngroundedError
from solferino.model.address import comparable
from solferino.model.terms import PartKind

FRONT = re.compile(r"(?:https://[^/?#]*)?")


@value
class Description:
    """What is told of a document: by its format, or by a person (the two are kept apart).

    `published` is an ISO date (YYYY-MM-DD) or null; `language` is an ISO 639-1 code.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    rights: str | None = None

    def completed(self, other: "Description") -> "Description":
        """Fill what is silent here with what the other one tells."""
        return Description(
            title=self.title or other.title,
            author=self.author or other.author,
            publisher=self.publisher or other.publisher,
            published=self.published or other.published,
            language=self.language or other.language,
            url=self.url or other.url,
            rights=self.rights or other.rights,
        )


@value
class Acquisition:
    """How a file reached the case; every field may be unknown, and unknown is null."""

    collector: str | None = None
    received_at: str | None = None
    received_from: str | None = None
    method: str | None = None
    url: str | None = None
    final_url: str | None = None
    note: str | None = None


@value
class Original:
    """A file exactly as it came in; never altered. `size` is in bytes."""

    sha256: str
    size: int


@value
class Receipt:
    """That an original came in under a name: a fact of its own.

    The same bytes republished by another outlet are one original with two receipts. `name` is
    the file name as received, `told` what a person says of the file (documents.csv).
    """

    original: str
    name: str
    told: Description = Description()
    acquisition: Acquisition = Acquisition()

    @property
    def id(self) -> str:
        """Digest of the receipt's content."""
        return identify("receipt", self)


@value
class Part:
    """A zone of a text that is not plain body: a post, a caption, an infobox, a headline.

    Offsets are code points of the document's text, half-open. `date` is an ISO date.
    """

    kind: PartKind
    start: int
    end: int
    author: str | None = None
    handle: str | None = None
    date: str | None = None


@value
class Page:
    """Where a page of a paged format stands in the text; pages without text have none.

    `number` counts from 1. `start`, `end` and `lines`, the starts of the page's lines in reading
    order, are code points of the document's text.
    """

    number: int
    start: int
    end: int
    lines: tuple[int, ...] = ()


@value
class Reading:
    """What a reader makes of an original: frozen text, its parts, what the format tells.

    `pages` are in order and do not overlap. `problems` are what it could not make out although
    it read the rest: pages without text, an encoding that was guessed.
    """

    text: str
    media_type: str
    told: Description = Description()
    parts: tuple[Part, ...] = ()
    problems: tuple["Problem", ...] = ()
    pages: tuple[Page, ...] = ()


@value
class Span:
    """Some exact characters of one document, with a copy of them as a seal."""

    document: str
    start: int
    end: int
    text: str


@value
class Document:
    """One reading of an original. `text` never changes; every offset counts its code points.

    `id` is a digest of the original, the text and the receipt's name and address, without the
    reader's version: decisions survive an upgrade that leaves the text alone.
    """

    id: str
    receipt: str
    original: str
    name: str
    reader: str
    media_type: str
    text: str
    text_sha256: str
    parts: tuple[Part, ...]
    told: Description
    format_told: Description
    acquisition: Acquisition
    version_of: str | None = None
    pages: tuple[Page, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Cut an exact span; raises `UngroundedError` outside the text or when empty."""
        if not 0 <= start < end <= len(self.text):
            raise UngroundedError(f"no such span in {self.name}: {start} to {end}")
        return Span(document=self.id, start=start, end=end, text=self.text[start:end])

    @property
    def described(self) -> Description:
        """The best that is told: a person's word first, the format's where that is silent."""
        return self.told.completed(self.format_told)

    @property
    def address(self) -> str | None:
        """Where it was published, in the form in which addresses are compared; null if unknown.

        A person's word goes first, then where it was captured, then what its format tells; a
        page that tells no more than the front page of its site tells nothing.
        """
        stated = self.told.url or self.acquisition.url
        if stated is not None:
            return comparable(stated)
        own = comparable(self.format_told.url or "")
        return own if FRONT.fullmatch(own) is None else None


def document_of(receipt: Receipt, reading: Reading, reader: str) -> Document:
    """Join a receipt and a reading into a document; `reader` is its name and version."""
    text_digest = sha256(reading.text.encode())
    address = receipt.told.url or receipt.acquisition.url
    return Document(
        id=identify("document", receipt.original, text_digest, receipt.name, address),
        receipt=receipt.id,
        original=receipt.original,
        name=receipt.name,
        reader=reader,
        media_type=reading.media_type,
        text=reading.text,
        text_sha256=text_digest,
        parts=reading.parts,
        told=receipt.told,
        format_told=reading.told,
        acquisition=receipt.acquisition,
        pages=reading.pages,
    )


def place_of(document: Document, start: int) -> tuple[int, int | None] | None:
    """Find the page and the line on it, both from 1, where a code point of the text stands.

    Null between pages, outside the text and in formats without pages; the line is null where
    the reader knows no lines. Lines are counted in reading order, running heads included.
    """
    i = bisect_right(document.pages, start, key=lambda page: page.start) - 1
    if i < 0 or start >= document.pages[i].end:
        return None
    page = document.pages[i]
    return page.number, bisect_right(page.lines, start) or None


def inside(receipt: Receipt, path: str, told: Description, captured: str | None = None) -> Receipt:
    """Describe one thing inside an original as if it had come in by itself, at `NAME/PATH`.

    Of what a person tells of the original, publisher, language and rights hold for a thing in it
    that tells nothing else; title, author, day and address are those of the whole. Its address
    is the one that it tells itself, and `captured` goes before the time when the original came.
    """
    said, acquisition = receipt.told, receipt.acquisition
    return Receipt(
        original=receipt.original,
        name=f"{receipt.name}/{path}",
        told=Description(
            publisher=None if told.publisher else said.publisher,
            language=None if told.language else said.language,
            rights=None if told.rights else said.rights,
        ),
        acquisition=replace(
            acquisition,
            url=told.url,
            final_url=None,
            received_at=captured or acquisition.received_at,
        ),
    )


def member_of(
    receipt: Receipt, path: str, reading: Reading, reader: str, captured: str | None = None
) -> Document:
    """Join the reading of one thing inside an original into a document (see `inside`).

    It keeps the original and the receipt that brought it.
    """
    own = inside(receipt, path, reading.told, captured)
    return replace(document_of(own, reading, reader), receipt=receipt.id)


@value
class Problem:
    """Something that could not be read or understood, shown to the user with what to do.

    `document` is null when there is no document because the file could not be read.
    """

    name: str
    stage: str
    message: str
    remedy: str
    receipt: str | None = None
    document: str | None = None

    @property
    def id(self) -> str:
        """Digest of the problem's content."""
        return identify("problem", self)
