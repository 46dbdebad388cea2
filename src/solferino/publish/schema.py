"""The JSON Schema of the case export, generated from its types.

`python -m solferino.publish.schema > docs/solferino.case-1.schema.json` renews the committed
file; a test fails when it is stale.
"""

import sys
from typing import Any

from solferino.codec import encode, pretty, schema
from solferino.publish.rows import SCHEMA, VALUE_ROWS
from solferino.publish.story_rows import Export

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export_schema() -> dict[str, Any]:
    """Describe the export: every field of the contract is required, others may stand beside."""
    kinds = [Export, *VALUE_ROWS.values()]
    definitions = {name: _strict(found) for name, found in schema(kinds).items()}
    claim = definitions["ClaimRow"]
    claim["properties"]["kind"] = {"enum": list(VALUE_ROWS)}
    claim["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"properties": {"value": {"$ref": f"#/$defs/{row.__name__}"}}},
        }
        for kind, row in VALUE_ROWS.items()
    ]
    return {
        "$schema": DIALECT,
        "title": SCHEMA,
        "$ref": "#/$defs/Export",
        "$defs": definitions,
    }


def _strict(definition: dict[str, Any]) -> dict[str, Any]:
    """Require what the exporter always writes, also where the program knows a default."""
    properties = {
        name: {key: part for key, part in kind.items() if key != "default"}
        for name, kind in definition["properties"].items()
    }
    description = " ".join(definition.get("description", "").split())
    return {
        **definition,
        "description": description,
        "properties": properties,
        "required": sorted(properties),
    }


def export_schema_bytes() -> bytes:
    """Write the schema as the committed file holds it."""
    return pretty(encode(export_schema())) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(export_schema_bytes())
