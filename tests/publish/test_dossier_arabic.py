"""The dossier in Arabic: the same pages, from right to left, nothing of ours left in English."""

import re
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markupsafe import Markup
from tests.publish.opened import VISIBLE_MARK, written

from solferino.ledgers.register import counting
from solferino.ports import Picture
from solferino.publish.catalogue import SHARED
from solferino.publish.dossier import Dossier
from solferino.publish.shown import straight
from solferino.publish.speech import PAGES, speeches
from solferino.weigh.profile import letters

ARABIC = re.compile(r"[\u0600-\u06ff]")
QUOTED = "//blockquote|//q|//*[@lang='en']|//style"


@pytest.fixture(scope="module")
def arabic(picture: Picture, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pages = written(picture, tmp_path_factory.mktemp("arabic"), arabic=True)
    return {name: html.document_fromstring(page.decode()) for name, page in pages.items()}


def test_every_page_is_there_in_both_languages_and_leads_to_the_other(
    trees: dict[str, Any], arabic: dict[str, Any]
) -> None:
    assert {n.replace(".ar.", ".") for n in arabic} == set(trees)
    for name, page in arabic.items():
        root = page if page.tag == "html" else page.getroottree().getroot()
        assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
        (other,) = page.xpath("//nav[@class='tongues']/a/@href")
        assert other == name.replace(".ar.", ".")
        assert trees[other].xpath("//nav[@class='tongues']/a/@href") == [name]


def test_links_lead_to_pages_in_arabic(trees: dict[str, Any], arabic: dict[str, Any]) -> None:
    for name, page in arabic.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        for address in page.xpath("//@href"):
            file, _, place = address.partition("#")
            target = arabic.get(file or name, trees.get(file))
            assert target is not None, address
            assert not place or target.xpath(f"//*[@id='{place}']")


def test_the_same_words_are_quoted_to_the_letter(
    trees: dict[str, Any], arabic: dict[str, Any]
) -> None:
    for name, page in arabic.items():
        other = trees[name.replace(".ar.", ".")]
        marked = [[m.text for m in p.xpath("//mark")] for p in (page, other)]
        assert marked[0] == marked[1]
        assert [b.text_content() for b in page.xpath("//blockquote")] == [
            b.text_content() for b in other.xpath("//blockquote")
        ]


def test_nothing_of_ours_stands_in_english(arabic: dict[str, Any]) -> None:
    english = [
        said
        for key, said in speeches()["en"].tongue.sentences.items()
        if key.startswith("page.") and isinstance(said, str) and len(said.split()) > 1
    ]
    for page in arabic.values():
        for left in page.xpath(QUOTED):
            left.drop_tree() if left.tag != "style" else None
        text = " ".join(page.text_content().split())
        parts = [p for s in english for p in re.split(r"\{\w+\}", s) if len(p.split()) > 1]
        assert not [part for part in parts if part.strip() in text]
        assert all(ARABIC.search(cell.text_content()) for cell in page.xpath("//thead//th[1]"))


def test_headings_and_columns_are_as_many_as_in_english(
    picture: Picture, trees: dict[str, Any]
) -> None:
    dossier = Dossier(picture, "2031-05-08")
    for name, page in trees.items():
        other = html.document_fromstring(dossier.page(name.replace(".html", ".ar.html")).decode())
        for what in ("//h2/@id", "count(//th)", "count(//tr)", "count(//section)"):
            assert page.xpath(what) == other.xpath(what)


def test_days_behind_arabic_letters_are_not_turned(picture: Picture) -> None:
    dossier = Dossier(picture, "2031-05-08")
    for name in (n for n in dossier.names if ".ar." in n):
        page = html.document_fromstring(dossier.page(name).decode())
        for text in page.xpath("//text()[not(ancestor::blockquote or ancestor::mark)]"):
            if ARABIC.search(text) and not VISIBLE_MARK.search(text):
                assert not re.search(r"(?<![\w\u200e-])\d{4}-\d\d-\d\d", text), text


def test_every_language_has_the_same_sentences_with_the_same_names() -> None:
    def names(said: object) -> set[str]:
        forms = [said] if isinstance(said, str) else list(said.values())  # type: ignore[attr-defined]
        found = {n for form in forms for _, n, _, _ in string.Formatter().parse(form) if n}
        return found | {"n"}

    said = {code: speech.tongue.sentences for code, speech in speeches().items()}
    assert set(said) == {p.name for p in PAGES.iterdir()} == {p.name for p in SHARED.iterdir()}
    for sentences in said.values():
        assert sentences.keys() == said["en"].keys()
        for key, sentence in sentences.items():
            assert names(sentence) == names(said["en"][key]), key


@pytest.mark.parametrize(
    "sentence", [*counting()["rule"].values(), *letters().values()], ids=lambda s: s[:24]
)
def test_rules_and_letters_are_said_in_arabic(sentence: str) -> None:
    assert ARABIC.search(speeches()["ar"].told(sentence))


def test_contacts_stay_inside_in_what_the_engine_words(picture: Picture, tmp_path: Path) -> None:
    first = picture.problems[0]
    told = replace(first, message="call +99 021 555 0147 or write to desk@post.example")
    pages = written(replace(picture, problems=(told,)), tmp_path, arabic=True)
    assert not [p for p in pages.values() if b"0147" in p or b"desk@post" in p]


def test_a_value_is_said_in_arabic(picture: Picture, arabic: dict[str, Any]) -> None:
    effect = next(c for c in picture.claims if c.kind == "effect")
    said = speeches()["ar"].wording(effect.value)
    assert any(said in page.text_content() for page in arabic.values())


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Brenholt, Saint Orla Clinic, 2031-05-04", "Brenholt، Saint Orla Clinic، 2031-05-04"),
        ("Brenholt, Ambulance, date unknown", "Brenholt، إسعاف، التاريخ غير معروف"),
        (
            "place unknown, facility not named, until 2031-05-04",
            "المكان غير معروف، المرفق غير مسمّى، حتى 2031-05-04",
        ),
        (
            "Brenholt, hospital, 2031-05-04 to 2031-05-06",
            "Brenholt، مستشفى، من 2031-05-04 إلى 2031-05-06",
        ),
    ],
)
def test_a_title_is_said_in_arabic_but_for_its_names(title: str, said: str) -> None:
    assert speeches()["ar"].titled(title).striptags() == said
    assert speeches()["en"].titled(title) == title


def test_a_mark_of_direction_leaves_markup_what_it_is() -> None:
    told = Markup('<bdi lang="en">{}</bdi> في 2031-05-04').format("a < b")
    assert isinstance(straight(told), Markup)
    assert Markup.escape(straight(told)) == told.replace("2031", "\u200e2031")


def test_what_incidents_are_counted_by_is_said_in_arabic() -> None:
    rules = counting()
    resources = {*rules["resource"].values(), *rules["people"].values(), "facility"}
    said = {code: speeches()["ar"].words(code) for code in resources}
    assert {code for code, told in said.items() if re.search("[A-Za-z]", told)} == set()
