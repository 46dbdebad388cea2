"""Judge names of one kind: which forms are the same thing, which are not, which stay unsure.

A form is one name with what is known of its bearer. Forms that share a key are compared; two
whose known traits differ are different. A form that would fit two different ones is a guess
and stays unsure, except beside the one of them that its own document names.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from solferino.codec import value
from solferino.model import Judgement, Mention
from solferino.model.terms import Verdict

ONE_FORM = 1000
ONE_DOCUMENT = 700
FITS = 500  # to which each trait that both share adds
PER_TRAIT = 100


@value
class Form:
    """A name and what is known of its bearer, with the mentions that say so.

    `keys` are the blocks in which it is compared, `traits` what is known (town, country,
    specialty, …), `members` its mentions sorted by id.
    """

    keys: tuple[str, ...]
    traits: tuple[tuple[str, str], ...]
    members: tuple[Mention, ...]

    @property
    def words(self) -> str:
        """The name, as its smallest mention has it."""
        return self.members[0].name

    @property
    def foremost(self) -> str:
        """The smallest mention's id, which speaks for the form in judgements."""
        return self.members[0].id

    @property
    def documents(self) -> frozenset[str]:
        """The documents that use the form."""
        return frozenset(member.span.document for member in self.members)


def judge(forms: Iterable[Form], rule: str) -> Iterator[Judgement]:
    """Judge the forms of one kind; `rule` names the rule. Order of the forms is of no account."""
    settled = _told_apart(sorted(forms, key=lambda f: f.foremost))
    for form in settled:
        for member in form.members[1:]:
            names = _names(form.words, member.name)
            yield Judgement(
                left=form.foremost,
                right=member.id,
                verdict="same",
                by=rule,
                why=f"{names}: one name, and the same is known of both",
                score=ONE_FORM,
            )
    for block in _blocks(settled):
        yield from _judge_block(block, rule)


def clash(a: Form, b: Form) -> str | None:
    """Say in which known trait two forms differ, or null."""
    other = dict(b.traits)
    for trait, known in a.traits:
        if other.get(trait, known) != known:
            return f"{trait}: {known} and {other[trait]}"
    return None


def _blocks(forms: Iterable[Form]) -> list[list[Form]]:
    blocks: dict[str, list[Form]] = {}
    for form in forms:
        for name in form.keys:
            blocks.setdefault(name, []).append(form)
    return [blocks[name] for name in sorted(blocks)]


def _told_apart(forms: list[Form]) -> list[Form]:
    """Split by document each form that fits two different ones, to settle it where it stands."""
    torn = {f.foremost for block in _blocks(forms) for f in block if _rivals(f, block)}
    settled: list[Form] = []
    for form in forms:
        if form.foremost not in torn:
            settled.append(form)
            continue
        for document in sorted(form.documents):
            members = tuple(m for m in form.members if m.span.document == document)
            own = Form(keys=form.keys, traits=form.traits, members=members)
            settled.append(own)
    return sorted(settled, key=lambda f: f.foremost)


def _rivals(form: Form, block: list[Form]) -> bool:
    """Whether two forms of the block, each of which this one fits, are different."""
    known: dict[str, str] = {}
    for other in block:
        if clash(other, form) is None:
            for trait, here in other.traits:
                if known.setdefault(trait, here) != here:
                    return True
    return False


def _judge_block(block: list[Form], rule: str) -> Iterator[Judgement]:
    torn = [f for f in block if _rivals(f, block)]
    firm = [f for f in block if f not in torn]
    for a, b in combinations(firm, 2):
        against = clash(a, b)
        if against is None:
            yield _judgement(a, b, rule, ("same", _score(a, b), _agreement(a, b)))
        else:
            yield _judgement(a, b, rule, _difference(a, b, against))
    at_home = [(a, b) for a, b in combinations(torn, 2) if a.documents == b.documents]
    for a, b in (*product(torn, firm), *at_home):
        yield _judgement(a, b, rule, _weigh_torn(a, b, block))


def _weigh_torn(a: Form, b: Form, block: list[Form]) -> tuple[Verdict, int, str]:
    """Judge a form that fits several: it goes with the only one that its document names."""
    against = clash(a, b)
    if against is not None:
        return _difference(a, b, against)
    here = [f for f in block if f.documents & a.documents and clash(f, a) is None]
    if b in here and all(clash(f, b) is None for f in here):
        return (
            "same",
            ONE_DOCUMENT,
            f"{a.words} and {b.words} in one document, which names no other",
        )
    return "unsure", 0, f"{a.words} and {b.words}: another bearer of the name fits as well"


def _difference(a: Form, b: Form, against: str) -> tuple[Verdict, int, str]:
    return "different", 0, f"{a.words} and {b.words} differ in {against}"


def _judgement(a: Form, b: Form, rule: str, found: tuple[Verdict, int, str]) -> Judgement:
    verdict, score, why = found
    return Judgement(
        left=a.foremost, right=b.foremost, verdict=verdict, by=rule, why=why, score=score
    )


def _score(a: Form, b: Form) -> int:
    shared = len(set(a.traits) & set(b.traits))
    return min(FITS + PER_TRAIT * shared, ONE_FORM - 1)


def _agreement(a: Form, b: Form) -> str:
    shared = sorted(trait for trait, _ in set(a.traits) & set(b.traits))
    names = _names(a.words, b.words)
    return f"{names}: one name{', same ' if shared else ''}{', '.join(shared)}; nothing differs"


def _names(one: str, other: str) -> str:
    return one if one == other else f"{one} and {other}"
