"""What the desk keeps at hand of a case: light lists, drawn again only when the case has changed.

A page takes the catalogue and fetches the few rows besides that it needs (`excerpts`), all at
one moment of the case.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from solferino import __version__, pipeline, plugins
from solferino.desk.docket import Decided
from solferino.desk.inventory import Catalogue, Line, by_date
from solferino.model import Copy, Entity, Grading, Incident, Judgement
from solferino.ports import Picture
from solferino.practice.fiction import holds_practice
from solferino.publish.dossier import Dossier
from solferino.store import findings, lookup, readings, schema
from solferino.store.case import Case
from solferino.store.rereading import Glimpse, Rereading

__all__ = ["ENGINE", "MANY", "Catalogue", "Line", "Shelf", "by_date"]

ENGINE = f"solferino {__version__}"
MANY = 200  # documents up to which questions of names are found for a page


class Shelf:
    """Gives pages a catalogue and a connection; a case that was made anew is opened anew."""

    def __init__(self, case: Case, clock: Callable[[], str]) -> None:
        """Draw nothing yet; `clock` tells when a dossier is made."""
        self.path = case.path
        self.clock = clock
        self._case = case
        self._opened: Case | None = None
        self._turn = threading.RLock()
        self._file = _file(case.path)
        self._catalogue: tuple[int, Catalogue] | None = None
        self._dossier: tuple[int, Dossier] | None = None
        self._decided: tuple[str, Decided] = "", Decided()
        self._again = Rereading()
        self._unread: tuple[tuple[int, int], int] | None = None
        self._unsure: tuple[int | None, tuple[Judgement, ...]] = None, ()

    @contextmanager
    def look(self) -> Iterator[tuple[Catalogue, Connection]]:
        """Look at one moment of the case; threads take turns."""
        with self._turn:
            self._renew()
            with self._case.derived.database.transaction() as connection:
                version = lookup.version(connection)
                if self._catalogue is None or self._catalogue[0] != version:
                    self._catalogue = version, _draw(self._case, connection, self._again)
                yield self._catalogue[1], connection

    def case(self) -> Case:
        """Give the case, opened for reading."""
        with self._turn:
            self._renew()
            return self._case

    def decided(self) -> Decided:
        """Give all that people decided up to now, at this desk or at another."""
        with self._turn:
            self._renew()
            head = self._case.head()
            if self._decided[0] != head.hash:
                before = self._decided[1].entered
                seq = before[-1].seq if before else 0
                self._decided = head.hash, Decided((*before, *self._case.rulings_since(seq)))
            return self._decided[1]

    def unsure(self) -> tuple[Judgement, ...]:
        """Give the pairs of mentions that rules leave to a person.

        None in a case of more than `MANY` documents, where finding them takes too long for a page.
        """
        with self.look() as (catalogue, connection):
            version = lookup.version(connection)
            if self._unsure[0] != version:
                small = len(catalogue.lines) <= MANY
                kit = plugins.kit(plugins.find())
                self._unsure = version, pipeline.unsure(self._case, kit) if small else ()
            return self._unsure[1]

    def unread(self) -> int:
        """Count the files that nobody has tried to read yet."""
        with self.look() as (_, connection):
            now = self._case.facts.count_receipts(), lookup.version(connection)
            if self._unread is None or self._unread[0] != now:
                self._unread = now, len(self._case.unread())
            return self._unread[1]

    def dossier(self) -> Dossier:
        """Give the dossier as it would be written now, dated by the clock."""
        with self.look() as (catalogue, connection):
            version = lookup.version(connection)
            if self._dossier is None or self._dossier[0] != version:
                picture: Picture = pipeline.picture(self._case, ENGINE)
                made = Dossier(picture, self.clock(), practice=catalogue.fiction)
                self._dossier = version, made
            return self._dossier[1]

    def close(self) -> None:
        """Close what was opened here; the case that was given stays with its owner."""
        with self._turn:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _renew(self) -> None:
        """Open the case again where what is derived stands in another file than before.

        A writer makes that file when there is none, and in place of one of another version; a
        reader that was open before would go on looking at the old one.
        """
        now = _file(self.path)
        if now == self._file:
            return
        again = Case.open(self.path, clock=self.clock, by="desk")
        if self._opened is not None:
            self._opened.close()
        self._case = self._opened = again
        self._file, self._catalogue, self._dossier = now, None, None
        self._unsure, self._unread = (None, ()), None


def _file(path: Path) -> int | None:
    try:
        return (path / "derived.sqlite").stat().st_ino
    except FileNotFoundError:
        return None


def _draw(case: Case, connection: Connection, again: Rereading) -> Catalogue:
    founding = case.facts.founding()
    earlier, said = readings.versions(connection), lookup.said(connection)
    seen = again.documents(connection)
    entities = again.every(connection, schema.entities, Entity)
    copies = again.every(connection, schema.copies, Copy)
    return Catalogue(
        name=founding.name,
        created=founding.created,
        kit=case.derived.kit(),
        fiction=holds_practice(glimpse.original for glimpse in seen),
        counts=lookup.count(connection),
        lines={g.id: _line(g, earlier.get(g.id), said.get(g.id, 0)) for g in seen},
        incidents={
            i.id: i
            for i in sorted(again.every(connection, schema.incidents, Incident), key=by_date)
        },
        entities={e.id: e for e in entities},
        told=lookup.account_documents(connection),
        copies=tuple(sorted(copies, key=lambda c: (c.document, c.other))),
        gradings=findings.in_order(again.every(connection, schema.gradings, Grading)),
        problems=tuple(sorted(case.problems(), key=lambda p: (p.name, p.id))),
        questions=tuple(again.every(connection, schema.questions, Judgement)),
    )


def _line(glimpse: Glimpse, version_of: str | None, claims: int) -> Line:
    return Line(
        id=glimpse.id,
        name=glimpse.name,
        original=glimpse.original,
        reader=glimpse.reader,
        media_type=glimpse.media_type,
        characters=glimpse.characters,
        described=glimpse.described,
        version_of=version_of,
        claims=claims,
    )
