"""One door for all parts; one that is broken is left out, and said so."""

from importlib.metadata import EntryPoint

import pytest

from solferino import plugins
from solferino.errors import UsageError
from solferino.plugins import METHODS, find, kit


def broken(name: str, value: str, group: str = "readers") -> EntryPoint:
    return EntryPoint(name=name, value=value, group=f"solferino.{group}")


def test_the_built_ins_come_through_the_door_of_everybody() -> None:
    found = find()
    assert {p.group for p in found} == set(METHODS)
    assert all(p.notice is None and p.version for p in found if p.package == "solferino")
    built_in = {(p.group, p.entry) for p in found if p.package == "solferino"}
    assert {("readers", "plain"), ("extractors", "english"), ("gazetteers", "geonames")} <= built_in


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("no.such.module:Reader", "ModuleNotFoundError"),
        ("solferino.errors:NoSuchReader", "AttributeError"),
        ("solferino.errors:UnreadableError", "TypeError"),  # wants arguments
        ("builtins:object", "has no name, version, bid, read or members"),
    ],
)
def test_a_part_that_does_not_load_carries_a_notice(value: str, told: str) -> None:
    (plugin,) = find([broken("theirs", value)])
    assert plugin.part is None
    assert told in (plugin.notice or "")


def test_a_broken_part_does_not_take_the_others_with_it() -> None:
    found = [*find(), *find([broken("theirs", "no.such.module:Reader")])]
    assert {r.name for r in kit(found).readers} == {r.name for r in kit(find()).readers}


def test_without_a_reader_there_is_no_kit_and_the_remedy_is_told() -> None:
    with pytest.raises(UsageError, match="no readers") as error:
        kit([p for p in find() if p.group != "readers"])
    assert error.value.remedy


def test_the_parts_of_a_kit_are_named_with_their_versions() -> None:
    parts = kit(find()).parts()
    assert parts == tuple(sorted(parts))
    assert "plain/1" in parts


def test_the_order_of_the_parts_does_not_depend_on_the_order_of_finding() -> None:
    found = find()
    points = [
        EntryPoint(name=p.entry, value=_address(p.part), group=f"solferino.{p.group}")
        for p in reversed(found)
    ]
    assert [(p.group, p.entry) for p in plugins.find(points)] == [(p.group, p.entry) for p in found]


def _address(part: object) -> str:
    return f"{type(part).__module__}:{type(part).__qualname__}"
