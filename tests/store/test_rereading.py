"""What is read again is what is there: nothing that has changed is taken from before."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from solferino.codec import encode
from solferino.errors import BrokenError
from solferino.model import Description, Entity, Receipt
from solferino.model.source import Reading, document_of
from solferino.store import findings, readings, schema
from solferino.store.case import Case
from solferino.store.rereading import Rereading


def clock() -> str:
    return "2031-03-14T09:26:53Z"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "Rereading", clock=clock, by="test") as made:
        yield made


def entity(name: str, mention: str) -> Entity:
    return Entity(
        id=f"of-{mention}", kind="facility", name=name, names=(name,), mentions=(mention,)
    )


def take_in(case: Case, name: str, text: str, told: Description) -> None:
    receipt = case.receive(name, text.encode(), told=told)
    case.file_document(document_of(receipt, Reading(text=text, media_type="text/plain"), "r/1"))


def as_listed(case: Case, again: Rereading) -> list[tuple[str, str, int, Description]]:
    with case.derived.database.transaction() as connection:
        seen = again.documents(connection)
        whole = readings.documents(connection)
    listed = [(g.id, g.name, g.characters, g.described) for g in seen]
    assert listed == [(d.id, d.name, len(d.text), d.described) for d in whole]
    return listed


def test_rows_are_those_that_are_there_now_whatever_was_read_before(case: Case) -> None:
    again = Rereading()
    rounds: list[list[Entity]] = [
        [entity("Velm", "a"), entity("Karn", "b")],
        [entity("Velm", "a"), entity("Karn", "b")],
        [dataclasses.replace(entity("Velm", "a"), country="XA"), entity("Tesk", "c")],
        [],
    ]
    for held in rounds:
        case.replace_links(entities=held)
        with case.derived.database.transaction() as connection:
            seen = again.every(connection, schema.entities, Entity)
            assert seen == findings.every(connection, schema.entities, Entity)
        assert {e.name for e in seen} == {e.name for e in held}


def test_documents_are_told_as_their_latest_receipts_tell_them(case: Case) -> None:
    again = Rereading()
    assert as_listed(case, again) == []
    take_in(case, "one.txt", "Shells hit Velm.\n", Description(title="First"))
    first = as_listed(case, again)
    take_in(case, "one.txt", "Shells hit Velm.\n", Description(title="Second"))
    take_in(case, "two.txt", "Nothing 🏥 else.\n", Description(published="2031-03-02"))
    assert as_listed(case, again) != first
    case.forget_derived()
    assert as_listed(case, again) == []


def test_a_damaged_row_is_named(case: Case) -> None:
    take_in(case, "one.txt", "Shells hit Velm.\n", Description())
    with case.derived.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE documents SET body = ?", (encode(Receipt.__name__),))
        with pytest.raises(BrokenError, match="documents, row"):
            Rereading().documents(connection)
