"""The register: how many incidents by month, country, facility, attack and resource affected.

Each number names its incidents, and each dimension the rule by which it is counted
(`counting.toml`). Counting is a pure function of the incidents; nothing is estimated.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.ledgers.shelf import Shelf
from solferino.model import CasualtyValue, FacilityValue, Incident

UNKNOWN = "unknown"
MONTH = 7  # characters of YYYY-MM


@value
class Count:
    """How many incidents have one value of a dimension, and which they are (ids, sorted)."""

    value: str
    number: int
    incidents: tuple[str, ...]


@value
class Dimension:
    """A way of counting: its name, its rule in words, and its numbers in order of value."""

    dimension: str
    rule: str
    counts: tuple[Count, ...]


@value
class Register:
    """All dimensions of a case; `rule` says what counts as an incident, `number` how many do."""

    rule: str
    number: int
    left_out: int
    dimensions: tuple[Dimension, ...]


def register(shelf: Shelf) -> Register:
    """Count the incidents of a picture by every dimension that `counting.toml` has a rule for."""
    rules = counting()
    roles = {a.id: a.role for a in shelf.picture.accounts}
    counted = [
        i for i in shelf.picture.incidents if any(roles[a] != "background" for a in i.accounts)
    ]
    told = _Told(shelf)
    return Register(
        rule=" ".join(rules["whole"].split()),
        number=len(counted),
        left_out=len(shelf.picture.incidents) - len(counted),
        dimensions=tuple(
            Dimension(
                dimension=name, rule=rule, counts=_counts({i.id: told.of(name, i) for i in counted})
            )
            for name, rule in rules["rule"].items()
        ),
    )


def _counts(values: Mapping[str, set[str]]) -> tuple[Count, ...]:
    """Turn values by incident into incidents by value; what has no value is unknown, and last."""
    found: dict[str, list[str]] = {}
    for incident, told in values.items():
        for one in told or {UNKNOWN}:
            found.setdefault(one, []).append(incident)
    order = sorted(found, key=lambda one: (one == UNKNOWN, one))
    return tuple(
        Count(value=one, number=len(found[one]), incidents=tuple(sorted(found[one])))
        for one in order
    )


class _Told:
    """Reads the values of a dimension off an incident."""

    def __init__(self, shelf: Shelf) -> None:
        claims = {c.id: c.value for c in shelf.picture.claims if c.review != "rejected"}
        self._values = {
            a.id: [claims[c] for c in a.claims if c in claims] for a in shelf.picture.accounts
        }

    def of(self, dimension: str, incident: Incident) -> set[str]:
        """Give the values of one dimension; none where they are unknown."""
        match dimension:
            case "month":
                return _month(incident)
            case "country":
                return {incident.country} if incident.country else set()
            case "attack_type":
                return set(incident.event_types)
            case "facility_type":
                return set(self._types(incident))
            case _:
                return set(self._resources(incident))

    def _types(self, incident: Incident) -> Iterator[str]:
        for account in incident.accounts:
            for told in self._values[account]:
                if isinstance(told, FacilityValue) and told.role == "attacked" and told.type:
                    yield told.type

    def _resources(self, incident: Incident) -> Iterator[str]:
        kinds, people = counting()["resource"], counting()["people"]
        yield from (kinds.get(kind, "facility") for kind in self._types(incident))
        for account in incident.accounts:
            for told in self._values[account]:
                if isinstance(told, CasualtyValue) and told.group in people and told.max != 0:
                    yield people[told.group]


def _month(incident: Incident) -> set[str]:
    first, last = incident.earliest, incident.latest
    if first is None or last is None or first[:MONTH] != last[:MONTH]:
        return set()
    return {first[:MONTH]}


@cache
def counting() -> Mapping[str, Any]:
    """Read the rules of counting."""
    path = files("solferino.ledgers") / "counting.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
