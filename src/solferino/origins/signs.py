"""What a sentence holds that a copy may change: denials, hedges, numbers, actors."""

from collections.abc import Iterator, Sequence

from solferino.model import Span
from solferino.origins.lexicon import lexicon
from solferino.origins.lines import Line, holds
from solferino.text.number import Number, numbers

MODIFIERS = 3  # capitalised words before "army" that belong to the actor

Bounds = tuple[int | None, int | None, str]


def denies(line: Line) -> bool:
    """Whether somebody denies something in a line."""
    return lexicon().denial.within(line.keys)


def hedges(line: Line) -> bool:
    """Whether a line leaves open that it is so."""
    return lexicon().hedge.within(line.keys)


def counted(line: Line) -> tuple[tuple[Bounds, Span], ...]:
    """Find the numbers of things in a line: what each is compared by, and its words.

    They are compared by what they bound: "two" and "2" are equal, "20" and "at least 20" are
    not. Dates, ages and percentages are no numbers of things.
    """
    return tuple((_bounds(line, n), _cut(line, n)) for n in numbers(line.text))


def _cut(line: Line, number: Number) -> Span:
    return Span(
        document=line.document,
        start=line.start + number.start,
        end=line.start + number.end,
        text=line.text[number.start : number.end],
    )


def _bounds(line: Line, number: Number) -> Bounds:
    vague = line.text[number.start : number.end].casefold() if number.kind == "vague" else ""
    return number.min, number.max, vague


def actors(line: Line, elsewhere: Sequence[str]) -> Iterator[Span]:
    """Actors of a line, with the capitalised words before them, that the other words lack."""
    for first, last in lexicon().actor.find(line.keys):
        start = first
        while first - start < MODIFIERS and start > 0 and _modifies(line, start - 1):
            start -= 1
        keys = line.keys[start:last]
        if start < first and not holds(elsewhere, keys):
            yield line.cut(start, last)


def _modifies(line: Line, number: int) -> bool:
    word, after = line.words[number], line.words[number + 1]
    gap = line.text[word.end - line.start : after.start - line.start]
    return word.text[0].isupper() and gap in (" ", "-") and word.key not in lexicon().generic
