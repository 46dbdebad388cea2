"""The sheets as data: every value has its cells, and what goes out is understood coming back."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

import hxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model import VALUE_TYPES
from solferino.publish.sheets import (
    HASH,
    LONGEST,
    Sheet,
    fitting,
    joined,
    normal,
    parted,
    row_hash,
    sheet,
    sheets,
)

DECISIONS = {"assess", "correct", "judge", "relate", "rate", "grade", "protect", "reply"}
EVERY = pytest.mark.parametrize("one", sheets(), ids=lambda s: s.key)


@EVERY
def test_a_sheet_begins_with_an_id_and_ends_with_the_hash(one: Sheet) -> None:
    assert (one.columns[0].key, one.columns[-1].key) == ("id", HASH)
    assert len({c.key for c in one.columns}) == len(one.columns)


@EVERY
def test_headers_are_understood_whatever_their_case_and_space(one: Sheet) -> None:
    for column in one.columns:
        for typed in (column.header, column.header.upper(), f" {column.header.lower()}\n"):
            assert one.known_as(typed) == column, typed
        for other in column.also:
            assert one.known_as(other) == column, other
    assert one.known_as("no such column") is None
    assert one.known_as("") is None


@EVERY
def test_a_name_fits_a_tab_and_a_change_has_a_reason(one: Sheet) -> None:
    assert len(one.name) <= 31
    assert not set(one.name) & set("[]:*?/\\'")
    answers = {c.edit for c in one.columns}
    assert answers <= {"", "reason", *DECISIONS}
    assert answers == {""} or "reason" in answers


def test_every_field_of_every_value_has_a_column() -> None:
    keys = {c.key for c in sheet("claims").columns}
    wanted = {f"value.{f.name}" for cls in VALUE_TYPES.values() for f in fields(cls)}
    assert wanted == {k for k in keys if k.startswith("value.")}


@given(st.lists(st.text(max_size=20).map(lambda t: " ".join(fitting(t).split())).filter(bool)))
def test_several_texts_of_a_cell_come_back(items: list[str]) -> None:
    assert parted(joined(items)) == tuple(items)


@given(st.text())
def test_what_fits_stays_and_is_printable(text: str) -> None:
    once = fitting(text)
    assert fitting(once) == once
    assert not [c for c in once if ord(c) < 32 and c not in "\t\n"]


def test_a_text_that_is_too_long_is_cut_with_a_note() -> None:
    for long in ("a" * 40_000, "🚑" * 40_000):
        cut = fitting(long)
        assert len(cut.encode("utf-16-le")) <= 2 * LONGEST
        assert cut.endswith("case export]")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (None, ""),
        (True, "yes"),
        (3, "3"),
        (3.0, "3"),
        (Decimal("12.50"), "12.5"),
        (12.5, "12.5"),
        (date(2031, 5, 4), "2031-05-04"),
        (datetime(2031, 5, 4), "2031-05-04"),  # noqa: DTZ001  (spreadsheets know no zones)
        ("  two \r\n lines_x000D_\n", "two lines"),
    ],
)
def test_a_cell_says_the_same_whichever_program_saved_it(cell: object, said: str) -> None:
    assert normal(cell) == said


def test_a_row_hash_follows_what_the_row_says_and_nothing_else() -> None:
    places = sheet("places")
    row = {"id": "e-1", "name": "Brenholt", "latitude": "12.50", "country": "ZZ"}
    same = {"country": " ZZ", "latitude": 12.5, "id": "e-1", "name": "Brenholt", HASH: "old"}
    assert row_hash(places, row) == row_hash(places, same)
    assert row_hash(places, row) != row_hash(places, {**row, "name": "Kelderin"})
    assert row_hash(places, row) != row_hash(sheet("people"), row)
    moved = {"id": "e-1", "name": "Brenholt", "longitude": "12.5", "country": "ZZ"}
    assert row_hash(places, row) != row_hash(places, moved)


def test_every_tag_is_one_that_hxl_reads() -> None:
    for one in sheets():
        for column in one.columns:
            if column.tag:
                parsed = hxl.model.TagPattern.parse(column.tag)
                tag, *attributes = column.tag.split("+")
                assert (parsed.tag, parsed.include_attributes) == (tag, set(attributes))
