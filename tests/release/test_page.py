"""The page of a release in a real browser: it checks itself, offline, and prints clean."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.publish.made import make_picture
from tests.release.conftest import reviewed
from tests.release.test_releases import issued

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
