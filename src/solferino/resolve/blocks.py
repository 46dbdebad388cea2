"""What documents call by one name: the second half of resolution, block by block.

A block is made of bearers that share a name or a tag, directly or by way of others, and of
those that people have judged together. What is in no common block is never compared.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from solferino.codec import value
from solferino.group import partition
from solferino.model import Judgement
from solferino.model.terms import EntityKind
from solferino.resolve.forms import Form, Settle, Settled, clusters, settle, settle_unsaid, star
from solferino.resolve.sighting import RULES, Bearer
from solferino.resolve.spelling import Spellings


@value
class Block:
    """Bearers that are judged together.

    `forms` have the bearers' smallest mentions as members: bearers of one kind with the same
    names, tags and traits are one form. `people` are the judgements of people about them.
    `families` tell of each name in which family of spellings it is, sorted.
    """

    forms: tuple[Form, ...]
    bearers: tuple[Bearer, ...]
    people: tuple[Judgement, ...]
    families: tuple[tuple[str, str], ...]

    @property
    def foremost(self) -> tuple[str, ...]:
        """The smallest mentions of the bearers."""
        return tuple(bearer.whole.foremost for bearer in self.bearers)

    @property
    def lone(self) -> bool:
        """Whether there is nothing to compare: one document names it, and nobody judged."""
        return len(self.bearers) == 1 and not self.people


Known = Mapping[EntityKind, Spellings]


def blocks(
    bearers: Mapping[str, Bearer], forms: Sequence[Form], people: Sequence[Judgement], known: Known
) -> Iterator[Block]:
    """Part the bearers of all documents, given as forms, into blocks; order is of no account.

    `bearers` are by their smallest mention; `known` are the spellings of each kind's names.
    """
    said: dict[int, list[Judgement]] = {}
    chains: list[list[int]] = []
    if people:
        home = {member: n for n, form in enumerate(forms) for member in form.members}
        mine = {m: home[first] for first, b in bearers.items() for m in b.whole.members}
        for judgement in people:
            said.setdefault(mine[judgement.left], []).append(judgement)
            chains.append([mine[judgement.left], mine[judgement.right]])
    chains += _shared(forms, known)
    for group in _connected(len(forms), chains):
        own = tuple(forms[n] for n in group)
        yield Block(
            forms=own,
            bearers=tuple(bearers[member] for form in own for member in form.members),
            people=tuple(j for n in group for j in said.get(n, ())),
            families=tuple(
                sorted(
                    {
                        (name.essence, known[form.kind].family(name.essence))
                        for form in own
                        for name in form.names
                    }
                )
            ),
        )


def _shared(forms: Sequence[Form], known: Known) -> Iterable[list[int]]:
    """Give the numbers of the forms that share a family of names, or a tag."""
    shared: dict[str, list[int]] = {}
    for n, form in enumerate(forms):
        if form.dead:
            continue
        family = known[form.kind].family
        for name in form.names:
            shared.setdefault(f"{form.kind} {family(name.essence)}", []).append(n)
        for tag in form.tags:
            shared.setdefault(f"{form.kind} = {tag}", []).append(n)
    return shared.values()


def settle_block(block: Block) -> tuple[list[tuple[str, ...]], tuple[Judgement, ...]]:
    """Group the mentions of a block, and tell which judgements of rules stay unsure."""
    if block.lone:
        return [block.bearers[0].whole.members], ()
    if block.people:
        return _settled_by_people(block)
    own = {bearer.whole.foremost: bearer.whole.members for bearer in block.bearers}
    if len(block.forms) == 1:
        return [tuple(sorted(m for members in own.values() for m in members))], ()
    rule = RULES[block.forms[0].kind]
    found = settle_unsaid(clusters(block.forms, dict(block.families).__getitem__), rule)
    units = {first: form for form in block.forms for first in _units(form, found)}
    same = [j for j in found.judgements if j.verdict == "same"]
    unsure = tuple(j for j in found.judgements if j.verdict == "unsure")
    groups = partition(units, same, {first: form.traits for first, form in units.items()})
    each = {
        first: (first,) if form.foremost in found.torn else form.members
        for first, form in units.items()
    }
    return [
        tuple(sorted(m for unit in group for first in each[unit] for m in own[first]))
        for group in groups
    ], unsure


def _units(form: Form, found: Settled) -> tuple[str, ...]:
    """Name what of a form is joined as one: all of it, but a torn one mention by mention."""
    return form.members if form.foremost in found.torn else (form.foremost,)


def _settled_by_people(block: Block) -> tuple[list[tuple[str, ...]], tuple[Judgement, ...]]:
    """Group the mentions of a block of which people say something: they may part any two."""
    judged = list(_judged(block, settle_unsaid, star))
    unsure = tuple(j for j in judged if j.verdict == "unsure")
    same = [j for j in judged if j.verdict == "same"]
    each = {m: f.traits for b in block.bearers for f in b.forms for m in f.members}
    ties = [tie for b in block.bearers for tie in star(b.whole, RULES[b.whole.kind])]
    return partition(each, [*block.people, *ties, *same], each), unsure


def judge_block(block: Block) -> Iterator[Judgement]:
    """Give all that rules say of the bearers of a block, each by its smallest mention."""
    called = {bearer.whole.foremost: bearer.whole.words for bearer in block.bearers}
    return _judged(block, settle, partial(star, called=called))


def _judged(
    block: Block, settling: Settle, joining: Callable[[Form, str], Iterable[Judgement]]
) -> Iterator[Judgement]:
    families = dict(block.families)
    kinds = sorted({form.kind for form in block.forms})
    for kind in kinds:
        forms = [form for form in block.forms if form.kind == kind]
        found = settling(clusters(forms, families.__getitem__), RULES[kind])
        for form in forms:
            if form.foremost not in found.torn:
                yield from joining(form, RULES[kind])
        yield from found.judgements


def across(bearers: Iterable[Bearer]) -> Iterator[Form]:
    """Take bearers for one form where they have the same names, tags and traits, by kind."""
    alike: dict[object, list[Form]] = {}
    for bearer in bearers:
        form = bearer.whole
        nameless = form.foremost if form.dead or not (form.names or form.tags) else ""
        essences = tuple(name.essence for name in form.names)
        signature = (form.kind, essences, form.tags, form.traits, nameless)
        alike.setdefault(signature, []).append(form)
    for forms in alike.values():
        if len(forms) == 1 and len(forms[0].members) == 1:
            yield forms[0]
            continue
        first = min(forms, key=lambda f: f.foremost)
        yield Form(
            kind=first.kind,
            words=first.words,
            names=first.names,
            tags=first.tags,
            traits=first.traits,
            members=tuple(sorted(form.foremost for form in forms)),
            dead=first.dead,
        )


def _connected(count: int, chains: Iterable[Sequence[int]]) -> list[list[int]]:
    """Part the numbers below `count` into the sets that the chains connect."""
    parent = list(range(count))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for chain in chains:
        first = root(chain[0])
        for other in chain[1:]:
            parent[root(other)] = first
    groups: dict[int, list[int]] = {}
    for n in range(count):
        groups.setdefault(root(n), []).append(n)
    return list(groups.values())
