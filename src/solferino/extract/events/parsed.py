"""The trees of sentences that tell of attacks, as rules of events ask for them.

The parser sees no side's name.
"""

from collections.abc import Callable, Iterator, Sequence

from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.extract.syntax.mask import masked
from solferino.extract.syntax.tree import Heard, Tree
from solferino.extract.voice.learned import sides, unmasked

# Rules of nearness, for which the trees, and who bears an attack, would stand in unseen.
KINDS = ("event/", "account/", "facility/", "effect/", "words/", "log/", "place/")
Parse = Callable[[Sequence[str]], list[Tree]]


def trees(study: Study, passages: Sequence[Passage], parse: Parse) -> Iterator[Tree]:
    """Parse sentences as the parser sees them, without the names of sides."""
    blind = [
        masked(p.text, [*sides(p, study.names[p.number]), *_dotted(study, p)]) for p in passages
    ]
    parsed = parse([one.text for one in blind])
    return (unmasked(Heard(tree=t), one).tree for t, one in zip(parsed, blind, strict=True))


def _dotted(study: Study, passage: Passage) -> Iterator[tuple[int, int]]:
    """Give facilities with a stop in their name, at which a parser would end the sentence."""
    for one in study.facilities[passage.number]:
        if "." in one.name:
            yield one.start - passage.start, one.end - passage.start
