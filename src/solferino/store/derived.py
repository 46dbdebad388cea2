"""What follows from the facts: kept in a file of its own that may be deleted at any time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Table, delete, insert, select

from solferino.errors import BrokenError, UngroundedError, UsageError
from solferino.model import Document, Extraction, Problem
from solferino.store import differing, findings, grounds, index, lists, readings, schema
from solferino.store.database import Database
from solferino.store.differing import Difference
from solferino.store.findings import AFRESH
from solferino.store.lists import Link
from solferino.store.memory import Notes, notes
from solferino.store.migrations import steps_taken

FETCHED = 32  # documents that are fetched for extraction at once
FORMAT = 9  # raised whenever the tables change: the file is then built again


class Derived:
    """The derived rows of a case, in `derived.sqlite`."""

    def __init__(self, folder: Path, *, writing: bool) -> None:
        """Open; a writer starts again from nothing where the file is missing or not usable."""
        path = folder / "derived.sqlite"
        self.database = _write(path) if writing else _read(path)

    def kit(self) -> tuple[str, ...]:
        """Return the parts that these rows were made with, sorted; empty before the first work."""
        with self.database.transaction() as connection:
            return tuple(sorted(connection.execute(select(schema.kit.c.part)).scalars()))

    def adopt(self, parts: Sequence[str]) -> bool:
        """Record the kit; drop what another one made. Returns whether anything was dropped."""
        with self.database.transaction() as connection:
            if self.kit() == tuple(sorted(set(parts))):
                return False
            tried = select(schema.documents.c.receipt).union(select(schema.problems.c.id))
            dropped = connection.execute(tried.limit(1)).first() is not None
            self.forget()
            for part in sorted(set(parts)):
                connection.execute(insert(schema.kit).values(part=part))
        return dropped

    def forget(self) -> None:
        """Drop everything, the kit included."""
        with self.database.transaction() as connection:
            for table in schema.derived.sorted_tables:
                connection.execute(delete(table))
            index.clear(connection)
            lists.begin(connection)

    def tried(self) -> set[str]:
        """Return the receipts that have a document or a problem at reading."""
        with self.database.transaction() as connection:
            return readings.tried(connection)

    def file_documents(
        self,
        receipt: str,
        documents: Sequence[Document],
        problems: Sequence[Problem],
        came: tuple[int, str],
    ) -> None:
        """Keep the readings of a receipt and their problems, all or none (see `readings.file`)."""
        with self.database.transaction() as connection:
            readings.file(connection, receipt, documents, *came)
            for problem in problems:
                readings.file_problem(connection, problem)

    def unmined(self) -> tuple[int, Iterator[Document]]:
        """Count the documents that no extractor has looked at; each is fetched when its turn comes.

        By id. Which they are is settled now: what is mined or comes in meanwhile changes nothing.
        """
        with self.database.transaction() as connection:
            waiting, earlier = readings.unmined(connection), readings.versions(connection)
        return len(waiting), self._fetched(waiting, earlier)

    def _fetched(self, waiting: Sequence[str], earlier: Mapping[str, str]) -> Iterator[Document]:
        for at in range(0, len(waiting), FETCHED):
            some = waiting[at : at + FETCHED]
            with self.database.transaction() as connection:
                found = readings.named(connection, some)
            for id_ in some:
                if id_ not in found:
                    raise BrokenError(f"the document {id_} has gone", AFRESH)
                yield replace(found[id_], version_of=earlier.get(id_))

    def file_problem(self, problem: Problem) -> None:
        """Keep a problem; the same one twice is one."""
        with self.database.transaction() as connection:
            readings.file_problem(connection, problem)

    def file_extraction(self, found: Extraction) -> None:
        """Keep what was found; `UngroundedError` when any of it does not stand in the text."""
        for error in self.file_extractions([found]).values():
            raise error

    def file_extractions(self, found: Sequence[Extraction]) -> dict[str, UngroundedError]:
        """Keep what was found in some documents, each told once, all at once.

        Where any of it does not stand in a text, nothing of that document is kept; tells why, by
        document.
        """
        with self.database.transaction() as connection:
            documents = readings.named(connection, [one.document for one in found])
            refused = {
                one.document: why
                for one in found
                if (why := _refused(documents.get(one.document), one)) is not None
            }
            kept = [one for one in found if one.document not in refused]
            findings.file(connection, kept)
            for problem in (p for one in kept for p in one.problems):
                readings.file_problem(connection, problem)
        return refused

    def difference(self, links: Mapping[Table, Sequence[Link]]) -> Difference:
        """Compare links with all that are there; nothing is written."""
        with self.database.transaction() as connection:
            return differing.difference(connection, links)

    def file_links(self, found: Difference) -> None:
        """Write what differs, at once."""
        with self.database.transaction() as connection:
            differing.file(connection, found)

    def notes(self) -> Notes:
        """Open what was made in the last round of deriving (see `memory`)."""
        with self.database.transaction() as connection:
            return notes(connection)

    def file_notes(self, made: Notes, *, whole: bool) -> None:
        """Keep the memory for the next round; a `whole` one drops what it had no use for."""
        with self.database.transaction() as connection:
            made.file(connection, whole=whole)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()


def _refused(document: Document | None, found: Extraction) -> UngroundedError | None:
    if document is None:
        return UngroundedError(f"no such document in this case: {found.document}")
    wrong = next(grounds.faults(document, found), None)
    if wrong is None:
        return None
    return UngroundedError(wrong, "This is a fault of the extractor; report it.")


def _write(path: Path) -> Database:
    database = Database(path, writing=True, durability="NORMAL")
    try:
        version = steps_taken(database)
    except BrokenError:
        version = -1
    if version not in (0, FORMAT):
        database.close()
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        database = Database(path, writing=True, durability="NORMAL")
    if version != FORMAT:  # else opening changes nothing, and readers see that nothing changed
        _make(database)
    return database


def _read(path: Path) -> Database:
    if not path.exists():
        database = Database(None, writing=True)
        _make(database)
        return database
    database = Database(path, writing=False)
    try:
        made_here = steps_taken(database) == FORMAT
    except BrokenError as error:
        database.close()
        raise BrokenError(error.message, AFRESH) from error
    if not made_here:
        database.close()
        raise UsageError(f"{path} was made by another version of solferino", AFRESH)
    return database


def _make(database: Database) -> None:
    with database.transaction() as connection:
        schema.derived.create_all(connection)
        index.make(connection)
        lists.make(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
