"""Which sentences are put to the models: those with a word of saying that no rule has used."""

import pytest
from tests.extract.findings import document, extract, gazetteer

from solferino.extract.english import MODELS, study_of
from solferino.extract.voice.learned import LEARNED, is_open
from solferino.text.fold import fold

SETTLED = "Lina Varrow said the roof had fallen."
OPEN = "Lina Varrow said the roof had fallen, and the warden knew that nobody had slept."
SILENT = "The road to the quarry runs past two mills."


@pytest.mark.parametrize(("text", "wanted"), [(SETTLED, False), (OPEN, True), (SILENT, False)])
def test_a_sentence_is_open_where_a_word_of_saying_is_left(text: str, *, wanted: bool) -> None:
    study = study_of(document(text), gazetteer(), frozenset({LEARNED}))
    (passage,) = study.passages
    assert is_open(passage, study.statements, MODELS.cues) is wanted


def test_a_settled_statement_is_as_sure_as_without_the_models() -> None:
    both = extract(SETTLED).statements
    alone = extract(SETTLED, None, frozenset({LEARNED})).statements
    assert both == alone


def test_every_word_of_the_list_is_a_folded_key() -> None:
    assert MODELS.cues
    assert all(fold(word) == word for word in MODELS.cues)
