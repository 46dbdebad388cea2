"""What people decide about origins and grades, laid over what the rules found."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from solferino.model import Grading, Incident, Origin, Override, Related, still_standing

Subject = tuple[str, str, str, str]


def relate(origins: Sequence[Origin], said: Iterable[Related]) -> tuple[Origin, ...]:
    """Give origins the relation to the parties that people say; unknown where they disagree."""
    told: dict[str, set[str]] = {}
    for ruling in still_standing(said):
        told.setdefault(ruling.origin, set()).add(ruling.relation)
    relation = {r.origin: r.relation for r in still_standing(said) if len(told[r.origin]) == 1}
    return tuple(
        replace(o, relation=relation.get(o.id, "unknown")) if o.id in told else o for o in origins
    )


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
        return replace(grading, why=f"{grading.why} People disagree: {sides}.")
    first = rulings[0]
    return replace(
        grading,
        grade=first.grade,
        why=f"{first.why} (The rule gave {grading.grade}: {grading.why})",
        by=", ".join(sorted({r.by for r in rulings})),
        instead_of=grading.grade,
    )
