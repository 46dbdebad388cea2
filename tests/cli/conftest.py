"""The command as a person runs it, in this process: what it prints, and its exit code."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from solferino.cli import main

AT = "2031-05-01T10:00:00Z"


@dataclass(frozen=True)
class Answer:
    """What one command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Answer]


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    """Run `solferino` with arguments."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # main sets it: put back afterwards

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments], prog_name="solferino")
        said = capsys.readouterr()
        return Answer(code=int(end.value.code or 0), out=said.out, err=said.err)

    return run


TEXTS = {
    "one.txt": "Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses.\n",
    "two.txt": (
        "The Orrin clinic in Tesk was struck by rockets on 30 April 2031.\n\n"
        '"Three nurses were killed," the Tesk health office said.\n'
    ),
}


def written(folder: Path) -> Path:
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a small folder of invented documents."""
    return written(tmp_path / "incoming")


@pytest.fixture(scope="session")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a case from such a folder, once."""
    path = tmp_path_factory.mktemp("worked")
    arguments = ["run", str(written(path / "incoming")), "--case", str(path / "case"), "--no-desk"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "excepthook", sys.excepthook)
        with pytest.raises(SystemExit, match="0"):
            main([*arguments, "--at", AT], prog_name="solferino")
    return path / "case"


@pytest.fixture
def case(worked: Path, tmp_path: Path) -> Path:
    """Give a case of one's own that was worked from the folder."""
    return shutil.copytree(worked, tmp_path / "case")
