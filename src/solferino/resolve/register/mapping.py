"""How the columns of a register become details: mappings, which are data anybody can write."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from solferino.codec import value
from solferino.coding.files import come_along, none_fits, readable
from solferino.text.fold import fold

SLOT = re.compile(r"\{([^{}]+)\}")
LITERAL = "="  # begins an alternative of a slot that is a word and no column
ANY = "*"
SHIPPED = ("details", "healthsites", "osm", "wikidata", "plain")  # the first that fits is taken
ABOUT = ("tag", "since", "until", "as_of", "source")  # what a take tells beside the value
REMEDY = "See docs/register.md for what a mapping may hold."


@value
class Slot:
    """A place in a form that a row fills: the first of these columns with anything in it.

    `otherwise` stands where none has; null leaves the whole form empty.
    """

    columns: tuple[str, ...]
    otherwise: str | None = None

    def of(self, row: Mapping[str, str]) -> str | None:
        """Fill it from a row's cells, by folded heading."""
        for column in self.columns:
            told = row.get(column)
            if told:
                return told
        return self.otherwise

    def over(self, headings: Collection[str]) -> "Slot":
        """Leave only the columns that a file has."""
        columns = tuple(column for column in self.columns if column in headings)
        return Slot(columns=columns, otherwise=self.otherwise)


@value
class Form:
    """Text with slots, cut into pieces: words as they are, and slots."""

    pieces: tuple[str | Slot, ...] = ()

    def filled(self, row: Mapping[str, str]) -> str | None:
        """Fill it from a row; null when a slot stays empty or there is nothing in it."""
        if len(self.pieces) <= 1:
            for piece in self.pieces:
                return (piece if isinstance(piece, str) else piece.of(row)) or None
            return None
        parts: list[str] = []
        for piece in self.pieces:
            told = piece if isinstance(piece, str) else piece.of(row)
            if told is None:
                return None
            parts.append(told)
        return "".join(parts) or None

    def over(self, headings: Collection[str]) -> "Form | None":
        """Leave of it what a file with these headings can fill; null where it never can."""
        pieces = [p if isinstance(p, str) else p.over(headings) for p in self.pieces]
        if any(not isinstance(p, str) and not p.columns and p.otherwise is None for p in pieces):
            return None
        return Form(pieces=tuple(pieces))


@value
class Take:
    """One kind of detail that is taken from each row.

    `each` takes a detail from every column that begins so; what follows is the tag. `pattern`
    and `shape` (a regular expression and a form of its groups) cut the value out of a cell;
    `split` is what parts several values in one cell.
    """

    property: Form
    value: Form
    tag: Form = Form()
    since: Form = Form()
    until: Form = Form()
    as_of: Form = Form()
    source: Form = Form()
    each: str | None = None
    pattern: str | None = None
    shape: Form = Form(pieces=(Slot(columns=("1",)),))
    split: str | None = None

    def over(self, headings: Collection[str]) -> "Take | None":
        """Leave of it what a file with these headings can give; null when that is nothing."""
        value_ = self.value.over(headings)
        if value_ is None and self.each is None:
            return None
        forms: dict[str, Any] = {
            name: getattr(self, name).over(headings) or Form() for name in ABOUT
        }
        return replace(self, value=value_ or Form(), **forms)


@value
class RowMapping:
    """How the rows of one kind of register are read.

    `needs` are the columns by which it is known, each with its other names. `entry` names the
    facility that a row is about where several rows may be about one; else each row is about its
    own.
    """

    name: str
    title: str
    takes: tuple[Take, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    entry: Form = Form()

    def fits(self, headings: Collection[str]) -> bool:
        """Whether a file with these headings (as `heading` writes them) can be read with it."""
        return all(any(name in headings for name in names) for names in self.needs)

    def over(self, headings: Collection[str]) -> "RowMapping":
        """Leave only what a file with these headings can give."""
        takes = (take.over(headings) for take in self.takes)
        return replace(self, takes=tuple(take for take in takes if take is not None))


def heading(text: str) -> str:
    """Write a column's heading one way: case, accents and the kind of gap do not matter."""
    return " ".join(fold(text).replace("_", " ").replace("-", " ").split())


@cache
def read_mapping(text: str) -> RowMapping:
    """Read a mapping from TOML; raises `UsageError` that says what is wrong with it."""
    with readable(REMEDY):
        data = tomllib.loads(text)
        defaults = data.get("defaults", {})
        return RowMapping(
            name=str(data["name"]),
            title=str(data.get("title", data["name"])),
            takes=tuple(_take(defaults | told) for told in data["take"]),
            needs=tuple(_names(needed) for needed in data.get("needs", ())),
            entry=_form(data.get("entry", "")),
        )


@cache
def shipped() -> dict[str, str]:
    """Read the mappings that come along: texts by name, in the order in which they are tried."""
    return come_along("solferino.resolve.register", SHIPPED)


def fitting(headings: Collection[str], known: Mapping[str, str]) -> str:
    """Choose the first of the known mappings (texts by name) that fits these headings.

    `UsageError` tells which columns there are when none fits.
    """
    for text in known.values():
        mapping = read_mapping(text)
        if mapping.needs and mapping.fits(headings):
            return text
    raise none_fits(headings, "docs/register.md")


def _take(told: Mapping[str, Any]) -> Take:
    if "each" in told:
        told = {"value": "{" + LITERAL + "}", **told}
        if not str(told["each"]).endswith(ANY):
            raise AttributeError(f"each = {told['each']!r} must end with {ANY}")
    pattern = told.get("pattern")
    if pattern is not None:
        re.compile(pattern)
    forms = {name: _form(told.get(name, "")) for name in ABOUT}
    return Take(
        property=_form(told["property"]),
        value=_form(told["value"]),
        each=_column(told["each"].removesuffix(ANY)) if "each" in told else None,
        pattern=pattern,
        shape=_form(told.get("as", "{1}")),
        split=told.get("split"),
        **forms,
    )


def _column(text: str) -> str:
    """Fold the beginning of a heading; a gap at its end counts."""
    return heading(text) + (" " if text.endswith((" ", "_", "-")) else "")


def _form(text: str) -> Form:
    return Form(pieces=tuple(_pieces(text)))


def _pieces(text: str) -> Iterator[str | Slot]:
    at = 0
    for match in SLOT.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        names = match[1].split("|")
        words = [name.removeprefix(LITERAL) for name in names if name.startswith(LITERAL)]
        yield Slot(
            columns=tuple(dict.fromkeys(heading(n) for n in names if not n.startswith(LITERAL))),
            otherwise=words[0] if words else None,
        )
        at = match.end()
    if at < len(text):
        yield text[at:]


def _names(needed: str) -> tuple[str, ...]:
    return tuple(heading(name) for name in needed.split("|"))
