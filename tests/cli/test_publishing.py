"""Publishing from the command line: by a profile, searched for leaks, closed where any is found."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
BY = ("--by", "coder-81")
AT = ("--at", "2031-05-08T09:00:00Z")


def whole(folder: Path) -> dict[str, bytes]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def facts(case: Path) -> dict[str, bytes]:
    """Read the files of a case, but for those that SQLite lays beside a file that is open."""
    return {n: d for n, d in whole(case).items() if not n.endswith(("-shm", "-wal"))}


def accept(command: Command, case: Path, *kinds: str) -> list[str]:
    claims = command("show", case, "claims", "--json").json["claims"]
    wanted = [c["id"] for c in claims if c["kind"] in kinds]
    for claim in wanted:
        assert command("assess", case, claim, "accept", *BY).code == 0
    return wanted


@pytest.mark.parametrize("profile", ["public", "ssa-public", "shcc-public"])
def test_nothing_that_nobody_reviewed_is_published(
    command: Command, case: Path, tmp_path: Path, profile: str
) -> None:
    answer = command("publish", case, "-p", profile, "-o", tmp_path / "out", "--json", *AT)
    assert answer.code == 0
    assert (answer.json["incidents"], answer.json["values"]) == (0, 0)
    for data in whole(tmp_path / "out").values():
        assert b"Orrin" not in data
        assert b"Tesk" not in data


def test_the_same_facts_give_the_same_bytes_and_no_reviewer_is_in_them(
    command: Command, case: Path, tmp_path: Path
) -> None:
    assert accept(command, case, "facility", "place", "time", "casualty", "event")
    for name in ("one", "two"):
        assert command("publish", case, "-p", "public", "-o", tmp_path / name, *AT).code == 0
    one, two = whole(tmp_path / "one"), whole(tmp_path / "two")
    assert one == two
    assert any(b"Orrin" in data for data in one.values())
    assert not any(b"coder-81" in data for data in one.values())
    with zipfile.ZipFile(tmp_path / "one" / "case.xlsx") as book:
        assert not any(b"coder-81" in book.read(name) for name in book.namelist())


def test_where_a_leak_is_found_nothing_is_left(
    command: Command, case: Path, tmp_path: Path
) -> None:
    claims = accept(command, case, "facility", "time")
    reviewer = ("--by", "on 30 April")  # a reviewer's name that stands in a published sentence
    assert command("assess", case, claims[0], "accept", *reviewer).code == 0
    out = tmp_path / "out"
    answer = command("publish", case, "-p", "public", "-o", out, *AT)
    assert answer.code == 2
    assert "nothing was published" in answer.err
    assert "name of a reviewer" in answer.err
    assert "What to do" in answer.err
    assert list(tmp_path.glob("out*")) == []


def test_a_preview_tells_of_each_value_why_it_stays_and_changes_no_byte_of_the_case(
    command: Command, case: Path
) -> None:
    before = facts(case)
    answer = command("publish", case, "-p", "public", "--preview", "--json")
    assert answer.code == 0
    rows = answer.json["withheld"]
    assert {r["why it stays"] for r in rows} == {"nobody has reviewed it"}
    assert all(r["what lets it out"] for r in rows)
    assert facts(case) == before


def test_a_clearance_is_a_decision_that_can_be_taken_back(command: Command, case: Path) -> None:
    (place, *_) = accept(command, case, "place")
    said = ("clear", case, "claim", place, "--why", "long public")
    assert command(*said).code == 2  # somebody has to make it
    assert "Kept" in command(*said, *BY).out
    assert "stands already" in command(*said, *BY).out
    assert command(*said, "--undo", *BY).code == 0
    assert command(*said, "--undo", *BY).code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-p", "nobody"), "no profile is called"),
        (("-p", "public"), "a publication is a folder"),
        (("-p", "public", "-o", "{case}"), "holds something"),
        (("-p", "public", "--incident", "a", "--preview"), "a series of releases of its own"),
        (("-p", "public", "--incident", "a", "--called", "b", "--preview"), "0 incidents are a"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(
    command: Command, case: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = command("publish", case, *(a.format(case=case) for a in arguments))
    assert answer.code == 2
    assert said in answer.err
    assert "What to do" in answer.err


def test_a_permission_that_is_withdrawn_takes_a_file_out_of_the_next_release(
    command: Command, case: Path, tmp_path: Path
) -> None:
    assert accept(command, case, "facility", "place", "time", "event")
    documents = command("show", case, "documents", "--json").json["documents"]
    gone, *_ = (d["id"] for d in documents)
    assert command("withdraw", case, gone).code == 2  # somebody has to note it
    assert command("withdraw", case, "nobody", *BY).code == 2
    first = command("publish", case, "-p", "public", "-o", tmp_path / "one", "--json", *AT).json
    assert command("withdraw", case, gone[:12], "--why", "asked us", *BY).code == 0
    second = command("publish", case, "-p", "public", "-o", tmp_path / "two", "--json", *AT).json
    assert (second["release"], second["values"] < first["values"]) == (2, True)
    page = (tmp_path / "two" / "release.html").read_text("utf-8")
    assert "whoever gave the file withdrew the permission" in page
    assert "asked us" not in page
    assert command("withdraw", case, gone, "--undo", *BY).code == 0
