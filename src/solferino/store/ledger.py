"""Who did what to the facts, and when: a chain in which each entry seals the one before it.

An entry binds the facts that it brought in (`facts`, a digest over them), so an altered row
is found by its entry, an altered entry by the next one, and a cut tail by the head: sequence
and hash of the last entry, kept in a second file.

What a crash leaves behind and what it cannot. A transaction is on the medium before the head is
written, and the next transaction waits until the head stands. So a crash leaves the ledger level
with the head or exactly one entry ahead of it, and never behind. One entry ahead is repaired by
writing the head again. Behind means that entries were removed, or that the disk lied about what
it had kept. A person who can write to the folder can forge both files alike; against that helps
only a head kept elsewhere (`solferino check` prints it, and compares with one that is given).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, RowMapping, insert, select

from solferino.codec import decode, digest, encode, plain, value
from solferino.errors import BrokenError
from solferino.store import schema
from solferino.store.disk import Disk, save

Clock = Callable[[], str]  # gives UTC in seconds, as 2031-03-14T09:26:53Z
NOTHING = "0" * 64  # what the first entry comes after
CHECK = "Run `solferino check` to see what is broken, and restore the case from a copy."
_ROW = schema.ledger.c
LAST = select(_ROW.seq, _ROW.hash).order_by(_ROW.seq.desc()).limit(1)  # asked again and again


@value
class Entry:
    """One line of the ledger.

    `seq` counts from 1; `subject` is the id of what it is about; `detail` names no person.
    `facts` is the digest of the facts it brought in, `before` the hash of the entry before.
    """

    seq: int
    at: str
    by: str
    verb: str
    subject: str
    detail: str | None = None
    facts: str
    before: str

    @property
    def hash(self) -> str:
        """Digest of the whole entry; the next entry repeats it."""
        return digest(self)


@value
class Head:
    """The last entry: how many there are, and what that one's hash is."""

    seq: int
    hash: str


def append(connection: Connection, entry: Entry) -> Head:
    """Write an entry; the table itself refuses one that does not follow the last."""
    connection.execute(insert(schema.ledger).values(plain(entry) | {"hash": entry.hash}))
    return Head(seq=entry.seq, hash=entry.hash)


def last(connection: Connection) -> Head:
    """Return the head as the table has it; sequence 0 when it is empty."""
    row = connection.execute(LAST).one_or_none()
    return Head(seq=0, hash=NOTHING) if row is None else Head(seq=row.seq, hash=row.hash)


def entries(connection: Connection) -> Iterator[tuple[Entry, str]]:
    """Yield all entries in order, each with the hash that is stored beside it."""
    table = schema.ledger
    for row in connection.execute(select(table).order_by(table.c.seq)).mappings():
        yield _entry(row), row["hash"]


def latest(connection: Connection, before: int, most: int) -> list[Entry]:
    """Return so many entries that stand before a number, the latest first."""
    table = schema.ledger
    chosen = select(table).where(table.c.seq < before).order_by(table.c.seq.desc()).limit(most)
    return [_entry(row) for row in connection.execute(chosen).mappings()]


def _entry(row: RowMapping) -> Entry:
    return Entry(**{name: content for name, content in row.items() if name != "hash"})


def read_head(path: Path) -> Head | None:
    """Read the head in its file, or null when there is none; `BrokenError` when it is not one."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return decode(data, Head)
    except BrokenError as error:
        raise BrokenError(f"{path} was altered: {error.message}", CHECK) from error


def write_head(disk: Disk, path: Path, head: Head) -> None:
    """Put the head in place so that a crash leaves the old one or this one."""
    save(disk, path, [encode(head)])


def compare(connection: Connection, kept: Head | None) -> str | None:
    """Say in words what is wrong between the ledger and a head kept beside it; null when sound.

    Sound is: level, or the head exactly one entry behind (a crash came between the two).
    """
    now, then = last(connection), kept or Head(seq=0, hash=NOTHING)
    if now.seq < then.seq:
        missing = f"entry {then.seq} is" if then.seq == now.seq + 1 else _range(now, then)
        return f"the ledger ends at entry {now.seq}, but its head says that {missing} there"
    if now.seq > then.seq + 1:
        said = "is missing" if kept is None else f"stands at entry {then.seq}"
        return f"the ledger ends at entry {now.seq}, but its head {said}"
    if hash_at(connection, then.seq) != then.hash:
        return f"entry {then.seq} of the ledger is not the one that its head names"
    return None


def hash_at(connection: Connection, seq: int) -> str | None:
    """Find the hash stored with an entry; null when there is no such entry."""
    if seq == 0:
        return NOTHING
    return connection.execute(
        select(schema.ledger.c.hash).where(schema.ledger.c.seq == seq)
    ).scalar_one_or_none()


def _range(now: Head, then: Head) -> str:
    return f"entries {now.seq + 1} to {then.seq} are"
