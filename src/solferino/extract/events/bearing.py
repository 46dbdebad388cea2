"""Whether an attack without a facility falls on anybody or anything of care that a sentence names.

That a doctor tells of a raid, that medics rush to where it fell, that the coroner names the dead,
makes no attack on health care. So where no facility is hit, one of those of care has to bear it:
not as speaker, not as the subject of another deed, not by a word that is part of a name or of care
only in its place ("driver"), nor as medicine in a list of all that a siege keeps out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from solferino.extract import clausal
from solferino.extract.care.carers import GROUPS, OFFICES, goes_on, of_ill
from solferino.extract.clausal import RELATIVE, Clausal
from solferino.extract.events.happening import Happening
from solferino.extract.events.roles import role_of
from solferino.extract.events.violence import WORDS
from solferino.extract.lexicon import Term, table
from solferino.extract.named.bare import is_bare
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.extract.syntax.tree import Tree

DATA = {k: frozenset(v) for k, v in table("en", "bearing")["words"].items()}
SUFFERING = frozenset().union(*map(clausal.inflected, DATA["suffering"]))
COMING = clausal.inflected("come")
MEETING = frozenset().union(*map(clausal.inflected, DATA["meeting"]))
TENDING = frozenset().union(*map(clausal.inflected, DATA["tending"]))
PHRASE = ("conj", "nmod", "nmod:poss", "compound", "appos", "flat", "amod", "nummod", "dep")
OBJECTS = ("obj", "nsubj:pass", "iobj")
STEPS = 6  # words that are climbed from people to the verb of their phrase
NEAR = 2  # paragraphs before, in which a place or a body of care makes a driver one of care
BESIDE = 2  # characters between people and the name of who speaks ("the coroner, Lena Orr, said")
ACCORDING = 4  # words between "according to" and who tells


def weighed(
    study: Study, found: Sequence[Happening], trees: Mapping[int, Tree]
) -> tuple[Happening, ...]:
    """Mark which attacks without a facility are borne by nobody and nothing of care."""
    return tuple(
        h if h.facility is not None else replace(h, borne=_borne(study, h, found, trees))
        for h in found
    )


def told_in(study: Study, found: Sequence[Happening]) -> set[int]:
    """Give the passages that have to be parsed for it, by number."""
    bare = [h for h in found if h.facility is None and h.sure]
    here = {h.passage for h in bare}
    return here | {h.passage - 1 for h in bare if goes_on(study, study.passages[h.passage])}


def _borne(
    study: Study, happening: Happening, found: Sequence[Happening], trees: Mapping[int, Tree]
) -> bool:
    passage = study.passages[happening.passage]
    own = _Bearers(study, passage, trees.get(passage.number, Tree()), happening)
    if passage.entry or own.any() or own.untold():
        return True
    if not goes_on(study, passage):
        return False
    before = study.passages[passage.number - 1]
    known = next((h for h in found if h.passage == before.number), happening)
    named = _Bearers(study, before, trees.get(before.number, Tree()), known)
    return named.meant() if own.opens_on_them() else named.any()


class _Bearers(Clausal):
    """Those of care whom a sentence names, asked whether they bear the attack it tells of."""

    def __init__(self, study: Study, passage: Passage, tree: Tree, happening: Happening) -> None:
        super().__init__(tree)
        self.study, self.passage, self.happening = study, passage, happening
        here = happening.passage == passage.number
        self.arms = self._words(happening.weapons) if here else set[int]()
        self.deeds = (self._words(happening.terms) if here else set[int]()) | self.arms
        self.terms = [
            t for t in passage.of("people", "supply") if t.category == "supply" or t.code in GROUPS
        ]

    def _words(self, terms: Sequence[Term]) -> set[int]:
        cut = self.passage.start
        return {i for t in terms for i in self.tree.inside(t.start - cut, t.end - cut)}

    def any(self) -> bool:
        """Whether one of them bears it."""
        return any(self._bears(t) for t in self.terms)

    def meant(self) -> bool:
        """Whether one of them can be who the next sentence calls "they"."""
        return any(self._of_care(t) and not self._speaks(t) for t in self.terms)

    def opens_on_them(self) -> bool:
        """Whether the sentence opens on "they" as those who suffer something."""
        if not self.keys or self.keys[0] not in DATA["pronouns"]:
            return False
        return not self._is_doer(0)

    def untold(self) -> bool:
        """Whether the sentence tells of care without any of these words: by a title, an office."""
        keys = self.passage.keys
        titled = self.happening.goods and any(k.rstrip(".") in WORDS["titles"] for k in keys)
        working = self.study.facilities[self.passage.number] and keys & OFFICES
        places = self.study.facilities[self.passage.number]
        housed = bool(self.passage.of("part")) or not all(is_bare(f.name) for f in places)
        ward = self.happening.goods and housed
        return bool(titled or working or ward) or of_ill(self.passage)

    def _bears(self, term: Term) -> bool:
        if term.category == "supply":
            return not self._listed(term)
        if not self._of_care(term):
            return False
        proven = self._proven(term)
        if self._adjective(term):
            return proven or self._near_care()
        if self.happening.goods:
            return True  # the tree has told that it falls on care
        if _key(self.passage, term) in DATA["offices"] and self.study.obeys("bearer/office"):
            return proven
        aside = (self._speaks(term) or self._acts(term)) and not self._on_them()
        return proven or not (aside or self._tended(term))

    def _of_care(self, term: Term) -> bool:
        """Whether a word is one for people of care here, not part of a name or of any trade."""
        return not (self._in_name(term) or self._of_any_trade(term))

    def _on_them(self) -> bool:
        """Whether a deed falls on "me", "her", "them", who can be those of care just named."""
        if not self.study.obeys("bearer/on-them"):
            return False
        struck = [j for i in self.deeds for j in self.tree.below(i, *OBJECTS, "obl")]
        own = [j for j in struck if self.keys[j] in DATA["theirs"]]
        owners = (k for j in own for k in self.tree.below(j, "nmod:poss"))
        return any(self.keys[j] in DATA["pronouns"] for j in struck) or any(
            self.keys[k] in DATA["owners"] for k in owners
        )

    def _listed(self, term: Term) -> bool:
        """Whether medicines are only named in a list of all goods: "food, fuel and medicine"."""
        if not self.study.obeys("bearer/staples"):
            return False
        words = self.passage.words
        near = words[max(0, term.first - 4) : term.first] + words[term.last : term.last + 4]
        return any(w.key in DATA["staples"] for w in near)

    def _in_name(self, term: Term) -> bool:
        """Whether a trade is part of a name: "Revolutionary Guard", "Cook County"."""
        passage, words = self.passage, self.passage.words
        if passage.is_title or passage.zone == "headline" or not passage.obeys("bearer/in-name"):
            return False
        own = words[term.first : term.last]
        named = self.study.names[passage.number]
        bodies = [n for n in named if n.kind not in ("person", "place")]
        key = _key(passage, term)
        trade = key in DATA["trades"]
        if any(_part_of(n, term, passage, last=trade) for n in bodies):
            return own[0].text[0].isupper()
        title = not trade and not key.endswith("s")  # "Nurse Ida Vorn"
        if title or not all(w.text[0].isupper() for w in own):
            return False
        titled = any(n.kind == "person" and n.first <= term.last < n.last for n in named)
        if self._capital(term.last, term.last - 1) and not titled:
            return True
        return trade and term.first > 1 and self._capital(term.first - 1, term.first)

    def _capital(self, at: int, beside: int) -> bool:
        """Whether a word is capitalised and stands right beside another."""
        words = self.passage.words
        if not 0 <= at < len(words) or not words[at].text[0].isupper():
            return False
        low, high = sorted((at, beside))
        return self.passage.slice(words[low].end, words[high].start) == " "

    def _adjective(self, term: Term) -> bool:
        """Whether "the wounded" only describes somebody: "returned to the wounded officer"."""
        cut = self.passage.start
        own = self.tree.inside(term.start - cut, term.end - cut)
        if not own or term.code != "patients" or not self.passage.obeys("bearer/adjective"):
            return False
        if self._hinders():
            return False  # "let the wounded pass"
        last = self.tree.nodes[own[-1]]
        return last.relation == "amod" and last.head > own[-1]

    def _of_any_trade(self, term: Term) -> bool:
        """Whether nothing near makes a trade one of care: a driver, a guard, staff."""
        key = _key(self.passage, term)
        if key not in DATA["trades"] or not self.study.obeys("bearer/trade"):
            return False
        rescuing = key in DATA["rescuers"] and self.study.obeys("bearer/rescuer")
        return not ((rescuing and self._proven(term)) or self._near_care())

    def _near_care(self) -> bool:
        """Whether a place, goods or people of care are told of near by."""
        number, here = self.passage.paragraph, self.passage.number
        every = self.study.passages
        near = [p for p in every[: here + 1] if number - p.paragraph <= NEAR]
        near += [p for p in every[here + 1 : here + 2] if p.paragraph == number]
        return any(self._staged(p) for p in near)

    def _staged(self, passage: Passage) -> bool:
        """Whether a sentence tells of a place or of people of care, not of where victims went."""
        study = self.study
        places = study.facilities[passage.number]
        if any(role_of(passage, f) != "receiving" and not is_bare(f.name) for f in places):
            return True
        if passage.of("supply") or self._body_of_care(passage):
            return True
        return any(
            t.code in GROUPS
            and not {_key(passage, t)} & (DATA["trades"] | DATA["offices"] | DATA["hurt"])
            for t in passage.of("people")
        )

    def _body_of_care(self, passage: Passage) -> bool:
        """Whether a sentence, or the one before, names a body of care: "Médecins"."""
        if self.passage.number - passage.number > 1:
            return False
        named = [w.key if w.text[0].isupper() else "" for w in passage.words]
        return bool(DATA["bodies"] & set(named)) or ("red", "cross") in pairwise(named)

    def _speaks(self, term: Term) -> bool:
        """Whether people only tell of it: "medics said", "according to the surgeon"."""
        if not self.study.obeys("bearer/speaker"):
            return False
        for statement in self.study.statements:
            for voice in statement.voice:
                span = voice.span
                if span and span.start < term.end + BESIDE and term.start < span.end:
                    return True
        before = [w.key for w in self.passage.words[max(0, term.first - ACCORDING) : term.first]]
        return "according" in before and "to" in before

    def _acts(self, term: Term) -> bool:
        """Whether people are the subject of another deed: "medics rushed to the square"."""
        if not self.study.obeys("bearer/acts"):
            return False
        top = self._top(term)
        return top is not None and self._is_doer(top)

    def _is_doer(self, at: int) -> bool:
        """Whether a word is the subject or the agent of a deed that is not suffered."""
        node = self.tree.nodes[at]
        if node.relation == "obl:agent":
            return True
        verb = node.head
        if node.relation != "nsubj" or self.tree.nodes[verb].sort != "VERB":
            return False
        if self.keys[verb] in SUFFERING or self._amid(verb):
            return False
        return not (self._met(verb) or self._aboard(verb))

    def _aboard(self, verb: int) -> bool:
        """Whether a deed is done in what is struck: "hit the bus in which nurses were riding"."""
        node = self.tree.nodes[verb]
        struck = {*self._up(node.head), *self.tree.below(node.head, "nsubj")}
        beside = node.relation not in ("acl", "acl:relcl", "advcl")
        if beside or self.deeds.isdisjoint(struck):
            return False
        inside = (
            self.keys[i] == "where" or (self.keys[i] == "which" and self.led(i, *DATA["within"]))
            for i in self.tree.below(verb, "obl", "advmod")
        )
        return any(inside)

    def _met(self, verb: int) -> bool:
        """Whether a deed is that of meeting arms: "drove over a mine", "walked into an ambush"."""
        met = self.tree.below(verb, "obj", "obl")
        return self.keys[verb] in MEETING and not self.deeds.isdisjoint(met)

    def _hinders(self) -> bool:
        """Whether the attack is one on getting care, or on giving it."""
        return any(t.code in ("obstruction", "criminalization") for t in self.happening.terms)

    def _amid(self, verb: int) -> bool:
        """Whether the attack came in the midst of a deed: "was driving home when shots fell"."""
        joined = {verb, *self.tree.below(verb, "conj")}
        for at in self.deeds:
            for i in self._up(at):
                node = self.tree.nodes[i]
                if node.relation == "advcl" and node.head in joined and self._led_in(i):
                    return True
        return False

    def _led_in(self, at: int) -> bool:
        marks = {self.keys[j] for j in self.tree.below(at, "mark", "advmod")}
        return bool(marks & DATA["amid"])

    def _tended(self, term: Term) -> bool:
        """Whether people are only cared for, or fetched: "helped the wounded"."""
        top = self._top(term)
        if top is None or term.code != "patients" or not self.study.obeys("bearer/tended"):
            return False
        node = self.tree.nodes[top]
        tends = self.keys[node.head] in TENDING and node.relation in ("obj", "obl", "nsubj:pass")
        return tends and not self._hinders()

    def _proven(self, term: Term) -> bool:
        """Whether people are the object of a word of the attack, or the subject of its passive."""
        node = self._node(term)
        if node is None:
            return False
        for i in self._phrase(node):
            one = self.tree.nodes[i]
            if i in self.deeds - self.arms and i != node:
                return True  # "the killing of two nurses", not "a drone of the guards"
            if one.relation in OBJECTS and one.head in self.deeds:
                return True
            told = self.tree.below(i, "acl", "acl:relcl")
            if any(j in self.deeds and self._suffered(j) for j in told):
                return True
            beside = one.relation in ("nsubj", "nsubj:pass") and self._suffers_beside(one.head)
            if beside or self._aimed_at(i):
                return True
        return False

    def _aimed_at(self, at: int) -> bool:
        """Whether a deed, or the arms it sends, is aimed at somebody, or they come under it."""
        one = self.tree.nodes[at]
        if one.relation == "nsubj":
            return self.keys[one.head] in COMING and one.head in self.deeds
        if not self.led(at, *DATA["aiming"]):
            return False
        sent = {one.head, *self.tree.below(one.head, "obj")}
        thrown = one.relation == "nmod" and one.head in self.arms  # "a grenade on rescuers"
        return thrown or (one.relation == "obl" and not self.deeds.isdisjoint(sent))

    def _suffers_beside(self, verb: int) -> bool:
        """Whether a verb stands beside a deed in the passive: "set out and were attacked"."""
        beside = self.deeds & set(self.tree.below(verb, "conj", "ccomp", "xcomp"))
        bare = [i for i in beside if not self.tree.below(i, "nsubj", "nsubj:pass")]
        return any(self.passive(i) for i in bare)

    def _suffered(self, verb: int) -> bool:
        """Whether a clause on a noun tells what the noun suffered: "the nurse who was shot"."""
        objects = [self.keys[i] for i in self.tree.below(verb, "obj")]
        return self.passive(verb) or bool(RELATIVE & set(objects))

    def _node(self, term: Term) -> int | None:
        cut = self.passage.start
        return self.tree.top(term.start - cut, term.end - cut)

    def _top(self, term: Term) -> int | None:
        """Give the head of the noun phrase in which people stand."""
        node = self._node(term)
        return None if node is None else list(self._phrase(node))[-1]

    def _phrase(self, node: int) -> Iterator[int]:
        """Give a word and what it hangs on, up to the head of its phrase."""
        at = node
        for _ in range(STEPS):
            yield at
            one = self.tree.nodes[at]
            beyond = one.relation == "nmod" and not self.leads(at) <= {"of", "'s", "’s"}
            apart = one.relation == "conj" and self.tree.below(at, "nsubj", "nsubj:pass", "cop")
            if one.relation not in PHRASE or one.head == at or beyond or apart:
                return
            at = one.head

    def _up(self, node: int) -> Iterator[int]:
        at = node
        for _ in range(STEPS):
            yield at
            if self.tree.nodes[at].head == at:
                return
            at = self.tree.nodes[at].head


def _part_of(name: Name, term: Term, passage: Passage, *, last: bool) -> bool:
    """Whether people are told by a part of a body's name: "Desert Guard", not "Medics".

    `last` says whether they can end it: "Red Crescent Paramedics" are people.
    """
    inside = name.first <= term.first and term.last <= (name.last if last else name.last - 1)
    others = [
        w.text
        for i, w in enumerate(passage.words[name.first : name.last], name.first)
        if not term.first <= i < term.last
    ]
    return inside and any(text[0].isupper() for text in others)


def _key(passage: Passage, term: Term) -> str:
    return " ".join(passage.slice(term.start, term.end).lower().split())
