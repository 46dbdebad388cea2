"""A name that several bodies bear is the one that the document means, throughout."""

import pytest
from tests.extract.findings import document

from solferino.extract.lexicon import lexicon
from solferino.extract.passage import lay_out


def bodies(text: str) -> list[str]:
    layout = lay_out(document(text), lexicon("en"))
    return [t.entry.name for p in layout.passages for t in p.of("body")]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "The RSF shelled a ward in Sudan. The RSF denied it.",
            ["Rapid Support Forces", "Rapid Support Forces"],
        ),
        (
            "Reporters Without Borders protested. The RSF named two reporters held in Sudan.",
            ["Reporters Without Borders", "Reporters Without Borders"],
        ),
        (
            "The Rapid Support Forces left the town. The RSF had held it.",
            ["Rapid Support Forces", "Rapid Support Forces"],
        ),
    ],
)
def test_the_one_whose_full_name_or_country_is_told_is_meant(text: str, meant: list[str]) -> None:
    assert bodies(text) == meant


def test_names_with_one_bearer_stay() -> None:
    assert bodies("The SDF and the MSF spoke of Syria.") == [
        "Syrian Democratic Forces",
        "Doctors Without Borders",
    ]
