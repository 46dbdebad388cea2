"""A sentence about another target lends an incident neither a doer nor a figure."""

import pytest
from tests.extract.findings import extract

from solferino.model import BlameValue, CasualtyValue

CLINIC = "The Saint Oriel Clinic in Ardune was damaged on 4 May 2031, residents said."


@pytest.mark.parametrize(
    "further",
    [
        "The army has shelled the harbour of the next town for weeks.",
        "The army bombed the cattle market on the same road, killing nine people.",
        "Fighters of the River Brigades shelled the old bridge at noon.",
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_what_befalls_another_place_is_not_told_of_the_clinic(further: str, gap: str) -> None:
    found = extract(CLINIC + gap + further, "2031-05-06")
    (account,) = found.accounts
    told = [c for c in found.claims if c.id in account.claims]
    assert not [c for c in told if isinstance(c.value, BlameValue | CasualtyValue)]


def test_who_shells_the_clinic_is_named_there() -> None:
    found = extract(f"{CLINIC} The army shelled the clinic and the market beside it.", "2031-05-06")
    (account,) = found.accounts
    told = [c.value for c in found.claims if c.id in account.claims]
    assert "army" in [v.actor for v in told if isinstance(v, BlameValue)]
