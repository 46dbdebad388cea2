"""A withheld name is found under every spelling, script and clitic form, and no other is."""

import pytest

from solferino.release.people import Person, Roll, is_name

PELL = Person(anchor="a", names=("Dr. Tamsin Velnour",), pseudonym="Person BCDF")
WALID = Person(anchor="b", names=("Walid Haddad",), pseudonym="Person GHJK")
ADWAN = Person(anchor="c", names=("Kamal Adwan",), pseudonym="Person LMNP")
ROLL = Roll([PELL, WALID, ADWAN], ["Kamal Adwan Hospital"])


@pytest.mark.parametrize(
    "text",
    [
        "Tamsin Velnour",
        "TAMSIN VELNOUR",
        "tamsin velnour",
        "Tamsin\nVelnour",
        "Dr. Tamsin Velnour",
        "Velnour",
        "Tamsin Velnoor",
        "Walid Haddad",
        "Waleed Hadad",
        "وليد حداد",
        "ووليد حداد",
        "لوليد حداد",
        "كمال عدوان",
    ],
)
def test_every_form_of_a_name_gives_way_to_one_pseudonym(text: str) -> None:
    for told in (text, f"so {text} said"):
        found = ROLL.without(told)
        assert found.count("[Person ") == 1
        assert "[name" not in found
        for word in text.replace("Dr.", "").split():
            assert word not in found


@pytest.mark.parametrize(
    "text",
    [
        "The Kamal Adwan Hospital was hit",
        "Tamsin Marrow said",
        "Walid Karam",
        "the walk was long",
        "on 4 May 2031, in Brenholt",
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert ROLL.without(text) == text


def test_a_family_name_of_two_people_is_withheld_without_saying_of_whom() -> None:
    other = Person(anchor="d", names=("Orla Velnour",), pseudonym="Person QRST")
    assert Roll([PELL, other]).without("Velnour said") == "[name withheld] said"


@pytest.mark.parametrize(
    "text", ["Dr. Anso Pell", "Pell", "al-Hadi Marsh", "وليد حداد", "O. Marsh"]
)
def test_names_are_told_from_descriptions(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["nurses", "A lawyer for the families", "the director", "farmer at Hesk Mouth", "He", ""],
)
def test_descriptions_are_no_names(text: str) -> None:
    assert not is_name(text)
