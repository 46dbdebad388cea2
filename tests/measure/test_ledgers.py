"""What the measure counts of appeals, running totals and origins. All texts are fiction."""

from typing import Any

import pytest

from solferino.measure.ledgers import score_appeals, score_tallies
from solferino.measure.lineage import score_origins
from solferino.measure.sheet import Sheet

Json = dict[str, Any]

ASKED = {
    "from": "Dr. Neva Vann",
    "to": "the Defence Ministry",
    "request": "open the road to Tesk",
    "reply": "refused",
    "text": "asked the Defence Ministry",
}
GIVEN = {
    "from": "Vann",
    "to": "Defence Ministry",
    "request": "to open the road to Tesk for the wounded",
    "reply": "refused",
    "outcome": "unknown",
    "said": "asked the Defence Ministry to open the road to Tesk for the wounded",
}
TOTAL = {
    "by": "Lantern Monitor",
    "count": 31,
    "at_least": True,
    "what": "attacks on health care",
    "since": "1 January",
    "text": "recorded 31 attacks",
}
COUNTED = {
    "by": "Lantern Monitor",
    "what": "attacks on clinics",
    "min": 31,
    "max": None,
    "since": "January 1",
    "said": "at least 31 attacks on health care",
}


def counts(sheet: Sheet, name: str) -> tuple[int, int, int]:
    row = sheet.row(name)
    return row.true, row.false, row.missed


def appeals(asked: list[Json], *told: Json) -> Sheet:
    sheet = Sheet()
    score_appeals("one", {"appeals": asked}, list(told), sheet)
    return sheet


def tallies(asked: list[Json], *told: Json) -> Sheet:
    sheet = Sheet()
    score_tallies("one", {"tallies": asked}, list(told), {}, sheet)
    return sheet


def test_a_right_appeal_counts_in_every_row() -> None:
    sheet = appeals([ASKED], GIVEN)
    rows = ("appeal", "appeal by", "appeal to", "appeal, reply", "appeal, outcome")
    assert {name: counts(sheet, name) for name in rows} == dict.fromkeys(rows, (1, 0, 0))


@pytest.mark.parametrize(
    ("change", "row", "expected"),
    [
        ({"from": "Lenk Harro"}, "appeal by", (0, 1, 1)),
        ({"from": None}, "appeal by", (0, 0, 1)),
        ({"to": None}, "appeal to", (0, 0, 1)),
        ({"reply": "granted"}, "appeal, reply", (0, 1, 1)),
        ({"reply": "unknown"}, "appeal, reply", (0, 0, 1)),
        ({"outcome": "kept"}, "appeal, outcome", (0, 1, 1)),
    ],
)
def test_a_wrong_field_of_an_appeal_counts_in_its_row(
    change: Json, row: str, expected: tuple[int, int, int]
) -> None:
    sheet = appeals([ASKED], {**GIVEN, **change})
    assert counts(sheet, "appeal") == (1, 0, 0)
    assert counts(sheet, row) == expected


def test_an_appeal_for_something_else_is_missed_and_invented() -> None:
    other = {**GIVEN, "request": "a generator", "said": "a generator was what they wanted"}
    assert counts(appeals([ASKED], other), "appeal") == (0, 1, 1)


def test_an_appeal_to_nobody_is_neither_asked_for_nor_held_against_it() -> None:
    other = {**GIVEN, "request": "a generator", "said": "a generator", "to": None}
    assert counts(appeals([], other), "appeal") == (0, 0, 0)


def test_gold_without_a_ledger_asks_nothing() -> None:
    sheet = Sheet()
    score_appeals("one", {}, [GIVEN], sheet)
    score_tallies("one", {}, [COUNTED], {}, sheet)
    assert counts(sheet, "appeal") == counts(sheet, "tally") == (0, 0, 0)


def test_a_total_needs_its_number_and_its_bound() -> None:
    assert counts(tallies([TOTAL], COUNTED), "tally") == (1, 0, 0)
    assert counts(tallies([TOTAL], COUNTED), "tally, since") == (1, 0, 0)
    assert counts(tallies([TOTAL], {**COUNTED, "max": 31}), "tally") == (0, 1, 1)
    assert counts(tallies([TOTAL], {**COUNTED, "min": 30}), "tally") == (0, 1, 1)
    assert counts(tallies([TOTAL], {**COUNTED, "by": None}), "tally by") == (0, 0, 1)


def source(name: str, *documents: str, kind: str = "monitor", **changes: Any) -> Json:
    step = {"from": documents[0], "to": name, "how": "cites"}
    base = {"id": name, "name": name, "entity": None, "kind": kind, "path": [step]}
    return {**base, "documents": list(documents), **changes}


def origins(gold: dict[str, list[str]], *found: Json) -> Sheet:
    sheet = Sheet()
    told = {
        name: {"doc": name, "incidents": [{"key": "tesk", "role": "main"}], "origins": listed}
        for name, listed in gold.items()
    }
    score_origins(told, {"origins": list(found)}, {}, sheet)
    return sheet


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Dr. Vann to the Courier by telephone", source("Neva Vann", "a")),
        ("LHM statement 2031-03-02", source("Lantern Health Monitor", "a")),
        ("Upland Front (Jorin Halvast), 10 March", source("Jorin Halvast", "a")),
        ("video by Arlo Tiven", source("Arlo Tiven", "a", kind="exhibit")),
        ("call recording", source("audio", "a", kind="exhibit")),
        ("two nurses", source("Two nurses", "a")),
    ],
)
def test_a_source_is_known_by_its_name_whatever_the_occasion(asked: str, found: Json) -> None:
    assert counts(origins({"a": [asked]}, found), "origin") == (1, 0, 0)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Dr. Vann to the Courier", source("Courier", "a")),
        ("call recording", source("video", "a", kind="exhibit")),
        ("a farmer (through Sefa Dorrin)", source("Sefa Dorrin", "a")),
        ("Lantern statement", source("statement of the ministry", "a")),
    ],
)
def test_a_source_is_not_known_by_its_occasion(asked: str, found: Json) -> None:
    assert counts(origins({"a": [asked]}, found), "origin") == (0, 1, 1)


def test_an_outlets_own_voice_is_no_answer_and_no_mistake() -> None:
    own = source("Tesk Courier", "a", kind="media_own", path=[])
    assert counts(origins({"a": []}, own), "origin") == (0, 0, 0)
    assert counts(origins({"a": ["Courier report"]}, own), "origin") == (1, 0, 0)


def test_one_body_in_two_documents_is_one_origin_of_the_incident() -> None:
    gold = {"a": ["Lantern statement"], "b": ["Lantern tweet 2031-03-02"]}
    together = origins(gold, source("Lantern", "a", "b"))
    assert counts(together, "origin") == (2, 0, 0)
    assert counts(together, "origins of an incident") == (1, 0, 0)
    parted = origins(gold, source("Lantern", "a"), source("Lantern ", "b"))
    assert counts(parted, "origin") == (2, 0, 0)
    assert counts(parted, "origins of an incident") == (1, 1, 0)


def test_two_bodies_taken_for_one_miss_one() -> None:
    gold = {"a": ["Lantern", "Harro Union"], "b": ["Harro Union"]}
    joined = origins(gold, source("Lantern Harro Union", "a", "b"))
    assert counts(joined, "origins of an incident") == (1, 0, 1)


def test_an_incident_that_one_document_tells_is_not_counted_across() -> None:
    assert counts(
        origins({"a": ["Lantern"]}, source("Lantern", "a")), "origins of an incident"
    ) == (
        0,
        0,
        0,
    )
