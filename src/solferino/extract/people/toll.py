"""Tolls: figures that stand after a noun for the count ("the death toll rose from 5 to 7")."""

import re
from collections.abc import Iterator

from solferino.codec import value
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity
from solferino.model.terms import Harm
from solferino.text.number import Number

RULES = table("en", "rules")["toll"]
LEADING = frozenset(RULES["leading"])
GOING_ON = frozenset(RULES["going_on"])
REACH = 20  # words between the noun and its figure
PEOPLE = r"(?:(?:the|those|people|civilians|patients|staff|children|confirmed)\s+)*"
PUTTING = (
    *("put", "puts", "putting", "sets", "placed", "places"),
    *("placing", "gave", "gives", "giving", "counted"),
)
PUT = f"(?:{'|'.join(PUTTING)})"
HEADS: dict[Harm, re.Pattern[str]] = {
    "killed": re.compile(
        r"\b(?:death toll|toll of (?:the )?dead"
        rf"|{PUT} the (?:number of (?:the )?)?(?:dead|deaths|killed|fatalities|victims)"
        r"|(?:the|its|a|official|latest|overall|confirmed) toll"
        r"|(?:bringing|brings|brought|raising|raises|pushing|taking) the (?:overall |total )?toll"
        rf"|(?:number|count|tally) of {PEOPLE}(?:dead|deaths|killed|fatalities|martyrs)"
        r"|figure of (?:the )?(?:dead|deaths|killed))\b"
    ),
    "injured": re.compile(
        rf"\b(?:{PUT} the (?:number of (?:the )?)?(?:injured|wounded|hurt)"
        rf"|injury toll|(?:number|count|tally) of {PEOPLE}(?:injured|wounded|injuries|hurt))\b"
    ),
    "detained": re.compile(
        rf"\b(?:{PUT} the )?(?:number|count|tally) of {PEOPLE}"
        r"(?:abducted|abductees|arrested|captives|captured|detained|detainees|held|hostages|kidnapped"
        r"|taken)\b"
    ),
}
# One of these is in every head.
SIGNS = ("toll", "number", "count", "tally", "figure", *PUTTING)
# A line or part of a line that only labels a figure: "Killed: 3. Wounded: 14", "Deaths   53".
BEGIN = (
    r"(?:^|[.;|,]\s|[-•*–]\s)(?:(?:reported|confirmed|total|staff|patients|seriously|slightly)\s)?"
)
END = r"\b(?:\s(?:under the rubble|so far|in all))?\s*(?::|\s{2,}|\t|$)"
WORDS: dict[Harm, str] = {kind: "|".join(words) for kind, words in RULES["labels"].items()}
LABELS = {kind: re.compile(f"{BEGIN}(?:{words}){END}") for kind, words in WORDS.items()}
LABELLED = re.compile(r"[:\t]|\s\s")  # what closes a label that a figure follows


@value
class Toll:
    """A figure of a toll: the word index of its noun, and the quantity."""

    anchor: int
    kind: Harm
    quantity: Quantity


def tolls(passage: Passage) -> Iterator[Toll]:
    """Find the figures that tolls have come to; the figure that one rose from is left out."""
    lower = passage.text.lower()
    for kind, head in HEADS.items() if any(sign in lower for sign in SIGNS) else ():
        for match in head.finditer(lower):
            anchor = passage.word_at(passage.start + match.start())
            number = _figure(passage, passage.word_at(passage.start + match.end() - 1) + 1)
            if number is not None:
                yield Toll(anchor=anchor, kind=kind, quantity=_quantity(passage, number))
    yield from _labelled(passage, lower) if passage.obeys("harm/label") else ()


def _labelled(passage: Passage, lower: str) -> Iterator[Toll]:
    """Find figures behind a label of their own: "Killed: 3"."""
    for kind, label in LABELS.items() if LABELLED.search(lower) else ():
        for match in label.finditer(lower):
            word = re.search(WORDS[kind], match[0])
            anchor = passage.word_at(passage.start + match.start() + (word.start() if word else 0))
            near = range(passage.start + match.end(), passage.start + match.end() + 2)
            number = next((n for n in passage.numbers if n.start in near), None)
            of_all = word is not None and word[0] == "casualties"  # dead and wounded: none alone
            told = number is not None and (not of_all or number.qualifier == "none")
            told = told and number is not None and not _of_things(passage, number)
            if number is not None and number.kind == "cardinal" and told:
                yield Toll(anchor=anchor, kind=kind, quantity=_quantity(passage, number))


def _of_things(passage: Passage, number: Number) -> bool:
    """Whether a figure behind a label counts no people: "Missing: 2 oxygen bottles"."""
    at = passage.until(number.end)
    if at >= len(passage.words) or passage.slice(number.end, passage.words[at].start) != " ":
        return False
    known = any(t.first <= at < t.last for t in passage.of("people", "harm"))
    return not known and passage.words[at].key not in GOING_ON and passage.words[at].text.islower()


def _figure(passage: Passage, first: int) -> Number | None:
    """Find the figure that a toll has come to: led by "to", "at", "is" and the like."""
    for number in passage.numbers:
        at = passage.word_at(number.start)
        if number.kind == "ordinal" or not first <= at <= first + REACH:
            continue
        gap = passage.slice(passage.words[first - 1].end, number.start).replace("No.", "No")
        if any(mark in gap for mark in ".;:"):
            return None
        if passage.words[at - 1].key in LEADING:
            return number
    return None


def _quantity(passage: Passage, number: Number) -> Quantity:
    first, last = passage.word_at(number.start), passage.until(number.end)
    people = [t for t in passage.of("people") if t.first == last]
    return Quantity(
        first=first,
        last=people[0].last if people else last,
        group="total",
        min=number.min,
        max=number.max,
        qualifier=number.qualifier,
    )
