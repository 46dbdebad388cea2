"""What was made before, under digests of all that it follows from: dropped when not used again."""

from sqlalchemy import Connection, delete, insert, select

from solferino.store import schema

AT_ONCE = 500  # digests in one statement


class Notes:
    """The memory of one round of deriving (see `ports.Memory`)."""

    def __init__(self, kept: dict[str, bytes]) -> None:
        """Begin with what was kept in the last round."""
        self._kept = kept
        self._used: set[str] = set()
        self._new: dict[str, bytes] = {}

    def recall(self, digest: str) -> bytes | None:
        """Return what was kept under a digest, or null."""
        found = self._new.get(digest) or self._kept.get(digest)
        if found is not None:
            self._used.add(digest)
        return found

    def keep(self, digest: str, body: bytes) -> None:
        """Keep a result for the next round."""
        self._new[digest] = body
        self._used.add(digest)

    def file(self, connection: Connection, *, whole: bool) -> None:
        """Write what is new; after a `whole` round, drop what it had no use for."""
        table = schema.memory
        unused = self._kept.keys() - self._used if whole else set()
        stale = sorted(unused | self._kept.keys() & self._new.keys())
        for at in range(0, len(stale), AT_ONCE):
            some = stale[at : at + AT_ONCE]
            connection.execute(delete(table).where(table.c.digest.in_(some)))
        rows = [{"digest": name, "body": body} for name, body in self._new.items()]
        if rows:
            connection.execute(insert(table), rows)


def notes(connection: Connection) -> Notes:
    """Open the memory as the last round left it."""
    rows = connection.execute(select(schema.memory.c.digest, schema.memory.c.body))
    return Notes({row.digest: row.body for row in rows})
