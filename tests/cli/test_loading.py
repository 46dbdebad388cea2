"""The command loads what a verb uses, no more: who asks a small thing waits for nothing else."""

import subprocess
import sys
from pathlib import Path


def said(script: str, *words: object) -> str:
    """Run a script in a process of its own; returns what it printed."""
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_overview_needs_none_of_the_heavy_parts() -> None:
    script = (
        "import sys\n"
        "from solferino.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(' '.join(sys.modules))\n"
    )
    loaded = set(said(script).split())
    assert "solferino.cli" in loaded
    assert not loaded & {"sqlalchemy", "starlette", "jinja2", "rich", "uvicorn", "trafilatura"}


def test_a_verb_loads_what_it_uses_and_no_more(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from solferino.cli import main\n"
        "def run(*words):\n"
        "    try: main([*words])\n"
        "    except SystemExit: print('loaded', *sys.modules)\n"
        "case, folder = sys.argv[1:]\n"
        "run('new', case)\n"
        "run('add', case, folder)\n"
        "run('work', case, '--workers', '1')\n"
    )
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "one.txt").write_text("The market in Tesk was quiet on Monday.\n")
    out = said(script, tmp_path / "case", tmp_path / "incoming")
    told = [line.split() for line in out.splitlines()]
    new, add, work = (set(words[1:]) for words in told if words[:1] == ["loaded"])
    desk, sheets = {"solferino.desk.serve", "starlette", "uvicorn"}, {"openpyxl"}
    engine = {"solferino.pipeline", "solferino.extract.english", "trafilatura", "numpy"}
    assert "solferino.store.case" in new
    assert not new & (desk | sheets | engine)
    assert not add & (desk | sheets | engine)
    assert "solferino.extract.english" in work
    assert not work & (desk | sheets)
