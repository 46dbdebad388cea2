"""The overview's rows: incidents by date, what is known of each, and which a person asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from solferino.codec import value
from solferino.desk.inventory import Catalogue
from solferino.desk.setting import number
from solferino.model import Incident, Toll
from solferino.model.terms import Group, Harm, Qualifier
from solferino.store.listing import Narrowed
from solferino.text.fold import fold

T = TypeVar("T")


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
    """One incident in the list; `disputed` are fields."""

    id: str
    title: str
    earliest: str | None
    latest: str | None
    country: str
    harmed: tuple[Harmed, ...]
    documents: int
    origins: int
    disputed: tuple[str, ...]


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
    wanted = Narrowed(
        words=tuple(fold(asked.words).split()), country=asked.country, need=asked.need
    )
    part, shown = paged(lambda first: catalogue.found(wanted, first, size), asked.page, size)
    catalogue.told.some(a for incident in shown for a in incident.accounts)  # fetched at once
    return replace(part, rows=tuple(_row(incident, catalogue) for incident in shown))


def lines(catalogue: Catalogue, asked: Asked, size: int) -> Sheet:
    """List the documents that are asked for, by name: one page of so many."""
    wanted = fold(asked.words).split()
    part, shown = paged(lambda first: catalogue.files(wanted, first, size), asked.page, size)
    return replace(part, rows=tuple(shown))


def paged(
    fetch: Callable[[int], tuple[int, list[T]]], page: int, size: int
) -> tuple[Sheet, list[T]]:
    """Fetch one page of a list, by the number of its first row; one too far is the last."""
    total, rows_ = fetch((page - 1) * size)
    part = numbered(total, page, size)
    return part, rows_ if part.page == page else fetch((part.page - 1) * size)[1]


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
