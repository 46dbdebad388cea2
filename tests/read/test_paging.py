"""Pages of a PDF: running heads are marked and kept, and every span has its page and line."""

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen import canvas

from solferino.model import Reading, Receipt, document_of, place_of
from solferino.ports import Sample
from solferino.read.pdf import PdfReader

PrintPdf = Callable[..., bytes]
LEFT, TOP, STEP = 72, 700, 14
STORIES = [
    ["The clinic in the old town was hit by two shells on Tuesday", "night, its director said."],
    ["The ministry denied that its guns had fired on the clinic and", "said it would look."],
    ["A bridge in Vellick was opened again after eleven months of", "work, the mayor said."],
    ["The school of nurses took in forty pupils in the autumn, said", "its head on Friday."],
]


def sheets(
    stories: Sequence[Sequence[str]],
    head: Callable[[int], str] = lambda _: "Ember Hospital Watch, bulletin 7",
    foot: Callable[[int], str] = lambda number: f"Page {number} of 4",
) -> Reading:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, invariant=True)
    for number, lines in enumerate(stories, start=1):
        sheet.drawString(LEFT, 790, head(number))
        for i, line in enumerate(lines):
            sheet.drawString(LEFT, TOP - i * STEP, line)
        sheet.drawString(280, 40, foot(number))
        sheet.showPage()
    sheet.save()
    return PdfReader().read(Sample(name="a.pdf", data=out.getvalue()))


def marked(reading: Reading) -> list[str]:
    return [reading.text[p.start : p.end] for p in reading.parts if p.kind == "boilerplate"]


def test_running_heads_and_page_numbers_are_marked_and_kept() -> None:
    reading = sheets(STORIES)
    head = "Ember Hospital Watch, bulletin 7"
    feet = [f"Page {number} of 4" for number in range(1, 5)]
    assert marked(reading) == [words for foot in feet for words in (head, foot)]
    assert reading.text.split("\n\n") == [
        words
        for foot, story in zip(feet, STORIES, strict=True)
        for words in (head, " ".join(story), foot)
    ]


def test_heads_of_left_and_right_pages_may_differ() -> None:
    reading = sheets(STORIES, head=lambda n: "Ember Watch" if n % 2 else "The winter of the siege")
    assert sum("Ember Watch" in words for words in marked(reading)) == 2
    assert sum("The winter of the siege" in words for words in marked(reading)) == 2


@pytest.mark.parametrize(
    ("foot", "is_page"), [(lambda n: f"- {n + 6} -", True), (lambda n: str(n * n), False)]
)
def test_numbers_alone_are_page_numbers_only_when_they_count_the_pages(
    foot: Callable[[int], str], *, is_page: bool
) -> None:
    reading = sheets(STORIES, foot=foot)
    assert (foot(3) in marked(reading)) is is_page
    assert foot(3) in reading.text


def test_what_stands_on_one_page_only_is_no_running_head() -> None:
    heads = ["Bulletin", "What the clinic lost", "The bridge", "The school"]
    reading = sheets(STORIES, head=lambda n: heads[n - 1])
    assert not set(heads) & set(marked(reading))


def test_a_file_of_one_page_has_no_running_heads(print_pdf: PrintPdf) -> None:
    data = print_pdf(["Ember Watch", "", *STORIES[0], "", "1"])
    assert marked(PdfReader().read(Sample(name="a.pdf", data=data))) == []


def test_every_line_has_its_page_and_number() -> None:
    reading = sheets(STORIES)
    document = document_of(Receipt(original="0" * 64, name="a.pdf"), reading, "pdf/2")
    for number, story in enumerate(STORIES, start=1):
        for line, words in enumerate(story, start=2):  # the running head is line 1
            start = reading.text.index(words.removesuffix("-"))
            assert place_of(document, start) == (number, line)
            assert place_of(document, start + len(words) - 1) == (number, line)
    assert place_of(document, reading.text.index("Page 3")) == (3, 4)


def test_all_that_is_seen_stands_on_some_page() -> None:
    reading = sheets(STORIES)
    document = document_of(Receipt(original="0" * 64, name="a.pdf"), reading, "pdf/2")
    lost = [i for i, sign in enumerate(reading.text) if place_of(document, i) is None]
    assert not "".join(reading.text[i] for i in lost).strip()


def test_pages_without_text_have_no_place(print_pdf: PrintPdf) -> None:
    reading = PdfReader().read(
        Sample(name="a.pdf", data=print_pdf(["On the first."], [], ["On the third."]))
    )
    assert [(p.number, reading.text[p.start : p.end]) for p in reading.pages] == [
        (1, "On the first."),
        (3, "On the third."),
    ]


def test_a_paragraph_goes_on_over_the_page_where_nothing_stands_between(
    print_pdf: PrintPdf,
) -> None:
    pages = (["The shells hit the phar-"], ["macy and the ward of the"], ["clinic in Ossavar."])
    reading = PdfReader().read(Sample(name="a.pdf", data=print_pdf(*pages)))
    assert reading.text == "The shells hit the pharmacy and the ward of the clinic in Ossavar."
    assert [reading.text[p.start : p.end] for p in reading.pages] == [
        "The shells hit the phar",
        "macy and the ward of the ",
        "clinic in Ossavar.",
    ]


def test_a_hyphen_at_the_end_of_a_page_is_kept_where_nothing_goes_on(print_pdf: PrintPdf) -> None:
    reading = PdfReader().read(
        Sample(name="a.pdf", data=print_pdf(["The shells hit the phar-"], ["Beds: 12"]))
    )
    assert "phar-" in reading.text


def columned(*, by_rows: bool) -> Reading:
    left = [
        "The clinic of the old town was",
        "hit by two shells on Tuesday",
        "night, its director said to",
        "us. All burned, said a phar-",
    ]
    right = [
        "macist added. The ministry then",
        "denied that its guns had fired",
        "on it and said that it would",
        "look into it within the week.",
    ]
    out = io.BytesIO()
    sheet = canvas.Canvas(out, invariant=True)
    sheet.setFont("Helvetica", 11)
    cells = [(72, i, t) for i, t in enumerate(left)] + [(320, i, t) for i, t in enumerate(right)]
    for x, i, text in sorted(cells, key=lambda c: c[1]) if by_rows else cells:
        sheet.drawString(x, TOP - i * STEP, text)
    sheet.save()
    return PdfReader().read(Sample(name="a.pdf", data=out.getvalue()))


@pytest.mark.parametrize("by_rows", [True, False])
def test_two_columns_become_one_text_whatever_the_order_in_the_file(*, by_rows: bool) -> None:
    reading = columned(by_rows=by_rows)
    assert reading.text == (
        "The clinic of the old town was hit by two shells on Tuesday night, its director said to "
        "us. All burned, said a pharmacist added. The ministry then denied that its guns had "
        "fired on it and said that it would look into it within the week."
    )
    document = document_of(Receipt(original="0" * 64, name="a.pdf"), reading, "pdf/2")
    assert place_of(document, reading.text.index("denied")) == (1, 6)
