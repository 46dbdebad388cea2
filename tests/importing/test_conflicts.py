"""Decisions from sheets enter once; what the case and a person both changed is told apart."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.importing.books import AT, TEXTS, asked, opened, put, row_of, saved

from solferino import pipeline
from solferino.importing.back import take_over
from solferino.model import Assessment, CasualtyValue
from solferino.ports import Kit
from solferino.publish.exchange.workbook import XlsxExporter
from solferino.store.case import Case
from solferino.workers import here


@pytest.fixture
def own(tmp_path: Path, kit: Kit) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "Case", clock=lambda: AT, by="A. Person") as case:
        case.receive("three.txt", TEXTS["three.txt"].encode())
        for _ in pipeline.work(case, kit, here()):
            pass
        yield case


def written(case: Case) -> bytes:
    out = io.BytesIO()
    XlsxExporter().write(pipeline.picture(case, "engine 1"), out)
    return out.getvalue()


def derived(case: Case, kit: Kit) -> None:
    for _ in pipeline.derive(case, kit):
        pass


def test_decisions_enter_once_and_the_file_is_kept(own: Case, kit: Kit) -> None:
    book = opened(written(own))
    put(book["Claims"], row_of(book["Claims"], "casualty"), "value.min", 3)
    put(book["Claims"], row_of(book["Claims"], "casualty"), "value.max", 3)
    data = saved(book)
    assert len(take_over(own, asked(own, data))) == 1
    derived(own, kit)
    assert any(c.review == "corrected" for c in own.reviewed().claims)
    again = asked(own, data)
    assert [d.ruling for d in again.decided] == []
    assert own.data(_kept(own)) == data


def _kept(case: Case) -> str:
    return next(e.subject for e in reversed(case.entries()) if e.verb == "keep")


def test_where_the_case_changed_since_only_the_persons_own_cells_are_taken(
    own: Case, kit: Kit
) -> None:
    before = written(own)
    first = opened(before)
    row = row_of(first["Claims"], "casualty")
    put(first["Claims"], row, "value.group", "patients")
    take_over(own, asked(own, saved(first), "first"))
    derived(own, kit)
    second = opened(before)
    put(second["Claims"], row, "value.max", 9)
    (decided,) = asked(own, saved(second)).decided
    assert isinstance(decided.ruling, Assessment)
    told = decided.ruling.instead
    assert isinstance(told, CasualtyValue)
    assert (told.group, told.max) == ("patients", 9)


def test_one_cell_that_both_changed_is_a_conflict_and_is_shown(own: Case, kit: Kit) -> None:
    before = written(own)
    row = row_of(opened(before)["Claims"], "casualty")
    for number, word in ((7, "first"), (8, "second")):
        book = opened(before)
        put(book["Claims"], row, "value.max", number)
        given_back = asked(own, saved(book), word)
        if word == "first":
            take_over(own, given_back)
            derived(own, kit)
    assert given_back.decided == ()
    (notice,) = (n for n in given_back.asks.notices if n.what == "conflict")
    assert "the case says «7» now, the file «8»" in notice.why
