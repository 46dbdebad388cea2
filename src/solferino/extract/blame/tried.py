"""Which person a court, a prosecutor or an inquiry holds to the deed: no side, somebody by name.

"The court sentenced N. N. to ten years for the killings", "police named the suspect as N. N.",
"it found that N. N. had ordered the raid". Doctors and nurses who are tried for their care did no
attack; whoever is acquitted is charged with nothing. Words are data (trial.toml).
"""

import re
from collections.abc import Iterator
from functools import cache

from solferino.extract.blame.actor import Blamed, by_words
from solferino.extract.blame.charge import laid
from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Claim

RULE = "blame/tried"
DATA = table("en", "trial")
WORDS = {k: "|".join(map(re.escape, v)) for k, v in DATA.items() if isinstance(v, list)}
HERE, OTHER = "\ue001", "\ue000"  # the person asked of, and any other
BEFORE, BEHIND = 30, 60  # code points beside a person in which a trade of care may stand
AGED = r"(?:, (?:aged )?\d+)?,?"
ASIDE = r"(?:,[^.;]{0,90},)?"
CARE = re.compile(rf"\b(?:{WORDS['care']})\b")
CLEARED = re.compile(rf"\b(?:{WORDS['cleared']})\b")
TRYING = re.compile(
    rf"\b(?:{WORDS['verbs']}|{WORDS['standing']}|{WORDS['finding']}|{WORDS['suspects']}|ordered)\b"
)


@cache
def _turns() -> tuple[re.Pattern[str], ...]:
    """Give the turns of phrase by which a person is held to a deed."""
    crime = rf"[^.;]*\b(?:{WORDS['crimes']})\b"
    among = rf"(?:{OTHER}{AGED} and )?{HERE}{AGED}(?: and {OTHER}{AGED})?"
    being = r"(?:was|were|is|are|has been|have been|had been|stands|stood|went)"
    held = rf"(?:{WORDS['verbs']}|{WORDS['standing']})"
    doers = WORDS["suspects"]
    passive = rf"{among}{ASIDE} (?:,? ?who )?{being} (?:\w+ly |also |later )?{held}\b{crime}"
    active = rf"\b(?:{WORDS['verbs']}) (?:the )?(?:[\w'-]+ ){{0,4}}{among}{crime}"
    guilty = rf"\bfound (?:the )?(?:[\w'-]+ ){{0,3}}{among} guilty\b{crime}"
    finding = (
        rf"\b(?:{WORDS['finding']})\b[^.;]{{0,30}}\bthat (?:the )?(?:[\w'-]+ ){{0,3}}{among} "
        rf"(?:had |has |himself |herself |\w+ly )?[\"“‘']?(?:{WORDS['did']})\b"
    )
    named = rf"\b(?:named|identified)\b[^.;]{{0,30}}\b(?:{doers})s? as (?:an? |mr )?{HERE}"
    called = rf"\b(?:the|a) (?:suspected |alleged )?(?:{doers}),? (?:named |identified as )?{HERE}"
    known = (
        rf"{HERE}{AGED} (?:was |has been |is )?(?:named|identified)\b[^.;]{{0,20}}\bas the "
        rf"(?:{doers})\b"
    )
    ordered = (
        rf"\b(?:{WORDS['crimes']}) (?:had been |was |were )?ordered by (?:the )?"
        rf"(?:[\w'-]+ ){{0,4}}{HERE}"
    )
    told = (passive, active, guilty, finding, named, called, known, ordered)
    return tuple(map(re.compile, told))


def tried(study: Study, notebook: Notebook, passage: Passage) -> Iterator[Claim]:
    """Note the persons whom a sentence holds to the deed."""
    lower = passage.text.lower()
    if not passage.obeys(RULE) or not TRYING.search(lower) or CLEARED.search(lower):
        return
    if lower.rstrip("\"”' ").endswith("?") or re.search(r"\b(?:if|whether)\b", lower):
        return
    people = [n for n in study.names[passage.number] if n.kind == "person"]
    for person in people:
        if any(turn.search(_marked(passage, people, person)) for turn in _turns()):
            yield from laid(study, notebook, passage, _held(passage, person))


def _held(passage: Passage, person: Name) -> Blamed:
    return by_words(passage, person.start, person.end, RULE)


def _marked(passage: Passage, people: list[Name], person: Name) -> str:
    """Write a passage in small letters with marks for persons; nothing where care is tried."""
    before = passage.slice(max(passage.start, person.start - BEFORE), person.start).lower()
    behind = passage.slice(person.end, min(passage.end, person.end + BEHIND)).lower()
    apposed = re.match(r",[^,.;]{0,60}", behind)
    if CARE.search(before.rpartition(",")[2]) or (apposed and CARE.search(apposed[0])):
        return ""
    if CARE.match(person.text.lower()):
        return ""
    parts, at = [], passage.start
    for one in people:
        parts += [passage.slice(at, one.start).lower(), HERE if one is person else OTHER]
        at = one.end
    parts.append(passage.slice(at, passage.end).lower())
    return re.sub(r"\s+", " ", "".join(parts))
