"""Reads PDF files: the text of each page in reading order, its lines joined to paragraphs."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import PurePath
from statistics import median

import pypdfium2
from pypdfium2 import raw

from solferino.errors import UnreadableError
from solferino.model import Description, Problem, Reading
from solferino.ports import Sample
from solferino.read.blocks import lay_out
from solferino.read.columns import Row
from solferino.read.pagelines import Line
from solferino.read.paging import Sheet, page_map, printed
from solferino.read.zones import zones
from solferino.text.normal import normal

MAGIC = b"%PDF-"
HEAD = 1024  # bytes within which the magic must stand
CERTAIN, LIKELY, BY_NAME = 100, 30, 1
# Signs of PDFium: a hyphen at the end of a line that goes on in the next, and line ends.
HYPHENS, ENDS = frozenset("\x02\ufffe\xad"), frozenset("\r\n")
# What programs write when nobody gave a title or an author.
NO_TITLE = frozenset({"untitled", "unspecified", "anonymous", "title", "document", "unknown"})
PROGRAM_TITLES = ("microsoft word - ", "microsoft powerpoint - ")
MARK = "\ufeff"  # a mark without a width; at the start of a text it would be taken for another
GAP = 0.8  # heights of most signs: no wider gap stands between two words of a line
PASSWORD, BROKEN_FORM, BROKEN_SECURITY = 4, 3, 5
LANGUAGE_BYTES = 64

OCR = "Recognise its text (for example with `ocrmypdf`) and add the result beside it."
AGAIN = "Ask its sender for the file again, or open it in a PDF program and save it anew."

Sign = tuple[int, str]  # a sign and its place among those of the page
Boxed = tuple[str, raw.FS_RECTF | None]


class PdfReader:
    """PDF files with a text layer."""

    name = "pdf"
    version = "2"

    def bid(self, sample: Sample) -> int:
        """100 for the magic bytes at the start, 30 near it, 1 for the name alone."""
        if sample.data.startswith(MAGIC):
            return CERTAIN
        if MAGIC in sample.data[:HEAD]:
            return LIKELY
        return BY_NAME if PurePath(sample.name).suffix.lower() == ".pdf" else 0

    def read(self, sample: Sample) -> Reading:
        """Read all pages; raises `UnreadableError` for broken, locked and scanned files."""
        try:
            with closing(pypdfium2.PdfDocument(sample.data)) as document:
                sheets = tuple(_sheet(document, i) for i in range(len(document)))
                told = _told(document)
        except pypdfium2.PdfiumError as error:
            raise _unreadable(error) from error
        silent = [sheet.number for sheet in sheets if not sheet.rows]
        if len(silent) == len(sheets):
            raise UnreadableError(
                "This PDF has no text layer; it is a scan or holds only pictures.", OCR
            )
        pieces = printed(sheets)
        layout = lay_out(piece.block for piece in pieces)
        return Reading(
            text=layout.text,
            media_type="application/pdf",
            told=told,
            parts=zones(layout.text, layout.parts),
            problems=_silences(sample.name, silent),
            pages=page_map(pieces, layout),
        )


def _unreadable(error: pypdfium2.PdfiumError) -> UnreadableError:
    code = getattr(error, "err_code", None)
    if code == PASSWORD:
        return UnreadableError(
            "This PDF is protected by a password.",
            "Open it with the password, save a copy without one, and add that copy too.",
        )
    if code == BROKEN_SECURITY:
        return UnreadableError("This PDF is locked in a way that is not supported.", AGAIN)
    return UnreadableError("This PDF is damaged or cut off.", AGAIN)


def _sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    """Read one page; a page that is broken has no lines, and the others are read."""
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as text:
            return Sheet(number=index + 1, rows=tuple(_rows(text)))
    except pypdfium2.PdfiumError:
        return Sheet(number=index + 1, rows=())


def _rows(page: pypdfium2.PdfTextPage) -> Iterator[Row]:
    """Cut the signs of a page into rows, and rows into pieces at wide gaps."""
    signs: list[Sign] = []
    for place in range(page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(page, place))
        if sign in HYPHENS or sign in ENDS:
            yield from _row(page, signs, hyphen=sign in HYPHENS)
            signs = []
        else:
            signs.append((place, sign))
    yield from _row(page, signs, hyphen=False)


def _row(page: pypdfium2.PdfTextPage, signs: Sequence[Sign], *, hyphen: bool) -> Iterator[Row]:
    boxed = [(sign, None if sign.isspace() else _box(page, place)) for place, sign in signs]
    heights = [box.top - box.bottom for _, box in boxed if box is not None]
    if not heights:
        return
    wide = GAP * max(median(heights), 1)
    pieces: list[list[Boxed]] = [[]]
    before: raw.FS_RECTF | None = None
    for sign, box in boxed:
        if before is not None and box is not None and _distance(before, box) > wide:
            pieces.append([])
        pieces[-1].append((sign, box))
        before = before if box is None else box
    lines = [line for piece in pieces if (line := _line(piece)) is not None]
    if lines:
        yield Row(pieces=(*lines[:-1], replace(lines[-1], hyphen=hyphen)))


def _distance(one: raw.FS_RECTF, other: raw.FS_RECTF) -> float:
    """How far apart two boxes stand beside each other, in whichever order, in points."""
    return float(max(other.left - one.right, one.left - other.right))


def _line(signs: Sequence[Boxed]) -> Line | None:
    """Make a line of signs, with its edges; null when nothing can be seen in it.

    Heights are those of most signs, so that a raised note or a word in another type says nothing.
    """
    # Where characters are 16 bits wide, PDFium gives those beyond them in halves.
    whole = "".join(sign for sign, _ in signs).encode("utf-16-le", "surrogatepass")
    text = " ".join(normal(whole.decode("utf-16-le", "replace").replace(MARK, "")).split())
    boxes = [box for _, box in signs if box is not None]
    if not text or not boxes:
        return None
    return Line(
        text=text,
        left=min(box.left for box in boxes),
        right=max(box.right for box in boxes),
        bottom=median(box.bottom for box in boxes),
        top=median(box.top for box in boxes),
    )


def _box(page: pypdfium2.PdfTextPage, place: int) -> raw.FS_RECTF:
    """Give the box of a sign as high as its font, in points; all zero when it has none."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page, place, box)
    return box


def _told(document: pypdfium2.PdfDocument) -> Description:
    """Read title, author and language. The day a file was made is not the day of publication."""
    stated = document.get_metadata_dict()
    language = _language(document)
    return Description(
        title=_name(stated.get("Title", "")),
        author=_name(stated.get("Author", "")),
        language=language,
    )


def _name(stated: str) -> str | None:
    name = " ".join(stated.replace("\x00", "").split())
    if name.lower().strip("()") in NO_TITLE or name.lower().startswith(PROGRAM_TITLES):
        return None
    return name or None


def _language(document: pypdfium2.PdfDocument) -> str | None:
    room = (ctypes.c_ushort * LANGUAGE_BYTES)()
    size = raw.FPDFCatalog_GetLanguage(document, room, ctypes.sizeof(room))
    stated = bytes(room)[: max(0, min(size, ctypes.sizeof(room)) - 2)].decode(
        "utf-16-le", "replace"
    )
    code = stated.split("-")[0].strip().lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None  # noqa: PLR2004


def _silences(name: str, silent: Sequence[int]) -> tuple[Problem, ...]:
    """Tell which pages hold no text, in runs: 2, 5-7."""
    if not silent:
        return ()
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(silent), key=lambda pair: pair[1] - pair[0])
    ]
    listed = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
    message = f"Pages without text that can be read, perhaps scans: {listed}."
    return (Problem(name=name, stage="read", message=message, remedy=OCR),)
