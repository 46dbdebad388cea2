"""On a terminal a bar is drawn and tables are framed; in a pipe neither is."""

import json
import os
import pty
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from solferino.cli.talk import Talk, lasting, shortened
from solferino.cli.talk import shown as shown_text


def on_a_terminal(*arguments: str) -> str:
    """Run the command with a terminal for stdout and stderr; returns all that it showed."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    with subprocess.Popen(
        [sys.executable, "-m", "solferino", *arguments],
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        assert process.wait() == 0
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux tells that the other side is closed
        return b""


def drawn(done: int) -> str:
    bar = Talk(clock=lambda: "", by="", as_json=False).bar()
    task = bar.add_task("derive", total=205, subject="")
    for step in range(done + 1):
        bar.update(task, completed=step, subject="copies")
    console = Console(file=StringIO(), width=120)
    console.print(bar.get_renderable())
    return str(console.file.getvalue())  # type: ignore[attr-defined]  # it is the StringIO above


def test_a_bar_tells_stage_step_how_much_and_how_long() -> None:
    assert re.search(r"derive .* 100/205 0:\d\d:\d\d copies", drawn(100))
    assert re.search(r"derive .* 0/205 -:--:-- copies", drawn(0))


def test_progress_is_drawn_stage_by_stage_with_file_and_time_and_the_end_tells_the_pace(
    folder: Path, tmp_path: Path
) -> None:
    shown = on_a_terminal("run", str(folder), "--case", str(tmp_path / "case"), "--no-desk")
    for stage in ("receive", "read", "extract", "derive"):
        assert stage in shown
    assert "documents" in shown
    for told in ("two.txt", "2/2"):
        assert told in shown
    assert re.search(r"\d:\d\d:\d\d", shown)
    assert re.search(r"2 files and documents in [\d.]+ s: [\d.]+ a second\.", shown)


@pytest.mark.skipif(sys.platform == "win32", reason="such names are not allowed there")
def test_a_file_s_name_neither_steers_the_terminal_nor_fills_it(
    folder: Path, tmp_path: Path
) -> None:
    (folder / ("z\x1b[2J\n\u202e" + "b" * 60 + "-end.txt")).write_text(
        "Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses.\n"
    )
    shown = on_a_terminal("run", str(folder), "--case", str(tmp_path / "case"), "--no-desk")
    assert "z\\u001b[2J" in shown
    assert "…" in shown
    assert "-end.txt" in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown
    assert "b" * 40 not in shown


def test_asked_for_json_nothing_is_drawn_even_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    shown = on_a_terminal(
        "run", str(folder), "--case", str(tmp_path / "case"), "--no-desk", "--json"
    )
    assert json.loads(shown)["found"]["documents"] == 2


def test_in_a_pipe_nothing_is_drawn(folder: Path, tmp_path: Path) -> None:
    words = ["run", str(folder), "--case", str(tmp_path / "case"), "--no-desk"]
    done = subprocess.run(
        [sys.executable, "-m", "solferino", *words], check=True, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "a second" not in done.stdout


@given(st.text(), st.integers(min_value=5, max_value=60))
def test_a_shortened_name_fits_on_one_line_and_keeps_both_ends(name: str, width: int) -> None:
    short = shortened(name, width)
    line = " ".join(shown_text(name).split())
    assert cell_len(short) <= width
    if short != line:
        first, last = short.split("…")[0], short.split("…")[-1]
        assert line.startswith(first)
        assert line.endswith(last)
        assert cell_len(short) >= width - 3


@pytest.mark.parametrize(
    ("seconds", "told"), [(4.21, "4.2 s"), (185, "3 min 05 s"), (7800, "2 h 10 min")]
)
def test_times_are_told_as_a_person_would(seconds: float, told: str) -> None:
    assert lasting(seconds) == told


@pytest.mark.parametrize("what", ["documents", "incidents"])
def test_tables_are_framed(case: Path, what: str) -> None:
    shown = on_a_terminal("show", str(case), what)
    assert "━" in shown
    assert "\t" not in shown
