"""The reports and their answer keys, as the public packaging of the set has them: JSON lines."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from solferino.codec import parse, value

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
Entity = tuple[str, ...]  # ways in which the text names one and the same


@value
class Template:
    """One incident: its type as worded in the key, and the entities of each role of `ROLES`."""

    type: str
    roles: tuple[tuple[Entity, ...], ...]


@value
class Report:
    """One text, in lower case, with its key; two equal templates count once."""

    name: str
    text: str
    key: tuple[Template, ...]


def reports(path: Path) -> tuple[Report, ...]:
    """Read one part of the set; raises `OSError` or `ValueError` where it is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_report(parse(line)) for line in lines if line)


def numbered(name: str) -> str:
    """Give a report's number as the public scorer makes it from its name."""
    first, last = name.split("-", maxsplit=1)[0], name.rsplit("-", maxsplit=1)[-1]
    return str(int(first[-1]) * 10000 + int(last))


def plain(templates: Iterable[Template]) -> list[dict[str, object]]:
    """Write templates as the public scorer reads them."""
    return [
        {"incident_type": t.type}
        | {r: [list(e) for e in own] for r, own in zip(ROLES, t.roles, strict=True)}
        for t in templates
    ]


def _report(line: dict[str, object]) -> Report:
    raw = line["templates"]
    if not isinstance(raw, list):
        raise TypeError("a report's templates are a list")
    key = tuple(dict.fromkeys(_template(t) for t in raw))
    return Report(name=str(line["docid"]), text=str(line["doctext"]), key=key)


def _template(raw: dict[str, Sequence[Sequence[Sequence[str]]]]) -> Template:
    roles = tuple(tuple(_entities(raw[role])) for role in ROLES)
    return Template(type=str(raw["incident_type"]), roles=roles)


def _entities(raw: Sequence[Sequence[Sequence[str]]]) -> Iterator[Entity]:
    for entity in raw:
        if entity:
            yield tuple(mention[0] for mention in entity)
