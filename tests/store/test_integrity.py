"""Whatever is changed behind the product's back is found, and the first broken entry is named."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from solferino.codec import encode, sha256
from solferino.errors import BrokenError, SolferinoError, UsageError
from solferino.model import Receipt
from solferino.store import Case, Head, Report, check

Reopen = Callable[..., Case]
Intrude = Callable[..., int]


def looked_at(reopen: Reopen, known: Head | None = None) -> Report:
    """Check the case as a reader."""
    with reopen() as case:
        return check(case, known)


def blob(case: Path, data: bytes) -> Path:
    """Find where the bytes lie, and make them writable as an intruder would."""
    digest = sha256(data)
    place = case / "originals" / digest[:2] / digest[2:]
    if place.exists():
        place.chmod(0o644)
    return place


def test_an_untouched_case_is_sound(five: Path, reopen: Reopen) -> None:
    assert five.exists()
    with reopen() as case:
        report = check(case)
        last = case.entries()[-1]

    assert report.sound
    assert report.findings == ()
    assert report.remarks == ()
    assert (report.entries, report.originals) == (5, 2)
    assert report.head == Head(seq=5, hash=last.hash)


@pytest.mark.parametrize("data", [b"betA", b"bet", b"beta!", b""])
def test_an_altered_original_is_named_by_its_entry(five: Path, reopen: Reopen, data: bytes) -> None:
    blob(five, b"beta").write_bytes(data)

    (finding,) = looked_at(reopen).findings
    assert finding.entry == 3
    assert finding.message == f"the original {sha256(b'beta')} (entry 3) was altered on the disk"


def test_every_single_flipped_bit_of_an_original_is_found(five: Path, reopen: Reopen) -> None:
    place = blob(five, b"beta")
    for position in range(4):
        for bit in range(8):
            data = bytearray(b"beta")
            data[position] ^= 1 << bit
            place.write_bytes(data)
            assert looked_at(reopen).findings[0].entry == 3


def test_a_missing_original_is_named_by_its_entry(five: Path, reopen: Reopen) -> None:
    blob(five, b"beta").unlink()

    (finding,) = looked_at(reopen).findings
    assert finding.entry == 3
    assert "is missing from the disk" in finding.message


def test_exchanged_originals_are_both_named(five: Path, reopen: Reopen) -> None:
    blob(five, b"alpha").write_bytes(b"beta")
    blob(five, b"beta").write_bytes(b"alpha")

    assert [f.entry for f in looked_at(reopen).findings] == [2, 3]


ALTERED_FACTS = {
    "the case's name": (1, "UPDATE foundings SET body = replace(body, 'Ossavar', 'Lindral')"),
    "an original's size": (2, "UPDATE originals SET body = replace(body, ':5}', ':6}')"),
    "a receipt's name": (3, "UPDATE receipts SET body = replace(body, 'b.txt', 'd.txt')"),
    "a byte that still decodes": (3, "UPDATE receipts SET body = replace(body, '\"b', '\"B')"),
    "a byte that is no letter": (
        3,
        "UPDATE receipts SET body = X'7BFF7D' WHERE entry = 3",
    ),
    "a receipt's body taken out": (3, "UPDATE receipts SET body = X'' WHERE entry = 3"),
    "a judgement's verdict": (5, "UPDATE judgements SET body = replace(body, 'same', 'different')"),
}


@pytest.mark.parametrize("what", ALTERED_FACTS)
def test_an_altered_fact_is_named_by_its_entry(
    five: Path, reopen: Reopen, intrude: Intrude, what: str
) -> None:
    entry, sentence = ALTERED_FACTS[what]
    intrude(five / "facts.sqlite", sentence)

    first = looked_at(reopen).findings[0]
    assert first.entry == entry
    assert "was altered afterwards" in first.message
    assert f"entry {entry} (" in first.message


def test_a_fact_exchanged_for_another_good_one_is_found(
    five: Path, reopen: Reopen, intrude: Intrude
) -> None:
    forged = Receipt(original=sha256(b"beta"), name="forged.txt")
    intrude(
        five / "facts.sqlite",
        "DELETE FROM receipts WHERE entry = 3",
        ("INSERT INTO receipts VALUES (?, 3, ?)", (forged.id, encode(forged))),
    )

    first = looked_at(reopen).findings[0]
    assert first.entry == 3
    assert "removed or exchanged" in first.message
    assert forged.id in first.message


@pytest.mark.parametrize(
    ("sentence", "entry", "words"),
    [
        ("DELETE FROM receipts WHERE entry = 3", 3, "removed or exchanged; now: the original"),
        ("DELETE FROM judgements", 5, "removed or exchanged; now: nothing"),
        ("UPDATE receipts SET entry = 4 WHERE entry = 3", 3, "removed or exchanged"),
        ("INSERT INTO assessments VALUES ('x', 4, '{}')", 4, "was altered afterwards"),
        ("INSERT INTO assessments VALUES ('x', 99, '{}')", 99, "which the ledger lacks"),
    ],
)
def test_a_fact_removed_moved_or_added_is_found(
    five: Path, reopen: Reopen, intrude: Intrude, sentence: str, entry: int, words: str
) -> None:
    intrude(five / "facts.sqlite", sentence)

    first = looked_at(reopen).findings[0]
    assert first.entry == entry
    assert words in first.message


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("DROP TRIGGER receipts_never_changed", "receipts_never_changed is missing"),
        ("CREATE TABLE more (x)", "more does not belong there"),
        (
            "CREATE TRIGGER sly AFTER INSERT ON receipts BEGIN SELECT 1; END",
            "sly does not belong there",
        ),
        ("CREATE VIEW sly AS SELECT 1", "sly does not belong there"),
    ],
)
def test_guards_taken_down_and_strange_tables_are_found(
    five: Path, reopen: Reopen, sentence: str, words: str
) -> None:
    with closing(sqlite3.connect(five / "facts.sqlite")) as raw:
        raw.execute(sentence)
        raw.commit()

    (finding,) = looked_at(reopen).findings
    assert words in finding.message


def test_a_strange_file_among_the_originals_is_found(five: Path, reopen: Reopen) -> None:
    (five / "originals" / "notes.txt").write_text("left here")
    place = blob(five, b"gamma")
    place.parent.mkdir()
    place.write_bytes(b"not gamma")

    found = looked_at(reopen).findings
    assert len(found) == 2
    assert all("no entry of the ledger brought it" in f.message for f in found)


def test_what_a_crash_may_leave_is_remarked_and_not_broken(five: Path, reopen: Reopen) -> None:
    place = blob(five, b"gamma")
    place.parent.mkdir()
    place.write_bytes(b"gamma")
    (five / "originals" / "incoming.pending").write_bytes(b"gam")

    report = looked_at(reopen)
    assert report.sound
    assert len(report.remarks) == 2
    with reopen(writing=True) as case:
        assert len(check(case).remarks) == 1, "what was half written is cleared away"
        case.receive("d.txt", b"gamma")
        assert check(case).remarks == ()


def test_a_clock_that_went_back_is_remarked(five: Path) -> None:
    with Case.open(five, clock=lambda: "2030-01-01T00:00:00Z", by="ana", writing=True) as case:
        case.receive("d.txt", b"delta")
        report = check(case)

    assert report.sound
    assert len(report.remarks) == 1
    assert "entry 6 says 2030-01-01T00:00:00Z" in report.remarks[0]


def test_no_flipped_byte_of_the_facts_goes_unseen(
    five: Path, reopen: Reopen, tmp_path: Path
) -> None:
    """Wherever a byte flips, either it is found or not one fact reads differently."""
    facts = five / "facts.sqlite"
    whole = facts.read_bytes()
    with reopen() as case:
        truth = (case.receipts(), case.judgements(), case.entries(), case.name)
    seen = 0
    for position in range(0, len(whole), len(whole) // 150):
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        data = bytearray(whole)
        data[position] ^= 0x15
        for leftover in five.glob("facts.sqlite-*"):
            leftover.unlink()
        facts.write_bytes(data)
        try:
            with reopen() as case:
                if check(case).sound:
                    found = (case.receipts(), case.judgements(), case.entries(), case.name)
                    assert found == truth, position
                else:
                    seen += 1
        except SolferinoError as error:
            assert isinstance(error, BrokenError | UsageError)  # noqa: PT017  (either will do)
            seen += 1
    assert seen > 10
