"""Whom a sentence lays the deed on, by its tree: "blamed youths whom X had sent", "pointed at Y".

Whoever is charged need be no party that a list or the text's grammar knows: youths, traders'
guards, a gang called Y. The tree tells whom the word of charging governs; a noun of people, a name
or the owner of arms stands there, and no thing, weather or fault. Words are data (deeds.toml).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from solferino.extract.blame.actor import Blamed, by_name, by_words
from solferino.extract.blame.blame import DEEDS, NO_DEED, OTHERS
from solferino.extract.blame.charge import laid
from solferino.extract.blame.clause import ARMS, DATA, MEN, forms
from solferino.extract.blame.deed import FOLK, NAMING, RULE, Doers
from solferino.extract.clausal import inflected
from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Claim

LAID = "blame/laid-on"
WORK, TOWARDS = frozenset(DATA["work"]), ("at", "to", "toward", "towards")
HEAPED, ANSWERABLE = frozenset(DATA["heaped"]), frozenset(DATA["answerable"])
WORDS = forms("blaming", "pointing", "laying") | HEAPED | ANSWERABLE | WORK | {"belonged", "belong"}
ACTS, CALLING, BACK = (frozenset(DATA[k]) for k in ("acts", "calling", "back"))
ATTACKERS = frozenset(table("en", "charge")["words"]["attackers"]) | {"attacker", "gunman"}
CLEFT = ("it", "this", "that")
NEAR = 4  # words between a verb of blaming and the people behind it
Said = Callable[[int], bool]  # whether somebody else than the text speaks at a code point


def accusing(passage: Passage) -> bool:
    """Whether a sentence has a word by which somebody may be charged, whoever it is."""
    keys = [w.key for w in passage.words]
    cleft = any(a in CLEFT and b in ("was", "is") for a, b in pairwise(keys))
    return bool(WORDS & set(keys)) or cleft


def accusations(study: Study, notebook: Notebook, passages: Sequence[Passage]) -> Iterator[Claim]:
    """Note whom the trees of sentences show to be charged with the deed."""
    for passage in passages:
        yield from _accusations(study, notebook, passage)


def _accusations(study: Study, notebook: Notebook, passage: Passage) -> Iterator[Claim]:
    tree, number = study.deeds.get(passage.number), passage.number
    if tree is None or not passage.obeys(RULE) or not passage.obeys(LAID):
        return
    if passage.text.rstrip("\"”' ").endswith("?"):
        return
    charge = Charge(passage, study.names[number], study.facilities[number], tree)
    told = charge.charged(said=lambda at: study.voiced(at, at + 1) is not None)
    found = list(told) or list(_beside(passage))
    for one in found:
        if _of_less(passage, one) or _of_words(passage):
            continue
        yield from laid(study, notebook, passage, replace(one, rule=LAID))


def _of_less(passage: Passage, one: Blamed) -> bool:
    """Whether somebody is charged with what is no attack: "accused X of ignoring her calls"."""
    at = passage.word_at(one.end - 1) + 1
    behind = [w.key for w in passage.words[at : at + 4]]
    led = behind[:1] in (["of"], ["for"])
    return led and bool((NO_DEED | OTHERS) & set(behind[1:]))


def _of_words(passage: Passage) -> bool:
    """Whether it is words that are laid to somebody, where no deed is told."""
    laid = any(w.key in forms("laying") for w in passage.words)
    deed = bool(passage.of("event", "weapon", "harm"))
    deed = deed or any(w.key in DEEDS | ACTS for w in passage.words)
    return laid and not deed


def _beside(passage: Passage) -> Iterator[Blamed]:
    """Find people directly behind a verb of blaming, where the tree fails: "blamed youths"."""
    words = passage.words
    for i, word in enumerate(words):
        if word.key not in forms("blaming") or (i and words[i - 1].key in ("not", "be", "the")):
            continue
        for at in range(i + 1, min(len(words), i + 1 + NEAR)):
            gap = passage.slice(words[at - 1].end, words[at].start)
            if gap != " " or words[at].key in BACK | {"on", "for", "of", "to", "by"}:
                break
            if words[at].key in MEN | FOLK:
                start = i + 2 if words[i + 1].key in ("the", "a", "an", "some") else i + 1
                yield by_words(passage, words[min(start, at)].start, words[at].end, LAID)
                break


class Charge(Doers):
    """A sentence asked whom it charges."""

    def charged(self, *, said: Said) -> Iterator[Blamed]:
        """Give those charged; `said` tells whether somebody else than the text speaks there."""
        for index in range(len(self.keys)):
            for target in self._targets(index, said):
                one = self._party(target)
                if one is not None:
                    yield one

    def _targets(self, index: int, said: Said) -> Iterator[int]:
        key, node = self.keys[index], self.tree.nodes[index]
        if self.undone(index):
            return
        found: list[int] = []
        if node.sort == "VERB" and key in forms("blaming"):
            passive = self.tree.below(index, "nsubj:pass")
            found = passive or self.tree.below(index, "obj")
            led = [i for i in self.tree.below(index, "obl") if self.led(i, "on")]
            found = led or found
            if self._of_no_deed(index):
                return
        elif node.sort == "VERB" and key in forms("pointing"):
            found = [i for i in self.tree.below(index, "obl") if self.led(i, *TOWARDS)]
        elif node.sort == "VERB" and key in forms("laying"):
            found = [i for i in self._near(index) if self.led(i, "to")]
        elif node.sort == "VERB" and self.passage.obeys("blame/heaped"):
            found = self._heaped(index)
        elif node.sort == "NOUN" and key in WORK and not self._of_labour(index):
            found = [i for i in self.tree.below(index, "nmod") if self.led(i, "of")]
        elif self._clefted(index) and said(self.passage.start + node.start):
            found = [index]
        for i in found:
            yield i
            yield from self.tree.below(i, "conj")

    def _heaped(self, index: int) -> list[int]:
        """Give on whom blame is put, who is held responsible, to whom the attackers belonged."""
        key, objects = self.keys[index], self.tree.below(index, "obj")
        if key in forms("heaping") and any(self.keys[i] in HEAPED for i in objects):
            return [i for i in self._near(index) if self.led(i, "on", "upon", "to")]
        if key in inflected("hold"):
            below = [*self.tree.below(index, "xcomp", "advcl", "amod"), *objects]
            below += [j for i in objects for j in self.tree.below(i, "amod", "acl")]
            return objects if any(self.keys[i] in ANSWERABLE for i in below) else []
        if key in ("belonged", "belong"):
            who = self.tree.below(index, "nsubj")
            return [
                i
                for i in self.tree.below(index, "obl")
                if self.led(i, "to") and any(self.keys[w] in ATTACKERS for w in who)
            ]
        return []

    def _of_labour(self, index: int) -> bool:
        """Whether it is labour that is told of: "the relief work of X", "praised the work of X"."""
        told = self.tree.below(index, "compound", "amod")
        node = self.tree.nodes[index]
        called = self.keys[node.head] in CALLING or bool(self.tree.below(index, "cop"))
        return bool(told) or not (called or self.led(index, "as", "like") or node.head == index)

    def _near(self, index: int) -> list[int]:
        objects = self.tree.below(index, "obj")
        return [
            *self.tree.below(index, "obl"),
            *(i for o in objects for i in self.tree.below(o, "nmod")),
        ]

    def _clefted(self, index: int) -> bool:
        """Whether it is said that it was somebody: "It was policemen without badges"."""
        subject = self.tree.below(index, "nsubj", "expl")
        copula = self.tree.below(index, "cop")
        return bool(copula) and any(self.keys[i] in CLEFT for i in subject)

    def _of_no_deed(self, index: int) -> bool:
        """Whether somebody is accused of what is no attack, or of others than this one."""
        below = self.tree.below(index, "advcl", "acl", "obl", "xcomp", "ccomp", "nmod")
        below += [j for i in self.tree.below(index, "obj") for j in self.tree.below(i, "acl")]
        return any(self.keys[i] in NO_DEED | OTHERS for i in below) or any(
            self.keys[j] in OTHERS for i in below for j in self.tree.below(i, "amod", "det")
        )

    def _party(self, index: int) -> Blamed | None:
        """Tell who stands where somebody is charged; null for a thing, a fault or a pronoun."""
        key, node = self.keys[index], self.tree.nodes[index]
        if key in BACK or self.voided(index):
            return None
        actor = self._actor(self._core(index), index)
        arms = key in ARMS or self.touches(index, self.acts)
        owner = self._owner(index) if arms and actor is None else None
        named = self._named_after(index)
        if named is not None or owner is not None:
            return named or owner
        if actor is not None:
            return self._as_worded(index, actor)
        if key in MEN | FOLK and not arms:
            who = self._phrase(index)
            return None if who.actor.lower() in ("people", "person", "man", "men") else who
        capital = node.sort == "PROPN" and not self._listed(index) and not arms
        return self._phrase(index) if capital and not self.touches(index, self.cares) else None

    def _as_worded(self, index: int, actor: Name) -> Blamed:
        """Give a known party, or the unit of it that stands at the head: "X's 31st Battalion"."""
        node = self.tree.nodes[index]
        behind = node.start + self.passage.start >= actor.end and node.text[0].isupper()
        return self._phrase(index) if behind else by_name(actor, "alleged", LAID)

    def _named_after(self, index: int) -> Blamed | None:
        """Give what people are called: "a gang known as X"."""
        for i in self.tree.below(index, "acl"):
            if self.keys[i] not in NAMING:
                continue
            for j in self.tree.below(i, "obl", "xcomp", "nmod", "obj"):
                if self.tree.nodes[j].text[0].isupper() and not self._listed(j):
                    return self._phrase(j)
        return None
