"""One document for each text and address, whatever was read first; versions by time."""

import dataclasses
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from solferino.errors import UsageError
from solferino.model import Acquisition, Description, Document, Extraction, Receipt
from solferino.store import Case, Clock, check

Read = Callable[..., Document]
Mine = Callable[[Document], Extraction]


def capture(case: Case, read: Read, name: str, told: Description, **acquired: str) -> Document:
    """Receive bytes that are their own name, and file them."""
    acquisition = Acquisition(**acquired)
    receipt = case.receive(name, name.encode(), told, acquisition)
    document = read(receipt, f"text of {name}")
    case.file_document(document)
    return document


def versions(case: Case) -> dict[str, str | None]:
    """Tell by name which document is a version of which."""
    names = {d.id: d.name for d in case.documents()}
    return {d.name: names.get(d.version_of or "") for d in case.documents()}


def test_a_later_capture_of_an_address_is_a_version_of_the_nearest_earlier_one(
    case: Case, read: Read
) -> None:
    here = Description(url="https://example.org/news")
    capture(case, read, "1", here)
    capture(case, read, "2", Description(), url="https://example.org/news")
    capture(case, read, "3", here)
    capture(case, read, "elsewhere", Description(url="https://example.org/other"))
    capture(case, read, "no address", Description())
    capture(case, read, "no address either", Description())

    assert versions(case) == {
        "1": None,
        "2": "1",
        "3": "2",
        "elsewhere": None,
        "no address": None,
        "no address either": None,
    }
    assert check(case).sound


def test_captures_of_the_same_bytes_are_no_versions_of_each_other(case: Case, read: Read) -> None:
    here = Description(url="https://example.org/news")
    for name, data in [("a", b"one"), ("b", b"two"), ("c", b"two"), ("d", b"one")]:
        case.file_document(read(case.receive(name, data, here), data.decode()))

    assert versions(case) == {"a": None, "b": "a", "c": "a", "d": "c"}


def test_a_person_s_word_on_when_it_was_captured_goes_before_the_arrival(
    case: Case, read: Read
) -> None:
    here = Description(url="https://example.org/news")
    capture(case, read, "late", here, received_at="2030-05-02")
    capture(case, read, "early", here, received_at="2029-05-02T10:00:00Z")
    capture(case, read, "unknown", here, received_at="in spring")

    assert versions(case) == {"early": None, "late": "early", "unknown": "late"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_versions_and_ids_do_not_depend_on_the_order_of_reading(
    case: Case, read: Read, order: tuple[int, ...]
) -> None:
    here = Description(url="https://example.org/news")
    receipts = [case.receive(n, n.encode(), here) for n in "123"]
    for number in order:
        case.file_document(read(receipts[number], f"text {number}"))

    assert versions(case) == {"1": None, "2": "1", "3": "2"}


def test_document_ids_do_not_depend_on_the_order_of_arrival(
    tmp_path: Path, clock: Clock, read: Read
) -> None:
    here = Description(url="https://example.org/news")
    ids = []
    for number, order in enumerate(itertools.permutations("abc")):
        with Case.create(tmp_path / str(number), "x", clock=clock, by="ana") as case:
            for name in order:
                case.file_document(read(case.receive(name, name.encode(), here), name))
            ids.append([d.id for d in case.documents()])

    assert all(one == ids[0] for one in ids)


def test_a_file_received_again_with_other_metadata_stays_one_document(
    case: Case, read: Read, mine: Mine
) -> None:
    first = case.receive("a.txt", b"a", Description(published="2031-03-01"))
    case.file_document(read(first))
    case.file_extraction(mine(read(first)))
    mended = case.receive("a.txt", b"a", Description(published="2031-03-14"))

    assert case.unread() == [mended]
    case.file_document(read(mended))

    assert case.documents() == [read(mended)]
    assert case.unmined() == [read(mended)], "what was found rested on the old metadata"
    assert case.claims() == []
    assert check(case).sound


def test_the_latest_receipt_speaks_in_whatever_order_they_are_read(
    case: Case, read: Read, mine: Mine
) -> None:
    first = case.receive("a.txt", b"a", Description(title="old"))
    latest = case.receive("a.txt", b"a", Description(title="new"))
    case.file_document(read(latest))
    case.file_extraction(mine(read(latest)))
    case.file_document(read(first))

    assert [d.told.title for d in case.documents()] == ["new"]
    assert case.unmined() == []
    assert len(case.claims()) == 1


def test_filing_the_same_document_again_changes_nothing(case: Case, read: Read, mine: Mine) -> None:
    document = read(case.receive("a.txt", b"a"))
    for _ in range(2):
        case.file_document(document)
        assert case.documents() == [document]
    case.file_extraction(mine(document))
    case.file_document(dataclasses.replace(document, version_of="x"))

    assert len(case.claims()) == 1


def test_another_text_of_the_same_receipt_takes_the_place_of_the_first(
    case: Case, read: Read, mine: Mine
) -> None:
    receipt = case.receive("a.txt", b"a")
    case.file_document(read(receipt))
    case.file_extraction(mine(read(receipt)))
    case.file_document(read(receipt, "another reading"))

    assert case.documents() == [read(receipt, "another reading")]
    assert case.claims() == []
    assert check(case).sound


def test_a_document_of_a_receipt_that_is_not_here_is_refused(case: Case, read: Read) -> None:
    stranger = Receipt(original="0" * 64, name="x")
    with pytest.raises(UsageError, match="no such receipt"):
        case.file_document(read(stranger))
