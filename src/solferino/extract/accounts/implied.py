"""What a party's words imply on a deed held against it, though they neither deny nor own it.

"He was in another town", "its guns were silent", "no such attack took place" say no; "it was our
missile", "an error by one of its crews" own up. Such words count only in the mouth of a party that
somebody blames. What is told without a doer ("a command post had been struck", "the wounded were
evacuated") owns nothing: who struck or moved them is not said. Words are data (rejoinders.toml).
"""

import re

from solferino.extract.accounts.retort import ADMITS, DENIES, MEN, NO, OPENING, words_of
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.model import Statement
from solferino.model.terms import Stance

DATA = table("en", "rejoinders")["implied"]
HAPPENING, FAULTS, ABSENT = (frozenset(DATA[k]) for k in ("happening", "faults", "absent"))
OWN = r"(?:his|her|its|their|our|my|the)"
BEING = r"(?:was|were|is|are|am|had been|have been|has been)"
# Who is spoken of, then where they were: "he had been forty kilometres away".
ALIBI = re.compile(
    rf"^(?:that )?(?:he|she|it|they|we|i|{OWN} [\w'’ -]{{1,40}}?) {BEING} "
    rf"(?:\w+ )?[\"“‘']?(?:{'|'.join(DATA['elsewhere'])})"
)
IGNORANCE = re.compile(
    r"^(?:that )?(?:he|she|it|they|we|i) (?:had )?[\"“]?kn(?:ew|own|ow) nothing\b"
)
# "It was our missile", "the operation was ours", "an error by one of our crews".
OURS = re.compile(
    r"\b(?:it|this|that|the [\w-]+) (?:was|were|is|had been) (?:indeed )?"
    r"(?:ours\b|(?:our|my|its|their)(?: own)? (?:[\w-]+ )?(?P<thing>[\w-]+))"
)
FAULT = re.compile(
    r"\b(?:an?|the|this|that|our|my|its|their) (?:[\w-]+ )?"
    r"(?P<fault>error|errors|mistake|mistakes|misfire|malfunction|excess|excesses) (?:\w+ly )?"
    r"(?:\w+ )?(?:by|of|on the part of) (?:an?|one of|some of|our|its|their)\b"
)
ALIBIS, NOTHING = "blame/alibi", "blame/nothing-happened"
ERROR = "blame/own-error"


def implied(passage: Passage, statement: Statement) -> tuple[Stance, str] | None:
    """Tell what a blamed party's statement implies, and by which rule; null for nothing."""
    text = " ".join(statement.span.text.lower().replace("’", "'").split())
    pleaded = statement.act == "appeals" and bool(ALIBI.search(text.removeprefix("pleaded ")))
    asked = statement.act in ("appeals", "warns") and not pleaded
    if statement.modality in ("conditional", "future") or asked:
        return None
    text = text.removeprefix("pleaded ") if pleaded else text
    said = words_of(passage, statement)
    found: tuple[Stance, str] | None = None
    if ALIBI.search(text) or IGNORANCE.search(text):
        found = ("denied", ALIBIS)
    elif _nothing(said):
        found = ("denied", NOTHING)
    elif not NO & set(said[:OPENING]) and _faulty(text):
        found = ("admitted", ERROR)
    if found is None or not passage.obeys(DENIES if found[0] == "denied" else ADMITS):
        return None
    return found if passage.obeys(found[1]) else None


def absent(statement: Statement) -> int:
    """Give the offset behind whoever is said to have been elsewhere; the start for a pronoun."""
    found = ALIBI.search(" ".join(statement.span.text.lower().replace("’", "'").split()))
    return statement.span.start + (found.end() if found is not None else 0)


def _nothing(said: list[str]) -> bool:
    """Whether it is said that no such thing happened: "no sortie was flown", "nobody fired"."""
    opening = said[1:] if said[:1] == ["that"] else said
    if opening[:1] and opening[0] in ("there", "it"):
        opening = opening[1:]
    near = opening[:4]
    first = bool(near) and near[0] in ("no", "none", "nobody")
    bare = first or bool({"no", "never"} & set(near[1:]))
    told = bool(HAPPENING & set(opening[:OPENING])) and not ABSENT & set(opening[:5])
    return bare and told


def _faulty(text: str) -> bool:
    """Whether a deed or a fault is called one's own."""
    ours = OURS.search(text)
    if ours is not None and (ours["thing"] is None or ours["thing"] in MEN | FAULTS):
        return True
    return bool(FAULT.search(text))
