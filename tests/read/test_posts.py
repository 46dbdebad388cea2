"""Posts in a text: where they begin and end, and who signed them when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Part
from solferino.read.headed import headed, headed_posts
from solferino.read.posts import Signature, posts, signature
from solferino.read.units import units

BODY = (
    "The council of Ossavar met on Tuesday to hear the report on the clinic. Its chairman said "
    "that the roof would be mended before the winter, and that the beds would be counted again."
)
POST = "The ward is dark and the lift is stuck. Send lamps."
SIGNED = "— Nolle Farrin (@nolle_nights) 18 March 2031"


def found(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(text[p.start : p.end], p.author, p.handle, p.date) for p in posts(units(text))]


def spans(text: str) -> list[str]:
    return [words for words, *_ in found(text)]


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        (SIGNED, ("Nolle Farrin", "@nolle_nights", "2031-03-18")),
        ("– Nolle | NIGHTS (@nolle) March 18, 2031", ("Nolle | NIGHTS", "@nolle", "2031-03-18")),
        ("-- n. (@n_1) 2031-03-18 22:10", ("n.", "@n_1", "2031-03-18")),
        ("- Nolle (@nolle) 28.03.2031", ("Nolle", "@nolle", "2031-03-28")),
        (
            "— Nolle (nurse) (@nolle) 10:32 PM · Mar 18, 2031",
            ("Nolle (nurse)", "@nolle", "2031-03-18"),
        ),
        ("— نول فارين (@nolle) 18 مارس 2031", ("نول فارين", "@nolle", "2031-03-18")),
        ("\u200f— Nolle (@nolle) on X", ("Nolle", "@nolle", None)),
        ("— Nolle (@nolle) 05.04.2031", ("Nolle", "@nolle", None)),
        ("— Nolle (@nolle)", ("Nolle", "@nolle", None)),
        ("— (@nolle) May 5", (None, "@nolle", None)),
    ],
)
def test_attribution_lines_are_read(line: str, signed: tuple[str | None, str, str | None]) -> None:
    author, handle, date = signed
    assert signature(line) == Signature(author=author, handle=handle, date=date)


@pytest.mark.parametrize(
    "line",
    [
        "— Nolle Farrin (@nolle), who works nights there, said that the lamps had come.",
        "- Nolle Farrin (@nolle)",
        "Nolle Farrin (@nolle) 18 March 2031",
        "— Nolle Farrin, 18 March 2031",
        "— Nolle Farrin (nurse) 18 March 2031",
        "— " + "x" * 400 + " (@nolle) 18 March 2031",
    ],
)
def test_what_only_resembles_an_attribution_signs_nothing(line: str) -> None:
    assert signature(line) is None


@pytest.mark.parametrize("between", ["\n\n", "\n", "\n \n\n"])
def test_a_post_is_the_paragraph_above_with_its_attribution(between: str) -> None:
    text = f"{BODY}\n\n{POST}{between}{SIGNED}\n\n{BODY}"
    assert found(text) == [
        (f"{POST}{between}{SIGNED}", "Nolle Farrin", "@nolle_nights", "2031-03-18")
    ]


def test_lines_that_stand_together_above_belong_together() -> None:
    text = f"{BODY}\n\n{POST}\nAnd blankets!\n#Ossavar\n\n{SIGNED}"
    assert spans(text) == [f"{POST}\nAnd blankets!\n#Ossavar\n\n{SIGNED}"]


def test_where_lines_are_paragraphs_only_the_last_is_the_posts() -> None:
    text = f"{BODY}\n{BODY}\n{POST}\n{SIGNED}\n{BODY}"
    assert spans(text) == [f"{POST}\n{SIGNED}"]


def test_posts_that_follow_each_other_stay_apart() -> None:
    second = "— Pavle (@pavle) 19 March 2031"
    for between in ("\n", "\n\n"):
        text = between.join([BODY, POST, SIGNED, "Lamps are on their way.", second, BODY])
        assert spans(text) == [
            f"{POST}{between}{SIGNED}",
            f"Lamps are on their way.{between}{second}",
        ]


@pytest.mark.parametrize("lead", ["🔴 URGENT", "#Ossavar tonight", ".@council listen", "@council"])
def test_a_paragraph_that_looks_posted_belongs_to_the_post_below(lead: str) -> None:
    text = f"{BODY}\n\n{lead}\n\n{POST}\n\n{SIGNED}"
    assert spans(text) == [f"{lead}\n\n{POST}\n\n{SIGNED}"]


def test_a_narrative_lead_in_does_not() -> None:
    lead_in = "A nurse had more to say about that lane:"
    assert spans(f"{BODY}\n\n{lead_in}\n\n{POST}\n\n{SIGNED}") == [f"{POST}\n\n{SIGNED}"]


def test_links_and_tags_alone_are_the_end_of_a_longer_post() -> None:
    trimmings = "#Ossavar https://example.org/a 🔴"
    text = f"{BODY}\n\n{POST}\n\n{trimmings}\n\n{SIGNED}"
    assert spans(text) == [f"{POST}\n\n{trimmings}\n\n{SIGNED}"]


def test_a_quotation_that_closes_in_the_post_opens_in_it() -> None:
    text = f"{BODY}\n\n“The ward is dark.\n\nThe lift is stuck.”\n\n{SIGNED}"
    assert spans(text) == [f"“The ward is dark.\n\nThe lift is stuck.”\n\n{SIGNED}"]


def test_a_date_on_the_line_below_is_the_attributions() -> None:
    text = f"{POST}\n\n— Nolle (@nolle)\n18 March 2031\n\n{BODY}"
    assert found(text) == [
        (f"{POST}\n\n— Nolle (@nolle)\n18 March 2031", "Nolle", "@nolle", "2031-03-18")
    ]


def test_an_attribution_with_nothing_above_signs_nothing() -> None:
    assert posts(units(f"{SIGNED}\n\n{BODY}")) == []


PIECES = st.sampled_from([BODY, POST, SIGNED, "🔴 URGENT", "#tag", "“Open", "closed.”", "", "x:"])


@given(st.lists(PIECES, max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_each_post_ends_with_its_attribution_and_none_overlap(
    pieces: list[str], between: str
) -> None:
    text = between.join(pieces)
    last: Part | None = None
    for post in posts(units(text)):
        assert text[: post.end].endswith(SIGNED)
        assert len(text[post.start : post.end]) > len(SIGNED)
        assert last is None or last.end < post.start
        last = post


HEAD = "Thread by Nolle Farrin (@nolle_nights), 18 March 2031"
REPLY = "Reply from Arlo Tiven (@arlotiven), 18 March 2031"


def test_a_post_goes_from_the_line_that_names_its_author_to_the_next_such_line() -> None:
    text = f"{HEAD}\n\n1/ {POST}\n\n2/ Nobody came.\n\n{REPLY}\nI only pass it on.\n"
    told = [(p.author, p.handle, p.date, text[p.start : p.end]) for p in headed(units(text))]
    assert told == [
        ("Nolle Farrin", "@nolle_nights", "2031-03-18", text[: text.index(REPLY)].strip()),
        ("Arlo Tiven", "@arlotiven", "2031-03-18", text[text.index(REPLY) :].strip()),
    ]


@pytest.mark.parametrize("line", [HEAD, REPLY, "Nolle Farrin (@nolle_nights) 18 March 2031"])
def test_inside_an_article_such_a_line_heads_nothing(line: str) -> None:
    assert headed(units(f"Lamps for Ossavar\n\n{BODY}\n\n{POST}\n\n{line}\n\n{BODY}\n")) == []


def test_a_handle_with_a_day_heads_the_post_below_it() -> None:
    first, second = "@nolle_nights · 18 Mar 2031 · 21:14", "Pavle (@pavle) · 19 Mar 2031"
    text = f"Thread saved\n\n{first}\n{POST}\n\n{second}\nLamps are on their way."
    parts = headed_posts(units(text))
    told = [(text[p.start : p.end], p.author, p.handle, p.date) for p in parts]
    assert told == [
        (f"{first}\n{POST}", "@nolle_nights", "@nolle_nights", "2031-03-18"),
        (f"{second}\nLamps are on their way.", "Pavle", "@pavle", "2031-03-19"),
    ]


@pytest.mark.parametrize(
    "line", ["Write to @nolle_nights, please", "@nolle_nights - she never slept", "Call 18 March"]
)
def test_a_handle_in_running_text_heads_no_post(line: str) -> None:
    assert headed_posts(units(f"{line}\n{POST}")) == []
