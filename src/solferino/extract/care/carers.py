"""People of care whom an attack falls on, and the facility that is hit in hitting them.

"They were shot dead" goes on about the vaccinators of the sentence before; whoever directs a
hospital is of care, whatever the trade; and who forces the staff of a clinic, or fires gas into
its emergency room, attacks that clinic.
"""

import re
from collections.abc import Sequence

from solferino.extract.lexicon import Term, table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.study import Study

RULES = table("en", "rules")["carers"]
GROUPS = ("health_workers", "patients")
GOING_ON = frozenset(RULES["going_on"])
STAFF = frozenset(RULES["staff"])
OFFICES = frozenset(RULES["offices"])
DONE = ("shot", "struck", "hit", "beaten", "blown", "held", "taken")
AT_WORK = frozenset(("threat_or_psychological", "obstruction", "assault", "militarization"))
HOUSED = frozenset(("resident", "residents", "inpatient", "inpatients", "visitors"))
ILL = re.compile(
    r"\b(?:" + "|".join(RULES["who"]) + r")\b[^.;:]{0,24}?\b(?:" + "|".join(RULES["ill"]) + r")\b"
)
ABREAST = 3  # words before a facility in which its staff stand ("the doctors of the X Clinic")


def of_care(study: Study, passage: Passage, working: Sequence[Facility] = ()) -> bool:
    """Whether a sentence tells of people of care; `working` are facilities where they work."""
    if any(t.code in GROUPS for t in passage.of("people")) or of_ill(passage):
        return True
    if working and study.obeys("event/office"):
        return any(w.key in OFFICES for w in passage.words)
    return goes_on(study, passage)


def of_ill(passage: Passage) -> bool:
    """Whether somebody is told to need care: "a child with leukaemia", "a woman in labour"."""
    return ILL.search(passage.text.lower()) is not None and passage.obeys("event/ill")


def goes_on(study: Study, passage: Passage) -> bool:
    """Whether a sentence goes on about people of care of the one before it.

    It opens on "they" and the like, or it tells of a weapon and the one before of an attack.
    """
    before = study.passages[passage.number - 1] if passage.number else None
    if before is None or before.paragraph != passage.paragraph or not study.obeys("event/they"):
        return False
    if study.facilities[passage.number] or not any(t.code in GROUPS for t in before.of("people")):
        return False
    opens = passage.words[0].key in GOING_ON
    acted = any(_is_deed(before, t) for t in before.of("event"))
    others = {"civilians", "children", "combatants"} & passage.codes("people")
    return opens or bool(passage.of("weapon") and acted and not others)


def lying_in(passage: Passage, index: int) -> bool:
    """Whether those told of right before a preposition are in care there: "residents of the home".

    What befalls them befalls them there. `index` is the preposition's; "from" leads away.
    """
    if passage.words[index].key not in ("at", "in", "of", "inside"):
        return False
    ill = [t for t in passage.of("people") if t.last == index]
    cared = any(t.code == "patients" for t in ill)
    housed = any(passage.words[t.first].key in HOUSED for t in ill)
    return (cared or housed) and passage.obeys("facility/lying-in")


def parted(passage: Passage, facility: Facility) -> bool:
    """Whether a mark parts a facility from the people behind it: "at the clinic, police said"."""
    if facility.last >= len(passage.words) or not passage.obeys("facility/parted"):
        return False
    gap = passage.slice(facility.end, passage.words[facility.last].start)
    return gap[:1] in (",", ";", ":", "(", "—", ".")


def _is_deed(passage: Passage, term: Term) -> bool:
    """Whether a word tells that something was done ("was ambushed"), not of attacks as such."""
    key = passage.words[term.first].key
    return key.endswith("ed") or key in DONE


def at_work(
    passage: Passage, working: Sequence[Facility], terms: Sequence[Term]
) -> Facility | None:
    """Find the facility that is attacked in its staff or in a part of it; null for none."""
    if not passage.obeys("event/at-work"):
        return None
    codes = {t.code for t in terms}
    parts = [t for t in passage.of("part") if not any(_inside(t, f) for f in working)]
    for facility in working:
        before = passage.words[max(0, facility.first - ABREAST - 1) : facility.first]
        near = range(facility.first - ABREAST - 1, facility.first)
        trade = any(t.code == "health_workers" and t.last in near for t in passage.of("people"))
        staffed = any(w.key in STAFF for w in before) or trade
        if (staffed and codes & AT_WORK) or (parts and codes - AT_WORK):
            return facility
    return None


def _inside(term: Term, facility: Facility) -> bool:
    return facility.first <= term.first < facility.last
