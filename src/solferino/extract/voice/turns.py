"""Turns of a transcript: lines that begin with who speaks and a colon, one speaker after another.

"HOST: Good morning." and, below, "CALLER: Listen." make a transcript where such names come again;
a form's lines ("Date: …", "Place: …") each come once, and are none.
"""

import re
from collections import Counter
from collections.abc import Mapping

from solferino.codec import value
from solferino.extract.passage import Layout

LABEL = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w.'’-]*(?: (?:of|the|de|for|[A-Z][\w.'’-]*)){0,5})"
    r"(?: \([^)]{1,40}\))?:\s+(?=\S)"
)
SILENT = ("boilerplate", "infobox", "post")
FEWEST, SPEAKERS = 4, 2  # turns of a transcript, and who takes them
OFTEN = 0.6  # share of turns whose name comes again
WORDS = 3  # words of a turn


@value
class Turn:
    """Whose turn it is, at code points [start, end), and where what is said begins."""

    start: int
    end: int
    said: int
    name: str


def turns(layout: Layout) -> Mapping[int, Turn]:
    """Give the turns of a transcript by the number of each sentence in them; else none."""
    heads: dict[int, Turn] = {}
    seen: set[int] = set()
    for passage in layout.passages:
        if passage.paragraph in seen or passage.zone in SILENT:
            continue
        seen.add(passage.paragraph)
        found = LABEL.match(passage.text)
        said = passage.text[found.end() :].split() if found else []
        if found and (len(said) >= WORDS or passage.text.endswith(("?", "!", "."))):
            at = passage.start
            heads[passage.paragraph] = Turn(
                start=at + found.start("name"),
                end=at + found.end("name"),
                said=at + found.end(),
                name=found["name"],
            )
    counts = Counter(_surname(t.name) for t in heads.values())
    again = sum(n for n in counts.values() if n > 1)
    if len(heads) < FEWEST or len(counts) < SPEAKERS or again < OFTEN * len(heads):
        return {}
    return {p.number: heads[p.paragraph] for p in layout.passages if p.paragraph in heads}


def _surname(name: str) -> str:
    return name.lower().split()[-1]
