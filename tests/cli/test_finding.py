"""search and check-text on the command line."""

import csv
import io
from pathlib import Path

from tests.cli.conftest import Command


def test_search_finds_and_writes_a_table(case: Path, command: Command) -> None:
    rows = command("search", case, "orrin", "nurses", "--json").json["found"]
    assert {row["file"] for row in rows} == {"one.txt", "two.txt"}
    assert command("search", case, "--kind", "casualty", "--speaker", "health office").out.count(
        "two.txt"
    )
    table = command("search", case, "orrin", "--csv").out
    assert [r["file"] for r in csv.DictReader(io.StringIO(table.lstrip("\ufeff")))]


def test_searches_are_kept_under_a_name_and_taken_back(case: Path, command: Command) -> None:
    assert command("search", case, "orrin", "--save", "clinic", "--by", "AN").code == 0
    assert command("search", case, "--json").json["searches"][0]["words"] == "orrin"
    assert command("search", case, "--saved", "clinic", "--json").json["found"]
    assert command("search", case, "--saved", "nothing").code == 2
    assert command("search", case, "--drop", "clinic", "--by", "AN").code == 0
    assert command("search", case, "--json").json["searches"] == []
    assert command("search", case, "--save", "empty", "--by", "AN").code == 2


def test_check_text_marks_a_draft(case: Path, command: Command, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing 5 nurses.")
    before = command("log", case).out
    answer = command("check-text", case, draft, "--json")
    states = {row["words"]: row["state"] for row in answer.json["marks"]}
    assert states["killing 5 nurses"] == "contradicted"
    assert states["Orrin clinic"] == "supported"
    assert "2 documents" in answer.err
    assert "false" not in answer.out.lower()
    assert command("log", case).out == before
