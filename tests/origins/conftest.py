"""Documents made for these tests. All texts are fiction."""

from collections.abc import Callable

import pytest

from solferino.codec import sha256
from solferino.model import Description, Document, Part, Reading, Receipt, document_of

Make = Callable[..., Document]


@pytest.fixture(name="make")
def make_fixture() -> Make:
    return make_document


def make_document(
    name: str, text: str, parts: tuple[Part, ...] = (), **told: str | None
) -> Document:
    """Make a document as if a file of this name and text had come in."""
    receipt = Receipt(
        original=sha256(f"{name}\n{text}".encode()), name=name, told=Description(**told)
    )
    return document_of(receipt, Reading(text=text, media_type="text/plain", parts=parts), "test/1")
