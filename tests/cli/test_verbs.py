"""Each verb does its one thing, says what to do next, and ends with the right code."""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from solferino import plugins
from solferino.cli import VERBS

AT = "2031-05-01T10:00:00Z"
Command = Callable[..., Any]


def python(script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself_as_the_overview_says(command: Command, verb: str) -> None:
    answer = command(verb, "--help")
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert VERBS[verb][1] in said
    for option in ("--json", "--at", "--by", "--debug"):
        assert option in said


def test_the_overview_names_every_verb(command: Command) -> None:
    answer = command("--help")
    assert answer.code == 0
    assert all(f"  {verb} " in answer.out for verb in VERBS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["show"],
        ["show", "no-such-case"],
        ["work", "no-such-case"],
        ["export", "no-such-case"],
        ["check", "no-such-case"],
        ["add", "no-such-case", "no-such-folder"],
        ["run", "no-such-folder", "--case", "new-case", "--no-desk"],
        ["new", "case", "--at", "yesterday"],
        ["plugins", "--nonsense"],
    ],
)
def test_what_cannot_be_done_is_told_in_words_with_code_2(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = command(*arguments)
    assert answer.code == 2
    assert not answer.out
    assert answer.err
    assert "Traceback" not in answer.err
    assert not list(tmp_path.iterdir()), "nothing is left behind"


def test_new_add_work_show_lead_from_a_folder_to_tables(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    assert command("new", case, "--name", "Tesk").code == 0
    added = command("add", case, folder)
    assert (added.code, added.out.splitlines()[0][:5]) == (0, "2 new")
    assert "solferino work" in added.out
    worked = command("work", case, "--json")
    assert worked.code == 0
    assert worked.json["found"]["documents"] == 2
    shown = command("show", case, "documents")
    assert [line.split("\t")[1] for line in shown.out.splitlines()[1:]] == ["one.txt", "two.txt"]


def test_run_makes_a_case_once_and_adds_to_it_afterwards(
    command: Command, folder: Path, case: Path
) -> None:
    (folder / "three.txt").write_text("Two people were injured at the Orrin clinic in Tesk.\n")
    answer = command("run", folder, "--case", case, "--no-desk", "--json")
    assert answer.code == 0
    assert answer.json["found"]["documents"] == 3
    assert command("add", case, folder, "--json").json["new"] == 0


def test_in_a_pipe_nothing_but_results_is_printed(command: Command, case: Path) -> None:
    answer = command("work", case)
    assert answer.err == ""
    assert answer.out.split()[:2] == ["2", "documents"]
    assert "\x1b" not in answer.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["work", "CASE"],
        ["show", "CASE"],
        ["show", "CASE", "incidents"],
        ["show", "CASE", "documents"],
        ["show", "CASE", "problems"],
        ["show", "CASE", "tallies"],
        ["show", "CASE", "appeals"],
        ["show", "CASE", "statements", "one.txt"],
        ["check", "CASE"],
        ["log", "CASE"],
        ["plugins"],
        ["export", "CASE", "-o", "OUT"],
        ["export", "CASE"],
        ["new", "OUT"],
    ],
    ids=" ".join,
)
def test_with_json_stdout_is_one_object(
    command: Command, case: Path, tmp_path: Path, arguments: list[str]
) -> None:
    named = {"CASE": str(case), "OUT": str(tmp_path / "out")}
    answer = command(*[named.get(a, a) for a in arguments], "--json")
    assert answer.code == 0
    assert isinstance(answer.json, dict)


@pytest.mark.parametrize("what", ["incidents", "documents", "problems", "tallies", "appeals"])
def test_tables_in_a_pipe_have_a_head_and_cells_between_tabs(
    command: Command, case: Path, what: str
) -> None:
    lines = command("show", case, what).out.splitlines()
    assert lines
    assert len({line.count("\t") for line in lines}) == 1


def test_an_unknown_table_or_document_is_told_with_what_there_is(
    command: Command, case: Path
) -> None:
    answer = command("show", case, "weather")
    assert answer.code == 2
    assert "incidents" in answer.err
    assert command("show", case, "statements").code == 2
    assert command("show", case, "statements", "no-such.txt").code == 2


def test_who_and_when_stand_in_the_ledger(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("new", tmp_path / "a", "--at", "2031-05-01T12:00:00+02:00", "--by", "Rana")
    monkeypatch.setenv("SOLFERINO_BY", "Idris")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1935395200")
    command("new", tmp_path / "b")
    first = command("log", tmp_path / "a", "--json").json["log"][0]
    second = command("log", tmp_path / "b", "--json").json["log"][0]
    assert (first["at"], first["by"]) == (AT, "Rana")
    assert (second["at"], second["by"]) == ("2031-05-01T09:46:40Z", "Idris")


def test_the_login_of_the_system_is_nowhere_in_a_case(
    command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "qzlogin")
    case = tmp_path / "case"
    command("run", folder, "--case", case, "--no-desk")
    assert {e["by"] for e in command("log", case, "--json").json["log"]} == {"unnamed"}
    for file in case.rglob("*"):
        assert file.is_dir() or b"qzlogin" not in file.read_bytes()


def test_the_same_clock_gives_the_same_bytes_again_and_afresh(
    command: Command, case: Path, tmp_path: Path
) -> None:
    exports = []
    for number in range(3):
        out = tmp_path / f"{number}.json"
        assert command("export", case, "-o", out, "--at", AT).code == 0
        exports.append(out.read_bytes())
        assert command("work", case, "--afresh").code == 0
    assert len(set(exports)) == 1


def test_the_internal_export_says_that_it_is_no_publication(command: Command, case: Path) -> None:
    answer = command("export", case)
    assert "not a publication" in answer.err
    assert answer.json["case"]["profile"] == "internal"


def test_an_export_in_an_unknown_format_or_place_is_told(
    command: Command, case: Path, tmp_path: Path
) -> None:
    answer = command("export", case, "--as", "parchment")
    assert answer.code == 2
    assert "json" in answer.err
    assert command("export", case, "-o", tmp_path / "no" / "folder.json").code == 2
    assert command("export", case, "--as", "dossier").code == 2


def test_a_dossier_is_a_folder_of_pages(command: Command, case: Path, tmp_path: Path) -> None:
    answer = command("export", case, "--as", "dossier", "-o", tmp_path / "dossier", "--at", AT)
    assert answer.code == 0
    assert "not for publication" in (tmp_path / "dossier" / "index.html").read_text()


def test_one_file_that_cannot_be_read_gives_code_4_and_the_rest_is_done(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nno more than this")
    case = tmp_path / "case"
    answer = command("run", folder, "--case", case, "--no-desk", "--json")
    assert answer.code == 4
    assert answer.json["found"]["documents"] == 2
    assert answer.json["found"]["problems"] == 1
    assert "broken.pdf" in answer.err
    assert "What to do:" in answer.err
    assert command("work", case).code == 4, "it stays unread until somebody mends it"
    assert "broken.pdf" in command("show", case, "problems").out


def test_a_flipped_byte_in_an_original_gives_code_3_and_is_named(
    command: Command, case: Path
) -> None:
    assert command("check", case).code == 0
    blob = next(f for f in (case / "originals").rglob("*") if f.is_file())
    blob.chmod(0o644)
    data = bytearray(blob.read_bytes())
    data[3] ^= 1
    blob.write_bytes(data)
    answer = command("check", case, "--json")
    assert answer.code == 3
    assert answer.json["sound"] is False
    assert "What to do:" in answer.err


def test_the_head_that_was_noted_down_is_compared(command: Command, case: Path) -> None:
    head = command("check", case, "--json").json["head"]
    noted = f"{head['seq']}:{head['hash']}"
    assert command("check", case, "--head", noted).code == 0
    assert command("check", case, "--head", f"{head['seq']}:{'0' * 64}").code == 3
    assert command("check", case, "--head", "nonsense").code == 2


def test_names_of_files_cannot_steer_the_terminal(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    (folder / "\x1b[31mred\u202e.txt").write_text("Shells hit the Lammer clinic in Tesk.\n")
    case = tmp_path / "case"
    command("run", folder, "--case", case, "--no-desk")
    out = command("show", case, "documents").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\\u001b[31mred\\u202e.txt" in out


def test_the_kit_is_listed_with_versions_and_packages(command: Command) -> None:
    found = command("plugins", "--json").json["plugins"]
    plain = next(p for p in found if p["name"] == "plain")
    assert (plain["group"], plain["package"]) == ("readers", "solferino")
    assert plain["version"]


FAULT = (
    "import solferino.cli, solferino.plugins\n"
    "def fail(): raise ZeroDivisionError('deep inside')\n"
    "solferino.plugins.find = fail\n"
    "solferino.cli.main(ARGUMENTS, prog_name='solferino')\n"
)


def failing(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = f"import sys; sys.argv = ['solferino', *{list(arguments)!r}]\n" + FAULT.replace(
        "ARGUMENTS", "sys.argv[1:]"
    )
    return python(script)


def test_a_fault_of_ours_is_one_clear_sentence_and_code_1() -> None:
    done = failing("plugins")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "ZeroDivisionError: deep inside" in done.stderr
    assert "--debug" in done.stderr


def test_with_debug_a_fault_of_ours_shows_its_traceback() -> None:
    done = failing("plugins", "--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "solferino", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[-1].count(".") == 2


def test_a_second_writer_is_told_to_wait(command: Command, case: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from solferino.store.case import Case\n"
        f"with Case.open(Path({str(case)!r}), clock=lambda: '', by='x', writing=True):\n"
        "    print('open', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        answer = command("work", case)
        other.communicate()
    assert answer.code == 2
    assert "What to do:" in answer.err
    assert command("work", case).code == 0


def test_a_link_among_the_files_is_passed_over_told_and_code_4(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    (folder / "link.txt").symlink_to(folder / "one.txt")
    command("new", tmp_path / "case")
    answer = command("add", tmp_path / "case", folder)
    assert answer.code == 4
    assert answer.out.startswith("2 new of 2 files")
    assert "link.txt" in answer.err


def test_what_is_wrong_with_the_sheet_is_told_but_every_file_came_in(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    (folder / "documents.csv").write_text("file,weather\none.txt,rain\n")
    command("new", tmp_path / "case")
    answer = command("add", tmp_path / "case", folder)
    assert answer.code == 0
    assert "weather" in answer.err


def test_a_folder_that_is_no_case_is_not_taken_for_one(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    answer = command("run", folder, "--case", tmp_path, "--no-desk")
    assert answer.code == 2
    assert not (tmp_path / "facts.sqlite").exists()


def test_a_part_that_does_not_load_is_told_at_work_and_listed(
    command: Command, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = EntryPoint(name="theirs", value="no.such:Reader", group="solferino.readers")
    found = [*plugins.find(), *plugins.find([broken])]
    monkeypatch.setattr(plugins, "find", lambda: tuple(found))
    answer = command("work", case)
    assert answer.code == 0
    assert "Left out reader theirs" in answer.err
    rows = command("plugins", "--json").json["plugins"]
    assert [row["notice"] for row in rows if row["notice"]] == [
        "ModuleNotFoundError: No module named 'no'"
    ]


def test_a_reader_of_the_output_may_leave_early(case: Path) -> None:
    command = f"{sys.executable} -m solferino export {case} | head -c 1"
    done = subprocess.run(  # noqa: S602  (a pipe is what is tested)
        command, shell=True, capture_output=True, text=True, check=False
    )
    assert done.stdout == "{"
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
