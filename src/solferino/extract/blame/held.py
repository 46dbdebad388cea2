"""Who is held to a deed, by whoever charges, tries or traces it to somebody."""

from collections.abc import Iterator, Sequence

from solferino.extract.blame.accusation import accusations
from solferino.extract.blame.emplaced import emplaced
from solferino.extract.blame.tried import tried
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Claim


def held(study: Study, notebook: Notebook, passages: Sequence[Passage]) -> Iterator[Claim]:
    """Note who is charged, tried for it, or fired from a place of theirs."""
    yield from accusations(study, notebook, passages)
    for passage in passages:
        yield from tried(study, notebook, passage)
        yield from emplaced(study, notebook, passage)
