"""Sentences in which a text has turned from an event to others.

News tells of several things in one paragraph. A sentence behind the attack goes on with it unless
it turns away: to another town or quarter, to what was before, to fighters killed in the hills. Once
away, a text stays away until its paragraph ends or it comes back to care or to the event's place.
"""

import re
from collections.abc import Iterable, Sequence

from solferino.extract.events.draft import Draft
from solferino.extract.events.happening import points_back
from solferino.extract.figures.real import dies_late, discovered, turns_away
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.places.place import spots
from solferino.extract.study import Study
from solferino.text.date import DateWords

DATA = table("en", "scope")["turned"]
ASIDE, KNOWN, GOING_ON = (tuple(DATA[k]) for k in ("aside", "known", "going_on"))
LANDED, ALSO = (tuple(DATA[k]) for k in ("landed", "also"))
MORE, FIGHTERS, CARE = (frozenset(DATA[k]) for k in ("more", "fighters", "care"))
PLACES = "|".join(re.escape(p) for p in DATA["places"])
OPENING = 40  # characters of a sentence in which it says that it turns elsewhere
DATED = 14  # characters before a date that opens its sentence
HEAD = 60  # characters of a sentence in which it goes on with the one before
REACH = 4  # words between a verb of harm and the fighters whom it befell
WIDE = ("week", "month", "season", "year")
SERIOUS = ("killed", "injured", "missing", "detained")
WHOLE_PLACE = re.compile(
    rf"\b(?:on|at|in|of|hit|hits|struck|over|across|into|for|targeted|pounded|stormed)"
    rf" (?:(?!the (?:attack|blast|strike))[\w'’-]+ ){{0,4}}(?:{PLACES})\b",
    re.IGNORECASE,
)
SILENT = ("headline", "caption", "post", "infobox")
LED = frozenset(("the", "this", "these", "those", "both", "all", "its", "their"))


def turned(study: Study, draft: Draft, owned: Sequence[Passage]) -> frozenset[int]:
    """Give the numbers of an event's sentences in which its text tells of something else."""
    found: set[int] = set()
    told = [study.passages[h.passage] for h in draft.happenings]
    numbers = {p.number for p in told}
    places = _named(study, told)
    away: Passage | None = None
    for passage in owned if study.obeys("account/turned") else ():
        of_it = passage.number in numbers or passage.entry or passage.zone in SILENT
        if of_it or study.facilities[passage.number] or _of_care(passage):
            away = None
        elif _turns(study, passage, told):
            away = passage
        elif away is not None and not _stays(away, passage, _named(study, [passage]) & places):
            away = None
        if away is not None:
            found.add(passage.number)
            away = passage
    return frozenset(found)


def _named(study: Study, passages: Iterable[Passage]) -> frozenset[str]:
    return frozenset(s.value.name for p in passages for s in spots(study, p))


def _of_care(passage: Passage) -> bool:
    """Whether a sentence speaks of care or of its people."""
    groups = {"health_workers", "patients"} & passage.codes("people")
    return bool(groups) or passage.has(CARE) or bool(passage.of("facility", "facilities"))


def _stays(away: Passage, passage: Passage, back: frozenset[str]) -> bool:
    """Whether a text that has turned away has not come back."""
    if back:
        return False
    text = passage.text[:HEAD].lower()
    near = passage.paragraph == away.paragraph + 1
    return passage.paragraph == away.paragraph or (near and any(s in text for s in GOING_ON))


def _turns(study: Study, passage: Passage, told: Sequence[Passage]) -> bool:
    """Whether a sentence turns away from the event that the text has told."""
    acts = passage.of("event", "weapon", "combat")
    harms = [t for t in passage.of("harm") if t.code in SERIOUS]
    if not (acts or harms) or discovered(passage) or dies_late(passage):
        return False
    if turns_away(passage):
        return True
    opening = passage.text[:OPENING].lower()
    if _of_a_place(study, passage, told) and study.obeys("account/other-place"):
        return True
    text = passage.text.lower()
    if points_back(passage) or any(sign in text for sign in KNOWN):
        return False
    aside = any(sign in opening for sign in ASIDE) and study.obeys("account/meanwhile")
    more = bool(acts or any(s in opening for s in LANDED)) and passage.words[0].key in MORE
    more = (more or any(s in opening for s in ALSO)) and study.obeys("account/more-of-it")
    return (
        aside
        or more
        or (_other_time(passage, told) and study.obeys("account/back-then"))
        or (_of_fighters(passage) and study.obeys("account/fighters"))
    )


def _other_time(passage: Passage, told: Sequence[Passage]) -> bool:
    """Whether a sentence opens on a month, a week or a year that the event does not have."""
    dates = [d for d in passage.dates if d.start - passage.start <= DATED]
    here = [d for p in told for d in p.dates]
    return bool(dates) and dates[0].aspect == "at" and _other(dates[0], here)


def _other(words: DateWords, here: Sequence[DateWords]) -> bool:
    if words.granularity not in WIDE or any(_alike(words, d) for d in here):
        return False
    relative = words.relative
    return relative is None or (relative.amount or 0) < 0 or relative.amount is None


def _alike(left: DateWords, right: DateWords) -> bool:
    month = left.month is not None and left.month == right.month
    year = left.month is None and left.year is not None and left.year == right.year
    return month or year or left.text.lower() == right.text.lower()


def _of_a_place(study: Study, passage: Passage, told: Sequence[Passage]) -> bool:
    """Whether an attack that was not told before falls on a town or quarter, not the event's."""
    acts = passage.of("event", "weapon")
    if not acts or any(passage.words[t.first - 1].key in LED for t in acts[:1] if t.first):
        return False
    match = WHOLE_PLACE.search(passage.text)
    if match is None:
        return False
    names = {w for w in match[0].split()[1:-1] if w[:1].isupper()}
    own = {w.text for p in told for w in p.words}
    return not (names & own or _named(study, [passage]) & _named(study, told)) and bool(
        names or _named(study, [passage])
    )


def _of_fighters(passage: Passage) -> bool:
    """Whether a sentence tells that fighters or an airman were killed, whom it has not told of."""
    words = passage.words
    for term in passage.of("harm"):
        near = range(term.last, min(len(words), term.last + REACH))
        at = next((i for i in near if words[i].key in FIGHTERS), None)
        if term.code != "killed" or at is None:
            continue
        if not LED & {w.key for w in words[term.last : at]} - {"its", "their"}:
            return True
    return False
