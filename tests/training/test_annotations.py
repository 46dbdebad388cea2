"""Annotations stand apart from their texts, and two annotators read the same sentences."""

import re
from pathlib import Path

import pytest
from training.agreement import agreement, f1, kappa
from training.annotations import KINDS, Mark, Row, read, with_text, write
from training.corpora import Source

FOLDER = Path(__file__).parents[2] / "training" / "annotations"
FILES = sorted(FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_mark_lies_in_its_sentence_and_has_a_kind(file: Path) -> None:
    rows = read(file)
    assert rows
    for row in rows:
        assert re.fullmatch("[0-9a-f]{64}", row.document)
        for mark in row.marks:
            assert row.start <= mark.start < mark.end <= row.end
            assert mark.kind in KINDS


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_files_hold_no_words_of_the_texts(file: Path) -> None:
    words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"[0-9a-f]{64}", "", file.read_text("utf-8"))))
    known = {"corpus", "document", "start", "end", "marks", "source", "cue", "content"}
    assert words <= known | {"treebank", "wikinews", "re", "archive"}


def test_two_annotators_read_at_least_600_same_sentences() -> None:
    doubles = [
        {(r.document, r.start, r.end) for r in read(f)}
        for f in FILES
        if f.stem.startswith("double")
    ]
    assert len(doubles) >= 2
    assert len(set.intersection(*doubles)) >= 600


SOURCE = Source(corpus="made", sentences=("The baker said no.", "He left."))


def row(*marks: Mark) -> Row:
    return Row(document=SOURCE.digest, corpus="made", start=0, end=18, marks=marks)


def test_rows_come_back_as_written_and_find_their_sentence(tmp_path: Path) -> None:
    told = row(Mark("source", 0, 9, 0), Mark("cue", 10, 14, 0), Mark("content", 15, 17, 0))
    write([told], tmp_path / "a.jsonl")
    assert read(tmp_path / "a.jsonl") == [told]
    assert list(with_text([told], [SOURCE])) == [(told, "The baker said no.")]
    assert list(with_text([told], [])) == []


def test_agreement_is_whole_with_oneself_and_less_with_another() -> None:
    texts = {(SOURCE.digest, 0): "The baker said no."}
    one, other = row(Mark("cue", 10, 14, 0)), row(Mark("cue", 4, 9, 0))
    assert "kappa 1.000   F1 over words 1.000" in "\n".join(agreement([one], [one], texts))
    lines = list(agreement([one], [other], texts))
    assert "cues of A that B marks too: 0.000" in lines[-2]


def test_kappa_takes_chance_agreement_away() -> None:
    left = [True, True, False, False]
    assert kappa(left, left) == 1.0
    assert kappa(left, [True, False, True, False]) == 0.0
    assert f1(left, [True, False, True, False]) == 0.5
