"""Figures and charges that are of what led up to an attack, or of a whole town or fight.

"Stormed the town, killing 19, among them two nurses": only the nurses are of the attack on care.
"""

import re
from collections.abc import Sequence

from solferino.extract.care.carers import GROUPS
from solferino.extract.events.draft import Draft
from solferino.extract.events.led_up import led_up_to
from solferino.extract.lexicon import table
from solferino.extract.study import Study
from solferino.model import CasualtyValue, Claim

WHOLE = table("en", "scope")["whole"]
PLACES = table("en", "scope")["turned"]["places"]
PARTS = tuple(WHOLE["parts"])
WIDE = re.compile(
    rf"\b(?:{'|'.join(WHOLE['deeds'])})\b(?: (?:on|of|in|at|across))?(?: [\w'’-]+){{0,5}}?"
    rf" (?:{'|'.join(PLACES)})\b|\b(?:{'|'.join(WHOLE['fighting'])})\b",
    re.IGNORECASE,
)


def before_it(study: Study, claim: Claim) -> bool:
    """Whether a figure or a charge stands in what led up to the attack."""
    passage = study.layout.at(claim.span.start)
    return passage is not None and led_up_to(passage, claim.span.start)


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
