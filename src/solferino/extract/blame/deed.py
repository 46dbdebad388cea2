"""Who did the deed of a sentence, by its tree, where no rule of nearness names a doer.

In "elements of the militia known as the Reed Front entered the ward, forced its doors and shot the
patients" too much stands between the doer and the deed for rules of nearness. The tree tells the
subject of the verb, the agent of a passive, the owner of the arms, whatever stands between; who
that is, is told by nouns of men and arms (deeds.toml) and by the names that the text has. The
parser sees no side's name, and no name changes what comes out.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from solferino.extract.blame.actor import Blamed, by_name, by_words
from solferino.extract.blame.blame import blamed
from solferino.extract.blame.charge import laid
from solferino.extract.blame.clause import ARMS, BLOWS, DATA, MEN, STRIKES, Clause, forms
from solferino.extract.blame.habit import BARE_ARMS, LYING, habit
from solferino.extract.named.doer import plain, unknown
from solferino.extract.named.facility import NEVER, Facility
from solferino.extract.named.names import Name
from solferino.extract.named.sides import RULES as SIDES
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.extract.syntax.mask import masked
from solferino.extract.syntax.tree import Heard, Tree
from solferino.extract.voice.learned import sides, unmasked
from solferino.model import Claim

RULE = "blame/tree"
FAINT, FOLK, DESCRIBING, OWNING, NAMING = (
    frozenset(DATA[k]) for k in ("faint", "folk", "describing", "owning", "naming")
)
BODIES, UNDECIDED = frozenset(DATA["bodies"]), frozenset(DATA["undecided"])
BARE, TELLING = frozenset(DATA["bare"]), frozenset(DATA["telling"])
USES = ("use", "used", "uses", "using")
LINE = re.compile(r"^[^a-z]{0,3}[A-Z][^.!?\n]{1,70}?[)\w.] ?(?:[—–]|--| -) ?(?=[A-Z\"“])")
SILENT = ("boilerplate", "infobox")


def deed_words(passage: Passage) -> bool:
    """Whether a sentence has a word of a deed and somebody who may have done it."""
    keys = {w.key for w in passage.words}
    deed = bool(keys & forms("sure", "plain", "violent")) or bool(passage.of("event", "weapon"))
    who = bool(keys & (MEN | ARMS | FOLK)) or any(w.text[0].isupper() for w in passage.words[1:])
    care = bool(passage.of("facility", "facilities", "part", "people"))
    deed = deed or (care and bool(keys & (MEN - FAINT)))
    return deed and who and passage.zone not in SILENT and not passage.entry


Parse = Callable[[Sequence[str]], list[Tree]]


def deed_trees(
    passages: Sequence[Passage], names: Sequence[tuple[Name, ...]], parse: Parse
) -> Mapping[int, Tree]:
    """Parse sentences in which no side has a name; by number of the passage."""
    cuts = [_dateline(p) for p in passages]
    blind = [
        masked(p.text[at:], [(s - at, e - at) for s, e in sides(p, names[p.number]) if s >= at])
        for p, at in zip(passages, cuts, strict=True)
    ]
    parsed = parse([one.text for one in blind])
    return {
        p.number: _moved(unmasked(Heard(tree=tree), one).tree, cut)
        for p, tree, one, cut in zip(passages, parsed, blind, cuts, strict=True)
    }


def _dateline(passage: Passage) -> int:
    """Give the length of a dateline with its dash: "ARDUNE, March 14 (Wire) — "."""
    found = LINE.match(passage.text)
    return found.end() if found else 0


def _moved(tree: Tree, by: int) -> Tree:
    nodes = (replace(n, start=n.start + by, end=n.end + by) for n in tree.nodes)
    return Tree(nodes=tuple(nodes)) if by else tree


def doers(
    passage: Passage,
    names: tuple[Name, ...],
    facilities: tuple[Facility, ...],
    tree: Tree,
    *,
    told: bool,
) -> tuple[Blamed, ...]:
    """Find the doers of a sentence's deeds; `told` says that the sentence tells of the attack."""
    asked = passage.text.rstrip("\"”' ").endswith("?")
    if asked or not passage.obeys(RULE):
        return ()
    clause = Doers(passage, names, facilities, tree)
    found: dict[int, Blamed] = {}
    for verb in clause.deeds(told=told):
        for subject in clause.agents(verb):
            side = clause.party(subject, verb)
            if side is None or side.actor.lower() in BARE_ARMS:
                continue
            # A tree may make a word of the gap between two sentences that a mark failed to part.
            if side.actor.strip() and not habit(passage, side):
                found.setdefault(side.start, side)
    for verb in clause.others() if told and not found else ():
        for subject in clause.agents(verb):
            side = clause.armed(subject, verb)
            if side is not None and not habit(passage, side):
                found.setdefault(side.start, replace(side, rule="blame/any-verb"))
    return tuple(found[k] for k in sorted(found))


def deeds(study: Study, notebook: Notebook, passage: Passage, *, told: bool) -> Iterator[Claim]:
    """Note the doers that the tree of a sentence names."""
    tree, number = study.deeds.get(passage.number), passage.number
    if tree is None:
        return
    # Where nearness finds men without a name, the tree is only asked whose they are.
    acts = tuple(passage.of("event", "weapon", "harm"))
    near = any(b.stance == "alleged" for b in blamed(passage, study.names[number], acts))
    for one in doers(passage, study.names[number], study.facilities[number], tree, told=told):
        if near and nameless(one.actor):
            continue
        yield from laid(study, notebook, passage, one)


class Doers(Clause):
    """A sentence asked who the doers of its deeds are."""

    def party(self, index: int, deed: int) -> Blamed | None:
        """Tell which party a word names, as doer of a deed; null for a thing or a victim."""
        lying = any(self.keys[i] in LYING for i in self.tree.below(index, "amod"))
        if self._undecided(index) or (lying and self.passage.obeys("blame/harmed")):
            return None
        actor = self._actor(self._core(index), index)
        key = self.keys[index]
        arms = key in ARMS or self.touches(index, self.acts)
        plain = actor is None or nameless(actor.text)
        owner = self._owner(index) if (key in MEN and plain) or (arms and actor is None) else None
        owner = owner or (self._bare_owner(index) if arms and actor is None else None)
        if owner is not None:
            return owner
        if actor is not None and not (unknown(actor.text) and self.keys[deed] in USES):
            return by_name(actor, "alleged", RULE)
        if arms or (self.touches(index, self.cares) and key not in MEN | FOLK):
            return None
        capital = self.tree.nodes[index].sort == "PROPN" and key not in MEN
        doer = self._named(index, deed) if capital else self._of_men(index, deed)
        force = key in BARE and self.keys[deed] not in forms("mild")
        return self._phrase(index) if doer or force else None

    def _bare_owner(self, index: int) -> Blamed | None:
        """Find the force without a name before its arms: "army rockets", "a coast guard cutter"."""
        if not self.passage.obeys("blame/bare-owner"):
            return None
        for i in self.tree.below(index, "compound", "amod", "nmod:poss"):
            vague = self.keys[i] == "military" and self.keys[index] in STRIKES - {"shelling"}
            if self.keys[i] in BARE | {"guard"} and not vague:
                return self._phrase(i)
        return None

    def _undecided(self, index: int) -> bool:
        """Whether it is left open which of several it was: "either army", "one or the other"."""
        led = {self.keys[i] for i in self.tree.below(index, "det", "nummod", "cc:preconj")}
        others = {self.keys[i] for i in self.tree.below(index, "conj")} & {"other", "another"}
        told = bool(led & UNDECIDED) or ("one" in led and bool(others))
        return told and self.passage.obeys("blame/undecided")

    def armed(self, index: int, deed: int) -> Blamed | None:
        """Tell which armed party a word names, whose deed may be any; null for others."""
        key = self.keys[index]
        bare = key in (MEN - FAINT) | BARE or self._of_unit(index)
        named = [
            a for a in self.actors if a.start - self.passage.start <= self.tree.nodes[index].start
        ]
        party = self.party(index, deed) if bare or named else None
        if party is None or self.touches(index, self.cares):
            return None
        soldiers = bare or any(a.kind == "armed_group" and a.text == party.actor for a in named)
        return party if soldiers else None

    def _of_unit(self, index: int) -> bool:
        """Whether a body with a name sent the men: "men of the Sable Column"."""
        told = [i for i in self.tree.below(index, "nmod") if self.led(i, "of", "from")]
        capital = any(self.tree.nodes[i].text[0].isupper() and not self._listed(i) for i in told)
        return self.keys[index] in ("men", "elements", "agents", "officers") and capital

    def _of_folk(self, index: int, deed: int) -> bool:
        """Whether people who bear no arms by their word did what is violent by its own."""
        key, obeyed = self.keys[index], self.passage.obeys("blame/folk")
        if key not in FOLK or self.keys[deed] not in forms("violent") or not obeyed:
            return False
        led = {self.keys[i] for i in self.tree.below(index, "det")}
        told = bool(
            self.tree.below(index, "amod", "compound", "nmod", "nmod:poss", "acl", "nummod")
        )
        told = told or bool(self.tree.below(index, "acl:relcl"))
        back = led & {"the", "these", "those", "both"} and not told
        return not back and "no" not in led

    def _of_men(self, index: int, deed: int) -> bool:
        """Whether a noun of men, told of for the first time, is enough to be a doer."""
        key = self.keys[index]
        if self._of_folk(index, deed):
            return True
        if key not in MEN or (self._pointing(index) and not self._who_did(index, deed)):
            return False
        described = any(self.keys[i] in DESCRIBING for i in self.tree.below(index))
        described = described or self._with_name(index)
        below = self.tree.below(index, "nmod", "acl")
        worn = any(self.led(i, "in", "on", "with") for i in below)
        mild = self.keys[deed] in forms("mild")
        told = described or (not mild and (worn or self._small(index, deed)))
        return key not in FAINT or told

    def _who_did(self, index: int, deed: int) -> bool:
        """Whether a clause on men tells the deed and so says who is meant: "the men who shot"."""
        node = self.tree.nodes[deed]
        own = node.relation == "acl:relcl" and node.head == index
        return own and self.keys[index] not in FAINT and self.passage.obeys("blame/who-did")

    def _with_name(self, index: int) -> bool:
        """Whether a name stands before men that says whose they are: "Colonel X's men"."""
        for i in self.tree.below(index, "compound", "nmod:poss"):
            text = self.tree.nodes[i].text
            owned = self.tree.nodes[i].relation == "nmod:poss" and i > 0
            initials = text.isupper() and len(text) > 2  # noqa: PLR2004  (letters of initials)
            if text[0].isupper() and (owned or initials) and not _helps(text):
                return True
        return False

    def _small(self, index: int, deed: int) -> bool:
        """Whether a few men did what only attackers do: "two men opened fire"."""
        counted = bool(self.tree.below(index, "nummod"))
        return (
            counted
            and self.touches(deed, self.acts)
            and self.keys[index] in ("men", "man", "youths")
        )

    def _pointing(self, index: int) -> bool:
        """Whether "the" or "their" leads men in: they were told of before, or are their own."""
        led = {self.keys[i] for i in self.tree.below(index, "det", "nmod:poss")}
        return bool(
            led & {"the", "these", "those", "no", "its", "his", "her", "their", "our", "my"}
        )

    def _core(self, index: int) -> set[int]:
        """Give the words of a name's phrase: before its head, behind "of" and "from", apposed."""
        found, waiting = {index}, [index]
        strike = self.keys[index] in STRIKES
        while waiting:
            at = waiting.pop()
            for i in self.tree.below(at):
                relation = self.tree.nodes[i].relation
                own = relation in ("compound", "flat", "amod", "nmod:poss", "appos")
                own = own or (relation in ("nmod", "acl", "obl") and self._owns(i) and not strike)
                own = own or (relation in ("acl", "amod") and self.keys[i] in NAMING)
                own = own or (self.keys[at] in NAMING and relation in ("obl", "xcomp", "advcl"))
                if own and i not in found:
                    found.add(i)
                    waiting.append(i)
        return found

    def _owns(self, index: int) -> bool:
        return bool(self.leads(index) & OWNING) or self.keys[index] in ("belonging", "loyal")

    def _actor(self, core: set[int], index: int) -> Name | None:
        """Find the named party in a phrase: at its head, else whose the men or arms are."""
        start = self.passage.start
        held = [
            (a, i)
            for a in self.actors
            for i in sorted(core)
            if a.start - start < self.tree.nodes[i].end and self.tree.nodes[i].start < a.end - start
        ]
        named = [a for a, _ in held if not unknown(a.text)]
        at_head = [a for a, i in held if i == index]
        own = next((a for a in named if not nameless(a.text)), None)
        mine = self.keys[index] in MEN | ARMS or self.touches(index, self.acts)
        if at_head and (own is None or not nameless(at_head[0].text)):
            inside = [a for a in named if a is not at_head[0] and _inside(a, at_head[0])]
            return self._behind(index) or (inside or at_head)[0]
        return (own or (named[0] if named else None)) if mine else None

    def _behind(self, index: int) -> Name | None:
        """Name the land behind men without a name: "soldiers from neighbouring Ruritania"."""
        words, at = (
            self.passage.words,
            self.passage.word_at(self.passage.start + self.tree.nodes[index].start),
        )
        if self.keys[index] not in MEN or [w.key for w in words[at + 1 : at + 2]] != ["from"]:
            return None
        for last in range(at + 2, min(len(words), at + 5)):
            if words[last].text[0].isupper() and words[last].key not in NEVER:
                return plain(self.passage, at, last + 1, "armed_group")
        return None

    def _owner(self, index: int) -> Blamed | None:
        """Find whose men or arms they are, where the name is no known party's."""
        if self.keys[index] in STRIKES:
            return self._striker(index)  # "the shelling of Ardune", "Ardune's shelling"
        told = [i for i in self.tree.below(index, "acl", "amod") if self.keys[i] in NAMING]
        whose = [j for i in told for j in self.tree.below(i, "obl", "xcomp", "nmod", "obl:agent")]
        whose = [j for j in whose if not self.led(j, "by") or self.keys[j] in MEN]
        for i in [*self.tree.below(index, "nmod", "nmod:poss", "compound", "amod"), *whose]:
            node = self.tree.nodes[i]
            behind = node.relation == "nmod" or i in whose
            if node.relation == "nmod" and not self.led(i, "of", "from"):
                continue
            if self.keys[i] in MEN and behind:
                found = self.party(i, index)
                if found is not None:
                    return found
            if behind and self.keys[i] in BODIES:
                return self._phrase(i)  # "jets of Ruritania's ruling council"
            capital = node.text[0].isupper() and self.keys[i] not in NEVER and i > 0
            if capital and not self._listed(i) and (behind or node.relation == "nmod:poss"):
                owner = self._phrase(i)
                return None if _helps(owner.actor) else owner
        return None

    def _striker(self, index: int) -> Blamed | None:
        """Find whose a strike is by "'s", where it is told on what: "X's attack on the clinic"."""
        target = [i for i in self.tree.below(index, "nmod") if self.led(i, "on", "against", "upon")]
        if not target or not self.passage.obeys("blame/striker"):
            return None
        for i in self.tree.below(index, "nmod:poss"):
            capital = self.tree.nodes[i].text[0].isupper() and self.keys[i] not in NEVER
            if self.keys[i] in BARE or (capital and not self._listed(i)):
                owner = self._phrase(i)
                return None if _helps(owner.actor) else owner
        return None

    def _listed(self, index: int) -> bool:
        """Whether a word stands in a facility's or a place's name, or in one of nobody armed."""
        node, start = self.tree.nodes[index], self.passage.start
        built = any(
            f.start - start < node.end and node.start < f.end - start for f in self.facilities
        )
        other = any(
            n.start - start < node.end
            and node.start < n.end - start
            and (n.kind in ("place", "media") or n.known or n.titled)
            for n in self.names
        )
        dated = any(
            d.start - start < node.end and node.start < d.end - start for d in self.passage.dates
        )
        return built or other or dated

    def _named(self, index: int, deed: int) -> bool:
        """Whether a capitalised word that no list knows may be a doer of this deed."""
        verb = self.tree.nodes[deed].sort == "VERB" and self.keys[deed] in forms("sure")
        verb = verb or self._blow_by(index, deed)
        helps = _helps(self._phrase(index).actor)
        return (
            verb and not helps and not self._listed(index) and not self.touches(index, self.cares)
        )

    def _blow_by(self, index: int, deed: int) -> bool:
        """Whether "by" makes a name the doer of a blow: "the bombing of the clinic by X"."""
        blow = self.keys[deed] in BLOWS | STRIKES and index in set(self.by(deed))
        told = self.keys[self.tree.nodes[deed].head] in TELLING
        return blow and not told and self.passage.obeys("blame/blow-by")

    def _phrase(self, index: int) -> Blamed:
        """Give a noun with the words that stand before it and the name behind it."""
        own = {index}
        waiting = [index]
        while waiting:
            at = waiting.pop()
            for i in self.tree.below(at):
                relation = self.tree.nodes[i].relation
                before = relation in ("compound", "amod", "nummod", "flat", "nmod:poss") or (
                    relation == "nmod" and self.led(i, "of") and at == index
                )
                if before and i not in own:
                    own.add(i)
                    waiting.append(i)
        start, end = (
            min(self.tree.nodes[i].start for i in own) + self.passage.start,
            max(self.tree.nodes[i].end for i in own) + self.passage.start,
        )
        return by_words(self.passage, start, end, RULE)


def _inside(one: Name, other: Name) -> bool:
    """Whether a name stands in a longer one: "X" in "fighters of X"."""
    return other.start <= one.start and one.end <= other.end


def nameless(actor: str) -> bool:
    """Whether words of an actor only say what it is: "fighters", "Soldiers", "armed men"."""
    words = actor.split()
    return all(w.islower() or (not i and w.lower() in MEN) for i, w in enumerate(words))


def _helps(name: str) -> bool:
    return bool(SIDES["caring"] & set(name.lower().split()))
