"""Facilities are found in the register by name and place; a doubtful name finds nothing."""

import pytest
from tests.resolve.mentions import ATLAS, mention
from tests.resolve.register.lists import detail

from solferino.model import Entity, Judgement, to_fall
from solferino.model.register import Detail, Entry
from solferino.model.terms import Verdict
from solferino.resolve.entities import resolve
from solferino.resolve.register.enlisting import entry_of
from solferino.resolve.register.linking import Said, find_in
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


def renamed(code: str, name: str, town: str, **bounds: str) -> Entry:
    """Make an entry with one name that was in use for a time, and another that always was."""
    told = [
        Detail(property="name", value=name, source="a ministry", **bounds),
        detail("name", f"Ward House {code}"),
        detail("town", town),
        detail("country", "XA"),
        detail("identifier", code, "wikidata"),
    ]
    return entry_of(told)


def on(day: str, *entries: Entry, name: str = "Al-Bahr Hospital") -> str | None:
    """Look a name up in a document of a day; the item of Wikidata that it is taken for."""
    mentions = [mention(name, "a", place="Marvane")]
    said = Said(days={mentions[0].span.document: day})
    known = Register(entries, gazetteer=ATLAS)
    (entity,) = find_in(known, resolve(mentions, (), ATLAS), mentions, ATLAS, said)
    return codes(entity).get("wikidata")


def test_a_name_that_came_later_is_nobodys_in_an_older_document() -> None:
    later = renamed("Q900004", "Al-Bahr Hospital", "Marvane", since="2028-05-01")
    assert on("2027-03-01", later) is None
    assert on("2028-05-01", later) == "Q900004"
    assert on("2031-03-01", later) == "Q900004"


def test_a_former_name_finds_its_facility_unless_another_bears_it_then() -> None:
    former = renamed("Q900005", "Al-Bahr Hospital", "Marvane", until="2028-04-30")
    heir = renamed("Q900006", "Al-Bahr Hospital", "Marvane", since="2028-05-01")
    assert on("2031-03-01", former) == "Q900005"
    assert on("2031-03-01", former, heir) == "Q900006"
    assert on("2027-03-01", former, heir) == "Q900005"


def told(*judgements: Judgement, name: str = "Al-Bahr Hospital") -> tuple[Entity, Entity]:
    """Find a facility with and without what people say of it."""
    mentions = [mention(name, "a", place="Marvane")]
    entities = resolve(mentions, (), ATLAS)
    register = Register([BAHR, ELSEWHERE], gazetteer=ATLAS)
    (plain,) = find_in(register, entities, mentions, ATLAS)
    (found_,) = find_in(register, entities, mentions, ATLAS, Said(judgements=judgements))
    return plain, found_


def word(verdict: Verdict, entry_: Entry, by: str = "one") -> Judgement:
    named = mention("Al-Bahr Hospital", "a", place="Marvane")
    return Judgement(left=named.id, right=entry_.id, verdict=verdict, by=by, why="visited")


def test_a_person_ties_a_facility_to_an_entry_whatever_the_names() -> None:
    plain, tied = told(word("same", ELSEWHERE))
    assert codes(plain)["wikidata"] == "Q900001"
    assert codes(tied)["wikidata"] == "Q900002"
    assert (tied.id, tied.mentions, tied.name) == (plain.id, plain.mentions, plain.name)


def test_a_person_takes_an_entry_away_and_may_give_it_back() -> None:
    said = word("different", BAHR)
    undone = to_fall(said, [said])
    assert undone is not None
    plain, parted = told(said)
    assert parted.identifiers == ()
    assert parted.listed == ()
    assert told(said, undone) == (plain, plain)


def test_people_who_disagree_on_an_entry_tie_nothing() -> None:
    _, disputed = told(word("same", BAHR), word("different", BAHR, "two"))
    assert disputed.identifiers == ()
    _, both = told(word("same", BAHR), word("same", ELSEWHERE, "two"))
    assert both.identifiers == ()
