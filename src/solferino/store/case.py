"""A case: a folder with the originals, the facts and what was derived from them.

CASE/originals/ab/cdef…   the files as they came in, named by their bytes, read-only
CASE/facts.sqlite         receipts, judgements and the ledger: written once
CASE/ledger.head          the ledger's last entry, in a second file
CASE/derived.sqlite       documents, claims, incidents, …: may be deleted at any time
CASE/lock                 held by the one writer
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection

from solferino.errors import BrokenError, UngroundedError, UsageError
from solferino.model import (
    Account,
    Acquisition,
    Assessment,
    Claim,
    Description,
    Document,
    Entity,
    Extraction,
    Hearing,
    Incident,
    Judgement,
    Mention,
    Origin,
    Original,
    Problem,
    Protection,
    Receipt,
    Statement,
    still_standing,
)
from solferino.model.coding import Coding
from solferino.ports import Picture
from solferino.review import Reviewed, review
from solferino.store import findings, grounds, lookup, readings, schema
from solferino.store.derived import Derived
from solferino.store.differing import Difference
from solferino.store.disk import Disk, writing_to
from solferino.store.facts import VERBS, Deed, Entered, Facts, Founding, Ruling
from solferino.store.ledger import CHECK, Clock, Entry, Head
from solferino.store.lists import Link
from solferino.store.lock import Lock
from solferino.store.memory import Notes
from solferino.store.originals import Originals, chunks

R = TypeVar("R", bound=Ruling)


class Case:
    """One case, open. Build it with `create` or `open`; use it as a context manager.

    Facts return only when they are on the medium. Derived rows are whole after each call. Of one
    that is open for writing the `lock` may be let go and taken again (see `pen`).
    """

    def __init__(
        self, path: Path, *, clock: Clock, by: str, writing: bool, disk: Disk | None = None
    ) -> None:
        """Open the parts of an existing folder; `create` and `open` look before they leap."""
        disk = Disk() if disk is None else disk
        self.path = path
        self._clock = clock
        self._by = by
        self.originals = Originals(path / "originals", disk)
        with ExitStack() as held, writing_to(path):
            if writing:
                self.lock = Lock(path / "lock")
                held.callback(self.lock.release)
                self.originals.tidy()
            self.facts = Facts(path, writing=writing, disk=disk)
            held.callback(self.facts.close)
            self.derived = Derived(path, writing=writing)
            held.callback(self.derived.close)
            self._held = held.pop_all()

    @classmethod
    def create(
        cls, path: Path, name: str, *, clock: Clock, by: str, disk: Disk | None = None
    ) -> Self:
        """Begin a case in a new folder and open it for writing; refuses a folder that is there."""
        disk = Disk() if disk is None else disk
        try:
            path.mkdir(parents=True)
        except FileExistsError as error:
            raise UsageError(
                f"{path} is there already", "Give a new folder's name for the case."
            ) from error
        except OSError as error:
            raise UsageError(f"cannot make the folder {path}: {error.strerror}") from error
        with writing_to(path):
            (path / "originals").mkdir()
            disk.sync_folder(path)
            disk.sync_folder(path.parent)
        case = cls(path, clock=clock, by=by, writing=True, disk=disk)
        try:
            founding = Founding(name=name, created=clock())
            case.facts.enter([founding], Deed(verb="create"), clock=lambda: founding.created, by=by)
        except BaseException:
            case.close()
            raise
        return case

    @classmethod
    def open(
        cls, path: Path, *, clock: Clock, by: str, writing: bool = False, disk: Disk | None = None
    ) -> Self:
        """Open a case; any number of readers, one writer (`BusyError`).

        `UsageError` when there is no case, `BrokenError` when a writer would build on a broken
        ledger; readers may open it all the same, to look and to check.
        """
        _look(path, writing=writing)
        case = cls(path, clock=clock, by=by, writing=writing, disk=disk)
        if case.facts.head().seq == 0:
            case.close()
            raise UsageError(
                f"the making of the case {path} was interrupted",
                "Delete this folder and make the case again; nothing was kept in it yet.",
            )
        return case

    def close(self) -> None:
        """Let go of the files and let the next writer in."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Facts

    @property
    def name(self) -> str:
        """The case's name, as given when it was begun."""
        return self.facts.founding().name

    @property
    def created(self) -> str:
        """When the case was begun, UTC in seconds."""
        return self.facts.founding().created

    def receive(
        self,
        name: str,
        source: bytes | Path,
        told: Description = Description(),  # noqa: B008  (immutable)
        acquisition: Acquisition = Acquisition(),  # noqa: B008  (immutable)
    ) -> Receipt:
        """Take in a file under a name, from bytes or in chunks from a path.

        When this returns, bytes and receipt are on the medium. The same receipt twice is one;
        the same bytes with another receipt are stored once. `UnreadableError` when the file
        cannot be read, `UsageError` when the case cannot be written to.
        """
        original = self.originals.keep(chunks(source))
        receipt = Receipt(original=original.sha256, name=name, told=told, acquisition=acquisition)
        self._enter([receipt, original], Deed(verb="receive"))
        return receipt

    def keep(self, source: bytes | Path, detail: str) -> Original:
        """Store a file as evidence that is no document; `detail` says what it is."""
        original = self.originals.keep(chunks(source))
        self._enter([original], Deed(verb="keep", detail=detail))
        return original

    def judge(self, *judgements: Judgement) -> None:
        """Enter judgements; the same one twice is one."""
        self.decide(*judgements)

    def decide(self, *rulings: Ruling, by: str | None = None) -> None:
        """Enter what people decide, of one kind; the same ruling twice is one.

        `by` is who the ledger names; who opened the case where it is null. `UngroundedError` where
        an assessment's words do not stand in a document of this case.
        """
        if not rulings:
            return
        for assessment in (r for r in rulings if isinstance(r, Assessment)):
            self._grounded(assessment)
        undone = all(r.retracts is not None for r in rulings)
        deed = Deed(verb="take back" if undone else VERBS[type(rulings[0])])
        self.facts.enter(rulings, deed, clock=self._clock, by=by or self._by)
        for coding in (r for r in rulings if isinstance(r, Coding)):
            self._forget_readings(coding.receipt)

    def rulings(self, kind: type[R]) -> list[R]:
        """Return all rulings of a kind, those taken back included, in the order of coming."""
        return self.facts.all(kind)

    def rulings_since(self, seq: int) -> list[Entered]:
        """Return what people decided after an entry of the ledger, in the order of coming."""
        return self.facts.rulings_since(seq)

    def receipts(self) -> list[Receipt]:
        """Return all receipts, in the order in which they came in."""
        return self.facts.all(Receipt)

    def judgements(self) -> list[Judgement]:
        """Return all judgements, those taken back included, in the order in which they came in."""
        return self.facts.all(Judgement)

    def data(self, sha256: str) -> bytes:
        """Read the bytes of an original; `BrokenError` when they are not what was received."""
        return self.originals.data(sha256)

    def entries(self) -> list[Entry]:
        """Return the ledger, in order."""
        return self.facts.entries()

    def head(self) -> Head:
        """Return the ledger's last entry: the one thing to note down outside the case."""
        return self.facts.head()

    # What is derived from them

    def adopt_kit(self, parts: tuple[str, ...]) -> bool:
        """Record the engine's parts; drop what other parts derived, and say whether any was."""
        return self.derived.adopt(parts)

    def forget_derived(self) -> None:
        """Drop all that is derived; the facts stay, and it can be built again from them."""
        self.derived.forget()

    def unread(self) -> list[Receipt]:
        """Receipts that have no document and no problem at the stage `read`, in order."""
        return self.facts.receipts_without(self.derived.tried())

    def file_document(self, document: Document) -> None:
        """Keep the one reading of a receipt of this case."""
        self.file_documents(document.receipt, [document])

    def file_documents(
        self, receipt: str, documents: Sequence[Document], problems: Sequence[Problem] = ()
    ) -> None:
        """Keep all readings of a receipt and what went wrong, in place of what was there.

        All is kept or nothing, so that a case that was stopped never has half a container.
        """
        came = self.facts.arrival(receipt)
        self.derived.file_documents(receipt, documents, problems, came)

    def file_problem(self, problem: Problem) -> None:
        """Keep a problem; the same one twice is one."""
        self.derived.file_problem(problem)

    def unmined(self) -> list[Document]:
        """Documents with no extraction and no problem at the stage `extract`, by id."""
        return list(self.derived.unmined()[1])

    def file_extraction(self, found: Extraction) -> None:
        """Keep what was found in a document, its problems included.

        `UngroundedError` when a span or a reference of it does not hold; nothing is kept then.
        """
        self.derived.file_extraction(found)

    def documents(self) -> list[Document]:
        """Return all documents, by id, each with the earlier capture that it is a version of."""
        with self.derived.database.transaction() as connection:
            return readings.documents(connection)

    def statements(self) -> list[Statement]:
        """Return all statements, by id."""
        with self.derived.database.transaction() as connection:
            return findings.statements(connection)

    def claims(self) -> list[Claim]:
        """Return all claims, by id."""
        with self.derived.database.transaction() as connection:
            return findings.claims(connection)

    def mentions(self) -> list[Mention]:
        """Return all mentions, by id."""
        with self.derived.database.transaction() as connection:
            return findings.mentions(connection)

    def accounts(self) -> list[Account]:
        """Return all accounts, by id."""
        with self.derived.database.transaction() as connection:
            return findings.accounts(connection)

    def reviewed(self) -> Reviewed:
        """Return claims, statements and accounts as people left them."""
        with self.derived.database.transaction() as connection:
            return self._reviewed(connection)

    def _reviewed(self, connection: Connection) -> Reviewed:
        return review(
            findings.claims(connection),
            findings.statements(connection),
            findings.accounts(connection),
            self.rulings(Assessment),
            lookup.document_ids(connection),
        )

    def problems(self) -> list[Problem]:
        """Return all problems, by id."""
        with self.derived.database.transaction() as connection:
            return findings.every(connection, schema.problems, Problem)

    def memory(self) -> Notes:
        """Open what deriving made before; give it back with `remember`."""
        return self.derived.notes()

    def remember(self, made: Notes, *, whole: bool = True) -> None:
        """Keep what a round of deriving made; a `whole` one drops what it had no use for."""
        self.derived.file_notes(made, whole=whole)

    def replace_links(self, **links: Sequence[Link]) -> None:
        """Put what follows from all documents together in place of what was there, at once.

        Each kind by the name of its table (`schema.LINKS`); a kind that is not given has none.
        """
        self.derived.file_links(self.difference(**links))

    def difference(self, **links: Sequence[Link]) -> Difference:
        """Compare links with what is there, as `replace_links` would; nothing is written."""
        tables = schema.derived.tables
        return self.derived.difference({tables[name]: held for name, held in links.items()})

    def picture(self, engine: str) -> Picture:
        """Draw all that is known at one moment; `engine` is the engine's name and version."""
        founding = self.facts.founding()
        hearings = still_standing(self.rulings(Hearing))
        assessments = still_standing(self.rulings(Assessment))
        protections = still_standing(self.rulings(Protection))
        with self.derived.database.transaction() as connection:
            seen = self._reviewed(connection)
            return Picture(
                name=founding.name,
                created=founding.created,
                engine=engine,
                kit=self.derived.kit(),
                documents=tuple(readings.documents(connection)),
                statements=seen.statements,
                claims=seen.claims,
                mentions=tuple(findings.mentions(connection)),
                accounts=seen.accounts,
                entities=tuple(findings.every(connection, schema.entities, Entity)),
                copies=tuple(findings.copies(connection)),
                origins=tuple(findings.every(connection, schema.origins, Origin)),
                incidents=tuple(findings.every(connection, schema.incidents, Incident)),
                gradings=tuple(findings.gradings(connection)),
                questions=tuple(findings.every(connection, schema.questions, Judgement)),
                problems=tuple(findings.every(connection, schema.problems, Problem)),
                assessments=tuple(sorted(assessments, key=lambda a: a.id)),
                orphaned=tuple(a.id for a in seen.orphaned),
                disputed=seen.disputed,
                hearings=tuple(sorted(hearings, key=lambda h: h.id)),
                protections=tuple(sorted(protections, key=lambda p: p.id)),
            )

    def _grounded(self, assessment: Assessment) -> None:
        with self.derived.database.transaction() as connection:
            document = readings.document(connection, assessment.span.document)
        wrong = grounds.unfounded(assessment, document)
        if wrong is not None:
            raise UngroundedError(wrong, "Open the document again and choose its words anew.")

    def _forget_readings(self, receipt: str) -> None:
        """Drop what was read from a file that is coded otherwise now: it is read anew."""
        if any(known.id == receipt for known in self.receipts()):
            self.derived.file_documents(receipt, (), (), self.facts.arrival(receipt))

    def _enter(self, facts: Sequence[Receipt | Original | Ruling], deed: Deed) -> None:
        self.facts.enter(facts, deed, clock=self._clock, by=self._by)


def _look(path: Path, *, writing: bool) -> None:
    if not path.exists():
        raise UsageError(
            f"there is no case at {path}",
            f"Make one with `solferino new {path}`, or give the folder of one.",
        )
    if (path / "facts.sqlite").is_file():
        if writing and not (path / "originals").is_dir():
            raise BrokenError(f"the folder of originals is missing from the case {path}", CHECK)
        return
    if (path / "ledger.head").exists():
        raise BrokenError(f"facts.sqlite is missing from the case {path}", CHECK)
    raise UsageError(
        f"{path} is not a case: it has no facts.sqlite",
        "Give the folder that `solferino new` made. To make a case from a folder of files, "
        "give that folder to `solferino run`.",
    )
