"""Pages of PDFs beside their annex: the quoted words marked, nothing that must not be seen."""

import io
from dataclasses import replace
from html import unescape

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from solferino.codec import sha256
from solferino.model import Document, Page, Receipt
from solferino.model.source import Reading, document_of
from solferino.ports import Picture
from solferino.publish.dossier import Dossier
from solferino.publish.facsimile import COVER, MARK, Facsimile, facsimiles

LINES = (
    "Two shells hit the clinic.",
    "Call +99 021 555 0147 at once.",
    "Three died at the clinic.",
)
OTHER = "Nothing of this page is quoted."
TEXT = "\n".join((*LINES, OTHER))
TOP = 760  # points above the foot of the page: where the first line stands


def pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    for lines in (LINES, (OTHER,)):
        for n, line in enumerate(lines):
            canvas.drawString(72, TOP - 40 * n, line)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(300, 200, 100, 100, fill=1)  # a picture: nobody knows what it shows
        canvas.setFillColorRGB(0, 0, 0)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


DATA = pdf()


def document(data: bytes = DATA) -> Document:
    end = TEXT.index(OTHER)
    starts = tuple(TEXT.index(line) for line in LINES)
    pages = (
        Page(number=1, start=0, end=end, lines=starts),
        Page(number=2, start=end, end=len(TEXT), lines=(end,)),
    )
    reading = Reading(text=TEXT, media_type="application/pdf", pages=pages)
    return document_of(Receipt(original=sha256(data), name="note.pdf"), reading, "pdf/2")


def drawn(*words: str, data: bytes = DATA) -> tuple[Facsimile, ...]:
    own = document(data)
    spans = []
    for said in words:
        start = TEXT.rindex(said)
        spans.append(own.span(start, start + len(said)))
    return facsimiles(own, spans, {own.original: data}.__getitem__, None)


def strip(page: Facsimile, line: int) -> set[object]:
    """Give the colours of the strip of a page in which a line stands."""
    with Image.open(io.BytesIO(page.data)) as seen:
        scale = seen.height / 842
        at = (842 - TOP + 40 * line) * scale
        whole = seen.convert("RGB")
        cut = whole.crop((0, int(at - 14 * scale), whole.width, int(at + 6 * scale)))
        return {colour for _, colour in cut.getcolors(1 << 20) or ()}


def near(colour: tuple[int, ...], colours: set[object]) -> bool:
    return any(sum(abs(a - b) for a, b in zip(colour, c, strict=True)) < 24 for c in colours)  # type: ignore[call-overload]


def test_pages_that_are_quoted_show_their_words_and_mark_those_that_are_quoted() -> None:
    (page,) = drawn("the clinic")
    assert page.number == 1
    assert len(strip(page, 0)) > 2
    assert not near(MARK, strip(page, 0))  # the same words stand there, too, and are not quoted
    assert near(MARK, strip(page, 2))


def test_a_contact_and_a_picture_are_covered() -> None:
    (page,) = drawn("Three died")
    with Image.open(io.BytesIO(page.data)) as seen:
        held = {c for _, c in seen.convert("RGB").getcolors(1 << 20) or ()}
        scale = seen.width / 595
        box = (98, 842 - TOP + 30, 180, 842 - TOP + 44)  # where the number stands
        number = seen.convert("RGB").crop(tuple(int(side * scale) for side in box))  # type: ignore[arg-type]
    assert not any(c[0] > 200 and c[1] < 80 for c in held if isinstance(c, tuple))
    assert {c for _, c in number.getcolors(1 << 20) or ()} <= {COVER}


def test_what_is_no_pdf_or_does_not_open_has_no_pages() -> None:
    assert drawn("Three died", data=b"no pdf") == ()
    assert drawn("Three died", data=b"%PDF-1.7 broken") == ()


def test_the_page_of_an_incident_shows_them_beside_the_annex(picture: Picture) -> None:
    own = document()
    claim = next(c for c in picture.claims if c.kind == "effect")
    home = next(d for d in picture.documents if d.id == claim.span.document)
    lines = (0, claim.span.start, claim.span.end)
    pages = (Page(number=1, start=0, end=len(home.text), lines=lines),)
    shown = replace(home, original=own.original, pages=pages)
    documents = tuple(shown if d.id == home.id else d for d in picture.documents)
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, TOP, claim.span.text)
    canvas.save()
    told = replace(picture, documents=documents)
    with_pages = Dossier(told, "2031-05-08", read=lambda _: out.getvalue())
    without = Dossier(told, "2031-05-08")
    number = "Page 1 of annex"
    names = [n for n in with_pages.names if n.startswith("incident")]
    seen = [unescape(with_pages.page(n).decode()) for n in names]
    assert any(number in page and "data:image/png;base64," in page for page in seen)
    assert any("الصفحة 1 من الملحق" in page for page in seen)
    assert not [n for n in names if number in without.page(n).decode()]
