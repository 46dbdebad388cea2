"""A page made from the few rows that it needs tells what the whole case would tell."""

from dataclasses import replace
from typing import Any

from solferino.codec import plain
from solferino.desk.excerpts import around
from solferino.desk.quoting import FullQuoter
from solferino.desk.shelf import Shelf
from solferino.publish.incident_page import incident_page
from solferino.publish.said import Teller
from solferino.publish.view import View
from solferino.store.case import Case

# An origin's steps are kept as far as they touch the incident, and its ways are drawn from them.
TRIMMED = {"sources", "lineages", "ways"}


def without_numbers(thing: Any) -> Any:
    """Leave out the numbers of sources, which count the documents of one page."""
    if isinstance(thing, dict):
        counted = {"source", "number"}
        return {k: without_numbers(v) for k, v in thing.items() if k not in counted}
    return [without_numbers(t) for t in thing] if isinstance(thing, list | tuple) else thing


def told(page: Any) -> dict[str, Any]:
    return {
        k: without_numbers(v) for k, v in plain(replace(page, file="")).items() if k not in TRIMMED
    }


def test_an_incident_is_told_as_the_whole_case_tells_it(practice: Case, clock: Any) -> None:
    whole = View(practice.picture("test"))
    shelf = Shelf(practice, clock)
    for incident in whole.incidents.values():
        with shelf.look() as (catalogue, connection):
            own = View(around(incident, catalogue, connection))
        small = incident_page(incident, Teller(own, own.documents, FullQuoter(own.documents)))
        full = incident_page(incident, Teller(whole, whole.documents, FullQuoter(whole.documents)))
        assert told(small) == told(full)
        names = [line.name for line in full.lineages]
        assert [line.name for line in small.lineages] == names
        assert {d.id for _, d in small.sources} <= {d.id for _, d in full.sources}
