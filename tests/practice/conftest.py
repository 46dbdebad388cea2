"""The practice case, worked once for all tests of this folder as `solferino demo` works it."""

from io import BytesIO

import pytest
from tests.practice.found import Found

from solferino import plugins
from solferino.codec import parse
from solferino.pipeline import work
from solferino.practice.fiction import practice_files
from solferino.publish.contract import JsonExporter
from solferino.publish.dossier import write_dossier
from solferino.store.case import Case
from solferino.store.intake import receive_folder
from solferino.workers import here

AT = "2031-05-01T10:00:00Z"


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Work the practice case, write its dossier and export it."""
    folder = tmp_path_factory.mktemp("practice")
    out = BytesIO()
    with Case.create(folder / "case", "Practice case", clock=lambda: AT, by="tester") as case:
        with practice_files() as received:
            receive_folder(case, received)
            originals = {file.name: file.read_bytes() for file in received.iterdir()}
        with here() as workers:
            list(work(case, plugins.kit(plugins.find()), workers))
        picture = case.picture("test")
    JsonExporter().write(picture, out)
    write_dossier(picture, folder / "dossier", AT, practice=True)
    pages = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in (folder / "dossier").rglob("*")
        if file.is_file()
    }
    return Found(export=parse(out.getvalue()), pages=pages, received=originals, picture=picture)
