"""What people decide about origins and grades, laid over what the rules found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from solferino.model import (
    Entity,
    Grading,
    Incident,
    Origin,
    Override,
    Rated,
    Related,
    Reliability,
    still_standing,
)
from solferino.model.terms import Relation
from solferino.text.fold import fold
from solferino.weigh.profile import letters

Subject = tuple[str, str, str, str]

DISAGREE = "People disagree: "  # begins the list of who says what


def relate(
    origins: Sequence[Origin], said: Iterable[Related], entities: Iterable[Entity] = ()
) -> tuple[Origin, ...]:
    """Give origins the relation to the parties that people say; unknown where they disagree."""
    standing = still_standing(said)
    home = _Homes(origins, entities)
    told: dict[str, set[Relation]] = {}
    for ruling in standing:
        for origin in home.of(ruling.origin):
            told.setdefault(origin, set()).add(ruling.relation)
    return tuple(
        replace(o, relation=min(told[o.id]) if len(told[o.id]) == 1 else "unknown")
        if o.id in told
        else o
        for o in origins
    )


def rate(
    origins: Sequence[Origin], said: Iterable[Rated], entities: Iterable[Entity] = ()
) -> tuple[Origin, ...]:
    """Give sources the reliability that people say; F, with both named, where they disagree.

    Nothing else of an origin goes into it, its relation to the parties least of all.
    """
    home = _Homes(origins, entities)
    told: dict[str, list[Rated]] = {}
    for ruling in sorted(still_standing(said), key=lambda r: (r.by, r.id)):
        for origin in home.of(ruling.source, ruling.name):
            told.setdefault(origin, []).append(ruling)
    return tuple(
        replace(o, reliability=_reliability(told[o.id])) if o.id in told else o for o in origins
    )


def _reliability(said: Sequence[Rated]) -> Reliability:
    by = ", ".join(sorted({r.by for r in said}))
    if len({r.letter for r in said}) > 1:
        sides = "; ".join(f"{r.by}: {r.letter}" for r in said)
        return Reliability(by=by, why=f"{DISAGREE}{sides}.")
    letter, reasons = said[0].letter, dict.fromkeys(r.why for r in said)
    return Reliability(
        letter=letter,
        meaning=letters().get(letter, "of no known scheme"),
        by=by,
        why=" ".join(reasons),
    )


class _Homes:
    """Finds the origins that people mean, though entities are grouped anew with each document."""

    def __init__(self, origins: Sequence[Origin], entities: Iterable[Entity]) -> None:
        mentions = {e.id: e.mentions for e in entities}
        self._found: dict[str, list[str]] = {}
        self._named: dict[str, list[str]] = {}
        for origin in origins:
            for name in {origin.id, *mentions.get(origin.entity or "", ())}:
                self._found.setdefault(name, []).append(origin.id)
            if origin.kind != "unnamed":
                self._named.setdefault(fold(origin.name), []).append(origin.id)

    def of(self, source: str, name: str = "") -> list[str]:
        """List the origins (ids) of an id; where none has it, the only one of that name."""
        named = self._named.get(fold(name), []) if name else []
        return self._found.get(source) or (named if len(named) == 1 else [])


def overrule(
    gradings: Sequence[Grading], incidents: Iterable[Incident], said: Iterable[Override]
) -> tuple[Grading, ...]:
    """Put the grades that people give in place of the rules', which stay beside them.

    A grade on which two people disagree stays the rule's, and the reason names both. One whose
    proposition no grading has any more changes nothing.
    """
    home = {a: i.id for i in incidents for a in i.accounts}
    told: dict[Subject, list[Override]] = {}
    for ruling in sorted(still_standing(said), key=lambda r: r.id):
        if ruling.account in home:
            subject = (home[ruling.account], ruling.proposition, ruling.subject, ruling.scheme)
            told.setdefault(subject, []).append(ruling)
    return tuple(
        _overruled(g, told.get((g.incident, g.proposition, g.subject, g.scheme), ()))
        for g in gradings
    )


def _overruled(grading: Grading, rulings: Sequence[Override]) -> Grading:
    if not rulings:
        return grading
    if len({r.grade for r in rulings}) > 1:
        sides = "; ".join(f"{r.by}: {r.grade}" for r in rulings)
        return replace(grading, why=f"{grading.why} {DISAGREE}{sides}.")
    first = rulings[0]
    return replace(
        grading,
        grade=first.grade,
        why=f"{first.why} (The rule gave {grading.grade}: {grading.why})",
        by=", ".join(sorted({r.by for r in rulings})),
        instead_of=grading.grade,
    )
