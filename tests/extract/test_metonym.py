"""A capital is a government where it speaks or is accused, and a place anywhere else."""

import pytest
from tests.extract.findings import document, extract

from solferino.extract.lexicon import table
from solferino.extract.wall.evidence import Evidence
from solferino.extract.wall.grounding import refusals

SEATS = table("en", "metonyms")["seat"]
HOUSES = table("en", "metonyms")["house"]
COUNTRIES = {c["code"]: c for c in table("en", "countries")["country"]}
CONTESTED = {"YE", "LY"}  # two rivals hold or claim the seat


def bodies(text: str) -> set[tuple[str, str]]:
    found = extract(text, published="2031-05-04").mentions
    return {(m.name, m.span.text) for m in found if m.kind in ("government", "armed_group")}


def speakers(text: str) -> set[str]:
    """Name who speaks, behind the wall: what does not follow from the words is refused there."""
    found = extract(text)
    assert not list(refusals(document(text), found))
    return {s.voice[0].name for s in found.statements if s.voice}


def test_every_country_that_the_lexicon_knows_has_a_seat_but_where_it_is_contested() -> None:
    assert {s["country"] for s in SEATS} == set(COUNTRIES) - CONTESTED


@pytest.mark.parametrize("seat", SEATS, ids=lambda s: s["country"])
def test_every_seat_speaks_for_its_government_and_no_other(seat: dict[str, list[str]]) -> None:
    """The same rule on every side: no capital is read otherwise than the next."""
    adjective = COUNTRIES[str(seat["country"])]["adjective"]
    for name in seat["names"]:
        said = f"{name} denied that its aircraft had struck the hospital in Ardune."
        assert bodies(said) == {(f"{adjective} government", name)}
        assert speakers(said) == {f"{adjective} government"}
        assert bodies(f"A shell hit a hospital in {name}.") == set()
        assert bodies(f"{name} residents fled when the hospital was hit.") == set()


@pytest.mark.parametrize("house", HOUSES, ids=lambda h: h["names"][0])
def test_every_house_speaks_for_its_body_and_is_a_building_anywhere_else(
    house: dict[str, list[str]],
) -> None:
    body = house.get("body", f"{COUNTRIES[str(house['country'])]['adjective']} government")
    for name in house["names"]:
        said = f"{name} denied that its aircraft had struck the hospital in Ardune."
        assert bodies(said) == {(body, name)}
        assert speakers(said) == {body}
        assert bodies(f"A shell hit {name}.") == set()
        assert bodies(f"A strike on {name} was planned, and a hospital was hit.") == set()


@pytest.mark.parametrize(
    ("text", "body", "used"),
    [
        ("The hospital was hit. Kyiv blamed Moscow for it.", "Russian government", "Moscow"),
        ("The hospital was hit. Moscow blamed Kyiv for it.", "Ukrainian government", "Kyiv"),
        ("The Kremlin denied the strike on a hospital.", "Russian government", "Kremlin"),
        ("The White House denied the strike on a hospital.", "American government", "White House"),
        ('"We hit no hospital," said Tehran.', "Iranian government", "Tehran"),
        ("According to Tel Aviv, no hospital was hit.", "Israeli government", "Tel Aviv"),
        ("Israel denied that it had hit a hospital.", "Israeli government", "Israel"),
        ("Iran denied that it had hit a hospital.", "Iranian government", "Iran"),
    ],
)
def test_who_speaks_or_is_accused_is_a_body_and_keeps_the_name_as_used(
    text: str, body: str, used: str
) -> None:
    assert (body, used) in bodies(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ambulance drove from Cairo to the hospital, doctors said.",
        "Doctors in Moscow said the hospital was hit.",
        "MOSCOW, March 3 - A drone hit the hospital, doctors said.",
        "A London-based monitor said the hospital was hit.",
        "Michael Jordan said that the hospital was hit.",
        "Dr. Sara Jordan leads the clinic. Jordan said that it was hit.",
        "The strike hit a hospital near Damascus.",
    ],
)
def test_a_town_and_a_person_of_its_name_are_no_government(text: str) -> None:
    assert bodies(text) == set()


def test_the_regime_is_the_government_of_the_one_country_of_the_text() -> None:
    one = "Syrian government forces shelled the hospital. The regime denied the attack."
    assert speakers(one) == {"Syrian government"}
    assert ("Syrian government", "regime") in bodies(one)
    two = "Syrian rebels and Russian warplanes hit the hospital. The regime denied the attack."
    assert not [b for b in bodies(two) if b[1] == "regime"]
    named = "The Assad regime and Russian jets hit the hospital. The regime denied the attack."
    assert ("Syrian government", "regime") in bodies(named)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Syrian jets hit the hospital. The regime denied it.", {"Syrian government"}),
        ("Syrian jets and Russian jets hit the hospital. The regime denied it.", set()),
        ("The Syrian regime and Russian jets hit it. The regime denied it.", {"Syrian government"}),
        ("South Sudanese jets hit it. The regime denied it.", {"South Sudanese government"}),
        ("A man named Indianov was hurt. The regime denied it.", set()),
    ],
)
def test_the_wall_lets_the_regime_be_the_government_of_one_country_only(
    text: str, meant: set[str]
) -> None:
    told = document(text)
    at = text.index("The regime denied")
    span = told.span(at, at + len("The regime"))
    every = (f"{c['adjective']} government" for c in COUNTRIES.values())
    assert {name for name in every if Evidence(told).names(name, span)} == meant


@pytest.mark.parametrize("adjective", ["Israeli", "Russian", "Turkish", "Rwandan"])
def test_the_occupation_is_whom_the_text_itself_calls_so(adjective: str) -> None:
    text = f"{adjective} occupation forces hit the hospital. The occupation denied the attack."
    assert (f"{adjective} armed forces", "occupation") in bodies(text)
    alone = "The occupation denied that it had hit the hospital."
    assert bodies(alone) == set()
