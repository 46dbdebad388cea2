"""The case export, version 1: everything known of a case as one JSON object (docs/export.md)."""

from collections.abc import Iterator
from typing import BinaryIO

from solferino.codec import write_members
from solferino.ports import Picture
from solferino.publish import sayings, stories
from solferino.publish.notice import notice
from solferino.publish.rows import SCHEMA, CaseRow
from solferino.publish.view import View


class JsonExporter:
    """Writes the internal profile: full texts, every claim, no floats, the same bytes each time."""

    name = "json"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write the export as a stream, members in the contract's order, lists sorted by id."""
        write_members(out, _members(picture))


def _members(picture: Picture) -> Iterator[tuple[str, object]]:
    view = View(picture)
    yield "schema", SCHEMA
    yield "case", _case(picture)
    yield "documents", sayings.documents(view)
    yield "statements", sayings.statements(view)
    yield "claims", sayings.claims(view)
    yield "entities", sayings.entities(view)
    yield "incidents", stories.incidents(view)
    yield "origins", stories.origins(view)
    yield "tallies", stories.tallies(view)
    yield "appeals", stories.appeals(view)
    yield "services", stories.services(view)
    yield "exhibits", stories.exhibits(view)
    yield "problems", sayings.problems(view)
    yield "assessments", sayings.assessments(view)
    yield "questions", stories.questions(view)
    yield "register", view.register


def _case(picture: Picture) -> CaseRow:
    return CaseRow(
        name=picture.name,
        created=picture.created,
        engine=picture.engine,
        kit=tuple(sorted(picture.kit)),
        profile=picture.profile,
        notice=notice(picture),
    )
