"""What the register writes, it reads again exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.resolve.register.lists import HEALTHSITES_CSV, HOT_CSV, WIKIDATA_TSV, entries

from solferino.codec import parse
from solferino.model.register import Detail, Entry
from solferino.resolve.register.enlisting import entry_of
from solferino.resolve.register.register import Register
from solferino.resolve.register.tidying import PROPERTIES, UntidyError, tidy
from solferino.resolve.register.writing import as_csv, as_geojson

FORMS = (as_csv, as_geojson)
SAMPLES: dict[str, list[str]] = {
    "type": ["hospital", "Health Centre", "аптека"],
    "country": ["SY", "UKR", "Yemen", "NA"],
    "point": ["36.21 37.16", "-1.5,29.25", "+10.123456 -20.1", "36,21 37,16"],
    "identifier": ["Q42", "way/7", "0123"],
    "beds": ["12", "1,200", "80.0"],
    "staff": ["7"],
}
TAGS: dict[str, list[str | None]] = {
    "name": [None, "ar", "uk", "sr-Latn", "EN"],
    "point": [None, "town", "gps"],
    "identifier": ["wikidata", "osm", "own", "Who"],
    "staff": [None, "doctors"],
}
DAYS: list[str | None] = [None, "2031", "2031-05", "2031-05-06", "2031-05-06T10:00:00Z"]
WORDS = st.text("ab=+-@'\",;\n\t #éуб", min_size=1, max_size=8) | st.sampled_from(
    ["=1+1", "'", "-x", "#a", "«б»", "a;b"]
)


@st.composite
def tidy_details(draw: st.DrawFn) -> Detail | None:
    of = draw(st.sampled_from(PROPERTIES))
    try:
        return tidy(
            Detail(
                property=of,
                value=draw(st.sampled_from(SAMPLES[of]) if of in SAMPLES else WORDS),
                tag=draw(st.sampled_from(TAGS.get(of, [None]))),
                source=draw(WORDS),
                since=draw(st.sampled_from(DAYS)),
                until=draw(st.sampled_from([*DAYS, "unknown"])),
                as_of=draw(st.sampled_from(DAYS)),
            )
        )
    except UntidyError:
        return None


@st.composite
def facilities(draw: st.DrawFn) -> list[Entry]:
    told = draw(st.lists(st.lists(tidy_details(), min_size=1, max_size=6), max_size=4))
    kept = [[d for d in details if d is not None] for details in told]
    return [entry_of(details) for details in kept if details]


@given(facilities())
def test_writing_and_reading_again_gives_the_same_register(found: list[Entry]) -> None:
    register = Register(found)
    for form in FORMS:
        text = form(register.entries).decode()
        if register.entries:
            assert Register(entries(text)).entries == register.entries


@given(tidy_details())
def test_tidying_what_is_tidy_changes_nothing(detail: Detail | None) -> None:
    if detail is not None:
        assert tidy(detail) == detail


@pytest.mark.parametrize("form", FORMS)
def test_joined_lists_come_back_with_their_ids_and_sources(form: object) -> None:
    register = Register([*entries(HOT_CSV), *entries(HEALTHSITES_CSV), *entries(WIKIDATA_TSV)])
    text = form(register.entries).decode()  # type: ignore[operator]
    assert Register(entries(text)).entries == register.entries


def test_a_map_shows_each_facility_at_its_point() -> None:
    made = parse(as_geojson(Register(entries(HEALTHSITES_CSV)).entries))
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [10.001, 20.001]}
    assert feature["properties"]["name"] == "Marvane Hospital"
    assert feature["properties"]["precision"] == "exact"


def test_no_cell_of_the_table_is_a_formula() -> None:
    name = Detail(property="name", value="=HYPERLINK(1)", source="@somebody")
    rows = as_csv([entry_of([name])]).decode().splitlines()
    assert all(cell[0] not in "=@+" for row in rows for cell in row.split(",") if cell)
