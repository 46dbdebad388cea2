"""A claim of place says how closely its words tell the place."""

import pytest
from tests.extract.findings import document, gazetteer

from solferino.extract.english import study_of
from solferino.extract.places.place import spots, with_spots


def told(text: str) -> dict[str, str | None]:
    study = with_spots(study_of(document(text), gazetteer(), frozenset({"voice/learned"})))
    return {s.value.name: s.value.precision for p in study.passages for s in spots(study, p)}


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("A clinic in Aleppo was hit in Syria.", "Aleppo", "town"),
        ("A clinic near Aleppo was hit in Syria.", "Aleppo", "near"),
        ("A clinic 10 km north of Aleppo was hit in Syria.", "Aleppo", "near"),
        ("A clinic 3 miles from Aleppo was hit in Syria.", "Aleppo", "near"),
        ("A clinic east of the city of Aleppo was hit in Syria.", "Aleppo", "near"),
        ("A clinic on the outskirts of Aleppo was hit in Syria.", "Aleppo", "outskirts"),
        ("A clinic in Aleppo province was hit in Syria.", "Aleppo", "province"),
        ("A clinic in Masisi district was hit.", "Masisi", "district"),
        ("A clinic in eastern Aleppo was hit in Syria.", "eastern Aleppo", "part"),
        ("A clinic in North Darfur was hit in Sudan.", "North Darfur", "province"),
        ("A clinic in Aleppo was hit in Syria.", "Syria", "country"),
        ("A clinic in Quorvane was hit.", "Quorvane", None),
    ],
)
def test_precision_is_read_off_the_words_around_a_place(
    text: str, name: str, precision: str | None
) -> None:
    assert told(text)[name] == precision
