"""Real files of each format, made on the spot."""

import io
from collections.abc import Callable, Sequence

import docx
import pytest
from reportlab.pdfgen import canvas

from solferino.ports import Reader, Sample
from solferino.read.docx import DocxReader
from solferino.read.html import HtmlReader
from solferino.read.markdown import MarkdownReader
from solferino.read.pdf import PdfReader
from solferino.read.plain import PlainReader

LEFT, TOP, STEP = 72, 780, 14  # points

PrintPdf = Callable[..., bytes]


@pytest.fixture
def readers() -> tuple[Reader, ...]:
    return PlainReader(), MarkdownReader(), HtmlReader(), PdfReader(), DocxReader()


@pytest.fixture
def print_pdf() -> PrintPdf:
    """Print pages of lines; an empty line leaves a gap."""

    def build(*pages: Sequence[str], title: str = "", author: str = "") -> bytes:
        out = io.BytesIO()
        sheet = canvas.Canvas(out, invariant=True)
        sheet.setTitle(title)
        sheet.setAuthor(author)
        for lines in pages:
            for i, line in enumerate(lines):
                sheet.drawString(LEFT, TOP - i * STEP, line)
            sheet.showPage()
        sheet.save()
        return out.getvalue()

    return build


@pytest.fixture
def pdf(print_pdf: PrintPdf) -> Sample:
    return Sample(name="a.pdf", data=print_pdf(["Two shells hit the clinic in Ossavar."]))


@pytest.fixture
def word_file() -> Sample:
    out = io.BytesIO()
    file = docx.Document()
    file.add_paragraph("Two shells hit the clinic in Ossavar.")
    file.save(out)
    return Sample(name="a.docx", data=out.getvalue())
