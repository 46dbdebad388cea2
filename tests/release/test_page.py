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
    for name in ("release.html", "release.ar.html"):
        (folder / name).write_bytes(made.files[name])
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


def test_it_prints_as_a_pdf_with_its_title_on_every_page_and_nothing_cut_off(
    browser: Browser, files: Path, tmp_path: Path
) -> None:
    page = opened(browser, files / "release.html")
    page.pdf(path=tmp_path / "release.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "release.pdf")
    texts = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    document.close()
    assert len(texts) > 1
    assert all("Release 1" in text for text in texts)
    whole = " ".join(" ".join(texts).split())
    for words in ("three patients", "not asked", "Annex 1", "Check these quotations"):
        assert words in whole
