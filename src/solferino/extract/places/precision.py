"""How closely words tell a place: the town itself, near it, its outskirts, a part, a district.

A claim of place then says so itself, and no reader takes "10 km north of X" for X.
"""

import re

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.model.terms import Precision
from solferino.ports import Place

WORDS = table("en", "places")["precision"]
NEAR = re.compile(WORDS["near"], re.IGNORECASE)
OUTSKIRTS = re.compile(WORDS["outskirts"], re.IGNORECASE)
KINDS: dict[str, Precision] = {
    word: level
    for level in ("neighbourhood", "district", "province", "part")
    for word in WORDS[level]
}
REACH = 48  # characters before a name in which its precision is told


def precision_of(passage: Passage, start: int, end: int, place: Place | None) -> Precision | None:
    """Tell how closely the name at [start, end) says where; null where it is no known place."""
    before = passage.slice(max(passage.start, start - REACH), start)
    if OUTSKIRTS.search(before):
        return "outskirts"
    if NEAR.search(before):
        return "near"
    after = passage.slice(end, min(passage.end, end + REACH)).split(maxsplit=1)
    said = [
        *passage.slice(start, end).lower().split(),
        *(w.lower().strip(",.;:") for w in after[:1]),
    ]
    told = [KINDS[word] for word in said if word in KINDS]
    listed = place is not None and place.kind == "region" and place.code is not None
    if told and not (listed and told[-1] == "part"):
        return told[-1]
    if place is None:
        return None
    if place.kind == "region":
        return "province" if listed else "part"
    return "country" if place.kind == "country" else "town"
