"""What befell people by the frame of a verb, a noun or a word of state, in a sentence's tree.

Where rules of nearness know the people or the harm by a list alone, a frame tells who was harmed
by grammar: in "a shell landed beside the laundry, wounding a washerwoman" whoever is the object of
"wound" was wounded, and in "two workers of the quick help were injured" whoever is the subject of
its passive. Frames are data (befell.toml); how many people, a number or an article in the tree.
"""

from collections.abc import Iterator, Sequence

from solferino.codec import value
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
        for first in self._sufferers(at, frame):
            for one in self._members(first):
                counted = self._quantity(one, frame)
                apart = frame.care and counted and counted.group not in CARE
                if counted is not None and not apart:
                    yield Befallen(kind=frame.kind, quantity=counted, word=word)

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
        return not frame.hung or self.hangs(at, frame.hung)

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
        node = self.tree.nodes[at]
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

    def _quantity(self, at: int, frame: Frame) -> Quantity | None:
        """Read how many people a noun stands for, and of which group; None where it is nobody."""
        key, node = self.keys[at], self.tree.nodes[at]
        term = self._term(at)
        number = self._number(at)
        known = term is not None or frame.persons or bool(frame.heads)
        if key in WORDS["things"] | WORDS["several"] or self._other_name(at):
            return None
        if number is not None and number.kind != "ordinal" and number.end:
            told = known or node.sort == "NUM" or number.qualifier == "none"
            return self._made(at, number) if told else None
        named = self._named(at)
        if named is not None:
            return named if frame.who == "object" else None
        if not known or node.sort not in (*NOMINAL, "ADJ"):
            return None
        if is_plural(key) if term is not None else key.endswith("s"):
            return None  # people without a number are left to what is near
        lead = {self.keys[i] for i in self.tree.below(at, "det", "nmod:poss")}
        return self._made(at, ONE) if lead & WORDS["one"] and not frame.heads else None

    def _made(self, at: int, number: Number) -> Quantity:
        words = [self._word(i) for i in (at, *self.tree.below(at, *DESCRIBING))]
        last = self._word(at) + 1
        first = min(w for w in words if w < last)
        if number.end:
            first = min(first, self.passage.word_at(number.start))
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

    def _number(self, at: int) -> Number | None:
        """Give the number that counts a noun, or that stands for the counted."""
        cut = self.passage.start
        counting = [at, *self.tree.below(at, "nummod", "det", "nmod:npmod", "advmod")]
        spans = [(self.tree.nodes[i].start + cut, self.tree.nodes[i].end + cut) for i in counting]
        for number in self.passage.numbers:
            if any(s < number.end and number.start < e for s, e in spans):
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
        if not (void or _told_again(passage, told)):
            found.setdefault((one.kind, told.first, told.last), one)
    dead = {(q.first, q.last) for q in (b.quantity for b in found.values() if b.kind == "killed")}
    return tuple(
        b
        for b in found.values()
        if b.kind != "injured" or (b.quantity.first, b.quantity.last) not in dead
    )


def _told_again(passage: Passage, quantity: Quantity) -> bool:
    """Whether words between commas only say who somebody is: "the patient, a man of 61, died"."""
    first = quantity.first
    before = any(t.last == first for t in passage.of("people", "role"))
    gap = passage.slice(passage.words[first - 1].end, passage.words[first].start) if first else ""
    return before and gap == ", " and quantity.min == quantity.max == 1
