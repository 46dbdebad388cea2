"""Care given and lost is told by facility and measure. All texts are fiction."""

from tests.ledgers.desk import Desk

from solferino.ledgers.services import services
from solferino.ledgers.shelf import Shelf
from solferino.model import FacilityValue


def test_what_several_documents_say_of_one_facility_is_one_entry() -> None:
    desk = Desk()
    for name, day, words, lost in (
        ("before.txt", "2031-01-02", "40 beds", False),
        ("after.txt", "2031-05-02", "24 beds", True),
    ):
        document = desk.read(name, day, f"The Orla Clinic has {words} at Tesk.")
        desk.name("e-orla", document, "Orla Clinic", "facility")
        desk.facility(document, "Orla Clinic")
        desk.service(document, words, lost=lost)
    (found,) = services(Shelf(desk.picture()))
    assert (found.facility, found.name, found.measure, found.lost) == (
        "e-orla",
        "Orla Clinic",
        "beds",
        True,
    )
    assert [(level.value, level.lost, level.said_on) for level in found.levels] == [
        ("40 beds", False, "2031-01-02"),
        ("24 beds", True, "2031-05-02"),
    ]


def test_the_accounts_facility_goes_before_others_of_the_document() -> None:
    desk = Desk()
    document = desk.read("a.txt", "2031-01-02", "The Orla Clinic and the Tesk Hospital: 24 beds.")
    orla = desk.facility(document, "Orla Clinic")
    desk.facility(document, "Tesk Hospital")
    beds = desk.service(document, "24 beds", lost=True)
    assert [s.name for s in services(Shelf(desk.picture()))] == [None]
    incident = desk.incident("2031-01-01", "Tesk", beds, orla, facility=orla)
    (found,) = services(Shelf(desk.picture()))
    assert (found.name, found.incidents) == ("Orla Clinic", (incident,))


def test_the_facility_that_the_sentence_names_goes_before_the_accounts() -> None:
    desk = Desk()
    text = "The Tesk Hospital took in the wounded. The Orla Clinic lost 24 beds, and 9 nurses left."
    document = desk.read("a.txt", "2031-01-02", text)
    desk.name("e-tesk", document, "Tesk Hospital", "facility")
    desk.name("e-orla", document, "Orla Clinic", "facility")
    tesk = desk.facility(document, "Tesk Hospital")
    beds = desk.service(document, "24 beds", lost=True)
    wounded = desk.service(document, "the wounded")
    desk.incident("2031-01-01", "Tesk", beds, wounded, tesk, facility=tesk)
    found = {s.levels[0].value: s.name for s in services(Shelf(desk.picture()))}
    assert found == {"24 beds": "Orla Clinic", "the wounded": "Tesk Hospital"}


def test_a_facility_without_a_name_of_its_own_leaves_it_to_the_account() -> None:
    desk = Desk()
    document = desk.read("a.txt", "2031-01-02", "The Orla Clinic burned. A clinic lost 24 beds.")
    desk.name("e-orla", document, "Orla Clinic", "facility")
    orla = desk.facility(document, "Orla Clinic")
    beds = desk.service(document, "24 beds", lost=True)
    desk.incident("2031-01-01", "Tesk", beds, orla, facility=orla)
    (found,) = services(Shelf(desk.picture()))
    assert found.facility == "e-orla"


def test_the_same_said_twice_is_one_level_with_both_claims() -> None:
    desk = Desk()
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, "2031-01-02", f"{name}: the Orla Clinic lost 24 beds.")
        desk.facility(document, "Orla Clinic")
        desk.service(document, "24 beds", lost=True)
    (found,) = services(Shelf(desk.picture()))
    (level,) = found.levels
    assert len(level.claims) == 2


def test_an_ambulance_has_no_beds() -> None:
    desk = Desk()
    document = desk.read("a.txt", "2031-01-02", "An ambulance of the Orla Clinic: 24 beds.")
    ambulance = desk.claim(
        document, "ambulance", FacilityValue(name="ambulance", role="attacked", type="ambulance")
    )
    desk.facility(document, "Orla Clinic")
    beds = desk.service(document, "24 beds", lost=True)
    desk.incident("2031-01-01", "Tesk", beds, ambulance, facility=ambulance)
    (found,) = services(Shelf(desk.picture()))
    assert found.name == "Orla Clinic"
