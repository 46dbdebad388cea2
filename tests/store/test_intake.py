"""A folder comes in whole: every file, once, in one order, with what is told of it."""

import os
import sys
from pathlib import Path

import pytest

from solferino.errors import UsageError
from solferino.model import Receipt
from solferino.store import Case, Clock, check, receive, receive_folder, survey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a sheet, a subfolder and things that are not to come in."""
    folder = tmp_path / "in"
    (folder / "sub" / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "b.txt").write_text("beta")
    (folder / "a.txt").write_text("alpha")
    (folder / "sub" / "deep" / "c.txt").write_text("gamma")
    (folder / "sub" / "documents.csv").write_text("a table that was sent along")
    (folder / ".DS_Store").write_text("x")
    (folder / ".hidden" / "d.txt").write_text("x")
    (folder / "documents.csv").write_text(
        "file,title,publisher,published\n"
        "a.txt,Clinic closed,Farline News Agency,2031-03-14\n"
        "sub/deep/c.txt,,Lantern Health Monitor,\n"
    )
    return folder


def test_every_file_comes_in_sorted_with_what_is_told_of_it(case: Case, folder: Path) -> None:
    came = receive_folder(case, folder)

    assert came.notices == ()
    assert [r.name for r in came.receipts] == [
        "a.txt",
        "b.txt",
        "sub/deep/c.txt",
        "sub/documents.csv",
    ]
    a, b, c, _ = came.receipts
    assert (a.told.title, a.told.publisher, a.told.published) == (
        "Clinic closed",
        "Farline News Agency",
        "2031-03-14",
    )
    assert b.told.title is None
    assert (c.told.title, c.told.publisher) == (None, "Lantern Health Monitor")
    assert case.receipts() == list(came.receipts)
    assert [case.data(r.original) for r in came.receipts[:3]] == [b"alpha", b"beta", b"gamma"]


def test_the_sheet_is_kept_as_evidence_but_is_no_document(case: Case, folder: Path) -> None:
    receive_folder(case, folder)

    (kept,) = [e for e in case.entries() if e.verb == "keep"]
    assert kept.detail == "documents.csv"
    assert case.data(kept.subject) == (folder / "documents.csv").read_bytes()
    assert kept.subject not in {r.original for r in case.receipts()}
    assert len(case.unread()) == 4


def test_adding_a_folder_again_adds_nothing(case: Case, folder: Path) -> None:
    first = receive_folder(case, folder)
    head = case.head()

    assert receive_folder(case, folder) == first
    assert case.head() == head


def test_a_mended_sheet_adds_receipts_and_takes_none_away(case: Case, folder: Path) -> None:
    first = receive_folder(case, folder)
    (folder / "documents.csv").write_text("file,title\na.txt,Clinic closes\n")

    second = receive_folder(case, folder)

    assert len(case.receipts()) == 6
    assert second.receipts[0].original == first.receipts[0].original
    assert second.receipts[0].told.title == "Clinic closes"
    assert len([e for e in case.entries() if e.verb == "keep"]) == 2


def test_a_row_whose_file_is_not_there_is_told(case: Case, folder: Path) -> None:
    (folder / "documents.csv").write_text(
        "file,title\nA.txt,x\n.DS_Store,y\ndocuments.csv,z\na.txt,good\n"
    )

    came = receive_folder(case, folder)

    assert [n.message.split(",")[0] for n in came.notices] == [
        "line 2 names A.txt",
        "line 3 names .DS_Store",
        "line 4 names documents.csv",
    ]
    assert came.receipts[0].told.title == "good"


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes of POSIX")
def test_links_and_pipes_are_told_and_never_followed(case: Case, folder: Path) -> None:
    outside = folder.parent / "secret.txt"
    outside.write_text("secret")
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "broken").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe")

    came = receive_folder(case, folder)

    assert sorted(n.name for n in came.notices) == ["broken", "link.txt", "loop", "pipe"]
    assert all(n.stage == "receive" and n.remedy for n in came.notices)
    assert len(came.receipts) == 4


def test_a_case_inside_the_folder_is_told_and_passed_over(folder: Path, clock: Clock) -> None:
    with Case.create(folder / "case", "x", clock=clock, by="ana") as case:
        came = receive_folder(case, folder)
        with pytest.raises(UsageError, match="is a case"):
            survey(case.path)

    (told,) = came.notices
    assert "is a case and was passed over" in told.message
    assert len(came.receipts) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_names_that_are_no_text_are_stored_readably(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("latin")
    (folder / "cafe\u0301.txt").write_text("taken apart")
    (folder / os.fsdecode(b"link\xff")).symlink_to("x")

    came = receive_folder(case, folder)

    assert sorted(r.name for r in came.receipts) == ["caf\\xe9.txt", "caf\u00e9.txt"]
    assert came.notices[0].name == "link\\xff"
    assert came.notices[0].id
    assert check(case).sound


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the two names are one")
def test_two_files_whose_names_read_alike_both_come_in(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cafe\u0301.txt").write_text("one")
    (folder / "caf\u00e9.txt").write_text("two")

    came = receive_folder(case, folder)

    assert sorted(case.data(r.original) for r in came.receipts) == [b"one", b"two"]


def test_a_file_that_vanishes_is_told_and_the_rest_comes_in(case: Case, folder: Path) -> None:
    seen = survey(folder)
    (folder / "b.txt").unlink()

    came = list(receive(case, seen))

    told = [n for n in came if not isinstance(n, Receipt)]
    assert [n.name for n in told] == ["b.txt"]
    assert len(came) == 4


def test_a_single_file_comes_in_by_its_name(case: Case, folder: Path) -> None:
    came = receive_folder(case, folder / "sub" / "deep" / "c.txt")

    assert [r.name for r in came.receipts] == ["c.txt"]
    assert came.notices == ()


def test_an_empty_folder_is_told(case: Case, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    came = receive_folder(case, tmp_path / "in")

    assert came.receipts == ()
    assert "no file" in came.notices[0].message


def test_what_is_not_there_or_not_a_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text("file\n")
    for name, words in [("nothing", "there is no file"), ("documents.csv", "is a sheet")]:
        with pytest.raises(UsageError, match=words) as refused:
            survey(tmp_path / name)
        assert refused.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes of POSIX")
def test_a_pipe_given_alone_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="is not a file"):
        survey(tmp_path / "pipe")


def test_receipts_do_not_depend_on_the_order_of_adding(folder: Path, clock: Clock) -> None:
    kept = []
    for number, order in enumerate([["a.txt", "b.txt", "sub"], ["sub", "b.txt", "a.txt"]]):
        with Case.create(folder.parent / str(number), "x", clock=clock, by="ana") as case:
            for name in order:
                receive_folder(case, folder / name)
            kept.append({r.id for r in case.receipts()})

    assert kept[0] == kept[1]
