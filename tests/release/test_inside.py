"""What stays in the house: one file as in every profile, which says that it is no release."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from tests.publish.made import make_picture
from tests.release.conftest import person
from tests.release.test_silence import issued

from solferino.model import Protection
from solferino.ports import Picture
from solferino.release.history import log
from solferino.release.profile import profiles

PAGES = ("release.html", "release.ar.html")


@pytest.mark.parametrize("name", sorted(profiles()))
def test_every_profile_has_one_file_that_holds_everything(name: str) -> None:
    files = issued(make_picture(), name).files
    for page in PAGES:
        assert b"data-root=" in files[page]
        assert page in files["README.txt"].decode()


def test_the_internal_file_says_that_it_is_no_release_and_cites_the_places() -> None:
    made = issued(make_picture(), "internal")
    page = made.files["release.html"].decode()
    assert "<h1>An internal copy: no release</h1>" in page
    assert "Release 1" not in page
    assert "Objections" not in page
    assert "What was withheld" not in page
    assert re.search(r"<cite><a[^>]*>Annex \d+</a>, (page|paragraph) \d", page)
    assert len(made.published.picture.claims) == len(make_picture().claims)
    assert len(log([made.release])) == 1


def test_a_protected_name_is_on_no_internal_page(with_pell: Picture) -> None:
    asked = Protection(mention=person(with_pell).mentions[0], name="Dr. Anso Pell", by="coder-1")
    made = issued(replace(with_pell, protections=(asked,)), "internal")
    for page in PAGES:
        assert b"Anso Pell" in issued(with_pell, "internal").files[page]
        assert b"Anso Pell" not in made.files[page]
    for brief in ("release.docx", "release.ar.docx"):
        with zipfile.ZipFile(io.BytesIO(made.files[brief])) as opened:
            assert not [n for n in opened.namelist() if b"Anso Pell" in opened.read(n)]
