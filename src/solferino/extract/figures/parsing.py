"""Trees for the sentences in which words of harm and people counted are not bound by nearness.

The parser is asked of these few only, and sees no side's name (see `voice.learned`).
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from solferino.extract.figures.frames import framed_in
from solferino.extract.figures.harm import KINDS, figures
from solferino.extract.figures.real import happened
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.people.lot import lots
from solferino.extract.syntax.mask import Masked, masked
from solferino.extract.syntax.tree import Heard, Tree
from solferino.extract.voice.learned import sides, unmasked

SILENT = ("boilerplate", "infobox")


class Parser(Protocol):
    """A trained parser, as this module uses it."""

    def parse(self, sentences: Sequence[str]) -> list[Tree]:
        """Parse sentences, each on its own."""
        ...


def unbound(passages: Sequence[Passage], names: Sequence[tuple[Name, ...]]) -> Mapping[int, Masked]:
    """Give the sentences that rules of nearness leave open, without names; by number."""
    asked = (p for p in passages if _open(p, names[p.number]))
    return {p.number: masked(p.text, sides(p, names[p.number])) for p in asked}


def trees(asked: Mapping[int, Masked], parser: Parser) -> Mapping[int, Tree]:
    """Parse sentences; by number of the passage."""
    parsed = parser.parse([one.text for one in asked.values()])
    return {
        number: unmasked(Heard(tree=tree), one).tree
        for (number, one), tree in zip(asked.items(), parsed, strict=True)
    }


def _open(passage: Passage, names: tuple[Name, ...]) -> bool:
    """Whether counted people stand beside a word of harm that nothing near binds to them.

    So is every sentence with the words of a frame of harm.
    """
    if passage.zone in SILENT:
        return False
    if framed_in(passage):
        return True
    if passage.entry:
        return False
    if not any(t.code in KINDS and happened(passage, t) for t in passage.of("harm")):
        return False
    told = figures(passage, names)
    bound = {i for f in told for i in range(f.quantity.first, f.quantity.last)}
    counted = (q for lot in lots(passage, names) for q in lot if q.min and not q.names)
    return any(bound.isdisjoint(range(q.first, q.last)) for q in counted)
