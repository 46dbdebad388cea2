"""On a terminal a bar is drawn and tables are framed; in a pipe neither is."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest


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
        assert process.wait(60) == 0
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux tells that the other side is closed
        return b""


def test_progress_is_drawn_stage_by_stage(folder: Path, tmp_path: Path) -> None:
    shown = on_a_terminal("run", str(folder), "--case", str(tmp_path / "case"), "--no-desk")
    for stage in ("receive", "read", "extract", "derive"):
        assert stage in shown
    assert "documents" in shown


@pytest.mark.parametrize("what", ["documents", "incidents"])
def test_tables_are_framed(case: Path, what: str) -> None:
    shown = on_a_terminal("show", str(case), what)
    assert "━" in shown
    assert "\t" not in shown
