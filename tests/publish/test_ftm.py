"""FollowTheMoney: what the model cannot say is not bent, and the real package reads the rest."""

import csv
import hashlib
import io
import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from solferino.ports import Picture
from solferino.publish.exchange.ftm import FtmExporter
from solferino.publish.exchange.ftm_values import COLUMNS, Fact, terms, thing

ROOT = Path(__file__).parents[2]
READER = Path(__file__).parent / "ftm_reader.py"


def files(picture: Picture) -> dict[str, bytes]:
    return dict(FtmExporter().files(picture))


def entities(picture: Picture) -> list[Any]:
    return [json.loads(line) for line in files(picture)["entities.ftm.json"].splitlines()]


@pytest.fixture(scope="module")
def told(picture: Picture) -> list[Any]:
    return entities(picture)


@pytest.fixture(scope="module")
def statements(picture: Picture) -> list[dict[str, str]]:
    text = files(picture)["statements.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def other_python() -> str:
    """Find a Python that has followthemoney, where tools/ftm.sh puts it."""
    path = os.environ.get("SOLFERINO_FTM") or str(ROOT / ".ftm/bin/python")
    if not Path(path).exists():
        pytest.skip("no followthemoney: run `make ftm`")
    return path


def test_the_real_package_reads_all_of_it_and_changes_nothing(
    other_python: str, picture: Picture, tmp_path: Path
) -> None:
    for name, data in files(picture).items():
        (tmp_path / name).write_bytes(data)
    places = [str(tmp_path / name) for name in ("entities.ftm.json", "statements.csv")]
    done = subprocess.run([other_python, str(READER), *places], capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert found["problems"] == []
    assert found["entities"] > 20


def test_an_incident_is_an_event_and_only_what_was_hit_is_involved(told: list[Any]) -> None:
    events = {e["properties"]["date"][0]: e for e in told if e["schema"] == "Event"}
    shelled = events["2031-05-04"]["properties"]
    assert shelled["involved"] == ["e-clinic"]
    assert "topics" not in shelled
    assert "Figure: patients killed: 3" in shelled["notes"]
    assert shelled["addressEntity"] == ["e-town"]


def test_blame_and_denial_are_links_that_say_who_says_so(told: list[Any]) -> None:
    links = [e["properties"] for e in told if e["schema"] == "UnknownLink"]
    assert {(e["object"][0], e["role"][0], e["status"][0]) for e in links} == {
        ("e-guard", "alleged, said by Dr. Anso Pell", "alleged"),
        ("e-guard", "denied, said by River Guard", "denied"),
    }


def test_an_actor_without_an_entity_is_told_in_a_note(picture: Picture) -> None:
    bare = tuple(
        replace(i, responsibility=tuple(replace(a, entity=None) for a in i.responsibility))
        for i in picture.incidents
    )
    found = entities(replace(picture, incidents=bare))
    assert not [e for e in found if e["schema"] == "UnknownLink"]
    notes = [d for e in found for d in e["properties"].get("description", ())]
    assert "River Guard: denied, said by River Guard" in notes


def test_a_date_that_is_no_day_is_an_interval_with_its_edtf_in_the_notes(picture: Picture) -> None:
    wide = tuple(
        replace(i, latest="2031-05-08", edtf=f"{i.earliest}~/2031-05-08") for i in picture.incidents
    )
    for event in entities(replace(picture, incidents=wide)):
        if event["schema"] == "Event":
            own = event["properties"]
            assert "date" not in own
            assert own["endDate"] == ["2031-05-08"]
            assert f"EDTF: {own['startDate'][0]}~/2031-05-08" in own["notes"]


def test_statements_keep_the_place_of_the_words(
    statements: list[dict[str, str]], picture: Picture
) -> None:
    texts = {d.id: d.text for d in picture.documents}
    placed = [s for s in statements if s["origin"] and s["prop"] == "description"]
    assert placed
    for one in placed:
        document, _, place = one["origin"].partition("#")
        start, end = map(int, place.split("-"))
        words = texts[document][start:end]
        assert one["value"] == words.strip()


def test_a_statement_is_named_as_the_model_names_it(statements: list[dict[str, str]]) -> None:
    assert list(statements[0]) == list(COLUMNS)
    for one in statements:
        key = f"solferino.{one['entity_id']}.{one['prop']}.{one['value']}"
        assert one["id"] == hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    whole = [s for s in statements if s["prop"] == "id"]
    assert len(whole) == len({s["entity_id"] for s in statements})


def test_values_are_cut_to_the_length_of_their_type_and_bad_addresses_are_left_out() -> None:
    made = thing(
        "x",
        "Event",
        [
            Fact(prop="name", value="a" * 1000),
            Fact(prop="sourceUrl", value="javascript:alert(1)"),
            Fact(prop="sourceUrl", value="https://example.org/a"),
            Fact(prop="name", value="  "),
        ],
    )
    assert [(f.prop, len(f.value)) for f in made.facts] == [("name", 384), ("sourceUrl", 21)]


def test_every_property_that_is_written_has_a_type(told: list[Any]) -> None:
    assert {p for e in told for p in e["properties"]} <= set(terms()["property"])


def test_ids_are_such_as_the_model_allows(told: list[Any]) -> None:
    names = [e["id"] for e in told]
    assert len(set(names)) == len(names)
    assert not [n for n in names if set(n) & set("_: /") or len(n) > 200]


def test_the_same_picture_gives_the_same_bytes_in_any_order(
    picture: Picture, shuffle: Callable[[Picture], Picture]
) -> None:
    assert files(picture) == files(shuffle(picture))
