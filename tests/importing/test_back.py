"""The way back: what was exported changes nothing, and each change is one decision.

What spreadsheet programs do to a file is imitated here with openpyxl and by rewriting CSV (days as
numbers, numbers for texts, trimmed and doubled blanks, other orders, a byte order mark, semicolons,
apostrophes, dropped and added columns and sheets); test_spreadsheet_program.py asks a real one.
"""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.importing.books import (
    DOINGS,
    TEXTS,
    asked,
    opened,
    put,
    row_of,
    saved,
    workbook,
    worked_case,
)

from solferino import pipeline
from solferino.importing.back import sheets_in
from solferino.importing.pages import alike
from solferino.model import Assessment, CasualtyValue, Judgement, Rated, Related
from solferino.ports import Kit, Picture
from solferino.publish.exchange.csv_files import CsvExporter
from solferino.publish.sheets import sheet
from solferino.store.case import Case

LAW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Iterator[Case]:
    with worked_case(tmp_path_factory.mktemp("back"), kit, TEXTS) as case:
        yield case


@pytest.fixture(scope="module")
def picture(worked: Case) -> Picture:
    return pipeline.picture(worked, "engine 1")


@pytest.fixture(scope="module")
def exported(worked: Case) -> bytes:
    return workbook(worked)


@pytest.fixture(scope="module")
def claims_csv(picture: Picture) -> dict[str, bytes]:
    return dict(CsvExporter().files(picture))


def test_what_was_exported_changes_nothing_when_it_comes_back(
    worked: Case, exported: bytes
) -> None:
    given_back = asked(worked, exported)
    assert given_back.decided == ()
    assert given_back.asks.notices == ()


@pytest.mark.parametrize("doings", [*((d,) for d in DOINGS), DOINGS], ids=lambda d: d[-1].__name__)
def test_nothing_that_a_program_does_to_a_workbook_is_a_decision(
    worked: Case, exported: bytes, doings: tuple[Callable[[Any], None], ...]
) -> None:
    book = opened(exported)
    for doing in doings:
        doing(book)
    given_back = asked(worked, saved(book))
    assert given_back.decided == ()
    assert {n.what for n in given_back.asks.notices} <= {"unknown"}


@pytest.mark.parametrize("which", ["exact", "safe"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_files_come_back_unchanged_whatever_parts_their_cells(
    worked: Case, claims_csv: dict[str, bytes], which: str, mark: bytes, delimiter: str
) -> None:
    text = claims_csv[f"{which}/claims.csv"].decode("utf-8-sig")
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(text, newline="")))
    given_back = asked(worked, mark + out.getvalue().encode())
    assert (given_back.decided, given_back.asks.notices) == ((), ())


BLANKS = st.sampled_from(["", " ", "  "])


@given(data=st.data())
@LAW
def test_as_many_decisions_as_rows_were_answered(
    worked: Case, claims_csv: dict[str, bytes], data: st.DataObject
) -> None:
    text = claims_csv["safe/claims.csv"].decode("utf-8-sig")
    head, tags, *rows = csv.reader(io.StringIO(text, newline=""))
    answers = ("accept", "Reject", "yes", " no ", "")
    words = [data.draw(st.sampled_from(answers)) for _ in rows]
    places = data.draw(st.permutations(range(len(head))))
    before, after = data.draw(BLANKS), data.draw(BLANKS)
    for row, word in zip(rows, words, strict=True):
        row[head.index("Decision")] = word
    order = data.draw(st.permutations(rows))
    out = io.StringIO()
    written_ = csv.writer(out, delimiter=data.draw(st.sampled_from(",;\t")))
    for row in [head, tags, *order]:
        written_.writerow([f"{before}{row[i]}{after}" if row[i] else "" for i in places])
    decided = [d.ruling for d in asked(worked, out.getvalue().encode()).decided]
    told = {d.claim.id: d.decision for d in decided if isinstance(d, Assessment)}
    assert len(told) == len(decided)
    says = {"accept": "accept", "yes": "accept", "reject": "reject", "no": "reject"}
    assert told == {
        row[head.index("Claim id")]: says[word.strip().casefold()]
        for row, word in zip(rows, words, strict=True)
        if word.strip()
    }


def test_changed_bounds_are_a_correction_with_who_and_why(worked: Case, exported: bytes) -> None:
    book = opened(exported)
    page = book["Claims"]
    row = row_of(page, "casualty")
    put(page, row, "value.min", 2)
    put(page, row, "value.max", 4)
    put(page, row, "reason", "the director wrote to us")
    (decided,) = asked(worked, saved(book)).decided
    ruling = decided.ruling
    assert isinstance(ruling, Assessment)
    assert (ruling.decision, ruling.by, ruling.why) == (
        "correct",
        "A. Person",
        "the director wrote to us",
    )
    assert isinstance(ruling.instead, CasualtyValue)
    told = ruling.instead
    assert (told.min, told.max, told.qualifier) == (2, 4, "range")


def test_a_comma_in_a_count_parts_thousands(worked: Case, exported: bytes) -> None:
    book = opened(exported)
    page = book["Claims"]
    row = row_of(page, "casualty")
    put(page, row, "value.min", "12,000")
    put(page, row, "value.max", "12,000")
    (decided,) = asked(worked, saved(book)).decided
    assert isinstance(decided.ruling, Assessment)
    told = decided.ruling.instead
    assert isinstance(told, CasualtyValue)
    assert (told.min, told.max) == (12_000, 12_000)


def test_a_count_that_may_be_thousands_is_not_the_one_that_stands_there() -> None:
    assert not alike(sheet("claims").column("value.min"), "12", "12.000")
    assert alike(sheet("facilities").column("latitude"), "12", "12.000")


@pytest.mark.parametrize(
    ("column", "content", "says"),
    [
        ("decision", "perhaps", "no decision"),
        ("decision", "correct", "no cell of its value was changed"),
        ("value.min", "several", "no whole number"),
        ("value.min", "12.000", "no whole number"),
        ("value.group", "bystanders", "none of"),
        ("value.weapon", "rocket", "it has no weapon"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_with_the_reason(
    worked: Case, exported: bytes, column: str, content: str, says: str
) -> None:
    book = opened(exported)
    page = book["Claims"]
    put(page, row_of(page, "casualty"), column, content)
    given_back = asked(worked, saved(book))
    assert given_back.decided == ()
    (notice,) = given_back.asks.notices
    assert notice.what == "refused"
    assert says in notice.why


def test_a_cell_that_only_tells_is_not_taken_over(worked: Case, exported: bytes) -> None:
    book = opened(exported)
    put(book["Claims"], 4, "words", "other words")
    given_back = asked(worked, saved(book))
    assert given_back.decided == ()
    assert [n.what for n in given_back.asks.notices] == ["not taken over"]


def test_rows_that_are_left_out_or_unknown_decide_nothing(worked: Case, exported: bytes) -> None:
    book = opened(exported)
    page = book["Claims"]
    page.delete_rows(5)
    put(page, 6, "id", "0" * 32)
    given_back = asked(worked, saved(book))
    assert given_back.decided == ()
    assert sorted(n.what for n in given_back.asks.notices) == ["missing", "unknown"]


def test_origins_incidents_and_questions_are_answered_in_their_sheets(
    worked: Case, exported: bytes, picture: Picture
) -> None:
    book = opened(exported)
    put(book["Origins"], 3, "relation", "independent", "origins")
    other = picture.incidents[1].id
    put(book["Incidents"], 3, "same_as", other, "incidents")
    rulings = [d.ruling for d in asked(worked, saved(book)).decided]
    kinds = sorted(type(r).__name__ for r in rulings)
    assert kinds == ["Judgement", "Related"]
    (judged,) = (r for r in rulings if isinstance(r, Judgement))
    assert (judged.right, judged.verdict) == (other, "same")
    (related,) = (r for r in rulings if isinstance(r, Related))
    assert related.relation == "independent"


def test_a_letter_of_reliability_is_a_decision_of_its_own(worked: Case, exported: bytes) -> None:
    book = opened(exported)
    put(book["Origins"], 3, "reliability", "b", "origins")
    put(book["Origins"], 3, "reason", "right so far", "origins")
    (rated,) = [d.ruling for d in asked(worked, saved(book)).decided]
    assert isinstance(rated, Rated)
    assert (rated.letter, rated.why) == ("B", "right so far")
    put(book["Origins"], 3, "reliability", "Z", "origins")
    found = asked(worked, saved(book))
    assert found.decided == ()
    assert [n.what for n in found.asks.notices] == ["refused"]


def added_row(book: Any, **cells: object) -> bytes:
    page = book["Claims"]
    row = page.max_row + 1
    for key, content in cells.items():
        put(page, row, key.replace("__", "."), content)
    return saved(book)


def test_a_row_added_by_hand_is_a_claim_on_its_words(worked: Case, exported: bytes) -> None:
    data = added_row(
        opened(exported),
        document_name="two.txt",
        words="A ward burned  down",
        kind="Effect",
        value__effect="damaged",
    )
    (decided,) = asked(worked, data).decided
    ruling = decided.ruling
    assert isinstance(ruling, Assessment)
    assert ruling.by_hand
    assert ruling.span.text == "A ward burned down"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"words": "A ward was flooded"}, "does not stand in two.txt"),
        ({"document_name": "four.txt"}, "no documents are called"),
        ({"kind": "guess"}, "no kind of claim"),
        ({"value__effect": "melted"}, "none of"),
        ({"words": "Tesk"}, "times in two.txt"),
    ],
)
def test_a_row_that_rests_on_nothing_is_refused(
    worked: Case, exported: bytes, cells: dict[str, str], says: str
) -> None:
    whole = {
        "document_name": "two.txt",
        "words": "A ward burned down",
        "kind": "effect",
        "value__effect": "damaged",
        **cells,
    }
    given_back = asked(worked, added_row(opened(exported), **whole))
    assert given_back.decided == ()
    (notice,) = given_back.asks.notices
    assert notice.what == "refused"
    assert says in notice.why


def test_a_file_that_is_none_of_ours_is_no_return() -> None:
    assert sheets_in("t.csv", b"Date,Killed\n2031-05-02,4\n") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("21:20", "09:20:00 PM", True),
        ("02:20", "2:20:00 a.m.", True),
        ("12:05", "12:05 PM", True),
        ("00:05", "12:05 AM", True),
        ("07:50", "07:50:00", True),
        ("07:50", "07:50:30", False),
        ("07:50", "07:50 PM", False),
        ("18,000", "18000", True),
        ("18,000", "18", False),
        ("1,20", "120", False),
    ],
)
def test_a_cell_that_looks_like_a_time_or_a_number_may_be_written_another_way(
    one: str, other: str, *, same: bool
) -> None:
    column = sheet("claims").column("value.value")
    assert alike(column, one, other) is same
    assert alike(column, other, one) is same
