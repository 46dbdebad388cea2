"""The engine says which texts it does not understand, and finds nothing in them."""

import pytest

from solferino.extract.english import EnglishExtractor
from solferino.extract.language import is_english
from solferino.model import Description, Document, Reading, Receipt, document_of
from solferino.resolve.places import GeonamesGazetteer

GERMAN = (
    "Bei einem Angriff auf das Krankenhaus von Tesk sind am Mittwoch nach Angaben der Behörden "
    "mindestens drei Menschen getötet worden. Die Klinik wurde schwer beschädigt und musste "
    "geschlossen werden. Ein Sprecher der Armee wies die Vorwürfe zurück."
)
FRENCH = (
    "Une frappe a touché l'hôpital de Tesk mercredi matin, tuant trois personnes et en blessant "
    "plusieurs autres, selon le directeur. L'armée a démenti toute implication dans cette attaque "
    "et a annoncé une enquête."
)
ARABIC = "قصفت الطائرات مستشفى تسك صباح الأربعاء وقتل ثلاثة أشخاص على الأقل بينهم ممرضة."
RUSSIAN = "В среду утром ракета попала в больницу города Теск, погибли три человека."
ENGLISH = "Rockets hit the Orrin clinic in Tesk on 30 April 2031; three nurses died."


def document(text: str, language: str | None = None) -> Document:
    receipt = Receipt(original="0" * 64, name="text.txt", told=Description(language=language))
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "plain/1")


@pytest.mark.parametrize("text", [GERMAN, FRENCH, ARABIC, RUSSIAN])
def test_a_text_in_another_language_is_a_problem_and_gives_no_claim(text: str) -> None:
    found = EnglishExtractor().extract(document(text), GeonamesGazetteer())

    assert found.claims == ()
    assert found.statements == ()
    assert [p.stage for p in found.problems] == ["language"]
    assert found.problems[0].remedy


@pytest.mark.parametrize("text", [ENGLISH, "Hospital shelled, 3 killed", "The clinic burned."])
def test_short_english_is_read(text: str) -> None:
    assert is_english(document(text))


def test_what_a_person_says_of_the_language_is_believed() -> None:
    assert not is_english(document(ENGLISH, "de"))
    assert is_english(document(GERMAN, "en-GB"))
