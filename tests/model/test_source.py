"""Where in a document something stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.codec import decode, encode
from solferino.model import (
    Acquisition,
    Description,
    Document,
    Page,
    Reading,
    Receipt,
    document_of,
    place_of,
)

TEXT = "One line.\nTwo lines.\n\nOn the next page."
PAGES = (Page(number=1, start=0, end=20, lines=(0, 10)), Page(number=3, start=22, end=39))


def document(pages: tuple[Page, ...] = PAGES) -> Document:
    reading = Reading(text=TEXT, media_type="application/pdf", pages=pages)
    return document_of(Receipt(original="0" * 64, name="a.pdf"), reading, "pdf/2")


@pytest.mark.parametrize(
    ("start", "place"),
    [(0, (1, 1)), (9, (1, 1)), (10, (1, 2)), (19, (1, 2)), (22, (3, None)), (38, (3, None))],
)
def test_a_place_is_the_page_and_the_line_on_it(start: int, place: tuple[int, int | None]) -> None:
    assert place_of(document(), start) == place


@pytest.mark.parametrize("start", [-1, 20, 21, 39, 1000])
def test_between_pages_and_outside_there_is_no_place(start: int) -> None:
    assert place_of(document(), start) is None


@given(st.integers())
def test_a_document_without_pages_has_no_places(start: int) -> None:
    assert place_of(document(()), start) is None


def test_pages_come_back_from_canonical_bytes() -> None:
    assert decode(encode(document()), Document) == document()


@pytest.mark.parametrize(
    ("told", "captured", "own", "address"),
    [
        ("http://a.example/1", "https://b.example/1", "https://c.example/1", "https://a.example/1"),
        (None, "https://b.example/1", "https://c.example/1", "https://b.example/1"),
        (None, None, "https://www.c.example/1/", "https://c.example/1"),
        (None, None, "https://www.c.example/", None),
        (None, None, None, None),
    ],
)
def test_an_address_is_told_or_captured_or_the_format_s_own(
    told: str | None, captured: str | None, own: str | None, address: str | None
) -> None:
    receipt = Receipt(
        original="0" * 64,
        name="a.html",
        told=Description(url=told),
        acquisition=Acquisition(url=captured),
    )
    reading = Reading(text=TEXT, media_type="text/html", told=Description(url=own))
    assert document_of(receipt, reading, "html/1").address == address


def test_pages_do_not_touch_the_name_of_a_document() -> None:
    assert document().id == document(()).id
