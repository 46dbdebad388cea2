"""What went in and never changes: each fact is written together with its ledger entry."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import (
    Connection,
    Select,
    Table,
    bindparam,
    func,
    insert,
    literal,
    select,
    union_all,
)

from solferino.codec import decode, digest, encode, identify, sha256, value
from solferino.errors import BrokenError, UsageError
from solferino.model import (
    Assessment,
    Clearance,
    Hearing,
    Judgement,
    Original,
    Override,
    Protection,
    Rated,
    Receipt,
    Related,
    Release,
    Triage,
)
from solferino.model.asking import SavedSearch
from solferino.model.coding import Coding
from solferino.model.register import Amendment, Enrolment
from solferino.store import ledger, schema
from solferino.store.database import Database
from solferino.store.disk import Disk, writing_to
from solferino.store.ledger import Clock, Entry, Head
from solferino.store.migrations import behind, migrate

T = TypeVar("T")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@value
class Founding:
    """That a case was begun under a name; `created` is UTC in seconds."""

    name: str
    created: str

    @property
    def id(self) -> str:
        """Digest of the founding's content."""
        return identify("case", self)


@value
class Deed:
    """What is done to the facts, as the ledger words it; `detail` names no person."""

    verb: str
    detail: str | None = None


Ruling = (
    Judgement
    | Assessment
    | Related
    | Override
    | Hearing
    | Triage
    | Enrolment
    | Amendment
    | Protection
    | Rated
    | Coding
    | SavedSearch
    | Clearance
    | Release
)
Fact = Founding | Original | Receipt | Ruling


@value
class Entered:
    """A ruling with the ledger's entry that brought it: its number and when, UTC in seconds."""

    seq: int
    at: str
    ruling: Ruling


TABLES: dict[type[Fact], Table] = {
    Founding: schema.foundings,
    Original: schema.originals,
    Receipt: schema.receipts,
    Judgement: schema.judgements,
    Assessment: schema.assessments,
    Related: schema.relations,
    Override: schema.overrides,
    Hearing: schema.hearings,
    Triage: schema.triages,
    Enrolment: schema.enrolments,
    Amendment: schema.amendments,
    Protection: schema.protections,
    Rated: schema.ratings,
    Coding: schema.codings,
    SavedSearch: schema.searches,
    Clearance: schema.clearances,
    Release: schema.releases,
}
VERBS: dict[type[Ruling], str] = {
    Judgement: "judge",
    Assessment: "assess",
    Related: "relate",
    Override: "overrule",
    Hearing: "hear",
    Triage: "triage",
    Enrolment: "enrol",
    Amendment: "amend",
    Protection: "protect",
    Rated: "rate",
    Coding: "import",
    SavedSearch: "save",
    Clearance: "clear",
    Release: "release",
}


OF_TABLE: dict[str, type[Ruling]] = {TABLES[kind].name: kind for kind in VERBS}


def _later(table: Table) -> Select[tuple[str, int, str, bytes]]:
    """Ask for the facts of one table that came after an entry, with the name of the table."""
    entry = schema.ledger.c
    kind = literal(table.name).label("kind")
    chosen = select(kind, entry.seq, entry.at, table.c.body).select_from(table.join(schema.ledger))
    return chosen.where(entry.seq > bindparam("before"))


_LATER = union_all(*(_later(TABLES[kind]) for kind in VERBS))  # one question, not one for each kind


def id_of(fact: Fact) -> str:
    """Name a fact: an original's is the digest of its bytes."""
    return fact.sha256 if isinstance(fact, Original) else fact.id


def seal(rows: Iterable[tuple[str, str, str]]) -> str:
    """Bind facts into one digest; rows are (table, id, digest of the body), in any order.

    The body goes in by its digest, so that words which have to be destroyed one day can leave
    that digest behind and the chain still closes.
    """
    return digest(sorted(rows))


class Facts:
    """The facts of a case in `facts.sqlite`, and the ledger's head in `ledger.head`."""

    def __init__(self, folder: Path, *, writing: bool, disk: Disk) -> None:
        """Open; a writer mends what a crash left, `BrokenError` when it was more than a crash."""
        self.head_file = folder / "ledger.head"
        self.database = Database(folder / "facts.sqlite", writing=writing)
        self._folder = folder
        self._disk = disk
        try:
            self._prepare(writing=writing)
        except BaseException:
            self.database.close()
            raise

    def enter(self, facts: Sequence[Fact], deed: Deed, *, clock: Clock, by: str) -> Entry | None:
        """Write the facts that are new, with one ledger entry; null when all are known.

        The entry's subject is the first new fact. When this returns, all is on the medium.
        """
        with self.database.transaction() as connection:
            self._settle()  # a head that could not be written the last time
            new = [f for f in _unique(facts) if not _known(connection, f)]
            if not new:
                return None
            entry = _entry(ledger.last(connection), new, deed, at=clock(), by=by)
            head = ledger.append(connection, entry)
            for fact in new:
                row = {"id": id_of(fact), "entry": entry.seq, "body": encode(fact)}
                connection.execute(insert(TABLES[type(fact)]).values(row))
        self._write_head(head)
        return entry

    def founding(self) -> Founding:
        """Return the case's name and beginning; `BrokenError` when that fact is gone."""
        found = self.all(Founding)
        if not found:
            raise BrokenError(f"the case {self._folder} has lost its founding", ledger.CHECK)
        return found[0]

    def all(self, kind: type[T]) -> list[T]:
        """Return all facts of a kind, in the order in which they came in."""
        table = TABLES[kind]  # type: ignore[index]  # a kind without a table is a KeyError
        chosen = select(table.c.body).order_by(table.c.entry, table.c.id)
        with self.database.transaction() as connection:
            return [decode(body, kind) for (body,) in connection.execute(chosen)]

    def rulings_since(self, seq: int) -> list[Entered]:
        """Return what people decided after an entry, of every kind, in the order of coming.

        Facts are never changed, so who has all up to an entry needs only what came after it.
        """
        with self.database.transaction() as connection:
            rows = connection.execute(_LATER, {"before": seq}).all()
        found = [
            Entered(seq=row.seq, at=row.at, ruling=decode(row.body, OF_TABLE[row.kind]))
            for row in rows
        ]
        return sorted(found, key=lambda e: (e.seq, e.ruling.id))

    def receipts_without(self, done: set[str]) -> list[Receipt]:
        """Return the receipts whose ids are not among these, in the order in which they came in."""
        table = schema.receipts
        by_arrival = select(table.c.id, table.c.body).order_by(table.c.entry, table.c.id)
        with self.database.transaction() as connection:
            rows = connection.execute(by_arrival)
            return [decode(body, Receipt) for id_, body in rows if id_ not in done]

    def count_receipts(self) -> int:
        """Count the receipts."""
        with self.database.transaction() as connection:
            counted = select(func.count()).select_from(schema.receipts)
            return connection.execute(counted).scalar_one()

    def arrival(self, receipt: str) -> tuple[int, str]:
        """Find number and time of the entry that brought a receipt; `UsageError` when unknown."""
        joined = schema.receipts.join(schema.ledger)
        chosen = select(schema.ledger.c.seq, schema.ledger.c.at).select_from(joined)
        with self.database.transaction() as connection:
            row = connection.execute(chosen.where(schema.receipts.c.id == receipt)).one_or_none()
        if row is None:
            raise UsageError(f"no such receipt in this case: {receipt}")
        return row.seq, row.at

    def entries(self) -> list[Entry]:
        """Return the ledger, in order; not verified here (see integrity)."""
        with self.database.transaction() as connection:
            return [entry for entry, _ in ledger.entries(connection)]

    def latest(self, before: int, most: int) -> list[Entry]:
        """Return so many entries of the ledger that stand before a number, the latest first."""
        with self.database.transaction() as connection:
            return ledger.latest(connection, before, most)

    def head(self) -> Head:
        """Return the ledger's last entry: the one thing to note down outside the case."""
        with self.database.transaction() as connection:
            return ledger.last(connection)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def _prepare(self, *, writing: bool) -> None:
        if writing:
            migrate(self.database)
            self._settle()
        elif behind(self.database):
            raise UsageError(
                f"the case {self._folder} was made by an older version",
                "Run `solferino work` on it once; that brings it up to date.",
            )

    def _settle(self) -> None:
        """Write the head again where a crash came between an entry and its head."""
        with self.database.transaction() as connection:
            kept = ledger.read_head(self.head_file)
            wrong = ledger.compare(connection, kept)
            now = ledger.last(connection)
        if wrong is not None:
            raise BrokenError(wrong, ledger.CHECK)
        if now.seq and now != kept:
            self._write_head(now)

    def _write_head(self, head: Head) -> None:
        with writing_to(self._folder):
            ledger.write_head(self._disk, self.head_file, head)


def _unique(facts: Sequence[Fact]) -> Iterator[Fact]:
    yield from {(type(f), id_of(f)): f for f in facts}.values()


def _known(connection: Connection, fact: Fact) -> bool:
    table = TABLES[type(fact)]
    return (
        connection.execute(select(table.c.id).where(table.c.id == id_of(fact))).first() is not None
    )


def _entry(after: Head, new: Sequence[Fact], deed: Deed, *, at: str, by: str) -> Entry:
    if not MOMENT.fullmatch(at):
        raise UsageError(
            f"the clock gives {at!r}", "Give times in UTC to the second, as 2031-03-14T09:26:53Z."
        )
    rows = [(str(TABLES[type(f)].name), id_of(f), sha256(encode(f))) for f in new]
    return Entry(
        seq=after.seq + 1,
        at=at,
        by=by,
        verb=deed.verb,
        subject=id_of(new[0]),
        detail=deed.detail,
        facts=seal(rows),
        before=after.hash,
    )
