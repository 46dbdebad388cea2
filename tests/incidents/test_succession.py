"""An origin's later figure takes the place of its earlier one; nobody else's ever does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.incidents.papers import BAHR, MARVANE, Papers, day, killed

from solferino.incidents.succession import said_on
from solferino.model import (
    Claim,
    Description,
    Document,
    Part,
    Reading,
    Receipt,
    document_of,
)

WHERE = (BAHR, MARVANE, day("2031-03-13"))
OFFICE = "Marvane health office"


def told(*said: tuple[str, str, int, str]) -> Papers:
    """File a paper for each: its day, who speaks, how many were killed, the statement's words."""
    papers = Papers()
    for number, (on, who, dead, words) in enumerate(said):
        papers.add(f"paper {number}", *WHERE, (who, killed(dead, dead)), on=on, words=words)
    return papers


def statuses(papers: Papers) -> dict[int | None, str]:
    return {figure.min: figure.status for figure in papers.toll().figures}


@pytest.mark.parametrize(
    ("later", "words", "status"),
    [
        (9, "the toll stands at nine", "superseded"),
        (3, "the toll stands at three", "corrected"),
        (3, "the first figure was given in error", "retracted"),
    ],
)
def test_an_origins_later_figure_takes_the_place_of_its_earlier_one(
    later: int, words: str, status: str
) -> None:
    papers = told(("2031-03-13", OFFICE, 5, "five"), ("2031-03-15", OFFICE, later, words))
    assert statuses(papers) == {5: status, later: "current"}
    assert (papers.toll().min, papers.toll().max) == (later, later)
    assert papers.contested() == {}


def test_another_origins_figure_takes_nobodys_place_and_is_a_contradiction() -> None:
    papers = told(("2031-03-13", OFFICE, 5, "five"), ("2031-03-15", "Lantern", 9, "nine"))
    assert statuses(papers) == {5: "current", 9: "current"}
    assert papers.contested() == {"killed (total)": ["5", "9"]}


@pytest.mark.parametrize("second", ["2031-03-13", None])
def test_figures_of_one_day_or_of_an_unknown_one_all_stand(second: str | None) -> None:
    papers = Papers()
    papers.add("one", *WHERE, (OFFICE, killed(5, 5)), on="2031-03-13")
    papers.add("two", *WHERE, (OFFICE, killed(9, 9)), on=second)
    assert set(statuses(papers).values()) == {"current"}


def test_a_figure_stands_while_anybody_keeps_to_it() -> None:
    papers = told(
        ("2031-03-13", OFFICE, 5, "five"),
        ("2031-03-14", "Lantern", 5, "five"),
        ("2031-03-15", OFFICE, 9, "nine"),
    )
    assert statuses(papers) == {5: "current", 9: "current"}


def test_a_figure_says_when_it_was_said_first() -> None:
    papers = told(("2031-03-15", OFFICE, 5, "five"), ("2031-03-13", "Lantern", 5, "five"))
    assert [f.said_at for f in papers.toll().figures] == ["2031-03-13"]


@given(st.permutations([("2031-03-13", 5), ("2031-03-14", 7), ("2031-03-15", 9)]))
def test_the_order_of_documents_is_of_no_account(days: list[tuple[str, int]]) -> None:
    papers = told(*((on, OFFICE, dead, "a toll") for on, dead in days))
    assert statuses(papers) == {5: "superseded", 7: "superseded", 9: "current"}


def document(published: str | None, *parts: Part) -> Document:
    receipt = Receipt(original="0" * 64, name="a.txt", told=Description(published=published))
    reading = Reading(text="Five dead. Seven dead.", media_type="text/plain", parts=parts)
    return document_of(receipt, reading, "plain/1")


def claim(paper: Document, start: int) -> Claim:
    return Claim(
        span=paper.span(start, start + 4),
        statement="s",
        value=killed(5, 5),
        rule="test",
        confidence="high",
    )


def test_what_stands_in_a_post_was_said_on_the_posts_day() -> None:
    paper = document("2031-03-20", Part(kind="post", start=0, end=10, date="2031-03-13"))
    inside, outside = claim(paper, 0), claim(paper, 11)
    assert said_on([paper], [inside, outside]) == {
        inside.id: "2031-03-13",
        outside.id: "2031-03-20",
    }


def test_what_is_said_on_no_known_day_has_none() -> None:
    paper = document(None)
    assert said_on([paper], [claim(paper, 0)]) == {}
