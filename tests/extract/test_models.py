"""The shipped models: exact places, the same each time, and nothing that a rule found is lost."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.extract.findings import extract
from tests.extract.prose import Case, read_cases

from solferino.extract.english import MODELS
from solferino.extract.syntax.pieces import Pieces
from solferino.extract.syntax.shipped import Hearing, folder
from solferino.extract.syntax.tagger import Tagger
from solferino.extract.voice.learned import LEARNED

CASES = read_cases(Path(__file__).parent / "cases")
TOLD = (
    "The surgeon Lina Varrow recalled that the lights had gone out before the second blast. "
    "Nobody in the village doubts it."
)


def test_who_says_what_is_marked_in_a_plain_sentence() -> None:
    first = TOLD[: TOLD.index(".") + 1]
    (found,) = Hearing(MODELS).hear([first])
    assert [first[a:b] for a, b in found.marks.cues] == ["recalled"]
    assert "Lina Varrow" in first[slice(*found.marks.sources[0])]
    assert "the second blast" in first[slice(*found.marks.contents[0])]


def test_a_tree_has_one_head_for_every_word_and_no_ring() -> None:
    (tree,) = MODELS.parse([TOLD])
    for index in range(len(tree.nodes)):
        seen = [index]
        while tree.nodes[seen[-1]].head != seen[-1]:
            seen.append(tree.nodes[seen[-1]].head)
            assert len(seen) <= len(tree.nodes)
    recalled = next(i for i, n in enumerate(tree.nodes) if n.text == "recalled")
    subject = tree.below(recalled, "nsubj")[0]
    assert TOLD[slice(*tree.reach(subject))].startswith("The surgeon")


def test_a_tree_is_the_same_in_other_company_and_when_asked_again() -> None:
    sentences = [case.text.replace("\n", " ") for case in CASES[:40]]
    hearing = Hearing(MODELS)
    alone = [tree for sentence in sentences for tree in hearing.parse([sentence])]
    assert MODELS.parse(sentences) == alone
    assert hearing.parse(sentences[::-1]) == alone[::-1]
    waiting = Hearing(MODELS)
    waiting.expect(sentences[1:])
    assert waiting.parse(sentences[:1]) == alone[:1]
    assert waiting.parse(sentences) == alone


@pytest.mark.parametrize("case", CASES[::4], ids=lambda c: c.name)
def test_what_the_rules_hear_is_heard_with_the_models_too(case: Case) -> None:
    alone = {
        s.id for s in extract(case.text, case.published, frozenset({LEARNED})).statements if s.voice
    }
    both = {s.id: s for s in extract(case.text, case.published).statements if s.voice}
    assert alone <= both.keys()
    assert all(s.rule == LEARNED for i, s in both.items() if i not in alone)


def test_a_document_gives_the_same_marks_every_time() -> None:
    assert extract(TOLD) == extract.__wrapped__(TOLD)
    fresh = Tagger(folder() / "attribution")
    assert fresh.mark([TOLD]) == MODELS.mark([TOLD])


def test_marks_lie_in_their_sentences() -> None:
    sentences = [case.text.replace("\n", " ") for case in CASES]
    for sentence, marks in zip(sentences, MODELS.mark(sentences), strict=True):
        for start, end in (*marks.sources, *marks.cues, *marks.contents):
            assert 0 <= start < end <= len(sentence)
            assert sentence[start:end].strip() == sentence[start:end]


@pytest.mark.parametrize("sentence", ["", " ", "ـــ", "😀 " * 50, "x" * 5000, "word " * 2000])
def test_no_sentence_is_too_odd(sentence: str) -> None:
    (found,) = Hearing(MODELS).hear([sentence])
    assert all(end <= len(sentence) for _, end in found.marks.contents)


def test_words_are_cut_from_the_left_into_the_longest_pieces() -> None:
    pieces = Pieces(["[CLS]", "[SEP]", "[UNK]", "hos", "##pi", "##pital", "##tal", "é", "e"])
    assert pieces.of("Hospital") == (3, 5)
    assert pieces.of("É") == (8,)
    assert pieces.of("Ω") == (2,)


def test_a_help_page_does_not_wait_for_the_models() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "solferino", "--help"],
        check=True,
        capture_output=True,
        text=True,
    ).stderr
    assert "onnxruntime" not in told
    assert "spacy" not in told
