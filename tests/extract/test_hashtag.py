"""Which hashtags name a facility."""

import pytest

from solferino.extract.named.hashtag import tagged


@pytest.mark.parametrize(
    ("tag", "type_", "key"),
    [
        ("#ElmCrossHospital", "hospital", "elm cross"),
        ("#SaveElmCrossHospital", "hospital", "elm cross"),
        ("#Elm_Cross_Hospital", "hospital", "elm cross"),
        ("#ElmChildrensHospital", "hospital", "elm"),
        ("#OstrelHealthCentre", "clinic", "ostrel"),
    ],
)
def test_a_type_at_the_end_and_something_of_its_own_before_it(
    tag: str, type_: str, key: str
) -> None:
    text = f"Shells fell on {tag} again."
    (found,) = tagged(text)
    assert text[found.start : found.end] == tag
    assert (found.type, found.key) == (type_, key)


@pytest.mark.parametrize(
    "tag",
    ["#StopBombingHospitals", "#HospitalStrike", "#OurHospital", "#FieldHospital", "#Ostrel"],
)
def test_other_hashtags_name_none(tag: str) -> None:
    assert not list(tagged(f"Shells fell again. {tag}"))


def test_a_sign_inside_a_word_or_an_address_is_no_hashtag() -> None:
    assert not list(tagged("See example.org/a#ElmHospital and C#ElmHospital."))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Shells fell on #elmcrosshospital. Elm Cross burns.", "elm cross"),
        ("Shells fell on #ostrelclinic, north of Ostrel.", "ostrel"),
        ("Shells fell on #brightwaterclinic again.", "brightwater"),
    ],
)
def test_a_tag_in_small_letters_is_parted_before_its_type(text: str, key: str) -> None:
    (found,) = tagged(text)
    assert found.key == key


@pytest.mark.parametrize(
    "tag",
    ["#savethehospital", "#stopbombinghospitals", "#animalhospital", "#fieldhospital", "#hospital"],
)
def test_a_call_or_a_kind_in_small_letters_names_none(tag: str) -> None:
    assert not list(tagged(f"Shells fell again. {tag}"))
