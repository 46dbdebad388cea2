"""Formats of exchange on the command line: files, folders, zips, and the same bytes."""

import csv
import io
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


SHCC_ROWS = """Date,Event Description,Country,Country ISO,Admin 1,Latitude,Longitude,Geo Precision,\
Reported Perpetrator,Reported Perpetrator Name,Weapon Carried/Used,Location ,\
Number of Attacks on Health Facilities Reporting Damaged,Access Denied or Obstructed,\
Health Workers Killed,Health Workers Threatened,Conflict-Related Violence,SiND Event ID
2031-04-30,April 2031: A clinic was shelled in a village.,Mali,MLI,Gao,16.25,-0.05,\
(2) 25 km Precision,NSA,Unidentified Armed Actor,Mortar,Health Building,1,False,2,0,\
ConflictEvent,90001
2031-05-02,May 2031: A nurse was threatened at a checkpoint.,Mali,MLI,Mopti,14.5,-4.2,\
(2) 25 km Precision,No Information,No Information,Not Applicable: No Direct Violence,Checkpoint,0,\
True,0,1,NotApplicable,90002
"""
SSA_ROWS = """Attack Date,Attack ID,Attack Time,Country / Territory,Certainty Level,Attack Type,\
Total Injured,Total Death,HC Facilities,HC Transport,HC Personnel,HC Supplies Assets,\
HC Warehouse Storage,HC Patients,HC Other,Type of Facility,Facility Other,HW Abduction,HW Arrest,\
HW Detention,Patient Abduction,Patient Arrest,Patient Detention
4/30/31 12:00 AM,MLI900001,06:00-12:00,Mali,Confirmed,Setting fire,3,1,YES,NO,YES,NO,NO,Unknown,NO,\
Primary,,0,0,0,0,0,0
"""


@pytest.mark.parametrize(("form", "rows", "heads"), [("shcc", SHCC_ROWS, 2), ("ssa", SSA_ROWS, 1)])
def test_rows_that_were_coded_elsewhere_go_out_as_they_came(
    command: Command, tmp_path: Path, form: str, rows: str, heads: int
) -> None:
    path, sheet = tmp_path / "case", tmp_path / f"{form}-rows.csv"
    sheet.write_text(rows, encoding="utf-8")
    assert command("new", path, "--name", "coded").code == 0
    assert command("import", path, sheet, "--yes", "--by", "me", "--coder", "Tally House").code == 0
    assert command("work", path, "--workers", 1).code == 0
    assert command("export", path, "--as", form, "-o", tmp_path / "out").code == 0
    came = list(csv.DictReader(io.StringIO(rows)))
    text = (tmp_path / "out" / f"{form}.csv").read_text(encoding="utf-8-sig")
    names, *lines = csv.reader(io.StringIO(text))
    left = [dict(zip(names, line, strict=True)) for line in lines[heads - 1 :]]
    assert len(left) == len(came)
    for row in came:
        told = {"Location of Incident" if k == "Location " else k: v for k, v in row.items() if v}
        assert any(told.items() <= other.items() for other in left), told
