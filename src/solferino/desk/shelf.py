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
from solferino.codec import value
from solferino.desk.docket import Decided
from solferino.model import (
    Copy,
    Description,
    Document,
    Entity,
    Grading,
    Incident,
    Judgement,
    Problem,
)
from solferino.ports import Picture
from solferino.practice.fiction import holds_practice
from solferino.publish.dossier import Dossier
from solferino.store import findings, lookup, readings, schema
from solferino.store.case import Case

ENGINE = f"solferino {__version__}"
MANY = 200  # documents up to which questions of names are found for a page


@value
class Line:
    """One document without its text. `claims` is how many were found in it."""

    id: str
    name: str
    original: str
    reader: str
    media_type: str
    characters: int
    described: Description
    version_of: str | None
    claims: int


@value
class Catalogue:
    """The lists that pages are found by. `told` maps accounts to documents, `home` to incidents.

    `questions` are pairs of accounts that rules leave to a person.
    """

    name: str
    created: str
    kit: tuple[str, ...]
    fiction: bool
    counts: dict[str, int]
    lines: dict[str, Line]
    incidents: dict[str, Incident]
    entities: dict[str, Entity]
    owner: dict[str, str]
    told: dict[str, str]
    copies: tuple[Copy, ...]
    gradings: tuple[Grading, ...]
    problems: tuple[Problem, ...]
    home: dict[str, str]
    questions: tuple[Judgement, ...]

    def documents_of(self, incident: Incident) -> set[str]:
        """Find the documents that tell of an incident."""
        return {self.told[account] for account in incident.accounts if account in self.told}

    def incidents_in(self, document: str) -> list[Incident]:
        """Find the incidents that a document tells of, by date."""
        own = [i for i in self.incidents.values() if document in self.documents_of(i)]
        return sorted(own, key=by_date)


def by_date(incident: Incident) -> tuple[str, str, str]:
    """Sort incidents by day, those without one last."""
    return incident.earliest or incident.latest or "9999", incident.title, incident.id


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
        self._unsure: tuple[int | None, tuple[Judgement, ...]] = None, ()

    @contextmanager
    def look(self) -> Iterator[tuple[Catalogue, Connection]]:
        """Look at one moment of the case; threads take turns."""
        with self._turn:
            self._renew()
            with self._case.derived.database.transaction() as connection:
                version = lookup.version(connection)
                if self._catalogue is None or self._catalogue[0] != version:
                    self._catalogue = version, _draw(self._case, connection)
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
        self._unsure = None, ()


def _file(path: Path) -> int | None:
    try:
        return (path / "derived.sqlite").stat().st_ino
    except FileNotFoundError:
        return None


def _draw(case: Case, connection: Connection) -> Catalogue:
    founding = case.facts.founding()
    entities = findings.every(connection, schema.entities, Entity)
    incidents = findings.every(connection, schema.incidents, Incident)
    earlier, said = readings.versions(connection), lookup.said(connection)
    found = lookup.each_document(connection)
    lines = {d.id: _line(d, earlier.get(d.id), said.get(d.id, 0)) for d in found}
    return Catalogue(
        name=founding.name,
        created=founding.created,
        kit=case.derived.kit(),
        fiction=holds_practice(line.original for line in lines.values()),
        counts=lookup.count(connection),
        lines=lines,
        incidents={i.id: i for i in sorted(incidents, key=by_date)},
        entities={e.id: e for e in entities},
        owner={mention: e.id for e in entities for mention in e.mentions},
        told=lookup.account_documents(connection),
        copies=tuple(findings.copies(connection)),
        gradings=tuple(findings.gradings(connection)),
        problems=tuple(
            sorted(case.problems(), key=lambda p: (p.name, p.id)),
        ),
        home={account: i.id for i in incidents for account in i.accounts},
        questions=tuple(findings.every(connection, schema.questions, Judgement)),
    )


def _line(document: Document, version_of: str | None, claims: int) -> Line:
    return Line(
        id=document.id,
        name=document.name,
        original=document.original,
        reader=document.reader,
        media_type=document.media_type,
        characters=len(document.text),
        described=document.described,
        version_of=version_of,
        claims=claims,
    )
