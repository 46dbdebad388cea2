"""A person's edit of an entry, as facts: what is added, what is taken off, and where."""

from collections.abc import Iterable, Iterator, Sequence

from solferino.codec import value
from solferino.errors import UsageError
from solferino.model.register import Amendment, Detail, Entry, Property
from solferino.resolve.register.register import Register
from solferino.resolve.register.tidying import PROPERTIES, UntidyError, line, tidy


@value
class About:
    """What goes with every detail of an edit (see `Detail`)."""

    source: str = ""
    tag: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


@value
class Asked:
    """One thing asked for, PROPERTY=VALUE; without a value it means all of that property."""

    property: Property
    value: str | None


def asked(text: str) -> Asked:
    """Read PROPERTY=VALUE; `UsageError` when there is no such property."""
    name, _, told = text.partition("=")
    if name not in PROPERTIES:
        raise UsageError(
            f"{name!r} is no property of a facility", f"Use one of: {', '.join(PROPERTIES)}."
        )
    return Asked(property=name, value=line(told) or None)


def detail_of(wanted: Asked, about: About) -> Detail:
    """Make the detail that somebody asks for; `UsageError` when it cannot be one."""
    try:
        return tidy(
            Detail(
                property=wanted.property,
                value=wanted.value or "",
                source=about.source,
                tag=about.tag,
                since=about.since,
                until=about.until,
                as_of=about.as_of,
            )
        )
    except UntidyError as error:
        raise UsageError(f"{wanted.property}: {error}", error.remedy) from error


def adding(entry: str, details: Iterable[Detail], by: str, why: str) -> list[Amendment]:
    """Lay details over an entry."""
    return [Amendment(entry=entry, adds=detail, by=by, why=why) for detail in details]


def dropping(register: Register, entry: Entry, wanted: Asked, by: str, why: str) -> list[Amendment]:
    """Take off all details of an entry that are meant; each where a list or person told it.

    `UsageError` when there is none.
    """
    found = [
        Amendment(entry=member, drops=detail, by=by, why=why)
        for member in register.members(entry.id)
        for detail in register.told[member].details
        if _meant(detail, wanted)
    ]
    if not found:
        raise UsageError(
            f"{entry.name} has no such {wanted.property}",
            "`solferino register CASE show` with its name lists what there is.",
        )
    return found


def replacing(register: Register, entry: Entry, new: Detail, by: str, why: str) -> list[Amendment]:
    """Put a detail in place of all of its property and tag."""
    gone = [
        Amendment(entry=member, drops=detail, by=by, why=why)
        for member in register.members(entry.id)
        for detail in register.told[member].details
        if (detail.property, detail.tag) == (new.property, new.tag)
        or (detail.property == new.property and new.property not in TAGGED)
    ]
    kept = [one for one in gone if one.drops != new]
    return [*kept, *adding(entry.id, [new], by, why)]


TAGGED = frozenset({"name", "identifier", "staff"})  # one tag's details are beside another's


def undone(
    register: Register, entry: Entry, wanted: Sequence[Asked], standing: Iterable[Amendment]
) -> Iterator[Amendment]:
    """Find the standing edits of an entry that touch what is meant; all, when nothing is named."""
    members = set(register.members(entry.id))
    for amendment in standing:
        details = [d for d in (amendment.adds, amendment.drops) if d is not None]
        touched = not wanted or any(_touches(d, one) for d in details for one in wanted)
        if amendment.entry in members and touched:
            yield amendment


def _meant(detail: Detail, wanted: Asked) -> bool:
    return detail.property == wanted.property and wanted.value in (None, detail.value)


def _touches(detail: Detail, wanted: Asked) -> bool:
    return detail.property == wanted.property


def only_one(register: Register, words: str) -> Entry:
    """Find the one entry that somebody means; `UsageError` when there are more or none."""
    found = register.find(words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"no facility of the register is called {words}",
            "`solferino register CASE show` lists them; give a name, SCHEME:CODE or an id.",
        )
    some = "; ".join(f"{entry.id[:8]} {entry.name}" for entry in found[:5])
    raise UsageError(
        f"{len(found)} facilities are meant by {words}: {some}",
        "Give the beginning of an id, or SCHEME:CODE such as wikidata:Q42.",
    )
