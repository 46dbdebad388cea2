"""Rows in columns of one's own: read from a table of a person, filled, accepted at once."""

import csv
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.desk.columns import tables
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.errors import UsageError
from solferino.model import Assessment
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.own_columns import (
    Column,
    own_columns_row,
    read_columns,
    shown,
    written_columns,
)
from solferino.publish.exchange.ssa import ssa_row
from solferino.publish.view import View
from solferino.store.case import Case

PORT = 8133
HOME = f"http://127.0.0.1:{PORT}"
SAME_SITE = {"origin": HOME, "sec-fetch-site": "same-origin"}
heads = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=20)


@given(st.dictionaries(heads, st.sampled_from(("", *shown(), "ssa: Attack Type"))))
def test_a_table_is_read_as_it_was_written(table: dict[str, str]) -> None:
    columns = tuple(Column(head=head, shows=shows) for head, shows in table.items())
    if tuple(map(str.casefold, next(iter(table.items()), ("", "")))) != ("column", "shows"):
        assert read_columns(written_columns(columns)) == columns


def test_what_is_wrong_in_a_table_is_said_by_its_line() -> None:
    assert read_columns("Ort\tplace\nTote\tkilled") == (
        Column(head="Ort", shows="place"),
        Column(head="Tote", shows="killed"),
    )
    for table, line in (
        ("column,shows\nDay,date\nDay,place", "line 3 repeats"),
        ("column;shows\n;date", "line 2 has no heading"),
        ("Who,the perpetrator", "line 1: «the perpetrator» is nothing"),
    ):
        with pytest.raises(UsageError, match=line):
            read_columns(table)
    with pytest.raises(UsageError, match="no columns"):
        read_columns(" \n")


def test_each_field_tells_what_the_case_tells_and_rests_on_its_words(practice: Case) -> None:
    view = View(practice.picture("test"))
    clerk = Clerk(view)
    columns = [Column(head=field, shows=field) for field in (*shown(), "", "ssa: Attack Type")]
    filled = set[str]()
    for incident in view.incidents.values():
        row = own_columns_row(incident, clerk, columns)
        assert list(row) == [column.head for column in columns]
        own = {c for a in incident.accounts for c in view.accounts[a].claims}
        for head, cell in row.items():
            assert set(cell.claims) <= own
            filled |= {head} if cell.text else set()
        assert row["country"].text == (incident.country or "")
        assert row["ssa: Attack Type"] == ssa_row(incident, clerk)["Attack Type"]
        for toll in incident.casualties:
            name = toll.kind if toll.group == "total" else f"{toll.kind} {toll.group}"
            assert set(row[name].claims) == {c for f in toll.figures for c in f.claims}
    assert {"date", "place", "facility", "attack", "weapon", "killed", "accused"} <= filled


@pytest.fixture
def case(practice: Case, tmp_path: Path, clock: Callable[[], str]) -> Iterator[Case]:
    shutil.copytree(practice.path, tmp_path / "case")
    with Case.open(tmp_path / "case", clock=clock, by="reader") as copied:
        yield copied


def test_a_table_is_kept_and_rows_are_coded_in_it(
    case: Case, browser_of: Any, clock: Callable[[], str]
) -> None:
    keys: list[str] = []
    browser = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
    browser.get("/enter", params={"key": keys[0]})
    browser.post("/settings", data={"by": "AN"}, headers=SAME_SITE)

    def keep(name: str, table: str, **more: str) -> Any:
        told = {"name": name, "table": table, **more}
        return browser.post("/columns", data=told, headers=SAME_SITE)

    refused = keep("Our list", "Where,somewhere")
    assert refused.status_code == 409
    assert "somewhere" in refused.text
    assert "Where,somewhere" in refused.text  # nothing that was typed is lost
    assert keep("../out", "Where,place").status_code == 409
    assert keep("Our list", "Where,place\r\nHow many,killed\r\n").status_code == 303
    assert [c.head for c in tables(case.path)["Our list"].columns] == ["Where", "How many"]
    assert "Our list" in browser.get("/columns").text
    first = browser.get("/coding", params={"scheme": "own-Our list"}).headers["location"]
    page = browser.get(first).text
    headings = re.findall(r'<th scope="row" dir="auto">([^<]*)</th>', page)
    assert headings == ["Where", "How many"]
    behind = set(re.findall(r"/decide/claim/(\w+)", page))
    assert behind
    browser.post(
        f"{first.partition('?')[0]}/accept", data={"scheme": "own-Our list"}, headers=SAME_SITE
    )
    spoken = {a.claim.id for a in case.rulings(Assessment)}
    assert behind <= spoken
    assert browser.get("/coding", params={"scheme": "own-Our list"}).headers["location"] != first
    rows = browser.get("/coding/rows.csv", params={"scheme": "own-Our list"})
    lines = list(csv.reader(io.StringIO(rows.content.decode("utf-8-sig"))))
    assert lines[0] == ["Where", "How many"]
    assert len(lines) == 1 + len(case.picture("test").incidents)
    assert keep("Our list", "", away="yes").status_code == 303
    assert not tables(case.path)
    assert "Attack Date" in browser.get(first).text  # a table that went: the standard's columns
