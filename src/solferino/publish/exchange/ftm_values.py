"""Values of FollowTheMoney: entities as lines of JSON, and as rows of statements."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import encode, identify, value

DATASET = "solferino"
COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
ID = "id"  # the property of the statement that stands for the whole entity
_WEB = re.compile(r"https?://[^\s/]+\S*", re.ASCII)


@value
class Fact:
    """A value of a property; `origin` is the place of its words, `original` what they say."""

    prop: str
    value: str
    origin: str | None = None
    original: str | None = None


@value
class Thing:
    """One entity of the model."""

    id: str
    schema: str
    facts: tuple[Fact, ...]


@cache
def terms() -> dict[str, Any]:
    """Read which schemata and properties are used, and how long values may be."""
    text = files("solferino.publish.exchange").joinpath("ftm.toml").read_text("utf-8")
    return tomllib.loads(text)


def thing(name: str, schema: str, facts: Iterable[Fact | None]) -> Thing:
    """Make an entity: values in their normal form, each once for a property, none empty."""
    kept: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        told = _fitting(fact.prop, fact.value) if fact else ""
        if fact and told:
            original = fact.original if fact.original != told else None
            whole = Fact(prop=fact.prop, value=told, origin=fact.origin, original=original)
            kept.setdefault((fact.prop, told), whole)
    return Thing(id=name, schema=schema, facts=tuple(kept.values()))


def link(noun: str, *content: object) -> str:
    """Name a thing that has no id of its own."""
    return identify(f"ftm-{noun}", *content)


def _fitting(prop: str, told: str) -> str:
    """Write a value as its type does: cut to length; addresses of the web only."""
    kind = terms()["property"][prop]
    text = "".join(c for c in told if c >= " " or c in "\n\t").strip()
    if kind in ("name", "string", "address"):
        text = " ".join(text.split())
    if kind == "url" and not _WEB.fullmatch(text):
        return ""
    return text[: terms()["longest"].get(kind, len(text))].strip()


def entity_line(one: Thing) -> bytes:
    """Write an entity as a line of JSON."""
    held: dict[str, list[str]] = {}
    for fact in one.facts:
        held.setdefault(fact.prop, []).append(fact.value)
    return encode({"id": one.id, "schema": one.schema, "properties": held}) + b"\n"


def statement_rows(one: Thing) -> Iterator[list[str]]:
    """Write an entity as rows of statements, the row for the whole entity last."""
    ids = []
    for fact in one.facts:
        ids.append(statement_id(one.id, fact.prop, fact.value))
        kind = terms()["property"][fact.prop]
        yield _row(one, fact, kind, ids[-1])
    whole = Fact(prop=ID, value=_sha1("".join([one.schema, *sorted(ids)])))
    yield _row(one, whole, ID, statement_id(one.id, ID, whole.value))


def _row(one: Thing, fact: Fact, kind: str, name: str) -> list[str]:
    told = [one.id, one.id, fact.prop, kind, one.schema, fact.value, DATASET]
    return [*told, fact.origin or "", "", fact.original or "", "f", "", "", name]


def statement_id(entity: str, prop: str, told: str) -> str:
    """Name a statement as the model does: by data set, entity, property and value."""
    return _sha1(f"{DATASET}.{entity}.{prop}.{told}")


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
