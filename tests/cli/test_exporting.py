"""Formats of exchange on the command line: files, folders, zips, and the same bytes."""

import zipfile
from pathlib import Path

import bagit
import pytest
from tests.cli.conftest import AT, Command

ONE = ("json", "xlsx", "hxl", "geojson", "ics", "annotations")
SEVERAL = ("csv", "ssa", "shcc", "ftm")


@pytest.mark.parametrize("form", ONE)
def test_a_format_of_one_file_is_a_file(
    command: Command, case: Path, tmp_path: Path, form: str
) -> None:
    places = [tmp_path / f"{n}.{form}" for n in (1, 2)]
    for place in places:
        assert command("export", case, "--as", form, "-o", place).code == 0
    assert places[0].read_bytes() == places[1].read_bytes()


@pytest.mark.parametrize("form", SEVERAL)
def test_a_format_of_several_files_is_a_folder_or_a_zip(
    command: Command, case: Path, tmp_path: Path, form: str
) -> None:
    folder, archive = tmp_path / form, tmp_path / f"{form}.zip"
    assert command("export", case, "--as", form, "-o", folder).code == 0
    assert command("export", case, "--as", form, "-o", archive).code == 0
    with zipfile.ZipFile(archive) as held:
        zipped = {i.filename: held.read(i) for i in held.infolist()}
    laid = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert laid == zipped


def test_several_files_cannot_be_one(command: Command, case: Path, tmp_path: Path) -> None:
    answer = command("export", case, "--as", "csv", "-o", tmp_path / "case.csv")
    assert answer.code == 2
    assert "folder" in answer.err
    (tmp_path / "there").write_text("a file")
    assert command("export", case, "--as", "csv", "-o", tmp_path / "there").code == 2


def test_a_bag_holds_the_originals_and_leaves_them_where_they_are(
    command: Command, case: Path, folder: Path, tmp_path: Path
) -> None:
    before = {p: p.read_bytes() for p in (case / "originals").rglob("*") if p.is_file()}
    answer = command("export", case, "--as", "bag", "-o", tmp_path / "bag", "--at", AT)
    assert answer.code == 0
    assert bagit.Bag(str(tmp_path / "bag")).validate()
    held = sorted(p.read_bytes() for p in (tmp_path / "bag/data/originals").iterdir())
    assert held == sorted(p.read_bytes() for p in folder.iterdir())
    assert before == {p: p.read_bytes() for p in (case / "originals").rglob("*") if p.is_file()}
    assert command("export", case, "--as", "bag").code == 2
    assert command("export", case, "--as", "bag", "-o", tmp_path / "bag").code == 2
