"""The manual page of the export names every field and every code of the contract."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from solferino import plugins
from solferino.publish.schema import export_schema

MANUAL = Path(__file__).parents[2] / "docs" / "export.md"
FORMATS = MANUAL.with_name("exports.md")


def names(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        yield from thing.get("properties", {})
        yield from thing.get("enum", ())
        for content in thing.values():
            yield from names(content)
    elif isinstance(thing, list):
        for item in thing:
            yield from names(item)


def test_every_field_and_code_is_in_the_manual() -> None:
    told = set(re.findall(r"`([\w/.\"]+)`", MANUAL.read_text(encoding="utf-8")))
    told = {name.strip('"') for name in told}
    assert set(names(export_schema()["$defs"])) - told == set()


def test_every_format_of_exchange_has_its_row_in_the_manual() -> None:
    found = {e.name for e in plugins.kit(plugins.find()).exporters} | {"bag", "dossier"}
    found |= {"parquet"}  # asks for a package that is not always there
    rows = set(re.findall(r"^\| `(\w+)` \|", FORMATS.read_text(encoding="utf-8"), re.MULTILINE))
    assert rows == found
