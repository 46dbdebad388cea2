"""The way back through a real spreadsheet program: LibreOffice opens and saves what was exported.

Run where `soffice` is installed (or named by SOLFERINO_OFFICE), and skipped where it is not.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from tests.importing.books import asked, opened, put, row_of, saved, workbook, worked_case

from solferino import pipeline
from solferino.model import Assessment
from solferino.ports import Kit, Picture
from solferino.publish.exchange.csv_files import CsvExporter
from solferino.store.case import Case

OFFICE = shutil.which(os.environ.get("SOLFERINO_OFFICE", "soffice"))
pytestmark = pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice here")

# Times of day, thousands, a formula and a number with a sign: what such programs change in a file.
TEXTS = {
    "one.txt": (
        "Rockets hit the Orrin clinic in Tesk at 2:20 a.m. on 30 April 2031, killing three nurses "
        "and wounding =2+2 people.\n\nThe clinic served 18,000 people. It has closed."
    ),
    "two.txt": (
        "The Orrin clinic in Tesk was struck by rockets at 21:20 on 30 April 2031.\n\n"
        '"At least 1,200 people were killed this year," the Tesk health office said.'
    ),
    "three.txt": "قصفت طائرات مستشفى فيلد. Shells damaged the Veld hospital on 12 May 2031.",
}
# Comma, quotation marks, UTF-8, from the first line: what a person says when opening and saving.
FROM_CSV = ("--infilter=CSV:44,34,76,1",)
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
Through = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory) -> Through:
    """Have the program open each file and save it; gives the new bytes under the old stems."""
    home = tmp_path_factory.mktemp("office")

    def passed(files: dict[str, bytes], to: str, *more: str) -> dict[str, bytes]:
        came, went = (tmp_path_factory.mktemp(n) for n in ("came", "went"))
        for name, data in files.items():
            (came / name).write_bytes(data)
        assert OFFICE is not None
        subprocess.run(
            [
                *(OFFICE, "--headless", "--norestore", f"-env:UserInstallation={home.as_uri()}"),
                *more,
                *("--convert-to", to, "--outdir", str(went)),
                *(str(came / name) for name in files),
            ],
            check=True,
            capture_output=True,
            timeout=1800,  # it may wait for a person who is not there
        )
        return {path.stem: path.read_bytes() for path in went.iterdir()}

    return passed


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Iterator[Case]:
    with worked_case(tmp_path_factory.mktemp("office-case"), kit, TEXTS) as case:
        yield case


@pytest.fixture(scope="module")
def picture(worked: Case) -> Picture:
    return pipeline.picture(worked, "engine 1")


@pytest.fixture(scope="module")
def exported(worked: Case) -> bytes:
    return workbook(worked)


@pytest.mark.parametrize("ways", [("xlsx",), ("ods", "xlsx")], ids="-".join)
def test_a_workbook_that_a_program_opened_and_saved_changes_nothing(
    worked: Case, exported: bytes, through: Through, ways: tuple[str, ...]
) -> None:
    book, ending = exported, "xlsx"
    for way in ways:
        book, ending = through({f"book.{ending}": book}, way)["book"], way
    came = asked(worked, book)
    assert (came.decided, came.asks.notices) == ((), ())


def test_a_change_made_in_a_program_is_one_decision(
    worked: Case, exported: bytes, through: Through
) -> None:
    book = opened(through({"book.xlsx": exported}, "xlsx")["book"])
    row = row_of(book["Claims"], "casualty")
    put(book["Claims"], row, "decision", "accept")
    decided = asked(worked, through({"book.xlsx": saved(book)}, "xlsx")["book"]).decided
    assert [type(d.ruling) for d in decided] == [Assessment]


def test_csv_files_that_a_program_opened_and_saved_change_nothing(
    worked: Case, picture: Picture, through: Through
) -> None:
    files = dict(CsvExporter().files(picture))
    given = {
        name.replace("/", "-"): data
        for name, data in files.items()
        if name.endswith(("/claims.csv", "/incidents.csv", "/facilities.csv", "/gradings.csv"))
    }
    back = through(given, AS_CSV, *FROM_CSV)
    assert len(back) == len(given)
    told = {name: asked(worked, data) for name, data in back.items()}
    assert {n: (t.decided, t.asks.notices) for n, t in told.items()} == dict.fromkeys(
        told, ((), ())
    )
