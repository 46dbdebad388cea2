"""Rows in columns of one's own: a small table says of each column what stands in it.

The table has two columns, `column` and `shows`; a person writes it with a spreadsheet program or at
the desk. `shows` is a field of `FIELDS`, a toll with its group ("killed", "injured children"), or a
column of a standard ("ssa: Attack Type"); where it is empty the column stays empty.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import get_args

from solferino.codec import value
from solferino.errors import UsageError
from solferino.model import (
    BlameValue,
    Claim,
    EffectValue,
    EventValue,
    FacilityValue,
    Incident,
    PlaceValue,
    TimeValue,
    Value,
    WeaponValue,
)
from solferino.model.terms import Group, Harm
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.coding import Coded, CodedRow, ids, leading
from solferino.publish.exchange.shcc_file import shcc_row
from solferino.publish.exchange.ssa import ssa_row
from solferino.publish.sheets import joined

HEADS = ("column", "shows")
MOST = 120  # columns of one table
STANDARDS: Mapping[str, Callable[[Incident, Clerk], CodedRow]] = {"ssa": ssa_row, "shcc": shcc_row}
HARMS: tuple[str, ...] = get_args(Harm)
GROUPS: tuple[str, ...] = get_args(Group)
FREE = "Nothing is written here: what this column shows was left open."


@value
class Column:
    """One column of a table: its heading, and what it shows ("" where nothing)."""

    head: str
    shows: str


@value
class _Told:
    """What a field is made of."""

    incident: Incident
    claims: tuple[Claim, ...]
    clerk: Clerk


Field = Callable[[_Told], Coded]


def read_columns(table: str) -> tuple[Column, ...]:
    """Read a table of columns; `UsageError` names the line that cannot be understood."""
    lines = [line for line in table.splitlines() if line.strip()]
    if not lines:
        raise UsageError("the table has no columns", f"Begin with the line {','.join(HEADS)}.")
    separator = max(",;\t", key=lines[0].count)
    found: list[Column] = []
    for number, row in enumerate(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator), 1):
        cells = [cell.strip() for cell in row]
        if number == 1 and [c.casefold() for c in cells[:2]] == list(HEADS):
            continue
        found.append(_column(cells, number, {column.head for column in found}))
    if len(found) > MOST:
        raise UsageError(f"the table has more than {MOST} columns", "Take some out.")
    return tuple(found)


def _column(cells: list[str], number: int, taken: set[str]) -> Column:
    head, shows = cells[0], " ".join(cells[1].split()) if len(cells) > 1 else ""
    if not head or head in taken:
        why = "has no heading" if not head else f"repeats the heading «{head}»"
        raise UsageError(f"line {number} {why}", "Give each column a heading of its own.")
    if shows and not _known(shows):
        raise UsageError(
            f"line {number}: «{shows}» is nothing that a column can show",
            f"Choose one of: {', '.join(shown())}; or a column of WHO SSA or SHCC, such as "
            "«ssa: Attack Type».",
        )
    return Column(head=head, shows=shows)


def written_columns(columns: Iterable[Column]) -> str:
    """Write a table of columns as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([HEADS, *((column.head, column.shows) for column in columns)])
    return out.getvalue()


def shown() -> tuple[str, ...]:
    """List what a column can show, the standards' columns aside."""
    return (*FIELDS, *HARMS, *(f"{harm} {group}" for harm in HARMS for group in GROUPS[:-1]))


def _known(shows: str) -> bool:
    return shows in shown() or shows.partition(":")[0] in STANDARDS


def own_columns_row(incident: Incident, clerk: Clerk, columns: Iterable[Column]) -> CodedRow:
    """Write one incident in these columns; a standard's column has its words and remarks."""
    told = _Told(incident=incident, claims=leading(incident, clerk), clerk=clerk)
    standards: dict[str, CodedRow] = {}
    cells = {}
    for column in columns:
        standard, colon, name = column.shows.partition(":")
        if colon:
            if standard not in standards:
                standards[standard] = STANDARDS[standard](incident, clerk)
            missing = Coded(remark=f"{standard} has no column «{name.strip()}».")
            cells[column.head] = standards[standard].get(name.strip(), missing)
        elif column.shows:
            cells[column.head] = _cell(column.shows, told)
        else:
            cells[column.head] = Coded(remark=FREE)
    return cells


def _cell(shows: str, told: _Told) -> Coded:
    harm, _, group = shows.partition(" ")
    return _toll(harm, group or "total", told) if harm in HARMS else FIELDS[shows](told)


def _toll(harm: str, group: str, told: _Told) -> Coded:
    tolls = [t for t in told.incident.casualties if (t.kind, t.group) == (harm, group)]
    held = chain.from_iterable(f.claims for t in tolls for f in t.figures)
    known = told.clerk.view.claims
    claims = tuple(dict.fromkeys(c for c in held if c in known))
    figures = (phrase.figure(t.min, t.max, t.qualifier) for t in tolls)
    return Coded(text="; ".join(figures), claims=claims)


def _of(kind: type[Value], text: Callable[[Incident], str | None]) -> Field:
    """Make a field that rests on the values of a kind."""

    def field(told: _Told) -> Coded:
        claims = ids(c for c in told.claims if isinstance(c.value, kind))
        return Coded(text=text(told.incident) or "", claims=claims)

    return field


def _facility(told: _Told) -> Coded:
    entity = told.clerk.view.entities.get(told.incident.facility or "")
    attacked = [
        c for c in told.claims if isinstance(c.value, FacilityValue) and c.value.role == "attacked"
    ]
    return Coded(text=entity.name if entity else "", claims=ids(attacked))


def _blamed(stance: str) -> Field:
    def field(told: _Told) -> Coded:
        said = [
            (c, c.value)
            for c in told.claims
            if isinstance(c.value, BlameValue) and c.value.stance == stance
        ]
        actors = sorted({blame.actor for _, blame in said})
        return Coded(text=joined(actors) or "", claims=ids(c for c, _ in said))

    return field


def _documents(told: _Told) -> Coded:
    names = (told.clerk.document(d) for d in told.clerk.documents_of(told.incident))
    return Coded(text=joined(names) or "")


def _contradictions(told: _Told) -> Coded:
    return Coded(text=joined(sorted({c.field for c in told.incident.contradictions})) or "")


FIELDS: Mapping[str, Field] = {
    "incident": lambda told: Coded(text=told.incident.title),
    "id": lambda told: Coded(text=told.incident.id),
    "date": _of(TimeValue, lambda i: phrase.days(i.earliest, i.latest)),
    "first day": _of(TimeValue, lambda i: i.earliest),
    "last day": _of(TimeValue, lambda i: i.latest),
    "country": _of(PlaceValue, lambda i: i.country),
    "place": _of(PlaceValue, lambda i: i.place),
    "facility": _facility,
    "attack": _of(EventValue, lambda i: joined(map(phrase.words, i.event_types))),
    "weapon": _of(WeaponValue, lambda i: joined(map(phrase.words, i.weapons))),
    "effect": _of(EffectValue, lambda i: joined(map(phrase.words, i.effects))),
    "accused": _blamed("alleged"),
    "admitting": _blamed("admitted"),
    "denying": _blamed("denied"),
    "contradictions": _contradictions,
    "origins": lambda told: Coded(text=told.clerk.origins(told.incident.origins) or ""),
    "documents": _documents,
}
