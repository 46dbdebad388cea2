"""Whether an attack falls on a facility, by what governs its name in the tree of the sentence.

A facility that is named beside a word of attack may be where the wounded were taken, where somebody
died or works, or the house next door. It is hit where it is the object of a deed or the subject of
what befell it, where a deed or harm took place at or in it, or where a weapon came down there. One
climbs from the facility over nouns ("the roof of the clinic") to the word that decides: one of
attack or of harm, or one of transport, care, dying, speech. Words are data (`[target]` in
rules.toml).
"""

from collections.abc import Iterable
from functools import cache

from solferino.extract.clausal import NOMINAL, Clausal, inflected
from solferino.extract.events.blow import PASSIVE, WHERE, falls_on
from solferino.extract.lexicon import Term, table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.syntax.tree import Tree

RULES = table("en", "rules")["target"]
ON, AROUND, INTO = (frozenset(RULES[k]) for k in ("on", "around", "into"))
WORDS = {k: frozenset(v) for k, v in RULES["words"].items()}
PHRASE = ("compound", "nmod:poss", "amod", "flat", "appos", "nmod:unmarked", "nummod", "det")
PLACED = ("obl", "nmod", "advmod", "obl:unmarked", "obl:agent", "nmod:desc", "advcl")
CLAUSES = ("advcl", "acl", "acl:relcl", "xcomp", "ccomp")
GOALS = {"to", "from"}
LED = 3  # words between a word of attack and a facility, from the preposition on
CLIMB = 8  # words that are climbed from a facility to what decides
HIT, OTHER, OPEN = "hit", "other", "open"


@cache
def verbs(kind: str) -> frozenset[str]:
    """Give all forms of the verbs of a kind."""
    return frozenset(form for verb in RULES["verbs"][kind] for form in inflected(verb))


class Place(Clausal):
    """A sentence with its tree, asked what part a facility of it plays in an attack."""

    def __init__(self, passage: Passage, tree: Tree, terms: Iterable[Term]) -> None:
        super().__init__(tree)
        self.passage = passage
        self.terms = tuple(terms)
        cut = passage.start
        self.told = [(t.start - cut, t.end - cut) for t in self.terms]
        self.arms = [
            (t.start - cut, t.end - cut) for t in self.terms if t.entry.category == "weapon"
        ]
        self.top, self.own = -1, set[str]()  # of the facility asked about: see `part`

    def part(self, facility: Facility) -> str:
        """Say whether a facility is hit, plays another part, or whether the tree leaves it open."""
        if self._right_behind(facility):
            return HIT
        start, end = facility.start - self.passage.start, facility.end - self.passage.start
        at = self.tree.top(start, end)
        if at is None:
            return OPEN
        before = self.passage.words[facility.first - 1].key if facility.first else ""
        self.own = {before} if before in ON | AROUND | INTO else set[str]()
        placed = bool(self._leads(at))
        found = self._climbed(at)
        if found == OPEN and self._meanwhile(facility.end - self.passage.start):
            return HIT
        return OTHER if found == OPEN and placed and self._only_after() else found

    def _meanwhile(self, end: int) -> bool:
        """Whether a clause behind a name tells of the attack: "were at supper when shots fell"."""
        nodes = self.tree.nodes
        clauses = (i for i, n in enumerate(nodes) if n.relation == "advcl" and n.start >= end)
        return any(self._acts(i) and self._at_once(i) for i in clauses)

    def _at_once(self, at: int) -> bool:
        """Whether a clause is led in by "when", "as" or "while"."""
        below = self.tree.below(at, "mark", "advmod", "case")
        return any(self.keys[i] in WORDS["when"] for i in below)

    def _climbed(self, at: int) -> str:
        """Climb from a name to the word that decides."""
        self.top = at
        found = self._described(at)
        for _ in range(CLIMB):
            if found is not None:
                return found
            if self.tree.below(at, "cop") and self._cases(at):
                return OPEN if self._when(at) else OTHER  # "is at the hospital"
            head = self.tree.nodes[at].head
            if head == at:
                return OPEN
            found = self._governed(at, head)
            at, self.own = head, set[str]()
        return found or OPEN

    def _right_behind(self, facility: Facility) -> bool:
        """Whether nothing but a preposition parts a word of attack from what it falls on."""
        words = self.passage.words
        for term in self.terms:
            if term.first >= facility.last:
                if self._suffered(facility, term):
                    return True
                continue
            if term.last > facility.first or falls_on(self.passage, term, facility):
                return term.last <= facility.first
            between = [w.key for w in words[term.last : facility.first]]
            gap = self.passage.slice(term.end, facility.start) if between else ","
            mark = any(m in gap for m in ',;:.()–—"“”')
            led = between[:1] and between[0] in WORDS["upon"]
            if led and not mark and len(between) <= LED and set(between[1:]) <= WORDS["article"]:
                return True
        return False

    def _suffered(self, facility: Facility, term: Term) -> bool:
        """Whether only a place and words of the passive part a facility from what befell it."""
        gap = self.passage.slice(facility.end, term.start)
        if any(m in gap for m in ',;:.()–—"“”'):
            return False
        lead = list(self.passage.words[facility.last : term.first])
        if lead and lead[0].key in WHERE:
            while lead and (lead[0].key in WHERE or lead[0].text[0].isupper()):
                lead.pop(0)
        left = [w.key for w in lead if not w.key.endswith("ly")]
        return bool(left) and set(left) <= PASSIVE

    def _leads(self, at: int) -> set[str]:
        return self.leads(at) | self.own

    def _cases(self, at: int) -> set[str]:
        return {self.keys[i] for i in self.tree.below(at, "case")}

    def _acts(self, at: int) -> bool:
        return self.touches(at, self.told)

    def _harms(self, at: int) -> bool:
        return self._acts(at) or self.keys[at] in verbs("struck") | verbs("harmed")

    def _near(self, at: int) -> tuple[int, ...]:
        return at, *self.tree.below(at, "nmod", "compound", "amod", "conj", "appos")

    def _armed(self, at: int) -> bool:
        """Whether a word, or one that hangs on it, is of an attack."""
        return any(self._acts(i) for i in self._near(at))

    def _of_arms(self, at: int) -> bool:
        """Whether a word, or one that hangs on it, is of a weapon."""
        return any(self.touches(i, self.arms) for i in self._near(at))

    def _described(self, at: int) -> str | None:
        """Read what a clause behind the name says: "the clinic, shelled on Monday"."""
        for i in self.tree.below(at, "acl", "acl:relcl"):
            below = {self.keys[j] for j in self.tree.below(i, "advmod", "mark")}
            suffered = self.passive(i) or bool(self.tree.below(i, "nsubj:pass")) or "where" in below
            if (suffered and self._harms(i)) or self._suffers(i):
                return HIT
        return None

    def _suffers(self, at: int) -> bool:
        """Whether a verb beside words of attack tells what its subject suffered."""
        taken = self.tree.below(at, "obl", "obj", "obl:agent", "xcomp", "advcl")
        deeper = [
            j
            for i in taken
            for j in self.tree.below(i, "nmod", "compound", "conj", "amod", "obl", "obl:agent")
        ]
        if self._acts(at):
            return True
        if self.keys[at] in verbs("suffering"):
            return any(self._acts(i) for i in (*taken, *deeper))
        led = [i for i in taken if self._acts(i)]
        return any(self.led(i, *WORDS["cause"]) for i in led)

    def _later(self, at: int) -> bool:
        """Whether a clause beside says that "it" was hit: "on its way when it came under fire"."""
        for i in self.tree.below(at, "advcl", "conj", "parataxis", "ccomp"):
            own = self.tree.below(i, "nsubj", "nsubj:pass")
            same = not own or any(self.keys[j] in WORDS["again"] for j in own)
            if same and (self._suffers(i) or (self._acts(i) and self.passive(i))):
                return True
            again = any(self.keys[j] in WORDS["again"] for j in self.tree.below(i, "obj"))
            if again and self._acts(i) and not self.passive(i):
                return True
        return False

    def _when(self, at: int) -> bool:
        """Whether a clause beside tells what happened meanwhile: "when the first shells fell"."""
        clauses = (i for i in self.tree.below(at, "advcl") if self._at_once(i))
        return any(self._acts(i) or any(self._acts(j) for j in self.tree.below(i)) for i in clauses)

    def _governed(self, at: int, head: int) -> str | None:
        """Read the place of a word under the one that governs it; null to climb on."""
        relation = self.tree.nodes[at].relation
        nominal = self.tree.nodes[head].sort in NOMINAL
        if relation in ("obj", "nsubj:pass", "iobj"):
            return self._object(at, head)
        if relation in ("nsubj", "csubj"):
            return self._subject(head)
        if relation in PLACED:
            return self._placed(at, head)
        if relation in PHRASE:
            return HIT if self._acts(head) else None
        if relation == "conj" and self._leads(at) & {"to", "at"} and self._acts(head):
            return OPEN
        return None if nominal else OPEN

    def _object(self, at: int, head: int) -> str | None:
        if self._harms(head) or self._later(head):
            return HIT
        subject = self.subject(head)
        if subject is not None and self._armed(subject) and self.keys[head] not in verbs("reached"):
            return HIT
        reached = self.keys[head] in verbs("reached") and at == self.top
        if reached or self.keys[head] in WORDS["care"]:
            return OTHER
        beside = self.tree.below(head, "xcomp", "ccomp", "obl", "obl:agent", "advcl", "acl")
        suffered = any(
            self._acts(i) and (self.passive(i) or self.led(i, *WORDS["cause"])) for i in beside
        )
        return HIT if suffered else OPEN

    def _subject(self, head: int) -> str | None:
        if self._suffers(head) or self._later(head):
            return HIT
        if self.keys[head] in verbs("receiving"):
            return OTHER
        if self.keys[head] in verbs("said"):
            return OPEN if self._of_itself() else OTHER
        return HIT if self._when(head) else OPEN

    def _of_itself(self) -> bool:
        """Whether a sentence in which a facility speaks tells of a part of it, or of "us"."""
        return bool(self.passage.of("part")) or self.passage.has(WORDS["itself"])

    def _placed(self, at: int, head: int) -> str | None:
        """Read the place of a word behind a preposition."""
        leads, key = self._leads(at), self.keys[head]
        verb = self.tree.nodes[head].sort == "VERB"
        taken = (verb and key in verbs("received")) or key in WORDS["care"]
        if self._comes_down(head, leads, taken=taken):
            return HIT
        if key in WORDS["distance"] or ("by" in leads and self.passive(head)):
            return OTHER
        if self._acts(head):
            goal = verb and leads == {"to"} and key in verbs("harmed")  # "shot to the clinic"
            return OTHER if goal else HIT if leads & (ON | AROUND) else None
        if taken:
            return self._taken(head, leads)
        if key in verbs("said") and leads:
            return self._told_from(head, leads)
        return self._beside(head, leads)

    def _beside(self, head: int, leads: set[str]) -> str | None:
        """Read the place of a word behind a preposition and a verb or noun of no list."""
        if self._harms(head):
            return HIT if leads & ON else OTHER
        if self.tree.nodes[head].sort != "VERB":
            return None
        args = self.tree.below(head, "nsubj", "obj", "nsubj:pass")
        if self._later(head):
            return HIT
        if any(self._armed(i) for i in args):
            return HIT if leads & (ON | AROUND) else OPEN
        return OTHER if "to" in leads and not self._laden(head) else OPEN

    def _laden(self, head: int) -> bool:
        """Whether what arms it brings hangs on a verb: "a car loaded with explosives"."""
        return self.hangs(head, WORDS["laden"])

    def _comes_down(self, head: int, leads: set[str], *, taken: bool) -> bool:
        """Whether a weapon comes down on, or beside, what a preposition leads in."""
        args = self.tree.below(head, "nsubj", "obj", "nsubj:pass")
        if leads & WORDS["down"] and any(self._of_arms(i) for i in args):
            return True
        if self.keys[head] in verbs("dying"):
            return False
        own = self.tree.below(head, "nsubj") if taken else args
        near = (leads & (INTO | ON | AROUND)) - (GOALS if taken else set())
        return bool(near) and any(self._of_arms(i) for i in own)

    def _taken(self, head: int, leads: set[str]) -> str:
        """Read the place of transport, care or death: it is hit only where more than that is told.

        Who walks into a clinic or drives people out of it, may be an attacker; those who die or lie
        there when shells fall, or "in a strike", may have been hit there.
        """
        moved = leads & WORDS["through"] and not self.passive(head) and not self._hurt(head)
        during = any(
            self._acts(i) and self.led(i, *WORDS["meanwhile"]) for i in self.tree.below(head, "obl")
        )
        clause = self.tree.nodes[head].relation in ("acl", "acl:relcl")
        lying = clause and self.keys[head] in verbs("lying")
        open_to = moved or during or lying or self._when(head) or self._laden(head)
        return OPEN if open_to else OTHER

    def _hurt(self, head: int) -> bool:
        """Whether whoever moves is hurt or is brought: "walked in with a wound", "put him into"."""
        brought = self.keys[head] in verbs("brought") and bool(self.tree.below(head, "obj"))
        return brought or self.hangs(head, WORDS["wounds"])

    def _told_from(self, head: int, leads: set[str]) -> str | None:
        """Read "a shooting reported from the clinic", which is no speech at the clinic."""
        node = self.tree.nodes[head]
        told = node.relation in ("acl", "acl:relcl") and self._acts(node.head)
        told = told or any(self._acts(i) for i in self.tree.below(head, "nsubj", "nsubj:pass"))
        return HIT if told and leads & (ON | AROUND) else OTHER

    def _only_after(self) -> bool:
        """Whether all words of attack tell when something else was: "after an air strike"."""
        cut = self.passage.start
        acts = [t for t in self.terms if t.entry.category != "effect"]
        tops = (self.tree.top(t.start - cut, t.end - cut) for t in acts)
        return bool(acts) and all(t is not None and self._after(t) for t in tops)

    def _after(self, at: int) -> bool:
        for _ in range(3):
            if self.led(at, "after", "following", "since"):
                return True
            at = self.tree.nodes[at].head
        return False
