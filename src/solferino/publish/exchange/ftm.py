"""FollowTheMoney: entities as JSON lines, and statements that keep the place of the words.

The model says less than a case holds. An incident is an Event; who blames, admits or denies is an
UnknownLink whose role says so; each sentence is a Note. What cannot be said is in docs/exports.md.
"""

from collections.abc import Iterator
from typing import BinaryIO

from solferino.ports import Picture
from solferino.publish.exchange.ftm_things import told
from solferino.publish.exchange.ftm_values import COLUMNS, entity_line, statement_rows
from solferino.publish.exchange.written import written
from solferino.publish.exchange.zipped import write_zip


class FtmExporter:
    """Writes `entities.ftm.json` and `statements.csv`."""

    name = "ftm"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write both files as one zip."""
        write_zip(out, self.files(picture))

    def files(self, picture: Picture) -> Iterator[tuple[str, bytes]]:
        """Give the files by name."""
        things = sorted(told(picture), key=lambda t: t.id)
        yield "entities.ftm.json", b"".join(map(entity_line, things))
        rows = (row for one in things for row in statement_rows(one))
        yield "statements.csv", written([COLUMNS, *rows])
