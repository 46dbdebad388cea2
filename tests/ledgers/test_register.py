"""The register counts each incident once in a dimension's value, and says by which rule."""

import tomllib
from dataclasses import replace
from importlib.resources import files

from tests.publish.made import make_picture

from solferino.ledgers.register import UNKNOWN, Register, register
from solferino.ledgers.shelf import Shelf
from solferino.model import CasualtyValue


def numbers(found: Register, dimension: str) -> dict[str, int]:
    (told,) = (d for d in found.dimensions if d.dimension == dimension)
    return {count.value: count.number for count in told.counts}


def test_every_dimension_has_its_rule_and_counts_every_incident_at_least_once() -> None:
    found = register(Shelf(make_picture()))
    path = files("solferino.ledgers") / "counting.toml"
    rules = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    assert {d.dimension: d.rule for d in found.dimensions} == rules
    for dimension in found.dimensions:
        counted = {i for count in dimension.counts for i in count.incidents}
        assert len(counted) == found.number
        assert all(count.number == len(set(count.incidents)) for count in dimension.counts)


def test_an_incident_counts_under_its_month_only_where_all_its_days_lie_in_it() -> None:
    given = make_picture()
    one = given.incidents[0]
    for first, last, month in (
        ("2031-05-03", "2031-05-04", "2031-05"),
        ("2031-05-31", "2031-06-01", UNKNOWN),
        ("2031-05-31", None, UNKNOWN),
        (None, None, UNKNOWN),
    ):
        dated = replace(one, earliest=first, latest=last)
        found = register(Shelf(replace(given, incidents=(dated,))))
        assert numbers(found, "month") == {month: 1}


def test_what_is_only_background_is_left_out_and_said_to_be() -> None:
    given = make_picture()
    accounts = tuple(replace(account, role="background") for account in given.accounts)
    ids = {old.id: new.id for old, new in zip(given.accounts, accounts, strict=True)}
    incidents = tuple(
        replace(i, accounts=tuple(ids[a] for a in i.accounts)) for i in given.incidents
    )
    found = register(Shelf(replace(given, accounts=accounts, incidents=incidents)))
    assert (found.number, found.left_out) == (0, len(given.incidents))
    assert all(not d.counts for d in found.dimensions)


def test_the_order_of_incidents_changes_nothing() -> None:
    given = make_picture()
    again = replace(given, incidents=given.incidents[::-1], accounts=given.accounts[::-1])
    assert register(Shelf(again)) == register(Shelf(given))


def test_a_resource_counts_where_it_was_hit_and_people_only_where_somebody_was_harmed() -> None:
    given = make_picture()
    harmed = {c.id: c.value.group for c in given.claims if isinstance(c.value, CasualtyValue)}
    assert "patients" in harmed.values()
    counted = numbers(register(Shelf(given)), "resource")
    assert counted["facility"] >= 1
    assert counted["patients"] >= 1
    unharmed = tuple(
        replace(c, value=replace(c.value, min=0, max=0, qualifier="none"))
        if isinstance(c.value, CasualtyValue)
        else c
        for c in given.claims
    )
    spared = {c.id: n.id for c, n in zip(given.claims, unharmed, strict=True)}
    accounts = tuple(replace(a, claims=tuple(spared[c] for c in a.claims)) for a in given.accounts)
    homes = {a.id: b.id for a, b in zip(given.accounts, accounts, strict=True)}
    incidents = tuple(
        replace(i, accounts=tuple(homes[a] for a in i.accounts)) for i in given.incidents
    )
    told = replace(given, claims=unharmed, accounts=accounts, incidents=incidents)
    assert "patients" not in numbers(register(Shelf(told)), "resource")
