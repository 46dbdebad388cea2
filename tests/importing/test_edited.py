"""A workbook edited as people do it: their cells are decisions, all else that happened to it none.

Edits of cells are drawn together with what programs and tidy people do to a workbook besides
(`books.DOINGS`, and headings of one's own). Whatever is drawn, the decisions are those of the
edits alone, each row that was edited is accounted for, and nothing else is decided.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.importing.books import (
    DOINGS,
    TEXTS,
    asked,
    at,
    opened,
    put,
    row_of,
    saved,
    workbook,
    worked_case,
)

from solferino.importing.back import Answer
from solferino.model import Assessment, CasualtyValue, TimeValue
from solferino.ports import Kit
from solferino.publish.sheets import sheet
from solferino.store.case import Case

LAW = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # an example takes too long to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Doing = Callable[[Any], None]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Iterator[Case]:
    with worked_case(tmp_path_factory.mktemp("edited"), kit, TEXTS) as case:
        yield case


@pytest.fixture(scope="module")
def exported(worked: Case) -> bytes:
    return workbook(worked)


def other_names(book: Any) -> None:
    """Call columns by other names under which they are known, in other case."""
    named = [sheet(key) for key in ("incidents", "claims", "origins")]
    for page, known in ((p, s) for p in book for s in named if p.title.endswith(s.name)):
        for cell in page[1]:
            column = known.known_as(str(cell.value)) if cell.value else None
            if column is not None and column.also:
                cell.value = f" {column.also[-1].title()}:"


def figures_as_text(book: Any) -> None:
    for page in book:
        for row in page.iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    cell.value = str(cell.value)


def days_as_dates(book: Any) -> None:
    """Make days of texts that look like days, as programs do when a cell is touched."""
    for page in book:
        for row in page.iter_rows(min_row=3):
            for cell in row:
                try:
                    day = date.fromisoformat(str(cell.value))
                except ValueError:
                    continue
                cell.value = datetime(day.year, day.month, day.day)  # noqa: DTZ001  (a sheet has no zone)


MORE: tuple[Doing, ...] = (*DOINGS, other_names, figures_as_text, days_as_dates)
WORDS = st.sampled_from(["accept", "Reject", "unsure", "YES"])


def rulings(found: Answer) -> list[tuple[str, str, str, object]]:
    told = [d.ruling for d in found.decided]
    assert all(isinstance(r, Assessment) for r in told)
    return sorted(
        (r.claim.id, r.decision, r.why, repr(r.instead)) for r in told if isinstance(r, Assessment)
    )


EDITS = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(20, 1_500),
        st.sampled_from([0, 7, None]),
        WORDS,
        st.sampled_from(["seen", "two  sources", "see p. 7"]),
    ),
    min_size=1,
    max_size=5,
)


@given(edits=EDITS, doings=st.lists(st.sampled_from(MORE), max_size=4, unique=True))
@LAW
def test_what_a_person_edits_is_decided_whatever_else_happens_to_the_workbook(
    worked: Case,
    exported: bytes,
    edits: list[tuple[int, int, int | None, str, str]],
    doings: list[Doing],
) -> None:
    book = opened(exported)
    page = book["Claims"]
    rows = {3 + edit[0] % (page.max_row - 2): edit[1:] for edit in edits}
    for row, (least, more, word, reason) in rows.items():
        if page.cell(row, at(page, "claims", "kind")).value == "casualty":
            put(page, row, "value.min", least)
            put(page, row, "value.max", None if more is None else least + more)
        else:
            put(page, row, "decision", word)
        put(page, row, "reason", reason)
    plain = asked(worked, saved(book))
    assert len(plain.decided) + len(plain.asks.notices) == len(rows)
    for doing in sorted(doings, key=MORE.index):  # each reckons with those before it alone
        doing(book)
    mangled = asked(worked, saved(book))
    assert rulings(mangled) == rulings(plain)
    left = [n for n in mangled.asks.notices if n.what != "unknown"]
    assert [(n.id, n.what) for n in left] == [(n.id, n.what) for n in plain.asks.notices]


@pytest.mark.parametrize("doing", MORE[len(DOINGS) :], ids=lambda d: d.__name__)
def test_other_names_of_columns_figures_as_text_and_dates_are_nobodys_decision(
    worked: Case, exported: bytes, doing: Doing
) -> None:
    book = opened(exported)
    doing(book)
    found = asked(worked, saved(book))
    assert (found.decided, found.asks.notices) == ((), ())


def test_a_cell_that_is_emptied_is_a_decision_too(worked: Case, exported: bytes) -> None:
    book = opened(exported)
    page = book["Claims"]
    put(page, row_of(page, "casualty"), "value.max", None)
    (decided,) = asked(worked, saved(book)).decided
    assert isinstance(decided.ruling, Assessment)
    told = decided.ruling.instead
    assert isinstance(told, CasualtyValue)
    assert (told.min, told.max, told.qualifier) == (3, None, "at_least")


@pytest.mark.parametrize("day", ["2031-05-01", datetime(2031, 5, 1), "1 May 2031"])  # noqa: DTZ001
def test_a_day_is_corrected_however_it_is_written(
    worked: Case, exported: bytes, day: object
) -> None:
    book = opened(exported)
    page = book["Claims"]
    row = row_of(page, "time")
    put(page, row, "value.earliest", day)
    put(page, row, "value.latest", day)
    (decided,) = asked(worked, saved(book)).decided
    assert isinstance(decided.ruling, Assessment)
    told = decided.ruling.instead
    assert isinstance(told, TimeValue)
    assert (told.earliest, told.latest, told.edtf) == ("2031-05-01", "2031-05-01", "2031-05-01")


def test_a_row_that_was_copied_and_edited_is_shown_and_not_guessed(
    worked: Case, exported: bytes
) -> None:
    book = opened(exported)
    page = book["Claims"]
    row = row_of(page, "casualty")
    page.append([cell.value for cell in page[row]])
    assert asked(worked, saved(book)).decided == ()
    put(page, row, "value.min", 4)
    found = asked(worked, saved(book))
    assert found.decided == ()
    assert [n.what for n in found.asks.notices] == ["conflict", "conflict"]
