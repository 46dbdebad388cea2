"""What pages find by keys, orders and words is what going through the whole case would find."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from solferino.desk.inventory import Catalogue, words_of
from solferino.desk.shelf import ENGINE, Shelf
from solferino.model import Entity, Incident
from solferino.ports import Picture
from solferino.publish.drawing.map import Placed, located, sites
from solferino.store import listing
from solferino.store.case import Case
from solferino.store.listing import NEEDS, Narrowed
from solferino.store.lists import is_described, names_of
from solferino.text.fold import fold

ALL = 10_000


@pytest.fixture
def whole(practice: Case) -> Picture:
    return practice.picture(ENGINE)


@pytest.fixture
def catalogue(practice: Case, clock: Any) -> Iterator[Catalogue]:
    shelf = Shelf(practice, clock)
    with shelf.look() as (found, _):
        yield found
    shelf.close()


def by_date(incidents: list[Incident]) -> list[Incident]:
    return sorted(incidents, key=lambda i: (i.earliest or i.latest or "9999", i.title, i.id))


def test_documents_lead_to_their_incidents_copies_and_later_captures(
    catalogue: Catalogue, whole: Picture
) -> None:
    giver = {account.id: account.document for account in whole.accounts}
    for document in whole.documents:
        telling = [i for i in whole.incidents if document.id in {giver[a] for a in i.accounts}]
        assert catalogue.incidents_in(document.id) == by_date(telling)
        copied = [c for c in whole.copies if document.id in {c.document, c.other}]
        assert catalogue.copies_of(document.id) == copied
        later = [d.id for d in whole.documents if d.version_of == document.id]
        assert [one.id for one in catalogue.later_than(document.id)] == later
        line = catalogue.lines[document.id]
        assert (line.name, line.described) == (document.name, document.described)
        assert line.characters == len(document.text)
        assert line.claims == sum(c.span.document == document.id for c in whole.claims)
    assert whole.copies
    assert catalogue.lines.keys() == {document.id for document in whole.documents}
    assert "nothing" not in catalogue.lines


def test_incidents_lead_to_their_gradings_and_questions(
    catalogue: Catalogue, whole: Picture
) -> None:
    for incident in whole.incidents:
        graded = [g for g in whole.gradings if g.incident == incident.id]
        assert catalogue.gradings_of(incident.id) == graded
        asked = {q.id for q in whole.questions if {q.left, q.right} & set(incident.accounts)}
        assert {q.id for q in catalogue.questions_of(incident)} == asked
        others = [i for i in whole.incidents if i != incident]
        near = catalogue.near(incident, ALL)
        assert near == {i.id: i.title for i in others}
        day = incident.earliest or incident.latest
        ranks = [0 if day and day in {i.earliest, i.latest} else 1 for i in others]
        ordered = list(near)
        assert all(
            ordered.index(i.id) < sum(r == 0 for r in ranks)
            for i, r in zip(others, ranks, strict=True)
            if r == 0
        )
        for account in incident.accounts:
            assert catalogue.home[account] == incident.id
        if incident.facility:
            number, telling = catalogue.naming(incident.facility, 0, ALL)
            assert incident in telling
            assert catalogue.named([incident.facility]) == {incident.facility: number}


def test_counts_and_lists_of_incidents_are_those_of_the_whole_case(
    catalogue: Catalogue, whole: Picture
) -> None:
    assert catalogue.counts == {
        name: len(getattr(whole, name))
        for name in (
            "documents",
            "statements",
            "claims",
            "origins",
            "incidents",
            "copies",
            "problems",
        )
    }
    every = by_date(list(whole.incidents))
    assert catalogue.found(Narrowed(), 0, ALL) == (len(every), every)
    assert catalogue.found(Narrowed(), 1, 2) == (len(every), every[1:3])
    assert catalogue.countries == sorted({i.country for i in every if i.country})
    for country in catalogue.countries:
        there = [i for i in every if i.country == country]
        assert catalogue.found(Narrowed(country=country), 0, ALL) == (len(there), there)
    needing = {
        "contradiction": [i for i in every if i.contradictions],
        "undated": [i for i in every if not (i.earliest or i.latest)],
        "unplaced": [i for i in every if i.place is None],
        "single": [i for i in every if len(i.origins) < 2],
    }
    assert set(needing) == set(NEEDS)
    for need, held in needing.items():
        assert catalogue.found(Narrowed(need=need), 0, ALL) == (len(held), held)
        assert catalogue.needs()[need] == len(held)
    names = {e.id: e.names for e in whole.entities}
    for incident in every:
        told = " ".join((incident.title, incident.place or "", incident.country or ""))
        words = fold(f"{told} {' '.join(names.get(incident.facility or '', ()))}").split()
        assert incident in catalogue.found(Narrowed(words=tuple(words)), 0, ALL)[1]
    assert catalogue.found(Narrowed(words=("nowhere to be found",)), 0, ALL) == (0, [])


def test_the_queue_begins_with_contradictions_and_few_origins(
    catalogue: Catalogue, whole: Picture
) -> None:
    ordered = sorted(
        whole.incidents,
        key=lambda i: (-len(i.contradictions), len(i.origins), -len(i.accounts), i.id),
    )
    assert list(catalogue.in_turn()) == [i.id for i in ordered]
    for place, incident in enumerate(ordered):
        assert list(catalogue.in_turn(incident.id)) == [i.id for i in ordered[place:]]
        assert catalogue.behind(incident.id) == len(ordered) - place - 1


def test_entities_are_listed_by_name_and_found_by_their_words(
    catalogue: Catalogue, whole: Picture
) -> None:
    kinds = sorted({e.kind for e in whole.entities})

    def listed(*some: str) -> list[Entity]:
        return sorted(
            (e for e in whole.entities if e.kind in some),
            key=lambda e: (is_described(e), fold(e.name), e.id),
        )

    every = listed(*kinds)
    nameless = [is_described(e) for e in listed("facility")]
    assert nameless == sorted(nameless)
    assert {True, False} == set(nameless)
    assert catalogue.registry(kinds, (), 0, ALL) == (len(every), every)
    assert catalogue.registry(kinds[:1], (), 0, ALL)[1] == listed(kinds[0])
    assert catalogue.registry(kinds, (), 2, 3)[1] == every[2:5]
    for entity in every:
        words = fold(" ".join(names_of(entity))).split()
        assert entity in catalogue.registry(kinds, words, 0, ALL)[1]
        assert entity in catalogue.bearing([(entity.kind, fold(entity.name))])
        for mention in entity.mentions:
            assert catalogue.owner[mention] == entity.id
        others = [e for e in listed(entity.kind) if e is not entity]
        shared = {o.id: len(words_of(entity) & words_of(o)) for o in others}
        offered = catalogue.alike(entity, ALL)
        assert {o.id for o in offered} == set(shared)
        numbers = [shared[o.id] for o in offered]
        assert numbers == sorted(numbers, reverse=True)


def test_what_waits_tells_of_something_first(catalogue: Catalogue, whole: Picture) -> None:
    waiting = catalogue.unsorted(set(), ALL)
    assert sorted(one.id for one in waiting) == [d.id for d in whole.documents]
    silent = [not catalogue.incidents_in(one.id) for one in waiting]
    assert silent == sorted(silent)
    for quiet in (False, True):
        names = [w.name for w, s in zip(waiting, silent, strict=True) if s is quiet]
        assert names == sorted(names)
    done = {one.id for one in waiting[:3]}
    assert catalogue.unsorted(done, 2) == waiting[3:5]
    assert catalogue.left({*done, "gone"}) == len(waiting) - 3


def test_the_map_holds_every_incident_at_the_place_that_going_through_all_gives(
    practice: Case, clock: Any, whole: Picture
) -> None:
    entities = {e.id: e for e in whole.entities}
    background = {a.id for a in whole.accounts if a.role == "background"}
    leading = [i for i in whole.incidents if not background.issuperset(i.accounts)]
    told = sites(leading, entities)
    with Shelf(practice, clock).look() as (catalogue, connection):
        known = catalogue.entities.some(listing.pointed(connection))
        towns = [fold(n) for e in known.values() for n in (e.name, *e.names) if e.kind == "place"]
        number, rows = listing.placed(connection, towns, ALL)
        _, first = listing.placed(connection, towns, 1)
        counted = listing.charted(connection)
        placed = (
            Placed(facility=f or None, place=p or None, country=c or None, incidents=tuple(ids))
            for f, p, c, ids in rows
        )
        found = located(placed, catalogue.entities)
    assert {s.incidents: (s.east, s.north) for s in found} == {
        s.incidents: (s.east, s.north) for s in told
    }
    off_map = [s for s in told if s.east is None]
    assert number >= len(off_map) > 0  # two of one name are two
    assert len(first) == len(rows) - max(0, number - 1)
    months = Counter(
        (i.earliest or "")[:7] if (i.earliest or "")[:7] == (i.latest or "")[:7] else ""
        for i in leading
    )
    by_month: Counter[str] = Counter()
    for _, month, _, times in counted:
        by_month[month] += times
    assert by_month == months
