"""Reading whole lists of a case again: what has not changed since is not decoded anew.

Rows are told apart by the digest of their bytes, documents by the receipt that speaks for them.
"""

from collections.abc import Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Table, select

from solferino.codec import parse_as, value
from solferino.errors import BrokenError
from solferino.model import Description
from solferino.store import findings, lookup, readings

T = TypeVar("T")
Seen = tuple[object, Any]  # by what a row is known again, and what it was read as
NOTHING: Mapping[str, Seen] = MappingProxyType({})
SIZE = 16  # bytes of a digest


@value
class Glimpse:
    """What a list tells of a document; its text is read to be counted and let go."""

    id: str
    name: str
    original: str
    reader: str
    media_type: str
    characters: int
    described: Description


@value
class _Body:
    id: str
    name: str
    original: str
    reader: str
    media_type: str
    text: str
    told: Description
    format_told: Description


class Rereading:
    """What was read before, kept by table; one for each reader of a case."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[str, Mapping[str, Seen]] = {}

    def every(self, connection: Connection, table: Table, kind: type[T]) -> list[T]:
        """Return all rows of a table as values, by id, as `findings.every` does."""
        known, now = self._known.get(table.name, NOTHING), dict[str, Seen]()
        for id_, body in connection.execute(select(table.c.id, table.c.body).order_by(table.c.id)):
            mark = blake2b(body, digest_size=SIZE).digest()
            before = known.get(id_)
            if before is None or before[0] != mark:
                before = mark, findings.read(table, id_, body, kind)
            now[id_] = before
        self._known[table.name] = now
        return [cast("T", thing) for _, thing in now.values()]

    def documents(self, connection: Connection) -> list[Glimpse]:
        """Return of all documents what lists tell, by id."""
        known, marks = self._known.get("documents", NOTHING), readings.marks(connection)
        kept = {id_: known[id_] for id_, mark in marks.items() if _same(known.get(id_), mark)}
        fresh = {}
        for some in lookup.batches(marks.keys() - kept.keys()):
            for id_, body in readings.bodies(connection, some):
                fresh[id_] = marks[id_], _glimpse(id_, body)
        now = {id_: kept[id_] if id_ in kept else fresh[id_] for id_ in marks}
        self._known["documents"] = now
        return [cast("Glimpse", thing) for _, thing in now.values()]


def _same(seen: Seen | None, mark: object) -> bool:
    return seen is not None and seen[0] == mark


def _glimpse(id_: str, body: bytes) -> Glimpse:
    try:
        read = parse_as(body, _Body)
    except ValueError as error:
        raise BrokenError(f"documents, row {id_}: {error}", findings.AFRESH) from error
    return Glimpse(
        id=read.id,
        name=read.name,
        original=read.original,
        reader=read.reader,
        media_type=read.media_type,
        characters=len(read.text),
        described=read.told.completed(read.format_told),
    )
