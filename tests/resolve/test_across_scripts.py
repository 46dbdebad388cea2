"""One facility, person or body in many spellings and scripts is one; its neighbours stay others."""

from itertools import permutations

import pytest
from tests.resolve.mentions import ATLAS, groups, mention, one, word

from solferino.model import Mention
from solferino.resolve.entities import judge, resolution, resolve

CHILDREN = (
    "Al-Nasr Children's Hospital",
    "Al-Nasr Hospital for Children",
    "مستشفى النصر للأطفال",
    "#AlNasrChildrensHospital",
)
CORRESPONDENT = ("Khaled al-Shami", "Khalid Shami", "خالد الشامي", "Халед Шами")


def told(names: tuple[str, ...], kind: str = "facility", **where: str) -> list[Mention]:
    return [mention(name, f"d{n}", kind=kind, **where) for n, name in enumerate(names)]  # type: ignore[arg-type]  # kinds are words


def test_four_ways_to_write_one_childrens_hospital_are_one() -> None:
    assert one(*told(CHILDREN, place="Marvane"))


def test_four_spellings_of_one_correspondent_are_one() -> None:
    assert one(*told(CORRESPONDENT, "person"))


def test_another_name_of_the_same_consonants_is_another_hospital() -> None:
    nasr, nasser = told(("Nasr Hospital", "Nasser Hospital"), place="Marvane")
    assert not one(nasr, nasser)
    assert not one(*told(CHILDREN, place="Marvane"), nasser)


def test_one_name_in_two_towns_and_two_scripts_is_two_hospitals_and_a_third_stays_open() -> None:
    here = mention("al-Quds Hospital", "a", place="Marvane")
    there = mention("مستشفى القدس", "b", place="Ostrel")
    either = mention("Al Quds hospital", "c")
    found = resolution([here, there, either], (), ATLAS)
    assert groups(found.entities) == {frozenset([m.id]) for m in (here, there, either)}
    assert {either.id} == {j.left for j in found.unsure} & {j.left for j in found.unsure}
    assert {j.right for j in found.unsure} == {here.id, there.id}


def test_numbered_hospitals_of_one_town_stay_apart_in_two_scripts() -> None:
    four = mention("Novovarsk City Hospital No. 4", "a")
    also = mention("міська лікарня № 4, Нововарськ", "b")
    five = mention("Novovarsk City Hospital No. 5", "c")
    assert groups(resolve([four, also, five], (), ATLAS)) == {
        frozenset([four.id, also.id]),
        frozenset([five.id]),
    }


def test_initials_stand_for_a_body_inside_their_document_only() -> None:
    full = mention("Lantern Health Monitor", "a", kind="organization")
    here = mention("LHM", "a", at=60, kind="organization")
    there = mention("LHM", "b", kind="organization", country="XA")
    assert one(full, here)
    assert not one(full, there)


def test_likenesses_of_the_middle_band_join_nothing_and_are_put_before_a_person() -> None:
    plain = mention("Bahr Hospital", "a", place="Marvane")
    third = mention("Bahr Hospital No. 3", "b", place="Marvane")
    found = resolution([plain, third], (), ATLAS)
    assert len(found.entities) == 2
    (question,) = found.unsure
    assert "number missing" in question.why
    assert question in judge([plain, third], ATLAS)
    joined = resolution([plain, third], [word(plain, third, "same")], ATLAS)
    assert (len(joined.entities), joined.unsure) == (1, ())


def test_a_middle_band_needs_something_shared_besides_the_name() -> None:
    plain = mention("Bahr Hospital", "a", kind="facility", country="XA")
    third = mention("Bahr No. 3", "b", country=None)
    assert resolution([plain, third], (), ATLAS).unsure == ()


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_a_chain_of_likenesses_never_joins_two_names_that_were_told_apart(
    order: tuple[int, ...],
) -> None:
    names = ("Nasr Hospital", "Nasser Hospital", "مستشفى النصر", "مستشفى ناصر")
    made = told(names, place="Marvane")
    home = {m: e.id for e in resolve([made[n] for n in order], (), ATLAS) for m in e.mentions}
    assert home[made[0].id] != home[made[1].id]


def test_every_join_across_spellings_tells_the_words_that_earned_it() -> None:
    (found,) = judge(told(("خالد الشامي", "Khaled al-Shami"), "person"), ATLAS)
    assert "khaled" in found.why
    assert "transliterated" in found.why


def test_a_place_that_the_gazetteer_lacks_goes_with_the_spelling_that_it_has() -> None:
    listed = mention("Marvane", "a", kind="place", country="XA")
    spelled = mention("Marvaneh", "b", kind="place", country="XA")
    (found, *others) = resolve([listed, spelled], (), ATLAS)
    assert (len(found.mentions), others) in ((2, []), (1, others))
