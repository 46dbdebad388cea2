"""Parts of a toll in a sentence of their own, as in "Eleven people died; four were children".

What befell those counted before befell their parts. Where the sentence before tells of dead and of
wounded, only "of the dead" or the like says which are meant; else nobody is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.extract.cues import GRAMMAR
from solferino.extract.figures.harm import Figure, figures
from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.people.lot import lots
from solferino.extract.people.quantity import Quantity, quantities
from solferino.model.terms import Harm

LEAD = re.compile(
    r"(?:(?:of|among) (?:them|these|those"
    r"|the (?:[\w-]+ )?(?P<who>dead|killed|wounded|injured|victims)),? )?"
    r"(?:at least |about |some )?(?P<number>[\w-]+)"
    r"(?: of (?:them|these|the (?:[\w-]+ )?(?P<whom>dead|killed|wounded|injured|victims)"
    r"|those(?: (?P<those>[a-z]+)(?: away| off)?)?))?"
    r" (?:was|were|is|are) (?!(?:killed|injured|wounded|hurt|taken|arrested|detained|missing)\b)",
    re.IGNORECASE,
)
KINDS: dict[str, Harm] = {
    "dead": "killed",
    "killed": "killed",
    "wounded": "injured",
    "injured": "injured",
    "arrested": "detained",
    "detained": "detained",
    "taken": "detained",
    "led": "detained",
    "abducted": "detained",
    "kidnapped": "detained",
    "missing": "missing",
}
MAKING_UP = frozenset(table("en", "rules")["harm"]["making_up"])
Sentence = tuple[Passage, tuple[Name, ...]]


def parts(
    passage: Passage, names: tuple[Name, ...], before: Sequence[Sentence]
) -> Iterator[Figure]:
    """Give the figures of a sentence that only tells who some of those counted just before were."""
    lead = LEAD.match(passage.text)
    told = (lead["who"] or lead["whom"] or lead["those"]) if lead else None
    if lead is None or not before or (passage.of("harm") and not told):
        return
    kind = _kind(told, before[-1])
    if kind is None or not passage.obeys("harm/parts"):
        return
    for quantity in quantities(passage, names):
        if quantity.names or quantity.min is None or quantity.group == "total":
            continue
        yield _figure(passage, quantity, kind)


def broken_down(
    passage: Passage, names: tuple[Name, ...], told: Sequence[Figure]
) -> Iterator[Figure]:
    """Give the parts that a figure is broken down into, where they make it up.

    "Nine lives: five mothers, three newborns and the doctor"; "all seven perished, four patients
    and three crew". Those of whom something else is told are no
    parts ("…: five nurses were on duty").
    """
    counted = {i for f in told for i in range(f.quantity.first, f.quantity.last)}
    in_force = passage.obeys("harm/broken-down") and passage.obeys("harm/list")
    for lot in lots(passage, names) if in_force else ():
        if counted & {i for q in lot for i in range(q.first, q.last)} or not _set_off(passage, lot):
            continue
        sums = sum(q.min or 0 for q in lot)
        before = [f for f in told if f.quantity.last <= lot[0].first and f.quantity.min == sums]
        if before and all(q.min == q.max and q.min and not q.names for q in lot):
            for quantity in lot:
                yield replace(_figure(passage, quantity, before[-1].kind), rule="harm/broken-down")


def _set_off(passage: Passage, lot: Sequence[Quantity]) -> bool:
    """Whether a list of several is set off, by marks or by "comprising", and no verb follows it."""
    words, first, last = passage.words, lot[0].first, lot[-1].last
    before = passage.slice(words[first - 1].end, words[first].start) if first else ""
    behind = passage.slice(words[last - 1].end, passage.end).lstrip("\"”’' ")
    placed = last < len(words) and words[last].key in GRAMMAR["preposition"]
    led = bool(first) and words[first - 1].key in MAKING_UP
    opened = led or any(mark in before for mark in ":,(–—-")
    closed = placed or behind[:1] in ("", ".", ";", ",", ")", "!", "–", "—")
    return len(lot) > 1 and opened and closed


def _kind(told: str | None, before: Sentence) -> Harm | None:
    """Find what befell those counted: by the word for them, else the one kind told before."""
    if told in KINDS:
        return KINDS[told]
    kinds = {f.kind for f in figures(*before) if f.quantity.min != 0}
    return next(iter(kinds)) if len(kinds) == 1 else None


def _figure(passage: Passage, quantity: Quantity, kind: Harm) -> Figure:
    words = passage.words
    return Figure(
        start=words[quantity.first].start,
        end=words[quantity.last - 1].end,
        kind=kind,
        quantity=quantity,
        rule="harm/parts",
        confidence="medium",
    )
