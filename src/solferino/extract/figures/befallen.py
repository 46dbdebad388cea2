"""What befell people by the frame of a verb, a noun or a word of state, in a sentence's tree.

Where rules of nearness know the people or the harm by a list alone, a frame tells who was harmed
by grammar: in "a shell landed beside the laundry, wounding a washerwoman" whoever is the object of
"wound" was wounded, and in "two workers of the quick help were injured" whoever is the subject of
its passive. Frames are data (befell.toml); how many people, a number or an article in the tree.
"""

from collections.abc import Iterator, Sequence

from solferino.codec import value
from solferino.extract.clausal import DESCRIBING as DESCRIBED
from solferino.extract.clausal import NOMINAL, NOT, RELATIVE, Clausal
from solferino.extract.figures.frames import WORDS, Frame, framed_in
from solferino.extract.figures.real import cared_for, happened, taken_back
from solferino.extract.lexicon import Entry, Term
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.people.befell import tell
from solferino.extract.people.lot import lots
from solferino.extract.people.quantity import Quantity, group_of, is_plural
from solferino.extract.syntax.tree import Tree
from solferino.model.terms import Group, Harm
from solferino.text.number import Number

RULE = "harm/frame"
COUNTABLE = ("NOUN", "PROPN", "PRON", "NUM")
ONE = Number(start=0, end=0, min=1, max=1, qualifier="exact", kind="cardinal")
CARE = ("health_workers", "patients")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
CLAUSES = ("advcl", "acl", "acl:relcl", "parataxis", "ccomp", "conj")
DESCRIBING = ("amod", "compound", "nummod", "det", "flat", "nmod:poss")


@value
class Befallen:
    """People of a sentence and what befell them; `word` is the index of the word that says so."""

    kind: Harm
    quantity: Quantity
    word: int


class Suffering(Clausal):
    """A sentence with its tree, asked whom its words of harm befell."""

    def __init__(self, passage: Passage, names: Sequence[Name], tree: Tree) -> None:
        super().__init__(tree)
        self.passage = passage
        self.people = passage.of("people")
        self.named = [q for lot in lots(passage, tuple(names)) for q in lot if q.names]
        cut = passage.start
        self.others = [(n.start - cut, n.end - cut) for n in names if n.kind != "person"]

    def found(self) -> Iterator[Befallen]:
        """Give whom the frames befell, in the order of their words."""
        frames = framed_in(self.passage) if self.tree.nodes else ()
        for at, key in enumerate(self.keys):
            for frame in frames:
                if key in frame.words and self._stands(at, frame) and self._real(at, frame):
                    yield from self._harmed(at, frame)

    def _harmed(self, at: int, frame: Frame) -> Iterator[Befallen]:
        word = self._word(at)
        members = [i for first in self._sufferers(at, frame) for i in self._members(first)]
        listed = self._among_people(at, members)
        for one in dict.fromkeys(members):
            counted = self._quantity(one, frame, listed=listed)
            apart = frame.care and counted and counted.group not in CARE
            if counted is not None and not apart:
                yield Befallen(kind=frame.kind, quantity=counted, word=word)

    def _among_people(self, at: int, members: Sequence[int]) -> bool:
        """Whether a list names people: who stands in it beside them is one of them.

        A verb for one tells of one ("a surgeon and a father of two was killed").
        """
        told = len(members) > 1 and any(self._term(i) is not None for i in members)
        joined = any(self.tree.below(i, "cc") for i in members)
        one = {self.keys[i] for i in self.tree.below(at, "aux:pass", "aux", "cop")} & {"was", "is"}
        return told and joined and not one and self.passage.obeys("harm/list-mates")

    def _stands(self, at: int, frame: Frame) -> bool:
        """Whether a word stands in the sentence as its frame asks."""
        sort = self.tree.nodes[at].sort
        if frame.who in ("of", "with"):
            return sort in NOMINAL and (frame.who == "of" or self.led(at, "with"))
        if frame.who == "state":
            return bool(self.tree.below(at, "cop", "aux"))
        if sort != "VERB" and not self.tree.below(at, "nsubj:pass", "aux:pass"):
            return False
        held = {self.keys[i] for i in self.tree.below(at, "obj")}
        if frame.objects and not held & frame.objects:
            return False
        return not frame.hung or self._equated(at) is not None or self._hung(at, frame.hung)

    def _equated(self, at: int) -> int | None:
        """Give who the harmed are said to be: "those taken were four nurses and a baby"."""
        node = self.tree.nodes[at]
        whole = self.tree.nodes[node.head]
        those = self.keys[node.head] in ("those", "ones") and node.relation in ("acl", "acl:relcl")
        told = those and whole.relation == "nsubj" and self.tree.below(whole.head, "cop")
        return whole.head if told and self.passage.obeys("harm/those-were") else None

    def _hung(self, at: int, words: frozenset[str]) -> bool:
        """Whether a word hangs on a verb itself: not on its subject, not inside a clause below."""
        if not self.passage.obeys("harm/own-words"):
            return self.hangs(at, words)
        own = [i for i in self.tree.below(at) if self.tree.nodes[i].relation not in SUBJECTS]
        if any(self.keys[i] in words for i in own):
            return True
        own = [i for i in own if self.tree.nodes[i].relation not in CLAUSES]
        deeper = [j for i in own for j in self.tree.below(i)]
        if any(self.keys[j] in words for j in deeper):
            return True
        deeper = [j for j in deeper if self.tree.nodes[j].relation not in CLAUSES]
        return any(self.keys[k] in words for j in deeper for k in self.tree.below(j, *DESCRIBED))

    def _sufferers(self, at: int, frame: Frame) -> list[int]:
        """Give the words for those whom a frame makes the harmed."""
        if frame.who == "object":
            found = [i for i in self._objects(at) if self.keys[i] not in frame.hung]
            return [i for i in found if not frame.heads or self.keys[i] in frame.heads]
        if frame.who == "lives":
            lives = [i for i in self.tree.below(at, "obj") if self.keys[i] in WORDS["life"]]
            return [j for i in lives for j in self.tree.below(i, "nmod") if self.led(j, "of")]
        if frame.who == "with":
            return self._bearers(at)
        if frame.who == "of":
            return [i for i in self.tree.below(at, "nmod") if self.led(i, "of")]
        return self._subjects(at)

    def _bearers(self, at: int) -> list[int]:
        """Give who bears an injury: "a technician with burns", "two survived with leg wounds"."""
        node = self.tree.nodes[at]
        if node.relation in ("nmod", "obl") and self.tree.nodes[node.head].sort in NOMINAL:
            return [node.head]
        return self.tree.below(node.head, "nsubj") if node.relation == "obl" else []

    def _objects(self, at: int) -> list[int]:
        """Give whom a verb takes: its object, the subject of its passive, the noun it describes."""
        node, equal = self.tree.nodes[at], self._equated(at)
        if equal is not None:
            return [equal]
        own = self.tree.below(at, "nsubj:pass") or self.tree.below(at, "obj")
        if own:
            return [node.head if self._relative(i, at) else i for i in own]
        bare = not self.keys[at].endswith("ing") and not self.tree.below(at, "nsubj")
        if node.relation == "acl" and bare:
            return [node.head]
        if node.relation in ("conj", "xcomp", "parataxis") and bare and not self._busy(at):
            return self.tree.below(node.head, "nsubj:pass")
        return []

    def _subjects(self, at: int) -> list[int]:
        """Give the subject of a verb of dying or of a word of state, over verbs that share it."""
        node = self.tree.nodes[at]
        own = self.tree.below(at, "nsubj", "nsubj:pass")
        if own:
            return [node.head if self._relative(i, at) else i for i in own]
        if node.relation == "acl":
            return [node.head]
        if node.relation in ("conj", "xcomp", "advcl") and not self._busy(at):
            return self.tree.below(node.head, "nsubj", "nsubj:pass")
        return []

    def _busy(self, at: int) -> bool:
        """Whether people of its own stand before a verb: "two were killed and four wounded"."""
        node = self.tree.nodes[at]
        before = (i for i in self.tree.below(at) if self.tree.nodes[i].start < node.start)
        return node.head == at or any(self.tree.nodes[i].sort in COUNTABLE for i in before)

    def _relative(self, subject: int, verb: int) -> bool:
        return self.keys[subject] in RELATIVE and self.tree.nodes[verb].relation == "acl:relcl"

    def _members(self, at: int) -> Iterator[int]:
        """Give a noun and those that a list joins to it."""
        yield at
        for i in self.tree.below(at, "conj"):
            if self.tree.nodes[i].sort not in ("VERB", "NUM"):  # "14 dead and 40 wounded"
                yield from self._members(i)

    def _real(self, at: int, frame: Frame) -> bool:
        """Whether the harm is told as done: not denied, feared, asked for or only possible."""
        if frame.denied:
            near = {self.keys[i] for i in self.tree.below(at, "advmod", "aux")}
            return bool(near & NOT) and not self.voided(at)
        word = self._word(at)
        own = self.passage.words[word]
        term = Term(
            start=own.start,
            end=own.end,
            first=word,
            last=word + 1,
            entry=Entry(category="harm", code=frame.kind),
        )
        return happened(self.passage, term) and not self.undone(at)

    def _word(self, at: int) -> int:
        return self.passage.word_at(self.tree.nodes[at].start + self.passage.start)

    # ---- how many, and who ----

    def _quantity(self, at: int, frame: Frame, *, listed: bool) -> Quantity | None:
        """Read how many people a noun stands for, and of which group; None where it is nobody."""
        key, node, term = self.keys[at], self.tree.nodes[at], self._term(at)
        if key in WORDS["several"]:
            return self._of_so_many(at)
        number = None if self._of_a_name(at) else self._number(at)
        dead = listed and frame.kind == "killed" and frame.who == "subject"  # only people die
        known = term is not None or frame.persons or bool(frame.heads) or dead
        if key in WORDS["things"] or self._other_name(at):
            return None
        if number is not None and number.kind != "ordinal" and number.end:
            told = known or node.sort == "NUM" or number.qualifier == "none"
            return self._made(at, number) if told else None
        named = self._named(at)
        if named is not None:
            return named if frame.who == "object" else None
        nobody = not known or node.sort not in (*NOMINAL, "ADJ")
        plural = is_plural(key) if term is not None else key.endswith("s")
        if nobody or plural or frame.heads:
            return None  # people without a number are left to what is near
        return self._made(at, ONE) if self._one(at, owned=listed and term is not None) else None

    def _one(self, at: int, *, owned: bool) -> bool:
        """Whether a word makes a noun one: an article, and in a list "the vehicle's driver"."""
        lead = self.tree.below(at, "det", "nmod:poss")
        if {self.keys[i] for i in lead} & WORDS["one"]:
            return True
        return owned and any(self.led(i, "'s", "’s") for i in lead)

    def _of_so_many(self, at: int) -> Quantity | None:
        """Count a body of people whose number stands behind "of": "its crew of three"."""
        inner = [i for i in self.tree.below(at, "nmod") if self.led(i, "of")]
        numbers = [self._number(i) for i in inner if self.tree.nodes[i].sort == "NUM"]
        if not numbers or numbers[0] is None or not self.passage.obeys("harm/crew-of"):
            return None
        return self._made(at, numbers[0])

    def _made(self, at: int, number: Number) -> Quantity:
        own = self.tree.below(at, *DESCRIBING)
        own += [j for i in own for j in self.tree.below(i, "det")]  # "the vehicle's driver"
        words = [self._word(i) for i in (at, *own)]
        last = self._word(at) + 1
        first = min(w for w in words if w < last)
        if number.end:
            first = min(first, self.passage.word_at(number.start))
            last = max(last, self.passage.word_at(number.end - 1) + 1)
        return Quantity(
            first=first,
            last=last,
            group=self._group(at),
            min=number.min,
            max=number.max,
            qualifier=number.qualifier,
        )

    def _group(self, at: int) -> Group:
        """Give the group of people that a noun, or the word that describes it, belongs to."""
        own = [self._term(i) for i in (at, *self.tree.below(at, "compound", "amod", "nmod"))]
        told = [group_of(t) for t in own if t is not None]
        return next((g for g in told if g != "total"), "total")

    def _term(self, at: int) -> Term | None:
        node, cut = self.tree.nodes[at], self.passage.start
        start, end = node.start + cut, node.end + cut
        return next((t for t in self.people if t.start < end and start < t.end), None)

    def _named(self, at: int) -> Quantity | None:
        """Give the person whom a word names."""
        word = self._word(at)
        return next((q for q in self.named if q.first <= word < q.last), None)

    def _other_name(self, at: int) -> bool:
        return self.touches(at, self.others) and self._term(at) is None

    def _of_a_name(self, at: int) -> bool:
        """Whether a number is an age ("who was seven") or part of a name ("ambulance 417")."""
        node = self.tree.nodes[at]
        if node.sort != "NUM" or not self.passage.obeys("harm/no-count"):
            return False
        before = self.tree.nodes[at - 1] if at else None
        named = before is not None and before.sort in NOMINAL and before.end + 1 == node.start
        return named or bool(self.tree.below(at, "cop"))

    def _number(self, at: int) -> Number | None:
        """Give the number that counts a noun, or that stands for the counted."""
        cut = self.passage.start
        counting = [at, *self.tree.below(at, "nummod", "det", "nmod:npmod", "advmod")]
        spans = [(self.tree.nodes[i].start + cut, self.tree.nodes[i].end + cut) for i in counting]
        for number in self.passage.numbers:
            behind = number.start > spans[0][0]
            if not behind and any(s < number.end and number.start < e for s, e in spans):
                return number
        return None


def befallen(passage: Passage, names: Sequence[Name], tree: Tree) -> tuple[Befallen, ...]:
    """Find whom words of harm befell by their frames, each people once for each kind."""
    found: dict[tuple[Harm, int, int], Befallen] = {}
    if not framed_in(passage):
        return ()
    for one in Suffering(passage, names, tree).found():
        told = one.quantity
        void = tell(passage, [told]) or taken_back(passage, told) or cared_for(passage, told)
        void = void or _of_the_next(passage, one)
        if not (void or _told_again(passage, told)):
            found.setdefault((one.kind, told.first, told.last), one)
    dead = {(q.first, q.last) for q in (b.quantity for b in found.values() if b.kind == "killed")}
    return tuple(
        b
        for b in found.values()
        if b.kind != "injured" or (b.quantity.first, b.quantity.last) not in dead
    )


def _of_the_next(passage: Passage, one: Befallen) -> bool:
    """Whether another harm stands right behind its people: "one killed and three nurses hurt"."""
    behind = [t for t in passage.of("harm") if t.first == one.quantity.last]
    other = any(t.code != one.kind for t in behind)
    return other and one.word < one.quantity.first and passage.obeys("harm/own-verb")


def _told_again(passage: Passage, quantity: Quantity) -> bool:
    """Whether words between commas only say who somebody is: "the patient, a man of 61, died"."""
    first = quantity.first
    before = any(t.last == first for t in passage.of("people", "role"))
    gap = passage.slice(passage.words[first - 1].end, passage.words[first].start) if first else ""
    return before and gap == ", " and quantity.min == quantity.max == 1
