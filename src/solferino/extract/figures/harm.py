"""Figures of people harmed: a number means nothing until it is bound to people and to harm.

Method: quantities (counted people, a single person, an unnamed plural, an express zero) are found
first and joined into lots; each is then bound to a word of harm by its place in the clause, or with
its lot. Tolls ("the death toll rose to 31") have a frame of their own.
"""

import re
from collections.abc import Sequence

from solferino.codec import value
from solferino.extract.cues import GRAMMAR
from solferino.extract.figures.real import cared_for, happened, taken_back
from solferino.extract.lexicon import Term, table
from solferino.extract.named.names import TITLES, Name
from solferino.extract.passage import Passage
from solferino.extract.people import governed
from solferino.extract.people.befell import (
    AFTER_PEOPLE,
    LIVES,
    agrees,
    among,
    brought_in,
    busy,
    chained,
    clipped,
    counts_again,
    counts_more,
    died_of,
    disagrees,
    interposed,
    joint,
    lives_taken,
    of_office,
    others_come,
    own_deed,
    own_harm,
    possessed,
    says,
    stays,
    suffers,
    tell,
    who,
    without_tellers,
    wounded_before,
)
from solferino.extract.people.listing import listed, opened
from solferino.extract.people.lot import between, lots
from solferino.extract.people.quantity import Quantity
from solferino.extract.people.spread import spread
from solferino.extract.people.toll import Toll, tolls
from solferino.extract.people.unhurt import unhurt
from solferino.extract.syntax.tree import Tree
from solferino.model import CasualtyValue
from solferino.model.terms import Confidence, Harm

RULES = {k: frozenset(v) for k, v in table("en", "rules")["harm"].items()}
ACTIVE = RULES["verbs_before"] | RULES["leading_off"]
KINDS: tuple[Harm, ...] = ("killed", "injured", "missing", "detained", "trapped", "displaced")
BEFORE_PEOPLE = 3  # words between a verb of harm and its object
OVER_NOUN = 2  # words between a noun of harm and the people ("bodies of the five")
NAMED_REACH = 16  # words between a named person and "being killed"
TITLE = re.compile(r"\b[A-Z][a-z]{1,4}\.")  # "Dr.", "Col."
CHAIN = 20  # of these in an entry of a log, which tells one thing after another
LOOSE = 3  # of these, words that are no part of the verb ("working at a hospital were killed")
TOLD = 8  # of these, where the verb follows in one piece ("posted at a clinic in X were killed")
BREAKS = ".;:("
BEHIND = ("harm/subject", "harm/with-next", "harm/interposed")
# Rules of people whose harm may stand far off: their claim rests on their own words.
APART = ("harm/list", "harm/with-next", "harm/interposed", governed.TREE)

Bound = list[tuple[Harm, int, str]]


@value
class Figure:
    """A quantity bound to harm, with the code points [start, end) that say both."""

    start: int
    end: int
    kind: Harm
    quantity: Quantity
    rule: str
    confidence: Confidence

    @property
    def casualty(self) -> CasualtyValue:
        """Give it as the value of a claim."""
        return CasualtyValue(
            kind=self.kind,
            group=self.quantity.group,
            min=self.quantity.min,
            max=self.quantity.max,
            qualifier=self.quantity.qualifier,
            names=self.quantity.names,
        )


def figures(
    passage: Passage,
    names: tuple[Name, ...],
    meant: tuple[Quantity, ...] = (),
    tree: Tree | None = None,
) -> tuple[Figure, ...]:
    """Find all figures of harm in a passage, in order of place; each quantity once per kind.

    `meant` are words that stand for people counted in sentences before. `tree` is the sentence's:
    it is asked of people whom nothing near befell.
    """
    terms = [*passage.of("harm"), *spread(passage)]
    harms = [t for t in terms if t.code in KINDS and happened(passage, t) and not stays(passage, t)]
    found: list[Figure] = []
    tolled = list(tolls(passage)) if passage.obeys("harm/toll") else []
    # Without a word of harm or of lives nothing binds: no need to look for people then.
    some = harms or any(w.key in LIVES for w in passage.words)
    for lot in lots(passage, names, meant) if some else ():
        lot_told = [q for q in without_tellers(passage, lot) if not taken_back(passage, q)]
        befallen = [(q, _in_toll(q, tolled) or _bind(passage, q, harms)) for q in lot_told]
        befallen = [b for b in befallen if b[1] or not tell(passage, lot_told)]
        people, own = [q for q, _ in befallen], [bound for _, bound in befallen]
        head = opened(passage, people) if people and found and not own[0] else 0
        alone = people and not any(own[: head or None]) and found and passage.obeys("harm/list")
        alone = alone and not own_deed(passage, people[0])
        if alone and listed(passage, (found[-1].end, found[-1].quantity.last), people[0]):
            told: Bound = [(found[-1].kind, found[-1].quantity.last, "harm/list")]
            own[: head or 1] = [told] * (head or 1)
        for quantity, bound in zip(people, _shared(passage, people, own), strict=True):
            all_bound = bound or (_by_tree(passage, quantity, harms, tree) if tree else [])
            found += [_figure(passage, quantity, *one) for one in all_bound]
    counted = {i for f in found for i in range(f.quantity.first, f.quantity.last)}
    for toll in tolled:
        if not counted.intersection(range(toll.quantity.first, toll.quantity.last)):
            found.append(_figure(passage, toll.quantity, toll.kind, toll.anchor, "harm/toll"))
    zero = any(f.quantity.min == 0 for f in found)
    for none in () if zero else unhurt(passage):
        found.append(_figure(passage, none.quantity, "injured", none.anchor, "harm/unhurt"))
    return tuple(dict.fromkeys(found))


def _by_tree(passage: Passage, quantity: Quantity, harms: list[Term], tree: Tree) -> Bound:
    """Find what the sentence's tree says befell people; names alone are left to what is near."""
    if quantity.names or quantity.min is None or cared_for(passage, quantity):
        return []
    kinds = {t.code: t for t in governed.governing(passage, quantity, harms, tree)}
    return [(k, kinds[k].first, governed.TREE) for k in KINDS if k in kinds]


def _in_toll(quantity: Quantity, tolled: Sequence[Toll]) -> Bound:
    """Find the toll that people are the figure of; the others of their lot are its parts."""
    own = (t for t in tolled if t.quantity.first == quantity.first)
    return [(t.kind, t.anchor, "harm/toll") for t in own][:1]


def _shared(passage: Passage, people: Sequence[Quantity], own: Sequence[Bound]) -> list[Bound]:
    """Let members of a lot that nothing befell alone share what befell their neighbours.

    What stands after the lot befell those before it; what stands before it, those after.
    """
    shared = list(own)
    for i in range(len(shared) - 1, 0, -1) if passage.obeys("harm/list") else ():
        if set(shared[i]) & set(shared[i - 1]) and shared[i][0][2] == "harm/object":
            shared[i] = [(kind, at, "harm/list") for kind, at, _ in shared[i]]
    for i in range(len(shared) - 2, -1, -1) if passage.obeys("harm/with-next") else ():
        if not shared[i]:
            after = [b for b in shared[i + 1] if b[2] in BEHIND]
            shared[i] = [(kind, at, "harm/with-next") for kind, at, _ in after]
    for i in range(1, len(shared)) if passage.obeys("harm/list") else ():
        if not shared[i] and not own_deed(passage, people[i]):
            shared[i] = [(kind, at, "harm/list") for kind, at, _ in shared[i - 1]]
    return shared


def _figure(passage: Passage, quantity: Quantity, kind: Harm, anchor: int, rule: str) -> Figure:
    words = passage.words
    own = quantity.last - quantity.aside
    first, last = min(quantity.first, anchor), max(own, anchor + 1)
    if rule in APART:
        first, last = quantity.first, own
    sure = quantity.qualifier != "vague" and rule not in ("harm/list", governed.TREE)
    return Figure(
        start=words[first].start,
        end=words[last - 1].end,
        kind=kind,
        quantity=quantity,
        rule=rule,
        confidence="high" if sure else "medium",
    )


def _bind(passage: Passage, quantity: Quantity, harms: list[Term]) -> Bound:
    """Find what befell the people: harm before them, after them, or inside their phrase."""
    found: dict[Harm, tuple[int, str]] = {}
    if passage.obeys("harm/lives") and lives_taken(passage, quantity):
        found["killed"] = (quantity.first, "harm/inside")
    if cared_for(passage, quantity):
        return []
    for harm in harms:
        kind = next(k for k in KINDS if k == harm.code)
        if harm.first < quantity.last and quantity.first < harm.last:
            if passage.obeys("harm/inside") and _inside(passage, quantity, harm):
                found.setdefault(kind, (harm.first, "harm/inside"))
        elif harm.last <= quantity.first:
            if not (passage.obeys("harm/object") and _over(passage, harm, quantity, harms)):
                continue
            dead = passage.words[harm.first].key == "casualties"
            found.setdefault("killed" if dead else kind, (harm.first, "harm/object"))
        elif passage.obeys("harm/subject") and _under(passage, quantity, harm):
            found.setdefault(kind, (harm.last - 1, "harm/subject"))
        elif interposed(passage, quantity, harm):
            found.setdefault(kind, (harm.last - 1, "harm/interposed"))
    told = [(kind, at, rule) for kind, (at, rule) in found.items()]
    outdone = (*died_of(passage, told), *wounded_before(passage, told))
    return [one for one in told if one[0] not in outdone]


def _inside(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """See harm that is part of the phrase: "five dead babies", "no casualties"."""
    if quantity.qualifier == "vague" or harm.code == "displaced":
        return False
    if "of" in {w.key for w in passage.words[quantity.first : harm.first]}:
        return False  # "one of the wounded": the wounded are the others
    if harm.code == "injured" and quantity.group == "total" and quantity.min == 1:
        return False  # "a wounded man was brought": he was before
    only_noun = passage.words[harm.first].key in ("remains", "bodies")
    return quantity.min is not None or not (quantity.names or only_noun)


def _over(passage: Passage, harm: Term, quantity: Quantity, harms: list[Term]) -> bool:
    """See harm before people: "killed 20", "bodies of five infants"."""
    words = passage.words
    keys, gap = between(passage, harm.last, quantity.first)
    bare = TITLE.sub("", gap)
    apart = any(mark in bare for mark in BREAKS) or ("," in gap and quantity.min is None)
    own = own_harm(passage, quantity) or counts_again(passage, harm, quantity, harms)
    if (apart and passage.obeys("harm/parted")) or ("," in gap and own):
        return False
    if quantity.names and says(passage, harm.last, quantity.last + 1):
        return False  # "wounding 30, Governor Arat said": who tells of it
    verb = words[harm.last - 1].key
    verb, keys = (words[harm.last - 2].key, ["of", *keys]) if verb == "of" else (verb, keys)
    whole = _whole(passage, harm) and keys
    if whole or verb in RULES["including"]:
        return len(keys) <= BEFORE_PEOPLE and {verb, *keys[:1]} & RULES["including"] != set()
    if verb in RULES["nouns_before"]:
        led = keys[:1] and keys[0] in ("of", "to", "were", "are")
        if quantity.names and led and keys[0] == "of" and passage.obeys("harm/office"):
            return of_office(keys[1:])
        if led or verb not in RULES["verbs_before"]:
            return bool(led) and len(keys) <= OVER_NOUN
    return _acts_on(passage, harm, keys, harms)


def _acts_on(passage: Passage, harm: Term, keys: list[str], harms: list[Term]) -> bool:
    """Whether an active verb of harm takes people a few words behind it: "killing nearly 20"."""
    verbs = {passage.words[harm.last - 1].key, _verb(passage, harm)}  # "shot dead two doctors"
    next_to = harm.last + 1 + (len(keys) > 1 and keys[1].endswith("ly"))
    shared = keys[:1] in (["and"], ["or"]) and any(t.first == next_to for t in harms)
    acting = bool(verbs & ACTIVE) and not _passive(passage, harm)
    if not acting or ({"and", "or"} & set(keys) and not shared):
        return False
    blocked = GRAMMAR["preposition"] - RULES["measuring"] | GRAMMAR["auxiliary"]
    at_least = [k for k in keys if k not in ("at", "least")]
    return len(at_least) <= BEFORE_PEOPLE + 2 * shared and not blocked.intersection(at_least)


def active(passage: Passage, harm: Term) -> bool:
    """Whether a verb of harm has its own object behind it: "gunmen murdered the driver"."""
    shot = _verb(passage, harm) in ("shot", "gunned") and harm.last - harm.first > 1
    if not (shot or passage.words[harm.last - 1].key in RULES["transitive"]):
        return False
    if harm.last >= len(passage.words):
        return False
    word = passage.words[harm.last]
    counted = any(n.start == word.start for n in passage.numbers)
    people = any(t.first == harm.last for t in passage.of("people", "role"))
    plain = passage.slice(passage.words[harm.last - 1].end, word.start) == " "
    named = word.text[0].isupper() and not any(d.start == word.start for d in passage.dates)
    return plain and (word.key in GRAMMAR["determiner"] or counted or people or named)


def _whole(passage: Passage, harm: Term) -> bool:
    """Whether a word of harm stands for all who were harmed: "the dead", "those killed"."""
    words, before = passage.words, _key_before(passage, harm)
    told = before == "the" and bool({w.key for w in words[harm.last :][:1]} & RULES["including"])
    return words[harm.last - 1].key in RULES["collectives"] or before in ("those", "among") or told


def _key_before(passage: Passage, harm: Term) -> str:
    return passage.words[harm.first - 1].key if harm.first else ""


def _passive(passage: Passage, harm: Term) -> bool:
    """Whether a participle belongs to people before it: "were killed", "three women killed"."""
    if not passage.obeys("harm/passive"):
        return False
    if _key_before(passage, harm) in GRAMMAR["be"]:
        return True
    finite = passage.words[harm.first].key.endswith("ing")
    people = [t for t in passage.of("people") if t.code != "combatants"]
    counted = any(n.start > passage.words[harm.first].start for n in passage.numbers)
    counted = counted or (passage.obeys("harm/object-of") and _takes_one(passage, harm))
    return not finite and not counted and any(t.last == harm.first for t in people)


def _takes_one(passage: Passage, harm: Term) -> bool:
    """Whether one person follows: "armed men kidnapped a nurse", "… Judge Jorun Pell"."""
    after = passage.words[harm.last : harm.last + 1]
    if not after or not active(passage, harm):
        return False
    reach = range(harm.last, harm.last + 1 + BEFORE_PEOPLE)
    one = after[0].key in ("a", "an", "the") or after[0].text[0].isupper()
    told = one and any(t.first in reach for t in passage.of("people", "role"))
    return told or (after[0].text[0].isupper() and after[0].key in TITLES)


def _under(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """See harm after people: "20 were killed", "17 wounded", "children were among the dead"."""
    words = passage.words
    keys, gap = between(passage, quantity.last, harm.first)
    verb = _verb(passage, harm)
    parted = passage.obeys("harm/parted") and any(mark in gap for mark in BREAKS)
    apart = parted or says(passage, quantity.last, harm.first)
    reach = NAMED_REACH if quantity.names and keys[-1:] == ["being"] else AFTER_PEOPLE
    reach = CHAIN if passage.entry else reach
    own = "," in gap and active(passage, harm) and passage.obeys("harm/own-object")
    own = own or brought_in(passage, keys)
    if own or apart or len(keys) > reach or disagrees(passage, quantity, keys):
        return False  # "killed a nurse, injured five others"
    if quantity.names and keys and verb in RULES["nouns_behind"]:
        return possessed(passage, keys)
    doing = verb.endswith("ing") and verb not in ("dying", "missing")
    doing = doing and passage.obeys("harm/doing")
    if doing or (not keys and words[harm.first].key == verb):
        return not doing and _bare(passage, quantity, harm)
    both = passage.obeys("harm/joint") and joint(passage, quantity, keys, verb)
    both = both or chained(passage, quantity, harm, keys) or among(passage, keys)
    more = ("and" in keys and counts_more(passage, harm)) or others_come(passage, quantity, harm)
    if passage.obeys("harm/and-more") and not both and (keys[-1:] == ["and"] or more):
        return False
    if quantity.names and "," in gap:
        told = verb in RULES["final"] or words[harm.first].key in GRAMMAR["be"]
        closed = gap.rstrip().endswith(",") and told
        if not closed:
            return both or bool(GRAMMAR["be"] & set(keys[-LOOSE:]))
    opening = [w.key for w in words[harm.first : harm.last]]
    keys = [*keys, *opening[: opening.index(verb)]]
    return both or _linked(passage, quantity, keys, harm)


def _bare(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """Whether people directly before a word of harm suffered it, and did not do it."""
    lone = quantity.group == "total" and quantity.min == quantity.max == 1
    doers = quantity.group == "combatants" or bool(quantity.names) or lone
    if doers and active(passage, harm) and passage.obeys("harm/acting"):
        return False
    return quantity.min is not None or passage.words[harm.first].key in RULES["bare_after"]


def _verb(passage: Passage, harm: Term) -> str:
    """Give the word of a term that says the harm: "hit" of "were hit"."""
    keys = [w.key for w in passage.words[harm.first : harm.last]]
    return next((k for k in keys if k not in GRAMMAR["auxiliary"]), keys[0])


def _linked(passage: Passage, quantity: Quantity, keys: list[str], harm: Term) -> bool:
    """Whether the words between people and harm make the harm theirs.

    Names that tell where the people belong ("a nurse of the Blue Cross was killed") do not part.
    """
    verb = _verb(passage, harm)
    linking = GRAMMAR["be"] | GRAMMAR["adverb"] | RULES["linking"] | RULES["belonging"]
    if passage.obeys("harm/relative") and who(keys):
        return True
    words = passage.words[quantity.last : quantity.last + len(keys)]
    loose = [
        w.key
        for w in words
        if w.key not in linking and not w.key.endswith("ly") and w.text.islower()
    ]
    if busy(keys):
        return False
    active = verb in RULES["undergoing"] | RULES["dying"] or verb == "with"
    active = active or suffers(passage, harm, keys)
    passive = bool(GRAMMAR["be"] & set(keys)) or active
    if not loose:
        return passive or verb in RULES["final"] or clipped(passage, quantity, keys, verb)
    reach = range(quantity.last, quantity.last + len(keys))
    others = any(
        t.first in reach and not agrees(passage, quantity, t, keys) for t in passage.of("people")
    )
    others = others or any(
        n.min == 0 and passage.word_at(n.start) in reach for n in passage.numbers
    )
    if not passage.obeys("harm/others"):
        return passive
    told = passage.obeys("harm/told-apart") and (keys[-1] in GRAMMAR["be"] or active)
    told = told and not any(passage.word_at(n.start) in reach for n in passage.numbers)
    return passive and len(loose) <= (TOLD if told else LOOSE) and "by" not in loose and not others
