"""PDF files: paragraphs of all pages, or a clear reason why not."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Sample
from solferino.read.pdf import PdfReader

PrintPdf = Callable[..., bytes]
LINES = [
    "The clinic in the old town was hit by two shells on Tuesday",
    "night, its director said, and nobody was hurt.",
]
SECOND = [
    "The ministry denied that its guns had fired on the clinic and",
    "said that it would look into the report.",
]


def read(data: bytes) -> Reading:
    return PdfReader().read(Sample(name="a.pdf", data=data))


def test_lines_are_joined_to_paragraphs_and_pages_set_apart(print_pdf: PrintPdf) -> None:
    text = read(print_pdf([*LINES, "", *SECOND], ["Page two."])).text
    assert text == "\n\n".join([" ".join(LINES), " ".join(SECOND), "Page two."])


def test_a_line_that_ends_early_ends_its_paragraph(print_pdf: PrintPdf) -> None:
    assert read(print_pdf([*LINES, *SECOND])).text == "\n\n".join(
        [" ".join(LINES), " ".join(SECOND)]
    )


def test_ragged_lines_within_a_sentence_stay_together(print_pdf: PrintPdf) -> None:
    lines = ["The clinic in the old town was hit by two shells and the", "Upland Front said so."]
    lines = ["It has been said that the clinic in the old town of Ossavar", *lines]
    assert read(print_pdf(lines)).text == " ".join(lines)


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("It was the phar-", "macy that burned.", "It was the pharmacy that burned."),
        ("There were twenty-", "five people.", "There were twenty-five people."),
        ("The town of Al-", "Farin was hit.", "The town of Al-Farin was hit."),
        ("A two-", "year siege.", "A two-year siege."),
        ("AN OP-", "TIONAL WARD.", "AN OPTIONAL WARD."),
    ],
)
def test_hyphens_at_line_ends_go_where_that_is_safe(
    above: str, below: str, whole: str, print_pdf: PrintPdf
) -> None:
    assert read(print_pdf([above, below])).text == whole


def test_what_the_document_writes_elsewhere_decides_about_a_hyphen(print_pdf: PrintPdf) -> None:
    lines = ["The re-", "count began.", "", "A recount is due."]
    assert "The recount began." in read(print_pdf(lines)).text
    lines = ["The short-", "sighted plan.", "", "It was short-sighted."]
    assert "The short-sighted plan." in read(print_pdf(lines)).text


def test_headings_and_lists_stay_apart() -> None:
    out = io.BytesIO()
    styles = getSampleStyleSheet()
    SimpleDocTemplate(out, invariant=True).build(
        [
            Paragraph("What was lost in the fire", styles["Heading1"]),
            Paragraph(" ".join(LINES * 4), styles["Normal"]),
            Paragraph(" ".join(SECOND * 4), styles["Normal"]),
            Spacer(1, 12),
            Paragraph("- twelve beds", styles["Normal"]),
            Paragraph("- the pharmacy", styles["Normal"]),
        ]
    )
    reading = read(out.getvalue())
    assert reading.text == "\n\n".join(
        [
            "What was lost in the fire",
            " ".join(LINES * 4),
            " ".join(SECOND * 4),
            "- twelve beds\n- the pharmacy",
        ]
    )
    headline = reading.parts[0]
    assert headline.kind == "headline"
    assert reading.text[headline.start : headline.end] == "What was lost in the fire"


def test_title_and_author_are_told_but_no_day(print_pdf: PrintPdf) -> None:
    told = read(print_pdf(LINES, title="Two shells", author="Wenna Karsk")).told
    assert told == Description(title="Two shells", author="Wenna Karsk")


@pytest.mark.parametrize("title", ["untitled", "(anonymous)", "Microsoft Word - a.doc", " "])
def test_what_programs_fill_in_is_not_told(title: str, print_pdf: PrintPdf) -> None:
    assert read(print_pdf(LINES, title=title, author="anonymous")).told == Description()


def test_pages_without_text_are_named(print_pdf: PrintPdf) -> None:
    (problem,) = read(print_pdf([], LINES, [], [], [])).problems
    assert "1, 3-5" in problem.message
    assert problem.remedy
    assert read(print_pdf(LINES)).problems == ()


def test_a_scan_is_refused_with_advice(print_pdf: PrintPdf) -> None:
    with pytest.raises(UnreadableError, match="no text layer") as refused:
        read(print_pdf([], []))
    assert "ocrmypdf" in refused.value.remedy


def test_a_locked_file_asks_for_a_copy_without_password() -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    sheet.drawString(72, 700, "Two shells.")
    sheet.save()
    with pytest.raises(UnreadableError, match="password") as refused:
        read(out.getvalue())
    assert "without one" in refused.value.remedy


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_file_is_read_or_refused_with_a_remedy(share: float, print_pdf: PrintPdf) -> None:
    whole = print_pdf(LINES, SECOND)
    with pytest.raises(UnreadableError, match=r"damaged or cut off|no text") as refused:
        read(whole[: int(len(whole) * share)])
    assert refused.value.remedy


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"words", b"%PDF-1.7\n" + bytes(500)])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(data)


def test_bids_go_by_the_first_bytes() -> None:
    reader = PdfReader()
    bids = [
        reader.bid(Sample(name=name, data=data))
        for name, data in [
            ("a.txt", b"%PDF-1.7"),
            ("a.bin", b"\n%PDF-1.7"),
            ("a.pdf", b"words"),
            ("a.txt", b"words"),
        ]
    ]
    assert bids == sorted(bids, reverse=True)
    assert bids[0] == 100
    assert bids[-1] == 0
