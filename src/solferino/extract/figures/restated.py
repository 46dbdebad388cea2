"""Other counts of the same people, told by a number alone: "three died", then "he says eight".

Who gives a bare number right after a figure of people harmed gives his own count of them. Where the
words before tell of two kinds of harm, nobody knows which is meant.
"""

import re
from collections.abc import Iterator, Sequence

from solferino.extract.figures.harm import Figure
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity

RULE = "harm/restated"
RULES = table("en", "rules")["restated"]
COUNT = re.compile(r"\b(?:" + "|".join(RULES["giving"]) + r")\s+$", re.IGNORECASE)
BEHIND = re.compile(r"\s*(?:[.;)\]”\"]|$|, (?:and|but|then|with|not|of whom)\b)|\[")
HARM = ("killed", "injured", "missing", "detained")


def restated(passage: Passage, before: Sequence[Figure], own: Sequence[Figure]) -> Iterator[Figure]:
    """Give the counts of a passage that say again how many those told just before were."""
    kinds = {f.kind for f in (*before, *own) if f.quantity.min != 0 and f.kind in HARM}
    known = {i for f in own for i in range(f.quantity.first, f.quantity.last)}
    if len(kinds) != 1 or not passage.obeys(RULE):
        return
    for number in passage.numbers:
        first, last = passage.word_at(number.start), passage.until(number.end)
        lead = passage.slice(passage.start, number.start)
        bare = BEHIND.match(passage.text, number.end - passage.start)
        alone = number.kind == "cardinal" and number.qualifier != "none" and first not in known
        given = bare and alone and COUNT.search(lead)
        if given and any(f.start < number.start for f in (*before, *own)):
            yield Figure(
                start=number.start,
                end=number.end,
                kind=next(iter(kinds)),
                quantity=Quantity(
                    first=first,
                    last=last,
                    group="total",
                    min=number.min,
                    max=number.max,
                    qualifier=number.qualifier,
                ),
                rule=RULE,
                confidence="medium",
            )
