"""The overview's rows: incidents by date, what is known of each, and which a person asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from solferino.codec import value
from solferino.desk.setting import number
from solferino.desk.shelf import Catalogue, Line
from solferino.model import Incident, Toll
from solferino.model.terms import Group, Harm, Qualifier
from solferino.publish.phrase import days
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


def rows(catalogue: Catalogue, asked: Asked) -> list[Row]:
    """List the incidents that are asked for, by date."""
    found = (_row(incident, catalogue) for incident in catalogue.incidents.values())
    return [row for row in found if _fits(row, catalogue, asked)]


def needs(catalogue: Catalogue) -> dict[str, int]:
    """Count the incidents that need a person, by reason."""
    counted = dict.fromkeys(NEEDS, 0)
    for incident in catalogue.incidents.values():
        for need in _needs(incident):
            counted[need] += 1
    return counted


def countries(catalogue: Catalogue) -> list[str]:
    """List the countries of the incidents."""
    return sorted({i.country for i in catalogue.incidents.values() if i.country})


def lines(catalogue: Catalogue, asked: Asked) -> list[Line]:
    """List the documents that are asked for, by name."""
    wanted = fold(asked.words).split()
    found = sorted(catalogue.lines.values(), key=lambda d: (d.name, d.id))
    return [line for line in found if _holds(wanted, _words_of(line))]


def sheet(found: Sequence[T], page: int, size: int) -> Sheet:
    """Cut one page out of a list; a page that is not there is the nearest one."""
    pages = max(1, -(-len(found) // size))
    page = min(max(1, page), pages)
    shown = found[(page - 1) * size : page * size]
    return Sheet(rows=tuple(shown), page=page, pages=pages, total=len(found))


def _words_of(line: Line) -> str:
    told = line.described
    return " ".join(filter(None, (line.name, told.title, told.publisher, told.author)))


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


def _fits(row: Row, catalogue: Catalogue, asked: Asked) -> bool:
    incident = catalogue.incidents[row.id]
    if asked.country and incident.country != asked.country:
        return False
    if asked.need and asked.need not in row.needs:
        return False
    facility = catalogue.entities.get(incident.facility or "")
    names = facility.names if facility else ()
    told = " ".join(
        (row.title, incident.place or "", row.country, days(row.earliest, row.latest), *names)
    )
    return _holds(fold(asked.words).split(), told)


def _holds(wanted: Sequence[str], text: str) -> bool:
    folded = fold(text) if wanted else ""
    return all(word in folded for word in wanted)
