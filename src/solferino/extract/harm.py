"""Figures of people harmed: a number means nothing until it is bound to people and to harm.

Method: quantities (a number with the people it counts, a single person, an unnamed plural, an
express zero) are found first; each is then bound to a word of harm by its place in the clause.
Ages, beds, staff present and numbers of attacks never get that far.
"""

import re

from solferino.codec import value
from solferino.extract.lexicon import Term, table
from solferino.extract.names import Name
from solferino.extract.passage import Passage
from solferino.extract.quantity import Quantity, quantities
from solferino.extract.voice.cues import GRAMMAR
from solferino.model import CasualtyValue
from solferino.model.terms import Confidence, Harm

RULES = {k: frozenset(v) for k, v in table("en", "rules")["harm"].items()}
KINDS: tuple[Harm, ...] = ("killed", "injured", "missing", "detained", "trapped")
BEFORE_PEOPLE = 3  # words between a verb of harm and its object
OVER_NOUN = 2  # words between a noun of harm and the people ("bodies of the five")
NAMED_REACH = 16  # words between a named person and "being killed"
OFFICE = 7  # words of an office between "the murder of" and whose murder it is
TITLE = re.compile(r"\b[A-Z][a-z]{1,4}\.")  # "Dr.", "Col."
AFTER_PEOPLE = 12  # words between people and what befell them
LOOSE = 3  # of these, words that are no part of the verb ("working at a hospital were killed")
TOLD = 8  # of these, where the verb follows in one piece ("posted at a clinic in X were killed")
LIST_GAP = 4  # words between two lots of people in one list
BREAKS = ".;:("


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


def figures(passage: Passage, names: tuple[Name, ...]) -> tuple[Figure, ...]:
    """Find all figures of harm in a passage, in order of place; each quantity once per kind."""
    people = _apart(passage, sorted(quantities(passage, names), key=lambda q: (q.first, -q.last)))
    harms = [t for t in passage.of("harm") if t.code in KINDS]
    found: list[Figure] = []
    for at, quantity in enumerate(people):
        bound = _bind(passage, quantity, harms) or _with_next(passage, people[at:], harms)
        listed = found and passage.obeys("harm/list") and _listed(passage, found[-1], quantity)
        if not bound and listed:
            bound = [(found[-1].kind, found[-1].quantity.last, "harm/list")]
        found += [_figure(passage, quantity, kind, where, rule) for kind, where, rule in bound]
    return tuple(dict.fromkeys(found))


def _with_next(
    passage: Passage, people: list[Quantity], harms: list[Term]
) -> list[tuple[Harm, int, str]]:
    """Let what befell the next lot befall the first: "three patients and a nurse were killed"."""
    if people[0].names or people[0].min is None or not passage.obeys("harm/with-next"):
        return []
    for following in people[1:2]:
        between = {w.key for w in passage.words[people[0].last : following.first]}
        if between and between <= RULES["joining"]:
            return [b for b in _bind(passage, following, harms) if b[2] == "harm/subject"]
    return []


def _figure(passage: Passage, quantity: Quantity, kind: Harm, anchor: int, rule: str) -> Figure:
    words = passage.words
    first, last = min(quantity.first, anchor), max(quantity.last, anchor + 1)
    if rule == "harm/list":
        first, last = quantity.first, quantity.last
    sure = quantity.qualifier != "vague" and rule != "harm/list"
    return Figure(
        start=words[first].start,
        end=words[last - 1].end,
        kind=kind,
        quantity=quantity,
        rule=rule,
        confidence="high" if sure else "medium",
    )


def _bind(passage: Passage, quantity: Quantity, harms: list[Term]) -> list[tuple[Harm, int, str]]:
    """Find what befell the people: harm before them, after them, or inside their phrase."""
    found: dict[Harm, tuple[int, str]] = {}
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
    return [(kind, at, rule) for kind, (at, rule) in found.items()]


def _inside(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """See harm that is part of the phrase: "five dead babies", "11 deaths", "no casualties"."""
    if quantity.qualifier == "vague":
        return False
    only_noun = passage.words[harm.first].key in ("remains", "bodies")
    return quantity.min is not None or not (quantity.names or only_noun)


def _over(passage: Passage, harm: Term, quantity: Quantity, harms: list[Term]) -> bool:
    """See harm before people: "killed 20", "bodies of five infants", "injuries to the staff"."""
    words = passage.words
    between = [w.key for w in words[harm.last : quantity.first]]
    gap = passage.slice(words[harm.last - 1].end, words[quantity.first].start)
    bare = TITLE.sub("", gap)
    apart = any(mark in bare for mark in BREAKS) or ("," in gap and quantity.min is None)
    if apart and passage.obeys("harm/parted"):
        return False
    verb = words[harm.last - 1].key
    if verb in RULES["collectives"] and between:
        return between[0] in RULES["including"] and len(between) <= BEFORE_PEOPLE
    if verb in RULES["nouns_before"]:
        led = between[:1] and between[0] in ("of", "to", "were", "are")
        if quantity.names and led and between[0] == "of" and passage.obeys("harm/office"):
            return _of_office(between[1:])
        if led or verb not in RULES["verbs_before"]:
            return bool(led) and len(between) <= OVER_NOUN
    shared = between[:1] == ["and"] and any(t.first == harm.last + 1 for t in harms)
    active = verb in RULES["verbs_before"] and not _passive(passage, harm)
    if not active or ("and" in between and not shared):
        return False
    blocked = GRAMMAR["preposition"] - RULES["measuring"] | GRAMMAR["auxiliary"]
    at_least = [k for k in between if k not in ("at", "least")]
    return len(at_least) <= BEFORE_PEOPLE + 2 * shared and not blocked.intersection(at_least)


def _of_office(between: list[str]) -> bool:
    """Whether the words between "murder of" and a name are only the office of the named.

    "The murder of the bodyguard of X" is not X's.
    """
    apart = GRAMMAR["auxiliary"] | GRAMMAR["opener"] | GRAMMAR["preposition"]
    return len(between) <= OFFICE and not apart.union(GRAMMAR["coordinator"]).intersection(between)


def active(passage: Passage, harm: Term) -> bool:
    """Whether a verb of harm has its own object behind it: "gunmen murdered the driver"."""
    if passage.words[harm.last - 1].key not in RULES["transitive"]:
        return False
    if harm.last >= len(passage.words):
        return False
    word = passage.words[harm.last]
    counted = any(n.start == word.start for n in passage.numbers)
    people = any(t.first == harm.last for t in passage.of("people", "role"))
    plain = passage.slice(passage.words[harm.last - 1].end, word.start) == " "
    named = word.text[0].isupper() and not any(d.start == word.start for d in passage.dates)
    return plain and (word.key in GRAMMAR["determiner"] or counted or people or named)


def _passive(passage: Passage, harm: Term) -> bool:
    """Whether a participle belongs to people before it: "were killed", "three women killed"."""
    if not passage.obeys("harm/passive"):
        return False
    before = passage.words[harm.first - 1].key if harm.first else ""
    if before in GRAMMAR["be"]:
        return True
    finite = passage.words[harm.first].key.endswith("ing")
    people = [t for t in passage.of("people") if t.code != "combatants"]
    counted = any(n.start > passage.words[harm.first].start for n in passage.numbers)
    counted = counted or (passage.obeys("harm/object-of") and _takes_one(passage, harm))
    return not finite and not counted and any(t.last == harm.first for t in people)


def _takes_one(passage: Passage, harm: Term) -> bool:
    """Whether one person directly follows: "armed men kidnapped a nurse"."""
    after = passage.words[harm.last : harm.last + 1]
    if not after or after[0].key not in ("a", "an"):
        return False
    reach = range(harm.last, harm.last + 1 + BEFORE_PEOPLE)
    return any(t.first in reach for t in passage.of("people"))


def _under(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """See harm after people: "20 were killed", "17 wounded", "children were among the dead"."""
    words = passage.words
    between = [w.key for w in words[quantity.last : harm.first]]
    gap = passage.slice(words[quantity.last - 1].end, words[harm.first].start)
    verb = words[harm.first].key
    parted = passage.obeys("harm/parted") and any(mark in gap for mark in BREAKS)
    apart = parted or _says(passage, quantity.last, harm.first)
    reach = NAMED_REACH if quantity.names and between[-1:] == ["being"] else AFTER_PEOPLE
    if apart or len(between) > reach:
        return False
    if quantity.names and between and verb in RULES["nouns_behind"]:
        return _possessed(passage, between)
    doing = verb.endswith("ing") and verb not in ("dying", "missing")
    doing = doing and passage.obeys("harm/doing")
    if doing or not between:
        return not doing and _bare(passage, quantity, harm)
    joint = passage.obeys("harm/joint") and _joint(passage, quantity, between)
    more = "and" in between and _counts_more(passage, harm)
    if passage.obeys("harm/and-more") and not joint and (between[-1] == "and" or more):
        return False
    if quantity.names and "," in gap:
        near = bool(GRAMMAR["be"] & set(between[-LOOSE:]))
        return len(between) < LOOSE if verb == "died" else near
    return joint or _linked(passage, quantity, between, verb)


def _joint(passage: Passage, quantity: Quantity, between: list[str]) -> bool:
    """Whether several things befell the same people: "was shot and killed"."""
    if "and" not in between or "by" in between:
        return False
    at = len(between) - 1 - between[::-1].index("and")
    late = [k for k in between[at + 1 :] if k not in GRAMMAR["adverb"] | GRAMMAR["be"]]
    verb = between[at - 1] if at else ""
    befell = verb.endswith("ed") or verb in RULES["befell"]
    reach = range(quantity.last, quantity.last + len(between))
    others = any(t.first in reach for t in passage.of("people"))
    return befell and bool(GRAMMAR["be"] & set(between[:at])) and not late and not others


def _possessed(passage: Passage, between: list[str]) -> bool:
    """Whether harm stands directly behind whose it is: "Varrow's murder"."""
    mark = len(between) == 1 and between[0].endswith("s") and len(between[0]) <= OVER_NOUN
    return mark and passage.obeys("harm/behind")


def _bare(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """Whether people directly before a word of harm suffered it, and did not do it."""
    doers = quantity.group == "combatants" or bool(quantity.names)
    if doers and active(passage, harm) and passage.obeys("harm/acting"):
        return False
    return quantity.min is not None or passage.words[harm.first].key in RULES["bare_after"]


def _says(passage: Passage, first: int, last: int) -> bool:
    """Whether a word of saying stands between: who tells of the dead is not among them."""
    speech = passage.of("speech_clause", "speech_object", "speech_source_noun")
    return passage.obeys("harm/teller") and any(first <= t.first < last for t in speech)


def _counts_more(passage: Passage, harm: Term) -> bool:
    """Whether a number after the word of harm is its object ("one dead and wounded six")."""
    return any(n.start >= passage.words[harm.last - 1].end for n in passage.numbers)


def _linked(passage: Passage, quantity: Quantity, between: list[str], verb: str) -> bool:
    """Whether the words between people and harm make the harm theirs.

    Names that tell where the people belong ("a nurse of the Blue Cross was killed") do not part.
    """
    linking = GRAMMAR["be"] | GRAMMAR["adverb"] | RULES["linking"] | RULES["belonging"]
    words = passage.words[quantity.last : quantity.last + len(between)]
    loose = [
        w.key
        for w in words
        if w.key not in linking and not w.key.endswith("ly") and w.text.islower()
    ]
    passive = bool(GRAMMAR["be"] & set(between))
    if not loose:
        return passive or verb in RULES["final"]
    reach = range(quantity.last, quantity.last + len(between))
    others = any(t.first in reach for t in passage.of("people"))
    others = others or any(
        n.min == 0 and passage.word_at(n.start) in reach for n in passage.numbers
    )
    if not passage.obeys("harm/others"):
        return passive
    told = passage.obeys("harm/told-apart") and between[-1] in GRAMMAR["be"]
    told = told and not any(passage.word_at(n.start) in reach for n in passage.numbers)
    return passive and len(loose) <= (TOLD if told else LOOSE) and "by" not in loose and not others


def _apart(passage: Passage, people: list[Quantity]) -> list[Quantity]:
    """Leave out who is the bearer of the name before: "Lina Varrow, a surgeon, was killed"."""
    kept: list[Quantity] = []
    for one in people:
        told = kept and kept[-1].names and passage.obeys("harm/apposed")
        named = kept[-1] if told else None
        words = passage.words
        if named is not None and words[one.first].key in ("a", "an") and not one.names:
            gap = passage.slice(words[named.last - 1].end, words[one.first].start)
            if gap.strip() == ",":
                continue
        kept.append(one)
    return kept


def _listed(passage: Passage, last: Figure, quantity: Quantity) -> bool:
    """Whether a quantity goes on with the list that the last figure began."""
    start = max(passage.word_at(last.end - 1) + 1, last.quantity.last)
    if quantity.first < start or (quantity.min is None and quantity.qualifier != "vague"):
        return False
    between = {w.key for w in passage.words[start : quantity.first]}
    if "among them" in passage.slice(last.end, passage.words[quantity.first].start):
        return quantity.first - start <= AFTER_PEOPLE
    joined = not between or bool(RULES["listing"] & between)
    blocked = GRAMMAR["auxiliary"] | (GRAMMAR["preposition"] - {"among", "with", "of"})
    told_apart = quantity.qualifier != "vague" or bool({"including", "among"} & between)
    near = quantity.first - start <= LIST_GAP
    return near and joined and told_apart and not blocked & between
