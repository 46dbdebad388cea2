"""What befell people by the tree of their sentence, where no rule of nearness tells.

In "nine people, among them a doctor who had come from the next valley to help, were killed" too
many words stand between the people and what befell them; the tree makes them its subject all the
same. Method: the noun is climbed from over "and", "including" and apposition to a verb of harm
whose subject in the passive, whose subject where it is one of dying, or whose object it is.
"""

from collections.abc import Sequence

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity
from solferino.extract.syntax.tree import Tree

RULES = {k: frozenset(v) for k, v in table("en", "rules")["harm"].items()}
TREE = "harm/tree"
STEPS = 6  # joints of a list that are climbed
DYING = RULES["undergoing"] | RULES["dying"] | RULES["final"] - RULES["transitive"]
PARTS = RULES["part_of"]


def governing(
    passage: Passage, quantity: Quantity, harms: Sequence[Term], tree: Tree
) -> list[Term]:
    """Find the words of harm that the tree makes what befell people; none in a tree of no words."""
    start = passage.words[quantity.first].start - passage.start
    end = passage.words[quantity.last - 1].end - passage.start
    at = tree.top(start, end)
    for _ in range(STEPS):
        if at is None:
            return []
        node = tree.nodes[at]
        found = [t for t in harms if _befell(passage, tree, at, t)]
        if found:
            return found
        at = node.head if _climbs(tree, at) else None
    return []


def _climbs(tree: Tree, at: int) -> bool:
    """Whether what befell a word's head befell it: a member of a list, a part, an apposition."""
    node = tree.nodes[at]
    if node.relation in ("conj", "appos"):
        return True
    if node.relation not in ("nmod", "obl", "acl", "advcl"):
        return False
    lead = [tree.nodes[i].text.lower() for i in tree.below(at) if tree.nodes[i].end <= node.start]
    return bool(PARTS & set(lead))


def _befell(passage: Passage, tree: Tree, at: int, harm: Term) -> bool:
    """Whether the tree makes a word the one whom a word of harm befell."""
    node, start = tree.nodes[at], passage.start
    verb = tree.top(harm.start - start, harm.end - start)
    if verb is None or node.head != verb or verb == at:
        return False
    key = passage.words[harm.last - 1].key
    if node.relation == "nsubj:pass":
        return True
    if node.relation == "nsubj":
        copula = any(tree.nodes[i].text.lower() in GRAMMAR["be"] for i in tree.below(verb, "cop"))
        lost = {"lost", "lose", "loses"} & {w.key for w in passage.words[harm.first : harm.last]}
        return key in DYING or copula or bool(lost)
    return node.relation == "obj" and key in RULES["verbs_before"]
