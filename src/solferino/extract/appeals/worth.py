"""Who can be asked, and which promises belong to a ledger of appeals.

A thing cannot be asked: behind "urging" and "called on" stands a body, a side, people, an office
or a name, else the words say what is asked for ("urged restraint"). A promise made to nobody in
particular answers an appeal where it is about care or about sparing people ("the army promised to
open the road"). Loans, weapons, support for a side and threats of revenge answer none.
"""

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.text.segment import words

RULES = table("en", "rules")["appeal"]
SPARING = frozenset(RULES["sparing"])
HARMING = frozenset(RULES["harming"])
REFRAINING = frozenset(RULES["refraining"])
WHOEVER, NOBODY = frozenset(RULES["whoever"]), frozenset(RULES["nobody"])
PEOPLED = ("role", "body", "side", "people", "country")
OF_CARE = ("facility", "facilities", "supplies", "department", "equipment")


def able(study: Study, passage: Passage, start: int, end: int) -> bool:
    """Whether words at [start, end) name somebody who can be asked for something."""
    if not study.obeys("appeal/able"):
        return True
    names = study.names[passage.number]
    if any(n.start < end and start < n.end for n in names):
        return True
    inside = [w for w in passage.words if start <= w.start < end and w.key not in NOBODY]
    if any(t.start <= w.start < t.end for t in passage.of(*PEOPLED) for w in inside):
        return True
    if {w.key for w in inside} & WHOEVER:
        return True
    named = [w for w in inside if w.text[:1].isupper() and w.key not in GRAMMAR["determiner"]]
    places = study.spots[passage.number] if study.spots else ()
    return any(not any(s.start <= w.start < s.end for s in places) for w in named)


def spares(study: Study, passage: Passage, start: int, end: int) -> bool:
    """Whether a promise at [start, end) is about care or about sparing people, and is no threat."""
    if not study.obeys("appeal/of-care"):
        return True
    keys = {w.key for w in words(passage.slice(start, end))}
    terms = [t for t in passage.of("event", "weapon") if t.start < end and start < t.end]
    if keys & HARMING or (terms and not keys & REFRAINING):
        return False
    cared = any(f.start < end and start < f.end for f in study.facilities[passage.number])
    things = any(t.start < end and start < t.end for t in passage.of(*OF_CARE))
    ill = [t for t in passage.of("people") if t.code in ("health_workers", "patients")]
    people = any(t.start < end and start < t.end for t in ill)
    return bool(keys & SPARING) or cared or things or people
