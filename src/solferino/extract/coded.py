"""What a coder coded in a row: each cell that a mapping understands as a claim on its own words.

A row is one statement of its coder: a speaker with a name and, where the words beside that name
tell nothing else, a monitor. Nothing of its prose is read here; where a cell cannot be read, it
stays in the text and is named in `Coded.unread`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import cast

from solferino.codec import value
from solferino.coding import cells
from solferino.coding.headings import fits, heading
from solferino.coding.mapping import Column, read_mapping
from solferino.model import (
    Account,
    BlameValue,
    CasualtyValue,
    Claim,
    Document,
    EffectValue,
    EventValue,
    Extraction,
    FacilityValue,
    Mention,
    PlaceValue,
    Statement,
    Value,
    Voice,
    WeaponValue,
)
from solferino.model.coding import Coding
from solferino.model.terms import Effect, EntityKind, EventType, Precision, Qualifier, Weapon
from solferino.ports import Gazetteer

FIELD = ": "
NEAREST: tuple[Precision | None, ...] = (
    "neighbourhood",
    "town",
    "near",
    "outskirts",
    "district",
    "part",
    "province",
    None,
    "country",
)


@value
class Cell:
    """A cell in the text of its row: its heading as written, and where it and its line stand."""

    name: str
    line: int
    start: int
    end: int
    text: str


@value
class Unread:
    """Words of a cell that say something which no code is known for."""

    column: str
    words: str


@value
class Coded:
    """What a row gives: the extraction, its id (null: it has none), its cells, words not read."""

    extraction: Extraction
    row: str | None
    cells: tuple[Cell, ...]
    unread: tuple[Unread, ...] = ()


class Coder:
    """Reads rows by the mapping under which their file was taken in."""

    name = "coded"
    version = "1"

    def __init__(self, coding: Coding) -> None:
        """Read by what `coding` says."""
        self.coding = coding

    def extract(self, document: Document, gazetteer: Gazetteer) -> Extraction:  # noqa: ARG002  (the port's)
        """Give the claims of one row; each stands on the words of its cell."""
        return self.code(document).extraction

    def code(self, document: Document) -> Coded:
        """Read one row, and say what of it could not be read."""
        return _Reading(self.coding, document).coded()


def cells_of(document: Document) -> list[Cell]:
    """Find the cells of a row in its text, in order: the lines of its last infobox."""
    found: list[Cell] = []
    at = _cells_begin(document)
    for line in document.text[at:].split("\n"):
        name, parted, text = line.partition(FIELD)
        if parted:
            end = at + len(line)
            found.append(Cell(name=name, line=at, start=end - len(text), end=end, text=text))
        at += len(line) + 1
    return found


def _cells_begin(document: Document) -> int:
    boxes = [part.start for part in document.parts if part.kind == "infobox"]
    return boxes[-1] if boxes else len(document.text)


def row_id(mapping: str, document: Document) -> str | None:
    """Find the id that the register itself gives a row; `mapping` is the text of one."""
    lines = document.text[_cells_begin(document) :].split("\n")
    row = [
        (name, text) for name, parted, text in (line.partition(FIELD) for line in lines) if parted
    ]
    place = _legend(mapping, tuple(heading(name) for name, _ in row)).id
    return row[place][1] if place is not None else None


@value
class _Legend:
    """What the columns of a row mean, by place, and where its id stands."""

    columns: Mapping[int, Column]
    id: int | None


@lru_cache(maxsize=1 << 10)
def _legend(mapping: str, met: tuple[str, ...]) -> _Legend:
    """Read headings by a mapping: many rows of a register fill the same columns."""
    known = read_mapping(mapping)
    return _Legend(columns=known.understood(met), id=known.role("id", met))


class _Reading:
    """Reads one row."""

    def __init__(self, coding: Coding, document: Document) -> None:
        self.document = document
        self.mapping = read_mapping(coding.mapping)
        self.row = cells_of(document)
        self.headings = tuple(heading(cell.name) for cell in self.row)
        self.legend = _legend(coding.mapping, self.headings)
        self.claims: dict[str, Claim] = {}
        self.mentions: dict[str, Mention] = {}
        self.unread: list[Unread] = []
        self.said = Statement(
            span=document.span(0, len(document.text)),
            voice=(Voice(name=coding.coder, kind="organization"),),
            rule="coded/row",
            confidence="high",
        )

    def coded(self) -> Coded:
        """Read every cell that the mapping understands, and join their claims to one account."""
        understood = self.legend.columns
        self.country = next(
            (
                code
                for at, column in understood.items()
                if column.means == "country" and (code := cells.country(self.row[at].text))
            ),
            None,
        )
        for at, column in sorted(understood.items()):
            cell = self.row[at]
            spoken = any(fits(n, h) for n in column.unless for h in self.headings)
            if not spoken and not cells.says_nothing(cell.text):
                READ[column.means](self, column, cell)
        claims = tuple(self.claims.values())
        extraction = Extraction(
            document=self.document.id,
            statements=(self.said,) if claims else (),
            claims=claims,
            mentions=tuple(self.mentions.values()),
            accounts=(self._account(claims),) if claims else (),
        )
        id_ = self.row[self.legend.id].text if self.legend.id is not None else None
        return Coded(
            extraction=extraction, row=id_, cells=tuple(self.row), unread=tuple(self.unread)
        )

    def _account(self, claims: tuple[Claim, ...]) -> Account:
        places = [c for c in claims if isinstance(c.value, PlaceValue)]
        nearest = min(places, key=_nearness, default=None)
        return Account(
            document=self.document.id,
            role="main",
            facility=next((c.id for c in claims if c.kind == "facility"), None),
            place=nearest.id if nearest else None,
            time=next((c.id for c in claims if c.kind == "time"), None),
            claims=tuple(c.id for c in claims),
        )

    def note(self, where: tuple[int, int], told: Value, rule: str) -> None:
        """Put a claim on the words at a place of the text."""
        claim = Claim(
            span=self.document.span(*where),
            statement=self.said.id,
            value=told,
            rule=f"coded/{rule}",
            confidence="high",
        )
        self.claims.setdefault(claim.id, claim)

    def mention(self, cell: Cell, kind: EntityKind, name: str, place: str | None = None) -> None:
        """Note a name, so that it is resolved like every other."""
        span = self.document.span(cell.start, cell.end)
        found = Mention(span=span, kind=kind, name=name, country=self.country, place=place)
        self.mentions.setdefault(found.id, found)

    def puzzled(self, cell: Cell, words: str) -> None:
        """Note words that could not be read."""
        self.unread.append(Unread(column=cell.name, words=words))

    def time(self, column: Column, cell: Cell) -> None:
        told = next(
            (
                self.row[i].text
                for n in column.periods
                for i, h in enumerate(self.headings)
                if fits(n, h)
            ),
            "",
        )
        found = cells.day(cell.text, self.mapping.dates, self.mapping.periods.get(heading(told)))
        if found is None:
            self.puzzled(cell, cell.text)
        else:
            self.note((cell.start, cell.end), found, "time")

    def country_(self, column: Column, cell: Cell) -> None:  # noqa: ARG002  (all readers of cells are alike)
        if cells.country(cell.text) is None:
            self.puzzled(cell, cell.text)
        elif not any(isinstance(c.value, PlaceValue) for c in self.claims.values()):
            told = PlaceValue(name=cell.text, country=self.country, precision="country")
            self.note((cell.start, cell.end), told, "country")

    def place(self, column: Column, cell: Cell) -> None:
        told = PlaceValue(name=cell.text, country=self.country, precision=column.precision)
        self.note((cell.start, cell.end), told, "place")
        self.mention(cell, "place", cell.text)

    def facility(self, column: Column, cell: Cell) -> None:
        kinds = [c.text for c in self.row if any(fits(n, heading(c.name)) for n in column.type)]
        type_ = next((t for t in map(cells.facility_type, kinds) if t != "facility"), None)
        told = FacilityValue(
            name=cell.text, role="attacked", type=type_ or cells.facility_type(cell.text)
        )
        self.note((cell.start, cell.end), told, "facility")
        self.mention(cell, "facility", cell.text, self._town())

    def _town(self) -> str | None:
        towns = (c.value for c in self.claims.values() if isinstance(c.value, PlaceValue))
        return next((t.name for t in towns if t.precision == "town"), None)

    def blame(self, column: Column, cell: Cell) -> None:
        at = cell.start
        for part in cell.text.split(column.split) if column.split else [cell.text]:
            actor = part.strip()
            start = self.document.text.index(actor, at) if actor else at
            if not cells.names_nobody(actor):
                told = BlameValue(actor=actor, stance=column.stance)
                self.note((start, start + len(actor)), told, "blame")
            at = start + len(actor)

    def casualty(self, column: Column, cell: Cell) -> None:
        number = cells.count(cell.text)
        if number is None:
            self.puzzled(cell, cell.text)
        elif number:
            told = CasualtyValue(
                kind=column.kind,
                group=column.group,
                min=None if column.bound == "at_most" else number,
                max=None if column.bound == "at_least" else number,
                qualifier=column.bound,
            )
            where = cell.line, cell.end
            other = None if told.qualifier == "exact" else self._other_bound(told, where)
            if other is not None:
                del self.claims[other[0]]
                told, where = other[1], other[2]
            self.note(where, told, "figure")
            self.flag(column, cell)

    def _other_bound(
        self, told: CasualtyValue, where: tuple[int, int]
    ) -> tuple[str, CasualtyValue, tuple[int, int]] | None:
        """Find the other bound of a figure in the cell beside it: both are one range.

        Gives the claim (id) of that bound, the range, and the words of both.
        """
        for id_, claim in self.claims.items():
            known, span = claim.value, claim.span
            if not isinstance(known, CasualtyValue):
                continue
            first, last = sorted([where, (span.start, span.end)])
            beside = not self.document.text[first[1] : last[0]].strip()
            alike = (known.kind, known.group) == (told.kind, told.group)
            low = told.min if known.min is None else known.min
            high = told.max if known.max is None else known.max
            bounds = {known.qualifier, told.qualifier} == {"at_least", "at_most"}
            if alike and bounds and beside and (low or 0) <= (high or 0):
                as_told: Qualifier = "exact" if low == high else "range"
                whole = replace(told, min=low, max=high, qualifier=as_told)
                return id_, whole, (first[0], last[1])
        return None

    def flag(self, column: Column, cell: Cell) -> None:
        told = cells.is_yes(cell.text)
        if told is None:
            self.puzzled(cell, cell.text)
        if told and column.types:
            self.note((cell.line, cell.end), EventValue(types=column.types), "flag")
        if told and column.effect:
            self.note((cell.line, cell.end), EffectValue(effect=column.effect), "flag")

    def labels(self, column: Column, cell: Cell) -> None:
        met = cells.items(column.means, cell.text)
        for item in met.found:
            where = (cell.start + item.start, cell.start + item.end)
            for told in _coded(column.means, item.code):
                self.note(where, told, column.means)
        for words in met.unknown:
            self.puzzled(cell, words)


READ = {
    "time": _Reading.time,
    "country": _Reading.country_,
    "place": _Reading.place,
    "facility": _Reading.facility,
    "event": _Reading.labels,
    "weapon": _Reading.labels,
    "effect": _Reading.labels,
    "blame": _Reading.blame,
    "casualty": _Reading.casualty,
    "flag": _Reading.flag,
}


def _coded(table: str, code: str) -> Iterator[Value]:
    """Make the values of a code; a weapon tells the kind of attack, too."""
    if table == "weapon":
        yield WeaponValue(weapon=cast("Weapon", code))
        event = cells.event_of(code)
        if event is not None:
            yield EventValue(types=(cast("EventType", event),))
    elif table == "event":
        yield EventValue(types=(cast("EventType", code),))
    else:
        yield EffectValue(effect=cast("Effect", code))


def _nearness(claim: Claim) -> tuple[int, int]:
    assert isinstance(claim.value, PlaceValue)
    return NEAREST.index(claim.value.precision), claim.span.start
