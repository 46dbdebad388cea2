"""How the tables of facts came to be what they are: steps that are never edited, only added to.

The number of steps taken stands in the file (`PRAGMA user_version`); each step and its number
are one transaction.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from solferino.errors import UsageError
from solferino.store.database import Database

Step = Callable[[Connection], None]


def _begin_with_facts(connection: Connection) -> None:
    """Version 1: the ledger and the five tables of facts, with their guards."""
    connection.exec_driver_sql(
        "CREATE TABLE ledger (seq INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, "
        '"by" TEXT NOT NULL, verb TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT, '
        'facts TEXT NOT NULL, "before" TEXT NOT NULL, hash TEXT NOT NULL)'
    )
    _guard(connection, "ledger", "seq")
    connection.exec_driver_sql(
        "CREATE TRIGGER ledger_goes_on BEFORE INSERT ON ledger "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM ledger) "
        'OR NEW."before" <> '
        "(SELECT coalesce(max(hash), printf('%064d', 0)) "
        "FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)) "
        "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger follows the last one'); END"
    )
    for table in ("foundings", "originals", "receipts", "judgements", "assessments"):
        _make(connection, table)


def _keep_rulings(connection: Connection) -> None:
    """Version 2: what people decide besides judgements and assessments."""
    for table in ("relations", "overrides", "hearings", "triages"):
        _make(connection, table)


def _keep_a_register(connection: Connection) -> None:
    """Version 3: the lists of a register of facilities, and people's edits of it."""
    for table in ("enrolments", "amendments"):
        _make(connection, table)


def _keep_protections(connection: Connection) -> None:
    """Version 4: whom people protect."""
    _make(connection, "protections")


def _keep_ratings(connection: Connection) -> None:
    """Version 5: how reliable people hold sources to be."""
    _make(connection, "ratings")


def _keep_codings(connection: Connection) -> None:
    """Version 6: which files are rows that somebody coded, and how they are read."""
    _make(connection, "codings")


def _keep_searches(connection: Connection) -> None:
    """Version 7: searches that people keep under a name."""
    _make(connection, "searches")


def _keep_releases(connection: Connection) -> None:
    """Version 8: what people let out, and the releases that went out."""
    for table in ("clearances", "releases"):
        _make(connection, table)


def _make(connection: Connection, table: str) -> None:
    """Make a table of facts with its guards. Steps share it: it is never edited either."""
    connection.exec_driver_sql(
        f"CREATE TABLE {table} (id TEXT NOT NULL PRIMARY KEY, "
        "entry INTEGER NOT NULL REFERENCES ledger (seq), body BLOB NOT NULL) WITHOUT ROWID"
    )
    connection.exec_driver_sql(f"CREATE INDEX {table}_by_entry ON {table} (entry)")
    _guard(connection, table, "id")


def _guard(connection: Connection, table: str, key: str) -> None:
    """Refuse to change or remove a row, also by way of INSERT OR REPLACE."""
    for what, verb in (("UPDATE", "changed"), ("DELETE", "removed")):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_never_{verb} BEFORE {what} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: facts are never {verb}'); END"
        )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table} "  # noqa: S608  (our names)
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: facts are never replaced'); END"
    )


MIGRATIONS: tuple[Step, ...] = (
    _begin_with_facts,
    _keep_rulings,
    _keep_a_register,
    _keep_protections,
    _keep_ratings,
    _keep_codings,
    _keep_searches,
    _keep_releases,
)


def migrate(database: Database, steps: Sequence[Step] = MIGRATIONS) -> int:
    """Take the steps that are missing; returns how many. Refuses what a newer version made."""
    taken = behind(database, steps)
    for number, step in enumerate(steps[len(steps) - taken :], start=len(steps) - taken + 1):
        with database.transaction() as connection:
            step(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    return taken


def behind(database: Database, steps: Sequence[Step] = MIGRATIONS) -> int:
    """How many steps a file has still to take; `UsageError` when it is ahead of this version."""
    version = steps_taken(database)
    if version > len(steps):
        raise UsageError(
            f"this case was made by a newer version (format {version}; "
            f"this one knows up to {len(steps)})",
            "Install the newer version of solferino, then run the command again.",
        )
    return len(steps) - version


def steps_taken(database: Database) -> int:
    """Read the number that a file bears: how many steps it has taken, 0 when it is new."""
    with database.transaction() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def shape(database: Database) -> dict[str, str]:
    """Every table, index and trigger of a file with the sentence that made it."""
    with database.transaction() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        )
        return {str(row.name): str(row.sql) for row in rows}


def expected_shape() -> dict[str, str]:
    """Return what `shape` gives for a file of this version that nobody tampered with."""
    database = Database(None, writing=True)
    try:
        migrate(database)
        return shape(database)
    finally:
        database.close()
