"""Who is who among bodies: one canonical name for each, whatever it is called and in which script.

The data are in `roster.toml`, with their source and rule of admission. An abbreviation that several
bodies bear ("RSF") is one of them only where a country tells which.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.model.terms import EntityKind
from solferino.text.fold import fold

DAY = 10  # characters of a full ISO date


@value
class Named:
    """A name that was in use from `since` to `until`, ISO dates; null is an open end."""

    name: str
    since: str | None = None
    until: str | None = None


@value
class Body:
    """A body by its canonical name; `names` are all others that it is called by.

    `wikidata` is its item there, null where nobody has verified one. `since` and `until` bound the
    body itself; `then` is the body that it went over into. `scoped` are names that count only where
    the country is told: in another text "the occupation army" is another one.
    """

    name: str
    kind: EntityKind
    names: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    since: str | None = None
    until: str | None = None
    then: str | None = None
    named: tuple[Named, ...] = ()
    scoped: tuple[str, ...] = ()


def body_of(name: str, country: str | None = None) -> Body | None:
    """Find the one body of a name; null where none is known, or several are and no country tells.

    A bearer in another country than the one told is no answer, one without a country is.
    """
    found = _index().get(name_key(name), ())
    if country is not None:
        own = [b for b in found if b.country == country]
        found = tuple(own or [b for b in found if b.country is None])
    else:
        found = tuple(b for b in found if name_key(name) not in map(name_key, b.scoped))
    return found[0] if len(found) == 1 else None


def in_use(body: Body, words: str, day: str | None) -> bool:
    """Whether words can be a name of a body on a day (ISO, or its beginning; null is unknown).

    A name counts in its own time only. One without a time of its own counts from when the body came
    to be, and after its end as well: it is still told of then.
    """
    if day is None:
        return True
    spells = [spell for spell in body.named if name_key(spell.name) == name_key(words)]
    if not spells:
        return body.since is None or _last(day) >= body.since
    return any(
        (spell.since is None or _last(day) >= spell.since)
        and (spell.until is None or day <= spell.until)
        for spell in spells
    )


def _last(day: str) -> str:
    """Give the end of what may be a month or a year, for comparing with full dates."""
    return day if len(day) >= DAY else f"{day}~"


@cache
def bodies_by_name() -> dict[str, Body]:
    """All bodies by their canonical names."""
    return {body.name: body for body in roster()}


@cache
def roster() -> tuple[Body, ...]:
    """All bodies, in the order of the file."""
    return tuple(_bodies())


@cache
def conflicts() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give the sides of each conflict, by canonical names; for tests of even-handedness."""
    return {c["name"]: tuple(tuple(side) for side in c["sides"]) for c in _data()["conflict"]}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("solferino.resolve").joinpath("roster.toml").read_text("utf-8"))


def _bodies() -> Iterator[Body]:
    for row in _data()["body"]:
        named = tuple(Named(**spell) for spell in row.get("named", ()))
        told = {"names": tuple(row["names"]), "scoped": tuple(row.get("scoped", ()))}
        yield Body(**{**row, **told, "named": named})


@cache
def _index() -> dict[str, tuple[Body, ...]]:
    found: dict[str, dict[str, Body]] = {}
    for body in roster():
        for name in (body.name, *body.names, *body.scoped):
            found.setdefault(name_key(name), {})[body.name] = body
    return {name: tuple(bodies.values()) for name, bodies in found.items()}


def name_key(name: str) -> str:
    """Fold a body's name to what it is looked up by."""
    return " ".join(fold(name).removeprefix("the ").split())
