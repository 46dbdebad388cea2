"""Facilities are found in the register by name and place; a doubtful name finds nothing."""

import pytest
from tests.resolve.mentions import ATLAS, mention
from tests.resolve.register.lists import detail

from solferino.model import Entity
from solferino.model.register import Entry
from solferino.resolve.entities import resolve
from solferino.resolve.register.enlisting import entry_of
from solferino.resolve.register.linking import find_in
from solferino.resolve.register.register import Register


def entry(name: str, town: str, code: str, *more: tuple[str, str]) -> Entry:
    told = [
        detail("name", name),
        detail("town", town),
        detail("country", "XA"),
        detail("point", "20.12 10.34", "town"),
        detail("identifier", code, "wikidata"),
        detail("beds", "120"),
        *(detail("name", other, tag) for other, tag in more),
    ]
    return entry_of(told)


BAHR = entry("Al-Bahr Hospital", "Marvane", "Q900001", ("مستشفى البحر", "ar"))
ELSEWHERE = entry("Al-Bahr Hospital", "Ostrel", "Q900002")
CHILDREN = entry("Dorbit Children's Hospital", "Marvane", "Q900003")


def found(*told: tuple[str, str | None], register: Register | None = None) -> list[Entity]:
    """Resolve mentions (name, place), each in a document of its own, and find them."""
    known = register or Register([BAHR, ELSEWHERE, CHILDREN], gazetteer=ATLAS)
    mentions = [mention(name, f"{n}", place=place) for n, (name, place) in enumerate(told)]
    return list(find_in(known, resolve(mentions, (), ATLAS), mentions, ATLAS))


def codes(entity: Entity) -> dict[str, str]:
    return {i.scheme: i.code for i in entity.identifiers}


@pytest.mark.parametrize("name", ["Al-Bahr Hospital", "the al Bahr hospital", "مستشفى البحر"])
def test_a_name_in_any_script_at_the_same_place_is_found(name: str) -> None:
    (entity,) = found((name, "Marvane"))
    assert codes(entity) == {"register": BAHR.id, "wikidata": "Q900001"}
    assert (entity.latitude, entity.longitude, entity.precision) == ("20.12", "10.34", "town")
    assert entity.listed == BAHR.details
    assert entity.country == "XA"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Al-Bahr Hospital", None),  # two towns have one
        ("Al-Bahr Hospital", "Xanthia"),
        ("Al-Bahr Hospital", "Quillon"),
        ("Al-Bahr Clinic", "Marvane"),
        ("Al-Bahr Eye Hospital", "Marvane"),
        ("Dorbit Hospital", "Marvane"),  # for children or not, nobody says
        ("the hospital", "Marvane"),
        ("Bahri Hospital", "Marvane"),
    ],
)
def test_a_doubtful_name_or_place_finds_nothing(name: str, place: str | None) -> None:
    (entity,) = found((name, place))
    assert entity.identifiers == ()
    assert entity.listed == ()
    assert entity.latitude is None


def test_only_facilities_are_looked_for_and_an_empty_register_changes_nothing() -> None:
    mentions = [mention("Al-Bahr Hospital", "a", place="Marvane")]
    resolved = resolve(mentions, (), ATLAS)
    assert find_in(Register(), resolved, mentions, ATLAS) == resolved


def test_what_documents_say_stays_as_it_is() -> None:
    (entity,) = found(("the al Bahr hospital", "Marvane"))
    assert entity.name == "the al Bahr hospital"
    assert entity.names == ("the al Bahr hospital",)
    assert len(entity.mentions) == 1
