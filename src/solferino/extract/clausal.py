"""A sentence with its tree, asked who does what in it, and whether it was done at all.

Passives and their agents, subjects over the clauses that share them, and words that leave a deed
undone ("denied that", "plans to") are asked alike by those who look for attacks and by those who
look for doers. Verbs are data (verbs.toml): the irregular ones, and those that govern a clause.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from solferino.extract.lexicon import table
from solferino.extract.syntax.tree import Tree

DATA = table("en", "verbs")
RAISING, ACCUSING, VOIDING, UNDOING, POSSIBLE, NOT, TIMES = (
    frozenset(DATA["governing"][k])
    for k in ("raising", "accusing", "voiding", "undoing", "possible", "not", "times")
)
MEANWHILE, CONDITIONS = (frozenset(DATA["governing"][k]) for k in ("meanwhile", "conditions"))
DOUBLING = frozenset(DATA["doubling"])
RELATIVE = frozenset(("who", "whom", "which", "that"))
NOMINAL = ("NOUN", "PROPN")
# Clauses that stand beside their head, and those that stand inside it.
BESIDE = ("advcl", "parataxis", "conj", "acl:relcl")
DESCRIBING = ("compound", "nmod", "case", "amod", "conj")  # what hangs on a noun and tells of it
WITHIN = ("ccomp", "xcomp", "acl", "obj", "nmod", "obl")
STEPS = 5  # clauses that are climbed from a deed to its subject, or to what leaves it undone
# One syllable that ends in one vowel and one consonant: its consonant is doubled ("robbed").
SHORT = re.compile(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]")


@cache
def inflected(verb: str) -> frozenset[str]:
    """Give all forms of a verb, in small letters."""
    past = DATA["irregular"].get(verb)
    return present(verb) | _with(verb, "ing") | (frozenset(past) if past else _with(verb, "ed"))


@cache
def present(verb: str) -> frozenset[str]:
    """Give the forms of a verb's present: "carry", "carries"."""
    if re.search(r"[^aeiou]y$", verb):
        return frozenset((verb, f"{verb[:-1]}ies"))
    hissing = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    return frozenset((verb, f"{verb}es" if hissing else f"{verb}s"))


def _with(verb: str, ending: str) -> frozenset[str]:
    """Give a verb with "-ed" or "-ing", its last letters changed as they are before it."""
    if SHORT.fullmatch(verb.rpartition("-")[2]):
        return frozenset((f"{verb}{verb[-1]}{ending}",))
    doubled = {f"{verb}{verb[-1]}{ending}"} if verb in DOUBLING else set[str]()
    if ending == "ing":
        stem = f"{verb[:-2]}y" if verb.endswith("ie") else re.sub(r"(?<![eoy])e$", "", verb)
    else:
        stem = re.sub(r"(?<=[^aeiou])y$", "i", verb.removesuffix("e"))
    return frozenset((f"{stem}{ending}", *doubled))


@cache
def alike() -> frozenset[str]:
    """Give the verbs whose present and past are alike: "hit", "set"."""
    return frozenset(verb for verb, past in DATA["irregular"].items() if verb == past[0])


@cache
def perceiving() -> frozenset[str]:
    """Give all forms of the verbs whose object is seen at a deed: "saw soldiers climbing"."""
    return frozenset().union(*map(inflected, DATA["governing"]["perceiving"]))


class Clausal:
    """A sentence with its tree; words are told by their index in it, `keys` in small letters."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.keys = [n.text.lower() for n in tree.nodes]

    def leads(self, index: int) -> set[str]:
        """Give the prepositions and conjunctions that lead a word in."""
        return {self.keys[i] for i in self.tree.below(index, "case", "mark")}

    def led(self, index: int, *words: str) -> bool:
        """Whether one of some prepositions or conjunctions leads a word in."""
        return not self.leads(index).isdisjoint(words)

    def hangs(self, index: int, words: frozenset[str]) -> bool:
        """Whether one of some words hangs on a verb, or on what it takes."""
        below = self.tree.below(index)
        deeper = [j for i in below for j in self.tree.below(i)]
        third = [j for i in deeper for j in self.tree.below(i, *DESCRIBING)]
        return any(self.keys[i] in words for i in (*below, *deeper, *third))

    def touches(self, index: int, stretches: Iterable[tuple[int, int]]) -> bool:
        """Whether a word stands in one of some stretches [start, end) of the sentence."""
        node = self.tree.nodes[index]
        return any(start < node.end and node.start < end for start, end in stretches)

    def agents(self, index: int) -> Iterator[int]:
        """Give the words of who did a deed: subject, agent, owner, the accused."""
        if self.tree.nodes[index].sort in NOMINAL:
            yield from self.owners(index)
            return
        if self.passive(index):
            yield from self.by(index)
            return
        subject = self.subject(index)
        if subject is not None:
            yield subject
            yield from self.tree.below(subject, "conj")

    def owners(self, index: int) -> Iterator[int]:
        """Give whose a strike is: "a strike by X", "X's shelling"; words before are asked apart."""
        yield from self.by(index)
        if self.tree.nodes[index].relation != "compound":
            yield index

    def passive(self, index: int) -> bool:
        """Whether a verb tells what befell its subject, or what it stands behind."""
        if self.tree.below(index, "nsubj:pass", "aux:pass", "obl:agent"):
            return True
        node = self.tree.nodes[index]
        bare = node.relation in ("acl", "advcl") and not self.keys[index].endswith("ing")
        if node.relation == "conj" and not self.tree.below(index, "nsubj"):
            return self.passive(node.head) and not self.tree.below(index, "obj")
        return bare and not self.tree.below(index, "nsubj", "obj")

    def by(self, index: int) -> Iterator[int]:
        """Give whom "by" brings in as doers of a deed, each of several."""
        own = self.tree.below(index, "obl:agent", "obl", "nmod")
        # The parser hangs an agent on what was struck: "the invasion of the clinic by bandits".
        deeper = [
            j
            for i in own
            if self.tree.nodes[index].sort in NOMINAL and self.led(i, "of", "on")
            for j in self.tree.below(i, "nmod")
        ]
        for i in [*own, *deeper]:
            if self.led(i, "by"):
                yield i
                yield from self.tree.below(i, "conj")

    def subject(self, index: int) -> int | None:
        """Give the subject of a verb, over clauses that share it."""
        at = index
        for _ in range(STEPS):
            own = self.tree.below(at, "nsubj", "csubj")
            node = self.tree.nodes[at]
            if own:
                relative = self.keys[own[0]] in RELATIVE and node.relation == "acl:relcl"
                return node.head if relative else own[0]
            if node.relation == "acl:relcl" and self.tree.below(at, "nsubj:pass"):
                return None
            if self._put_in(at):
                return self.tree.below(node.head, "nsubj")[0]
            shared = self._shared(at)
            if shared is None:
                return None
            kind, at = shared
            if kind == "noun":
                return at
        return None

    def _put_in(self, index: int) -> bool:
        """Whether a word of saying only stands inside: "the junta, said X, had bombed it"."""
        node = self.tree.nodes[index]
        speaker = self.tree.below(node.head, "obj")
        told = self.tree.below(node.head, "nsubj")
        said = node.relation == "ccomp" and self.keys[node.head] in ("said", "says", "say")
        return said and bool(speaker) and bool(told) and told[0] < node.head < speaker[0] < index

    def _shared(self, index: int) -> tuple[str, int] | None:
        """Give the word whose subject a verb shares, or the noun that is its subject."""
        node = self.tree.nodes[index]
        head, key = node.head, self.keys[index]
        marks = self.leads(index)
        if self.keys[head] in ACCUSING and marks & {"of", "for", "to"}:
            accused = self.tree.below(head, "obj", "nsubj:pass")
            return ("noun", accused[0]) if accused else None
        seen = self.tree.below(head, "obj") if self.keys[head] in perceiving() else []
        going = key.endswith("ing") and not marks
        if going and (seen or node.relation == "acl"):
            return ("noun", seen[0] if seen else head)
        passive = self.tree.below(head, "nsubj:pass")
        if node.relation in ("xcomp", "advcl") and "to" in marks and self.keys[head] in RAISING:
            return ("noun", passive[0]) if passive else ("verb", head)
        beside = node.relation == "conj" and self.tree.nodes[head].sort == "VERB"
        while_at = node.relation == "advcl" and key.endswith("ing") and marks <= MEANWHILE
        return ("verb", head) if (beside or while_at) and not self.passive(head) else None

    def undone(self, index: int) -> bool:
        """Whether a deed is denied, only possible, asked or feared."""
        near = {self.keys[i] for i in self.tree.below(index, "advmod", "aux", "mark", "det", "cc")}
        perfect = "have" in near and bool(near & {*POSSIBLE, "must"})
        if near & UNDOING and not (perfect and not near & NOT):
            return True
        if near & POSSIBLE and not perfect:
            return True
        at = index
        for _ in range(STEPS):
            if self.voided(at):
                return True
            at = self.tree.nodes[at].head
        return False

    def voided(self, index: int) -> bool:
        """Whether the word that governs a clause leaves it undone: "denied that", "to plan to"."""
        node = self.tree.nodes[index]
        head, rel = node.head, node.relation
        if head == index:
            return False
        if self.keys[head] in TIMES and rel in ("acl", "acl:relcl", "advcl", "ccomp", "csubj"):
            return True  # "the third time that gunmen have entered"
        # "Deny targeting hospitals": a form in -ing right behind is what is denied.
        gerund = rel == "advcl" and index == head + 1 and self.keys[index].endswith("ing")
        if self.keys[head] in VOIDING and (gerund or rel not in BESIDE):
            return True
        marks = {self.keys[i] for i in self.tree.below(head, "mark", "advmod", "aux")}
        return rel in WITHIN and bool(marks & (CONDITIONS | NOT))
