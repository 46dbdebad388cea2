"""What a person is, over time: offices become the profile of the person whom several texts name."""

from tests.extract.findings import document, extract, gazetteer

from solferino.model import Extraction, ProfileValue
from solferino.ports import Picture
from solferino.publish.sayings import entities
from solferino.publish.view import View
from solferino.resolve.entities import resolve

EARLIER = (
    "The Orrin clinic in Tesk was hit on Monday, said Tamsin Velnour, the director of the clinic.",
    "2031-03-13",
)
LATER = ("Health Minister Tamsin Velnour denied on Friday that wards had been used.", "2033-06-02")
OTHER = ("Ida Vance, a spokeswoman for the council, agreed on Friday.", "2033-06-02")


def picture(*texts: tuple[str, str]) -> Picture:
    documents = [document(text, day) for text, day in texts]
    found: list[Extraction] = [extract(text, day) for text, day in texts]
    mentions = tuple(m for e in found for m in e.mentions)
    return Picture(
        name="c",
        created="",
        engine="",
        kit=(),
        documents=tuple(documents),
        statements=tuple(s for e in found for s in e.statements),
        claims=tuple(c for e in found for c in e.claims),
        mentions=mentions,
        accounts=(),
        entities=resolve(mentions, (), gazetteer()),
        copies=(),
        origins=(),
        incidents=(),
        gradings=(),
        problems=(),
    )


def profile(*texts: tuple[str, str]) -> dict[str, list[tuple[str, str, str | None]]]:
    rows = entities(View(picture(*texts)))
    return {
        row.name: sorted((p.property, p.value, p.as_of) for p in row.profile)
        for row in rows
        if row.kind == "person"
    }


def test_a_person_has_each_office_as_of_the_day_on_which_it_was_told() -> None:
    assert profile(EARLIER, LATER, OTHER) == {
        "Ida Vance": [("role", "spokeswoman for the council", "2033-06-02")],
        "Tamsin Velnour": [
            ("role", "Health Minister", "2033-06-02"),
            ("role", "director of the clinic", "2031-03-13"),
        ],
    }


def test_the_order_of_the_documents_changes_nothing() -> None:
    assert profile(LATER, OTHER, EARLIER) == profile(EARLIER, LATER, OTHER)


def test_every_office_stands_on_its_own_words() -> None:
    claims = [c for c in picture(EARLIER, LATER, OTHER).claims if isinstance(c.value, ProfileValue)]
    assert claims
    for claim in claims:
        assert isinstance(claim.value, ProfileValue)
        assert claim.value.value in claim.span.text


def test_an_office_of_a_person_is_no_property_of_the_facility_beside_it() -> None:
    rows = entities(View(picture(EARLIER)))
    facilities = [row for row in rows if row.kind == "facility"]
    assert facilities
    assert all(p.property != "role" for row in facilities for p in row.profile)
