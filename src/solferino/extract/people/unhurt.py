"""People who are told to have come to no harm: "the drivers were not harmed", "all were unhurt".

A no that stands before people is a quantity of its own ("no patients", see `quantity`); here it
stands behind them, or in a word. What is told is an express zero of injured, for whoever is named.
"""

import re
from collections.abc import Iterator, Sequence

from solferino.codec import value
from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity, group_of
from solferino.text.segment import Word

RULES = table("en", "rules")["unhurt"]
WORDS = frozenset(RULES["words"])
HARMED = frozenset(RULES["harmed"])
BETWEEN = frozenset(RULES["between"]) | GRAMMAR["be"] | GRAMMAR["adverb"]
AVOIDED = re.compile(r"\b(?:" + "|".join(RULES["avoided"]) + r")\b")
NOBODY = re.compile(
    r"\b(?P<none>nobody|no one|no-one|not one|not a single|none|neither)\b(?! else)"
    r"(?P<who>[^.;:,]{0,60}?)"
    r" (?:was|were|is|are|has been|had been|have been)(?: so much as| even| physically)?"
    rf" (?:{'|'.join(RULES['touched'])})\b"
)
REACH = 8  # words from people to the word that leaves them unharmed
NAMED = 4  # words between people of one list ("the delegates, the nurse and the drivers")
NOT = 2  # words between "not" and "harmed"


@value
class Unhurt:
    """People who came to no harm, and the word index of what says so."""

    anchor: int
    quantity: Quantity


def unhurt(passage: Passage) -> Iterator[Unhurt]:
    """Find people told to be unharmed; once for each group of a sentence."""
    if not passage.obeys("harm/unhurt"):
        return
    told: set[str] = set()
    for at, word in enumerate(passage.words):
        if not (word.key in WORDS or (word.key in HARMED and _denied(passage, at))):
            continue
        for first, last, group in _people(passage, at):
            if group not in told:
                told.add(group)
                yield Unhurt(anchor=at, quantity=_none(first, last, group))
    none = _nobody(passage) if passage.obeys("harm/nobody-touched") else None
    if none is not None and none.quantity.group not in told:
        told.add(none.quantity.group)
        yield none
    match = AVOIDED.search(passage.text.lower())
    if match and not told:
        first = passage.word_at(passage.start + match.start())
        last = passage.word_at(passage.start + match.end() - 1) + 1
        yield Unhurt(anchor=last - 1, quantity=_none(first, last, "total"))


def _nobody(passage: Passage) -> Unhurt | None:
    """Read that nobody was touched: "not one nurse was", "neither was", "nobody inside was"."""
    match = NOBODY.search(passage.text.lower())
    if match is None:
        return None
    first = passage.word_at(passage.start + match.start())
    last = passage.word_at(passage.start + match.end() - 1) + 1
    here = [t for t in passage.of("people") if first < t.first < last]
    if not here and match["who"] and match["none"] not in ("nobody", "no one", "no-one"):
        return None  # "not a single window was hit"
    group = group_of(here[0]) if len(here) == 1 else "total"
    return Unhurt(anchor=last - 1, quantity=_none(first, last, group))


def leaves_unharmed(words: Sequence[Word]) -> bool:
    """Whether words say of somebody that no harm was done, whoever reads them."""
    keys = [w.key for w in words]
    denied = any(k in HARMED and "not" in keys[max(0, i - NOT) : i] for i, k in enumerate(keys))
    text = " ".join(keys)
    nobody = NOBODY.search(text) is not None
    return denied or nobody or bool(WORDS & set(keys)) or AVOIDED.search(text) is not None


def _denied(passage: Passage, at: int) -> bool:
    """Whether a not stands in the verb: "were not seriously harmed" leaves them harmed a little."""
    before = [w.key for w in passage.words[max(0, at - 2 - NOT) : at]]
    return before[-1:] == ["not"] and bool(GRAMMAR["be"] & set(before))


def _people(passage: Passage, at: int) -> Iterator[tuple[int, int, str]]:
    """Give the people right before, and those in one list with them."""
    end = at
    people = [t for t in passage.of("people") if t.last <= at]
    for term in reversed(people):
        between = {w.key for w in passage.words[term.last : end]}
        gap = passage.slice(term.end, passage.words[end].start)
        reach = REACH if end == at else NAMED
        if end - term.last > reach or not between <= BETWEEN or any(m in gap for m in ".;:("):
            return
        if _several(passage, term.first, term.last):
            yield term.first, term.last, group_of(term)
        end = term.first


def _several(passage: Passage, first: int, last: int) -> bool:
    """Whether words point at people as known: "the driver", "all patients", "both", "staff"."""
    lead = passage.words[first - 1].key if first else ""
    plural = passage.words[last - 1].key.endswith("s")
    return plural or lead in ("the", "all", "both", "its", "their", "his", "her", "our", "other")


def _none(first: int, last: int, group: str) -> Quantity:
    return Quantity(first=first, last=last, group=group, min=0, max=0, qualifier="none")  # type: ignore[arg-type]
