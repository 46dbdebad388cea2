"""Care that stopped and came back: of which part, from when, until when, for how long.

"The clinic was closed for three weeks", "the operating theatre has been out of use since 4 May",
"the ward reopened on Friday". A state of a facility is found by the words that tell what became of
it; departments and equipment are data (services.toml). A date or a duration counts where it stands
with the state. Nothing is worked out here: how long care was lost altogether, the ledger tells.
"""

import re
from collections.abc import Iterator

from solferino.codec import value
from solferino.extract.care.aftermath import NEGATIONS, effects
from solferino.extract.days.time import resolve
from solferino.extract.events.when import context
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import ServiceValue, TimeValue
from solferino.model.terms import Measure
from solferino.text.date import DateWords
from solferino.text.number import numbers

WORDS = table("en", "services")
OPEN = re.compile("|".join(map(re.escape, WORDS["duration"]["open"])))
UNITS = "|".join(WORDS["duration"]["units"])
# "for three weeks"; "three weeks later" and "after three weeks" of care that is given again.
LASTED = re.compile(rf"\bfor ((?:[\w-]+ ){{0,6}}?(?:{UNITS}))\b", re.IGNORECASE)
LATER = re.compile(
    rf"\bafter ((?:[\w-]+ ){{1,4}}?(?:{UNITS}))\b|((?:[\w-]+ ){{1,2}}(?:{UNITS})) later\b"
)
SOME = frozenset(WORDS["duration"]["some"])
SPOILING = frozenset(WORDS["duration"]["spoiling"])
OTHERS = frozenset(WORDS["subject"]["others"])
HELPING = frozenset(WORDS["subject"]["helping"])
POINTING = frozenset(WORDS["subject"]["pointing"])
PLANNED = frozenset(WORDS["subject"]["planned"])
STOPS = re.compile(r"[;:()]|[.,](?!\d)")
LOSING = ("out_of_service", "destroyed")
NEAR, FAR = 4, 8  # words between a state and its part; with an "of" between them
ASIDE = re.compile(r",\s(?:which|who|where)\b[^,;:]*,\s*(?:\w+\s){0,2}$")
BESIDE = 6  # words between a state and its date or duration, and in which a subject stands
JOINED = re.compile(
    r"(?:(?:of|at|in) [^,;:.()]*)?\s?(?:,|and|, and|as well as)(?: (?:its|the|a|an|\w+))?"
)


@value
class State:
    """Words that say that care stopped, or is given again: words [first, last) of a passage."""

    start: int
    end: int
    first: int
    last: int
    lost: bool
    whole: bool


@value
class Spell:
    """From when, until when, how long; `end` is where the words that say so end."""

    since: str | None
    until: str | None
    lasting: str | None
    start: int
    end: int


def outages(study: Study, notebook: Notebook) -> None:
    """Note what care stopped or came back, with from when and how long where it is told."""
    for passage in study.passages:
        if passage.zone in ("boilerplate", "infobox", "headline"):
            continue
        for state in _states(passage):
            spell = _spell(study, passage, state)
            parts = list(_parts(passage, state))
            for measure, told, start, end in parts:
                _note(notebook, state, spell, (measure, told, start, end))
            if not parts and state.whole and _is_of_facility(study, passage, state):
                own = passage.slice(state.start, state.end)
                _note(notebook, state, spell, ("facility", own, state.start, state.end))


def _note(
    notebook: Notebook, state: State, spell: Spell, part: tuple[Measure, str, int, int]
) -> None:
    measure, told, start, end = part
    rule = "service/stopped" if measure == "facility" else "service/part"
    kept = notebook.study.obeys("service/lasting")
    ends = (spell.start, spell.end) if kept else (start, end)
    notebook.note(
        (min(start, state.start, ends[0]), max(end, state.end, ends[1])),
        ServiceValue(
            measure=measure,
            value=told,
            lost=state.lost,
            since=spell.since if kept else None,
            until=spell.until if kept else None,
            lasting=spell.lasting if kept else None,
        ),
        rule,
        "medium",
    )


def _states(passage: Passage) -> Iterator[State]:
    """Find the words that say that care stopped or is given again; not what is only planned."""
    back = [t for t in passage.of("care") if t.code == "resumed"]
    gone = [t for t in effects(passage) if t.code in LOSING]
    taken = {i for t in back for i in range(t.first, t.last)}
    for term in (*back, *(t for t in gone if not taken & set(range(t.first, t.last)))):
        before = [w.text for w in passage.words[max(0, term.first - NEAR) : term.first]]
        no = bool(NEGATIONS & set(before[-2:]))  # as written: "May" is a month
        to_come = term.code == "resumed" or passage.words[term.first].key == "not"
        if PLANNED & set(before) or (to_come and "to" in before[-1:]):
            continue
        first = term.first - 2 if no and term.first > 1 else term.first
        yield State(
            start=passage.words[first].start,
            end=term.end,
            first=first,
            last=term.last,
            lost=no if term.code == "resumed" else True,
            whole=term.code != "destroyed",
        )


def _parts(passage: Passage, state: State) -> Iterator[tuple[Measure, str, int, int]]:
    """Find the departments and the equipment of which a state is told: measure, words, place."""
    terms = [t for t in passage.of("care") if t.code in ("department", "equipment")]
    linked: list[Term] = []
    for term in terms:
        after_one = any(_joins(passage, one, term) for one in linked)
        if after_one or _is_of_part(passage, state, term):
            linked.append(term)
    for term in reversed(terms):  # "the ward and the theatre were destroyed"
        if term not in linked and any(_joins(passage, term, one) for one in linked):
            linked.append(term)
    for term in sorted(linked, key=lambda t: t.start):
        number = next((n for n in passage.numbers if _counts(passage, n.end, term)), None)
        start = number.start if number is not None else term.start
        measure: Measure = "department" if term.code == "department" else "equipment"
        yield measure, passage.slice(start, term.end), start, term.end


def _counts(passage: Passage, end: int, term: Term) -> bool:
    return passage.word_at(end - 1) + 1 == term.first


def _is_of_part(passage: Passage, state: State, term: Term) -> bool:
    """Whether a state is told of a part: before it, behind it as its object, or around it."""
    if state.first <= term.first and term.last <= state.last:
        return True
    if term.last <= state.first:
        gap = [w.key for w in passage.words[term.last : state.first]]
        apart = passage.slice(term.end, state.start)
        reach = FAR if gap[:1] in (["of"], ["at"], ["in"]) else NEAR
        return len(gap) <= reach and not STOPS.search(apart) and "and" not in gap
    gap = [w.key for w in passage.words[state.last : term.first]]
    apart = passage.slice(state.end, term.start)
    passive = passage.words[state.first - 1].key in HELPING if state.first else False
    return not passive and len(gap) <= NEAR and not STOPS.search(apart) and "by" not in gap


def _joins(passage: Passage, one: Term, other: Term) -> bool:
    """Whether two parts stand in one list: "the theatre of the clinic and two incubators"."""
    if other.first < one.last or other.first - one.last > FAR:
        return False
    between = passage.slice(one.end, other.start)
    return JOINED.fullmatch(" ".join(between.casefold().split())) is not None


def _is_of_facility(study: Study, passage: Passage, state: State) -> bool:
    """Whether what stopped is a facility, by the word that stands as subject before the state."""
    near = study.passages[max(0, passage.number - 1) : passage.number + 1]
    if not any(study.facilities[p.number] for p in near):
        return False
    before = passage.words[max(0, state.first - BESIDE) : state.first]
    inside = {w.key for w in passage.words[state.first : state.last]}
    if OTHERS & {w.key for w in before}:
        return False
    aside = ASIDE.search(passage.slice(passage.start, state.start))
    if aside is not None:  # "the clinic, which was hit in May, reopened"
        at = passage.start + aside.start()
        before = tuple(w for w in passage.words if w.end <= at)[-BESIDE:]
    heads = [w for w in before if w.key not in HELPING]
    if not heads or heads[-1].key in POINTING or {"it", "its"} & inside:
        return True
    held = [(f.start, f.end) for f in study.facilities[passage.number]]
    held += [(t.start, t.end) for t in passage.of("facility")]
    behind = passage.words[state.last : state.last + NEAR]
    named = any(start <= heads[-1].start < end for start, end in held)
    return named or any(start <= w.start < end for w in behind for start, end in held)


def _spell(study: Study, passage: Passage, state: State) -> Spell:
    """Read the dates and the duration that stand with a state."""
    ends = _clause(passage, state)
    since = until = None
    places = [(state.start, state.end)]
    for words in passage.dates:
        if not (ends[0] <= words.start and words.end <= ends[1]):
            continue
        told = _day(study, passage, words)
        if told is None or told.edtf is None:
            continue
        first, last = _bounds(passage, state, words, told)
        if first or last:
            since, until = since or first, until or last
            places.append((words.start, words.end))
    lasting, where = _lasting(passage, state, ends)
    return Spell(
        since=since,
        until=until,
        lasting=lasting,
        start=min(p[0] for p in (*places, *where)),
        end=max(p[1] for p in (*places, *where)),
    )


def _clause(passage: Passage, state: State) -> tuple[int, int]:
    """Cut the words that may tell when: to the next stop behind a state, from one before it."""
    behind = STOPS.search(passage.slice(state.end, passage.end))
    before = [m.end() for m in STOPS.finditer(passage.slice(passage.start, state.start))]
    opening = passage.slice(passage.start, state.start).casefold()
    led = opening.startswith(("for ", "since ", "from ", "until "))
    return (
        passage.start if led or not before else passage.start + before[-1],
        state.end + behind.start() if behind else passage.end,
    )


def _day(study: Study, passage: Passage, words: DateWords) -> TimeValue | None:
    around = context(study)
    years = sorted({w.year for w in around if w.year is not None})
    return resolve(words, study.anchor_of(passage), around, years)


def _bounds(
    passage: Passage, state: State, words: DateWords, told: TimeValue
) -> tuple[str | None, str | None]:
    """Say which bound of the loss a date is: from when, until when, or neither."""
    if words.end_day is not None and words.start >= state.end:
        before = passage.slice(passage.start, words.start).casefold().split()[-1:]
        return (told.earliest, told.latest) if before in (["from"], ["between"]) else (None,) * 2
    if words.aspect == "since":
        return told.edtf, None
    if words.aspect == "until":
        return None, told.edtf
    gap = passage.slice(state.end, words.start).split()
    close = words.start >= state.end and len(gap) <= 2  # noqa: PLR2004  ("closed on 4 May")
    if (
        words.aspect == "at"
        and close
        and all(w.casefold() in ("on", "early", "late", "in") for w in gap)
    ):
        return told.edtf, None
    return None, None


def _lasting(
    passage: Passage, state: State, ends: tuple[int, int]
) -> tuple[str | None, list[tuple[int, int]]]:
    """Find the words for how long, with their place."""
    behind = passage.slice(state.end, ends[1])
    found = OPEN.search(behind.casefold())
    if found is not None and state.lost:
        start = state.end + found.start()
        return passage.slice(start, start + len(found[0])), [(start, start + len(found[0]))]
    patterns = (LASTED,) if state.lost else (LATER,)
    for pattern, text, offset in (
        *((p, behind, state.end) for p in patterns),
        *((p, passage.slice(ends[0], state.start), ends[0]) for p in patterns),
    ):
        for match in pattern.finditer(text):
            told = next(g for g in match.groups() if g)
            start = offset + match.start() + match[0].index(told)
            away = passage.slice(min(state.end, start), max(state.start, start)).split()
            if _is_duration(told) and len(away) <= BESIDE + 2:
                return told, [(start, start + len(told))]
    return None, []


def _is_duration(told: str) -> bool:
    """Whether words before a unit count it: "three weeks", "several days", "weeks"; no "time"."""
    own = [w.casefold() for w in told.split()]
    if SPOILING & set(own):
        return False
    return len(own) == 1 or bool(numbers(told)) or bool(SOME & set(own))
