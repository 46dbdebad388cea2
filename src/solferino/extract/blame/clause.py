"""A sentence with its tree, asked what was done in it, and by which of its words.

The tree tells the subject of a verb of attack, the agent of a passive and the owner of a strike,
over relative clauses, shared subjects and verbs of accusing. Verbs are data (deeds.toml).
"""

from collections.abc import Iterator
from functools import cache

from solferino.extract.clausal import NOMINAL, Clausal, inflected
from solferino.extract.lexicon import table
from solferino.extract.named.doer import actors_of
from solferino.extract.named.facility import Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.syntax.tree import Tree

DATA = table("en", "deeds")
ARMS, STRUCK, STRIKES = (frozenset(DATA[k]) for k in ("arms", "struck", "strikes"))
IDIOMS, BLOWS = frozenset(DATA["idioms"]), frozenset(DATA["blows"])
MEN = frozenset(DATA["men"])


@cache
def forms(*lists: str) -> frozenset[str]:
    """Give all forms of the verbs of some lists, in small letters."""
    return frozenset().union(*(inflected(verb) for name in lists for verb in DATA[name]))


class Clause(Clausal):
    """A sentence with its tree and names, asked for deeds and who did them."""

    def __init__(
        self,
        passage: Passage,
        names: tuple[Name, ...],
        facilities: tuple[Facility, ...],
        tree: Tree,
    ) -> None:
        super().__init__(tree)
        self.passage = passage
        self.names = names
        self.facilities = facilities
        self.actors = actors_of(passage, names)
        self.acts = [
            (t.start - passage.start, t.end - passage.start) for t in passage.of("event", "weapon")
        ]
        self.cares = [
            (t.start - passage.start, t.end - passage.start)
            for t in passage.of("facility", "facilities", "part", "people")
            if t.code != "combatants"
        ]

    def passive(self, index: int) -> bool:
        """Whether a verb tells what befell its subject; "was struck" does, whatever the tree."""
        led = index > 0 and self.keys[index - 1] in ("was", "were", "been", "being")
        done = led and not self.keys[index].endswith("ing")
        return super().passive(index) or done

    def deeds(self, *, told: bool) -> Iterator[int]:
        """Give the nodes of deeds that were done, by the words of the sentence."""
        for i, node in enumerate(self.tree.nodes):
            verb = node.sort == "VERB" and self.keys[i] in forms("sure", "plain", "violent")
            noun = node.sort in NOMINAL and (self.touches(i, self.acts) or self._blow(i))
            if not (verb or noun) or self.undone(i) or self._idiom(i):
                continue
            if verb and self.keys[i] in forms("light") and not self._striking(i):
                continue
            if verb and self.keys[i] in forms("plain") and self._on_attackers(i):
                continue
            aimed = self._aimed(i)
            sure = self.keys[i] in forms("sure") or self.touches(i, self.acts)
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
            listed_here = self.keys[i] in listed and not self._dwells(i)
            if node.sort != "VERB" or listed_here or self.touches(i, told):
                continue
            if not self.undone(i) and (self._falls(i) or self._dwells(i)):
                yield i

    def _falls(self, index: int) -> bool:
        """Whether what a verb itself takes is care: no clause of other people's deeds behind it."""
        takes = self.tree.below(index, "obj", "obl", "xcomp", "nsubj:pass", "compound", "nmod")
        deeper = [j for i in takes for j in self.tree.below(i, "nmod", "compound", "conj", "obj")]
        return any(self.touches(i, self.cares) or self.keys[i] in STRUCK for i in (*takes, *deeper))

    def _dwells(self, index: int) -> bool:
        """Whether somebody lives in a place of care: "soldiers have been sleeping in the wards"."""
        inside = [i for i in self.tree.below(index, "obl") if self.led(i, "in", "inside", "at")]
        near = [*inside, *(j for i in inside for j in self.tree.below(i, "nmod", "compound"))]
        lives = self.keys[index] in forms("dwelling")
        return lives and any(self.touches(i, self.cares) or self.keys[i] in STRUCK for i in near)

    def _on_attackers(self, index: int) -> bool:
        """Whether armed people are those driven off or held: "drove off the men who robbed it"."""
        objects = self.tree.below(index, "obj")
        return bool(objects) and all(self.keys[i] in MEN for i in objects)

    def _blow(self, index: int) -> bool:
        """Whether a noun tells a deed against care: "the invasion of the clinic by bandits"."""
        below = self.tree.below(index, "nmod")
        return self.keys[index] in BLOWS and any(self.led(i, "of", "on") for i in below)

    def _idiom(self, index: int) -> bool:
        """Whether what is struck or shot makes it no deed: "struck work", "struck a deal"."""
        objects = self.tree.below(index, "obj")
        return any(self.keys[i] in IDIOMS for i in objects)

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
        if self._fired_on(index):
            return True
        deeper = {j for i in things for j in self.tree.below(i, "compound", "nmod", "amod", "obj")}
        own = things | deeper
        return any(
            self.touches(i, self.acts) or self.keys[i] in ARMS | STRIKES | {"fire"} for i in own
        )

    def _fired_on(self, index: int) -> bool:
        """Whether somebody fires on care: "a sniper fired on an ambulance"."""
        at = [i for i in self.tree.below(index, "obl") if self.led(i, "on", "at", "into", "upon")]
        hit = any(self.touches(i, self.cares) or self.keys[i] in STRUCK for i in at)
        return hit and self.keys[index] in forms("firing") and self.passage.obeys("blame/fired-on")

    def _aimed(self, index: int) -> bool:
        """Whether a deed falls on care, on people, or on what stands for them."""
        return any(
            self.touches(i, self.cares) or self.keys[i] in STRUCK for i in self._under(index)
        )
