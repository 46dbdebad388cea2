"""People who only stand beside those whom harm befell: "a nurse with nine women was slapped".

Nearness takes whoever stands before "was slapped". The tree tells whose subject it is; who hangs on
the subject in a clause or behind "with" or "of" only says more of it.
"""

from solferino.extract.figures.harm import Figure
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.syntax.tree import Tree

RULES = {k: frozenset(v) for k, v in table("en", "rules")["harm"].items()}
ONE = frozenset(("a", "an", "one"))
STEPS = 4  # words that are climbed from a word of harm to the verb that has a subject
SUBJECTS = ("nsubj", "nsubj:pass")
WITHIN = ("acl", "acl:relcl", "advcl")
LINKED = ("obj", "obl", "xcomp", "advmod", "compound", "compound:prt", "amod", "conj", "nmod")


def only_beside(passage: Passage, figure: Figure, tree: Tree | None) -> bool:
    """Whether a figure's people only hang on the subject of what its harm befell."""
    if tree is None or figure.rule != "harm/subject" or not passage.obeys("harm/beside"):
        return False
    start, words = passage.start, passage.words
    subject = _subject(tree, tree.top(words_at(passage, figure) - start, figure.end - start))
    quantity = figure.quantity
    first, last = words[quantity.first].start - start, words[quantity.last - 1].end - start
    if subject is None or subject in tree.inside(first, last):
        return False
    at = tree.top(first, last)
    while at is not None and at != subject:
        node = tree.nodes[at]
        if node.head == at or node.relation == "conj":
            return False  # a list may be of the subject itself
        if _apart(passage, tree, at):
            return _descends(tree, at, subject)
        at = node.head
    return False


def words_at(passage: Passage, figure: Figure) -> int:
    """Give where the last word of a figure, its word of harm, begins."""
    return passage.words[passage.word_at(figure.end - 1)].start


def _subject(tree: Tree, at: int | None) -> int | None:
    for _ in range(STEPS):
        if at is None:
            return None
        own = tree.below(at, *SUBJECTS)
        if own:
            return own[0]
        node = tree.nodes[at]
        at = node.head if node.head != at and node.relation in LINKED else None
    return None


def _apart(passage: Passage, tree: Tree, at: int) -> bool:
    """Whether a word tells more of what it hangs on, and is none of those that it counts."""
    node = tree.nodes[at]
    if node.relation in WITHIN:
        return True
    lead = {tree.nodes[i].text.lower() for i in tree.below(at, "case")}
    if node.relation != "nmod" or lead & RULES["part_of"] - {"with"}:
        return False
    head = tree.nodes[node.head]
    person = any(
        t.start - passage.start < head.end and head.start < t.end - passage.start
        for t in passage.of("people")
    )
    one = {tree.nodes[i].text.lower() for i in tree.below(node.head, "det", "nummod")} & ONE
    alone = person or head.sort == "NUM" or (one and head.text.lower() not in RULES["bodies_of"])
    return "with" in lead or (lead == {"of"} and bool(alone))


def _descends(tree: Tree, at: int, top: int) -> bool:
    while tree.nodes[at].head != at:
        at = tree.nodes[at].head
        if at == top:
            return True
    return False
