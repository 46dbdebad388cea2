"""Nothing leaves extraction whose words do not say it; everything leaves that they do."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from tests.extract.corruption import Corruption, in_statement, in_value, in_words, moved
from tests.extract.findings import document, extract
from tests.extract.texts import texts

from solferino.extract.wall.grounding import grounded, refusals
from solferino.model import CasualtyValue, Claim, Document, Extraction, Statement

LEAST = 200  # corruptions of each sort


@cache
def found() -> tuple[tuple[str, Document, Extraction], ...]:
    return tuple(
        (name, document(text, published), extract(text, published))
        for name, (text, published) in texts().items()
    )


def corrupted(of: Document, extraction: Extraction) -> Iterator[Corruption]:
    things: tuple[Statement | Claim, ...] = (*extraction.statements, *extraction.claims)
    for thing in things:
        yield from in_words(thing)
        shifted = moved(thing.span, of.text)
        if shifted is not None and of.text[shifted.start : shifted.end] != shifted.text:
            yield Corruption("place", "moved", replace(thing, span=shifted))
        yield from in_value(thing) if isinstance(thing, Claim) else in_statement(thing)


def accepted(of: Document, extraction: Extraction, corruption: Corruption) -> bool:
    """Whether a corruption passes, set in the place of the true finding."""
    thing = corruption.thing
    said = extraction.statements
    alone = (
        Extraction(document=of.id, statements=(thing,))
        if isinstance(thing, Statement)
        else Extraction(document=of.id, statements=said, claims=(thing,))
    )
    return not any(r.id == thing.id for r in refusals(of, alone))


@pytest.mark.parametrize("name", sorted(texts()))
def test_everything_that_the_engine_finds_follows_from_its_words(name: str) -> None:
    text, published = texts()[name]
    refused = list(refusals(document(text, published), extract(text, published)))
    assert refused == []


def test_nothing_passes_whose_number_name_or_negation_was_changed() -> None:
    tried: Counter[str] = Counter()
    passed = []
    for name, of, extraction in found():
        for corruption in corrupted(of, extraction):
            tried[corruption.sort] += 1
            if accepted(of, extraction, corruption):
                passed.append((name, corruption.sort, corruption.how, corruption.thing))
    assert passed == []
    assert min(tried[sort] for sort in ("number", "name", "negation", "place")) >= LEAST


def test_what_is_refused_takes_with_it_what_hangs_on_it() -> None:
    text = "Rockets hit the Ardune hospital on 12 March 2031, Halla Wenck said."
    of, whole = document(text), extract(text)
    (said,) = [s for s in whole.statements if s.voice]
    wrong = replace(said, polarity="negative")
    others = tuple(s for s in whole.statements if s.id != said.id)
    left = grounded(of, replace(whole, statements=(wrong, *others)))
    assert said.id not in {s.id for s in left.statements}
    assert not [c for c in left.claims if c.statement == said.id]
    assert not left.accounts
    (problem,) = left.problems
    assert "do not follow from their words" in problem.message
    assert problem.document == of.id


def test_what_follows_is_handed_on_untouched() -> None:
    for _, of, extraction in found():
        assert grounded(of, extraction) is extraction


def test_a_text_in_another_language_is_held_to_its_spans_only() -> None:
    text = "قال الطبيب إن خمسة أطفال قتلوا."
    of = replace(document(text), told=replace(document(text).told, language="ar"))
    statement = Statement(span=of.span(0, 9), polarity="negative", rule="x", confidence="low")
    whole = Extraction(document=of.id, statements=(statement,))
    assert grounded(of, whole) is whole
    broken = replace(statement, span=replace(statement.span, text="never"))
    assert grounded(of, Extraction(document=of.id, statements=(broken,))).statements == ()


def test_a_refusal_says_in_words_what_is_missing() -> None:
    text = "Shells killed five patients in the Ardune hospital."
    of, whole = document(text), extract(text)
    (toll,) = [c for c in whole.claims if c.kind == "casualty"]
    assert isinstance(toll.value, CasualtyValue)
    wrong = replace(toll, value=replace(toll.value, min=6, max=6))
    (refusal,) = refusals(of, replace(whole, claims=(wrong,)))
    assert re.search(r"killed five patients.* does not say casualty 6 to 6", refusal.why)
