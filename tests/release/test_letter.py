"""The letter of a release, and the sums by which anybody can check its files."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.publish.made import make_picture
from tests.release.conftest import reviewed
from tests.release.test_releases import issued
from tests.release.test_silence import issued as by_profile

from solferino.codec import sha256
from solferino.plugins import find, kit
from solferino.release.folder import put
from solferino.release.issue import Issue
from solferino.release.letter import SUMS
from solferino.release.profile import profiles


@pytest.fixture(scope="module")
def made() -> Issue:
    return issued(reviewed(make_picture(), lambda _: True))


def test_every_file_but_the_sums_is_in_the_sums(made: Issue) -> None:
    lines = [line.partition("  ") for line in made.files[SUMS].decode().splitlines()]
    told = {name: held for held, _, name in lines}
    assert told == {name: sha256(data) for name, data in made.files.items() if name != SUMS}


def test_the_command_that_the_letter_names_finds_a_change(made: Issue, tmp_path: Path) -> None:
    command = shutil.which("sha256sum") or shutil.which("shasum")
    assert command is not None
    said = [command, *(["-a", "256"] if command.endswith("shasum") else []), "-c", SUMS]
    put(made.files, tmp_path / "out")

    def asked() -> int:
        return subprocess.run(
            said, cwd=tmp_path / "out", check=False, capture_output=True
        ).returncode

    assert asked() == 0
    page = tmp_path / "out" / "release.html"
    page.write_bytes(page.read_bytes().replace(b"three", b"seven"))
    assert asked() != 0


@pytest.mark.parametrize("name", ["README.txt", "README.ar.txt"])
def test_the_letter_names_every_file_the_address_the_root_and_how_to_check(
    made: Issue, name: str
) -> None:
    text = made.files[name].decode()
    root = re.search(rb'data-root="([0-9a-f]{64})"', made.files["release.html"])
    assert root is not None
    for words in ("here", root[1].decode(), "sha256sum -c SHA256SUMS", made.release.at):
        assert words in text
    for file in made.files:
        top, between, _ = file.partition("/")
        assert top.startswith("README") or f"  {top}{between}\n" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("name", sorted(profiles()))
def test_every_profile_has_a_letter_that_tells_of_each_of_its_forms(name: str) -> None:
    profile = profiles()[name]
    known = {e.name for e in kit(find()).exporters} | {"dossier", "docx", "exhibits"}
    assert set(profile.forms) <= known
    text = by_profile(reviewed(make_picture(), lambda _: True), name).files["README.txt"].decode()
    assert profile.says["en"].split()[0] in text
    assert ("no release" in text) == (profile.audience == "internal")
