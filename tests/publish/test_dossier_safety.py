"""No contact is in any byte of a dossier; nothing runs, hides or reaches outside."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tests.publish.opened import (
    PHONE_DIGITS,
    VISIBLE_MARK,
    VOID,
    text_of,
    written,
)

from solferino.model import Description, Document
from solferino.ports import Picture
from solferino.publish.shown import visible


def test_no_contact_is_in_any_byte(picture: Picture, pages: dict[str, bytes]) -> None:
    texts = "".join(d.text for d in picture.documents)
    secrets = ["+99 021 555 0147", "press.desk@brenholt-ledger.example", "@osk_marrow"]
    for secret in secrets:
        assert secret in texts
    for page in pages.values():
        plain = page.decode()
        assert not [s for s in (*secrets, "osk_marrow", "press.desk") if s in plain]
        assert PHONE_DIGITS not in re.sub(r"\D", "", html.document_fromstring(plain).text_content())


def with_document(picture: Picture, change: Callable[[Document], Document]) -> Picture:
    return replace(picture, documents=tuple(change(d) for d in picture.documents))


def test_a_contact_in_any_field_is_withheld(picture: Picture, tmp_path: Path) -> None:
    address = "anso.pell@clinic.example"
    told = dict.fromkeys(("title", "author", "publisher", "rights", "url"), f"x {address}")
    leaking = with_document(picture, lambda d: replace(d, told=Description(**told)))
    leaking = replace(
        leaking,
        name=f"case of {address}",
        incidents=tuple(replace(i, title=f"{i.title} {address}") for i in leaking.incidents),
        problems=tuple(replace(p, message=f"ask {address}") for p in leaking.problems),
        entities=tuple(
            replace(e, names=(*e.names, address), name=f"{e.name} {address}")
            for e in leaking.entities
        ),
        origins=tuple(replace(o, name=address) for o in leaking.origins),
    )
    for page in written(leaking, tmp_path).values():
        assert address.encode() not in page
        assert b"[e-mail withheld]" in page


class Balance(HTMLParser):
    """Notices an element that is closed wrongly or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_pages_are_well_formed(pages: dict[str, bytes]) -> None:
    for page in pages.values():
        assert page.startswith(b"<!doctype html>")
        balance = Balance()
        balance.feed(page.decode())
        balance.close()
        assert balance.open == []


def test_nothing_runs_and_nothing_is_asked_of_the_outside(
    pages: dict[str, bytes], trees: dict[str, Any]
) -> None:
    for name, page in trees.items():
        assert not page.xpath("//script | //iframe | //img | //link | //object | //form | //base")
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style")
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        for address in page.xpath("//@href | //@src"):
            assert re.fullmatch(r"[\w.-]*(#[\w-]+)?", address)
        assert b"url(" not in pages[name]
        assert b"@import" not in pages[name]


def test_every_link_leads_somewhere(trees: dict[str, Any]) -> None:
    for name, page in trees.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        for address in page.xpath("//@href"):
            file, _, place = address.partition("#")
            if file.endswith(".ar.html"):
                continue  # the same page in another language: see test_dossier_arabic.py
            target = trees[file or name]
            assert not place or target.xpath(f"//*[@id='{place}']")


def test_hostile_text_is_shown_and_does_nothing(trees: dict[str, Any]) -> None:
    heading = text_of(trees["index.html"].find(".//h1"))
    assert '<script>alert(1)</script> "quoted" &' in heading
    assert "‹U+202E›gnorw‹U+202C›" in heading


def test_hostile_metadata_stays_inside_its_attribute(picture: Picture, tmp_path: Path) -> None:
    evil = '"><script>alert(2)</script>'
    hostile = with_document(picture, lambda d: replace(d, told=Description(language=evil)))
    for page in written(hostile, tmp_path).values():
        assert b"<script" not in page
        assert "lang" not in dict(html.document_fromstring(page.decode()).find("body").attrib)


def test_no_page_holds_a_character_that_hides_or_turns_others(pages: dict[str, bytes]) -> None:
    for page in pages.values():
        assert not set(page.decode()) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200b\r\0")


@pytest.mark.parametrize("character", ["\u202e", "\u2067", "\u200f", "\u200b", "\0", "\x1b"])
def test_a_hiding_character_is_written_out(character: str) -> None:
    assert VISIBLE_MARK.fullmatch(visible(character))


@pytest.mark.parametrize("text", ["a\nb\tc", "می\u200cخواهم", "👩\u200d⚕", "é", "عيادة"])
def test_characters_that_scripts_need_stay(text: str) -> None:
    assert visible(text) == text
