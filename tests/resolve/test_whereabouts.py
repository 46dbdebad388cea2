"""Where the words of a text are: invented sentences over real geography, read by the engine."""

import csv
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extract.findings import document, gazetteer

from solferino.extract.english import EnglishExtractor
from solferino.model import Mention, Span
from solferino.ports import Place
from solferino.resolve.bearers import bearers, kilometres, meant, sure
from solferino.resolve.whereabouts import Map

CASES = Path(__file__).with_name("whereabouts.csv")
LINES = [line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")]
ROWS = list(csv.DictReader(LINES))
RULES_ALONE = frozenset({"voice/learned"})


@cache
def places_of(text: str) -> tuple[tuple[Mention, ...], Map]:
    found = EnglishExtractor(RULES_ALONE).extract(document(text), gazetteer())
    mentions = tuple(m for m in found.mentions if m.kind == "place")
    return mentions, Map(gazetteer(), mentions)


def test_there_are_sixty_cases_and_more() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['words']}, {r['country']}")
def test_the_words_of_a_sentence_are_found_where_they_are(row: dict[str, str]) -> None:
    mentions, where = places_of(row["text"])
    (mention,) = {m.name: m for m in mentions if m.span.text == row["words"]}.values()
    place = where.where(mention).place
    if row["kind"] == "open":
        assert place is None
        return
    assert place is not None
    assert (place.kind, place.country) == (row["kind"], row["country"])
    assert (place.area or "") == row["area"]
    assert place.name == row["is"]


def town(name: str, country: str, area: str, people: int, where: tuple[float, float]) -> Place:
    return Place(
        name=name,
        kind="city",
        country=country,
        population=people,
        latitude=str(where[0]),
        longitude=str(where[1]),
        area=f"{country}.{area}",
    )


NORTH = town("Quillon", "XA", "01", 900, (10.0, 10.0))
SOUTH = town("Quillon", "XA", "02", 4_000, (2.0, 10.0))
ABROAD = town("Quillon", "XB", "01", 5_000, (50.0, 50.0))
GREAT = town("Quillon", "XA", "03", 600_000, (30.0, 30.0))
NEIGHBOUR = town("Ostrel", "XA", "01", 70_000, (10.1, 10.1))
FARTHER = town("Marvane", "XA", "09", 70_000, (9.0, 10.0))


def test_a_bearer_in_the_area_of_its_neighbours_goes_before_a_larger_one() -> None:
    assert meant((SOUTH, NORTH), (NEIGHBOUR,)) == NORTH


def test_where_no_area_tells_the_nearer_one_is_meant() -> None:
    assert meant((SOUTH, NORTH), (FARTHER,)) == NORTH


def test_where_nothing_is_beside_it_the_largest_of_one_country_is_meant() -> None:
    assert meant((SOUTH, NORTH), ()) == SOUTH


def test_a_great_town_is_meant_before_a_hamlet_beside_a_neighbour() -> None:
    assert meant((GREAT, SOUTH, NORTH), (NEIGHBOUR,)) == GREAT


def test_towns_of_two_countries_stay_open_unless_something_tells() -> None:
    assert meant((ABROAD, SOUTH), ()) is None
    assert meant((ABROAD, SOUTH), (FARTHER,)) == SOUTH
    assert bearers((ABROAD, SOUTH), None, "XA") == (SOUTH,)
    assert bearers((ABROAD, SOUTH), "XC", "XA") == ()


@given(st.permutations((NORTH, SOUTH, ABROAD)), st.permutations((NEIGHBOUR, FARTHER)))
def test_the_order_of_what_is_beside_changes_nothing(
    places: list[Place], beside: list[Place]
) -> None:
    ranked = sorted(places, key=lambda p: -p.population)
    assert meant(ranked, beside) == meant(ranked, beside[::-1])


def test_only_names_with_one_bearer_are_sure() -> None:
    known = {"Ostrel": (NEIGHBOUR,), "Quillon": (SOUTH, NORTH)}
    assert sure(("Ostrel", "Quillon", "Nowhere"), lambda n: known.get(n, ()), "XA") == (NEIGHBOUR,)


def test_a_degree_of_the_equator_is_a_hundred_and_eleven_kilometres() -> None:
    here, there = town("A", "XA", "1", 1, (0.0, 0.0)), town("B", "XA", "1", 1, (0.0, 1.0))
    assert round(kilometres(here, there)) == 111
    assert kilometres(here, here) == 0


def test_a_country_behind_a_comma_tells_which_town_is_meant() -> None:
    for name, country in (
        ("Palmyra, Syria", "SY"),
        ("Tripoli, Libya", "LY"),
        ("Tripoli, Lebanon", "LB"),
    ):
        span = Span(document="a", start=0, end=len(name), text=name)
        told = Mention(span=span, kind="place", name=name)
        place = Map(gazetteer(), [told]).where(told).place
        assert place is not None, name
        assert (place.kind, place.country) == ("city", country)
