"""`documents.csv`: what a person says of the files in a folder, one row for each file.

Any subset of the columns, in any order and case. What cannot be used is told, with its line;
nothing of it is guessed.
"""

import csv
import dataclasses
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator

from solferino.codec import value
from solferino.model import Acquisition, Description, Problem

NAME = "documents.csv"
RECEIVE = "receive"  # the stage that notices about files coming in belong to
FILE = "file"
TOLD = tuple(field.name for field in dataclasses.fields(Description))
ACQUIRED = tuple(field.name for field in dataclasses.fields(Acquisition))
COLUMNS = (FILE, *dict.fromkeys(TOLD + ACQUIRED))  # `url` is both the document's and the capture's
DELIMITERS = (",", ";", "\t")  # spreadsheets write the second and third in some countries
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@value
class Row:
    """What is told of one file. `file` is its path below the folder, with slashes."""

    file: str
    line: int
    told: Description
    acquisition: Acquisition


@value
class Sheet:
    """The usable rows, and what could not be used."""

    rows: tuple[Row, ...] = ()
    notices: tuple[Problem, ...] = ()


def notice(name: str, message: str, remedy: str) -> Problem:
    """Word something that the user should know about a file coming in."""
    return Problem(name=name, stage=RECEIVE, message=message, remedy=remedy)


def tidy_path(path: str) -> str:
    """Write a file's path one way: slashes, no leading `./`, composed letters."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).removeprefix("./")


def read_sheet(data: bytes) -> Sheet:
    """Read the sheet; all problems of its form come back as notices."""
    try:
        lines = _lines(data)
    except UnicodeDecodeError:
        return _useless("it is not UTF-8", "Save it as «CSV UTF-8»")
    except csv.Error as error:
        return _useless(f"it is not a table: {error}", "Save it again as CSV")
    if not lines:
        return _useless("it is empty", f"Give it a row of column names, among them `{FILE}`")
    header = [cell.strip().casefold() for cell in lines[0][1]]
    if FILE not in header:
        return _useless(f"it has no column `{FILE}`", "Name that column in its first row")
    found: list[Row | Problem] = [*_judge_header(header)]
    for line, cells in lines[1:]:
        found.extend(_read_row(line, header, cells))
    rows, notices = _once([r for r in found if isinstance(r, Row)])
    told = [n for n in found if isinstance(n, Problem)]
    return Sheet(rows=tuple(rows), notices=(*told, *notices))


def _lines(data: bytes) -> list[tuple[int, list[str]]]:
    """Cut into numbered lines of cells, at the mark that gives a column for the files' names."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if wide else "utf-8-sig")
    cuts = [list(_cut(text, delimiter)) for delimiter in DELIMITERS]
    named = [c for c in cuts if c and FILE in [cell.strip().casefold() for cell in c[0][1]]]
    return max(named or cuts[:1], key=lambda cut: len(cut[0][1]) if cut else 0)


def _cut(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _judge_header(header: list[str]) -> Iterator[Problem]:
    for number, name in enumerate(header):
        if name and name not in COLUMNS:
            yield _notice(
                f"the column `{name}` is unknown and was not used",
                f"Use one of: {', '.join(COLUMNS)}. The sheet itself is kept with the case.",
            )
        elif name and name in header[:number]:
            yield _notice(
                f"the column `{name}` is there twice; only the first was used",
                "Remove or rename one of the two.",
            )


def _read_row(line: int, header: list[str], cells: list[str]) -> Iterator[Row | Problem]:
    if any(cell.strip() for cell in cells[len(header) :]):
        yield _notice(
            f"line {line} has more cells than there are columns; the rest was not used",
            "Put cells that hold the delimiter in quotation marks.",
        )
    given: dict[str, str | None] = {}
    for name, cell in zip(header, cells, strict=False):
        given.setdefault(name, cell.strip() or None)
    file, published = given.get(FILE), given.get("published")
    if file is None:
        yield _notice(f"line {line} names no file", f"Fill in its cell `{FILE}`.")
        return
    if published is not None and not _is_day(published):
        yield _notice(
            f"line {line}: {published!r} is not a date; `published` of {file} was left open",
            "Write it as YYYY-MM-DD, or leave the cell empty, and add the folder again.",
        )
        given["published"] = None
    yield Row(
        file=tidy_path(file),
        line=line,
        told=Description(**{name: given.get(name) for name in TOLD}),
        acquisition=Acquisition(**{name: given.get(name) for name in ACQUIRED}),
    )


def _once(rows: list[Row]) -> tuple[list[Row], list[Problem]]:
    first: dict[str, Row] = {}
    notices: list[Problem] = []
    for row in rows:
        kept = first.setdefault(row.file, row)
        if kept is not row:
            notices.append(
                _notice(
                    f"line {row.line} names {row.file} again; line {kept.line} was used",
                    "Leave one row for each file.",
                )
            )
    return list(first.values()), notices


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return DAY.fullmatch(text) is not None


def _notice(message: str, remedy: str) -> Problem:
    return notice(NAME, message, remedy)


def _useless(why: str, what: str) -> Sheet:
    remedy = f"{what}, and add the folder again; until then its files have no metadata."
    return Sheet(notices=(_notice(f"the sheet could not be used: {why}", remedy),))
