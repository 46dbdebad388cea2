"""Whether a blow falls on a facility, told by the few words between the two.

"Three clinics in the east were shelled", "ambulances came under fire", "a strike on the town hit a
hospital": facilities stand as the object of the deed, as the subject of its passive, or as the
object of what a strike, a shell or a blast did.
"""

from collections.abc import Sequence

from solferino.extract.lexicon import Term, table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage

RULES = table("en", "rules")["happening"]
BLOW = table("en", "rules")["blow"]
PASSIVE, OBJECT = frozenset(RULES["passive"]), frozenset(RULES["object"])
WHERE = frozenset(table("en", "places")["directions"]) | set(RULES["where"])
LATE = 14  # words between several facilities and what befell them ("two vans marked … were hit")
UNDER = frozenset(BLOW["under"])
DEALT = frozenset(BLOW["dealt"])
PARTS = frozenset(BLOW["parts"])
STRIKES = frozenset(BLOW["strikes"])
LABOUR = frozenset(BLOW["labour"])
BLOWS = frozenset(table("en", "rules")["certain"]["blows"])
ON = frozenset(BLOW["on"])


def on_a_day(passage: Passage) -> bool:
    """Whether a sentence gives the day of what it tells: a date or a weekday, not "since" one."""
    return any(
        d.aspect == "at"
        and d.granularity in ("day", "clock")
        and (d.day is not None or d.weekday is not None or d.relative is not None)
        for d in passage.dates
    )


def falls_on(passage: Passage, term: Term, hit: Facility) -> bool:
    """Whether a word of attack has the facilities for its object, or in the passive for subject."""
    if term.first >= hit.last:
        between = [w.key for w in passage.words[hit.last : term.first]]
        if _undergoes(passage, hit, term):
            return True
        at = next((i for i, k in enumerate(between) if k in PASSIVE), len(between))
        lead = passage.words[hit.last : hit.last + at]
        placed = all(w.key in WHERE or w.text[0].isupper() for w in lead)
        verbs = [k for k in between[at:] if not k.endswith("ly")] if placed else []
        suffered = bool(verbs) and verbs[0] in PASSIVE
        right = [w.key for w in passage.words[term.first - 1 : term.first]]
        late = 0 < term.first - hit.last <= LATE and set(right) <= PASSIVE
        late = late and passage.obeys("event/late-verb")
        return late or (suffered and ("by" in verbs or set(verbs) <= PASSIVE))
    words = [w for w in passage.words[term.last : hit.first] if w.end <= hit.start]
    keys = [w.key for w in words]
    return set(keys) <= OBJECT or _deals(passage, keys)


def _undergoes(passage: Passage, hit: Facility, term: Term) -> bool:
    """Whether facilities stand right before what they came under: "ambulances came under fire"."""
    lead = passage.words[hit.last : term.first]
    placed = all(w.key in WHERE | PASSIVE | {"again", "have"} or w.text[0].isupper() for w in lead)
    under = passage.words[term.first].key in UNDER
    return placed and under and passage.obeys("event/came-under")


def _deals(passage: Passage, keys: Sequence[str]) -> bool:
    """Whether a verb of harm stands behind a word of attack: "hackers paralysed the systems of"."""
    dealt = keys[:1] != [] and keys[0] in DEALT and passage.obeys("event/dealt")
    return dealt and set(keys[1:]) <= OBJECT | PARTS


def by_strike(passage: Passage, term: Term) -> bool:
    """Whether a strike dealt a blow: "an overnight strike on the city hit a hospital".

    A strike of those who work deals blows, too ("the nurses' strike has hit the hospital").
    """
    words = passage.words
    if words[term.first].key not in BLOWS or not passage.obeys("event/by-strike"):
        return False
    before = [i for i in range(term.first) if words[i].key in STRIKES]
    if not before or any(w.key in LABOUR for w in words):
        return False
    lead = words[before[-1] - 1].key if before[-1] else ""
    between = passage.slice(words[before[-1]].end, words[term.first].start)
    return lead not in ON and not any(mark in between for mark in ";:.")
