"""Whether the facts are what was entered: ledger, rows, head, guards, and the originals' bytes."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from solferino.codec import decode, sha256, value
from solferino.errors import BrokenError
from solferino.model import Original, Receipt
from solferino.store import ledger, schema
from solferino.store.database import Database
from solferino.store.disk import PENDING
from solferino.store.facts import TABLES, Facts, id_of, seal
from solferino.store.ledger import Entry, Head
from solferino.store.migrations import expected_shape, shape
from solferino.store.originals import Originals
from solferino.store.report import Finding

OF_TABLE = {table.name: kind for kind, table in TABLES.items()}


@value
class Row:
    """A fact as it lies in its table."""

    table: str
    id: str
    entry: int
    body: bytes

    @property
    def noun(self) -> str:
        """Name it in a sentence."""
        return f"the {self.table.removesuffix('s')} {self.id}"


def record(facts: Facts, originals: Originals) -> Iterator[Finding]:
    """Walk the ledger: each entry, what it brought in, the bytes behind it; in order."""
    with facts.database.transaction() as connection:
        rows = _rows(connection)
        before, expected = ledger.NOTHING, 1
        for entry, stored in ledger.entries(connection):
            if entry.seq != expected:
                yield _missing(expected, entry.seq - 1)
            else:
                yield from _link(entry, stored, before)
            own = rows.pop(entry.seq, [])
            yield from _brought(entry, own, originals)
            yield from _bytes(entry, own, originals)
            before, expected = stored, entry.seq + 1
    for number, loose in sorted(rows.items()):
        for row in loose:
            yield Finding(
                entry=number, message=f"{row.noun} names entry {number}, which the ledger lacks"
            )


def head(facts: Facts, known: Head | None) -> Iterator[Finding]:
    """Compare the ledger with the head beside it, and with one that was noted elsewhere."""
    with facts.database.transaction() as connection:
        try:
            wrong = ledger.compare(connection, ledger.read_head(facts.head_file))
        except BrokenError as error:
            wrong = error.message
        if wrong is not None:
            yield Finding(message=wrong)
        if known is not None and ledger.hash_at(connection, known.seq) != known.hash:
            yield Finding(
                entry=known.seq,
                message=f"entry {known.seq} of the ledger is not the one that was noted elsewhere",
            )


def guards(database: Database) -> Iterator[Finding]:
    """Look for tables, indexes and triggers that are missing, altered or not ours."""
    with database.transaction() as connection:
        for word in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
            if word != "ok":
                yield Finding(message=f"facts.sqlite is damaged: {word}")
    here, ours = shape(database), expected_shape()
    for name in sorted(here.keys() | ours.keys()):
        if here.get(name) != ours.get(name):
            said = "is missing" if name not in here else "was altered"
            said = said if name in ours else "does not belong there"
            yield Finding(message=f"facts.sqlite: {name} {said}, so facts may have been changed")


def strays(facts: Facts, originals: Originals) -> Iterator[Finding | str]:
    """Look for files that no fact speaks of; what a crash may leave is a remark."""
    with facts.database.transaction() as connection:
        known = set(connection.execute(select(schema.originals.c.id)).scalars())
    for path, digest in originals.names():
        if digest in known:
            continue
        if digest is not None and originals.measure(digest) == Original(
            sha256=digest, size=path.stat().st_size
        ):
            yield f"{path} was stored, but its receipt was interrupted; add the file again"
        elif path.name.endswith(PENDING) or path.name.startswith("."):
            yield f"{path} is no original; it does no harm"
        else:
            yield _stray(path)


def times(facts: Facts) -> Iterator[str]:
    """Remark where the clock went back: a clock set wrong, or an entry dated back."""
    for one, two in itertools.pairwise(facts.entries()):
        if two.at < one.at:
            yield f"the clock went back: entry {two.seq} says {two.at}, entry {one.seq} {one.at}"


def receipts(facts: Facts, ids: Sequence[str] | None = None) -> dict[str, Receipt]:
    """Return the receipts that can be read, by id; `record` tells of the others.

    All of them, or those with these ids, no more than one statement may ask for.
    """
    table = schema.receipts
    chosen = select(table.c.id, table.c.body)
    if ids is not None:
        chosen = chosen.where(table.c.id.in_(ids))
    with facts.database.transaction() as connection:
        rows = connection.execute(chosen).all()
    return {id_: found for id_, body in rows if (found := _receipt(body)) is not None}


def _rows(connection: Connection) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for table in schema.FACTS:
        for id_, entry, body in connection.execute(select(table.c.id, table.c.entry, table.c.body)):
            data = body if isinstance(body, bytes) else str(body).encode("utf-8", "replace")
            row = Row(table=str(table.name), id=str(id_), entry=entry, body=data)
            found.setdefault(entry, []).append(row)
    return found


def _missing(first: int, last: int) -> Finding:
    what = f"entry {first} of" if first == last else f"entries {first} to {last} of"
    return Finding(
        entry=first, message=f"{what} the ledger {'is' if first == last else 'are'} missing"
    )


def _link(entry: Entry, stored: str, before: str) -> Iterator[Finding]:
    named = f"entry {entry.seq} of the ledger ({entry.verb}, {entry.at}, {entry.by})"
    if entry.hash != stored:
        yield Finding(entry=entry.seq, message=f"{named} was altered: its hash is of other words")
    elif entry.before != before:
        follows = f"does not follow entry {entry.seq - 1}: one of the two was altered"
        yield Finding(entry=entry.seq, message=f"{named} {follows}")


def _brought(entry: Entry, rows: list[Row], originals: Originals) -> Iterator[Finding]:
    if seal((row.table, row.id, sha256(row.body)) for row in rows) == entry.facts:
        return
    named = f"entry {entry.seq} ({entry.verb}, {entry.at})"
    altered = [row for row in rows if not _whole(row, originals)]
    for row in altered:
        yield Finding(
            entry=entry.seq, message=f"{row.noun}, brought by {named}, was altered afterwards"
        )
    if not altered:
        now = ", ".join(row.noun for row in rows) or "nothing"
        yield Finding(
            entry=entry.seq, message=f"what {named} brought was removed or exchanged; now: {now}"
        )


def _receipt(body: bytes) -> Receipt | None:
    try:
        return decode(body, Receipt)
    except BrokenError:
        return None


def _whole(row: Row, originals: Originals) -> bool:
    """Tell whether a row's id is still that of its content; an original's size is that on disk."""
    kind = OF_TABLE.get(row.table)
    if kind is None:
        return True
    try:
        fact = decode(row.body, kind)
    except BrokenError:
        return False
    if isinstance(fact, Original):
        return originals.measure(row.id) in (fact, None)
    return id_of(fact) == row.id


def _bytes(entry: Entry, rows: list[Row], originals: Originals) -> Iterator[Finding]:
    for row in rows:
        if row.table != schema.originals.name:
            continue
        measured = originals.measure(row.id)
        if measured is None:
            yield Finding(
                entry=entry.seq, message=f"{row.noun} (entry {entry.seq}) is missing from the disk"
            )
        elif measured.sha256 != row.id:
            yield Finding(
                entry=entry.seq,
                message=f"{row.noun} (entry {entry.seq}) was altered on the disk",
            )


def _stray(path: Path) -> Finding:
    return Finding(
        message=f"{path} lies among the originals, but no entry of the ledger brought it",
        remedy="Find out where it comes from, and move it out of the case.",
    )
