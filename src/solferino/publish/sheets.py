"""The sheets of the workbook as data: columns, codes, row hashes, and headers that come back.

The workbook, the CSV files and the import of an edited sheet share this one description
(`sheets.toml`), so that what was written is what is understood when it comes back.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from solferino.codec import digest, value
from solferino.model import terms

Cell = str | int | float | Decimal | date | bool | None
Row = dict[str, Cell]
Kind = Literal["text", "number", "decimal", "date", "yes", "list"]
HASH = "row_hash"
BETWEEN = " | "
HASHED = 16  # hexadecimal digits of a row's hash
LONGEST = 32_767  # characters of a cell, as spreadsheet programs count them (UTF-16 units)
ASTRAL = 0xFFFF  # above it, a character is two units
CUT = " [… the rest is in the case export]"
_ESCAPED = re.compile(r"_x000D_\n?|\r\n?")
_DANGEROUS = re.compile(r"'|[\s\x00-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@value
class Column:
    """One column: its stable key, what its header says, its HXL tag, and what a cell may hold.

    `edit` names what a changed cell asks for when the sheet comes back; "" where it only tells.
    `codes` are the only values of a cell, where the list is closed. `also` are other headers.
    """

    key: str
    header: str
    tag: str
    kind: Kind
    width: int
    edit: str
    codes: tuple[str, ...]
    also: tuple[str, ...]


@value
class Sheet:
    """One table; `name` is the tab's, `says` what a row is. The last column is the row's hash."""

    key: str
    name: str
    says: str
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """Find a column by its key; raises `KeyError` where there is none."""
        return {c.key: c for c in self.columns}[key]

    def known_as(self, header: str) -> Column | None:
        """Find the column that a header names, whatever its case, spaces and signs; null if none.

        The header of the sheet goes first, then the key, then the other names.
        """
        return _known(self.key).get(_bare(header))


@cache
def sheets() -> tuple[Sheet, ...]:
    """Read the description that is shipped, in the order of the workbook."""
    data = tomllib.loads(files("solferino.publish").joinpath("sheets.toml").read_text("utf-8"))
    return tuple(map(_sheet, data["sheet"]))


def sheet(key: str) -> Sheet:
    """Find a sheet by its key; raises `KeyError` where there is none."""
    return {s.key: s for s in sheets()}[key]


def _sheet(entry: Mapping[str, Any]) -> Sheet:
    own = [_column(c) for c in entry["columns"]]
    last = _column({"key": HASH, "header": "Row hash", "tag": "#meta+hash", "width": 12})
    return Sheet(key=entry["key"], name=entry["name"], says=entry["says"], columns=(*own, last))


def _column(entry: Mapping[str, Any]) -> Column:
    named = entry.get("terms")
    return Column(
        key=entry["key"],
        header=entry["header"],
        tag=entry["tag"],
        kind=entry.get("kind", "text"),
        width=entry["width"],
        edit=entry.get("edit", ""),
        codes=get_args(getattr(terms, named)) if named else (),
        also=tuple(entry.get("also", ())),
    )


def normal(cell: object) -> str:
    """Say what a cell holds, the same whichever program saved it.

    Space is of no account, nor the difference between 3, 3.0 and "3", between a day and its ISO
    form, between true and "yes". An empty cell is "".
    """
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case int() | float() | Decimal():
            return _number(Decimal(str(cell)))
        case datetime():
            whole = cell.time().isoformat() == "00:00:00"
            return cell.date().isoformat() if whole else cell.isoformat()
        case date():
            return cell.isoformat()
        case _:
            return " ".join(fitting(str(cell)).split())


def _number(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    whole = number == number.to_integral_value()
    return str(int(number)) if whole else format(number.normalize(), "f")


def row_hash(sheet: Sheet, row: Mapping[str, object]) -> str:
    """Digest what a row says; "h" goes before it, so that no program takes it for a number.

    `row` gives cells by key; keys that it lacks are empty cells.
    """
    told = [[c.key, _told(c, row.get(c.key))] for c in sheet.columns if c.key != HASH]
    return "h" + digest([sheet.key, [pair for pair in told if pair[1]]])[:HASHED]


def _told(column: Column, cell: object) -> str:
    said = normal(cell)
    if column.kind in ("number", "decimal") and isinstance(cell, str):
        try:
            return _number(Decimal(said))
        except ArithmeticError:
            return said
    return said


def fitting(text: str) -> str:
    """Make a text fit into a cell: one kind of line end, no characters that no cell can hold.

    Such characters are written out (‹U+0007›). What is longer than a cell is cut, with a note.
    """
    text = _ESCAPED.sub("\n", text)
    text = _UNFIT.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)
    if _units(text) <= LONGEST:
        return text
    room = LONGEST - len(CUT)
    if len(text) > room:
        text = text[:room]
    while _units(text) > room:
        text = text[: len(text) - max(1, (_units(text) - room) // 2)]
    return text + CUT


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(1 for c in text if ord(c) > ASTRAL)


def joined(items: Iterable[str]) -> str | None:
    """Write several texts into one cell; null where there are none. `parted` reads them again."""
    told = [i.replace("\\", "\\\\").replace("|", "\\|") for i in items]
    return BETWEEN.join(told) or None


def parted(cell: object) -> tuple[str, ...]:
    """Read the texts of a cell that `joined` wrote, or that somebody typed with bars between."""
    text = normal(cell)
    pieces = (re.sub(r"\\([\\|])", r"\1", p.strip()) for p in _bars(text))
    return tuple(p for p in pieces if p)


def _bars(text: str) -> list[str]:
    return re.findall(r"(?:\\.|[^|])+", text)


def _bare(header: str) -> str:
    return re.sub(r"[\W_]+", " ", header.replace("_x000D_", " ")).strip().casefold()


@cache
def _known(key: str) -> dict[str, Column]:
    """Index the columns of a sheet by all names that headers may give them."""
    found: dict[str, Column] = {}
    columns = sheet(key).columns
    told = [
        *((c.header, c) for c in columns),
        *((c.key, c) for c in columns),
        *((name, c) for c in columns for name in c.also),
    ]
    for name, column in told:
        found.setdefault(_bare(name), column)
    found.pop("", None)
    return found


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet program would take for a formula.

    Also before what begins with one already, so that `unguarded` gives back the very text.
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """Take off the apostrophe that `guarded` puts before a text."""
    bare = text.removeprefix("'")
    return bare if _DANGEROUS.match(bare) else text
