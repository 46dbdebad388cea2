"""Zones of a text: exact, apart from each other, and of the right kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Part
from solferino.read.zones import zones

BODY = (
    "The clinic in the old town of Ossavar was hit by two shells on Tuesday night, its director "
    "said. Nobody was hurt, but the pharmacy burned out and twelve beds were lost to the fire."
)
TITLE = "Shells hit clinic in the old town of Ossavar"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in zones(text)]


def of(kind: str, text: str) -> list[str]:
    return [words for found, words in kinds(text) if found == kind]


PIECES = st.sampled_from([
    BODY, TITLE, "= Title =", "== 😀 ==", "- Beds: 24", "| beds = 24", "Country: Marenth",
    "“Nobody came to us.”", "“Nobody came,", "> A line", "OSSAVAR (Farline) — " + BODY,
    "[Photo: Ember]", "Smoke (AFP)", "Read more", "Source : Ember + Agencies", "© 2031 Ember",
    "— Nolle (@nolle) 18 March 2031", "قصف العيادة", "", " ", "\u200f", '"', "...", "🔴 #tag",
])  # fmt: skip


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=15), st.sampled_from(["\n", "\n\n"])
)
def test_parts_are_spans_of_the_text_in_order_and_apart(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    place = 0
    for part in zones(text):
        assert place <= part.start < part.end <= len(text)
        assert text[part.start : part.end].strip() == text[part.start : part.end]
        place = part.end


@given(st.lists(PIECES, max_size=10))
def test_the_same_text_has_the_same_zones(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    assert zones(text) == zones(text)


def test_what_the_format_tells_wins_over_what_is_guessed() -> None:
    text = f"{TITLE}\n\n{BODY}"
    told = Part(kind="caption", start=0, end=len(TITLE))
    assert zones(text, [told]) == (told,)


def test_a_post_in_a_block_quote_is_a_post_with_all_of_the_quote() -> None:
    quote = "First lines.\n\nMore of it.\n\n— Nolle (@nolle) 18 March 2031"
    text = f"{BODY}\n\n{quote}\n\n{BODY}"
    start = text.index(quote)
    told = Part(kind="quote", start=start, end=start + len(quote))
    (post,) = zones(text, [told])
    assert (post.kind, post.start, post.end) == ("post", told.start, told.end)


class TestInfobox:
    @pytest.mark.parametrize("mark", ["- ", "* ", "• ", ""])
    def test_fields_near_the_top_with_the_name_above(self, mark: str) -> None:
        fields = "\n".join(f"{mark}{f}" for f in ("Country: Marenth", "Beds: 24", "Founded: 1974"))
        text = f"= Vellick Clinic =\n\nVellick Clinic\n{fields}\n\n{BODY}"
        assert of("infobox", text) == [f"Vellick Clinic\n{fields}"]

    def test_wiki_fields_anywhere(self) -> None:
        fields = "{{Infobox hospital\n| name = Vellick Clinic\n| beds = 24\n| founded = 1974"
        assert of("infobox", f"{BODY * 20}\n\n{fields}\n}}}}\n\n{BODY}") == [fields]

    @pytest.mark.parametrize(
        "lines",
        [
            "- Beds: 24\n- Founded: 1974",
            "Stole: They asked for wounded men.\nReporter: And then?\nStole: They left.",
            "- Nurses came at dawn\n- They brought lamps\n- The lift was stuck",
        ],
    )
    def test_two_fields_speech_and_plain_lists_are_none(self, lines: str) -> None:
        assert of("infobox", f"{TITLE}\n\n{lines}\n\n{BODY}") == []

    def test_a_list_of_fields_far_down_is_body(self) -> None:
        fields = "- Country: Marenth\n- Beds: 24\n- Founded: 1974"
        assert of("infobox", f"{BODY * 20}\n\n{fields}") == []


class TestHeadline:
    def test_a_title_above_the_body(self) -> None:
        assert of("headline", f"{TITLE}\n\n{BODY}\n\n{BODY}") == [TITLE]
        assert of("headline", f"{TITLE}\n{BODY}\n{BODY}") == [TITLE]

    def test_headings_that_are_marked(self) -> None:
        text = f"= Vellick Clinic =\n\n{BODY}\n\n== History ==\n{BODY}\n\n## Losses\n\n{BODY}"
        assert of("headline", text) == ["= Vellick Clinic =", "== History ==", "## Losses"]

    def test_a_title_below_the_lines_for_the_press(self) -> None:
        contact = "For more information and interviews call the desk. Pictures are at the bottom."
        assert of("headline", f"{contact}\n\n{TITLE}\n\n{BODY}") == [TITLE]

    @pytest.mark.parametrize(
        "line",
        [
            "The clinic was hit by two shells.",
            "by Wenna Karsk of the Evening Post",
            "Posted at 19 March 2031, 10:15",
            "Two words",
            "- an item of some list",
            "#Ossavar",
        ],
    )
    def test_other_short_lines_are_none(self, line: str) -> None:
        assert of("headline", f"{line}\n\n{BODY}") == []

    def test_short_lines_below_the_body_are_none(self) -> None:
        assert of("headline", f"{BODY}\n\n{TITLE}\n\n{BODY}") == []

    def test_a_line_alone_is_the_body(self) -> None:
        assert of("headline", TITLE) == []


class TestCaption:
    @pytest.mark.parametrize(
        "line",
        [
            "[Photo: Arlo Tiven / Channel Ember]",
            "Photo: Arlo Tiven",
            "صورة: أرلو تيفن",
            "The clinic in the old town after the fire (social media)",
            "The clinic in the old town after the fire. [AFP]",
            "The clinic in the old town after the fire. ARLO TIVEN/AFP/Getty Images",
            "The clinic in the old town after the fire. Source: Getty Images",
        ],
    )
    def test_credits_make_captions(self, line: str) -> None:
        assert of("caption", f"{line}\n\n{BODY}") == [line]

    def test_an_agency_in_brackets_at_the_end_of_a_report_does_not(self) -> None:
        last = "The ministry did not answer. (Reuters)"
        assert of("caption", f"{TITLE}\n\n{BODY}\n\n{last}") == []

    def test_abbreviations_and_addresses_do_not(self) -> None:
        lines = "The Upland Medical Union (UMU) met.\n\nMore at https://example.org/x"
        assert of("caption", f"{lines}\n\n{BODY}") == []


class TestBoilerplate:
    @pytest.mark.parametrize(
        "line",
        [
            "Read more: Bridge reopens in Vellick",
            "Related articles",
            "Subscribe to our newsletter",
            "Share this article",
            "We use cookies to count our readers. You can refuse them and go on reading.",
            "© 2031 Ember News",
            "Copyright 2031 Ember News. All rights reserved.",
            "Source : Ember + Agencies",
            "المصدر: الجمرة + وكالات",
            "3 min read",
            "Advertisement",
        ],
    )
    def test_lines_of_the_site_are_noise(self, line: str) -> None:
        assert of("boilerplate", f"{TITLE}\n\n{BODY}\n\n{line}") == [line]

    @pytest.mark.parametrize(
        "line",
        [
            "Share one bed between two children, the nurses were told.",
            "Sources in the hospital spoke of nine dead.",
            "Loading bays at the clinic were hit by two shells.",
            BODY,
        ],
    )
    def test_sentences_are_not(self, line: str) -> None:
        assert of("boilerplate", f"{TITLE}\n\n{BODY}\n\n{line}") == []


class TestDateline:
    @pytest.mark.parametrize(
        ("head", "date"),
        [
            ("OSSAVAR (Farline) —", None),
            ("OLD OSSAVAR, Marenth, 3 May -", None),
            ("KELDERIN, 13 March 2031 (Farline) -", "2031-03-13"),
            ("KELDERIN/OSSAVAR, Feb. 15 (Farline) —", None),
            ("OSSAVAR, Marenth (FL) —", None),
            ("Ossavar, Marenth (AP) —", None),
            ("KELDERIN –", None),
            ("TORVESSEL, 3 April 2031.", "2031-04-03"),
            ("Old Ossavar, 3 April 2031 –", "2031-04-03"),
            ("أوسافار (رويترز) -", None),
        ],
    )
    def test_place_day_and_agency_before_a_dash(self, head: str, date: str | None) -> None:
        text = f"{TITLE}\n\n{head} {BODY}"
        assert [(text[p.start : p.end], p.date) for p in zones(text) if p.kind == "dateline"] == [
            (head, date)
        ]

    @pytest.mark.parametrize(
        "start",
        [
            "BREAKING -",
            "Two shells - big ones -",
            "The Upland Front (UF) -",
            "The clinic, on 3 April 2031 -",
            "Nobody came —",
            "1974 -",
        ],
    )
    def test_other_dashes_make_none(self, start: str) -> None:
        assert of("dateline", f"{TITLE}\n\n{start} {BODY}") == []


class TestQuote:
    @pytest.mark.parametrize(
        "words",
        [
            "“We carried them down in the dark.”",
            "“”We carried them down in the dark.”",
            '"We carried them down in the dark!"!',
            "„Wir trugen sie im Dunkeln hinunter.“",
            "«Мы несли их вниз в темноте».",
            "“They said ‘go’ and we carried them, the nurses’ hands were raw.”",
            "“They said “go” and we went down in the dark.”",
            "‘We carried them down in the dark, and it’s raining.’",
        ],
    )
    def test_paragraphs_inside_marks_are_quotes(self, words: str) -> None:
        assert of("quote", f"{BODY}\n\nThe director said:\n\n{words}\n\n{BODY}") == [words]

    @pytest.mark.parametrize(
        "words",
        [
            "“We left,” he said. “Nobody came.”",
            '"We left," he said. "Nobody came."',
            "“We carried them down in the dark,” the director said.",
            "“No.”",
        ],
    )
    def test_paragraphs_that_leave_the_quotation_are_not(self, words: str) -> None:
        assert of("quote", f"{BODY}\n\n{words}\n\n{BODY}") == []

    def test_a_quotation_of_several_paragraphs_is_one(self) -> None:
        words = "“We carried them down.\n\n“Nobody came.\n\n“It was dark, and it rained.”"
        assert of("quote", f"{BODY}\n\n{words}\n\n{BODY}") == [words]

    def test_marked_lines_are_a_quote(self) -> None:
        assert of("quote", f"{BODY}\n\n> We carried them\n> down.\n\n{BODY}") == [
            "> We carried them\n> down."
        ]
