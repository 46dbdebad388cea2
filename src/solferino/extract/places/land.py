"""In which country a place lies that no list knows: where the text says so, and nowhere else.

A country that a report names most is often the one whose army attacks. A place takes a country
only where the text puts something in it ("in X", "northern X", "Milsk, X"), and no other country
is put there; or where it names one country at all, by its name.
"""

from collections.abc import Iterator, Sequence

from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.ports import Place

WITHIN = frozenset(table("en", "places")["within"])
LARGE = 100_000  # people; a smaller place is nobody's first thought


def land_of(passages: Sequence[Passage], near: Passage | None = None) -> str | None:
    """Give the country that a text puts its places in; null where it says none, or several.

    `near` is the sentence that names the place: a country put there goes before all others.
    """
    here = {t.code for t in _placed(near)} if near is not None else set[str]()
    if len(here) == 1:
        return here.pop()
    told = [p for p in passages if p.zone != "boilerplate"]
    placed = {t.code for p in told for t in _placed(p)}
    if len(placed) == 1:
        return placed.pop()
    if placed:
        return None
    named = {t.code for p in told for t in p.of("country")}
    spoken = {t.code for p in told for t in p.of("country", "demonym")}
    return named.pop() if len(named) == 1 and spoken == named else None


def well_known(place: Place) -> bool:
    """Whether a place is so large, or a land or a region, that its name alone tells which it is."""
    return place.kind != "city" or place.population >= LARGE


def _placed(passage: Passage) -> Iterator[Term]:
    """Find the countries that a sentence puts something in."""
    for term in passage.of("country"):
        before = passage.words[term.first - 1] if term.first else None
        gap = passage.slice(before.end, term.start) if before is not None else ""
        behind = gap == ", " and before is not None and before.text[0].isupper()
        if before is not None and (before.key in WITHIN or behind):
            yield term
