"""A sentence with its tree, asked what was done in it, and by which of its words.

The tree tells the subject of a verb of attack, the agent of a passive and the owner of a strike,
over relative clauses, shared subjects and verbs of accusing. Verbs are data (deeds.toml).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from solferino.extract.lexicon import table
from solferino.extract.named.doer import actors_of
from solferino.extract.named.facility import Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.syntax.tree import Tree

DATA = table("en", "deeds")
ARMS, RAISING, ACCUSING, VOIDING, UNDOING, STRUCK, STRIKES = (
    frozenset(DATA[k])
    for k in ("arms", "raising", "accusing", "voiding", "undoing", "struck", "strikes")
)
IDIOMS, BLOWS = frozenset(DATA["idioms"]), frozenset(DATA["blows"])
MIGHT, NOT = frozenset(("may", "might", "could")), frozenset(("not", "n't", "never"))
# Clauses that stand beside their head, and those that stand inside it.
BESIDE = ("advcl", "parataxis", "conj", "acl:relcl")
WITHIN = ("ccomp", "xcomp", "acl", "obj", "nmod", "obl")
MEANWHILE = frozenset(("by", "while", "before", "after"))
TIMES = ("time", "times", "occasion", "occasions")
RELATIVE = ("who", "which", "that")
NOMINAL = ("NOUN", "PROPN")
STEPS = 5  # clauses that are climbed from a deed to its subject


@cache
def forms(*lists: str) -> frozenset[str]:
    """Give all forms of the verbs of some lists, in small letters."""
    made: set[str] = set()
    for base in (b for name in lists for b in DATA[name]):
        stem = base.removesuffix("e")
        doubled = base + base[-1] if base[-1] in "tpbmngd" and base[-2] in "aeiou" else stem
        soft = base[:-1] + "i" if base.endswith("y") and base[-2] not in "aeiou" else ""
        made |= {base, f"{base}s", f"{base}es", f"{stem}ed", f"{stem}ing"}
        made |= {f"{doubled}ed", f"{doubled}ing"} | ({f"{soft}es", f"{soft}ed"} if soft else set())
        made |= set(DATA["irregular"].get(base, ()))
    return frozenset(made)


class Clause:
    """A sentence with its tree and names, asked for deeds and who did them."""

    def __init__(
        self,
        passage: Passage,
        names: tuple[Name, ...],
        facilities: tuple[Facility, ...],
        tree: Tree,
    ) -> None:
        self.passage = passage
        self.names = names
        self.facilities = facilities
        self.tree = tree
        self.keys = [n.text.lower() for n in tree.nodes]
        self.actors = actors_of(passage, names)
        self.acts = [
            (t.start - passage.start, t.end - passage.start) for t in passage.of("event", "weapon")
        ]
        self.cares = [
            (t.start - passage.start, t.end - passage.start)
            for t in passage.of("facility", "facilities", "part", "people")
            if t.code != "combatants"
        ]

    def deeds(self, *, told: bool) -> Iterator[int]:
        """Give the nodes of deeds that were done, by the words of the sentence."""
        for i, node in enumerate(self.tree.nodes):
            verb = node.sort == "VERB" and self.keys[i] in forms("sure", "plain", "violent")
            noun = node.sort in NOMINAL and (self._in(i, self.acts) or self._blow(i))
            if not (verb or noun) or self._undone(i) or self._idiom(i):
                continue
            if verb and self.keys[i] in forms("light") and not self._striking(i):
                continue
            aimed = self._aimed(i)
            sure = self.keys[i] in forms("sure") or self._in(i, self.acts)
            if aimed or (told and sure):
                yield i

    def others(self) -> Iterator[int]:
        """Give verbs of no list that fall on care: what armed people do so is a deed, too."""
        if not self.passage.obeys("blame/any-verb"):
            return
        listed = forms("sure", "plain", "violent", "harmless")
        told = [
            (t.start - self.passage.start, t.end - self.passage.start)
            for t in self.passage.of("speech_clause", "speech_object")
        ]
        for i, node in enumerate(self.tree.nodes):
            if node.sort != "VERB" or self.keys[i] in listed or self._in(i, told):
                continue
            if not self._undone(i) and self._aimed(i):
                yield i

    def _blow(self, index: int) -> bool:
        """Whether a noun tells a deed against care: "the invasion of the clinic by bandits"."""
        below = self.tree.below(index, "nmod")
        return self.keys[index] in BLOWS and any(self._led(i, "of", "on") for i in below)

    def _idiom(self, index: int) -> bool:
        """Whether what is struck or shot makes it no deed: "struck work", "struck a deal"."""
        objects = self.tree.below(index, "obj")
        return any(self.keys[i] in IDIOMS for i in objects)

    def _in(self, index: int, stretches: Sequence[tuple[int, int]]) -> bool:
        node = self.tree.nodes[index]
        return any(s < node.end and node.start < e for s, e in stretches)

    def _under(self, index: int) -> list[int]:
        """Give the words below a word, and itself, without its subject's."""
        subjects = set(self.tree.below(index, "nsubj", "obl:agent"))
        waiting, found = [index], []
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += [i for i in self.tree.below(at) if i not in subjects and i not in found]
        return found

    def _striking(self, index: int) -> bool:
        """Whether what is opened, carried out or thrown makes it a deed: fire, a raid, bombs."""
        things = {
            *self.tree.below(index, "obj", "obl", "compound", "advmod", "xcomp", "conj", "nmod")
        }
        deeper = {j for i in things for j in self.tree.below(i, "compound", "nmod", "amod", "obj")}
        own = things | deeper
        return any(self._in(i, self.acts) or self.keys[i] in ARMS | STRIKES | {"fire"} for i in own)

    def _aimed(self, index: int) -> bool:
        """Whether a deed falls on care, on people, or on what stands for them."""
        return any(self._in(i, self.cares) or self.keys[i] in STRUCK for i in self._under(index))

    def _undone(self, index: int) -> bool:
        """Whether a deed is denied, only possible, asked or feared."""
        near = {self.keys[i] for i in self.tree.below(index, "advmod", "aux", "mark", "det", "cc")}
        perfect = "have" in near and bool(near & {*MIGHT, "must"})
        if near & UNDOING and not (perfect and not near & NOT):
            return True
        if near & MIGHT and not perfect:
            return True
        at = index
        for _ in range(STEPS):
            if self._voided(at):
                return True
            at = self.tree.nodes[at].head
        return False

    def _voided(self, index: int) -> bool:
        """Whether the word that governs a clause leaves it undone: "denied that", "to plan to"."""
        node = self.tree.nodes[index]
        head, rel = node.head, node.relation
        if head == index:
            return False
        if self.keys[head] in TIMES and rel in ("acl", "acl:relcl", "advcl", "ccomp", "csubj"):
            return True  # "the third time that gunmen have entered"
        if self.keys[head] in VOIDING and rel not in BESIDE:
            return True
        marks = {self.keys[i] for i in self.tree.below(head, "mark", "advmod", "aux")}
        return rel in WITHIN and bool(marks & {"if", "whether", "unless", *NOT})

    def agents(self, index: int) -> Iterator[int]:
        """Give the words of who did a deed: subject, agent, owner, the accused."""
        node = self.tree.nodes[index]
        if node.sort in NOMINAL:
            yield from self._owners(index)
            return
        passive = self._passive(index)
        if passive:
            yield from self._by(index)
            return
        subject = self._subject(index)
        if subject is not None:
            yield subject
            yield from self.tree.below(subject, "conj")

    def _passive(self, index: int) -> bool:
        if self.tree.below(index, "nsubj:pass", "aux:pass", "obl:agent"):
            return True
        node = self.tree.nodes[index]
        bare = node.relation in ("acl", "advcl") and not self.keys[index].endswith("ing")
        if node.relation == "conj" and not self.tree.below(index, "nsubj"):
            return self._passive(node.head) and not self.tree.below(index, "obj")
        return bare and not self.tree.below(index, "nsubj", "obj")

    def _by(self, index: int) -> Iterator[int]:
        own = self.tree.below(index, "obl:agent", "obl", "nmod")
        # The parser hangs an agent on what was struck: "the invasion of the clinic by bandits".
        deeper = [
            j
            for i in own
            if self.tree.nodes[index].sort in NOMINAL and self._led(i, "of", "on")
            for j in self.tree.below(i, "nmod")
        ]
        for i in [*own, *deeper]:
            if self._led(i, "by"):
                yield i
                yield from self.tree.below(i, "conj")

    def _led(self, index: int, *words: str) -> bool:
        return any(self.keys[i] in words for i in self.tree.below(index, "case", "mark"))

    def _owners(self, index: int) -> Iterator[int]:
        """Give whose a strike is: "a strike by X", "X's shelling"; words before are asked apart."""
        yield from self._by(index)
        head = self.tree.nodes[index]
        if head.relation == "compound":
            return
        yield index

    def _subject(self, index: int) -> int | None:
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
            shared = self._shared(at)
            if shared is None:
                return None
            kind, at = shared
            if kind == "noun":
                return at
        return None

    def _shared(self, index: int) -> tuple[str, int] | None:
        """Give the word whose subject a verb shares, or the noun that is its subject."""
        node = self.tree.nodes[index]
        head, key = node.head, self.keys[index]
        marks = {self.keys[i] for i in self.tree.below(index, "mark", "case")}
        if self.keys[head] in ACCUSING and marks & {"of", "for", "to"}:
            accused = self.tree.below(head, "obj", "nsubj:pass")
            return ("noun", accused[0]) if accused else None
        seen = self.tree.below(head, "obj") if self.keys[head] in forms("perceiving") else []
        going = key.endswith("ing") and not marks
        if going and (seen or node.relation == "acl"):
            return ("noun", seen[0] if seen else head)
        passive = self.tree.below(head, "nsubj:pass")
        if node.relation in ("xcomp", "advcl") and "to" in marks and self.keys[head] in RAISING:
            return ("noun", passive[0]) if passive else ("verb", head)
        beside = node.relation == "conj" and self.tree.nodes[head].sort == "VERB"
        while_at = node.relation == "advcl" and key.endswith("ing") and marks <= MEANWHILE
        return ("verb", head) if (beside or while_at) and not self._passive(head) else None


__all__ = ["Clause", "forms"]
