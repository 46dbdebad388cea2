"""Pairs that rules leave to a person: names that may be one, of whom nothing known differs."""

from collections.abc import Iterator, Sequence

from solferino.model import Judgement
from solferino.resolve.forms import Form, clash
from solferino.resolve.spelling import Spellings, words_alike

LOOKED_AT = 8  # forms of a name that are looked at for a pair to put before a person


def doubts(
    spellings: Spellings, forms: Sequence[Form], rule: str, *, within: bool
) -> Iterator[Judgement]:
    """Give one pair of forms for each two names that a person should look at.

    Across documents (`within` false) the two have to share something known besides: a list of
    all names in the world that are alike is of no use to anybody.
    """
    edges = spellings.unsure()
    if any(form.dead for form in forms):
        yield from _beside_the_dead(spellings, forms, rule)
    if not edges:
        return
    bearers: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda f: f.foremost):
        for name in form.names:
            some = bearers.setdefault(name.essence, [])
            if len(some) < LOOKED_AT:
                some.append(form)
    for edge in edges:
        pair = next(
            (
                (a, b)
                for a in bearers.get(edge.left, ())
                for b in bearers.get(edge.right, ())
                if a is not b and _fit(a, b, within=within)
            ),
            None,
        )
        if pair is not None:
            one, other = spellings.names[edge.left], spellings.names[edge.right]
            words = words_alike(one.text, other.text, pair[0].kind)
            yield Judgement(
                left=min(pair[0].foremost, pair[1].foremost),
                right=max(pair[0].foremost, pair[1].foremost),
                verdict="unsure",
                by=rule,
                why=f"{one.text} and {other.text} may be one name ({words})",
                score=edge.score,
            )


def _beside_the_dead(spellings: Spellings, forms: Sequence[Form], rule: str) -> Iterator[Judgement]:
    """Give a pair for each other form that has the name of somebody named among the killed."""
    alike: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda f: f.foremost):
        for name in form.names:
            alike.setdefault(spellings.family(name.essence), []).append(form)
    for dead in (form for form in forms if form.dead):
        for family in dict.fromkeys(spellings.family(name.essence) for name in dead.names):
            fitting = [f for f in alike[family] if clash(f.traits, dead.traits) is None]
            for other in (f for f in fitting[:LOOKED_AT] if f is not dead):
                yield Judgement(
                    left=min(dead.foremost, other.foremost),
                    right=max(dead.foremost, other.foremost),
                    verdict="unsure",
                    by=rule,
                    why=f"{dead.words} is named among the killed: only a person joins it with "
                    f"{other.words}",
                )


def _fit(a: Form, b: Form, *, within: bool) -> bool:
    if clash(a.traits, b.traits) is not None:
        return False
    return within or bool(set(a.traits) & set(b.traits))
