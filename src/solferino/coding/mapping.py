"""How the columns of a register become claims: mappings, which are data anybody can write."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, get_args

from solferino.codec import value
from solferino.coding import headings
from solferino.coding.files import come_along, none_fits, readable
from solferino.model.terms import (
    EFFECTS,
    EVENT_TYPES,
    Effect,
    EventType,
    Group,
    Harm,
    Precision,
    Stance,
)

Means = Literal[
    "time", "country", "place", "facility", "event", "weapon", "effect", "blame", "casualty", "flag"
]
Bound = Literal["exact", "at_least", "at_most"]
Order = Literal["ymd", "dmy", "mdy"]
Kind = Literal["incidents", "sources"]
DESCRIBES = (
    "text",
    "title",
    "id",
    "url",
    "published",
    "language",
    "author",
    "publisher",
    "rights",
    "captured",
)
SHIPPED = (
    "shcc",
    "who-ssa",
    "acled",
    "airwars",
    "atlos",
    "bayanat",
    "auto-archiver",
    "plain",
    "links",
)  # the first that fits is taken
REMEDY = "See docs/importing.md for what a mapping may hold."


@value
class Column:
    """What one column means, by the names under which it is known, folded.

    `means` says which kind of claim its cells make. `kind`, `group` and `bound` are those of
    figures of people; `types` and `effect` what a flag or a count above zero tells; `type` the
    column that tells a facility's kind; `precision` how closely a place is told, and `periods`
    the column that tells how closely a day is (see `Mapping.periods`). `unless` names columns
    that speak instead, where they hold anything; `split` is what parts several values.
    """

    names: tuple[str, ...]
    means: Means
    kind: Harm = "killed"
    group: Group = "total"
    bound: Bound = "exact"
    types: tuple[EventType, ...] = ()
    effect: Effect | None = None
    precision: Precision | None = None
    stance: Stance = "alleged"
    split: str | None = None
    unless: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


@value
class RowMapping:
    """How the rows of one kind of register are read.

    `needs` are the columns by which it is known, each with its other names. `kind` says whether
    a row codes an incident, or describes a source. `dates` is the order in which days are written
    in figures; null where a day of two meanings is left open. `describes` names the columns that
    describe a row's text; `periods` says for how closely a day is told ("week", "month", "year"),
    by the words of a cell.
    """

    name: str
    title: str
    kind: Kind
    coder: str | None
    needs: tuple[tuple[str, ...], ...]
    describes: Mapping[str, tuple[str, ...]]
    columns: tuple[Column, ...]
    dates: Order | None = None
    periods: Mapping[str, str]

    def fits(self, met: Collection[str]) -> bool:
        """Whether a file with these headings can be read with it."""
        return all(place(names, met) is not None for names in self.needs)

    def role(self, of: str, met: Sequence[str]) -> int | None:
        """Find the column that describes a row's text so; null where there is none."""
        return place(self.describes.get(of, ()), met)

    def understood(self, met: Sequence[str]) -> dict[int, Column]:
        """Say which columns make claims, by place; each column of the mapping is met once."""
        found: dict[int, Column] = {}
        for column in self.columns:
            at = place(column.names, [h if i not in found else "" for i, h in enumerate(met)])
            if at is not None:
                found[at] = column
        return found


def place(names: Iterable[str], met: Collection[str]) -> int | None:
    """Find the first heading that bears one of these names, the first name first."""
    listed = list(met)
    for name in names:
        for at, other in enumerate(listed):
            if other and headings.fits(name, other):
                return at
    return None


@cache
def read_mapping(text: str) -> RowMapping:
    """Read a mapping from TOML; raises `UsageError` that says what is wrong with it."""
    with readable(REMEDY):
        data = tomllib.loads(text)
        return RowMapping(
            name=str(data["name"]),
            title=str(data.get("title", data["name"])),
            kind=_one_of(data.get("kind", "incidents"), get_args(Kind)),
            coder=data.get("coder"),
            needs=tuple(headings.names(told) for told in data.get("needs", ())),
            describes={of: headings.names(told) for of, told in _describes(data)},
            columns=tuple(_column(told) for told in data.get("column", ())),
            dates=_one_of(data["dates"], get_args(Order)) if "dates" in data else None,
            periods={
                headings.heading(word): told for word, told in data.get("periods", {}).items()
            },
        )


@cache
def shipped() -> dict[str, str]:
    """Read the mappings that come along: texts by name, in the order in which they are tried."""
    return come_along("solferino.coding", SHIPPED)


def fitting(met: Sequence[str], known: Mapping[str, str]) -> str:
    """Choose the first of the known mappings (texts by name) that fits these headings.

    `UsageError` tells which columns there are when none fits.
    """
    for text in known.values():
        mapping = read_mapping(text)
        useful = mapping.kind == "sources" or mapping.understood(met)
        if mapping.needs and useful and mapping.fits(met):
            return text
    raise none_fits(met, "docs/importing.md")


def _describes(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for of, told in data.get("describes", {}).items():
        yield _one_of(of, DESCRIBES), told


def _column(told: Mapping[str, Any]) -> Column:
    known = set(Column.__dataclass_fields__) - {"names"}
    wrong = sorted(set(told) - known - {"name"})
    if wrong:
        raise ValueError(f"a column cannot say {', '.join(wrong)}")
    rest = {key: told[key] for key in told if key in ("split", "kind", "group", "bound")}
    return Column(
        names=headings.names(told["name"]),
        means=_one_of(told["means"], get_args(Means)),
        types=tuple(_one_of(t, EVENT_TYPES) for t in told.get("types", ())),
        effect=_one_of(told["effect"], EFFECTS) if "effect" in told else None,
        precision=_one_of(told["precision"], get_args(Precision)) if "precision" in told else None,
        stance=_one_of(told.get("stance", "alleged"), get_args(Stance)),
        unless=headings.names(told.get("unless", "")),
        type=headings.names(told.get("type", "")),
        periods=headings.names(told.get("periods", "")),
        **_checked(rest),
    )


def _checked(rest: dict[str, Any]) -> dict[str, Any]:
    lists = {"kind": get_args(Harm), "group": get_args(Group), "bound": get_args(Bound)}
    return {k: _one_of(v, lists[k]) if k in lists else str(v) for k, v in rest.items()}


def _one_of(told: object, known: Collection[str]) -> Any:  # noqa: ANN401  (a word of a closed list)
    if told not in known:
        raise ValueError(f"{told!r} is none of {', '.join(known)}")
    return told
