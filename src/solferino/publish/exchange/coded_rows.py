"""What somebody coded already: the cells of a row that came in under a standard's own headers.

A row that came in as a coder's account goes out with its own cells. Where a person corrected or
rejected what stands in a cell, the cell is coded anew from what is left.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from solferino.codec import value
from solferino.model import Claim, Document, Incident, Statement
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.coding import Coded

CODED = "coded/"  # with which the rules begin by which coded rows are read
SETTLED = ("corrected", "rejected")
WITHHELD = "["  # a mark in place of words begins so
BOX = "infobox"


@value
class Own:
    """The cells of the one coded row of an incident; `alone` where nothing else tells of it.

    `story` is what the row says outside its cells; "" if nothing.
    """

    cells: Mapping[str, Coded]
    alone: bool
    story: str


NOTHING = Own(cells={}, alone=False, story="")


def own_row(incident: Incident, clerk: Clerk, headers: Mapping[str, str]) -> Own:
    """Find the cells of an incident's coded row; `headers` gives the column of each header.

    Where several coded rows tell of it, none goes before another, and there are no own cells.
    """
    documents = clerk.documents_of(incident)
    rows = [d for d in documents if is_coded(d, clerk)]
    if len(rows) != 1:
        return NOTHING
    document = clerk.view.documents[rows[0]]
    box = next((p for p in document.parts if p.kind == BOX), None)
    if box is None:
        return NOTHING
    story = document.text[: box.start].strip()
    return Own(
        cells=dict(_cells(document, box.start, box.end, headers, clerk)),
        alone=len(documents) == 1,
        story="" if WITHHELD in story else story,
    )


def is_coded(document: str, clerk: Clerk) -> bool:
    """Whether a document is a row that somebody coded."""
    return any(c.rule.startswith(CODED) for c in clerk.claims_by_document.get(document, ()))


def _cells(
    document: Document, start: int, end: int, headers: Mapping[str, str], clerk: Clerk
) -> Iterator[tuple[str, Coded]]:
    claims = clerk.claims_by_document.get(document.id, ())
    for line in re.finditer(r"^([^:\n]+): (.*)$", document.text[start:end], re.MULTILINE):
        column, told = headers.get(line[1].strip()), line[2].strip()
        inside = [c for c in claims if _touches(c, start + line.start(), start + line.end())]
        if column is None or not told or told.startswith(WITHHELD):
            continue
        if any(c.review in SETTLED for c in inside):
            continue
        named = tuple(c.id for c in inside)
        yield column, Coded(text=told, claims=named, remark=f"As coded in {document.name}.")


def _touches(claim: Claim, start: int, end: int) -> bool:
    return claim.span.start < end and start < claim.span.end


def without_labels(said: Statement, clerk: Clerk) -> Statement:
    """Blank out the labels and cells of a coded row but for the words of its claims.

    A word such as "Road" in a label tells nothing. Every character keeps its place.
    """
    if not said.rule.startswith(CODED):
        return said
    document = clerk.view.documents[said.span.document]
    text = list(said.span.text)
    for part in document.parts:
        if part.kind == BOX:
            first, last = part.start - said.span.start, part.end - said.span.start
            for at in range(max(0, first), min(len(text), last)):
                text[at] = " "
    for claim in clerk.claims_by_document.get(document.id, ()):
        first = claim.span.start - said.span.start
        if first >= 0 and first + len(claim.span.text) <= len(text):
            text[first : first + len(claim.span.text)] = claim.span.text
    return replace(said, span=replace(said.span, text="".join(text)))
