"""The practice case, worked once for all tests as `solferino demo` works it."""

from io import BytesIO
from pathlib import Path

import pytest
from tests.once import AT
from tests.practice.found import Found

from solferino.codec import parse
from solferino.practice.fiction import practice_files
from solferino.publish.contract import JsonExporter
from solferino.publish.dossier import write_dossier
from solferino.store.case import Case


@pytest.fixture(scope="session")
def practice(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Write the dossier of the practice case and export it."""
    folder = tmp_path_factory.mktemp("leaving")
    out = BytesIO()
    with Case.open(practice_folder, clock=lambda: AT, by="tester") as case:
        picture = case.picture("test")
    with practice_files() as received:
        originals = {file.name: file.read_bytes() for file in received.iterdir()}
    JsonExporter().write(picture, out)
    write_dossier(picture, folder / "dossier", AT, practice=True)
    pages = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in (folder / "dossier").rglob("*")
        if file.is_file()
    }
    return Found(export=parse(out.getvalue()), pages=pages, received=originals, picture=picture)
