"""Pictures that leave: made anew from their pixels, and of pages only the words that leave.

A file's own bytes never leave, for they hold more than one sees: place and camera, thumbnails,
layers, comments, the author. A picture is drawn anew from its pixels. Of a page of a PDF only the
words that are published anyway are drawn, at their place; all else is covered.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import closing

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from solferino.codec import sha256, value
from solferino.errors import UsageError
from solferino.model import Clearances, Document, Receipt
from solferino.publish.facsimile import page_image, png
from solferino.release.key import Key
from solferino.release.opening import PDF
from solferino.release.published import Published
from solferino.release.selection import WITHDRAWN, Withheld

SIDE = 2_000  # pixels of the longer side at most
PIXELS = 120_000_000  # of a picture; larger ones are refused
FEWEST = 3  # letters and digits: shorter pieces are not looked for on a page
AGAIN = "Take the decision that lets it out back with --undo, or give the file in another format."


@value
class Files:
    """The files of a case: how each came in, and a way to the bytes by their digest."""

    receipts: tuple[Receipt, ...] = ()
    read: Callable[[str], bytes] | None = None


@value
class Exhibit:
    """A picture as it leaves, as PNG. `document` is that published one of which it is a page.

    `page` counts from 1, 0 for what is no page. `rights` is the condition under which it may be
    used, as whoever gave it told; "" where none is known.
    """

    file: str
    document: str
    page: int
    rights: str
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the picture as it leaves; that of the original stays inside."""
        return sha256(self.data)


def exhibits(
    files: Files, published: Published, clearances: Clearances, key: Key
) -> tuple[Exhibit, ...]:
    """Draw every picture and page that somebody let out, in order of source and page.

    Raises `UsageError` where one cannot be drawn.
    """
    found: list[Exhibit] = []
    for receipt in sorted(files.receipts, key=lambda r: r.id):
        if files.read is None or not clearances.exhibit(receipt):
            continue
        data, name = files.read(receipt.original), key.id("exhibit", receipt.id)
        if data.startswith(PDF):
            found += _pages(data, _read_from(receipt, published, key), name, receipt)
        else:
            found.append(_exhibit(name, "", 0, receipt, redrawn(data)))
    return tuple(sorted(found, key=lambda e: (e.document, e.page, e.file)))


def taken_back(files: Files, clearances: Clearances) -> tuple[Withheld, ...]:
    """Name the files of which nothing leaves any more because the permission was withdrawn."""
    return tuple(
        Withheld(kind="file", about=r.id, said=r.name, why=WITHDRAWN)
        for r in files.receipts
        if clearances.withdrawn(r.id)
    )


def _exhibit(name: str, document: str, page: int, receipt: Receipt, data: bytes) -> Exhibit:
    return Exhibit(
        file=f"exhibits/{name[:16]}{f'-page-{page}' if page else ''}.png",
        document=document,
        page=page,
        rights=receipt.told.rights or "",
        data=data,
    )


def _read_from(receipt: Receipt, published: Published, key: Key) -> Document | None:
    """Find the published document that was read from a receipt; null where nothing of it leaves."""
    own = key.id("receipt", receipt.id)
    return next((d for d in published.picture.documents if d.receipt in (own, receipt.id)), None)


def redrawn(data: bytes) -> bytes:
    """Draw a picture anew from its pixels, upright, as PNG without anything beside them."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > PIXELS:
                raise UsageError("an exhibit is too large to be drawn", AGAIN)
            upright = ImageOps.exif_transpose(opened)
            drawn = upright.convert("RGBA" if _see_through(upright) else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UsageError("an exhibit is no picture that can be drawn", AGAIN) from error
    drawn.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return png(Image.frombytes(drawn.mode, drawn.size, drawn.tobytes()))


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _pages(
    data: bytes, document: Document | None, name: str, receipt: Receipt
) -> Iterator[Exhibit]:
    if document is None:
        return
    try:
        with closing(pypdfium2.PdfDocument(data)) as pdf:
            for page in document.pages:
                pieces = leaving_words(document.text[page.start : page.end])
                drawn = page_image(pdf, page.number, pieces) if pieces else None
                if drawn is not None:
                    yield _exhibit(name, document.id, page.number, receipt, drawn)
    except pypdfium2.PdfiumError as error:
        raise UsageError("a page of an exhibit cannot be drawn", AGAIN) from error


def leaving_words(text: str) -> tuple[str, ...]:
    """Cut the published text of a page at the marks that stand for what stays inside."""
    pieces, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        if sign == "[":
            if depth == 0:
                pieces.append(text[start:at])
            depth += 1
        elif sign == "]" and depth:
            depth -= 1
            start = at + 1
    if depth == 0:
        pieces.append(text[start:])
    return tuple(p for p in pieces if sum(map(str.isalnum, p)) >= FEWEST)
