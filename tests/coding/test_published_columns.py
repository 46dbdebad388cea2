"""Files of others are known by the columns that they publish, in all the wordings of the years."""

from collections.abc import Iterable

import pytest
from tests.importing.registers import SSA_HEAD

from solferino.coding.headings import heading
from solferino.coding.mapping import fitting, read_mapping, shipped

SHCC = (  # the columns as published now, in their order
    "Date",
    "Event Description",
    "Country",
    "Country ISO",
    "Admin 1",
    "Latitude",
    "Longitude",
    "Geo Precision",
    "Reported Perpetrator",
    "Reported Perpetrator Name",
    "Weapon Carried/Used",
    "Location of Incident",
    "Number of Attacks on Health Facilities Reporting Destruction",
    "Number of Attacks on Health Facilities Reporting Damaged",
    "Forceful Entry into Health Facility",
    "Occupation of Health Facility",
    "Vicinity of Health Facility Affected",
    "Health Transportation Destroyed",
    "Health Transportation Damaged",
    "Health Transportation Stolen/Hijacked",
    "Looting/Theft/Robbery/Burglary of Health Supplies",
    "Access Denied or Obstructed",
    "Health Workers Killed",
    "Health Workers Injured",
    "Health Workers Kidnapped",
    "Health Workers Arrested",
    "Known Kidnapping or Arrest Outcome",
    "Health Workers Threatened",
    "Health Workers Assaulted",
    "Health Workers Sexually Assaulted",
    "Conflict-Related Violence",
    "Political-Related Violence",
    "COVID-19-Related Violence",
    "Ebola-Related Violence",
    "Vaccination-Related Violence",
    "SiND Event ID",
)
OLDER = {  # a column, and what other years call it
    "Date": "Attack date",
    "Access Denied or Obstructed": "Obstruction to Health Care",
    "Health Transportation Stolen/Hijacked": "Health Transportation Stolen/Highjacked",
    "Health Workers Killed": "Total health worker killed",
    "Health Workers Injured": "Total health worker injured",
    "Health Workers Kidnapped": "Total health worker kidnapped",
    "Health Workers Arrested": "Total health worker arrested ",
    "Health Workers Assaulted": "Total health worker assaulted",
    "Number of Attacks on Health Facilities Reporting Destruction": (
        "Total number of attacks on facilities which reported destruction"
    ),
    "Number of Attacks on Health Facilities Reporting Damaged": (
        "Total number of attacks on facilities which reported damage"
    ),
}
CUT = 63  # characters at which some years cut a heading off
KNOWN: dict[str, tuple[str, ...]] = {
    "shcc": SHCC,
    "who-ssa": (
        *SSA_HEAD[:8],
        "HC Facilities",
        "HC Transport",
        "HC Personnel",
        "HC Supplies Assets",
        "HC Warehouse Storage",
        "HC Patients",
        "HC Other",
        "Type of Facility",
        "Facility Other",
        "HW Abduction",
        "HW Arrest",
        "HW Detention",
        "Patient Abduction",
        "Patient Arrest",
        "Patient Detention",
    ),
    "acled": (
        "event_id_cnty",
        "event_date",
        "year",
        "time_precision",
        "disorder_type",
        "event_type",
        "sub_event_type",
        "actor1",
        "assoc_actor_1",
        "inter1",
        "actor2",
        "assoc_actor_2",
        "inter2",
        "interaction",
        "civilian_targeting",
        "iso",
        "region",
        "country",
        "admin1",
        "admin2",
        "admin3",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
        "source",
        "source_scale",
        "notes",
        "fatalities",
        "tags",
        "timestamp",
    ),
    "airwars": (
        "unique_reference_code",
        "date",
        "country",
        "location",
        "belligerent",
        "killed_min",
        "killed_max",
        "injured_min",
        "injured_max",
    ),
    "atlos": (
        "slug",
        "description",
        "date",
        "status",
        "sensitive",
        "inserted_at",
        "updated_at",
    ),
    "auto-archiver": (
        "Link",
        "Archive status",
        "Archive location",
        "Archive date",
        "Hash",
        "Title",
    ),
    "links": (
        "URL",
        "Note",
    ),
}


def met(columns: Iterable[str]) -> list[str]:
    return [heading(column) for column in columns]


def of(columns: Iterable[str]) -> str:
    return read_mapping(fitting(met(columns), shipped())).name


@pytest.mark.parametrize("name", KNOWN)
def test_a_file_is_known_by_the_columns_that_are_published(name: str) -> None:
    assert of(KNOWN[name]) == name
    assert of(c.upper() for c in KNOWN[name]) == name
    assert of(reversed(KNOWN[name])) == name


@pytest.mark.parametrize("column", OLDER)
def test_what_other_years_call_a_column_is_understood_alike(column: str) -> None:
    mapping = read_mapping(shipped()["shcc"])
    renamed = [OLDER[column] if c == column else c for c in SHCC]
    assert of(renamed) == "shcc"
    assert mapping.understood(met(renamed)) == mapping.understood(met(SHCC))
    assert SHCC.index(column) in mapping.understood(met(SHCC))


def test_headings_that_were_cut_off_are_understood_alike() -> None:
    mapping = read_mapping(shipped()["shcc"])
    cut = [c[:CUT] for c in OLDER.values()]
    for whole, short in zip(OLDER.values(), cut, strict=True):
        columns = [*SHCC[-1:], "Reported Perpetrator"]
        found = [mapping.understood(met([*columns, last])) for last in (whole, short)]
        assert found[0] == found[1]
        assert len(columns) in found[0]


def test_no_column_is_taken_for_another() -> None:
    mapping = read_mapping(shipped()["shcc"])
    told = mapping.understood(met(SHCC))
    assert len(told) == len({str(column) for column in told.values()})
