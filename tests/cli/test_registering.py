"""The verb `register`: lists come in after a look, people correct, and all of it can be undone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.resolve.register.lists import HEALTHSITES_CSV, HOT_CSV

Command = Callable[..., Any]
BY = ("--by", "A. Person")


@pytest.fixture
def empty(command: Command, tmp_path: Path) -> Path:
    """Make a case without documents."""
    path = tmp_path / "registered"
    assert command("new", path).code == 0
    return path


@pytest.fixture
def hot(tmp_path: Path) -> Path:
    """Give a list as a file."""
    path = tmp_path / "hot.csv"
    path.write_text(HOT_CSV, encoding="utf-8")
    return path


@pytest.fixture
def loaded(command: Command, empty: Path, hot: Path) -> Path:
    """Make a case with a list in its register."""
    assert command("register", empty, "import", hot, "--country", "SY", "--yes").code == 0
    return empty


def names(command: Command, case: Path) -> set[str]:
    return {f["name"] for f in command("register", case, "show", "--json").json["facilities"]}


def details(command: Command, case: Path, words: str) -> set[tuple[str, str]]:
    told = command("register", case, "show", words, "--json").json["details"]
    return {(d["property"], d["value"]) for d in told}


def test_a_look_tells_of_every_row_and_nothing_enters(
    command: Command, empty: Path, hot: Path
) -> None:
    seen = command("register", empty, "import", hot, "--preview", "--json")
    assert [row["fate"] for row in seen.json["rows"]] == ["added", "added", "left out"]
    refused = command("register", empty, "import", hot)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert names(command, empty) == set()


def test_a_list_enters_and_can_be_taken_out_and_in_again(
    command: Command, loaded: Path, hot: Path
) -> None:
    before = names(command, loaded)
    assert before == {"Marvane Hospital", "Ostrel Clinic"}
    again = command("register", loaded, "import", hot, "--preview", "--country", "SY", "--json")
    assert [row["fate"] for row in again.json["rows"]] == ["known", "known", "left out"]
    assert command("register", loaded, "import", "hot.csv", "--undo", *BY).code == 0
    assert names(command, loaded) == set()
    assert command("register", loaded, "import", hot, "--country", "SY", "--yes").code == 0
    assert names(command, loaded) == before
    assert command("check", loaded).code == 0


def test_an_edit_lies_over_the_list_and_undo_restores(command: Command, loaded: Path) -> None:
    before = details(command, loaded, "Marvane Hospital")
    edit = ("register", loaded, "edit", "wikidata:Q900001")
    changes = ("--set", "town=Ostrel", "--add", "beds=80", "--drop", "services=trauma")
    assert command(*edit, *changes, *BY, "--why", "visited").code == 0
    after = details(command, loaded, "Marvane Hospital")
    assert after - before == {("town", "Ostrel"), ("beds", "80")}
    assert before - after == {("town", "Marvane"), ("services", "trauma")}
    assert command(*edit, "--undo", *BY).code == 0
    assert details(command, loaded, "Marvane Hospital") == before


def test_an_edit_needs_somebody_and_says_what_it_cannot_do(command: Command, loaded: Path) -> None:
    edit = ("register", loaded, "edit")
    for wrong in (
        (*edit, "Marvane Hospital", "--add", "beds=80"),
        (*edit, "Marvane Hospital", "--add", "beds=many", *BY),
        (*edit, "Marvane Hospital", "--add", "colour=red", *BY),
        (*edit, "Marvane Hospital", "--drop", "beds", *BY),
        (*edit, "Nowhere Hospital", "--add", "beds=3", *BY),
        (*edit, "Marvane Hospital", *BY),
    ):
        answer = command(*wrong)
        assert answer.code == 2
        assert "What to do:" in answer.err


def test_a_person_adds_a_facility_and_joins_two(command: Command, loaded: Path) -> None:
    made = ("--add", "name=Ostrel Health Post", "--add", "town=Ostrel", "--add", "country=SY")
    assert command("register", loaded, "edit", "new", *made, *BY).code == 0
    assert "Ostrel Health Post" in names(command, loaded)
    pair = ("register", loaded, "judge", "Ostrel Clinic", "Ostrel Health Post", "same", *BY)
    assert command(*pair).code == 0
    assert len(names(command, loaded)) == 2
    assert command(*pair, "--undo").code == 0
    assert len(names(command, loaded)) == 3


@pytest.mark.parametrize("name", ["all.csv", "all.geojson"])
def test_what_is_exported_and_imported_elsewhere_is_the_same(
    command: Command, loaded: Path, tmp_path: Path, name: str
) -> None:
    out, again = tmp_path / name, tmp_path / "again"
    assert command("register", loaded, "export", "-o", out).code == 0
    assert command("new", again).code == 0
    assert command("register", again, "import", out, "--yes").code == 0
    second = tmp_path / f"second-{name}"
    assert command("register", again, "export", "-o", second).code == 0
    assert second.read_bytes() == out.read_bytes()


def test_a_mapping_that_was_used_is_known_by_its_name_afterwards(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "own.toml"
    mapping.write_text(
        'name = "ministry"\nneeds = ["title"]\n[[take]]\nproperty = "name"\nvalue = "{title}"\n'
    )
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("title\nMarvane Hospital\n")
    other.write_text("title\nOstrel Clinic\n")
    assert command("register", empty, "import", one, "--mapping", mapping, "--yes").code == 0
    mapping.unlink()
    assert command("register", empty, "import", other, "--mapping", "ministry", "--yes").code == 0
    lists = command("register", empty, "show", "--lists", "--json").json["lists"]
    assert [told["mapping"] for told in lists] == ["ministry", "ministry"]


def test_doubts_are_shown(command: Command, loaded: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name,town,country\nOstrel Clinic,Ostrel,SY\n")
    assert command("register", loaded, "import", other, "--yes").code == 0
    (doubt,) = command("register", loaded, "show", "--doubts", "--json").json["doubts"]
    assert doubt["names"] == "Ostrel Clinic; Ostrel Clinic"


def test_lists_of_several_registers_meet_in_one_entry(
    command: Command, loaded: Path, tmp_path: Path
) -> None:
    other = tmp_path / "healthsites.csv"
    other.write_text(HEALTHSITES_CSV, encoding="utf-8")
    answer = command("register", loaded, "import", other, "--yes", "--json")
    assert answer.json["rows"]["changed"] == 1
    assert ("beds", "120") in details(command, loaded, "Marvane Hospital")


def test_what_documents_name_is_found_in_the_register_and_leaves_with_its_source(
    command: Command, case: Path, tmp_path: Path
) -> None:
    register = tmp_path / "register.csv"
    register.write_text(
        "name,name:ar,town,latitude,longitude,precision,beds,as of,wikidata,source\n"
        "Orrin Clinic,عيادة أورين,Tesk,20.12,10.34,town,40,2030,Q900001,a ministry\n"
    )
    assert command("register", case, "import", register, "--country", "SY", "--yes").code == 0
    command("export", case, "-o", tmp_path / "case.json")
    exported = json.loads((tmp_path / "case.json").read_text(encoding="utf-8"))
    (clinic,) = (e for e in exported["entities"] if e["kind"] == "facility")
    assert clinic["identifiers"]["wikidata"] == "Q900001"
    assert (clinic["latitude"], clinic["longitude"]) == ("20.12", "10.34")
    assert clinic["precision"] == "town"
    assert {"text": "عيادة أورين", "language": "ar"} in clinic["names"]
    beds = next(row for row in clinic["profile"] if row["property"] == "beds")
    assert (beds["value"], beds["as_of"], beds["source"]) == ("40", "2030", "a ministry")
    assert beds["claim"] is None
    assert command("check", case).code == 0
    assert command("register", case, "import", "register.csv", "--undo", *BY).code == 0
    command("export", case, "-o", tmp_path / "after.json")
    after = json.loads((tmp_path / "after.json").read_text(encoding="utf-8"))
    (clinic,) = (e for e in after["entities"] if e["kind"] == "facility")
    assert clinic["identifiers"] == {}
    assert clinic["register"] == []


def test_a_person_ties_a_facility_to_an_entry_and_takes_it_back(
    command: Command, case: Path, tmp_path: Path
) -> None:
    register = tmp_path / "register.csv"
    register.write_text("name,town,wikidata\nHill House,Ostrel,Q900001\n")
    assert command("register", case, "import", register, "--country", "SY", "--yes").code == 0

    def item() -> str | None:
        (clinic,) = (
            e
            for e in command("export", case, "-o", "-").json["entities"]
            if e["kind"] == "facility"
        )
        found: str | None = clinic["identifiers"].get("wikidata")
        return found

    (row,) = command("show", case, "entities", "facility", "--json").json["entities"]
    said = ("register", case, "tie", row["name"], "wikidata:Q900001")
    assert item() is None
    assert command(*said).code == 2
    assert command(*said, *BY, "--why", "its sign").code == 0
    assert item() == "Q900001"
    assert command(*said, *BY, "--undo").code == 0
    assert item() is None
    assert command("register", case, "tie", "nobody", "wikidata:Q900001", *BY).code == 2
    assert command("check", case).code == 0
