"""An account gives the facility as named, or none where nobody names it."""

import pytest
from tests.extract.findings import extract

PUBLISHED = "2031-06-17"
NAMELESS = (
    (
        "Clinic bombed in Torsk Ferry\n\nA makeshift clinic in the hamlet of Torsk Ferry was "
        "bombed on Sunday, killing a nurse. The clinic had opened in May."
    ),
    (
        "Shells have hit a hospital that Physicians of the Valleys runs near Orvel. Nine patients "
        "were wounded in its ward on Sunday, the charity said."
    ),
    "Rockets tore into a charity-supported hospital in the north on Sunday and killed two nurses.",
)


def facilities(text: str, without: str = "") -> list[str | None]:
    """Give the facility of each account, as named."""
    found = extract(text, PUBLISHED, frozenset([without] if without else []))
    claims = {c.id: c.span.text for c in found.claims}
    return [claims[a.facility] if a.facility else None for a in found.accounts]


@pytest.mark.parametrize("text", NAMELESS)
def test_words_for_what_it_is_are_no_name(text: str) -> None:
    assert facilities(text) == [None]
    assert facilities(text, "facility/unnamed") != [None]


def test_what_is_hit_without_a_name_is_still_told() -> None:
    found = extract(NAMELESS[0], PUBLISHED)
    hit = {c.span.text for c in found.claims if c.rule == "facility/attacked"}
    assert "makeshift clinic" in hit


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shells hit the Lennet Hospital on Sunday.", ["Lennet Hospital"]),
        ("Shells hit a maternity hospital on Sunday.", ["maternity hospital"]),
        ("Gunmen opened fire on an ambulance on Sunday.", ["ambulance"]),
        (
            "Shells hit a hospital in Orvel on Sunday. On Monday gunmen looted a pharmacy in Hask.",
            ["hospital", "pharmacy"],
        ),
    ],
)
def test_a_name_a_specialty_or_a_kind_tells_one_from_another(text: str, told: list[str]) -> None:
    assert facilities(text) == told
