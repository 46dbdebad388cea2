"""Every published form of a register becomes entries; what cannot be read is told, row by row."""

import pytest
from tests.resolve.register import lists
from tests.resolve.register.lists import enrolled, entries, listed, values

from solferino.errors import UnreadableError, UsageError
from solferino.resolve.register.enlisting import enlist
from solferino.resolve.register.listing import inert, live, read_sheet
from solferino.resolve.register.mapping import fitting, read_mapping, shipped


def test_an_export_of_openstreetmap_gives_names_in_all_languages_and_former_ones() -> None:
    hospital = entries(lists.HOT_CSV)[0]
    assert set(values(hospital, "name")) == {
        ("مشفى مروان", None),
        ("مشفى مروان", "ar"),
        ("Marvane Hospital", "en"),
        ("Royal Hospital", None),
    }
    former = next(d for d in hospital.told("name") if d.value == "Royal Hospital")
    assert former.until == "unknown"
    assert hospital.name == "Marvane Hospital"
    assert set(hospital.codes) == {("osm", "way/501"), ("wikidata", "Q900001")}
    assert values(hospital, "services") == [("surgery", None), ("trauma", None)]


def test_the_room_of_a_building_is_no_number_of_beds() -> None:
    assert entries(lists.HOT_CSV)[0].told("beds") == ()


def test_a_row_without_a_name_is_left_out_and_told() -> None:
    found = listed(lists.HOT_CSV)
    assert [row.entry is None for row in found.rows] == [False, False, True]
    (problem,) = found.problems
    assert "line 4" in problem.message
    assert problem.remedy


def test_an_outline_gives_the_middle_of_its_corners() -> None:
    hospital, clinic = entries(lists.HOT_GEOJSON)
    assert values(hospital, "point") == [("20.001 10.001", "exact")]
    assert values(clinic, "point") == [("21.25 11.5", "town")]


def test_healthsites_gives_its_own_number_beds_and_staff_with_their_day() -> None:
    (hospital,) = entries(lists.HEALTHSITES_CSV)
    (beds,) = hospital.told("beds")
    assert (beds.value, beds.as_of) == ("120", "2031-04-05")
    assert values(hospital, "staff") == [("12", "doctors"), ("30", "nurses")]
    assert ("healthsites", "0123456789abcdef0123456789abcdef") in hospital.codes


def test_nobodys_contact_or_login_is_taken_from_healthsites() -> None:
    (hospital,) = entries(lists.HEALTHSITES_CSV)
    told = " ".join(f"{d.value} {d.source}" for d in hospital.details)
    assert "000-000" not in told
    assert "a mapper" not in told


def test_both_forms_of_healthsites_give_one_facility() -> None:
    (one,), (other,) = entries(lists.HEALTHSITES_CSV), entries(lists.HEALTHSITES_GEOJSON)
    assert one.id == other.id
    assert set(one.told("point")) == set(other.told("point"))


def test_wikidata_gives_item_label_country_and_point() -> None:
    hospital = entries(lists.WIKIDATA_TSV)[0]
    assert hospital.codes == (("wikidata", "Q900001"),)
    assert values(hospital, "country") == [("SY", None)]
    assert values(hospital, "point") == [("20.001 10.001", "exact")]


def test_a_label_that_is_a_number_and_a_country_that_is_gone_are_told() -> None:
    found = listed(lists.WIKIDATA_TSV)
    assert [row.entry is None for row in found.rows] == [False, True, False]
    third = found.rows[2]
    assert third.entry is not None
    assert third.entry.name == '"Ostrel" Infirmary'
    assert third.entry.told("country") == ()
    assert "Soviet Union" in third.problems[0].message


@pytest.mark.parametrize(
    "head",
    ["Facility Name,City,COUNTRY,Lat,Long", "facility_name,town,iso3,latitude,lng"],
)
def test_headings_are_found_whatever_their_case_and_synonym(head: str) -> None:
    (entry,) = entries(f"{head}\nMarvane Hospital,Marvane,SYR,20.12,10.34\n")
    assert values(entry, "town") == [("Marvane", None)]
    assert values(entry, "country") == [("SY", None)]
    assert values(entry, "point") == [("20.12 10.34", "town")]


def test_a_list_may_begin_with_remarks_and_a_row_of_tags() -> None:
    text = "# From nowhere.\nname,country\n#loc+name,#country\nMarvane Hospital,SY\n"
    (row,) = listed(text).rows
    assert row.line == 4
    assert row.entry is not None


def test_the_country_of_a_list_is_that_of_rows_without_one() -> None:
    one, other = entries("name,country\nMarvane Hospital,\nOstrel Clinic,IQ\n", country="SY")
    assert values(one, "country") == [("SY", None)]
    assert values(other, "country") == [("IQ", None)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Marvane Hospital,Marvane,SY,95,10", "latitude"),
        ("Marvane Hospital,Marvane,SY,0,0", "nobody knows"),
        ("Marvane Hospital,Marvane,Nowhereland,20,10", "Nowhereland"),
        ("Marvane Hospital,Marvane,SY,20,10,more", "more cells"),
    ],
)
def test_a_cell_that_cannot_be_read_leaves_the_rest_of_the_row(cells: str, said: str) -> None:
    (row,) = listed(f"name,town,country,lat,lon\n{cells}\n").rows
    assert row.entry is not None
    assert row.entry.name == "Marvane Hospital"
    assert any(said in problem.message for problem in row.problems)
    assert all(problem.remedy for problem in row.problems)


def test_words_for_nothing_are_nothing_but_namibia_is_a_country() -> None:
    (entry,) = entries("name,town,country,operator\nMarvane Hospital,N/A,NA,none\n")
    assert {d.property for d in entry.details} == {"name", "country"}


def test_a_mapping_of_ones_own_reads_any_list() -> None:
    mapping = """
name = "ministry"
needs = ["Bezeichnung"]
[[take]]
property = "name"
value = "{Bezeichnung}"
tag = "de"
[[take]]
property = "identifier"
tag = "ministry"
value = "{Nummer}"
pattern = 'Nr\\. (\\d+)'
[defaults]
source = "a ministry"
as_of = "{Stand|=2031}"
"""
    text = "Bezeichnung;Nummer;Stand\nSpital Marwan;Nr. 17;\n"
    (entry,) = entries(text, mapping=mapping)
    assert entry.codes == (("ministry", "17"),)
    (name,) = entry.told("name")
    assert (name.value, name.tag, name.source, name.as_of) == (
        "Spital Marwan",
        "de",
        "a ministry",
        "2031",
    )


@pytest.mark.parametrize(
    "text",
    ["no toml", 'name = "x"', 'name = "x"\n[[take]]\nproperty = "name"\n', "take = 3\nname = 'x'"],
)
def test_a_mapping_that_cannot_be_used_says_why(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_mapping(text)
    assert caught.value.remedy


def test_a_mapping_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UsageError, match="does not fit"):
        listed("name,country\nMarvane Hospital,SY\n", mapping=shipped()["wikidata"])


def test_columns_that_nothing_fits_are_named() -> None:
    with pytest.raises(UsageError, match="colour"):
        fitting(read_sheet(b"colour,weight\nred,3\n").headings, shipped())


@pytest.mark.parametrize("data", [b"", b"\xff\xfa\x00bad", b'{"features": 3}', b'a,b\n"x"y,2\n'])
def test_a_file_that_is_no_table_says_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        enlist(enrolled("name\nMarvane Hospital\n"), data)
    assert caught.value.remedy


@pytest.mark.parametrize("cell", ["=1+1", "+x", "@x", "'=1", "''", "-x", "-1.5", "plain", "'"])
def test_a_cell_kept_from_being_a_formula_comes_back_as_it_was(cell: str) -> None:
    assert live(inert(cell)) == cell
    assert inert(cell)[0] not in "=+@"


def test_the_same_row_has_the_same_id_and_a_row_without_number_is_known_by_its_content() -> None:
    one, other, third = entries("name,town\nMarvane Hospital,A\nMarvane Hospital,B\nX Clinic,A\n")
    assert len({one.id, other.id, third.id}) == 3
    assert entries("name,town\nMarvane Hospital,A\n")[0].id == one.id
