"""From the cells of a claim's value to the value: codes, whole numbers, days, lists."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from solferino.coding.cells import count
from solferino.model import VALUE_TYPES
from solferino.publish.sheets import Column, parted, sheet

VALUE = "value."
BOUNDS = ("min", "max")
DAYS = ("earliest", "latest")


def value_of(kind: str, cells: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """Put cells (by field) in place of the fields of a value of this kind, and what hangs on them.

    Where bounds change and the qualifier does not, it becomes what the bounds say; likewise the
    EDTF form of a time. Raises `ValueError` where a cell cannot be what its field holds.
    """
    known = {f.name for f in fields(VALUE_TYPES[kind])}
    strange = sorted(name for name, cell in cells.items() if cell and name not in known)
    if strange:
        raise ValueError(f"it has no {', '.join(strange)}")
    told = {name: _field(name, cell) for name, cell in cells.items() if name in known}
    found = {**before, **told}
    if "qualifier" in known and "qualifier" not in told and any(b in told for b in BOUNDS):
        found["qualifier"] = _qualifier(found)
    if "edtf" in known and "edtf" not in told and any(d in told for d in DAYS):
        found["edtf"] = _edtf(found)
    return found


def _field(name: str, cell: str) -> Any:  # noqa: ANN401  (what the field holds)
    column = sheet("claims").column(f"{VALUE}{name}")
    if column.kind == "list":
        return list(map(_coded(column), parted(cell)))
    if not cell:
        return None
    if column.kind == "yes":
        return cell == "yes"
    if column.kind == "number":
        number = count(cell)
        if number is None:
            raise ValueError(f"«{cell}» under {column.header} is no whole number")
        return number
    if column.kind == "date":
        return _day(column, cell)
    return _coded(column)(cell)


def _day(column: Column, cell: str) -> str:
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError as error:
        raise ValueError(
            f"«{cell}» under {column.header} is no day beyond doubt: write it as YYYY-MM-DD"
        ) from error


def _coded(column: Column) -> Any:  # noqa: ANN401  (a function of text)
    """Read a code whatever its case; `ValueError` lists the codes."""

    def read(cell: str) -> str:
        if not column.codes:
            return cell
        plain = "_".join(cell.casefold().replace("-", " ").split())
        if plain not in column.codes:
            raise ValueError(f"«{cell}» under {column.header} is none of {', '.join(column.codes)}")
        return plain

    return read


def _qualifier(told: Mapping[str, Any]) -> str:
    low, high = told.get("min"), told.get("max")
    if low is not None and low == high:
        return "about" if told.get("qualifier") == "about" else "none" if low == 0 else "exact"
    if low is not None and high is not None:
        return "range"
    if low is None and high is None:
        return "vague"
    return "at_least" if high is None else "at_most"


def _edtf(told: Mapping[str, Any]) -> str | None:
    first, last = told.get("earliest"), told.get("latest")
    if first is None and last is None:
        return None
    return first if first == last else f"{first or '..'}/{last or '..'}"
