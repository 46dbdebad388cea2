"""What taking in a file of coded rows would do, told before anything enters."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Literal

from solferino import pipeline
from solferino.codec import encode, sha256, value
from solferino.coding.headings import heading
from solferino.coding.mapping import RowMapping, fitting, read_mapping, shipped
from solferino.errors import UnreadableError, UsageError
from solferino.extract.coded import Cell, Coded, Coder, cells_of, row_id
from solferino.model import (
    Acquisition,
    Description,
    Document,
    Problem,
    Receipt,
    still_standing,
    to_fall,
    to_stand,
)
from solferino.model.coding import Coding
from solferino.ports import Container, Reader, Sample
from solferino.read.coded import Table, headings_of, tables
from solferino.read.opening import Opened
from solferino.store.case import Case
from solferino.text.fold import fold

Fate = Literal["added", "changed", "known", "doubtful", "left out"]
FATES: tuple[Fate, ...] = ("added", "changed", "known", "doubtful", "left out")
METHOD = "import"
NOTHING = "it holds nothing that is understood as coding; its words are kept and can be read"
KEPT = "kept with the row, not understood as coding"
SHOWN = 3  # changed cells that the log names of a row

Known = Mapping[tuple[str, str], tuple[Cell, ...]]  # by folded coder and row id: its cells


@value
class Told:
    """What becomes of one row, and why.

    added: it was not there; changed: its coder's row of that id was there with other cells;
    known: it was there with the same; doubtful: it enters, and a cell of it could not be read;
    left out: it gives no account. `row` is its place in the file, `id` what its register calls it.
    """

    row: str
    id: str | None
    fate: Fate
    why: str


@value
class Meaning:
    """What a column of the file is taken for, in words."""

    column: str
    means: str


@value
class Unknown:
    """Words of a column that no code is known for, and in how many rows they stand."""

    column: str
    words: str
    rows: int


@value
class Preview:
    """What taking a file in would do: the log of its rows, its columns, what is not understood."""

    mapping: str
    coder: str | None
    rows: tuple[Told, ...]
    columns: tuple[Meaning, ...]
    unknown: tuple[Unknown, ...]
    problems: tuple[Problem, ...]

    def count(self, fate: Fate) -> int:
        """How many rows have this fate."""
        return sum(row.fate == fate for row in self.rows)


@value
class Wish:
    """What a person says of a file: the mapping (a name or TOML) and who coded; null: find out."""

    by: str
    mapping: str | None = None
    coder: str | None = None
    rights: str | None = None
    why: str = ""


@value
class Offer:
    """A file as it would come in: its bytes, its receipt, how it is read, and what that does.

    `known` is what reading it and looking through its rows gave: neither need be done again.
    """

    data: bytes
    receipt: Receipt
    coding: Coding
    known: pipeline.Known
    preview: Preview


def offer(
    case: Case, readers: Sequence[Reader | Container], file: tuple[str, bytes], wish: Wish
) -> Offer:
    """Read a file as it would come in; nothing enters.

    Raises `UsageError` where no mapping fits, or where nobody says who coded the rows.
    """
    name, data = file
    try:
        found = tables(Sample(name=name, data=data))
    except UnreadableError as error:
        raise UsageError(f"{name} cannot be read: {error.message}", error.remedy) from error
    coding, receipt = _coding(case, name, data, wish, headings_of(found))
    mapping = read_mapping(coding.mapping)
    opened = pipeline.read(readers, (receipt, data), {receipt.id: coding})
    coded = _coded(mapping, coding, opened.documents)
    rows, unknown = _preview(coding, opened, coded, known_rows(case))
    seen = Preview(
        mapping=mapping.name,
        coder=receipt.told.publisher,
        rows=rows,
        columns=tuple(_meanings(mapping, found)),
        unknown=unknown,
        problems=opened.problems,
    )
    mined = {
        d.id: pipeline.coded_row(d, coded[d.id].extraction)
        for d in opened.documents
        if d.id in coded
    }
    known = pipeline.Known(opened={receipt.id: opened}, found=mined)
    return Offer(data=data, receipt=receipt, coding=coding, known=known, preview=seen)


def _coded(mapping: RowMapping, coding: Coding, rows: Iterable[Document]) -> Mapping[str, Coded]:
    """Read the cells of each row, by the id of its document; rows of sources have none."""
    coder = Coder(coding)
    return {row.id: coder.code(row) for row in rows} if mapping.kind == "incidents" else {}


def _coding(
    case: Case, name: str, data: bytes, wish: Wish, met: Sequence[str]
) -> tuple[Coding, Receipt]:
    """Choose how a file is read, and say who coded it."""
    text = _mapping(case, wish.mapping, met)
    mapping = read_mapping(text)
    coder = wish.coder or mapping.coder
    if coder is None and mapping.kind == "incidents":
        raise UsageError(
            f"the mapping {mapping.name} does not say who coded the rows of {name}",
            "Say it with --coder, such as --coder 'Name of the monitor'.",
        )
    receipt = _receipt(name, data, coder, wish)
    coding = Coding(
        receipt=receipt.id,
        name=name,
        mapping=text,
        coder=coder or name,
        by=wish.by,
        why=wish.why,
    )
    return coding, receipt


def take_in(case: Case, offered: Offer) -> list[str]:
    """Let a file in: its coding first, then its bytes and its receipt. Returns what was entered.

    A file that was coded otherwise before is read anew.
    """
    coding, receipt = offered.coding, offered.receipt
    given = case.rulings(Coding)
    before = [c for c in still_standing(given) if c.receipt == receipt.id and c.id != coding.id]
    falling = [to_fall(c, given, by=coding.by, why="coded anew") for c in before]
    fresh = [c for c in (*falling, to_stand(coding, given)) if c is not None]
    for ruling in fresh:
        case.decide(ruling, by=coding.by)
    case.receive(receipt.name, offered.data, receipt.told, receipt.acquisition)
    return [c.id for c in fresh]


def take_out(case: Case, name: str, by: str, why: str) -> list[str]:
    """Take a coding back, by the name of its file; the file stays, as a table like any other."""
    given = case.rulings(Coding)
    own = [c for c in still_standing(given) if c.name == name or c.receipt.startswith(name)]
    if not own:
        raise UsageError(
            f"no file {name} was imported into this case",
            "Give the name of the file as it was then; `solferino show CASE documents` lists them.",
        )
    for coding in own:
        falling = to_fall(coding, given, by=by, why=why)
        if falling is not None:
            case.decide(falling, by=by)
    return [coding.id for coding in own]


def saved(case: Case) -> dict[str, str]:
    """Give the mappings by name, in the order in which they are tried: a person's own go first."""
    used = {read_mapping(c.mapping).name: c.mapping for c in case.rulings(Coding)}
    own = {name: text for name, text in sorted(used.items()) if name not in shipped()}
    return {**own, **shipped()}


def known_rows(case: Case) -> Known:
    """Index the rows that the case has of each register by their ids."""
    coded = pipeline.codings(case)
    found: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for document in case.documents() if coded else ():
        coding = coded.get(document.receipt)
        if coding is not None:
            id_ = row_id(coding.mapping, document)
            if id_ is not None:
                found[fold(coding.coder), id_] = tuple(cells_of(document))
    return found


def _mapping(case: Case, asked: str | None, met: Sequence[str]) -> str:
    known = saved(case)
    if asked is None:
        return fitting(met, known)
    text = known.get(asked, asked)
    if not read_mapping(text).fits(met):
        needed = "; ".join(" or ".join(names[:4]) for names in read_mapping(text).needs)
        raise UsageError(
            f"the mapping {read_mapping(text).name} does not fit this file: it needs {needed}",
            "Give another mapping, or let the program choose.",
        )
    return text


def _receipt(name: str, data: bytes, coder: str | None, wish: Wish) -> Receipt:
    return Receipt(
        original=sha256(data),
        name=name,
        told=Description(publisher=coder, rights=wish.rights),
        acquisition=Acquisition(method=METHOD),
    )


def _preview(
    coding: Coding, opened: Opened, found: Mapping[str, Coded], known: Known
) -> tuple[tuple[Told, ...], tuple[Unknown, ...]]:
    log: list[Told] = []
    unread: Counter[tuple[str, str]] = Counter()
    fate = partial(_fate, fold(coding.coder), known)
    for document in opened.documents:
        row = document.name.removeprefix(f"{coding.name}/")
        coded = found.get(document.id)
        if coded is None:
            log.append(Told(row=row, id=None, fate="added", why="a source"))
            continue
        unread.update({(u.column, u.words) for u in coded.unread})
        if not coded.extraction.accounts:
            log.append(Told(row=row, id=coded.row, fate="left out", why=NOTHING))
            continue
        told, why = fate(coded.row, coded.cells)
        if coded.unread:
            words = "; ".join(f"{u.column}: «{u.words}»" for u in coded.unread)
            told = "doubtful" if told == "added" else told
            why = "; ".join(filter(None, (why, f"not understood: {words}")))
        log.append(Told(row=row, id=coded.row, fate=told, why=why))
    log += [Told(row=p.name, id=None, fate="left out", why=p.message) for p in opened.problems]
    counted = sorted(unread.items(), key=lambda item: (-item[1], item[0]))
    return tuple(log), tuple(Unknown(column=c, words=w, rows=n) for (c, w), n in counted)


def _fate(coder: str, known: Known, id_: str | None, row: Sequence[Cell]) -> tuple[Fate, str]:
    before = known.get((coder, id_)) if id_ is not None else None
    if before is None:
        return "added", ""
    was, now = ({c.name: c.text for c in cells} for cells in (before, row))
    other = [name for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name)]
    if not other:
        return "known", "the same row of this register is there already"
    told = [f"{n}: «{was.get(n, '')}» is now «{now.get(n, '')}»" for n in other[:SHOWN]]
    more = f"; and {len(other) - SHOWN} more cells" if len(other) > SHOWN else ""
    return "changed", "; ".join(told) + more


def _meanings(mapping: RowMapping, found: Sequence[Table]) -> Iterable[Meaning]:
    """Say of each column what it is taken for; those of which nothing is known are named, too."""
    for table in found:
        if not mapping.fits(table.headings):
            continue
        met = table.headings
        roles = {mapping.role(of, met): of for of in reversed(tuple(mapping.describes))}
        understood = mapping.understood(met)
        for at, name in enumerate(table.names):
            column = understood.get(at)
            means = column.means if column is not None else roles.get(at, KEPT)
            yield Meaning(column=f"{table.prefix}{name}", means=means)


def draft(name: str, met: Sequence[str], coder: str | None) -> str:
    """Write a mapping for a table to begin with: what headings tell is filled in, the rest is open.

    The text is TOML that `read_mapping` reads.
    """
    plain = read_mapping(shipped()["plain"])
    understood = plain.understood([heading(n) for n in met])
    lines = [f"name = {_quoted(name)}", f"title = {_quoted(name)}"]
    lines += [f"coder = {_quoted(coder)}"] if coder else ['# coder = "who coded the rows"']
    lines.append('# dates = "dmy"   # how 03/04/2020 is read: dmy, mdy or ymd')
    needs = ", ".join(_quoted(met[at]) for at in understood)
    lines += [f"needs = [{needs}]", "", "[describes]"]
    for of in plain.describes:
        at = plain.role(of, [heading(n) for n in met])
        if at is not None:
            lines.append(f"{of} = {_quoted(met[at])}")
    for at, column_name in enumerate(met):
        column = understood.get(at)
        if column is None:
            lines += ["", f"# not understood: {_quoted(column_name)}"]
            continue
        lines += ["", "[[column]]", f"name = {_quoted(column_name)}", f'means = "{column.means}"']
        lines += [f'kind = "{column.kind}"', f'group = "{column.group}"'] * (
            column.means == "casualty"
        )
        lines += [f'precision = "{column.precision}"'] if column.precision else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write any text as a string of TOML on one line: one of JSON is one, but for U+007F."""
    return encode(text).decode().replace("\x7f", "\\u007f")
