"""Another attack told in a clause of a sentence: "two days after a drone struck the clinic".

Two shapes are known: a clause behind "hours/days/… after", which has a facility and a word of
attack of its own, and a clause that says what the facility "had already" suffered, with a date.
The clause is cut out, so that its date, its dead and its damage are not taken for the main event's.
"""

import re

from solferino.codec import value
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.text.date import DateWords

RULES = table("en", "rules")["aside"]
UNITS = r"(?:minute|hour|day|week|month|year)s?"
COUNT = "|".join(RULES["counts"])
# "only days after", "less than a week after", "two days after"
AFTER = re.compile(
    rf"(?:\b(?:{'|'.join(RULES['narrowing'])})\s+)*\b(?:(?:{COUNT}|\d{{1,3}})\s+)?{UNITS}\s+after\s+",
    re.IGNORECASE,
)
ALREADY = re.compile(
    rf"\b(?P<head>which|that|it|they)?(?:\s+\w+)?\s*\b(?:had|has|have|was|were)\s+"
    rf"(?:been\s+|\w+\s+)?(?:{'|'.join(RULES['earlier'])})\b",
    re.IGNORECASE,
)
END = re.compile(r"\s[–—-]\s|[;—]")
TURN = re.compile(rf"\b(?:{'|'.join(RULES['turning'])})\b", re.IGNORECASE)
ACTS = ("event", "weapon", "effect")


@value
class Aside:
    """A clause [start, end) of a sentence that tells of another attack.

    `earlier` says that it is an earlier attack on the same facility; else `gap` are the words
    that tell how long before the rest of the sentence it was ("two days after"), where they do.
    """

    start: int
    end: int
    earlier: bool
    gap: DateWords | None = None

    def holds(self, start: int) -> bool:
        """Whether a place of the text lies in the clause."""
        return self.start <= start < self.end


def aside(passage: Passage) -> Aside | None:
    """Find the clause of a sentence that tells of another attack, or null."""
    found = _after(passage) if passage.obeys("account/days-after") else None
    if found is None and passage.obeys("account/had-already"):
        found = _already(passage)
    return found


def _after(passage: Passage) -> Aside | None:
    for match in AFTER.finditer(passage.text) if "after" in passage.text.lower() else ():
        start = passage.start + match.end()
        gap = next((d for d in passage.dates if d.start < start <= d.end + 1), None)
        opens = not passage.text[: match.start()].strip()
        end = _clause_end(passage, start, comma=opens)
        facility = any(start <= t.start < end for t in passage.of("facility"))
        acts = any(start <= t.start < end for t in passage.of("event", "weapon"))
        if facility and acts:
            return Aside(start=start, end=end, earlier=False, gap=gap)
    return None


def _already(passage: Passage) -> Aside | None:
    text = passage.text.lower()
    told = any(word in text for word in RULES["earlier"])
    for match in ALREADY.finditer(passage.text) if told else ():
        relative = (match["head"] or "").lower() in ("which", "that")
        start = passage.start + (match.start() if relative else 0)
        marker = passage.start + match.end()
        end = _clause_end(passage, marker, comma=relative)
        acts = [t for t in passage.of(*ACTS) if marker - 1 <= t.start < end]
        dated = any(marker <= d.start < end for d in passage.dates)
        turned = acts and TURN.search(passage.slice(marker, min(t.start for t in acts)))
        if acts and dated and not turned:
            return Aside(start=start, end=end, earlier=True)
    return None


def _clause_end(passage: Passage, start: int, *, comma: bool) -> int:
    """Where a clause ends: at a dash or semicolon, at a comma where one parts it from the rest."""
    rest = passage.slice(start, passage.end)
    ends = [m.start() for m in [END.search(rest)] if m]
    if comma and "," in rest:
        ends.append(rest.index(","))
    return start + min(ends, default=len(rest))
