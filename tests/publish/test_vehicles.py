"""A vehicle without a name of its own is no facility of an account; its words stand beside."""

import pytest

from solferino.model import FacilityValue
from solferino.publish.stories import own_name


def called(name: str, type_: str = "ambulance") -> str | None:
    return own_name(FacilityValue(name=name, role="attacked", type=type_))


@pytest.mark.parametrize(
    "name",
    [
        "ambulance",
        "Ambulance",
        "ambulance crew",
        "Two ambulances",
        "Medical convoy",
        "clinic's van",
    ],
)
def test_what_cannot_be_told_from_others_names_nothing(name: str) -> None:
    assert called(name) is None


@pytest.mark.parametrize(
    "name", ["Harbour ambulance", "hospital boat Good Hope", "ambulance 14", "سيارة إسعاف"]
)
def test_a_name_or_number_of_its_own_is_kept(name: str) -> None:
    assert called(name) == name


@pytest.mark.parametrize("name", ["clinic", "hospital", "Clinic", "field hospital"])
def test_houses_are_called_what_their_documents_call_them(name: str) -> None:
    assert called(name, "hospital") == name


def test_no_facility_has_no_name() -> None:
    assert own_name(None) is None
