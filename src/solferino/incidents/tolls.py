"""Tolls: every stated figure of one kind and group side by side, and the envelope of them.

Nothing is averaged or chosen. The envelope is the smallest range that holds what every current
figure allows, so it never claims more than the words: a figure without an upper bound ("at
least 20") leaves the envelope without one, though another figure is exact. A vague figure
("dozens") gives no number, so it moves no bound.
"""

from collections.abc import Iterable, Sequence

from solferino.incidents.ground import Ground
from solferino.incidents.succession import status_of, statuses
from solferino.model import CasualtyValue, Figure, Telling, Toll
from solferino.model.terms import Group, Harm, Qualifier

Stated = tuple[int | None, int | None, Qualifier]


def tolls(tellings: Iterable[Telling], ground: Ground) -> tuple[Toll, ...]:
    """Gather the figures of all tellings into tolls, by kind and group in alphabetical order."""
    stated: dict[tuple[Harm, Group], dict[Stated, set[str]]] = {}
    for told in tellings:
        for harm in told.casualties:
            figure = harm.figure
            figures = stated.setdefault((figure.kind, figure.group), {})
            words = (figure.min, figure.max, figure.qualifier)
            figures.setdefault(words, set()).add(harm.claim)
    return tuple(_toll(kind, group, stated[kind, group], ground) for kind, group in sorted(stated))


def in_words(figure: CasualtyValue | Figure | Toll) -> str:
    """Write a figure shortly: 11, at least 20, up to 5, about 50, 9 to 12, none, vague."""
    low, high = figure.min, figure.max
    if low is None and high is None:
        return "vague"
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"at least {low}"
    if low != high:
        return f"{low} to {high}"
    about = "about " if figure.qualifier == "about" else ""
    return f"{about}{low}" if low else "none"


def _toll(kind: Harm, group: Group, stated: dict[Stated, set[str]], ground: Ground) -> Toll:
    standing = statuses((c for held in stated.values() for c in held), ground)
    figures = tuple(
        Figure(
            min=words[0],
            max=words[1],
            qualifier=words[2],
            status=status_of(stated[words], standing),
            said_at=min(
                (ground.said_on[c] for c in stated[words] if c in ground.said_on), default=None
            ),
            claims=tuple(sorted(stated[words])),
            origins=ground.origins_of(stated[words]),
        )
        for words in sorted(stated, key=_order)
    )
    low, high, qualifier = _envelope([f for f in figures if f.status == "current"])
    return Toll(kind=kind, group=group, min=low, max=high, qualifier=qualifier, figures=figures)


def _order(words: Stated) -> tuple[bool, int, bool, int, str]:
    low, high, qualifier = words
    return low is None, low or 0, high is None, high or 0, qualifier


def _envelope(figures: Sequence[Figure]) -> Stated:
    numbered = [f for f in figures if f.min is not None or f.max is not None]
    if not numbered:
        return None, None, "vague"
    lows = [f.min for f in numbered if f.min is not None]
    highs = [f.max for f in numbered if f.max is not None]
    low = min(lows) if len(lows) == len(numbered) else None
    high = max(highs) if len(highs) == len(numbered) else None
    return low, high, _qualifier(low, high, numbered)


def _qualifier(low: int | None, high: int | None, figures: Sequence[Figure]) -> Qualifier:
    """Name the envelope: a single figure's own word, else what its bounds say."""
    said = {f.qualifier for f in figures}
    if len(said) == 1 and low == high:
        return figures[0].qualifier
    if low is None or high is None:
        return "vague" if low == high else "at_least" if high is None else "at_most"
    if low != high:
        return "range"
    return "about" if "about" in said else "exact"
