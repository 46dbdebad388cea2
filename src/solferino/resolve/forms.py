"""Judge forms of one kind: which are the same thing, which are not, which stay unsure.

A form is a name, or several of one thing, with what is known of its bearer. Forms that share a
name are compared; two whose known traits differ are different. A form that would fit two
different ones is torn: a guess, which joins nothing and is left to a person.

No pair is looked at for its own sake. What fits a form is found through an index of the traits
that are known of each, so the work grows with the forms and not with their pairs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from solferino.codec import value
from solferino.group import Marks
from solferino.model import Judgement
from solferino.model.terms import EntityKind, Verdict
from solferino.resolve.spelling import Called, words_alike

ONE_FORM = 1000
ONE_DOCUMENT = 700
FITS = 500  # to which each trait that both share adds
PER_TRAIT = 100
RIVALS = 4  # that a torn form is put beside: enough for a person to see between what it stands

Settle = Callable[["Clusters", str], "Settled"]
NOTHING: Mapping[str, str] = MappingProxyType({})

Clusters = Mapping[str, Sequence["Form"]]
Family = Callable[[str], str]
Wholes = tuple[Marks, Marks]  # all that is known of what fits each of two forms
Why = Callable[["Form", "Form", Wholes], str]
NONE: Wholes = ((), ())


@value
class Form:
    """Names of one thing and what is known of it, with the mentions that say so.

    `names` are compared by their spelling and sorted by essence, `tags` letter by letter; `traits`
    are what is known (town, country, purpose, …), sorted; `members` the ids of its mentions,
    sorted; `words` is the name as the first of them has it. `dead` marks somebody who is named
    among the killed: no rule joins such a form with another document's.
    """

    kind: EntityKind
    words: str
    names: tuple[Called, ...]
    tags: tuple[str, ...]
    traits: Marks
    members: tuple[str, ...]
    dead: bool = False

    @property
    def foremost(self) -> str:
        """The smallest mention's id, which speaks for the form in judgements."""
        return self.members[0]


@value
class Settled:
    """What rules say of forms, and which of these are torn, by their smallest mention."""

    judgements: tuple[Judgement, ...]
    torn: frozenset[str]


def clusters(forms: Iterable[Form], family: Family) -> dict[str, list[Form]]:
    """Gather forms by the families of their names and by tag; a form may be in several."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        if form.dead:
            continue
        for name in dict.fromkeys(family(name.essence) for name in form.names):
            found.setdefault(name, []).append(form)
        for tag in form.tags:
            found.setdefault(f"= {tag}", []).append(form)
    return found


def gathered(clusters: Clusters) -> list[list[Form]] | None:
    """Gather the forms of clusters into things, where nothing that is known of one thing differs.

    Null where something differs: then it takes judging who is who. Else judging and grouping
    would come to the same. Forms that are in no cluster are in no thing.
    """
    home: dict[str, list[Form]] = {}
    for forms in clusters.values():
        first = home.setdefault(forms[0].members[0], [forms[0]])
        for form in forms[1:]:
            other = home.get(form.members[0])
            if other is None:
                first.append(form)
                home[form.members[0]] = first
            elif other is not first:
                first += other
                home.update((f.members[0], first) for f in other)
    things = list({id(thing): thing for thing in home.values()}.values())
    for thing in things:
        known: dict[str, str] = {}
        if len(thing) > 1 and any(
            known.setdefault(trait, what) != what for form in thing for trait, what in form.traits
        ):
            return None
    return things


def settle(clusters: Clusters, rule: str) -> Settled:
    """Judge the forms of each cluster, which go by one name; `rule` names the rule.

    A form that is torn in one of its clusters is torn in all. The order of forms and of clusters
    is of no account.
    """
    every: Mapping[Verdict, Why] = {
        "same": _agreement,
        "different": _difference,
        "unsure": _rivalry,
    }
    return _settled(clusters, rule, every)


def settle_unsaid(clusters: Clusters, rule: str) -> Settled:
    """Judge as `settle` does, for grouping: what differs is not listed, and joins have no reasons.

    Words take longer than the judging, and nobody reads them where forms are only grouped; marks
    hold apart what differs.
    """
    return _settled(clusters, rule, {"same": _unsaid, "unsure": _rivalry})


def _settled(clusters: Clusters, rule: str, why: Mapping[Verdict, Why]) -> Settled:
    several = {name: forms for name, forms in clusters.items() if len(forms) > 1}
    if not several:
        return Settled(judgements=(), torn=frozenset())
    indices = {name: _Index([form.traits for form in forms]) for name, forms in several.items()}
    if all(index.at_one for index in indices.values()):
        return Settled(judgements=tuple(_joined(several, rule, why["same"])), torn=frozenset())
    wholes: dict[str, list[Marks | None]] = {
        name: [indices[name].whole(form.traits) for form in forms]
        for name, forms in several.items()
    }
    torn = frozenset(
        form.foremost
        for name, forms in several.items()
        for form, whole in zip(forms, wholes[name], strict=True)
        if whole is None
    )
    judged = (
        judgement
        for name in sorted(several)
        for judgement in _judged(zip(several[name], wholes[name], strict=True), torn)
    )
    return Settled(
        judgements=tuple(
            Judgement(
                left=a.foremost,
                right=b.foremost,
                verdict=verdict,
                by=rule,
                why=why[verdict](a, b, known),
                score=_score(a, b) if verdict == "same" else 0,
            )
            for a, b, verdict, known in judged
            if verdict in why
        ),
        torn=torn,
    )


def _joined(several: Clusters, rule: str, why: Why) -> Iterator[Judgement]:
    """Join the forms of clusters in which nothing differs, each to the first."""
    for name in sorted(several):
        first, *others = sorted(several[name], key=_foremost)
        for form in others:
            yield Judgement(
                left=first.foremost,
                right=form.foremost,
                verdict="same",
                by=rule,
                why=why(first, form, NONE),
                score=_score(first, form),
            )


def _foremost(form: Form) -> str:
    return form.members[0]


def star(form: Form, rule: str, called: Mapping[str, str] = NOTHING) -> Iterator[Judgement]:
    """Join the mentions of a form to the first of them; `called` tells how each has the name."""
    for member in form.members[1:]:
        other = called.get(member, form.words)
        names = other if other == form.words else f"{form.words} and {other}"
        why = f"{names}: one name, and the same is known of both"
        yield Judgement(
            left=form.foremost, right=member, verdict="same", by=rule, why=why, score=ONE_FORM
        )


def clash(a: Marks, b: Marks) -> str | None:
    """Say in which trait what is known of two things differs, or null."""
    other = dict(b)
    for trait, known in a:
        if other.get(trait, known) != known:
            return f"{trait}: {known} and {other[trait]}"
    return None


def _judged(
    forms: Iterable[tuple[Form, Marks | None]], torn: frozenset[str]
) -> Iterator[tuple[Form, Form, Verdict, Wholes]]:
    """Join all that fits together, tell apart what differs, leave open what is torn.

    Each form comes with all that is known of what fits it, or null. Pairs come with all that is
    known of what fits either.
    """
    firm: dict[Marks, list[Form]] = {}
    open_: list[Form] = []
    for form, whole in sorted(forms, key=lambda one: one[0].foremost):
        if whole is None or form.foremost in torn:
            open_.append(form)
        else:
            firm.setdefault(whole, []).append(form)
    for fitting in firm.values():
        for form in fitting[1:]:
            yield fitting[0], form, "same", NONE
    wholes = sorted(firm, key=lambda whole: firm[whole][0].foremost)
    for one, other in pairwise(wholes):
        yield firm[one][0], firm[other][0], "different", (one, other)
    if open_:
        near = _Index(wholes)
        for form in open_:
            for whole in near.fitting(form.traits, RIVALS):
                yield form, firm[whole][0], "unsure", NONE


class _Index:
    """Finds what fits some traits: all that differs from them in none that both have."""

    def __init__(self, every: Sequence[Marks]) -> None:
        self._every = every
        known: dict[str, str] = {}
        agreed = all(
            known.setdefault(trait, what) == what
            for traits in dict.fromkeys(every)
            for trait, what in traits
        )
        self._agreed = tuple(sorted(known.items())) if agreed else None
        self._views: dict[tuple[tuple[str, ...], frozenset[str]], dict[Marks, list[Marks]]] = {}
        self._sums: dict[tuple[tuple[str, ...], Marks], Marks | None] = {}

    @property
    def at_one(self) -> bool:
        """Whether no two of them differ in a trait."""
        return self._agreed is not None

    @cached_property
    def _masks(self) -> dict[tuple[str, ...], list[Marks]]:
        masks: dict[tuple[str, ...], list[Marks]] = {}
        for traits in self._every:
            masks.setdefault(tuple([trait for trait, _ in traits]), []).append(traits)
        return masks

    def whole(self, traits: Marks) -> Marks | None:
        """Tell all that is known of what fits; null where two of what fits differ in a trait."""
        if self._agreed is not None:
            return self._agreed
        known = dict(traits)
        for mask in self._masks:
            told = self._sum(mask, self._shared(mask, traits))
            if told is None or any(known.setdefault(trait, what) != what for trait, what in told):
                return None
        return tuple(sorted(known.items()))

    def fitting(self, traits: Marks, limit: int) -> list[Marks]:
        """Give the first few that fit, of each set of known traits, in the order given."""
        found = [
            fit
            for mask in sorted(self._masks)
            for fit in self._view(mask, self._shared(mask, traits))[:limit]
        ]
        return found[:limit]

    def _shared(self, mask: tuple[str, ...], traits: Marks) -> Marks:
        return tuple(mark for mark in traits if mark[0] in mask)

    def _view(self, mask: tuple[str, ...], shared: Marks) -> list[Marks]:
        """Give all that has exactly the traits of a mask and some of them as given."""
        names = frozenset(trait for trait, _ in shared)
        if (mask, names) not in self._views:
            view: dict[Marks, list[Marks]] = {}
            for traits in self._masks[mask]:
                view.setdefault(tuple(m for m in traits if m[0] in names), []).append(traits)
            self._views[mask, names] = view
        return self._views[mask, names].get(shared, [])

    def _sum(self, mask: tuple[str, ...], shared: Marks) -> Marks | None:
        """Tell what all of a view have in common in each trait; null where they differ in one."""
        if (mask, shared) not in self._sums:
            known: dict[str, str] = {}
            same = all(
                known.setdefault(trait, what) == what
                for traits in self._view(mask, shared)
                for trait, what in traits
            )
            self._sums[mask, shared] = tuple(known.items()) if same else None
        return self._sums[mask, shared]


def _unsaid(_: Form, __: Form, ___: Wholes) -> str:
    return ""


def _difference(a: Form, b: Form, known: Wholes) -> str:
    return f"{a.words} and {b.words} differ in {clash(*known)}"


def _rivalry(form: Form, rival: Form, _: Wholes) -> str:
    return f"{form.words} and {rival.words}: another bearer of the name fits as well"


def _score(a: Form, b: Form) -> int:
    shared = len(a.traits if a.traits == b.traits else set(a.traits) & set(b.traits))
    return min(FITS + PER_TRAIT * shared, ONE_FORM - 1)


def _agreement(a: Form, b: Form, _: Wholes) -> str:
    shared = sorted(trait for trait, _ in set(a.traits) & set(b.traits))
    names = a.words if a.words == b.words else f"{a.words} and {b.words}"
    earned = _earned(a, b)
    told = f"{names}: one name{', same ' if shared else ''}{', '.join(shared)}; nothing differs"
    return f"{told} ({earned})" if earned else told


def _earned(a: Form, b: Form) -> str:
    """Tell which words make two spellings one name; nothing where they are written alike."""
    if {name.essence for name in a.names} & {name.essence for name in b.names}:
        return ""
    if not a.names or not b.names:
        return ""
    one, other = sorted((a.names[0].text, b.names[0].text))
    return words_alike(one, other, a.kind)
