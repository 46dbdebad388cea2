"""Running totals: how many attacks a time has seen, which are a tally and no attack of its own.

"Nine doctors have been abducted since January" tells of many deeds, of none of which it gives the
day. What began on a day and goes on ("two nurses have been held since 4 May") is one deed, and so
is what befell a single facility.
"""

import re

from solferino.extract.events.idle import at_home, counts_attacks
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.text.date import DateWords

RULES = table("en", "rules")["running"]
LASTING = frozenset(RULES["lasting"])
SCOPE = re.compile(r"\b(?:" + "|".join(RULES["scopes"]) + r")\b")
COUNTED = frozenset(RULES["counted"])
MANY = re.compile(r"\b(?:" + "|".join(RULES["many"]) + r")\b")
REACH = 5  # words from a figure to what it counts
TWO = 2


def tells_none(study: Study, passage: Passage) -> bool:
    """Whether words of attack on nobody and nothing named tell of no attack: a count, a crime."""
    return counts_attacks(study, passage) or at_home(study, passage) or runs_on(study, passage)


def runs_on(study: Study, passage: Passage) -> bool:
    """Whether a sentence gives the total of a time, and the day of nothing in it."""
    if not study.obeys("event/running-total") or passage.entry:
        return False
    dated = any(_on_a_day(d) for d in passage.dates)
    alone = any(not f.plural for f in study.facilities[passage.number])
    return not (dated or alone) and _wide(passage) and _counts(passage)


def _on_a_day(told: DateWords) -> bool:
    """Whether words give the day of something, not the bounds of a time."""
    own = told.day is not None or told.weekday is not None or told.relative is not None
    return told.aspect == "at" and own and told.granularity == "day" and not _long(told)


def _wide(passage: Passage) -> bool:
    """Whether the sentence tells of a time: since, so far this year, between January and May."""
    since = any(d.since and not _goes_on(passage, d) for d in passage.dates)
    ranged = any(_long(d) for d in passage.dates)
    return since or ranged or SCOPE.search(passage.text.lower()) is not None


def _goes_on(passage: Passage, since: DateWords) -> bool:
    """Whether what is told since a day is one deed that lasts: held, shut, surrounded."""
    daily = since.day is not None or since.weekday is not None or since.relative is not None
    lasting = daily and LASTING & {w.key for w in passage.words}
    return bool(lasting) and passage.obeys("event/lasting")


def _long(told: DateWords) -> bool:
    return told.end_month is not None and told.end_month != told.month


def _counts(passage: Passage) -> bool:
    """Whether several people, facilities, vehicles or attacks of care are counted."""
    words = passage.words
    care = [t.first for t in passage.of("facilities")]
    care += [t.first for t in passage.of("people") if t.code == "health_workers"]
    counted = {i for i, w in enumerate(words) if w.key in COUNTED} | set(care)
    figures = [
        passage.until(n.end)
        for n in passage.numbers
        if n.kind == "cardinal" and n.qualifier != "none" and (n.min or n.max or TWO) >= TWO
    ]
    figures += [passage.until(passage.start + m.end()) for m in MANY.finditer(passage.text.lower())]
    return any(counted & set(range(at, at + REACH)) for at in figures)
