"""Documents that are rows of registers: who coded them, and what the register calls the event."""

from collections.abc import Mapping
from types import MappingProxyType

from solferino.extract.coded import row_id
from solferino.model import Document, still_standing
from solferino.model.coding import Coding
from solferino.store.case import Case
from solferino.text.fold import fold

Codings = Mapping[str, Coding]  # by the receipt of the file
Row = tuple[str, str]  # the register in which a document is a row, and its event
NO_CODINGS: Codings = MappingProxyType({})


def codings(case: Case) -> Codings:
    """Give what stands of the codings of registers, by the receipt of the file."""
    standing = still_standing(case.rulings(Coding))
    return {coding.receipt: coding for coding in sorted(standing, key=lambda c: c.id)}


def row_of(document: Document, known: Codings) -> Row | None:
    """Say of a row of a register which register it stands in, and what that calls the event.

    Rows without an id of their own are told apart by their place in their file.
    """
    coding = known.get(document.receipt)
    if coding is None:
        return None
    row = row_id(coding.mapping, document)
    return (coding.receipt, document.name) if row is None else (fold(coding.coder), row)
