"""Web pages: the story without the noise, and only what the page tells of itself."""

import pytest

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Sample
from solferino.read.html import HtmlReader

FIRST = (
    "Two shells hit the clinic in the old town on Tuesday night, its director said. Nobody was "
    "hurt, but the pharmacy burned out."
)
LAST = (
    "The ministry denied that its guns had fired on the clinic, and said that it would look into "
    "the report of the director within the week."
)
HEAD = """
<title>Clinic hit twice | Ember News</title>
<meta property="og:title" content="Clinic hit twice">
<meta property="og:site_name" content="Ember News">
<meta name="author" content="Wenna Karsk">
<meta property="article:published_time" content="2031-03-19T23:30:00+03:00">
<meta property="article:modified_time" content="2031-05-01T10:00:00+03:00">
<link rel="canonical" href="https://ember.example/a/1">
<script>document.write("never shown")</script>
"""
STORY = f"""
<h1>Clinic hit twice</h1>
<p class="byline">By Wenna Karsk</p>
<figure><img src="x.jpg" alt="x"><figcaption>Smoke over the clinic on Tuesday</figcaption></figure>
<p>{FIRST}</p>
<blockquote class="twitter-tweet"><p lang="en">The ward is dark.<br>Send lamps.</p>&mdash; Nolle
(@nolle) <a href="https://social.example/1">March 18, 2031</a></blockquote>
<h2>What was lost</h2>
<ul><li>Twelve beds</li><li>The pharmacy</li></ul>
<table><tr><th>Ward</th><th>Beds</th></tr><tr><td>Burns</td><td>24</td></tr></table>
<p>The director said:</p>
<blockquote><p>We carried the patients down ourselves, all of them, in the dark.</p></blockquote>
<p>{LAST}</p>
"""
NOISE = """
<nav><ul><li><a href="/">Front page</a></li><li><a href="/war">The war</a></li></ul></nav>
<div class="cookie-banner"><p>We use cookies to count our readers.</p><button>Accept</button></div>
"""
AFTER = """
<aside><h3>Related articles</h3><ul><li><a href="/b">Bridge reopens in Vellick</a></li></ul></aside>
<section class="comments"><p>Pavle: everybody knows who did it.</p></section>
<footer>© 2031 Ember News</footer>
"""
PAGE = (
    f'<!DOCTYPE html><html lang="en-GB"><head>{HEAD}</head><body>{NOISE}'
    f"<article>{STORY}</article>{AFTER}</body></html>"
)


def read(source: str, encoding: str = "utf-8") -> Reading:
    return HtmlReader().read(Sample(name="a.html", data=source.encode(encoding)))


def parts(reading: Reading, kind: str) -> list[str]:
    return [reading.text[p.start : p.end] for p in reading.parts if p.kind == kind]


def test_the_story_is_read_in_order_with_its_structure() -> None:
    assert read(PAGE).text.split("\n\n") == (
        [
            "Clinic hit twice",
            "Smoke over the clinic on Tuesday",
            FIRST,
            "The ward is dark.\nSend lamps.",
            "— Nolle (@nolle) March 18, 2031",
            "What was lost",
            "- Twelve beds\n- The pharmacy",
            "Ward | Beds\nBurns | 24",
            "The director said:",
            "We carried the patients down ourselves, all of them, in the dark.",
            LAST,
        ]
    )


def test_the_parts_that_the_page_marks_are_known() -> None:
    reading = read(PAGE)
    assert parts(reading, "headline") == ["Clinic hit twice", "What was lost"]
    assert parts(reading, "caption") == ["Smoke over the clinic on Tuesday"]
    assert parts(reading, "quote") == [
        "We carried the patients down ourselves, all of them, in the dark."
    ]
    (post,) = (p for p in reading.parts if p.kind == "post")
    assert (post.author, post.handle, post.date) == ("Nolle", "@nolle", "2031-03-18")
    assert reading.text[post.start : post.end].startswith("The ward is dark.")


def test_the_page_tells_of_itself() -> None:
    assert read(PAGE).told == Description(
        title="Clinic hit twice",
        author="Wenna Karsk",
        publisher="Ember News",
        published="2031-03-19",
        language="en",
        url="https://ember.example/a/1",
    )


def test_linked_data_and_shown_bylines_are_told_too() -> None:
    told = read(
        '<html><head><title>Clinic hit</title><script type="application/ld+json">'
        '{"@type":"NewsArticle","headline":"Clinic \\u201chit\\u201d",'
        '"datePublished":"2031-03-19T01:00:00Z","publisher":{"@type":"Organization",'
        '"name":"Ember"}}</script></head><body><p class="byline">By Wenna Karsk</p>'
        f"<p>{FIRST}</p></body></html>"
    ).told
    assert told == Description(
        title="Clinic “hit”", author="Wenna Karsk", publisher="Ember", published="2031-03-19"
    )


@pytest.mark.parametrize(
    "stated",
    [
        '<meta property="article:modified_time" content="2031-03-19">',
        '<meta name="date" content="2031-03">',
        '<meta name="date" content="04/05/2031">',
        '<meta name="generator" content="2031-03-19">',
        '<link rel="canonical" href="https://ember.example/2031/03/clinic">',
        "<time datetime=2031-03-19>a</time> <time datetime=2031-03-20>b</time>",
        "<footer>Last changed 2031-03-19</footer>",
        f"<p>{FIRST} It was 19 March 2031.</p>",
    ],
)
def test_a_day_that_the_page_does_not_state_is_not_made_up(stated: str) -> None:
    assert (
        read(f"<html><head>{stated}</head><body><p>{FIRST}</p></body></html>").told.published
        is None
    )


@pytest.mark.parametrize(
    "stated",
    [
        '<meta itemprop="datePublished" content="2031-03-19">',
        '<link rel="canonical" href="https://ember.example/2031/03/19/clinic">',
        "<time datetime=2031-03-19T10:00>today</time>",
        '<div class="post-date">19 March 2031</div>',
    ],
)
def test_the_day_that_the_page_states_is_told(stated: str) -> None:
    page = f"<html><body>{stated}<p>{FIRST}</p></body></html>"
    assert read(page).told.published == "2031-03-19"


def test_the_headline_is_there_when_it_stands_outside_the_story() -> None:
    page = (
        "<html><body><header><h1>Clinic hit twice</h1></header>"
        f"<article><p>{FIRST}</p><p>{LAST}</p></article></body></html>"
    )
    reading = read(page)
    assert reading.text == f"Clinic hit twice\n\n{FIRST}\n\n{LAST}"
    assert parts(reading, "headline") == ["Clinic hit twice"]


def test_preformatted_lines_stay_lines() -> None:
    page = f"<html><body><p>{FIRST}</p><pre>line <b>one</b>\nline two</pre></body></html>"
    assert read(page).text == f"{FIRST}\n\nline one\nline two"


def test_a_page_that_holds_no_story_gives_its_words_without_the_noise() -> None:
    page = (
        "<html><body><nav>Front page</nav><table><tr><td>Beds</td><td>24</td></tr></table>"
        '<div class="cookie-banner">Cookies</div><footer>Imprint</footer></body></html>'
    )
    assert read(page).text == "Beds | 24"


def test_tables_that_lay_out_a_page_give_paragraphs() -> None:
    page = (
        "<html><body><table><tr><td><table><tr><td>Ward</td><td>Beds</td></tr></table></td>"
        f"<td><p>{FIRST}</p><p>{LAST}</p></td></tr></table></body></html>"
    )
    text = read(page).text
    assert FIRST in text.split("\n\n")
    assert LAST in text.split("\n\n")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1256", "windows-1256"),
        ("cp1251", "windows-1251"),
        ("utf-8", "windows-1251"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_declared_encoding_is_used_unless_the_bytes_say_otherwise(
    encoding: str, declared: str
) -> None:
    words = "قصف العيادة" if encoding == "cp1256" else "Обстрел больницы"
    page = f'<html><head><meta charset="{declared}"></head><body><p>{words}</p></body></html>'
    assert read(page, encoding).text == words


@pytest.mark.parametrize(
    "source",
    [
        f"<html><body><p>{FIRST}",
        f"<p>{FIRST}</div></p></body>",
        f'<?xml version="1.0" encoding="utf-8"?><html><body><p>{FIRST}</p></body></html>',
        f"<html><body><p>{FIRST}</p>\x01\x00</body></html>",
        f"<html><body>{'<div>' * 900}<p>{FIRST}</p>",
        f'<!DOCTYPE html [<!ENTITY a "aaa">]><html><body><p>{FIRST}</p></body></html>',
    ],
)
def test_broken_pages_are_read_as_far_as_they_go(source: str) -> None:
    assert FIRST in read(source).text


@pytest.mark.parametrize(
    "source",
    [
        "<html></html>",
        "<html><body><script>fill()</script></body></html>",
        "<!-- -->",
        f"<html><body>{'<div>' * 5000}<p>{FIRST}</p>",
    ],
)
def test_pages_without_words_are_refused_with_a_remedy(source: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(source)
    assert refused.value.remedy


def test_files_outside_the_page_are_never_taken_in() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        f"<html><body><p>{FIRST} [&x;]</p></body></html>"
    )
    assert "[&x;]" in read(page).text


def test_names_that_fit_bid_only_with_elements_inside() -> None:
    reader = HtmlReader()
    assert reader.bid(Sample(name="a.html", data=b"plain words")) == 0
    assert reader.bid(Sample(name="a.htm", data=b"<p>words</p>")) > 0
    assert reader.bid(Sample(name="a.txt", data=b"<p>words</p>")) == 0
    assert reader.bid(Sample(name="a.txt", data=PAGE.encode("utf-16"))) > 0
