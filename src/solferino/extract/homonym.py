"""Names that several bodies bear ("RSF"): which one a document means.

The one whose full name it gives somewhere; else the one whose country it names; else the first of
the lexicon. One document means one of them throughout.
"""

from collections.abc import Sequence

from solferino.extract.lexicon import Term

Place = tuple[int, int]


def told_apart(passages: Sequence[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    """Keep of each name that several bodies bear the one that the document means."""
    bodies = [t for terms in passages for t in terms if t.category == "body"]
    bearers: dict[Place, set[str]] = {}
    for term in bodies:
        bearers.setdefault((term.start, term.end), set()).add(term.entry.name)
    shared = {place for place, names in bearers.items() if len(names) > 1}
    if not shared:
        return list(passages)
    alone = {t.entry.name for t in bodies if (t.start, t.end) not in shared}
    countries = {
        t.code for terms in passages for t in terms if t.category in ("country", "demonym")
    }

    def rank(term: Term) -> tuple[bool, bool]:
        return term.entry.name not in alone, term.entry.country not in countries

    def kept(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        groups: dict[Place, list[Term]] = {}
        for term in terms:
            if term.category == "body" and (term.start, term.end) in shared:
                groups.setdefault((term.start, term.end), []).append(term)
        lost = {id(t) for group in groups.values() for t in group if t is not min(group, key=rank)}
        return tuple(t for t in terms if id(t) not in lost)

    return [kept(terms) for terms in passages]
