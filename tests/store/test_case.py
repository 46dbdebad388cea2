"""A case keeps what it was given, says so once, and lets one writer in."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from solferino.errors import BrokenError, BusyError, UnreadableError, UsageError
from solferino.model import Acquisition, Description, Judgement
from solferino.store import Case, Clock, check

Reopen = Callable[..., Case]


def test_what_is_received_can_be_read_again(case: Case, reopen: Reopen) -> None:
    receipt = case.receive("a.txt", b"alpha")
    case.close()

    with reopen() as again:
        assert again.receipts() == [receipt]
        assert again.data(receipt.original) == b"alpha"
        assert again.name == "Ossavar 2031"
        assert again.created == "2031-03-14T09:00:00Z"


def test_a_file_larger_than_a_chunk_comes_in_whole(case: Case, tmp_path: Path) -> None:
    large = bytes(range(256)) * 9000
    (tmp_path / "large.bin").write_bytes(large)

    receipt = case.receive("large.bin", tmp_path / "large.bin")

    assert case.data(receipt.original) == large


def test_the_same_receipt_twice_is_one(case: Case) -> None:
    first = case.receive("a.txt", b"alpha")
    head = case.head()

    assert case.receive("a.txt", b"alpha") == first
    assert case.receipts() == [first]
    assert case.head() == head


def test_the_same_bytes_from_elsewhere_are_one_original_with_two_receipts(case: Case) -> None:
    first = case.receive("a.txt", b"alpha", Description(publisher="Farline"))
    second = case.receive("a.txt", b"alpha", Description(publisher="Evening Post"))

    assert first.original == second.original
    assert case.receipts() == [first, second]
    assert check(case).originals == 1


def test_receipts_that_differ_only_in_how_they_came_are_two(case: Case) -> None:
    case.receive("a.txt", b"alpha", acquisition=Acquisition(received_from="a reader"))
    case.receive("a.txt", b"alpha", acquisition=Acquisition(received_from="a nurse"))

    assert len(case.receipts()) == 2


def test_originals_are_read_only_and_lie_under_their_digest(case: Case) -> None:
    receipt = case.receive("a.txt", b"alpha")

    blob = case.path / "originals" / receipt.original[:2] / receipt.original[2:]
    assert blob.read_bytes() == b"alpha"
    assert stat.S_IMODE(blob.stat().st_mode) == 0o444


def test_every_fact_has_its_entry_in_the_ledger(case: Case, judgement: Judgement) -> None:
    receipt = case.receive("a.txt", b"alpha")
    case.keep(b"file,title\n", "documents.csv")
    case.judge(judgement)

    entries = case.entries()
    assert [e.seq for e in entries] == [1, 2, 3, 4]
    assert [e.verb for e in entries] == ["create", "receive", "keep", "judge"]
    assert [e.by for e in entries] == ["ana"] * 4
    assert entries[1].subject == receipt.id
    assert entries[2].detail == "documents.csv"
    assert [e.before for e in entries[1:]] == [e.hash for e in entries[:-1]]
    assert case.head().hash == entries[-1].hash


def test_judgements_are_kept_in_order_and_once(case: Case, judgement: Judgement) -> None:
    back = Judgement(
        left="a", right="b", verdict="unsure", by="ana", why="slip", retracts=judgement.id
    )
    case.judge(judgement)
    case.judge(judgement, back)
    case.judge()

    assert case.judgements() == [judgement, back]
    assert len(case.entries()) == 3


def test_an_altered_original_is_never_handed_out(case: Case) -> None:
    receipt = case.receive("a.txt", b"alpha")
    blob = case.originals.path(receipt.original)
    blob.chmod(0o644)
    blob.write_bytes(b"alphb")

    with pytest.raises(BrokenError, match="was altered on the disk"):
        case.data(receipt.original)
    with pytest.raises(BrokenError, match="was altered on the disk"):
        case.receive("copy.txt", b"alpha")
    blob.unlink()
    with pytest.raises(BrokenError, match="cannot be read"):
        case.data(receipt.original)


def test_a_second_writer_is_refused_and_told_what_to_do(case: Case, reopen: Reopen) -> None:
    with pytest.raises(BusyError, match=r"process \d+ is writing") as refused:
        reopen(writing=True)
    assert "Wait" in refused.value.remedy
    assert refused.value.exit_code == 2

    case.close()
    reopen(writing=True).close()


def test_readers_see_what_a_writer_has_finished(case: Case, reopen: Reopen) -> None:
    with reopen() as reader:
        receipt = case.receive("a.txt", b"alpha")
        assert reader.receipts() == [receipt]


def test_a_reader_cannot_write(five: Path, reopen: Reopen) -> None:
    assert five.exists()
    with reopen() as reader:
        with pytest.raises(UsageError, match="readonly"):
            reader.receive("d.txt", b"delta")
        with pytest.raises(UsageError, match="readonly"):
            reader.forget_derived()


def test_a_folder_that_is_there_is_not_made_a_case(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(UsageError, match="is there already") as refused:
        Case.create(tmp_path, "x", clock=clock, by="ana")
    assert refused.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot make the folder"):
        Case.create(tmp_path / "file" / "case", "x", clock=clock, by="ana")


@pytest.mark.parametrize("writing", [True, False])
def test_opening_what_is_no_case_says_what_would_be_one(
    tmp_path: Path, clock: Clock, *, writing: bool
) -> None:
    (tmp_path / "file.txt").write_text("")
    for place, words in [
        (tmp_path / "nowhere", "there is no case at"),
        (tmp_path, "is not a case"),
        (tmp_path / "file.txt", "is not a case"),
    ]:
        with pytest.raises(UsageError, match=words) as refused:
            Case.open(place, clock=clock, by="ana", writing=writing)
        assert "solferino" in refused.value.remedy
    assert [p.name for p in tmp_path.iterdir()] == ["file.txt"]


def test_a_case_without_its_facts_is_broken_not_unknown(five: Path, reopen: Reopen) -> None:
    (five / "facts.sqlite").unlink()
    with pytest.raises(BrokenError, match=r"facts\.sqlite is missing"):
        reopen()


def test_a_case_without_its_originals_is_broken_and_can_be_looked_at(
    five: Path, reopen: Reopen
) -> None:
    shutil.rmtree(five / "originals")
    with pytest.raises(BrokenError, match="originals is missing"):
        reopen(writing=True)
    with reopen() as case:
        assert [f.entry for f in check(case).findings] == [2, 3]


def test_a_case_on_a_medium_that_cannot_be_written_to_can_be_read(
    five: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(p.name for p in five.iterdir())
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with reopen() as case:
        assert len(case.receipts()) == 3
        assert check(case).sound
    assert sorted(p.name for p in five.iterdir()) == before


def test_a_database_that_another_program_holds_is_told(case: Case) -> None:
    with case.facts.database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(case.path / "facts.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="another program holds"):
            case.receive("a.txt", b"alpha")
    case.receive("a.txt", b"alpha")
    assert len(case.receipts()) == 1
    assert check(case).sound


def test_a_case_whose_making_was_interrupted_is_told(path: Path, reopen: Reopen) -> None:
    path.mkdir()
    (path / "originals").mkdir()
    (path / "facts.sqlite").touch()
    with pytest.raises(UsageError, match="interrupted"):
        reopen(writing=True)


def test_facts_that_are_no_database_are_broken(five: Path, reopen: Reopen) -> None:
    (five / "facts.sqlite").write_bytes(b"not a database " * 100)
    for writing in (True, False):
        with pytest.raises(BrokenError, match="is damaged"):
            reopen(writing=writing)


def test_a_file_that_cannot_be_read_is_told_and_leaves_nothing(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot read") as refused:
        case.receive("x", tmp_path)
    assert refused.value.remedy
    assert case.receipts() == []
    assert list((case.path / "originals").iterdir()) == []


@pytest.mark.parametrize("time", ["2031-03-14", "2031-03-14T09:26:53+01:00", "now"])
def test_a_time_that_is_not_utc_to_the_second_is_refused(five: Path, time: str) -> None:
    with Case.open(five, clock=lambda: time, by="ana", writing=True) as case:
        with pytest.raises(UsageError, match="the clock gives"):
            case.receive("d.txt", b"delta")
        assert len(case.receipts()) == 3
