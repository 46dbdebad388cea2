"""Whose the place was from which arms were fired: "from army positions", "from rebel lines".

A force without a name that stands bare before its positions is no name that lists or nearness
find. Words are data (deeds.toml).
"""

import re
from collections.abc import Iterator

from solferino.extract.blame.actor import Blamed, by_words
from solferino.extract.blame.charge import WORDS, laid
from solferino.extract.blame.clause import DATA
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Claim

RULE = "blame/emplaced"
FORCES = "|".join(map(re.escape, DATA["holding"]))
PLACES = "|".join(map(re.escape, DATA["emplacements"]))
FIRED = re.compile(
    rf"\b(?:{WORDS['shots']}|fired|launched|came|coming|originated)\b[^.;,]{{0,40}}? from "
    rf"(?:an? |the |nearby |nearest )?(?P<who>{FORCES})(?:['’]s)? (?:own |\w+ )?"
    rf"(?:{PLACES})\b",
    re.IGNORECASE,
)
UNSURE = re.compile(r"\b(?:not|no|never|whether|if|denied|denies|unclear)\b")


def emplaced(study: Study, notebook: Notebook, passage: Passage) -> Iterator[Claim]:
    """Note the forces from whose positions a sentence has something fired."""
    if not passage.obeys(RULE) or passage.text.rstrip("\"”' ").endswith("?"):
        return
    for found in FIRED.finditer(passage.text):
        if UNSURE.search(passage.text[: found.end()].lower()):
            continue
        start = passage.start + found.start("who")
        one: Blamed = by_words(passage, start, passage.start + found.end("who"), RULE)
        yield from laid(study, notebook, passage, one)
