"""From a file to entries: a pure function of its bytes and of how it was enrolled."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

from solferino.codec import ID_LENGTH, decode, digest, encode, identify, value
from solferino.errors import UsageError
from solferino.model import Problem
from solferino.model.register import Detail, Enrolment, Entry, Property
from solferino.ports import Memory
from solferino.resolve.collector import collector_paused
from solferino.resolve.register.listing import Row, Sheet, read_sheet
from solferino.resolve.register.mapping import RowMapping, Take, read_mapping
from solferino.resolve.register.tidying import UntidyError, says_nothing, tidy

STAGE = "register"
VERSION = "1"  # of the reading: raised whenever it changes, so that nothing old is recalled
LEFT_OUT = "The row was left out; the file is kept as it is."
Code = tuple[str, str, str]
EVERYWHERE = frozenset({"wikidata", "osm", "healthsites"})  # other numbers are a country's own
ID = re.compile(f"[0-9a-f]{{{ID_LENGTH}}}")
NAMED = 60  # characters of a row's name in a message


@value
class Listed:
    """What became of one row: the entry that it gives, or none, and what is doubtful about it.

    `line` is its line in the file, or the number of its feature.
    """

    line: int
    entry: Entry | None
    problems: tuple[Problem, ...] = ()


@value
class Entries:
    """The entries of a file alone, as a memory keeps them."""

    entries: tuple[Entry, ...]


@value
class Listing:
    """All rows of a file, in its order."""

    rows: tuple[Listed, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of the rows."""
        return tuple(row.entry for row in self.rows if row.entry is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is doubtful, in the order of the rows."""
        return tuple(problem for row in self.rows for problem in row.problems)


def enlist(enrolment: Enrolment, data: bytes) -> Listing:
    """Read an enrolled file: every row is an entry, or a problem that says why it is none.

    A cell that cannot be read leaves its property open and gives a problem, and the rest of the
    row stays. Raises `UnreadableError` when the file is no table.
    """
    return listing_of(enrolment, read_sheet(data))


def listing_of(enrolment: Enrolment, sheet: Sheet) -> Listing:
    """Read the rows of a file that is open already."""
    mapping = read_mapping(enrolment.mapping)
    if not mapping.fits(sheet.headings):
        needed = ", ".join("/".join(names) for names in mapping.needs)
        raise UsageError(
            f"the mapping {mapping.name} does not fit {enrolment.name}: it needs {needed}",
            "Give another mapping with --mapping, or let the program choose.",
        )
    narrowed = mapping.over(sheet.headings)
    columns = _by_each(narrowed, sheet)
    with collector_paused():
        rows = [_listed(enrolment, narrowed, columns, row) for row in sheet.rows]
    return Listing(rows=tuple(rows))


def entries_of(
    enrolment: Enrolment, data: Callable[[], bytes], memory: Memory | None = None
) -> tuple[Entry, ...]:
    """Give the entries of an enrolled file, recalled where it was read in the same way before."""
    if memory is None:
        return enlist(enrolment, data()).entries
    content = digest(["list", VERSION, enrolment.id])
    kept = memory.recall(content)
    if kept is not None:
        return decode(kept, Entries).entries
    found = Entries(entries=enlist(enrolment, data()).entries)
    memory.keep(content, encode(found))
    return found.entries


def entry_of(details: list[Detail], own: str | None = None) -> Entry:
    """Make an entry of details: its id is the one given, else that of its first identifier.

    A facility keeps its id when a newer list tells other details of it. One without any
    identifier is known by all that is told of it.
    """
    kept = tuple(sorted(set(details), key=order))
    code = next(codes_of(details), None)
    made = identify("facility", code) if code else identify("facility", kept)
    return Entry(id=own or made, details=kept)


def codes_of(details: Sequence[Detail]) -> Iterator[Code]:
    """Find the identifiers, each with the country that it counts in ("" is anywhere)."""
    country = next((d.value for d in details if d.property == "country"), "")
    for detail in details:
        if detail.property == "identifier" and detail.tag is not None:
            yield detail.tag, detail.value, "" if detail.tag in EVERYWHERE else country


def order(detail: Detail) -> tuple[str, ...]:
    """Order details: by property, then by all that they hold."""
    return (
        detail.property,
        detail.tag or "",
        detail.value,
        detail.source,
        detail.since or "",
        detail.until or "",
        detail.as_of or "",
    )


Columns = dict[str, tuple[tuple[str, str], ...]]


def _by_each(mapping: RowMapping, sheet: Sheet) -> Columns:
    """Find for each beginning the columns that begin so, with the tag that follows."""
    return {
        take.each: tuple(
            (name, name.removeprefix(take.each))
            for name in sheet.headings
            if name.startswith(take.each) and _is_language(name.removeprefix(take.each))
        )
        for take in mapping.takes
        if take.each is not None
    }


def _is_language(tag: str) -> bool:
    """Whether what follows `name:` is a language, and no other key (`name:etymology`)."""
    return re.fullmatch(r"[a-z]{2,3}(?: [a-z]{4})?(?: [a-z]{2})?", tag) is not None


def _listed(enrolment: Enrolment, mapping: RowMapping, columns: Columns, row: Row) -> Listed:
    details: list[Detail] = []
    doubts: list[tuple[str, str]] = []
    if row.surplus:
        doubts.append(
            (
                "it has more cells than there are headings; the rest was not used",
                "Put cells that hold the delimiter in quotation marks.",
            )
        )
    for detail in _told(enrolment, mapping, columns, row.cells):
        try:
            details.append(tidy(detail))
        except UntidyError as error:
            doubts.append((f"{detail.property}: {error}", error.remedy))
    own = _own(enrolment, mapping.entry.filled(row.cells))
    nameless = not mapping.entry.pieces and not any(d.property == "name" for d in details)
    if nameless or not details:
        doubts.append(("it names no facility", LEFT_OUT))
    named = row.cells.get("name") or next((d.value for d in details), "")
    return Listed(
        line=row.line,
        entry=None if nameless or not details else entry_of(details, own),
        problems=tuple(_problem(enrolment.name, row.line, named, doubt) for doubt in doubts),
    )


def _own(enrolment: Enrolment, told: str | None) -> str | None:
    """Keep an id that this program made; any other counts within its own file only."""
    if told is None or ID.fullmatch(told):
        return told
    return identify("facility", enrolment.original, told)


def _problem(file: str, line: int, named: str, doubt: tuple[str, str]) -> Problem:
    where = f"line {line}" + (f" ({named[:NAMED]})" if named else "")
    return Problem(name=file, stage=STAGE, message=f"{where}: {doubt[0]}", remedy=doubt[1])


def _told(
    enrolment: Enrolment, mapping: RowMapping, columns: Columns, cells: Mapping[str, str]
) -> Iterator[Detail]:
    """Take all details from a row, as its cells word them."""
    country = enrolment.country
    for take in mapping.takes:
        for told, tag in _values(take, columns, cells):
            detail = Detail(
                property=cast("Property", take.property.filled(cells) or ""),
                value=told,
                tag=tag,
                since=take.since.filled(cells),
                until=take.until.filled(cells),
                as_of=take.as_of.filled(cells) or enrolment.as_of,
                source=take.source.filled(cells) or enrolment.source or enrolment.name,
            )
            country = None if detail.property == "country" else country
            yield detail
    if country is not None and not mapping.entry.pieces:
        yield Detail(
            property="country",
            value=country,
            as_of=enrolment.as_of,
            source=enrolment.source or enrolment.name,
        )


def _values(
    take: Take, columns: Columns, cells: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    """Take the values of one kind from a row, each with its tag."""
    if take.each is not None:
        found = [(cells[name], tag) for name, tag in columns[take.each] if name in cells]
    else:
        found = [(take.value.filled(cells) or "", take.tag.filled(cells) or "")]
    for cell, tag in found:
        for told in cell.split(take.split) if take.split else [cell]:
            written = _cut(take, told.strip())
            if not says_nothing(written):
                yield written, (tag.replace(" ", "-") if take.each else tag) or None


def _cut(take: Take, told: str) -> str:
    """Cut a value out of a cell; a cell that does not match is taken whole, to be told about."""
    match = re.fullmatch(take.pattern, told, re.DOTALL) if take.pattern else None
    if match is None:
        return told
    groups = {str(n): group or "" for n, group in enumerate(match.groups(), start=1)}
    return take.shape.filled(groups) or ""
