"""What pages find by keys is what going through the whole lists would find."""

from collections.abc import Iterator
from typing import Any

import pytest

from solferino.desk.inventory import Catalogue, names_of, words_of
from solferino.desk.shelf import Shelf
from solferino.store.case import Case
from solferino.text.fold import fold


@pytest.fixture
def catalogue(practice: Case, clock: Any) -> Iterator[Catalogue]:
    shelf = Shelf(practice, clock)
    with shelf.look() as (found, _):
        yield found
    shelf.close()


def test_documents_lead_to_their_incidents_copies_and_later_captures(catalogue: Catalogue) -> None:
    for document in catalogue.lines:
        telling = [
            i
            for i in catalogue.incidents.values()
            if document in {catalogue.told[a] for a in i.accounts}
        ]
        assert catalogue.incidents_in(document) == telling
        copied = [c for c in catalogue.copies if document in {c.document, c.other}]
        assert catalogue.copies_of(document) == copied
        later = [one for one in catalogue.lines.values() if one.version_of == document]
        assert catalogue.later_than(document) == later
    assert any(catalogue.copies_of(document) for document in catalogue.lines)


def test_incidents_lead_to_their_gradings_and_questions(catalogue: Catalogue) -> None:
    for incident in catalogue.incidents.values():
        graded = [g for g in catalogue.gradings if g.incident == incident.id]
        assert catalogue.gradings_of(incident.id) == graded
        asked = {q.id for q in catalogue.questions if {q.left, q.right} & set(incident.accounts)}
        assert {q.id for q in catalogue.questions_of(incident)} == asked
        for day in {incident.earliest, incident.latest} - {None}:
            assert incident in catalogue.of_day[day or ""]
        assert incident in catalogue.of_country[incident.country or ""]
        if incident.facility:
            assert incident in catalogue.naming[incident.facility]


def test_entities_are_listed_by_name_and_found_by_their_words(catalogue: Catalogue) -> None:
    kinds = sorted({e.kind for e in catalogue.entities.values()})
    listed = catalogue.registry(kinds)
    assert listed == sorted(catalogue.entities.values(), key=lambda e: (fold(e.name), e.id))
    assert [e for e in listed if e.kind == kinds[0]] == catalogue.registry(kinds[:1])
    for entity in listed:
        shared = {
            other.id: len(words_of(entity) & words_of(other))
            for other in listed
            if other.kind == entity.kind and other is not entity
        }
        assert catalogue.alike(entity) == {id_: n for id_, n in shared.items() if n}
        assert all(
            fold(name) in catalogue.words_of_entities[entity.id] for name in names_of(entity)
        )


def test_what_waits_tells_of_something_first(catalogue: Catalogue) -> None:
    waiting = catalogue.unsorted
    assert sorted(one.id for one in waiting) == sorted(catalogue.lines)
    silent = [not catalogue.incidents_in(one.id) for one in waiting]
    assert silent == sorted(silent)
    for quiet in (False, True):
        names = [one.name for one in waiting if bool(not catalogue.incidents_in(one.id)) is quiet]
        assert names == sorted(names)
