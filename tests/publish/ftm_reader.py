"""Read what was written for FollowTheMoney with the real package; run by a Python that has it.

Prints one JSON object: how much was read, and every difference that the package finds. Arguments:
the file of entities, the file of statements.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from followthemoney import model
from followthemoney.dataset import Dataset
from followthemoney.exc import InvalidData
from followthemoney.statement import StatementEntity
from followthemoney.statement.serialize import read_csv_statements


def entity_problems(entities: list[dict[str, object]]) -> Iterator[str]:
    """Validate every entity, every value as the package would clean it, and every reference."""
    schemata = {e["id"]: model.get(e["schema"]) for e in entities}
    for entity in entities:
        schema = schemata[entity["id"]]
        if schema is None:
            yield f"no schema {entity['schema']}"
            continue
        try:
            schema.validate(entity)
        except InvalidData as error:
            yield f"{entity['id']}: {error} {getattr(error, 'errors', '')}"
        proxy = model.get_proxy(entity)
        for name, values in entity["properties"].items():  # type: ignore[attr-defined]
            prop = schema.get(name)
            if prop is None:
                yield f"{schema.name} has no {name}"
                continue
            for value in values:
                clean = prop.type.clean(value, proxy=proxy)
                if clean != value:
                    yield f"{schema.name}.{name}: {value!r} would become {clean!r}"
                if prop.range is not None and not schemata[value].is_a(prop.range):
                    yield f"{schema.name}.{name} leads to a {schemata[value].name}"


def statement_problems(path: Path, entities: list[dict[str, object]]) -> Iterator[str]:
    """Read the statements, make their ids again, and put the entities together from them."""
    with path.open("rb") as file:
        statements = list(read_csv_statements(file))
    with path.open(newline="", encoding="utf-8") as file:
        kinds = [row["prop_type"] for row in csv.DictReader(file)]
    grouped: dict[str, list[object]] = {}
    for statement, kind in zip(statements, kinds, strict=True):
        if statement.id != statement.generate_key():
            yield f"another id: {statement.prop} {statement.value!r}"
        if statement.prop_type != kind:
            yield f"{statement.prop} is a {statement.prop_type}, not a {kind}"
        grouped.setdefault(statement.entity_id, []).append(statement)
    dataset = Dataset.make({"name": "solferino", "title": "solferino"})
    for entity in entities:
        own = grouped.pop(entity["id"], [])  # type: ignore[call-overload]
        whole = StatementEntity.from_statements(dataset, own)
        if {p: set(v) for p, v in whole.to_dict()["properties"].items()} != {
            p: set(v)
            for p, v in entity["properties"].items()  # type: ignore[attr-defined]
        }:
            yield f"{entity['id']}: statements and entity differ"
        made = [s.value for s in whole.statements if s.prop == "id"]
        if made != [s.value for s in own if s.prop == "id"]:
            yield f"{entity['id']}: the statement for the whole entity has another value"
    yield from (f"statements of nothing: {name}" for name in grouped)


def main() -> None:
    """Read both files and print what was found."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    found = [*entity_problems(entities), *statement_problems(Path(sys.argv[2]), entities)]
    sys.stdout.write(json.dumps({"entities": len(entities), "problems": found}))


main()
