"""Mentions become entities by their names, never by chance, and a person may correct it."""

import pytest
from tests.resolve.mentions import ATLAS, groups, mention, one, word

from solferino.model import Mention
from solferino.resolve.entities import judge, resolve


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Al-Bahr Children's Hospital", "Al-Bahr Hospital for Children"),
        ("Al-Bahr Children's Hospital", "the Al Bahr Pediatric Hospital"),
        ("Al-Bahr Children’s Hospital", "al-Bahr Hospital"),
        ("Dorbeet Hospital", "Dorbit Hospital"),
        ("Sellim Medical Complex", "Selim Hospital"),
        ("Rokhan Aslo (Al Bahr) hospital", "Al-Bahr hospital"),
        ("MSF-supported Bahr clinic", "Bahr Clinic"),
    ],
)
def test_two_names_of_one_facility_in_one_town_are_one(left: str, right: str) -> None:
    assert one(mention(left, "a", place="Marvane"), mention(right, "b", place="Lower Marvane"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nasr Hospital", "Nasser Hospital"),
        ("Bahr Children's Hospital", "Bahr Maternity Hospital"),
        ("Bahr Hospital", "Bahr Clinic"),
        ("Lindor Memorial Hospital", "Lindor Hospital"),
        ("Hospital No. 3", "Hospital No. 4"),
        ("Children's Hospital", "Maternity Hospital"),
        ("hospital", "hospital"),
    ],
)
def test_names_that_differ_in_a_telling_word_are_two(left: str, right: str) -> None:
    assert not one(mention(left, "a", place="Marvane"), mention(right, "b", place="Marvane"))


@pytest.mark.parametrize(
    ("here", "there"),
    [("Marvane", "Ostrel"), ("Marvane", "Hollow Fen"), ("Dry Fen", "Hollow Fen")],
)
def test_one_name_in_two_towns_is_two_facilities_unless_only_one_is_listed(
    here: str, there: str
) -> None:
    left, right = (
        mention("Bahr Hospital", "a", place=here),
        mention("Bahr Hospital", "b", place=there),
    )
    assert one(left, right) == (here == "Marvane" and there == "Hollow Fen")


def test_one_name_in_two_countries_is_two_facilities() -> None:
    assert not one(
        mention("Bahr Hospital", "a", country="XA"), mention("Bahr Hospital", "b", country="XB")
    )


def test_a_name_that_fits_two_facilities_joins_neither_unless_its_document_names_one() -> None:
    children = mention("Bahr Children's Hospital", "a", place="Marvane")
    maternity = mention("Bahr Maternity Hospital", "b", place="Marvane")
    elsewhere = mention("Bahr Hospital", "c", place="Marvane")
    beside = mention("Bahr Hospital", "a", at=90, place="Marvane")
    found = groups(resolve([children, maternity, elsewhere, beside], (), ATLAS))
    assert found == {
        frozenset([children.id, beside.id]),
        frozenset([maternity.id]),
        frozenset([elsewhere.id]),
    }


def test_a_name_that_fits_two_facilities_is_put_before_a_person() -> None:
    children = mention("Bahr Children's Hospital", "a")
    maternity = mention("Bahr Maternity Hospital", "b")
    either = mention("Bahr Hospital", "c")
    told = (children, maternity, either)
    unsure = [j for j in judge(told, ATLAS) if j.verdict == "unsure"]
    assert {either.id} < {j.left for j in unsure} | {j.right for j in unsure}


def test_a_description_joins_across_documents_only_with_the_same_words_at_the_same_place() -> None:
    here = mention("Children's Hospital", "a", place="Lower Marvane")
    assert one(here, mention("children's hospital", "b", place="Lower Marvane"))
    assert not one(here, mention("children's hospital", "b", place="Marvane"))
    assert not one(here, mention("children's hospital", "b"))
    assert not one(
        mention("hospital", "a", place="Marvane"), mention("hospital", "b", place="Marvane")
    )


def test_a_description_joins_inside_one_document() -> None:
    assert one(mention("hospital", "a"), mention("hospital", "a", at=50))


def test_a_facility_named_only_after_its_town_is_a_description() -> None:
    here = mention("Marvane hospital", "a", place="Marvane")
    assert one(here, mention("Marvane Hospital", "a", at=90, place="Marvane"))
    assert not one(here, mention("Marvane hospital", "b", place="Marvane"))
    assert not one(here, mention("Marvane Children's Hospital", "b", place="Marvane"))


def test_a_specialty_makes_a_name_of_the_name_of_its_town() -> None:
    left = mention("Marvane Children's Hospital", "a", place="Marvane")
    assert one(left, mention("Children's Hospital of Marvane", "b", place="Marvane"))


def test_field_hospitals_of_one_town_stay_apart() -> None:
    left = mention("field hospital", "a", place="Marvane")
    assert not one(left, mention("field hospital", "b", place="Marvane"))


def test_titles_do_not_part_a_person() -> None:
    left = mention("Dr. Ilva Sorren", "a", kind="person")
    assert one(left, mention("Ilva Al-Sorren", "b", kind="person"))


def test_a_surname_goes_with_the_only_bearer_in_its_own_document() -> None:
    full = mention("Ilva Sorren", "a", kind="person")
    assert one(full, mention("Dr Sorren", "a", at=60, kind="person"))
    assert not one(full, mention("Dr Sorren", "b", kind="person"))


def test_a_surname_of_two_people_in_one_document_goes_with_neither() -> None:
    ilva = mention("Ilva Sorren", "a", kind="person")
    pavel = mention("Pavel Sorren", "a", at=30, kind="person")
    alone = mention("Sorren", "a", at=60, kind="person")
    assert len(resolve([ilva, pavel, alone], (), ATLAS)) == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [({"country": "XA"}, {"country": "XB"}), ({"place": "Marvane"}, {"place": "Ostrel"})],
)
def test_one_name_in_clashing_countries_or_towns_is_two_people(
    left: dict[str, str], right: dict[str, str]
) -> None:
    a = Mention(span=mention("Ilva Sorren", "a").span, kind="person", name="Ilva Sorren", **left)
    b = Mention(span=mention("Ilva Sorren", "b").span, kind="person", name="Ilva Sorren", **right)
    assert not one(a, b)
    assert one(a, b, said=[word(a, b, "same")])


def test_a_body_is_one_under_its_canonical_name_its_bracket_and_its_initials() -> None:
    full = mention("Lantern Health Monitor", "a", kind="organization")
    bracket = mention("The Lantern Health Monitor (LHM)", "b", kind="organization")
    short = mention("LHM", "a", at=70, kind="organization")
    assert one(full, bracket, short)
    assert not one(full, mention("Lantern Relief", "b", kind="organization"))


def test_initials_without_their_name_in_the_document_join_nothing() -> None:
    full = mention("Lantern Health Monitor", "a", kind="organization")
    assert not one(full, mention("LHM", "b", kind="organization"))


def test_a_name_of_two_kinds_is_two_entities() -> None:
    assert not one(mention("Ostrel", kind="place"), mention("Ostrel", kind="organization"))


def test_a_place_takes_its_coordinates_and_country_from_the_gazetteer() -> None:
    (found,) = resolve([mention("Ostrel", kind="place")], (), ATLAS)
    assert found.country == "XA"
    assert [(i.scheme, i.code) for i in found.identifiers] == [("own", "2")]


def test_a_namesake_place_is_read_by_the_country_that_its_document_names() -> None:
    near = mention("Quillon", "a", kind="place")
    (found, _) = resolve([near, mention("Bahr Clinic", "a", at=50, country="XA")], (), ATLAS)
    assert found.country == "XA"


def test_a_namesake_place_without_any_hint_stays_open() -> None:
    (found,) = resolve([mention("Quillon", kind="place")], (), ATLAS)
    assert found.country is None
    assert found.identifiers == ()


def test_the_entity_has_its_fullest_name_and_all_names() -> None:
    told = [mention("al-Bahr hospital", "a", at=n * 40) for n in range(3)]
    told.append(mention("Al-Bahr Children's Hospital", "a", at=200))
    (found,) = resolve(told, (), ATLAS)
    assert found.name == "Al-Bahr Children's Hospital"
    assert found.names == ("Al-Bahr Children's Hospital", "al-Bahr hospital")
    assert found.id == min(m.id for m in told)


def test_every_rule_says_which_words_it_goes_by() -> None:
    told = (mention("Dorbeet Hospital", "a"), mention("Dorbit Hospital", "b"))
    (found,) = judge(told, ATLAS)
    assert "Dorbeet" in found.why
    assert "Dorbit" in found.why


def test_a_document_votes_on_the_country_of_its_facility() -> None:
    told = [mention("Bahr Hospital", "a", at=40 * n, country="XA") for n in range(3)]
    told.append(mention("Bahr Hospital", "a", at=200, country="XB"))
    (found,) = resolve(told, (), ATLAS)
    assert found.country == "XA"


def test_the_country_of_a_speaker_beside_a_facility_does_not_part_it() -> None:
    told = [
        mention("Bahr Hospital", "a", country="XB"),
        mention("Xanthian army", "a", at=50, kind="armed_group", country="XA"),
        mention("Xanthian army", "a", at=90, kind="armed_group", country="XA"),
        mention("Bahr Hospital", "b", country="XA"),
    ]
    found = resolve(told, (), ATLAS)
    assert [(e.country, len(e.mentions)) for e in found if e.kind == "facility"] == [("XA", 2)]


def test_one_description_in_two_towns_of_one_document_is_two_facilities() -> None:
    here = mention("fever hospital", "a", place="Marvane")
    there = mention("fever hospital", "a", at=70, place="Ostrel")
    assert not one(here, there)
    assert one(here, mention("fever hospital", "b", place="Marvane"))
    assert one(here, mention("fever hospital", "a", at=70, place="Xanthia"))


def test_places_that_stay_open_are_not_one_place() -> None:
    told = [
        mention("Quillon", "a", kind="place"),
        mention("Quillon City", "a", at=50, kind="place"),
    ]
    assert len(resolve(told, (), ATLAS)) == 2
