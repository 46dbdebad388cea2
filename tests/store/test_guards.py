"""The database itself refuses to change a fact, whoever asks."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from solferino.errors import UsageError
from solferino.store import Case, schema
from solferino.store.database import Database
from solferino.store.migrations import MIGRATIONS, Step, migrate, steps_taken

TABLES = [table.name for table in schema.facts.sorted_tables]


@pytest.fixture
def full(five: Path) -> Path:
    """Give a case with a row in each table of facts."""
    with closing(sqlite3.connect(five / "facts.sqlite")) as raw:
        for table in TABLES:
            if not raw.execute(f"SELECT 1 FROM {table}").fetchone():  # noqa: S608  (our names)
                raw.execute(f"INSERT INTO {table} VALUES ('x', 5, '{{}}')")  # noqa: S608  (our names)
        raw.commit()
    return five


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("UPDATE _ SET COLUMN = 'x'", "never changed"),
        ("DELETE FROM _", "never removed"),
        ("INSERT OR REPLACE INTO _ SELECT * FROM _", "never replaced|follows the last one"),
        ("REPLACE INTO _ SELECT * FROM _", "never replaced|follows the last one"),
    ],
)
def test_no_fact_can_be_changed_removed_or_replaced(
    full: Path, table: str, sentence: str, words: str
) -> None:
    with closing(sqlite3.connect(full / "facts.sqlite")) as raw:
        everything = "SELECT * FROM _".replace("_", table)
        before = raw.execute(everything)
        column = before.description[-1][0]
        rows = before.fetchall()
        assert rows
        with pytest.raises(sqlite3.IntegrityError, match=words):
            raw.execute(sentence.replace("_", table).replace("COLUMN", column))
        assert raw.execute(everything).fetchall() == rows


@pytest.mark.parametrize(("seq", "before"), [(7, None), (6, "x"), (0, None)])
def test_an_entry_that_does_not_follow_the_last_is_refused(
    five: Path, seq: int, before: str | None
) -> None:
    with closing(sqlite3.connect(five / "facts.sqlite")) as raw:
        last = raw.execute("SELECT hash FROM ledger WHERE seq = 5").fetchone()[0]
        values = (seq, "t", "b", "v", "s", None, "f", before or last, "h")
        with pytest.raises(sqlite3.IntegrityError, match="follows the last one"):
            raw.execute("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def test_a_fact_without_an_entry_is_refused(case: Case) -> None:
    with case.facts.database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO assessments VALUES ('x', 1, '{}')")
    with (
        pytest.raises(Exception, match="FOREIGN KEY constraint failed"),
        case.facts.database.transaction() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO assessments VALUES ('y', 99, '{}')")


def test_the_facts_are_written_through_to_the_medium(case: Case) -> None:
    with case.facts.database.transaction() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_tables_of_facts_are_those_that_the_code_speaks_of(case: Case) -> None:
    with case.facts.database.transaction() as connection:
        here = inspect(connection)
        assert sorted(here.get_table_names()) == sorted(TABLES)
        for table in schema.facts.sorted_tables:
            columns = {c["name"]: c["nullable"] for c in here.get_columns(table.name)}
            assert columns == {c.name: c.nullable for c in table.columns}


def test_steps_are_taken_once_and_counted(tmp_path: Path) -> None:
    taken: list[str] = []
    steps: tuple[Step, ...] = (lambda _: taken.append("one"), lambda _: taken.append("two"))
    database = Database(tmp_path / "x.sqlite", writing=True)

    assert migrate(database, steps[:1]) == 1
    assert migrate(database, steps) == 1
    assert migrate(database, steps) == 0
    assert taken == ["one", "two"]
    assert steps_taken(database) == 2
    database.close()


def test_a_step_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    def fail(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (x)")  # type: ignore[attr-defined]
        raise RuntimeError

    database = Database(tmp_path / "x.sqlite", writing=True)
    migrate(database)
    with pytest.raises(RuntimeError):
        migrate(database, (*MIGRATIONS, fail))
    assert steps_taken(database) == len(MIGRATIONS)
    with database.transaction() as connection:
        assert "half" not in inspect(connection).get_table_names()
    database.close()


@pytest.mark.parametrize("writing", [True, False])
def test_a_case_of_a_newer_version_is_refused(
    five: Path, reopen: Callable[..., Case], *, writing: bool
) -> None:
    with closing(sqlite3.connect(five / "facts.sqlite")) as raw:
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(UsageError, match="made by a newer version") as refused:
        reopen(writing=writing)
    assert "Install" in refused.value.remedy


def test_a_reader_does_not_bring_an_older_case_up_to_date(
    five: Path, reopen: Callable[..., Case]
) -> None:
    with closing(sqlite3.connect(five / "facts.sqlite")) as raw:
        raw.execute("PRAGMA user_version = 0")
    with pytest.raises(UsageError, match="older version") as refused:
        reopen()
    assert "solferino work" in refused.value.remedy
