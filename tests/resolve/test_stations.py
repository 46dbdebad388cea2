"""A namesake who belongs to another town is somebody else, until a person says otherwise."""

from tests.resolve.mentions import ATLAS, groups, mention, word

from solferino.model import Judgement, Mention
from solferino.model.terms import EntityKind
from solferino.resolve.entities import Resolution, Sources, resolution
from solferino.resolve.stations import stations

NAME = "Ilva Sorren"


KINDS: tuple[tuple[str, EntityKind], ...] = (
    (NAME, "person"),
    ("Marvane", "place"),
    ("Ostrel", "place"),
)


def named(document: str, text: str) -> list[Mention]:
    """Take the mentions out of a text: the name, and the places of the invented country."""
    found = []
    for name, kind in KINDS:
        at = text.find(name)
        while at >= 0:
            found.append(mention(name, document, at=at, kind=kind))
            at = text.find(name, at + 1)
    return found


def people(*texts: str, said: tuple[Judgement, ...] = ()) -> tuple[Resolution, list[Mention]]:
    documents = {chr(97 + n): text for n, text in enumerate(texts)}
    mentions = [m for name, text in documents.items() for m in named(name, text)]
    found = resolution(mentions, said, ATLAS, sources=Sources(texts=documents))
    return found, [m for m in mentions if m.kind == "person"]


def bearers(*texts: str) -> int:
    return sum(entity.kind == "person" for entity in people(*texts)[0].entities)


def test_two_who_belong_to_two_towns_are_two() -> None:
    farmer = f"{NAME}, a farmer in Ostrel, heard the shells."
    for other in (
        f"{NAME}, director of the hospital in Marvane, was at work.",
        f"{NAME}, 41, the mayor of Marvane, was at work.",
        f"{NAME} (41), who heads the clinic at Marvane, was at work.",
    ):
        assert bearers(farmer, other) == 2
        assert bearers(other, farmer) == 2


def test_a_place_that_tells_not_where_somebody_belongs_parts_nobody() -> None:
    farmer = f"{NAME}, a farmer in Ostrel, heard the shells."
    for other in (
        f"{NAME}, a farmer, heard the shells over Marvane.",
        f"{NAME} was in Marvane.",
        f"{NAME}, who was hurt in Marvane, is well.",
        f"{NAME}, in Marvane, heard the shells.",
        f"{NAME}, a farmer in the country, heard of Marvane.",
    ):
        assert bearers(farmer, other) == 1


def test_two_of_one_name_in_one_document_are_two_where_it_says_so() -> None:
    text = f"{NAME}, a farmer in Ostrel, and {NAME}, a nurse in Marvane, heard the shells."
    assert bearers(text) == 2


def test_somebody_of_that_name_of_whom_nothing_is_told_is_left_to_a_person() -> None:
    texts = (
        f"{NAME}, a farmer in Ostrel.",
        f"{NAME}, a nurse in Marvane.",
        f"{NAME} heard shells.",
    )
    found, (farmer, nurse, somebody) = people(*texts)
    assert {frozenset([m.id]) for m in (farmer, nurse, somebody)} <= groups(found.entities)
    assert {somebody.id} < {end for j in found.unsure for end in (j.left, j.right)}


def test_a_person_joins_two_of_two_towns() -> None:
    texts = (f"{NAME}, a farmer in Ostrel.", f"{NAME}, a nurse in Marvane.")
    _, (farmer, nurse) = people(*texts)
    found, _ = people(*texts, said=(word(farmer, nurse, "same"),))
    assert frozenset([farmer.id, nurse.id]) in groups(found.entities)


def test_only_one_place_of_an_apposition_counts() -> None:
    text = f"{NAME}, a nurse from Ostrel at the hospital in Marvane, heard the shells."
    assert not stations([(m.id, m) for m in named("a", text)], text)
