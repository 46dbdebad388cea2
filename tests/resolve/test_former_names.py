"""A body's name counts in its own time; in a text of another time a person is asked."""

import pytest
from tests.resolve.mentions import ATLAS, mention

from solferino.model import Mention, Span
from solferino.resolve.entities import Resolution, Sources, resolution
from solferino.resolve.roster import body_of, in_use, roster

REGIME, GOVERNMENT = "Assad regime", "Syrian government"


def named(name: str, document: str) -> Mention:
    return mention(name, document, kind="government", country="SY")


def seen(*told: tuple[str, str, str | None]) -> tuple[Resolution, list[Mention]]:
    """Resolve names in documents of a day."""
    mentions = [named(name, document) for name, document, _ in told]
    days = {document: day for _, document, day in told if day is not None}
    return resolution(mentions, (), ATLAS, sources=Sources(days=days)), mentions


@pytest.mark.parametrize("day", [None, "2016-11-18", "2016", "2024-12"])
def test_in_its_time_a_former_name_is_the_body(day: str | None) -> None:
    found, _ = seen((REGIME, "a", day), (GOVERNMENT, "b", "2016-11-18"))
    assert [e.name for e in found.entities] == [GOVERNMENT]
    assert not found.unsure


@pytest.mark.parametrize("day", ["2025-03-01", "2025"])
def test_in_another_time_it_is_left_to_a_person(day: str) -> None:
    found, (regime, government) = seen((REGIME, "a", day), (GOVERNMENT, "b", "2025-03-02"))
    assert {e.name for e in found.entities} == {REGIME, GOVERNMENT}
    assert [{j.left, j.right} for j in found.unsure] == [{regime.id, government.id}]
    assert "another time" in found.unsure[0].why


def test_what_the_engine_knows_as_the_body_is_called_by_its_words_in_another_time() -> None:
    words = Span(document="a", start=0, end=len(REGIME), text=REGIME)
    told = Mention(span=words, kind="government", name=GOVERNMENT, country="SY")
    sources = Sources(days={"a": "2025-03-01"})
    (found,) = resolution([told], (), ATLAS, sources=sources).entities
    assert (found.name, found.names) == (REGIME, (REGIME,))


def test_the_same_former_name_in_two_later_texts_is_one_thing() -> None:
    found, _ = seen((REGIME, "a", "2025-03-01"), (f"the {REGIME}", "b", "2025-07-01"))
    assert len(found.entities) == 1


def test_what_a_body_went_over_into_is_asked_about_as_well() -> None:
    told = [("Jabhat al-Nusra", "a", "2018-02-01"), ("Hayat Tahrir al-Sham", "b", "2018-02-01")]
    mentions = [mention(n, d, kind="armed_group", country="SY") for n, d, _ in told]
    sources = Sources(days={d: day for _, d, day in told})
    found = resolution(mentions, (), ATLAS, sources=sources)
    assert len(found.entities) == 2
    assert [{j.left, j.right} for j in found.unsure] == [{m.id for m in mentions}]


def test_a_document_that_comes_later_is_asked_about_as_in_a_rebuild() -> None:
    told = [
        (REGIME, "b", "2025-03-01"),
        (GOVERNMENT, "c", "2025-01-01"),
        (REGIME, "a", "2025-02-01"),
    ]
    whole, _ = seen(*told)
    turned, _ = seen(*reversed(told))
    assert whole == turned


def test_nothing_is_in_use_before_its_body_was_there() -> None:
    for body in roster():
        if body.since is not None:
            early = f"{int(body.since[:4]) - 1}-01-01"
            assert not any(in_use(body, name, early) for name in (body.name, *body.names))


def test_a_time_is_told_of_names_that_the_body_has_only() -> None:
    for body in roster():
        for spell in body.named:
            known = body_of(spell.name, body.country)
            assert known is not None, spell.name
            assert known.name == body.name
