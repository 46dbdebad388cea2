"""What is said around an account belongs to it; another facility's beds do not. All is invented."""

import pytest
from tests.extract.findings import extract

HIT = "A rocket hit the Saint Oriel Clinic on Monday and killed a nurse."


def tied(care: str, *without: str) -> set[bool]:
    """Tell of the claims on care whether they are in the account."""
    found = extract(f"{HIT}\n\n{care}", None, frozenset(without))
    held = {c for account in found.accounts for c in account.claims}
    return {c.id in held for c in found.claims if c.kind == "service"}


@pytest.mark.parametrize("facility", ["Saint Oriel Clinic", "clinic"])
def test_care_of_the_facility_attacked_belongs_to_the_account(facility: str) -> None:
    assert tied(f"The {facility} gives 350 consultations a month.") == {True}


def test_care_of_another_named_facility_belongs_to_none() -> None:
    care = "The Ardune General Hospital took in the wounded. It has 310 beds."
    assert tied(care) == {False}
    assert tied(care, "service/another") == {True}
