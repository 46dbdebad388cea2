"""Columns are read one after the other, tables row by row."""

from collections.abc import Sequence

import pytest

from solferino.read.columns import Row, columns
from solferino.read.pagelines import Line

LEFT = [
    "The clinic in the old town",
    "was hit by two shells on",
    "Tuesday night, its director",
    "said to the Ember on Friday.",
    "Nobody was hurt, she said.",
]
RIGHT = [
    "The ministry denied that its",
    "guns had fired on the clinic,",
    "and said that it would look",
    "into the report of the nurse",
    "within the week, or later.",
]
HIGH, STEP, SIZE, SIGN = 700.0, 14.0, 12.0, 5.0


def piece(text: str, left: float, row: int) -> Line:
    bottom = HIGH - row * STEP
    right = left + SIGN * len(text)
    return Line(text=text, left=left, right=right, bottom=bottom, top=bottom + SIZE)


def beside(left: Sequence[str], right: Sequence[str], first: int = 0) -> list[Row]:
    """Two columns as many programs write them: row by row."""
    return [
        Row(pieces=(piece(one, 72, i), piece(other, 310, i)))
        for i, (one, other) in enumerate(zip(left, right, strict=True), start=first)
    ]


def read(rows: Sequence[Row]) -> list[list[str]]:
    return [[line.text for line in stretch] for stretch in columns(rows)]


def test_two_columns_are_read_left_then_right() -> None:
    assert read(beside(LEFT, RIGHT)) == [LEFT, RIGHT]


def test_the_order_of_rows_in_the_file_does_not_matter() -> None:
    assert read(beside(LEFT, RIGHT)[::-1]) == [LEFT, RIGHT]


def test_columns_written_one_after_the_other_stay_so() -> None:
    rows = [Row(pieces=(p,)) for row in beside(LEFT, RIGHT) for p in row.pieces]
    assert read(sorted(rows, key=lambda row: row.line.left)) == [LEFT, RIGHT]


def test_a_title_over_both_columns_is_read_first_and_one_between_parts_them() -> None:
    over = Row(pieces=(piece("What the town of Ossavar lost in the winter of the siege", 72, 0),))
    between = Row(
        pieces=(piece("What the ministry of the town had to say about all of this", 72, 6),)
    )
    rows = [over, *beside(LEFT, RIGHT, 1), between, *beside(RIGHT, LEFT, 7)]
    assert read(rows) == [[over.line.text], LEFT, RIGHT, [between.line.text], RIGHT, LEFT]


def test_three_columns_are_read_in_turn() -> None:
    third = [line.replace("The", "Our") for line in LEFT]
    rows = [
        Row(pieces=(*row.pieces, piece(text, 540, i)))
        for i, (row, text) in enumerate(zip(beside(LEFT, RIGHT), third, strict=True))
    ]
    assert read(rows) == [LEFT, RIGHT, third]


def test_columns_of_a_script_that_runs_left_are_read_right_then_left() -> None:
    one = ["قالت مديرة العيادة في البلدة", "إن قذيفتين أصابتا ساحة المبنى"] * 3
    other = ["ونفت الوزارة أن مدافعها أطلقت", "وقالت إنها ستنظر في التقرير"] * 3
    assert read(beside(other, one)) == [one, other]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["Burns ward", "Pharmacy", "Laboratory", "Store", "Kitchen"], RIGHT),
        (["1.", "2.", "3.", "4.", "5."], RIGHT),
        (LEFT, ["24 beds", "12 beds", "none", "3", "1"]),
    ],
)
def test_a_table_is_read_row_by_row(left: list[str], right: list[str]) -> None:
    assert read(beside(left, right)) == [
        [f"{one} {other}" for one, other in zip(left, right, strict=True)]
    ]


def test_a_wide_gap_within_a_line_is_no_column() -> None:
    rows = [Row(pieces=(piece("signed:", 72, 0), piece("Wenna Karsk", 400, 0)))]
    rows += [
        Row(pieces=(piece(f"{a} {b}", 72, i),))
        for i, (a, b) in enumerate(zip(LEFT, RIGHT, strict=True), 1)
    ]
    assert [line for stretch in read(rows) for line in stretch] == [row.line.text for row in rows]


def test_a_hyphen_at_the_end_of_a_column_line_is_marked() -> None:
    left = ["The clinic and its phar-", *LEFT[1:]]
    (first, *_), _ = columns(beside(left, RIGHT))
    assert (first.text, first.hyphen) == ("The clinic and its phar", True)
