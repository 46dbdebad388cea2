"""A protection follows the person, holds until undone, and keeps the old name withheld."""

from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Entity, Protection, protected, withheld_names

PERSON = Entity(
    id="m1", kind="person", name="Tamsin Orrel", names=("Orrel", "تامسين"), mentions=("m1", "m2")
)
OTHER = Entity(id="m3", kind="person", name="Ida Vance", names=("Ida Vance",), mentions=("m3",))
FACTS = [
    Protection(mention=mention, name=name, by=by)
    for mention, name, by in (("m2", "T. Orrel", "a"), ("m3", "Vance", "a"), ("m1", "Orrel", "b"))
]
UNDONE = Protection(mention="m3", name="Vance", by="a", retracts=FACTS[1].id)


def test_any_mention_of_a_person_protects_the_person() -> None:
    assert protected((PERSON, OTHER), FACTS[:1]) == {"m1"}


def test_all_names_are_withheld_the_one_then_used_among_them() -> None:
    assert withheld_names((PERSON, OTHER), FACTS[:1]) == (
        "Orrel",
        "T. Orrel",
        "Tamsin Orrel",
        "تامسين",
    )


def test_a_name_stays_withheld_when_its_mention_is_not_found_any_more() -> None:
    assert withheld_names((OTHER,), FACTS[:1]) == ("T. Orrel",)


@given(st.permutations([*FACTS, UNDONE]))
def test_what_is_taken_back_protects_nobody_in_whatever_order(facts: list[Protection]) -> None:
    assert protected((PERSON, OTHER), facts) == {"m1"}
    assert "Vance" not in withheld_names((PERSON, OTHER), facts)
