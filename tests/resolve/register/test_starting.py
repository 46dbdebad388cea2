"""The list that comes along: long-public, fixed hospitals of all sides, each with its source."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from tests.resolve.register.lists import enrolled

from solferino.model.register import Entry
from solferino.resolve.register.enlisting import Listing, enlist
from solferino.resolve.register.register import Register
from solferino.text.fold import fold

ROOT = Path(__file__).parents[3]
STARTING = ROOT / "src" / "solferino" / "resolve" / "register" / "starting.csv"
CHOICE = tomllib.loads((ROOT / "training" / "starting_register.toml").read_text(encoding="utf-8"))
TABLE = ROOT.parent / "shared" / "data" / "gazetteers" / "wikidata-hospitals.tsv"
NEVER = {
    "field", "mobile", "underground", "cave", "secret", "clandestine", "makeshift", "temporary",
    "military", "army", "airforce", "police", "prison", "code", "الميداني", "العسكري", "الشرطة",
    "военный", "госпиталь", "військовий", "польовий", "полевой", "שדה", "צבאי",
}  # fmt: skip
M_NUMBER = re.compile(r"\b[MST] ?-?\d{1,2}\b")  # hospitals known by a code and nothing else


@cache
def listing() -> Listing:
    data = STARTING.read_bytes()
    return enlist(enrolled(data.decode(), name="starting.csv"), data)


@cache
def hospitals() -> tuple[Entry, ...]:
    return Register(listing().entries).entries


def one(entry: Entry, of: str) -> str:
    found = entry.latest(of)  # type: ignore[arg-type]
    assert found is not None, (of, entry.name)
    return found.value


def test_every_row_is_read_without_a_doubt() -> None:
    assert listing().problems == ()
    assert len(hospitals()) == len(listing().rows)


def test_there_are_enough_hospitals_in_enough_countries() -> None:
    assert len(hospitals()) >= 150
    assert len({one(entry, "country") for entry in hospitals()}) >= 12


def test_each_has_name_town_country_type_and_a_source() -> None:
    for entry in hospitals():
        assert one(entry, "type") == "hospital"
        assert one(entry, "town")
        assert len(entry.told("country")) == 1
        assert entry.codes or all(re.search(r"\w\.\w", d.source) for d in entry.details)
        assert all(d.source not in ("", "starting.csv") for d in entry.details)


def test_no_item_of_wikidata_stands_twice() -> None:
    items = [code for entry in hospitals() for scheme, code in entry.codes if scheme == "wikidata"]
    assert len(items) == len(set(items))
    assert not set(items) & set(CHOICE["excluded"])


def test_no_point_is_nearer_than_a_town() -> None:
    for entry in hospitals():
        (point,) = entry.told("point")
        assert point.tag == "town"
        assert all(len(degrees.partition(".")[2]) <= 2 for degrees in point.value.split())


def test_all_hospitals_of_one_town_have_its_point() -> None:
    points: dict[tuple[str, str], set[str]] = {}
    for entry in hospitals():
        town = (one(entry, "country"), one(entry, "town"))
        points.setdefault(town, set()).add(one(entry, "point"))
    assert all(len(told) == 1 for told in points.values())


def test_no_hospital_moves_hides_or_belongs_to_a_force() -> None:
    for entry in hospitals():
        for name in entry.told("name"):
            assert not NEVER & set(re.findall(r"[^\W_]+", fold(name.value))), name.value
            assert not M_NUMBER.search(name.value), name.value


def test_names_in_other_scripts_are_in_the_script_of_their_language() -> None:
    letters = {"ar": "\u0600-\u06ff", "he": "\u0590-\u05ff", "uk": "\u0400-\u04ff"}
    letters["ru"] = letters["uk"]
    found = Counter(d.tag for entry in hospitals() for d in entry.told("name"))
    assert set(found) >= {"en", "fr", *letters}
    for entry in hospitals():
        for name in entry.told("name"):
            if name.tag in letters:
                assert re.search(f"[{letters[name.tag]}]", name.value), name.value


@pytest.mark.parametrize("conflict", CHOICE["conflict"], ids=lambda c: c["name"])
def test_no_side_of_a_conflict_is_left_out_or_far_behind(conflict: dict[str, list[dict]]) -> None:  # type: ignore[type-arg]
    numbers = [
        sum(
            one(entry, "country") in side.get("countries", ())
            or one(entry, "town") in side.get("towns", ())
            for entry in hospitals()
        )
        for side in conflict["sides"]
    ]
    assert min(numbers) >= 1
    assert max(numbers) <= 12 * min(numbers), numbers


@pytest.mark.skipif(not TABLE.exists(), reason="the table of Wikidata's hospitals is not here")
def test_the_recipe_writes_the_same_list_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training import starting_register  # noqa: PLC0415  (needs the table)

    monkeypatch.setattr(starting_register, "OUT", tmp_path / "starting.csv")
    starting_register.main(TABLE)
    assert (tmp_path / "starting.csv").read_bytes() == STARTING.read_bytes()
