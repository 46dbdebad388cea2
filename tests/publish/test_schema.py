"""The committed schema is the one that the types give, and it refuses what is no export."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from solferino.publish.schema import export_schema, export_schema_bytes

COMMITTED = Path(__file__).parents[2] / "docs" / "solferino.case-1.schema.json"


def test_the_committed_schema_is_up_to_date() -> None:
    assert COMMITTED.read_bytes() == export_schema_bytes(), (
        "Renew it: python -m solferino.publish.schema > docs/solferino.case-1.schema.json"
    )


CLAIM: dict[str, Any] = {
    "id": "c",
    "document": "d",
    "start": 0,
    "end": 1,
    "text": "x",
    "statement": "s",
    "kind": "weapon",
    "value": {"weapon": "drone"},
    "incident": None,
    "incidents": [],
    "rule": "r",
    "confidence": "low",
    "calibration": None,
    "review": "proposed",
    "proposed": None,
    "disputed": False,
}


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"beside": "another field"}, True),
        ({"kind": "rumour"}, False),
        ({"value": {"weapon": "trebuchet"}}, False),
        ({"kind": "effect"}, False),
        ({"start": 0.5}, False),
        ({"text": None}, False),
    ],
)
def test_the_schema_knows_a_claim_by_its_kind(change: dict[str, object], *, valid: bool) -> None:
    schema = export_schema() | {"$ref": "#/$defs/ClaimRow"}
    assert Draft202012Validator(schema).is_valid(CLAIM | change) is valid
