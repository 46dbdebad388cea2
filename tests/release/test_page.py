"""The page of a release in a real browser: it checks itself, offline, and prints clean."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page, sync_playwright
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, reviewed
from tests.release.test_releases import issued

from solferino.model import Clearances, Printed, Release
from solferino.release.key import Key
from solferino.release.numbering import Numbering
from solferino.release.page import render
from solferino.release.profile import profiles
from solferino.release.published import publish
from solferino.release.sheet import sheet

MANY = 40  # sheets: two small incidents take no more
BLANK = 80  # characters: what runs at the head and foot of a sheet is less
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    told = os.environ.get("SOLFERINO_BROWSER")
    path = told or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium: run `make browser`")
    with sync_playwright() as player:
        found = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    made = issued(reviewed(make_picture(), lambda _: True))
    (folder / "dossier").mkdir()
    for name in ("release.html", "release.ar.html", "dossier/index.html"):
        (folder / name).write_bytes(made.files[name])
    named = sorted(n for n in made.files if "/incident-" in n and ".ar." not in n)
    shelling = next(made.files[n] for n in named if b'<td class="figure">4<' in made.files[n])
    (folder / "dossier" / "incident.html").write_bytes(shelling)
    return folder


def opened(browser: Browser, file: Path) -> Page:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text))
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda r: faults.append(r.url) if not r.url.startswith("file:") else None)
    page.goto(file.as_uri())
    assert faults == []
    return page


@pytest.mark.parametrize("name", ["release.html", "release.ar.html"])
def test_the_page_finds_that_every_quotation_leads_to_its_root(
    browser: Browser, files: Path, name: str
) -> None:
    page = opened(browser, files / name)
    assert page.get_attribute("#check", "class") == "holds"
    assert page.locator("tr.broken, div.broken").count() == 0
    assert page.locator("tr.holds").count() == page.locator("tr[data-salt]").count() > 10


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('leaf-words">three patients<', 'leaf-words">nine patients<'),
        ('leaf-value">4<', 'leaf-value">40<'),
        ('<td class="figure">4<', '<td class="figure">40<'),
        ("<mark>three patients<", "<mark>nine patients<"),
    ],
)
def test_changed_words_and_values_are_found(
    browser: Browser, files: Path, tmp_path: Path, said: str, instead: str
) -> None:
    text = (files / "release.html").read_text("utf-8")
    assert said in text
    (tmp_path / "changed.html").write_text(text.replace(said, instead, 1), "utf-8")
    page = opened(browser, tmp_path / "changed.html")
    assert page.get_attribute("#check", "class") == "broken"
    assert page.locator("tr.broken, div.broken").count() == 1


PRINTED = {
    "release.html": (
        "Release 1",
        "three patients",
        "not asked",
        "Annex 1",
        "Check these quotations",
    ),
    "release.ar.html": ("الإصدار 1", "three patients", "2031-05-04"),
    "dossier/index.html": ("profile public", "Running totals", "at least 31"),
    "dossier/incident.html": ("profile public", "three patients", "not asked", "Saint Orla Clinic"),
}


def printed(page: Page, file: Path) -> list[str]:
    """Print a page as a PDF and give the text of each sheet."""
    page.pdf(path=file, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(file)
    texts = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    document.close()
    return [" ".join(text.split()) for text in texts]


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_it_prints_as_a_clean_pdf(browser: Browser, files: Path, tmp_path: Path, name: str) -> None:
    running, *words = PRINTED[name]
    page = opened(browser, files / name)
    assert page.locator("button, input, select, textarea, form").count() == 0
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    page.emulate_media(media="print")
    assert page.evaluate(wide)  # nothing is cut off at the side
    texts = printed(page, tmp_path / "printed.pdf")
    assert 1 < len(texts) < MANY
    for number, text in enumerate(texts, start=1):
        assert len(text) > BLANK, f"sheet {number} is blank"
        if "ar" not in name.split("."):  # Arabic comes out of a PDF in the shapes of its letters
            assert running in text
        assert f"{number} / {len(texts)}" in text or f"{len(texts)} / {number}" in text
    whole = " ".join(texts)
    for told in words:
        assert told in whole


def test_on_paper_a_sentence_stands_once_and_each_incident_begins_a_sheet(
    browser: Browser, files: Path, tmp_path: Path
) -> None:
    page = opened(browser, files / "release.html")
    titles = [" ".join(t.split()) for t in page.locator("section.incident > h2").all_inner_texts()]
    page.emulate_media(media="print")
    texts = printed(page, tmp_path / "printed.pdf")
    for title in titles:
        (at,) = [t.find(title) for t in texts if title in t and f"{title} Date" in t]
        assert at < BLANK, "something stands before the incident on its sheet"
    further = page.locator("details .one")
    assert further.count() > 0
    assert not any(b.is_visible() for b in further.locator(".around").all())
    assert all(m.is_visible() for m in further.locator("mark").all())


def test_the_page_checks_itself_however_much_an_incident_holds(
    browser: Browser, tmp_path: Path
) -> None:
    picture, profile = reviewed(make_picture(), lambda _: True), profiles()["public"]
    key = Key(SECRET)
    found = publish(picture, profile, Clearances(()), SECRET)
    numbers = tuple((i.id, n) for n, i in enumerate(found.picture.incidents, start=1))
    found = replace(found, picture=replace(found.picture, numbers=numbers))
    told = tuple(Printed(number=n, accounts=(), told=(), content="") for _, n in numbers)
    out = Release(
        series="public", number=1, at="", content="", address="", incidents=told, by="coder-1"
    )
    long = Markup("<p>So many words.</p>") * 30_000
    made = sheet(found, out, [], (profile, key), lambda _of, _code: long)
    nothing = Numbering(numbers={}, redirects=(), successors=(), withdrawn=())
    (tmp_path / "long.html").write_bytes(render(made, profile, nothing, "en"))
    page = opened(browser, tmp_path / "long.html")
    assert page.get_attribute("#check", "class") == "holds"


@pytest.mark.parametrize("name", ["release.html", "dossier/incident.html"])
def test_a_long_table_has_its_head_on_every_sheet(
    browser: Browser, files: Path, tmp_path: Path, name: str
) -> None:
    page = opened(browser, files / name)
    page.evaluate(
        """() => {
          const row = [...document.querySelectorAll("td.figure")].find((c) => c.textContent === "4")
            .parentElement;
          for (let i = 0; i < 60; i += 1) {
            const other = row.cloneNode(true);
            other.querySelector("mark").textContent = "marked-row";
            row.after(other);
          }
        }"""
    )
    held = [t for t in printed(page, tmp_path / "long.pdf") if "marked-row" in t]
    assert len(held) > 1
    for text in held:
        assert "In these words" in text
        assert "Figure" in text
