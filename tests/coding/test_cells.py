"""What cells say: codes with their places, figures, days, countries; nothing where they do not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.coding import cells
from solferino.coding.headings import fits, heading, names
from solferino.coding.mapping import Order, read_mapping, shipped
from solferino.errors import UsageError

DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(2039, 12, 31))


@pytest.mark.parametrize(
    ("table", "cell", "codes", "unknown"),
    [
        ("weapon", "Aerial Bomb: Plane, Firearms", ["airstrike", "gunfire"], ()),
        ("weapon", "Tasers, Live and Rubber Bullets", ["gunfire"], ()),
        ("weapon", "Catapult, mortar", ["mortar"], ("Catapult",)),
        ("weapon", "No Information on the Weapon Used", [], ()),
        (
            "event",
            "Violence with individual weapons (bricks (IED), Obstruction to health care (legal)",
            ["individual_weapons", "obstruction"],
            (),
        ),
    ],
)
def test_labels_are_found_whole_with_their_places(
    table: str, cell: str, codes: list[str], unknown: tuple[str, ...]
) -> None:
    met = cells.items(table, cell)
    assert [item.code for item in met.found] == codes
    assert met.unknown == unknown
    assert all(cell[i.start : i.end].strip() == cell[i.start : i.end] for i in met.found)


@given(
    DAYS, st.sampled_from(["%Y-%m-%d", "%Y-%m-%d 00:00:00", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y"])
)
def test_a_day_is_read_however_it_is_written(day: date, form: str) -> None:
    told = cells.day(day.strftime(form), None)
    assert told is not None
    assert (told.earliest, told.latest) == (day.isoformat(), day.isoformat())


@given(DAYS)
def test_a_day_that_a_spreadsheet_turned_into_a_number_is_read(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    told = cells.day(str(serial), None)
    assert told is not None
    assert told.earliest == day.isoformat()


@given(DAYS, st.sampled_from(["dmy", "mdy"]))
def test_days_in_figures_are_read_in_the_order_that_is_told_and_else_left_open(
    day: date, order: Order
) -> None:
    written = day.strftime("%d/%m/%Y" if order == "dmy" else "%m/%d/%Y")
    told = cells.day(written, order)
    assert told is not None
    assert told.earliest == day.isoformat()
    open_ = cells.day(written, None)
    assert (open_ is None) == (day.day <= 12 and day.day != day.month)


@given(DAYS)
def test_a_week_holds_its_day_and_a_month_all_its_days(day: date) -> None:
    week, month = (cells.day(day.isoformat(), None, period) for period in ("week", "month"))
    assert week is not None
    assert month is not None
    assert week.earliest == (day - timedelta(days=3)).isoformat()
    assert (month.earliest or "") <= day.isoformat() <= (month.latest or "")
    assert month.edtf == day.isoformat()[:7]


@pytest.mark.parametrize("cell", ["", "soon", "31/02/2030", "13/13/2030", "2030-02-30", "7"])
def test_what_is_no_day_is_none(cell: str) -> None:
    assert cells.day(cell, "dmy") is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("SYR", "SY"),
        ("Syrian Arab Republic", "SY"),
        ("drc", "CD"),
        ("oPt", "PS"),
        ("Nowhere", None),
    ],
)
def test_countries_are_known_by_name_and_code(cell: str, code: str | None) -> None:
    assert cells.country(cell) == code


@given(st.integers(min_value=0, max_value=10**6))
def test_counts_are_read_as_programs_write_them(number: int) -> None:
    assert {cells.count(form) for form in (f"{number}", f"{number}.0", f" {number:,} ")} == {number}
    assert cells.is_yes(str(number)) == (number > 0)


@pytest.mark.parametrize("cell", ["several", "-2", "2-3", "1.5", "12.000", " 1.000 "])
def test_what_is_no_count_is_none(cell: str) -> None:
    assert cells.count(cell) is None


@pytest.mark.parametrize(
    ("known", "met", "same"),
    [
        ("Location", "Location ", True),
        ("Attack date", "ATTACK_DATE", True),
        (
            "Total number of attacks on facilities which reported destruction",
            "Total number of attacks on facilities which reported destructio",
            True,
        ),
        ("Health Workers Killed", "Health Workers", False),
        ("source_*", "source_12", True),
        ("source_*", "source_name", False),
    ],
)
def test_headings_fit_whatever_a_program_made_of_them(known: str, met: str, same: bool) -> None:  # noqa: FBT001  (an expected value)
    assert fits(heading(known), heading(met)) == same


def test_every_shipped_mapping_can_be_read_and_says_whence_it_comes() -> None:
    for name, text in shipped().items():
        assert read_mapping(text).name == name
        assert "source = " in text


def test_a_list_of_synonyms_stands_for_its_words() -> None:
    assert heading("Date of incident") in names("@time")


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        "title = 'no name'",
        "name = 'a'\n[[column]]\nname = 'b'\nmeans = 'nonsense'",
        "name = 'a'\n[[column]]\nname = 'b'\nmeans = 'time'\ncolour = 'red'",
        "name = 'a'\n[describes]\ncolour = 'red'",
        "name = 'a'\ndates = 'dym'",
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(UsageError, match="mapping") as refused:
        read_mapping(text)
    assert refused.value.remedy
