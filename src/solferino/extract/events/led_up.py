"""What a sentence tells only as what led up to the attack.

"The raids began after rebels killed a pilot": the pilot and his killers belong to what was before.
"""

import re

from solferino.extract.care.carers import GROUPS
from solferino.extract.events.happening import EVENT_NOUNS
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage

LED = table("en", "scope")["led_up"]
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


def led_up_to(passage: Passage, start: int) -> bool:
    """Whether a place of a sentence lies in what it tells of before the attack."""
    held = led_up(passage)
    return held is not None and held[0] <= start < held[1]
