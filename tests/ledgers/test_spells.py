"""How long care was lost is put together from what is said, in any order. All is invented."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from tests.ledgers.desk import Desk

from solferino.ledgers.services import services
from solferino.ledgers.shelf import Shelf
from solferino.ledgers.spells import Word, spells
from solferino.model import ServiceValue

DAYS = st.dates().map(lambda d: d.isoformat()) | st.sampled_from(["2031-03", "2031", "2031-03-12"])


def word(
    claim: str,
    *,
    lost: bool = True,
    since: str | None = None,
    until: str | None = None,
    lasting: str | None = None,
) -> Word:
    return Word(lost=lost, since=since, until=until, lasting=lasting, claims=(claim,))


def test_one_text_says_when_it_closed_another_when_it_reopened() -> None:
    (spell,) = spells([word("a", since="2031-03-12"), word("b", lost=False, since="2031-04-04")])

    assert (spell.since, spell.until, spell.least, spell.most, spell.over) == (
        ("2031-03-12",),
        ("2031-04-04",),
        23,
        23,
        True,
    )


def test_dates_that_differ_leave_a_least_and_a_most() -> None:
    said = [
        word("a", since="2031-03-12"),
        word("b", since="2031-03-14"),
        word("c", lost=False, since="2031-04-04"),
    ]
    (spell,) = spells(said)

    assert (spell.least, spell.most) == (21, 23)
    assert spell.claims == ("a", "b", "c")


def test_what_closed_again_after_it_reopened_is_another_spell() -> None:
    said = [
        word("a", since="2031-03-12"),
        word("b", lost=False, since="2031-04-04"),
        word("c", since="2031-07-01"),
    ]
    first, second = spells(said)

    assert (first.since, first.over) == (("2031-03-12",), True)
    assert (second.since, second.until, second.over) == (("2031-07-01",), (), False)


def test_a_duration_without_a_day_is_kept_in_its_words() -> None:
    (spell,) = spells([word("a", lasting="three weeks"), word("b", lasting="ten days")])

    assert spell.lasting == ("ten days", "three weeks")
    assert (spell.least, spell.most) == (None, None)


def test_a_month_is_no_day_to_count_from() -> None:
    (spell,) = spells([word("a", since="2031-03", until="2031-04-04")])

    assert (spell.since, spell.least) == (("2031-03",), None)


@given(
    st.lists(
        st.builds(
            Word,
            lost=st.booleans(),
            since=st.none() | DAYS,
            until=st.none() | DAYS,
            lasting=st.none() | st.just("three weeks"),
            claims=st.uuids().map(lambda u: (str(u),)),
        ),
        max_size=4,
    )
)
def test_the_order_does_not_matter_and_no_claim_is_lost(said: list[Word]) -> None:
    found = spells(said)

    assert all(spells(order) == found for order in permutations(said))
    assert sorted(c for s in found for c in s.claims) == sorted(c for w in said for c in w.claims)


def test_departments_of_one_facility_are_told_apart_and_documents_are_put_together() -> None:
    desk = Desk()
    for name, words, told in (
        ("a.txt", "The theatre closed.", {"since": "2031-03-12", "lost": True}),
        ("b.txt", "The theatre reopened.", {"since": "2031-04-04", "lost": False}),
        ("c.txt", "The ward closed.", {"since": "2031-05-01", "lost": True}),
    ):
        document = desk.read(name, "2031-06-01", f"Orla Clinic. {words}")
        desk.name("e-orla", document, "Orla Clinic", "facility")
        desk.facility(document, "Orla Clinic")
        part = "theatre" if "theatre" in words else "ward"
        value = ServiceValue(measure="department", value=part, **told)  # type: ignore[arg-type]
        desk.claim(document, words, value)
    found = {s.what: s.spells for s in services(Shelf(desk.picture()))}

    assert {what: [s.least for s in held] for what, held in found.items()} == {
        "theatre": [23],
        "ward": [None],
    }
