"""Captures of one address are versions, wherever they lie, and no copies of each other."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from solferino import plugins
from solferino.codec import parse
from solferino.model import Acquisition, Description, Document, Revision
from solferino.origins.copies import find_copies, revised
from solferino.pipeline import picture, work
from solferino.ports import Kit
from solferino.publish.contract import JsonExporter
from solferino.publish.dossier import Dossier
from solferino.store.case import Case
from solferino.workers import here

STORY = (
    "Two shells hit the Orrin clinic in Tesk on 30 April 2031, its director, Wenna Karsk, told "
    "the Ember on the next day. Three nurses were hurt, and the pharmacy burned until morning."
)
LATER = STORY + " The ministry denied that its guns had fired on the town that night."


@pytest.fixture(scope="module")
def kit() -> Kit:
    return plugins.kit(plugins.find())


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    at = "2031-05-09T10:00:00Z"
    with Case.create(tmp_path / "case", "Tesk", clock=lambda: at, by="a tester") as made:
        yield made


def page(words: str) -> bytes:
    return f"<!DOCTYPE html><html><body><p>{words}</p></body></html>".encode()


def captured(url: str, date: str, words: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(words)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(case: Case, kit: Kit) -> dict[str, Document]:
    """Work the case; documents by the last words of their text."""
    with here() as workers:
        for _ in work(case, kit, workers):
            pass
    assert case.problems() == []
    return {"first" if d.text == STORY else "later": d for d in case.documents()}


def test_two_captures_in_one_archive_are_versions_by_their_dates(case: Case, kit: Kit) -> None:
    archive = captured("https://www.ember.example/a?utm_source=x", "2031-05-03T08:00:00Z", LATER)
    archive += captured("http://ember.example/a/", "2031-05-01T08:00:00Z", STORY)
    case.receive("a.warc", archive)
    found = read(case, kit)
    assert found["later"].version_of == found["first"].id
    assert found["first"].version_of is None
    assert find_copies(case.documents()) == ()
    (change,) = revised(found["later"], found["first"])
    assert (change.kind, change.before) == ("denial_added", None)
    assert change.after is not None
    assert change.after.text == LATER[len(STORY) + 1 :]
    assert revised(found["first"], found["first"]) == ()
    seen = picture(case, "test")
    assert seen.revisions == (
        Revision(document=found["later"].id, other=found["first"].id, changes=(change,)),
    )
    out = io.BytesIO()
    JsonExporter().write(seen, out)
    told = {d["id"]: d for d in parse(out.getvalue())["documents"]}
    assert told[found["first"].id]["revised"] == []
    (row,) = told[found["later"].id]["revised"]
    assert (row["kind"], row["before"]) == ("denial_added", None)
    assert row["after"]["text"] == change.after.text
    dossier = Dossier(seen, "2031-05-09T10:00:00Z")
    for name in dossier.names:  # where the annex is, its earlier capture is, too
        page_of = html.fromstring(dossier.page(name))
        (changes,) = page_of.xpath('//div[contains(@class, "changed")]')
        assert changes.xpath(".//mark/text()") == [change.after.text]
        (link,) = changes.xpath("preceding-sibling::p[1]/a/@href")
        assert page_of.xpath(f"//*[@id='{link[1:]}']")


def test_a_capture_in_an_archive_and_a_saved_page_are_versions(case: Case, kit: Kit) -> None:
    case.receive(
        "saved.html",
        page(LATER),
        told=Description(url="https://ember.example/a#top"),
        acquisition=Acquisition(received_at="2031-05-04"),
    )
    case.receive("a.warc", captured("https://ember.example/a", "2031-05-01T08:00:00Z", STORY))
    found = read(case, kit)
    assert found["later"].version_of == found["first"].id
    assert find_copies(case.documents()) == ()


def test_the_same_words_at_another_address_are_a_copy(case: Case, kit: Kit) -> None:
    archive = captured("https://ember.example/a", "2031-05-01T08:00:00Z", STORY)
    archive += captured("https://lantern.example/a", "2031-05-03T08:00:00Z", LATER)
    case.receive("a.warc", archive)
    found = read(case, kit)
    assert found["later"].version_of is None
    assert len(find_copies(case.documents())) == 1
