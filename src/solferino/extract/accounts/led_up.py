"""What a sentence tells only as what led up to the attack, and figures of a whole town or fight.

"The raids began after rebels killed a pilot": the pilot and his killers belong to what was before.
"Stormed the town, killing 19, among them two nurses": only the nurses are of the attack on care.
"""

import re
from collections.abc import Sequence

from solferino.extract.care.carers import GROUPS
from solferino.extract.events.draft import Draft
from solferino.extract.events.happening import EVENT_NOUNS
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import CasualtyValue, Claim

LED = table("en", "scope")["led_up"]
WHOLE = table("en", "scope")["whole"]
PLACES = table("en", "scope")["turned"]["places"]
NOUNS = "|".join(sorted(EVENT_NOUNS | {"attacks", "raids", "strikes", "bombardment", "offensive"}))
COMING, VOWING, ANSWERS, AVENGING, DEEDS = (
    "|".join(LED[k]) for k in ("coming", "vowing", "answers", "avenging", "deeds")
)
AFTER = re.compile(
    rf"(?:^(?:it|this|that)|\b(?:{NOUNS}))\b[^.;:]{{0,60}}?\b(?:{COMING})\b[^.,;:]{{0,30}}?"
    rf"\b(?:after|when|since)\b"
    rf"|\b(?:{VOWING})\b[^.;:]{{0,40}}?\bafter\b"
    rf"|\bin (?:apparent )?(?:{ANSWERS}) (?:to|for)\b|\bto (?:{AVENGING})\b|\b(?:{AVENGING})\b"
    rf"|\b(?P<deed>since|after|following) (?:the|its|their|an?|last) [^.,;:]{{0,50}}?"
    rf"\b(?:{DEEDS})\b",
    re.IGNORECASE,
)
END = re.compile(r"[;—]|\s[–-]\s|, (?:and|but|while|killing|wounding|injuring)\b")
PARTS = tuple(WHOLE["parts"])
WIDE = re.compile(
    rf"\b(?:{'|'.join(WHOLE['deeds'])})\b(?: (?:on|of|in|at|across))?(?: [\w'’-]+){{0,5}}?"
    rf" (?:{'|'.join(PLACES)})\b|\b(?:{'|'.join(WHOLE['fighting'])})\b",
    re.IGNORECASE,
)


def led_up(passage: Passage) -> tuple[int, int] | None:
    """Find the stretch of a sentence that tells what was before the attack, and no care in it."""
    if not passage.obeys("account/led-up"):
        return None
    match = AFTER.search(passage.text)
    told = match is not None and match["deed"] and passage.of("facility", "facilities")
    if match is None or told:  # "closed since the army's attack": that is the event
        return None
    start = passage.start + (match.end("deed") if match["deed"] else match.end())
    tail = END.search(passage.text, match.end())
    end = passage.start + tail.start() if tail else passage.end
    care = [*passage.of("facility", "facilities"), *passage.of("people")]
    cared = [t for t in care if t.category != "people" or t.code in GROUPS]
    inside = any(start <= t.start < end for t in cared)
    return None if inside else (start, end)


def before_it(study: Study, claim: Claim) -> bool:
    """Whether a figure or a charge stands in what led up to the attack."""
    passage = study.layout.at(claim.span.start)
    held = None if passage is None else led_up(passage)
    return held is not None and held[0] <= claim.span.start < held[1]


def of_the_whole(study: Study, draft: Draft, claims: Sequence[Claim]) -> set[str]:
    """Find the figures of a town or a fight, where its dead of care are all that was told.

    They are those that count no care, where the event has no facility and somewhere those of care
    are called a part of those who died.
    """
    told = [study.passages[h.passage] for h in draft.happenings]
    if any(h.facility for h in draft.happenings) or not study.obeys("harm/of-the-whole"):
        return set()
    figures = [(c, c.value) for c in claims if isinstance(c.value, CasualtyValue)]
    part = any(v.group in GROUPS and _is_part(study, c) for c, v in figures)
    if not part or not any(WIDE.search(p.text) for p in told):
        return set()
    return {c.id for c, v in figures if v.group not in GROUPS and not v.names}


def _is_part(study: Study, claim: Claim) -> bool:
    """Whether people are called a part of others: "three nurses among them", "two of them"."""
    passage = study.layout.at(claim.span.start)
    if passage is None:
        return False
    text, start = passage.text.lower(), claim.span.start - passage.start
    near = text[max(0, start - 24) : start + len(claim.span.text) + 24]
    return any(sign in near for sign in PARTS)
