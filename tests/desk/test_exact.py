"""Exact characters: what the browser holds is the frozen text, and marks stand where claims do."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from solferino.desk.reading import hidden
from solferino.model import Document

PLAIN = "Rockets hit the Orrin clinic in Tesk."
TRAPS = {
    "emoji.txt": f"🚑🏥 👩🏽‍⚕️ {PLAIN} 🇺🇳 {PLAIN} 🏴󠁧󠁢󠁳󠁣󠁴󠁿\n\n𝔗𝔢𝔰𝔨 {PLAIN}".encode(),
    "arabic.txt": f"قُصفت عيادة «أورين» في تَسْك، 14 آذار.\n\n{PLAIN}\n\nثمّ عُولج ٣ جرحى.".encode(),
    "combining.txt": f"Cafe\u0301 Ze\u0323\u0302n na\u0308ive {PLAIN} A\u030a\u0301".encode(),
    "lines.txt": f"{PLAIN}\r\n\r\nSecond\rthird\r\n{PLAIN}\r\n".encode(),
    "leading.txt": f"\n\n{PLAIN}\n".encode(),
    "nul.txt": f"Be\x00fore {PLAIN} af\x00ter\n".encode(),
    "override.txt": f"A \u202egnp.e\u202c {PLAIN} \u2067a\u2069 \u200f1\u200e so\u00adft".encode(),
    "markup.txt": f"<b>&amp;</b> </pre><mark> {PLAIN} <!-- {PLAIN} --> ]]>".encode(),
    "long.txt": f"{PLAIN} 🚑 ".encode() * 120,
}


@pytest.fixture(scope="module")
def traps(make: Callable[..., Any]) -> Any:
    return make("Traps", TRAPS, every_word=True)


@pytest.fixture(scope="module")
def desk(traps: Any, serve: Callable[[Any], Any]) -> Any:
    return serve(traps)


def named(case: Any, name: str) -> Document:
    found: Document = next(d for d in case.documents() if d.name == name)
    return found


def claims(case: Any, document: Document) -> list[Any]:
    own = [c for c in case.claims() if c.span.document == document.id]
    return sorted(own, key=lambda c: (c.span.start, c.span.end, c.id))


def test_the_traps_are_in_the_texts(traps: Any) -> None:
    texts = {d.name: d.text for d in traps.documents()}
    assert set(texts) == set(TRAPS)
    assert any(ord(c) > 0xFFFF for c in texts["emoji.txt"])
    assert "\u0301" in texts["combining.txt"]
    assert "\u202e" in texts["override.txt"]
    assert all(not set(text) & {"\r", "\0"} for text in texts.values())


@pytest.mark.parametrize("name", TRAPS)
def test_the_browser_holds_the_frozen_text_in_one_node(
    traps: Any, desk: Any, pane: Callable[..., Any], name: str
) -> None:
    document = named(traps, name)
    page = pane(desk).read(document.id)
    kinds, text = page.evaluate(
        "() => { const pre = document.getElementById('text');"
        " return [[...pre.childNodes].map(n => n.nodeType), pre.textContent]; }"
    )
    assert kinds == [3]
    assert hashlib.sha256(text.encode()).hexdigest() == document.text_sha256
    assert page.get_attribute("html", "data-read") == "exact"


@pytest.mark.parametrize("name", TRAPS)
def test_each_mark_stands_on_the_words_of_its_claim(
    traps: Any, desk: Any, pane: Callable[..., Any], name: str
) -> None:
    document = named(traps, name)
    page = pane(desk).read(document.id)
    marked = page.evaluate("() => [...CSS.highlights.get('what')].map(r => r.toString())")
    assert marked == [claim.span.text for claim in claims(traps, document)]


@pytest.mark.parametrize("name", TRAPS)
def test_a_link_to_words_marks_these_words(
    traps: Any, desk: Any, pane: Callable[..., Any], name: str
) -> None:
    document = named(traps, name)
    watched = pane(desk)
    for claim in claims(traps, document)[-3:]:
        page = watched.read(document.id, f"?at={claim.span.start}-{claim.span.end}")
        here = page.evaluate("() => [...CSS.highlights.get('here')].map(r => r.toString())")
        assert here == [claim.span.text]


@pytest.mark.parametrize("name", TRAPS)
def test_without_script_the_text_is_the_same_and_really_marked(
    traps: Any, desk: Any, pane: Callable[..., Any], name: str
) -> None:
    document = named(traps, name)
    last = claims(traps, document)[-1]
    watched = pane(desk, java_script_enabled=False)
    page = watched.go(f"/documents/{document.id}?at={last.span.start}-{last.span.end}#here")
    text = page.locator("#text").text_content() or ""
    assert hashlib.sha256(text.encode()).hexdigest() == document.text_sha256
    assert page.locator("#here").text_content() == last.span.text


@pytest.mark.parametrize("at", ["0-0", "5-2", "0-99999999", "99999998-99999999", "x", "1", "-1-4"])
def test_an_address_that_names_no_words_still_shows_the_text(
    traps: Any, desk: Any, pane: Callable[..., Any], at: str
) -> None:
    document = named(traps, "emoji.txt")
    page = pane(desk).read(document.id, f"?at={at}")
    assert page.get_attribute("html", "data-read") == "exact"
    assert page.evaluate("() => CSS.highlights.has('here')") is False


def test_signs_that_steer_other_signs_are_told_beside_the_text(
    traps: Any, desk: Any, pane: Callable[..., Any]
) -> None:
    document = named(traps, "override.txt")
    told = {sign.code for sign in hidden(document.text)}
    assert {"U+202E", "U+2067", "U+200F"} <= told
    page = pane(desk).read(document.id)
    legend = page.locator("details.hidden")
    for code in told:
        assert code in (legend.text_content() or "")
    legend.locator("summary").click()
    legend.locator("a").first.click()
    here = page.evaluate("() => [...CSS.highlights.get('here')].map(r => r.toString())")
    assert here == [document.text[hidden(document.text)[0].places[0]]]


def test_arabic_paragraphs_run_from_the_right_and_others_from_the_left(
    traps: Any, desk: Any, pane: Callable[..., Any]
) -> None:
    document = named(traps, "arabic.txt")
    page = pane(desk).read(document.id)
    first, second = page.evaluate(
        """() => {
          const pre = document.getElementById('text'), node = pre.firstChild;
          const box = pre.getBoundingClientRect(), middle = (box.left + box.right) / 2;
          return [0, node.data.indexOf('Rockets')].map(at => {
            const range = new Range(); range.setStart(node, at); range.setEnd(node, at + 1);
            return range.getBoundingClientRect().left > middle;
          });
        }"""
    )
    assert (first, second) == (True, False)
