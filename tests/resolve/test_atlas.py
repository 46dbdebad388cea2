"""The index of towns: drawn the same every time, read where it lies, and never trusted unread."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.resolve.atlas import HEAD, Atlas, City, drawn
from solferino.resolve.cities import Cities, key, opened
from solferino.text.fold import fold

NAMES = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4).map(tuple)
CITIES = st.lists(
    st.builds(
        City,
        geonameid=st.integers(1, 2**31),
        name=st.text(min_size=1, max_size=8),
        latitude=st.integers(-9_000_000, 9_000_000).map(lambda n: n / 100_000),
        longitude=st.integers(-18_000_000, 18_000_000).map(lambda n: n / 100_000),
        countrycode=st.sampled_from(("XA", "XB")),
        population=st.integers(0, 10**7),
        admin1code=st.sampled_from(("", "01", "WE")),
        alternatenames=NAMES,
    ),
    max_size=6,
    unique_by=lambda city: city.geonameid,
)


def names_of(city: City) -> tuple[str, ...]:
    return (city.name, *city.alternatenames)


@given(CITIES)
def test_every_name_finds_exactly_its_bearers_the_largest_first(cities: list[City]) -> None:
    atlas = Atlas(drawn(cities, names_of))
    ranked = sorted(cities, key=lambda c: (-c.population, c.geonameid))
    for name in {name for city in cities for name in names_of(city)} | {"none such"}:
        bearers = [str(c.geonameid) for c in ranked if name in names_of(c)]
        assert [town.code for town in atlas.named(name)] == bearers


@given(CITIES)
def test_a_town_comes_out_as_it_went_in(cities: list[City]) -> None:
    atlas = Atlas(drawn(cities, names_of))
    for city in cities:
        town = next(t for t in atlas.named(city.name) if t.code == str(city.geonameid))
        assert (town.name, town.country) == (city.name, city.countrycode)
        assert (town.area, town.population) == (city.admin1code or None, city.population)
        assert float(town.latitude) == city.latitude
        assert float(town.longitude) == city.longitude


@given(CITIES, st.randoms())
def test_the_order_of_the_list_changes_no_byte(cities: list[City], random: object) -> None:
    shuffled = list(cities)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert drawn(shuffled, names_of) == drawn(cities, names_of)


def test_what_is_no_atlas_is_refused() -> None:
    with pytest.raises(ValueError, match="not an atlas"):
        Atlas(HEAD.pack(b"SOMETHING ELSE", 0, 0, 0))


def empty() -> bytes:
    return drawn((), names_of)


@pytest.mark.parametrize(
    "broken", [b"", b"cut off", empty()[:-1] + b"XX", HEAD.pack(b"?", 9, 9, 9)]
)
def test_a_broken_index_is_drawn_again(tmp_path: Path, broken: bytes) -> None:
    opened(tmp_path, empty)
    (path,) = tmp_path.iterdir()
    assert path.read_bytes() == empty()
    path.write_bytes(broken)
    assert opened(tmp_path, empty).named("x") == ()
    assert path.read_bytes() == empty()


def test_an_index_that_is_there_is_not_drawn_again(tmp_path: Path) -> None:
    opened(tmp_path, empty)
    opened(tmp_path, lambda: pytest.fail("drawn again"))


def test_where_nothing_can_be_written_the_index_is_drawn_in_memory(tmp_path: Path) -> None:
    assert opened(tmp_path / "no such folder", empty).named("x") == ()


@given(st.text(max_size=12))
def test_a_key_is_the_folded_name_closed_up(name: str) -> None:
    assert key(name) == "".join(c for c in fold(name) if c.isalnum())


def test_the_lists_hold_small_places_and_no_letter_codes() -> None:
    cities = Cities()
    assert [t.country for t in cities.named("Sarmin")] == ["SY"]
    assert not cities.named("us")
    assert not cities.named("GZA")
