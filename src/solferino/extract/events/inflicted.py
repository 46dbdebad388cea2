"""Attacks that the tree of a sentence tells, where no rule of nearness does.

In "four men in plain clothes took a patient from the ward" or "a mine went off under the car of a
malaria worker" no word is one of attack alone. The tree tells what a verb falls on and who does
it: a verb of violence or force (inflicted.toml), care at any depth of what it takes, and, for
verbs of peaceful people, too, a doer who is armed, hidden, unknown or of the police.
"""

from collections.abc import Iterator, Sequence

from solferino.codec import value
from solferino.extract.clausal import NOMINAL, RELATIVE, Clausal
from solferino.extract.events.certain import DOERS, GUNMEN
from solferino.extract.events.violence import ARMS_TOLD, WORDS, Act, acts, is_ward, nouns, present
from solferino.extract.lexicon import Entry, Term, table
from solferino.extract.named.facility import Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.syntax.tree import Tree

DEEDS = table("en", "deeds")
ARMS, MEN = frozenset(DEEDS["arms"]), frozenset(DEEDS["men"])
FORCE = DOERS | GUNMEN | WORDS["somebody"]
PLAIN_MEN = MEN - FORCE
DESCRIBING = frozenset(DEEDS["describing"])
VEHICLES = ("ambulance",)
DEPTH = ("nmod", "nmod:poss", "compound", "conj", "appos", "flat", "nmod:unmarked", "amod")
OBJECTS = ("obj", "nsubj:pass")
OBLIQUE = ("obl", "nmod", "obl:agent", "advmod", "obl:unmarked")


@value
class Inflicted:
    """An attack told by a tree: the word for it, the facility it falls on, whether goods or people.

    `forced` says that a doer who is armed, hidden or of the police is named.
    """

    term: Term
    facility: Facility | None
    held: frozenset[str]
    forced: bool
    weapon: Term | None = None


class Sentence(Clausal):
    """A sentence with its tree, asked what befell care in it."""

    def __init__(
        self,
        passage: Passage,
        names: Sequence[Name],
        facilities: Sequence[Facility],
        tree: Tree,
        *,
        war: bool,
    ) -> None:
        super().__init__(tree)
        self.passage, self.war = passage, war
        self.facilities = facilities
        cut = passage.start
        self.forces = [
            (t.start - cut, t.end - cut)
            for t in passage.of("force", "doer", "people")
            if (t.category != "people" or t.code == "combatants")
            and passage.words[t.last - 1].key not in ARMS
        ]
        self.forces += [(n.start - cut, n.end - cut) for n in names if n.kind == "armed_group"]

    def found(self) -> Iterator[Inflicted]:
        """Give the attacks on care that the tree tells, in order of place."""
        if not self.tree.nodes or self.passage.text.rstrip("\"”' ").endswith("?"):
            return
        for i, node in enumerate(self.tree.nodes):
            if node.sort == "VERB":
                yield from self._by_verb(i)
            elif node.sort in NOMINAL:
                yield from self._by_noun(i)

    def _by_verb(self, at: int) -> Iterator[Inflicted]:
        mine = [a for a in acts() if self.keys[at] in a.words]
        if not mine or self._unreal(at):
            return
        for act in mine:
            if act.hung and not self.hangs(at, act.hung):
                continue
            held, facility = self._falls(at, act)
            if act.suffers:
                held, facility = self._suffering(at)
            if not held & act.on or (act.things and not self._takes_things(at)):
                continue
            if act.persons and not self._takes_persons(at):
                continue
            who = list(self.agents(at))
            forced = any(self._forceful(i) for i in who)
            if act.arms:
                if not any(self._of_arms(i) for i in who):
                    continue
            elif act.doer and not (forced or (not act.armed and self._suffered(at, who))):
                continue
            yield self._told(at, act, facility, held, forced=forced)

    def _suffering(self, at: int) -> tuple[frozenset[str], Facility | None]:
        """Give what care is the subject of a verb: "the maternity home took two direct hits"."""
        held, facility = frozenset[str](), None
        for i in self.tree.below(at, "nsubj"):
            more, where = self._reach(i)
            held, facility = held | more, facility or where
        return held, facility

    def _takes_persons(self, at: int) -> bool:
        """Whether a verb of taking takes people, of whatever kind."""
        people = [(t.start, t.end) for t in self.passage.of("people")]
        cut = self.passage.start
        for i in self._objects(at):
            node = self.tree.nodes[i]
            start, end = node.start + cut, node.end + cut
            if any(s < end and start < e for s, e in people) or node.sort == "PROPN":
                return True
        return False

    def _takes_things(self, at: int) -> bool:
        """Whether a verb of taking takes things or goods, not a place, people or a vehicle."""
        taken = [i for i in self._objects(at) if not self._care(i)[0] & {"place", "people"}]
        abstract = WORDS["abstract"]
        return any(
            self.tree.nodes[i].sort == "NOUN" and self.keys[i] not in abstract for i in taken
        )

    def _suffered(self, at: int, who: Sequence[int]) -> bool:
        """Whether a passive tells no doer in a text of war: not what "has been" done, undated."""
        aux = {self.keys[i] for i in self.tree.below(at, "aux")}
        perfect = bool(aux & {"have", "has"}) and not self._dated()
        return not who and self.passive(at) and self.war and not perfect

    def _by_noun(self, at: int) -> Iterator[Inflicted]:
        for act in nouns():
            if self.keys[at] not in act.words or self._unreal(at) or not self._one(at):
                continue
            held, facility = frozenset[str](), None
            for i in self.tree.below(at, "nmod"):
                if self.leads(i) & act.to:
                    more, where = self._reach(i)
                    held, facility = held | more, facility or where
            if held & act.on:
                yield self._told(at, act, facility, held, forced=False)

    def _told(
        self, at: int, act: Act, facility: Facility | None, held: frozenset[str], *, forced: bool
    ) -> Inflicted:
        term = self._term(at, "event", act.kind)
        near = [*self.agents(at), *self.tree.below(at, "obj", "obl", "nsubj:pass", "acl:relcl")]
        near += [self.tree.nodes[at].head] if act.arms else []
        armed = next((i for i in near if self.keys[i] in ARMS_TOLD), None)
        weapon = None if armed is None else self._term(armed, "weapon", ARMS_TOLD[self.keys[armed]])
        return Inflicted(term=term, facility=facility, held=held, forced=forced, weapon=weapon)

    def _term(self, at: int, category: str, code: str) -> Term:
        node, cut = self.tree.nodes[at], self.passage.start
        first = self.passage.word_at(node.start + cut)
        entry = Entry(category=category, code=code)
        return Term(
            start=node.start + cut, end=node.end + cut, first=first, last=first + 1, entry=entry
        )

    def _falls(self, at: int, act: Act) -> tuple[frozenset[str], Facility | None]:
        """Give the kinds of care that a verb falls on, and the facility among them."""
        held, facility = frozenset[str](), None
        for i in self._objects(at):
            more, where = self._reach(i)
            held, facility = held | more, facility or where
        near: Facility | None = None
        for i in self._obliques(at):
            if self.leads(i) & act.to:
                more, where = self._reach(i)
                held, facility = held | more, facility or where
            elif self.leads(i) & {"at", "in", "inside", "outside", "from"}:
                near = near or self._reach(i)[1]
        return held, facility or (near if held & act.on else None)

    def _objects(self, at: int) -> Iterator[int]:
        own = self.tree.below(at, *OBJECTS)
        node = self.tree.nodes[at]
        for i in own:
            yield node.head if self.keys[i] in RELATIVE and node.relation == "acl:relcl" else i
        if not own and node.relation == "acl" and not self.keys[at].endswith("ing"):
            yield node.head
        if not own and node.relation == "conj":
            head = node.head
            shared = self.tree.below(head, "nsubj:pass")
            if shared and not self.tree.below(at, "nsubj"):
                yield from shared

    def _obliques(self, at: int) -> Iterator[int]:
        for i in self.tree.below(at, *OBLIQUE):
            if self.leads(i):
                yield i
        for obj in self.tree.below(at, "obj"):
            for i in self.tree.below(obj, "nmod"):
                if self.leads(i):
                    yield i

    def _reach(self, at: int) -> tuple[frozenset[str], Facility | None]:
        """Give what care a noun phrase holds at any depth, and its facility."""
        held: set[str] = set()
        facility: Facility | None = None
        waiting, seen = [at], set[int]()
        while waiting:
            i = waiting.pop(0)
            if i in seen:
                continue
            seen.add(i)
            kinds, where = self._care(i)
            held |= kinds
            facility = facility or where
            waiting += self.tree.below(i, *DEPTH)
            for j in self.tree.below(i, "acl"):
                if self.keys[j] in WORDS["carrying"]:
                    waiting += self.tree.below(j, "obj", "obl", "xcomp")
        return frozenset(held), facility

    def _care(self, at: int) -> tuple[set[str], Facility | None]:
        """Give the kinds of care that a word is of, and the facility that it names."""
        node, cut = self.tree.nodes[at], self.passage.start
        start, end = node.start + cut, node.end + cut
        for f in self.facilities:
            vague = f.plural and not f.count and not self._dated()
            if f.start < end and start < f.end and not vague:
                return {"vehicle" if f.type in VEHICLES else "place"}, None if f.plural else f
        if self.keys[at] == "its" and node.relation == "nmod:poss":
            return self._owner(start)
        if self.keys[at].rstrip(".") in WORDS["titles"] and node.text[0].isupper():
            return {"people"}, None
        return self._kinds(start, end), None

    def _kinds(self, start: int, end: int) -> set[str]:
        """Give the kinds of care that the terms of a stretch are of."""
        told = [t for t in self.passage.of("people", "supply", "part") if t.start < end]
        for term in (t for t in told if start < t.end):
            if term.category == "supply":
                return {"goods"}
            if term.code in ("health_workers", "patients"):
                return {"people"}
            if term.category == "part" and is_ward(self.passage, term):
                return {"place"}
        return set()

    def _owner(self, start: int) -> tuple[set[str], Facility | None]:
        """Give the facility of the sentence whose "its" is: "on its balcony"."""
        told = [f for f in self.facilities if f.end <= start and not f.plural]
        if not told:
            return set(), None
        return {"vehicle" if told[-1].type in VEHICLES else "place"}, told[-1]

    def _dated(self) -> bool:
        return any(d.aspect == "at" for d in self.passage.dates)

    def _forceful(self, at: int) -> bool:
        """Whether a noun is of somebody armed, hidden, unknown or of the police."""
        key = self.keys[at]
        if key == "they":
            return self.war
        if self.touches(at, self.forces) or key in FORCE:
            return True
        if key in WORDS["machines"] and self.passage.obeys("event/machines"):
            works = WORDS["works"] & set(self.keys)
            return not (works and self.passage.obeys("event/works"))
        below = {self.keys[i] for i in self.tree.below(at, "amod", "compound", "nmod")}
        described = bool(below & (DESCRIBING | FORCE))
        return described or (key in PLAIN_MEN and self._armed_with(at))

    def _armed_with(self, at: int) -> bool:
        deeper = [j for i in self.tree.below(at) for j in (i, *self.tree.below(i))]
        return any(self.keys[i] in ARMS | WORDS["tools"] for i in deeper)

    def _of_arms(self, at: int) -> bool:
        """Whether a noun is of arms: "a mine", "one shell", "two rockets"."""
        node, cut = self.tree.nodes[at], self.passage.start
        start, end = node.start + cut, node.end + cut
        named = any(t.start < end and start < t.end for t in self.passage.of("weapon"))
        return named or self.keys[at] in ARMS - WORDS["no-arms"]

    def _one(self, at: int) -> bool:
        """Whether a noun of attack is one attack, not attacks as such."""
        det = {self.keys[i] for i in self.tree.below(at, "det", "nummod", "nmod:poss", "amod")}
        lone = not self.keys[at].endswith("s") or self.keys[at] == "siege"
        return lone and (
            bool(det & {"the", "this", "that", "an", "a", "last", "its", "their"})
            or self._dated()
            or self.passage.is_title
        )

    def _unreal(self, at: int) -> bool:
        """Whether a deed is denied, only possible, asked for, feared or said of things as such."""
        if self.undone(at):
            return True
        subjects = list(self.tree.below(at, "nsubj", "nsubj:pass", "obj"))
        none = {self.keys[j] for i in subjects for j in (i, *self.tree.below(i, "det", "advmod"))}
        if none & WORDS["nobody"] or self._habitual(at):
            return True
        marks = {self.keys[i] for i in self.tree.below(at, "mark")}
        if "to" in marks and self.keys[self.tree.nodes[at].head] not in WORDS["begun"]:
            return True
        return self._as_such(at, marks)

    def _as_such(self, at: int, marks: set[str]) -> bool:
        """Whether a deed in -ing is only named: "a sentence for assaulting", "turning … strips"."""
        if not self.keys[at].endswith("ing"):
            return False
        node = self.tree.nodes[at]
        return node.relation in ("csubj", "nsubj") or bool(marks & WORDS["for"])

    def _habitual(self, at: int) -> bool:
        """Whether a verb stands in the present of what is done as such; headlines are told so."""
        node, key = self.tree.nodes[at], self.keys[at]
        if node.sort != "VERB" or self.passage.is_title or self.passage.zone == "headline":
            return False
        if key.endswith(("ed", "ing", "en")):
            return False
        helped = self.tree.below(at, "aux", "aux:pass")
        return not helped and key in present()
