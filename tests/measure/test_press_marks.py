"""The marks on real news hold no text: what stands in it is told by offsets alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.press import READ, SET, fakes

WORDS = 8  # what a name or code has at most
FAKES = Path(__file__).parents[3] / "shared" / "data" / "fa-kes" / "dev.jsonl"
LINES = [
    json.loads(line)
    for name in ("open", "closed")
    for line in (SET / f"{name}.jsonl").read_text("utf-8").splitlines()
]


def _values(told: Any) -> Iterator[Any]:
    if isinstance(told, dict) and set(told) != {"at"}:
        for one in told.values():
            yield from _values(one)
    elif isinstance(told, list):
        for one in told:
            yield from _values(one)
    else:
        yield told


def test_no_mark_is_a_sentence_and_every_offset_lies_in_what_is_read() -> None:
    assert LINES
    for value in (one for line in LINES for one in _values(line["gold"])):
        if isinstance(value, dict):
            start, end = value["at"]
            assert 0 <= start < end <= READ
        elif isinstance(value, str):
            assert len(value.split()) <= WORDS, value


def test_a_text_is_marked_in_one_half_only() -> None:
    assert len({line["digest"] for line in LINES}) == len(LINES)


@pytest.mark.skipif(not FAKES.is_file(), reason="the development data is not at hand")
def test_every_marked_text_of_a_source_at_hand_is_found_there_under_its_number() -> None:
    there = {(text.number, text.digest) for text in fakes(FAKES)}
    marked = {(n["number"], n["digest"]) for n in LINES if n["source"] == "fa-kes"}
    assert marked <= there
