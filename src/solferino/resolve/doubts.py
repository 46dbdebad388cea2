"""Pairs that rules leave to a person: names that may be one, of whom nothing known differs."""

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest

from solferino.model import Judgement
from solferino.model.terms import EntityKind
from solferino.resolve.bodies import outlived
from solferino.resolve.families import Spellings
from solferino.resolve.forms import Form, clash
from solferino.resolve.roster import bodies_by_name
from solferino.resolve.spelling import Edge, called, words_alike

BODIES = frozenset(("organization", "government", "armed_group", "media"))
LOOKED_AT = 8  # forms of a name that are looked at for a pair to put before a person

Bearing = Callable[[str], Sequence[Form]]  # the forms that have a name (by its essence)


def doubts(spellings: Spellings, forms: Sequence[Form], rule: str) -> Iterator[Judgement]:
    """Give one pair of forms of a document for each two names that a person should look at."""
    edges = spellings.unsure()
    if not edges:
        return
    bearers: dict[str, list[Form]] = {}
    for form in forms:
        for name in form.names:
            bearers.setdefault(name.essence, []).append(form)
    for edge in edges:
        found = doubt(spellings, edge, lambda name: bearers.get(name, ()), rule, within=True)
        if found is not None:
            yield found


def doubt(
    spellings: Spellings, edge: Edge, bearing: Bearing, rule: str, *, within: bool = False
) -> Judgement | None:
    """Give one pair of forms that two names leave to a person, if there is one.

    Across documents (`within` false) the two have to share something known besides: a list of
    all names in the world that are alike is of no use to anybody.
    """
    left, right = _first(bearing(edge.left)), _first(bearing(edge.right))
    pair = _fitting(left, right, within=within)
    if pair is None:
        return None
    one, other = spellings.names[edge.left], spellings.names[edge.right]
    words = words_alike(one.text, other.text, pair[0].kind)
    return Judgement(
        left=min(pair[0].foremost, pair[1].foremost),
        right=max(pair[0].foremost, pair[1].foremost),
        verdict="unsure",
        by=rule,
        why=f"{one.text} and {other.text} may be one name ({words})",
        score=edge.score,
    )


def _first(forms: Sequence[Form]) -> Sequence[Form]:
    if len(forms) == 1:
        return forms
    return nsmallest(LOOKED_AT, forms, key=lambda form: form.members[0])


def _fitting(
    left: Sequence[Form], right: Sequence[Form], *, within: bool
) -> tuple[Form, Form] | None:
    for a in left:
        for b in right:
            if a is not b and _fit(a, b, within=within):
                return a, b
    return None


def lonely(form: Form) -> bool:
    """Whether no rule joins a form with what it may well be.

    So it is with people named among the killed, and with a body's name from another time.
    """
    return form.dead or (bool(form.tags) and form.kind in BODIES and any(map(outlived, form.tags)))


def beside(form: Form, spellings: Spellings) -> frozenset[str]:
    """Give the names (essences) of what a lonely form may be."""
    if form.dead:
        return frozenset(n for name in form.names for n in spellings.members(name.essence))
    return frozenset(e for tag in form.tags for e in _bearers_of(outlived(tag), form.kind))


def questions(form: Form, spellings: Spellings, bearing: Bearing, rule: str) -> Iterator[Judgement]:
    """Give the pairs in which a person is asked about a lonely form."""
    if form.dead:
        return _beside_the_dead(form, spellings, bearing, rule)
    return _beside_its_bearer(form, bearing, rule)


def _beside_the_dead(
    dead: Form, spellings: Spellings, bearing: Bearing, rule: str
) -> Iterator[Judgement]:
    """Give a pair for each other form that has the name of somebody named among the killed."""
    for family in dict.fromkeys(spellings.family(name.essence) for name in dead.names):
        alike = {f.foremost: f for name in spellings.members(family) for f in bearing(name)}
        fitting = [f for _, f in sorted(alike.items()) if clash(f.traits, dead.traits) is None]
        for other in (f for f in fitting[:LOOKED_AT] if f is not dead):
            yield Judgement(
                left=min(dead.foremost, other.foremost),
                right=max(dead.foremost, other.foremost),
                verdict="unsure",
                by=rule,
                why=f"{dead.words} is named among the killed: only a person joins it with "
                f"{other.words}",
            )


def _beside_its_bearer(form: Form, bearing: Bearing, rule: str) -> Iterator[Judgement]:
    """Give a pair for each form of the body whose name, of another time, stands in a document.

    Also for those of the body that it went over into.
    """
    for name in filter(None, map(outlived, form.tags)):
        others = [o for e in _bearers_of(name, form.kind) for o in _first(bearing(e))]
        for other in others:
            yield Judgement(
                left=min(form.foremost, other.foremost),
                right=max(form.foremost, other.foremost),
                verdict="unsure",
                by=rule,
                why=f"{form.words} is a name of {name}, and stands in a text of another time",
            )


def _bearers_of(name: str | None, kind: EntityKind) -> tuple[str, ...]:
    """Give the names (essences) of a body and of the one that it went over into."""
    if name is None:
        return ()
    then = bodies_by_name()[name].then
    return tuple(called(one, kind).essence for one in (name, then) if one is not None)


def _fit(a: Form, b: Form, *, within: bool) -> bool:
    if clash(a.traits, b.traits) is not None:
        return False
    return within or bool(set(a.traits) & set(b.traits))
