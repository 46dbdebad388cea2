"""One SQLite file, opened the way evidence wants it, with errors that say what to do."""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from solferino.errors import BrokenError, BusyError, UsageError

Durability = Literal["FULL", "NORMAL"]
WAIT = 30  # seconds that a reader waits while a crashed writer's log is taken in
AT_HAND = 1 << 16  # KiB of pages
LOGGED = 4_000  # pages of the log after which they go into the file
DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
REFUSED = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}


class Database:
    """One connection to one file, shared by the threads of this process, one at a time.

    FULL: a transaction that has ended survives a power cut. NORMAL: the file stays whole, the
    last transactions may be lost. A reader can change nothing, not even by mistake.
    """

    def __init__(
        self, path: Path | None, *, writing: bool, durability: Durability = "FULL"
    ) -> None:
        """Open the file (null: in memory), creating it when writing; errors come at first use."""
        self.path = path
        self._address = _address(path, writing=writing)
        self._durability = durability
        self._writing = writing
        self._turn = threading.RLock()
        self._open: Connection | None = None
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=StaticPool)
        event.listen(self._engine, "begin", self._begin)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of it or nothing; inside another transaction of this object it is part of that."""
        with self._turn, self._explained():
            if self._open is not None:
                yield self._open
                return
            with self._engine.connect() as connection, connection.begin():
                self._open = connection
                try:
                    yield connection
                finally:
                    self._open = None

    def close(self) -> None:
        """Let go of the file; the last to leave folds the write-ahead log into it.

        A transaction that an interruption left open, its block never entered, is undone first:
        found later by the collector, it would have no file any more to be undone in.
        """
        with self._turn:
            if self._open is not None:
                self._open.close()
            self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        # A byte flipped inside a word must reach the checks, not stop them.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            self._prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA synchronous = {self._durability}")
        if not self._writing:
            connection.execute("PRAGMA query_only = ON")
            return
        connection.execute("PRAGMA fullfsync = ON")  # macOS; elsewhere without effect
        connection.execute("PRAGMA journal_mode = WAL")
        # Ids are digests, so that rows go in all over the file: its pages stay at hand, and go into
        # it some at once.
        connection.execute(f"PRAGMA cache_size = -{AT_HAND}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOGGED}")

    def _begin(self, connection: Connection) -> None:
        # The driver would begin at the first change only; a reader wants one moment throughout.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if self._writing else "BEGIN")

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code in DAMAGED:
                raise BrokenError(
                    f"{self.path} is damaged: {error.orig}",
                    "Restore this file from a copy of the case.",
                ) from error
            if code == sqlite3.SQLITE_BUSY:
                raise BusyError(
                    f"another program holds {self.path}",
                    "Close the program that has this file open, then run the command again.",
                ) from error
            if code in REFUSED:
                raise UsageError(
                    f"{self.path} cannot be used: {error.orig}",
                    "Make room on the disk or mend the permissions, then run the same command "
                    "again; everything acknowledged so far is kept.",
                ) from error
            raise


def _address(path: Path | None, *, writing: bool) -> str:
    if path is None:
        return "file::memory:"
    address = path.absolute().as_uri()
    if writing:
        return f"{address}?mode=rwc"
    # A medium that cannot be written to has no room for the log's index, and needs none.
    log = path.with_name(f"{path.name}-wal")
    empty = not log.exists() or log.stat().st_size == 0
    sealed = empty and not os.access(path.parent, os.W_OK)
    return f"{address}?mode=ro&immutable=1" if sealed else f"{address}?mode=ro"
