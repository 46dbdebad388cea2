"""The case as the desk's pages look at it: each at one moment, asking only for what it shows.

A page takes the catalogue and fetches the few rows besides that it needs (`excerpts`).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from solferino import __version__, pipeline, plugins
from solferino.desk.docket import Decided
from solferino.desk.inventory import Catalogue, Line
from solferino.desk.moment import Moment
from solferino.model import Judgement
from solferino.ports import Picture
from solferino.publish.dossier import Dossier
from solferino.store import listing, lookup
from solferino.store.case import Case
from solferino.store.facts import Founding

__all__ = ["ENGINE", "MANY", "Catalogue", "Line", "Shelf"]

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
        self._founding: Founding | None = None
        self._dossier: tuple[object, Dossier] | None = None
        self._moment = Moment(None)
        self._drawing = threading.Lock()
        self._decided: tuple[str, Decided] = "", Decided()
        self._unread: tuple[tuple[int, int], int] | None = None
        self._unsure: tuple[int | None, tuple[Judgement, ...]] = None, ()

    @contextmanager
    def look(self) -> Iterator[tuple[Catalogue, Connection]]:
        """Look at one moment of the case; threads take turns."""
        with self._turn:
            self._renew()
            with self._case.derived.database.transaction() as connection:
                if self._founding is None:
                    self._founding = self._case.facts.founding()
                number = self._file, lookup.version(connection)
                if self._moment.number != number:
                    self._moment = Moment(number)
                yield Catalogue(self._case, connection, self._moment, self._founding), connection

    def case(self) -> Case:
        """Give the case, opened for reading."""
        with self._turn:
            self._renew()
            return self._case

    @contextmanager
    def own_look(self) -> Iterator[Case]:
        """Give the case on a look of its own, for what goes through all of it."""
        with Case.open(self.path, clock=self.clock, by="desk") as case:
            yield case

    def decided(self) -> Decided:
        """Give all that people decided up to now, at this desk or at another."""
        with self._turn:
            self._renew()
            head = self._case.head()
            if self._decided[0] != head.hash:
                before = self._decided[1]
                seq = before.entered[-1].seq if before.entered else 0
                entered = (*before.entered, *self._case.rulings_since(seq))
                self._decided = head.hash, Decided(entered, before)
            return self._decided[1]

    def unsure(self) -> tuple[Judgement, ...]:
        """Give the pairs of mentions that rules leave to a person.

        None in a case of more than `MANY` documents, where finding them takes too long for a page.
        """
        with self.look() as (catalogue, connection):
            version = lookup.version(connection)
            if self._unsure[0] != version:
                small = catalogue.counts["documents"] <= MANY
                kit = plugins.kit(plugins.find())
                self._unsure = version, pipeline.unsure(self._case, kit) if small else ()
            return self._unsure[1]

    def unread(self) -> int:
        """Count the files that nobody has tried to read yet."""
        with self.look() as (_, connection):
            now = self._case.facts.count_receipts(), lookup.version(connection)
            if self._unread is None or self._unread[0] != now:
                self._unread = now, max(0, now[0] - listing.tried(connection))
            return self._unread[1]

    def dossier(self) -> Dossier:
        """Give the dossier as it would be written now, dated by the clock."""
        with self._drawing:
            with self.look() as (catalogue, connection):
                version, fiction = (self._file, lookup.version(connection)), catalogue.fiction
            if self._dossier is None or self._dossier[0] != version:
                with self.own_look() as case:
                    picture: Picture = pipeline.picture(case, ENGINE)
                self._dossier = version, Dossier(picture, self.clock(), practice=fiction)
            return self._dossier[1]

    def drawn(self) -> bool:
        """Whether the dossier of this moment was drawn already."""
        with self.look() as (_, connection):
            version = self._file, lookup.version(connection)
            return self._dossier is not None and self._dossier[0] == version

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
        self._file, self._dossier = now, None
        self._unsure, self._unread = (None, ()), None


def _file(path: Path) -> int | None:
    try:
        return (path / "derived.sqlite").stat().st_ino
    except FileNotFoundError:
        return None
