"""Mentions made by hand, and what resolution makes of them. All of it is fiction."""

from collections.abc import Iterable

from solferino.model import Entity, Judgement, Mention, Span
from solferino.model.terms import EntityKind, Verdict
from solferino.ports import Place
from solferino.resolve.entities import resolve

TOWNS = (
    Place(name="Marvane", kind="city", country="XA", population=90_000, scheme="own", code="1"),
    Place(name="Ostrel", kind="city", country="XA", population=50_000, scheme="own", code="2"),
    Place(name="Quillon", kind="city", country="XB", population=70_000, scheme="own", code="3"),
    Place(name="Quillon", kind="city", country="XA", population=60_000, scheme="own", code="4"),
    Place(name="Lower Marvane", kind="region", country="XA", population=0, parent="Marvane"),
    Place(name="Xanthia", kind="country", country="XA", population=9, scheme="iso", code="XA"),
)


class Atlas:
    """A gazetteer of an invented country."""

    name = "atlas"
    version = "1"

    def places(self, name: str) -> tuple[Place, ...]:
        return tuple(p for p in TOWNS if p.name.lower() == name.lower())


ATLAS = Atlas()


def mention(
    name: str,
    document: str = "a",
    at: int = 0,
    kind: EntityKind = "facility",
    place: str | None = None,
    country: str | None = None,
) -> Mention:
    span = Span(document=document, start=at, end=at + len(name), text=name)
    return Mention(span=span, kind=kind, name=name, place=place, country=country)


def groups(entities: Iterable[Entity]) -> set[frozenset[str]]:
    return {frozenset(e.mentions) for e in entities}


def one(*mentions: Mention, said: Iterable[Judgement] = ()) -> bool:
    """Whether all the mentions are one entity."""
    return len(resolve(mentions, said, ATLAS)) == 1


def word(left: Mention, right: Mention, verdict: Verdict, by: str = "ana") -> Judgement:
    return Judgement(left=left.id, right=right.id, verdict=verdict, by=by, why="seen")
