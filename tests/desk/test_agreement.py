"""How accounts stand to each other, seen at a glance."""

from collections.abc import Sequence

import pytest

from solferino.desk.agreement import Field, Place, Verdict, agreement
from solferino.publish.comparison import Column, Comparison, Row
from solferino.publish.quote import Quote
from solferino.publish.said import Said


def said(value: str, source: int, start: int = 0) -> Said:
    quote = Quote(
        before="", exact=value, after="", name="n", language=None, start=start, end=start + 1
    )
    return Said(label="l", value=value, note="", by="somebody", quote=quote, source=source)


def row(*cells: tuple[str, ...]) -> Row:
    return Row(
        field="Killed",
        cells=tuple(
            tuple(said(v, source, n) for n, v in enumerate(cell))
            for source, cell in enumerate(cells, start=1)
        ),
    )


def field(*cells: tuple[str, ...], disputed: Sequence[dict[Place, str]] = ()) -> Field:
    columns = tuple(Column(source=n, name="n", role="main") for n in range(1, len(cells) + 1))
    table = agreement(Comparison(columns=columns, rows=(row(*cells),)), disputed)
    return table.fields[0]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([("3",), ()], "alone"),
        ([("3",), ("3",)], "agree"),
        ([("Orrin’s clinic",), ("orrin's CLINIC",)], "agree"),
        ([("3",), ("3", "4")], "partly"),
        ([("3",), ("4",)], "differ"),
        ([("3",), ("4",), ()], "differ"),
    ],
)
def test_the_verdict_follows_from_the_values(
    cells: list[tuple[str, ...]], expected: Verdict
) -> None:
    assert field(*cells).verdict == expected
    assert field(*reversed(cells)).verdict == expected
    assert field(*cells).speaking == sum(bool(cell) for cell in cells)


def test_what_the_case_holds_to_be_contradictory_goes_before_all_else() -> None:
    positions = {(1, 0, 1): "at least 3", (2, 0, 1): "none"}
    assert field(("3",), ("3", "4"), disputed=[positions]).verdict == "contradict"
    assert field(("3",), (), disputed=[positions]).verdict == "alone"
    assert field(("3",), ("3",), disputed=[dict.fromkeys(positions, "3")]).verdict == "agree"


def test_equal_values_have_equal_letters_and_what_most_say_comes_first() -> None:
    sides = [[told.side for told in cell] for cell in field(("4",), ("3",), ("3",)).cells]
    assert sides == [["B"], ["A"], ["A"]]
    assert [[told.side for told in cell] for cell in field(("3",), ("3",)).cells] == [[""], [""]]


def test_a_value_said_twice_in_a_cell_is_shown_once_with_both_words() -> None:
    ((told,),) = field(("3", "3")).cells
    assert len(told.said) == 2
