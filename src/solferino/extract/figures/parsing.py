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
from solferino.extract.syntax.mask import masked
from solferino.extract.syntax.tree import Heard, Tree
from solferino.extract.voice.learned import sides, unmasked

SILENT = ("boilerplate", "infobox")


class Parser(Protocol):
    """A trained parser, as this module uses it."""

    def parse(self, sentences: Sequence[str]) -> list[Tree]:
        """Parse sentences, each on its own."""
        ...


def trees(
    passages: Sequence[Passage], names: Sequence[tuple[Name, ...]], parser: Parser
) -> Mapping[int, Tree]:
    """Parse the sentences that rules of nearness leave open; by number of the passage."""
    asked = [p for p in passages if _open(p, names[p.number])]
    blind = [masked(p.text, sides(p, names[p.number])) for p in asked]
    parsed = parser.parse([one.text for one in blind])
    return {
        p.number: unmasked(Heard(tree=tree), one).tree
        for p, tree, one in zip(asked, parsed, blind, strict=True)
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
