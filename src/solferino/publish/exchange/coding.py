"""Cells of a standard's row: what stands in it, the claims it rests on, and why it is empty."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from solferino.codec import value
from solferino.model import Claim, Incident
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.written import BOM, written
from solferino.publish.sheets import fitting, guarded

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
HEADS = (
    "Row",
    "Incident id",
    "Incident",
    "Column",
    "Cell",
    "Remark",
    "Exact words",
    "Document",
    "First character",
    "Last character + 1",
    "Review",
    "Claim id",
)
MARKS = re.compile(r"(?:\[words \d+\])+")  # what a publication without words has in their place


@value
class Coded:
    """One cell: its text, the claims (ids) that it rests on, and a remark for its reader.

    The remark says why a cell is empty, or what its standard has no room for.
    """

    text: str = ""
    claims: tuple[str, ...] = ()
    remark: str = ""


CodedRow = Mapping[str, Coded]


def leading(incident: Incident, clerk: Clerk) -> tuple[Claim, ...]:
    """Find the claims that code an incident, by document and place in the text.

    They are those of accounts that tell of it; where all only recall it, of these.
    """
    accounts = clerk.accounts_of(incident)
    told = [a for a in accounts if a.role != "background"] or accounts
    held = {c for a in told for c in a.claims}
    return tuple(clerk.view.claims[c] for c in clerk.view.ordered(held))


def ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Name claims, each once, in the order given."""
    return tuple(dict.fromkeys(c.id for c in claims))


def coded_file(columns: Sequence[str], rows: Iterable[CodedRow], tags: Sequence[str] = ()) -> bytes:
    """Write the rows of a standard, with its headers and, where it has them, its tags."""
    lines = ([_safe(row[c].text) for c in columns] for row in rows)
    return written([columns, *([tags] if tags else []), *lines], before=BOM)


def words_file(rows: Iterable[tuple[Incident, CodedRow]], clerk: Clerk) -> bytes:
    """Write the words behind each cell, one line for each claim, and the remarks on cells."""
    lines = (
        [_safe(cell) for cell in line]
        for number, (incident, row) in enumerate(rows, 1)
        for line in _lines(number, incident, row, clerk)
    )
    return written([HEADS, *lines], before=BOM)


def _lines(number: int, incident: Incident, row: CodedRow, clerk: Clerk) -> Iterator[list[str]]:
    for column, cell in row.items():
        first = [str(number), incident.id, incident.title, column, cell.text, cell.remark]
        claims = [clerk.view.claims[c] for c in cell.claims]
        if not claims and (cell.text or cell.remark):
            yield [*first, *([""] * 6)]
        for number_of, claim in enumerate(claims):
            span = claim.span
            where = [clerk.document(span.document), str(span.start), str(span.end)]
            words = span.text
            if MARKS.fullmatch(words):  # no words leave: nobody can look a mark up
                words, where[1:] = "", ["", ""]
            lead = first if number_of == 0 else [*first[:-1], ""]  # a remark stands once
            yield [*lead, words, *where, claim.review, claim.id]


def _safe(text: str) -> str:
    """Guard a text against being read as a formula; a number, also below nought, is none."""
    return text if _NUMBER.fullmatch(text) else guarded(fitting(text))
