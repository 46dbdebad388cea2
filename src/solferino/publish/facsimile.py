"""Pages of PDFs as pictures: of a page, those of its words that may be seen, at their place.

Everything else on it is covered, also what is drawn: nothing here knows what a picture shows.
"""

import base64
import ctypes
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise

import pypdfium2
from markupsafe import Markup
from PIL import Image, ImageChops
from pypdfium2 import raw

from solferino.codec import value
from solferino.model import Document, Page, Span
from solferino.redact import Names, contacts

SCALE = 150 / 72  # pixels for a point of a page
READABLE = 96 / 72  # the same for a page beside its quotations
COVER = (198, 201, 205)  # what stands over words that are not to be seen
MARK = (255, 236, 153)  # what lies over words that are quoted
MARGIN = 1  # pixels around a sign
LARGE = 72  # points: a sign that claims more room would uncover others
COLOURS = 32  # of a page beside its quotations, so that it takes little room
PDF = b"%PDF"
Box = tuple[int, int, int, int]
Marked = tuple[str, str]  # what stands before some words on their page, and the words
Read = Callable[[str], bytes]


@value
class Facsimile:
    """One page of a document, drawn; `number` counts from 1."""

    number: int
    data: bytes

    @property
    def uri(self) -> Markup:
        """Give the picture as an address that holds it."""
        return Markup("data:image/png;base64,") + base64.b64encode(self.data).decode()


def facsimiles(
    document: Document, quoted: Iterable[Span], read: Read, names: Names | None
) -> tuple[Facsimile, ...]:
    """Draw the pages of a document on which words are quoted, these marked, contacts covered.

    `read` gives an original by its SHA-256, `names` match names that are withheld. A document that
    is no PDF, or that cannot be drawn, has none.
    """
    spans = sorted(set(quoted), key=lambda s: (s.start, s.end))
    wanted = [p for p in document.pages if any(p.start <= s.start < p.end for s in spans)]
    data = read(document.original) if wanted and document.original else b""
    if not data.startswith(PDF):
        return ()
    hidden = contacts(document.text, names)
    try:
        with closing(pypdfium2.PdfDocument(data)) as pdf:
            drawn = []
            for page in wanted:
                text = document.text
                marked = [
                    (text[page.start : s.start], text[s.start : min(s.end, page.end)])
                    for s in spans
                    if page.start <= s.start < page.end
                ]
                cuts = [(c.start, c.end) for c in hidden if c.start < page.end > page.start < c.end]
                pieces = _between(text, page, cuts)
                found = page_image(pdf, page.number, pieces, marked, READABLE)
                if found is not None:
                    drawn.append(Facsimile(number=page.number, data=_smaller(found)))
            return tuple(drawn)
    except pypdfium2.PdfiumError:
        return ()


def _between(text: str, page: Page, cuts: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Cut the lines of a page at what must not be seen of them."""
    held = [(max(a, page.start), min(b, page.end)) for a, b in cuts]
    ends = sorted({page.start, page.end, *page.lines, *(end for cut in held for end in cut)})
    pieces = (
        text[first:last]
        for first, last in pairwise(ends)
        if not any(a <= first and last <= b for a, b in held)
    )
    return tuple(piece for piece in pieces if _letters(piece))


def _smaller(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as whole:
        return png(whole.convert("RGB").quantize(COLOURS))


def png(picture: Image.Image) -> bytes:
    """Write a picture as PNG, with nothing beside its pixels."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def page_image(
    pdf: pypdfium2.PdfDocument,
    number: int,
    pieces: Sequence[str],
    marked: Sequence[Marked] = (),
    scale: float = SCALE,
) -> bytes | None:
    """Draw a page on which nothing but some pieces of its text shows; null where none is found.

    `number` counts from 1; the pieces are in the order of the page. Letters and digits alone are
    compared, so that hyphens, spaces and line ends do not matter. `marked` are words to be marked.
    """
    with closing(pdf[number - 1]) as page, closing(page.get_textpage()) as text:
        whole = page.render(scale=scale).to_pil().convert("RGB")
        size = whole.size
        shown = [b for run in _runs(text, pieces) for b in _boxes(page, text, run, size)]
        if not shown:
            return None
        covered = Image.new("RGB", whole.size, COVER)
        for box in shown:
            covered.paste(whole.crop(box), box[:2])
        _mark(covered, [b for run in _places(text, marked) for b in _boxes(page, text, run, size)])
    return png(covered)


def _mark(drawn: Image.Image, boxes: Iterable[Box]) -> None:
    """Lay a colour over some signs under which they can still be read."""
    over = Image.new("RGB", drawn.size, "white")
    for box in boxes:
        over.paste(MARK, box)
    drawn.paste(ImageChops.multiply(drawn, over))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _signs(text: pypdfium2.PdfTextPage) -> list[tuple[int, str]]:
    """Give the letters and digits of a page, each with the number of its sign."""
    signs = [chr(raw.FPDFText_GetUnicode(text, n)) for n in range(text.count_chars())]
    return [(n, c) for n, sign in enumerate(signs) for c in sign.casefold() if c.isalnum()]


def _places(text: pypdfium2.PdfTextPage, marked: Sequence[Marked]) -> Iterator[range]:
    """Find the signs of words by what stands before them on the page: the nearest of that kind."""
    folded = _signs(text) if marked else []
    bare = "".join(c for _, c in folded)
    for before, words in marked:
        wanted, expected = _letters(words), len(_letters(before))
        starts = [m.start() for m in re.finditer(rf"(?={re.escape(wanted)})", bare)]
        if wanted and starts:
            at = min(starts, key=lambda start: (abs(start - expected), start))
            yield range(folded[at][0], folded[at + len(wanted) - 1][0] + 1)


def _runs(text: pypdfium2.PdfTextPage, pieces: Sequence[str]) -> Iterator[range]:
    """Find the signs of a page that each piece covers."""
    folded = _signs(text)
    bare, at = "".join(c for _, c in folded), 0
    for piece in pieces:
        wanted = _letters(piece)
        found = bare.find(wanted, at)
        if found >= 0:
            at = found + len(wanted)
            yield range(folded[found][0], folded[at - 1][0] + 1)


def _boxes(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, run: range, size: tuple[int, int]
) -> Iterator[Box]:
    """Give the rectangle of each sign of a run, in pixels of the drawn page."""
    for n in run:
        left, bottom, right, top = text.get_charbox(n)
        if 0 < right - left < LARGE and 0 < top - bottom < LARGE:
            yield _pixels(page, (left, bottom, right, top), size)


def _pixels(page: pypdfium2.PdfPage, box: tuple[float, ...], size: tuple[int, int]) -> Box:
    left, bottom, right, top = box
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((left, bottom), (right, top)):
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
        corners.append((x.value, y.value))
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    return (
        max(xs[0] - MARGIN, 0),
        max(ys[0] - MARGIN, 0),
        min(xs[1] + MARGIN, size[0]),
        min(ys[1] + MARGIN, size[1]),
    )
