"""Claims are judged one by one: right where the gold of their incident has them."""

from typing import Any

from solferino.measure.calibration import counted, judged

ACCOUNT: dict[str, Any] = {
    "document": "d",
    "role": "main",
    "facility": "Ardune hospital",
    "place": "Ardune",
    "earliest": "2031-03-12",
    "latest": "2031-03-12",
    "event_types": ["heavy_weapons"],
    "casualties": [],
    "claims": ["right", "wrong", "aside", "untold"],
}
GOLD: dict[str, Any] = {
    "incidents": [
        {
            "key": "ardune",
            "facility": "Ardune hospital",
            "place": "Ardune",
            "date_from": "2031-03-12",
            "date_to": None,
            "event_types": ["heavy_weapons"],
            "weapons": ["rocket"],
            "casualties": [{"kind": "killed", "min": 5, "max": 5}],
            "facility_effect": None,
            "responsibility": [],
        }
    ],
    "claims": [{"speaker": "Halla Wenck", "stance": "asserts", "text": "the roof is gone"}],
}


def claim(name: str, what: str, value: dict[str, object]) -> dict[str, Any]:
    return {"id": name, "kind": what, "rule": "r", "confidence": "high", "value": value}


def statement(speaker: str, act: str) -> dict[str, Any]:
    words = "the roof is gone and the wards are dark"
    return {
        "document": "d",
        "start": 0,
        "end": len(words),
        "text": words,
        "voice": [{"name": speaker, "text": speaker, "entity": None}],
        "act": act,
        "rule": "v",
        "confidence": "medium",
    }


def export(account: dict[str, Any], *said: dict[str, Any]) -> dict[str, Any]:
    return {
        "documents": [{"id": "d", "name": "one.txt"}],
        "entities": [],
        "incidents": [{"id": "i", "accounts": [account]}],
        "statements": list(said),
        "claims": [
            claim("right", "casualty", {"kind": "killed", "min": 5, "max": 5}),
            claim("wrong", "casualty", {"kind": "killed", "min": 6, "max": 6}),
            claim("aside", "facility", {"name": "Milsk clinic", "role": "mentioned"}),
            claim("untold", "exhibit", {"media": "video"}),
        ],
    }


def test_a_claim_is_right_when_the_gold_has_it_and_what_gold_does_not_tell_is_not_judged() -> None:
    assert counted(judged(export(ACCOUNT), {"one": GOLD})) == {("casualty", "high"): (1, 2)}


def test_in_an_account_that_answers_nothing_all_is_wrong_but_in_a_background() -> None:
    empty = {**GOLD, "incidents": []}
    assert counted(judged(export(ACCOUNT), {"one": empty})) == {("casualty", "high"): (0, 2)}
    behind = {**ACCOUNT, "role": "background"}
    assert counted(judged(export(behind), {"one": empty})) == {}


def test_a_statement_is_right_with_its_speaker_and_its_act() -> None:
    for speaker, act, right in (
        ("Halla Wenck", "asserts", 1),
        ("Halla Wenck", "denies", 0),
        ("Edo Marsk", "asserts", 0),
    ):
        found = counted(judged(export(ACCOUNT, statement(speaker, act)), {"one": GOLD}))
        assert found["statement", "medium"] == (right, 1)


def test_the_own_voice_of_a_text_names_nobody_and_is_not_judged() -> None:
    nobody = {**statement("", "asserts"), "voice": []}
    found = counted(judged(export({**ACCOUNT, "claims": []}, nobody), {"one": GOLD}))
    assert ("statement", "medium") not in found
