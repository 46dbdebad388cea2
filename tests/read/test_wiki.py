"""Wiki pages are read as they are shown: no markup, no references, the infobox as a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Member, Reader, Sample
from solferino.read.auction import read_sample, winner
from solferino.read.plain import PlainReader
from solferino.read.wiki import WikiExport, WikiReader

ARTICLE = """{{Short description|Hospital in Ossavar}}
{{Infobox hospital
| name       = Lindral Memorial Hospital
| image      = lindral.jpg
| caption    = The east wing in 2029
| location   = [[Ossavar]], {{nowrap|Upper Orrin}}
| beds       = 240<ref>{{cite web|title=Beds}}</ref>
| founded    = {{start date|1961|5|3}}
| speciality = {{ubl|[[Burn]]s|Children}}
| map_type   = Orrin
| website    =
}}
The '''Lindral Memorial Hospital''' is a [[hospital|public hospital]] in [[Ossavar]].<ref
name="a">Some book</ref> It has {{convert|3|km}} of ''corridors''.
It stands on a hill.<!-- really -->

== History ==
[[File:wing.jpg|thumb|200px|left|The [[wing|east wing]] after the fire]]
It was hit in [[March (month)|March]] 2031, [https://example.org/r the report] says.
* Three [[nurse]]s died
** one of them later
* Beds were lost

=== Beds ===
{| class="wikitable"
|+ By year
! Year !! Beds
|-
| 1961 || 20
|-
| 2031
| 240&nbsp;beds
|}

{{Quote|We counted them twice.|Wenna Karsk}}

{{Unknown box|with=words}}
__NOTOC__
[[Category:Hospitals]]
[[fr:Hôpital Lindral]]
[[:Category:Ossavar]] and {{lang|ar|مستشفى}}
"""
TEXT = """Lindral Memorial Hospital
- Location: Ossavar, Upper Orrin
- Beds: 240
- Founded: 3 May 1961
- Speciality: Burns, Children

The east wing in 2029

The Lindral Memorial Hospital is a public hospital in Ossavar. It has 3 km of corridors. \
It stands on a hill.

History

It was hit in March 2031, the report says.

- Three nurses died
  - one of them later
- Beds were lost

The east wing after the fire

Beds

By year

Year | Beds
1961 | 20
2031 | 240 beds

We counted them twice.

— Wenna Karsk

Category:Ossavar and مستشفى"""
EXPORT = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">
  <siteinfo><sitename>Orrinpedia</sitename><base>https://wiki.example.org/Main</base></siteinfo>
  {}
</mediawiki>"""
PAGE = """<page><title>{}</title><ns>0</ns><revision><timestamp>2031-04-02T11:00:00Z</timestamp>
<contributor><username>Ana</username></contributor><text>{}</text></revision></page>"""


def read(source: str, name: str = "a.wiki") -> Reading:
    return WikiReader().read(Sample(name=name, data=source.encode()))


def told(sample: Sample) -> Reading | str:
    """Read, or give the remedy of the refusal."""
    try:
        return WikiReader().read(sample)
    except UnreadableError as error:
        return error.remedy


def parts(reading: Reading) -> list[tuple[str, str]]:
    return [(p.kind, reading.text[p.start : p.end]) for p in reading.parts]


def test_a_page_reads_as_it_is_shown() -> None:
    assert read(ARTICLE).text == TEXT


def test_infobox_headings_captions_and_quotations_are_parts() -> None:
    found = parts(read(ARTICLE))
    assert [kind for kind, _ in found] == [
        "infobox", "caption", "headline", "caption", "headline", "caption", "quote",
    ]  # fmt: skip
    assert found[0][1].startswith("Lindral Memorial Hospital\n- Location: Ossavar")
    assert found[0][1].endswith("- Speciality: Burns, Children")
    assert [words for kind, words in found if kind == "headline"] == ["History", "Beds"]


def test_an_infobox_has_the_form_of_one_in_plain_text() -> None:
    box = read(ARTICLE)
    plain = PlainReader().read(Sample(name="a.txt", data=box.text.encode()))
    assert parts(plain)[0] == parts(box)[0]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("= Orrin clinic =\n\n== History ==\ntext", "Orrin clinic"),
        ("{{Infobox x|name=The clinic}}\n\n== History ==\ntext", "The clinic"),
        ("text\n\n== History ==\ntext", "History"),
        ("text", None),
    ],
)
def test_the_title_is_that_of_the_page(source: str, title: str | None) -> None:
    assert read(source).told.title == title


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\nb\n\nc", "a b\n\nc"),
        ("a<br>b<br />c", "a\nb\nc"),
        ("'''''both''''' and '''one'''", "both and one"),
        ("<nowiki>[[x]]</nowiki>", "[[x]]"),
        (
            "[https://example.org] and https://example.org/b",
            "https://example.org and https://example.org/b",
        ),
        ("[[Tesk (town)|]] and [[Tesk_town]]", "Tesk and Tesk town"),
        ("; term : its meaning\n: said aside", "term : its meaning\n\nsaid aside"),
        ("&amp; &lt;x&gt; &#1602; &#xD800;", "& <x> ق \ufffd"),
        ("{{{name|the default}}} {{{none}}}", "the default"),
        ("<div>one</div><p>two</p>", "one\n\ntwo"),
        ("<blockquote>one\n\ntwo</blockquote>", "one\n\ntwo"),
        ("<gallery>\nFile:a.jpg|the ''gate''\nFile:b.jpg\n</gallery>", "the gate"),
        ("{{as of|2031}} it had {{lang-ar|سرير}}", "As of 2031 it had سرير"),
        ("[[Datei:a.jpg|mini|hochkant=1.2|Das Tor]]", "Das Tor"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("{|\n| a\n{|\n| b\n|}\n|}", "a, b"),
        ("x<ref>y</ref><references/><math>z</math>", "x"),
        ("unclosed {{template|x and [[link", "unclosed {{template|x and [[link"),
        ("== unclosed", "== unclosed"),
        ("{{Infobox x|beds=3|module={{Infobox y|staff=4}}}}", "- Beds: 3\n\n- Staff: 4"),
    ],
)
def test_markup_becomes_words(source: str, text: str) -> None:
    assert read(source).text == text


def test_an_export_tells_title_site_day_and_language() -> None:
    data = EXPORT.format(PAGE.format("Orrin clinic", "It was ''hit''.&lt;ref&gt;x&lt;/ref&gt;"))
    reading = read(data, "export.xml")
    assert reading.text == "It was hit."
    assert reading.told == Description(
        title="Orrin clinic", publisher="Orrinpedia", published="2031-04-02", language="en"
    )


def test_an_export_of_many_pages_gives_each() -> None:
    pages = PAGE.format("One", "first") + PAGE.format("Two", "second")
    sample = Sample(name="export.xml", data=EXPORT.format(pages).encode())
    assert WikiReader().bid(sample) == 0
    assert WikiExport().bid(sample) > 0
    members = [m for m in WikiExport().members(sample) if isinstance(m, Member)]
    assert [(m.name, m.data, m.told.title) for m in members] == [
        ("One.wiki", b"first", "One"),
        ("Two.wiki", b"second", "Two"),
    ]
    with pytest.raises(UnreadableError):
        WikiReader().read(sample)


def test_pages_before_the_cut_of_an_export_come_out() -> None:
    pages = PAGE.format("One", "first") + PAGE.format("Two", "second")
    data = EXPORT.format(pages).encode()[:-120]
    members = WikiExport().members(Sample(name="export.xml", data=data))
    assert isinstance(next(members), Member)
    with pytest.raises(UnreadableError, match="cut off") as error:
        next(members)
    assert error.value.remedy


@pytest.mark.parametrize(
    ("name", "source", "by"),
    [
        ("a.wiki", "just text", "wiki/1"),
        ("a.mediawiki", "just text", "wiki/1"),
        ("a.txt", ARTICLE, "wiki/1"),
        ("a", ARTICLE, "wiki/1"),
        ("a.xml", EXPORT.format(PAGE.format("One", "first")), "wiki/1"),
        ("a.txt", "= Title =\n\nTitle\n- Beds: 3\n- Staff: 4\n- Founded: 1961", "plain/1"),
        ("a.txt", "He wrote [[sic]] twice {{so}}.", "plain/1"),
    ],
)
def test_wiki_markup_is_known_by_name_or_by_its_signs(name: str, source: str, by: str) -> None:
    readers: list[Reader] = [PlainReader(), WikiReader()]
    assert read_sample(Sample(name=name, data=source.encode()), readers)[1] == by


def test_binary_data_with_a_wiki_name_is_left_to_others() -> None:
    sample = Sample(name="a.wiki", data=bytes(range(256)) * 8)
    assert WikiReader().bid(sample) == 0
    with pytest.raises(UnreadableError):
        winner(sample, [PlainReader(), WikiReader()])


@pytest.mark.parametrize(
    "evil",
    [
        "{{a|" * 20_000, "<ref>" * 20_000, "[http://a " * 20_000, "<b " * 20_000, "<!--" * 20_000,
        "{{{a|" * 20_000, "<ref name='" * 20_000, "[[a|" * 20_000, "{{a|" * 5_000 + "}}" * 5_000,
    ],
)  # fmt: skip
def test_markup_that_would_take_hours_is_refused_with_a_remedy(evil: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read(evil)
    assert error.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"<mediawiki><page><title>x",
        b"<mediawiki></mediawiki>",
        b'<!DOCTYPE m [<!ENTITY e "x">]><mediawiki><page>&e;</page></mediawiki>',
        b'<?xml version="1.0"?><mediawiki><page><text>&e;</text></page></mediawiki>',
    ],
)
def test_broken_exports_are_told_or_read(data: bytes) -> None:
    assert told(Sample(name="a.xml", data=data))


PIECES = st.sampled_from(
    ["{{", "}}", "[[", "]]", "|", "=", "==", "\n", "\n\n", "'''", "<ref>", "</ref>", "{|", "|}",
     "|-", "!", "*", "#", ":", ";", "Infobox", "name", "File:", "a", " ", "قصف", "<br>", "&#x",
     "<blockquote>", "<table>", "<td>", "\x1e", "\x1f", "\r", "lang", "quote"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join) | st.text())
def test_any_markup_gives_a_reading_whose_parts_lie_in_its_text(source: str) -> None:
    reading = told(Sample(name="a.wiki", data=source.encode()))
    if isinstance(reading, str):
        assert reading
        return
    places = [(p.start, p.end) for p in reading.parts]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(reading.text) for start, end in places)


@given(st.binary())
def test_any_bytes_give_a_reading_or_an_error_of_ours(data: bytes) -> None:
    for name in ("a.wiki", "a.xml"):
        for prefix in (b"", b"<mediawiki>"):
            sample = Sample(name=name, data=prefix + data)
            assert WikiReader().bid(sample) in (0, 55, 60, 95)
            assert told(sample)
