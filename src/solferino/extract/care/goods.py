"""Goods of care that an attack falls on: medicines looted at a checkpoint, vaccines burned.

Police and customs seize smuggled and forged medicines, too; that is no attack on care. So the
sentence has to name somebody armed, and nothing that makes the goods unlawful.
"""

from collections.abc import Sequence

from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage

RULES = table("en", "rules")["goods"]
DEEDS = frozenset(RULES["deeds"])
ARMS = frozenset(RULES["arms"])
UNLAWFUL = frozenset(RULES["unlawful"])
OBJECT = 8  # words from a deed to the goods that it takes
SUBJECT = 5  # words from goods to what befell them ("the vaccines on board were burned")


def lawful(passage: Passage) -> bool:
    """Whether nothing in a sentence makes its goods unlawful, or tells of them beside weapons."""
    keys = {w.key for w in passage.words}
    return not keys & UNLAWFUL and not keys & ARMS


def goods_hit(passage: Passage, terms: Sequence[Term], *, armed: bool) -> bool:
    """Whether goods of care are taken, kept back or destroyed by somebody armed."""
    supplies = passage.of("supply")
    if not supplies or not armed or not passage.obeys("event/goods"):
        return False
    if any(w.key in UNLAWFUL for w in passage.words):
        return False
    if any(w.key in ARMS for w in passage.words) and passage.obeys("event/goods-with-arms"):
        return False  # what is seized beside weapons is told as found with fighters
    deeds = [t for t in terms if t.code in DEEDS]
    return any(
        0 <= goods.first - deed.last <= OBJECT or 0 <= deed.first - goods.last <= SUBJECT
        for deed in deeds
        for goods in supplies
    )
