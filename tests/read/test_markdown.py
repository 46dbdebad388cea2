"""Markdown is read as it is shown; its front matter is what is told."""

import pytest

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Sample
from solferino.read.markdown import MarkdownReader


def read(source: str) -> Reading:
    return MarkdownReader().read(Sample(name="a.md", data=source.encode()))


def parts(source: str) -> list[tuple[str, str]]:
    reading = read(source)
    return [(p.kind, reading.text[p.start : p.end]) for p in reading.parts]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Title *one*\n\nPara **two**.", "Title one\n\nPara two."),
        ("Title\n=====\n\nText", "Title\n\nText"),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("- a\n- b\n  - c", "- a\n- b\n  - c"),
        ("1. a\n2. b", "- a\n- b"),
        ("see [the report](http://example.org/r)", "see the report"),
        ("![smoke over the roof](a.png)", "smoke over the roof"),
        ("`code` and\n\n```\n  a\n    b\n```", "code and\n\na\n    b"),
        ("| Ward | Beds |\n|---|---|\n| Burns | 24 |", "Ward | Beds\nBurns | 24"),
        ("a <b>bold</b> word<!-- hidden -->", "a bold word"),
        ("<div><p>one</p><p>two</p><script>x()</script></div>", "one\n\ntwo"),
        ("&lt;tag&gt; &amp; 😀 قصف", "<tag> & 😀 قصف"),
        ("~~gone~~ 'quoted' -- \"as\" typed...", "gone 'quoted' -- \"as\" typed..."),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
        ("***\n\ntext", "text"),
    ],
)
def test_the_words_as_shown(source: str, text: str) -> None:
    assert read(source).text == text


def test_headings_are_headlines_and_quoted_blocks_are_quotes() -> None:
    source = "# Shells\n\nStole said:\n\n> We left.\n>\n> All of us.\n\n## Losses\n\nTwelve beds."
    assert parts(source) == [
        ("headline", "Shells"),
        ("quote", "We left.\n\nAll of us."),
        ("headline", "Losses"),
    ]


@pytest.mark.parametrize("prefix", ["", "> "])
def test_a_post_keeps_its_attribution_on_a_line_of_its_own(prefix: str) -> None:
    source = f"Before.\n\n{prefix}The ward is dark.\n{prefix}— Nolle (@nolle) 18 March 2031"
    assert parts(source) == [("post", "The ward is dark.\n— Nolle (@nolle) 18 March 2031")]


def test_front_matter_is_told_and_no_text() -> None:
    source = (
        '---\ntitle: "Shells: again"\nauthor: [Wenna Karsk, Liora Passeck]\n'
        "date: 2031-03-18 10:00\nurl: https://example.org/a\n"
        "lang: en-GB\nsource: Ember News\ntags:\n  - war\n---\nText."
    )
    reading = read(source)
    assert reading.text == "Text."
    assert reading.told == Description(
        title="Shells: again",
        author="Wenna Karsk, Liora Passeck",
        publisher="Ember News",
        published="2031-03-18",
        language="en",
        url="https://example.org/a",
    )


@pytest.mark.parametrize("when", ["05/04/2031", "March 2031", "soon", ""])
def test_a_day_that_is_not_beyond_doubt_is_not_told(when: str) -> None:
    assert read(f"---\ndate: {when}\n---\nText.").told.published is None


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\n\nText: more.\n\nEnd.").text == "Text: more.\n\nEnd."


def test_the_first_heading_stands_in_for_a_title() -> None:
    assert read("## Shells\n\n# Other").told == Description(title="Shells")


def test_binary_data_is_refused() -> None:
    assert MarkdownReader().bid(Sample(name="a.md", data=bytes(64))) == 0
    with pytest.raises(UnreadableError):
        MarkdownReader().read(Sample(name="a.md", data=bytes(64)))


def test_deep_nesting_loses_nothing() -> None:
    assert read("> " * 40 + "deep words").text == "deep words"
