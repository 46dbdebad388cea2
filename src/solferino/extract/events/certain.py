"""Whether words of attack show an attack by themselves, or only beside who did it.

"Shelled" and "abducted" are sure. "Struck", "blocked" and "threatened" are said of lorries, snow
and budgets, too: they are sure beside somebody who does such things, and "struck" also where
the text tells of arms elsewhere and nothing peaceful did it.
"""

import re
from collections.abc import Callable, Sequence

from solferino.extract.events.blow import by_strike
from solferino.extract.events.feint import RIDING
from solferino.extract.events.idle import ATTACKS
from solferino.extract.lexicon import Term, table
from solferino.extract.named.doer import doing_force
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.study import Study

RULES = table("en", "rules")["certain"]
SURE_TYPES = frozenset(table("en", "events")["terms"]) - set(RULES["by_somebody"])
WEAK = "attack"
FIRING = frozenset(("fired", "firing", "shelled"))
BY_NATURE = frozenset(RULES["by_nature"])
BLOWS = frozenset(RULES["blows"])
GUNMEN = frozenset(table("en", "rules")["happening"]["gunmen"])
DOERS = frozenset(RULES["doers"])
PEACEFUL = frozenset(RULES["peaceful"])
FIGHTING = tuple(RULES["fighting"])
KILLINGS = frozenset(RULES["killings"])
DEADLY = frozenset(RULES["deadly"])
WHEELS = frozenset(RULES["wheels"])
DAY_GAP = 3  # characters between an attack and its day ("of 25 May", "on Tuesday")
BURSTS = frozenset(RULES["bursts"])
MEANT = re.compile(r"\b(?:" + "|".join(RULES["meant"]) + r")\b")
BARRIERS, REFUSED = frozenset(RULES["barriers"]), frozenset(RULES["refused"])
PAPERS = frozenset(RULES["papers"])
AROUND = frozenset(RULES["around"])
RIDE = 6  # words from an attack on a vehicle to what it carries
SLAIN = frozenset(RULES["slain"])
LYING = frozenset(RULES["lying"])
DONE, NO_DEED = frozenset(RULES["done"]), frozenset(RULES["no_deed"])
OBJECT = 4  # words behind "the killing of" in which its victims stand
MANNER = 6  # words from "killed" to the attack in which it was
BEHIND = 4  # words behind "struck by" in which a peaceful cause stands


def armed_here(study: Study, passage: Passage) -> bool:
    """Whether a sentence names an armed side, gunmen, or fighting in which it happened."""
    sides = any(n.kind == "armed_group" for n in study.names[passage.number])
    gunmen = any(w.key in GUNMEN for w in passage.words) and passage.obeys("event/gunmen")
    text = passage.text.lower() if passage.obeys("event/in-fighting") else ""
    by_force = passage.obeys("event/by-force") and doing_force(passage)
    return sides or gunmen or by_force or any(sign in text for sign in FIGHTING)


def armed_text(study: Study, void: Callable[[Passage, Term], bool]) -> bool:
    """Whether any sentence of a text names a weapon, a sure kind of attack, or an armed side.

    `void` says of a word of attack that it tells of none ("no shell").
    """
    return any(
        any(
            (t.category == "weapon" or t.code in SURE_TYPES) and not void(p, t)
            for t in p.of("weapon", "event")
        )
        or any(n.kind == "armed_group" for n in study.names[p.number])
        or (p.obeys("event/by-force") and doing_force(p))
        for p in study.passages
        if p.zone != "boilerplate"
    )


def burst(study: Study, passage: Passage, terms: Sequence[Term], hit: Facility | None) -> bool:
    """Whether a blast at a facility was meant: a device, a claim, or none as yet, is told of it."""
    told = any(passage.words[t.first].key in BURSTS for t in terms)
    whole = hit is not None and not hit.plural
    if not (told and whole) or not study.obeys("event/burst"):
        return False
    return MEANT.search(study.layout.lower) is not None


def certain(
    passage: Passage, term: Term, hit: Facility | None, *, armed: bool, war: bool = False
) -> bool:
    """Whether a word by itself shows an attack on what is hit.

    `armed` says that the sentence names somebody armed, `war` that the text tells of arms.
    """
    if term.code in SURE_TYPES:
        return True
    whole = hit is not None and not hit.plural
    if passage.words[term.first].key in FIRING and whole:
        return passage.obeys("event/fired-on")
    if (hit is None and _of_carers(passage, term, armed=armed)) or _by_nature(
        passage, term, whole=whole
    ):
        return True
    if term.code != WEAK:
        round_it = war and whole and passage.words[term.first].key in AROUND
        round_it = round_it and passage.obeys("event/surrounded")
        return armed or round_it or _by_somebody(passage) or _deadly(passage, term)
    following = _following(passage, term)
    blow = passage.words[term.first].key in ("strike", "strikes") and following in ("on", "against")
    plain = blow or passage.words[term.first].key in ATTACKS or by_strike(passage, term)
    struck = war and passage.words[term.first].key in BLOWS and _not_peaceful(passage, term)
    struck = struck and passage.obeys("event/struck")
    blast = war and passage.words[term.first].key in BURSTS and passage.obeys("event/blast")
    struck = struck or (blast and _not_peaceful(passage, term))
    return whole and (armed or plain or struck)


def laid_down(passage: Passage, terms: Sequence[Term], weapons: Sequence[Term]) -> bool:
    """Whether arms only are there: "the cannon at the gate", with no deed and nobody harmed."""
    told = [*terms, *weapons]
    keys = {passage.words[i].key for t in told for i in range(t.first, t.last)}
    if not keys <= LYING or not passage.obeys("event/laid-down"):
        return False
    done = any(
        w.key in DONE or (w.key.endswith("ed") and w.key not in NO_DEED) for w in passage.words
    )
    return not done and not passage.of("harm", "effect")


def _following(passage: Passage, term: Term) -> str:
    """Give the word behind an attack, its day left out: "the strike of 25 May on the hospital"."""
    at = term.last
    if at >= len(passage.words):
        return ""
    dates = passage.dates if passage.obeys("event/day-between") else ()
    near = [d for d in dates if 0 <= d.start - passage.words[at].start <= DAY_GAP]
    for date in sorted(near, key=lambda d: d.start):
        at = passage.word_at(date.end - 1) + 1
    return passage.words[at].key if at < len(passage.words) else ""


def _deadly(passage: Passage, term: Term) -> bool:
    """Whether a threat is one by its words alone: of death, of a bomb, with a weapon in hand."""
    keys = {w.key for w in passage.words[term.first : term.last]}
    threat = term.code == "threat_or_psychological" and bool(DEADLY & keys)
    kept_out = term.code == "obstruction" and bool(WHEELS & keys)
    on_foot = term.code == "obstruction" and not passage.of("facility", "facilities")
    if on_foot and passage.obeys("event/at-barrier"):
        held = {w.key for w in passage.words}
        papers = held & PAPERS and passage.obeys("event/papers")
        if held & BARRIERS and keys & REFUSED and not papers:
            return True
    return (threat or kept_out) and passage.obeys("event/deadly-threat")


def _by_somebody(passage: Passage) -> bool:
    """Whether a sentence names people who block, threaten or move in: police, a crowd, men."""
    return passage.obeys("event/by-somebody") and any(w.key in DOERS for w in passage.words)


def _by_nature(passage: Passage, term: Term, *, whole: bool) -> bool:
    """Whether only people do such a thing, on purpose, and a facility suffers it."""
    words = " ".join(w.key for w in passage.words[term.first : term.last])
    first = passage.words[term.first].key
    if not {words, first} & BY_NATURE or not passage.obeys("event/by-nature"):
        return False
    return whole


def _of_carers(passage: Passage, term: Term, *, armed: bool) -> bool:
    """Whether people of care are killed on purpose: "the murder of two vaccinators".

    "Killed" is on purpose where somebody armed does it: "gunmen killed Dr X, the only surgeon".
    """
    if _carrying(passage, term, armed=armed):
        return True
    key = passage.words[term.first].key
    slain = armed and key in SLAIN and passage.obeys("event/slain")
    slain = slain or (key in SLAIN and _in_attack(passage, term))
    if not (slain or key in KILLINGS) or not passage.obeys("event/of-carers"):
        return False
    if slain and _titled(passage, term):
        return True
    suffered = passage.words[term.first - 1].key in ("was", "were", "been") if term.first else False
    reach = range(term.last, term.last + OBJECT)
    reach = range(term.first - OBJECT - 1, term.first) if suffered else reach
    return any(t.code == "health_workers" and t.first in reach for t in passage.of("people"))


def _in_attack(passage: Passage, term: Term) -> bool:
    """Whether people are told to have been killed "in an attack", "by a strike"."""
    keys = [w.key for w in passage.words[term.last : term.last + MANNER]]
    led = bool(keys) and keys[0] in ("in", "by", "during")
    return led and bool(ATTACKS & set(keys)) and passage.obeys("event/killed-in")


def _carrying(passage: Passage, term: Term, *, armed: bool) -> bool:
    """Whether a vehicle with people of care in it is attacked: "attacked a car carrying nurses"."""
    words = passage.words[term.last : term.last + RIDE]
    ride = next((i for i, w in enumerate(words) if w.key in RIDING), None)
    aimed = armed or {w.key for w in words[:1]} & {"on", "against"}
    if ride is None or not aimed or not passage.obeys("event/carrying"):
        return False
    reach = range(term.last + ride + 1, term.last + ride + 1 + OBJECT)
    cared = ("health_workers", "patients")
    return any(t.code in cared and t.first in reach for t in passage.of("people"))


def _titled(passage: Passage, term: Term) -> bool:
    """Whether a doctor by title is the object, and a trade of care stands in apposition."""
    lead = [w.key for w in passage.words[term.last : term.last + 1]]
    care = [t for t in passage.of("people") if t.code == "health_workers" and t.first > term.last]
    return lead in (["dr"], ["doctor"], ["nurse"], ["professor"]) and bool(
        care or lead != ["professor"]
    )


def _not_peaceful(passage: Passage, term: Term) -> bool:
    """Whether no storm, lorry, shortage or the like is what struck."""
    behind = {w.key for w in passage.words[term.last : term.last + 1 + BEHIND]}
    return not behind & PEACEFUL
