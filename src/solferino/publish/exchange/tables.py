"""All sheets of a picture, each with its rows: what the workbook, CSV and their return share."""

from collections.abc import Callable, Iterator

from solferino.publish.exchange import entity_rows, incident_rows, ledger_rows, saying_rows
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.sheets import HASH, Row, Sheet, row_hash, sheet, sheets
from solferino.publish.view import View

_ROWS: dict[str, Callable[[Clerk], Iterator[Row]]] = {
    "incidents": incident_rows.incidents,
    "accounts": incident_rows.accounts,
    "claims": saying_rows.claims,
    "statements": saying_rows.statements,
    "tolls": incident_rows.tolls,
    "counted": incident_rows.counted,
    "blame": incident_rows.blame,
    "contradictions": incident_rows.contradictions,
    "gradings": incident_rows.gradings,
    "facilities": entity_rows.facilities,
    "people": entity_rows.people,
    "organizations": entity_rows.organizations,
    "places": entity_rows.places,
    "origins": entity_rows.origins,
    "copies": saying_rows.copies,
    "tallies": ledger_rows.tallies,
    "appeals": ledger_rows.appeals,
    "services": ledger_rows.services,
    "spells": ledger_rows.spells,
    "exhibits": ledger_rows.exhibits,
    "replies": incident_rows.replies,
    "legal": incident_rows.legal,
    "documents": saying_rows.documents,
    "decisions": saying_rows.decisions,
    "questions": incident_rows.questions,
    "problems": saying_rows.problems,
}


def tables(view: View) -> Iterator[tuple[Sheet, Iterator[Row]]]:
    """Give every sheet with its rows, in the order of the workbook."""
    clerk = Clerk(view)
    for one in sheets():
        yield one, _hashed(one, _ROWS[one.key](clerk))


def rows(view: View, key: str) -> Iterator[Row]:
    """Give the rows of one sheet, each with its hash; raises `KeyError` for an unknown sheet."""
    return _hashed(sheet(key), _ROWS[key](Clerk(view)))


def _hashed(one: Sheet, held: Iterator[Row]) -> Iterator[Row]:
    """Give each row a cell for every column, in order, and its hash in the last."""
    for row in held:
        whole: Row = {c.key: row.get(c.key) for c in one.columns}
        yield {**whole, HASH: row_hash(one, whole)}
