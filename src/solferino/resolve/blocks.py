"""What documents call by one name: the second half of resolution, block by block.

A block is made of bearers that share a name or a tag, directly or by way of others, and of
those that people have judged together. What is in no common block is never compared.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from solferino.codec import value
from solferino.group import partition
from solferino.model import Judgement
from solferino.resolve.forms import (
    Form,
    Settle,
    Settled,
    clusters,
    gathered,
    settle,
    settle_unsaid,
    star,
)
from solferino.resolve.sighting import RULES, Bearer


@value
class Block:
    """Bearers that are judged together.

    `forms` have the bearers' smallest mentions as members: bearers of one kind with the same
    names, tags and traits are one form. `people` are the judgements of people about them.
    `families` tell of each name in which family of spellings it is, sorted; nothing of a bearer
    that is alone.
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


def settle_block(block: Block) -> tuple[list[tuple[str, ...]], tuple[Judgement, ...]]:
    """Group the mentions of a block, and tell which judgements of rules stay unsure."""
    if block.lone:
        return [block.bearers[0].whole.members], ()
    if block.people:
        return _settled_by_people(block)
    own = {bearer.whole.foremost: bearer.whole.members for bearer in block.bearers}
    if len(block.forms) == 1:
        return [tuple(sorted(m for members in own.values() for m in members))], ()
    near = clusters(block.forms, dict(block.families).__getitem__)
    things = gathered(near)
    if things is not None:
        return [
            tuple(sorted([m for form in thing for first in form.members for m in own[first]]))
            for thing in things
        ], ()
    found = settle_unsaid(near, RULES[block.forms[0].kind])
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
    if block.lone:
        return iter(())
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
