"""Figures that a list behind them breaks down item by item: "six dead: a porter, four patients, …".

A list is taken where its items, read one by one, make up the figure before it: whatever words name
the people then, they are those counted, and what befell the whole befell each.
"""

import re
from collections.abc import Iterator, Sequence

from solferino.extract.figures.frames import WORDS
from solferino.extract.figures.harm import Figure
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity, group_of
from solferino.model.terms import Group

RULE = "harm/broken-down"
# From the figure to its list: "4 killed (", "six dead: ", "nine lives — ".
OPENING = re.compile(r"[^.;:()–—]{0,25}?(?P<mark>\s?\(|:\s|\s?[–—]\s?|\s-\s)")
LIST = re.compile(r"[^.;:()–—]+")
PARTING = re.compile(r",\s+and\s+|,\s+|\s+and\s+|\s+plus\s+|\s+as well as\s+")
ONE = re.compile(r"(?:a|an|one|the|his|her|their|its)\s+[^\W\d]", re.IGNORECASE)
NAMED = re.compile(r"[A-Z]")
BEING = re.compile(
    r"\b(?:is|are|was|were|had been|have been|has been)\s+(?!killed|wounded|injured|hurt)"
)
TWO = 2


def itemised(passage: Passage, told: Sequence[Figure]) -> Iterator[Figure]:
    """Give the parts of figures whose list makes them up; those told of it so far give way."""
    for whole in told if passage.obeys("harm/itemised") else ():
        number = whole.quantity.min
        exact = number is not None and number == whole.quantity.max and number >= TWO
        end = max(whole.end, passage.words[whole.quantity.last - 1].end)
        opening = OPENING.match(passage.text, end - passage.start) if exact else None
        if opening is None:
            continue
        items = [*_items(passage, opening.end())]
        people = any(q.group != "total" for q in items)
        if people and len(items) >= TWO and sum(q.min or 0 for q in items) == number:
            yield from (_part(passage, whole, q) for q in items)
            return


def _items(passage: Passage, at: int) -> Iterator[Quantity]:
    """Read the items of a list one by one; nothing where one of them counts nobody."""
    listed = LIST.match(passage.text, at)
    if listed is None or BEING.search(listed[0]):
        return  # "five doctors and four nurses were on duty" is a clause of its own
    found: list[Quantity] = []
    start = listed.start()
    for piece in (*PARTING.finditer(passage.text, at, listed.end()), None):
        end = piece.start() if piece else listed.end()
        item = _item(passage, passage.start + start, passage.start + end)
        if item is None:
            return
        found.append(item)
        start = piece.end() if piece else end
    yield from found


def _item(passage: Passage, start: int, end: int) -> Quantity | None:
    text = passage.slice(start, end)
    words = [i for i, w in enumerate(passage.words) if start <= w.start and w.end <= end]
    number = next((n for n in passage.numbers if n.start == start and n.end <= end), None)
    if not words or NAMED.match(text) or WORDS["things"] & {passage.words[i].key for i in words}:
        return None
    if number is None and not ONE.match(text):
        return None
    if number is not None and (number.min is None or number.min != number.max):
        return None
    count = number.min if number is not None else 1
    return Quantity(
        first=words[0],
        last=words[-1] + 1,
        group=_group(passage, words),
        min=count,
        max=count,
        qualifier="exact",
    )


def _group(passage: Passage, words: Sequence[int]) -> Group:
    """Give the group of the noun that ends an item, or that stands before "of" or "who"."""
    own = [t for t in passage.of("people") if t.first in words]
    last = [t for t in own if t.last - 1 == words[-1]]
    return group_of(next(iter(last or own), None))


def _part(passage: Passage, whole: Figure, quantity: Quantity) -> Figure:
    return Figure(
        start=passage.words[quantity.first].start,
        end=passage.words[quantity.last - 1].end,
        kind=whole.kind,
        quantity=quantity,
        rule=RULE,
        confidence="medium",
    )
