"""A transaction that an interruption left open goes with its file, without a word."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from solferino.store.database import Database


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Give the complaints of Python about errors that nobody could be told of."""
    said: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    yield said
    gc.collect()


def test_a_block_that_was_never_entered_is_undone_when_the_file_is_closed(
    tmp_path: Path, heard: list[Any]
) -> None:
    # Ctrl-C may come between the making of a transaction and the first line of its block: nobody
    # leaves it then, and the collector finds it when the file is closed long since.
    database = Database(tmp_path / "facts.sqlite", writing=True)
    with database.transaction() as connection:
        connection.execute(text("CREATE TABLE kept (word TEXT)"))
    left = database.transaction()
    left.__enter__().execute(text("INSERT INTO kept VALUES ('half')"))
    database.close()
    del left
    gc.collect()
    assert heard == []
    again = Database(tmp_path / "facts.sqlite", writing=False)
    with again.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM kept")).scalar() == 0
    again.close()
