"""What somebody changed in sheets that come back: cell by cell, against the case as it stands.

A row's hash tells what it said when it was exported. Where the case has changed since, each way in
which the differences can be parted between the person and the case is tried: the one whose row had
that hash is what happened. Where none has it, both changed the same cell: a conflict.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from solferino.codec import value
from solferino.importing.pages import Line, Page, Returned, alike
from solferino.ports import Picture
from solferino.publish.exchange.tables import rows
from solferino.publish.sheets import HASH, Column, Sheet, normal, row_hash
from solferino.publish.view import View

REASON = "reason"
MOST = 10  # cells of a row whose every parting is tried
Noticed = Literal["conflict", "refused", "not taken over", "missing", "unknown"]
Row = Mapping[str, str]


@value
class Change:
    """One cell: what it is called, what the case says, what the file says."""

    key: str
    header: str
    was: str
    now: str


@value
class Edit:
    """The changed cells of one row, all of which ask for a decision, and the reason given.

    `row` holds the case's cells of the row; empty where somebody added it.
    """

    sheet: str
    place: str
    id: str
    changes: tuple[Change, ...]
    reason: str
    row: dict[str, str]

    @property
    def now(self) -> dict[str, str]:
        """The cells as somebody left them."""
        return {**self.row, **{c.key: c.now for c in self.changes}}


@value
class Notice:
    """Something of which no decision is made, and why."""

    place: str
    id: str
    what: Noticed
    why: str


@value
class Edits:
    """All that somebody changed, in the order of the file, and what is not taken over."""

    edits: tuple[Edit, ...]
    notices: tuple[Notice, ...]


def edits(came: Returned, picture: Picture) -> Edits:
    """Compare sheets that came back with the case; nothing is changed."""
    view = View(picture)
    found: list[Edit] = []
    told: list[Notice] = []
    for page in came.pages:
        held = {
            normal(row["id"]): {key: normal(cell) for key, cell in row.items()}
            for row in rows(view, page.sheet.key)
        }
        for one in (*_repeated(page), *_of_page(page, held)):
            (found if isinstance(one, Edit) else told).append(one)  # type: ignore[arg-type]
        told += _missing(page, held)
        told += [
            Notice(place=page.tab, id="", what="unknown", why=f"the column «{name}» is not ours")
            for name in page.extra
        ]
    told += [
        Notice(place=tab, id="", what="unknown", why="this sheet is not one of the workbook's")
        for tab in came.strange
    ]
    return Edits(edits=tuple(found), notices=tuple(told))


def _of_page(page: Page, held: Mapping[str, Row]) -> Iterator[Edit | Notice]:
    several = {line.id for line in _twice(page)}
    for line in page.lines:
        place = f"{page.tab}, row {line.number}"
        if line.id in several:
            continue
        if not line.id:
            yield _added(page, line, place)
        elif line.id not in held:
            why = "no row of the case has this id (any more); nothing of it is taken over"
            yield Notice(place=place, id=line.id, what="unknown", why=why)
        else:
            yield from _compared(page, line, held[line.id], place)


def _repeated(page: Page) -> Iterator[Notice]:
    for line in _twice(page):
        why = "this id stands in several rows that say different things; leave one of them"
        yield Notice(place=f"{page.tab}, row {line.number}", id=line.id, what="conflict", why=why)


def _twice(page: Page) -> list[Line]:
    """Find lines with one id that do not say the same."""
    seen: dict[str, list[Line]] = {}
    for line in page.lines:
        if line.id:
            seen.setdefault(line.id, []).append(line)
    parted = (own for own in seen.values() if any(o.cells != own[0].cells for o in own))
    return [line for own in parted for line in own]


def _added(page: Page, line: Line, place: str) -> Edit:
    cells = line.safe
    changes = tuple(
        Change(key=c.key, header=c.header, was="", now=cells[c.key])
        for c in page.columns
        if cells.get(c.key) and c.key != REASON
    )
    return Edit(
        sheet=page.sheet.key,
        place=place,
        id="",
        changes=changes,
        reason=cells.get(REASON, ""),
        row={},
    )


def _compared(page: Page, line: Line, row: Row, place: str) -> Iterator[Edit | Notice]:
    asked = line.cells.get(HASH, "")
    differing: list[str] = []
    for cells in (line.cells, line.safe):
        now = _repaired(page.columns, cells, row)
        differing = [c.key for c in page.columns if now[c.key] != row.get(c.key, "")]
        user = _by_person(page.sheet, page.columns, row, now, asked)
        if user is not None:
            break
    if not differing:
        return
    reason = now.get(REASON, "")
    of = {c.key: c for c in page.columns}
    changes = [
        Change(key=k, header=of[k].header, was=row.get(k, ""), now=now[k]) for k in differing
    ]
    asking = [c for c in changes if of[c.key].edit and c.key != REASON]
    if user is None:
        if asking:
            yield Notice(place=place, id=line.id, what="conflict", why=_conflict(asking))
        return
    mine = tuple(c for c in asking if c.key in user)
    if mine:
        yield Edit(
            sheet=page.sheet.key,
            place=place,
            id=line.id,
            changes=mine,
            reason=reason,
            row=dict(row),
        )
    told = [c for c in changes if c.key in user and not of[c.key].edit]
    if told:
        names = ", ".join(f"«{c.header}»: «{c.was}» is now «{c.now}»" for c in told)
        why = f"these cells only tell what the case knows: {names}"
        yield Notice(place=place, id=line.id, what="not taken over", why=why)


def _conflict(changes: Iterable[Change]) -> str:
    told = "; ".join(
        f"«{c.header}»: the case says «{c.was}» now, the file «{c.now}»" for c in changes
    )
    return f"the case has changed since this was exported, and so has the row: {told}"


def _repaired(columns: Sequence[Column], cells: Row, row: Row) -> dict[str, str]:
    """Take cells that say the same as the case's, or that the file lacks, for the case's own."""
    found = {}
    for column in columns:
        own = row.get(column.key, "")
        met = cells.get(column.key)
        found[column.key] = own if met is None or alike(column, own, met) else met
    return found


def _by_person(
    sheet: Sheet, columns: Sequence[Column], row: Row, now: Row, asked: str
) -> set[str] | None:
    """Find the cells that the person changed: the others of the differing ones the case changed.

    Null where no parting explains the hash. Without a hash, all were changed by the person.
    """
    differing = [c.key for c in columns if now[c.key] != row.get(c.key, "")]
    if not asked or row_hash(sheet, row) == asked:
        return set(differing)
    if len(differing) > MOST:
        return None
    for count in range(len(differing) + 1):
        for mine in combinations(differing, count):
            base = {**now, **{key: row.get(key, "") for key in mine}}
            if row_hash(sheet, base) == asked:
                return set(mine)
    return None


def _missing(page: Page, held: Mapping[str, Row]) -> list[Notice]:
    """Say how many rows are not in the file: leaving a row out decides nothing."""
    there = {line.id for line in page.lines}
    gone = [name for name in held if name not in there]
    if not gone:
        return []
    why = f"{len(gone)} rows of the case are not in the file; nothing is done to them"
    return [Notice(place=page.tab, id="", what="missing", why=why)]
