"""The practice case from end to end: what a newcomer runs first."""

import json
import shutil
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from solferino.cli import main
from solferino.measure.score import read_gold
from solferino.practice.fiction import practice_files
from solferino.publish.schema import export_schema

AT = "2031-05-01T10:00:00Z"
Command = Callable[..., Any]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Run the demonstration once; gives the case and what was printed."""
    path = tmp_path_factory.mktemp("demo") / "case"
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out:
        patch.setattr(sys, "excepthook", sys.excepthook)
        with pytest.raises(SystemExit, match="0"):
            main(["demo", "--case", str(path), "--no-desk", "--at", AT], prog_name="solferino")
    return path, out.getvalue()


@pytest.fixture
def case(demo: tuple[Path, str], tmp_path: Path) -> Path:
    return shutil.copytree(demo[0], tmp_path / "case")


def documents() -> int:
    """Count the files that come with the program, its sheet apart."""
    with practice_files() as files:
        return len([f for f in files.iterdir() if f.name != "documents.csv"])


def unread(problems: list[dict[str, Any]]) -> set[str]:
    """Name the files that could not be read; what is in another language was read."""
    return {p["name"] for p in problems if p["stage"] in ("read", "extract")}


def exported(command: Command, case: Path, out: Path) -> bytes:
    assert command("export", case, "-o", out, "--at", AT).code == 0
    return out.read_bytes()


def test_the_demonstration_tells_what_it_found_and_where(demo: tuple[Path, str]) -> None:
    path, said = demo
    for noun in ("documents", "statements", "claims", "origins", "incidents"):
        (line,) = [line for line in said.splitlines() if line.split()[1:] == [noun]]
        assert int(line.split()[0]) > 0, noun
    assert str(path / "dossier" / "index.html") in said


def test_the_demonstration_can_be_run_again(command: Command, case: Path, tmp_path: Path) -> None:
    before = exported(command, case, tmp_path / "before.json")
    answer = command("demo", "--case", case, "--no-desk", "--json")
    assert answer.code == 0
    assert answer.json["found"]["documents"] == documents()
    assert exported(command, case, tmp_path / "after.json") == before


def test_all_documents_are_read_and_every_span_is_exact(command: Command, case: Path) -> None:
    counts = command("show", case, "--json").json["counts"]
    found = command("work", case, "--json").json["found"]
    assert {row["what"]: row["number"] for row in counts} == found
    assert len(command("show", case, "documents", "--json").json["documents"]) == documents()
    assert unread(command("show", case, "problems", "--json").json["problems"]) == set()
    assert command("check", case).code == 0


def test_the_export_is_valid_and_the_same_bytes_again_and_afresh(
    command: Command, case: Path, tmp_path: Path
) -> None:
    first = exported(command, case, tmp_path / "1.json")
    jsonschema.validate(json.loads(first), export_schema())
    assert exported(command, case, tmp_path / "2.json") == first
    assert command("work", case, "--afresh", "--at", "2031-06-01").code == 0
    assert exported(command, case, tmp_path / "3.json") == first
    assert command("work", case, "--afresh", "--workers", "2").code == 0
    assert exported(command, case, tmp_path / "4.json") == first


def test_a_case_made_anew_from_the_same_files_is_the_same_export(
    command: Command, case: Path, tmp_path: Path
) -> None:
    command("demo", "--case", tmp_path / "other", "--no-desk", "--at", AT)
    first = exported(command, case, tmp_path / "1.json")
    assert exported(command, tmp_path / "other", tmp_path / "2.json") == first


def test_the_dossier_is_the_same_bytes_and_says_fiction_on_every_page(
    command: Command, case: Path, tmp_path: Path
) -> None:
    pages = {p.name: p.read_bytes() for p in (case / "dossier").iterdir()}
    command("export", case, "--as", "dossier", "-o", tmp_path / "dossier", "--at", AT)
    assert {p.name: p.read_bytes() for p in (tmp_path / "dossier").iterdir()} == pages
    assert len(pages) > 1
    for name, page in pages.items():
        said = "خيال" if name.endswith(".ar.html") else "fiction"
        assert said.encode() in page
        internal = "ليس للنشر" if name.endswith(".ar.html") else "not for publication"
        assert internal.encode() in page


def test_one_broken_file_among_them_gives_code_4_and_changes_nothing_else(
    command: Command, case: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "incoming"
    with practice_files() as files:
        shutil.copytree(files, folder)
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    other = tmp_path / "other"
    answer = command("run", folder, "--case", other, "--no-desk", "--at", AT, "--json")
    assert answer.code == 4
    assert "scan.pdf" in answer.err
    first = json.loads(exported(command, case, tmp_path / "1.json"))
    second = json.loads(exported(command, other, tmp_path / "2.json"))
    assert unread(first["problems"]) == set()
    assert unread(second["problems"]) == {"scan.pdf"}
    second["problems"] = [p for p in second["problems"] if p["name"] != "scan.pdf"]
    for both in (first, second):
        both["case"].pop("name")
    assert second == first


def test_the_measure_of_the_practice_case_reaches_its_floor(
    command: Command, case: Path, tmp_path: Path
) -> None:
    """The gold was written before the texts were first run; misses stay visible in it."""
    with practice_files() as files:
        answer = command("score", case, files.parent / "gold", "--json")
    assert answer.code == 0
    with practice_files() as files:
        assert answer.json["documents"] == len(read_gold(files.parent / "gold"))
    assert answer.json["broken"] == 0
    assert answer.json["overall"] >= 0.65
    exported(command, case, tmp_path / "case.json")
    with practice_files() as files:
        again = command("score", tmp_path / "case.json", files.parent / "gold", "--json")
    assert again.json == answer.json


def test_what_was_missed_is_named_when_asked(command: Command, case: Path) -> None:
    with practice_files() as files:
        answer = command("score", case, files.parent / "gold", "--misses")
    assert answer.code == 0
    assert "missed" in answer.err
    assert answer.out.splitlines()[-1].startswith("documents ")


def test_fiction_is_never_poured_into_a_case_of_anything_else(
    command: Command, tmp_path: Path
) -> None:
    folder, case = tmp_path / "folder", tmp_path / "real"
    folder.mkdir()
    (folder / "note.txt").write_text("Shells hit the Orrin clinic in Tesk on Monday.\n")
    assert command("run", folder, "--case", case, "--no-desk").code == 0

    answer = command("demo", "--case", case, "--no-desk")

    assert answer.code == 2
    assert "--case FOLDER" in answer.err
    assert command("show", case, "documents", "--json").json["documents"][0]["name"] == "note.txt"
    assert len(command("show", case, "documents", "--json").json["documents"]) == 1
