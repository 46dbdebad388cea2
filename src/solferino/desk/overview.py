"""The overview's rows: incidents by date, what is known of each, and which a person asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from solferino.codec import value
from solferino.desk.inventory import Catalogue, Line
from solferino.desk.setting import number
from solferino.model import Incident, Toll
from solferino.model.terms import Group, Harm, Qualifier
from solferino.text.fold import fold

T = TypeVar("T")
NEEDS = ("contradiction", "undated", "unplaced", "single")  # reasons to look, of an incident


@value
class Asked:
    """What a person types and picks to see fewer rows; all empty is everything."""

    words: str = ""
    country: str = ""
    need: str = ""
    page: int = 1

    @property
    def narrow(self) -> bool:
        """Whether anything is asked."""
        return bool(self.words or self.country or self.need)


@value
class Harmed:
    """A toll; `disputed` where its accounts cannot all be right."""

    kind: Harm
    group: Group
    min: int | None
    max: int | None
    qualifier: Qualifier
    disputed: bool


@value
class Row:
    """One incident in the list. `needs` are of `NEEDS`; `disputed` are fields."""

    id: str
    title: str
    earliest: str | None
    latest: str | None
    country: str
    harmed: tuple[Harmed, ...]
    documents: int
    origins: int
    disputed: tuple[str, ...]
    needs: tuple[str, ...]


@value
class Sheet:
    """One page of a list: its rows, which page of how many, and how many rows there are."""

    rows: tuple[object, ...]
    page: int
    pages: int
    total: int


def asked_for(told: Mapping[str, str]) -> Asked:
    """Read what is asked from the parameters of an address."""
    return Asked(
        words=told.get("q", "").strip(),
        country=told.get("country", ""),
        need=told.get("need", ""),
        page=number(told.get("page", "")),
    )


def rows(catalogue: Catalogue, asked: Asked, size: int) -> Sheet:
    """List the incidents that are asked for, by date: one page of so many."""
    every = catalogue.incidents.values()
    found = [i for i in every if not asked.narrow or _fits(i, catalogue, asked)]
    part = numbered(len(found), asked.page, size)
    shown = found[(part.page - 1) * size : part.page * size]
    return replace(part, rows=tuple(_row(incident, catalogue) for incident in shown))


def needs(catalogue: Catalogue) -> dict[str, int]:
    """Count the incidents that need a person, by reason."""
    counted = dict.fromkeys(NEEDS, 0)
    for incident in catalogue.incidents.values():
        for need in _needs(incident):
            counted[need] += 1
    return counted


def lines(catalogue: Catalogue, asked: Asked) -> list[Line]:
    """List the documents that are asked for, by name."""
    wanted = fold(asked.words).split()
    if not wanted:
        return catalogue.files
    return [line for line in catalogue.files if _holds(wanted, catalogue.words_of_files[line.id])]


def sheet(found: Sequence[T], page: int, size: int) -> Sheet:
    """Cut one page out of a list; a page that is not there is the nearest one."""
    part = numbered(len(found), page, size)
    return replace(part, rows=tuple(found[(part.page - 1) * size : part.page * size]))


def numbered(total: int, page: int, size: int) -> Sheet:
    """Say which page of a list is shown, without its rows; one too far is the last."""
    pages = max(1, -(-total // size))
    return Sheet(rows=(), page=min(max(1, page), pages), pages=pages, total=total)


def _row(incident: Incident, catalogue: Catalogue) -> Row:
    fields = {c.field for c in incident.contradictions}
    return Row(
        id=incident.id,
        title=incident.title,
        earliest=incident.earliest,
        latest=incident.latest,
        country=incident.country or "",
        harmed=tuple(_harmed(toll, fields) for toll in incident.casualties),
        documents=len(catalogue.documents_of(incident)),
        origins=len(incident.origins),
        disputed=tuple(sorted(fields)),
        needs=tuple(_needs(incident)),
    )


def _harmed(toll: Toll, disputed: set[str]) -> Harmed:
    return Harmed(
        kind=toll.kind,
        group=toll.group,
        min=toll.min,
        max=toll.max,
        qualifier=toll.qualifier,
        disputed=f"{toll.kind} ({toll.group})" in disputed,
    )


def _needs(incident: Incident) -> Iterable[str]:
    if incident.contradictions:
        yield "contradiction"
    if incident.earliest is None and incident.latest is None:
        yield "undated"
    if incident.place is None:
        yield "unplaced"
    if len(incident.origins) < 2:  # noqa: PLR2004  (nobody else says so)
        yield "single"


def _fits(incident: Incident, catalogue: Catalogue, asked: Asked) -> bool:
    if asked.country and incident.country != asked.country:
        return False
    if asked.need and asked.need not in _needs(incident):
        return False
    wanted = fold(asked.words).split()
    return not wanted or _holds(wanted, catalogue.words_of_incidents[incident.id])


def _holds(wanted: Sequence[str], words: str) -> bool:
    return all(word in words for word in wanted)
