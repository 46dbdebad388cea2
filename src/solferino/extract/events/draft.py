"""Events are told apart before their slots are filled: happenings become drafts of accounts.

A new draft begins where the date, the facility or a word of the text ("another", "a second")
says that it is another event; undated sentences go to the draft with their weapon, else to the
one just spoken of, else to the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from solferino.extract.care.carers import of_care
from solferino.extract.days.period import from_event
from solferino.extract.events.aside import Aside
from solferino.extract.events.certain import BLOWS
from solferino.extract.events.happening import Happening
from solferino.extract.events.track import Identity, Track
from solferino.extract.events.when import When, headed, when
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model.terms import Role
from solferino.text.date import DateWords

LONG_BEFORE = 25  # days: an attack that much older than the main one is background
TURNS = 4  # attacks with days and paragraphs of their own that make a text a list of them
BEFORE = 11  # days: so is one that much older, where it is told behind the main one
CLOSE = 2  # paragraphs: how far a sentence without a facility still goes on with the last event
NOW = 7  # days around publication
THREAT = "threat_or_psychological"
RULES = table("en", "rules")["draft"]
EARLIER = tuple(RULES["earlier"])
AFTERMATH = tuple(RULES["aftermath"])


@dataclass
class Draft:
    """An account in the making: which facility, when, and the passages that tell of it.

    `clause` is set where the event is told in one clause of a sentence about another event.
    """

    identity: Identity | None
    when: When | None
    happenings: list[Happening] = field(default_factory=list)
    role: Role = "main"
    clause: Aside | None = None

    @property
    def weapons(self) -> set[str]:
        """Weapons named so far."""
        return {c for h in self.happenings for c in h.weapon_codes}

    @property
    def last(self) -> int:
        """Number of the last passage that tells of it."""
        return self.happenings[-1].passage

    @property
    def borne(self) -> bool:
        """Whether a facility is hit, or somebody or something of care can have borne it."""
        return self.identity is not None or any(h.borne for h in self.happenings)

    @property
    def sure(self) -> bool:
        """Whether a certain kind of attack or a weapon is named."""
        return any(h.sure for h in self.happenings)


def drafts(study: Study, track: Track, found: tuple[Happening, ...]) -> list[Draft]:
    """Sort happenings into drafts, with roles; in order of first mention."""
    made: list[Draft] = []
    for happening in found:
        if happening.general:
            continue
        passage = study.passages[happening.passage]
        holds = happening.holds if happening.clause else None
        time = when(study, passage, happening.terms or happening.weapons, holds)
        time = time or headed(study, passage)
        identity = track.identity(happening.facility)
        if happening.inside:
            time = _counted(made, happening, time)
            draft = _dated_alike(made, identity, time)
        elif passage.entry:
            draft = next((d for d in made if _paragraphs(study, d, happening) == 0), None)
        else:
            draft = _home(study, made, happening, identity, time)
        several = happening.facility is not None and study.obeys("event/on-a-day")
        # Facilities without a name are of the attack that is told of the same day.
        several = several and not any(_overlap(d.when, time) for d in made if time is not None)
        hit = identity is not None or several or _people_hit(study, happening)
        if draft is None and (hit or (passage.entry and _of_care(study, passage))):
            clause = happening.clause if happening.inside else None
            draft = Draft(identity=identity, when=time, clause=clause)
            made.append(draft)
        if draft is not None:
            _join(draft, happening, identity, time)
    told = [d for d in _told_singly(made) if d.borne]
    kept = [d for d in told if d.sure or not study.obeys("account/sure")]
    _cast(study, kept)
    return kept


def _counted(made: Sequence[Draft], happening: Happening, time: When | None) -> When | None:
    """Count from one event's day to the other's: "on Friday, two days after …"; give the earlier.

    The later event takes its day from the earlier one where it has none.
    """
    gap = happening.clause.gap if happening.clause is not None else None
    later = max((d for d in made if d.clause is None), key=lambda d: d.last, default=None)
    if gap is None or later is None:
        return time
    if time is None and later.when is not None and _day(later.when) is not None:
        return _from(gap, _day(later.when), later=False)
    if time is not None and later.when is None and later.last == happening.passage:
        later.when = _from(gap, _day(time), later=True)
    return time


def _from(gap: DateWords, day: date | None, *, later: bool) -> When | None:
    found = from_event(gap, day, later=later) if day is not None else None
    if found is None:
        return None
    return When(start=gap.start, end=gap.end, time=found, reported=False)


def _day(told: When) -> date | None:
    low, high = told.time.earliest, told.time.latest
    return date.fromisoformat(low) if told.own and low is not None and low == high else None


def _dated_alike(
    made: Sequence[Draft], identity: Identity | None, time: When | None
) -> Draft | None:
    """Find the draft of the same facility and day as an attack told in a clause."""
    if time is None:
        return None
    mine = [d for d in made if _same_place(d.identity, identity) and d.when is not None]
    return next((d for d in mine if _overlap(d.when, time)), None)


def _told_singly(made: list[Draft]) -> list[Draft]:
    """Give facilities under one count over to those of them that are named further on."""
    kept: list[Draft] = []
    for draft in made:
        named = _named_later(draft, made)
        for one in named:
            one.happenings[:0] = draft.happenings
            one.when = one.when or draft.when
        if not named:
            kept.append(draft)
    return kept


def _named_later(draft: Draft, made: Sequence[Draft]) -> list[Draft]:
    """Find the named facilities told of after a count of several, on no other day."""
    if draft.identity is None or draft.identity.count == 1:
        return []
    return [
        d
        for d in made
        if d.identity is not None
        and d.identity.key
        and d.happenings[0].passage > draft.last
        and (d.when is None or draft.when is None or _overlap(d.when, draft.when))
    ]


def _join(draft: Draft, happening: Happening, identity: Identity | None, time: When | None) -> None:
    draft.happenings.append(happening)
    if draft.identity is None:
        draft.identity = identity
    if draft.happenings[:-1] and _only_threat(happening):
        return  # a threat that went before has a day of its own
    if time is not None and (draft.when is None or (time.own and not draft.when.own)):
        draft.when = time


def _of_care(study: Study, passage: Passage) -> bool:
    """Whether the paragraph of a sentence tells of a facility, its people or its patients."""
    return any(
        study.facilities[p.number] or {"health_workers", "patients"} & p.codes("people")
        for p in study.passages
        if p.paragraph == passage.paragraph
    )


def _people_hit(study: Study, happening: Happening) -> bool:
    passage = study.passages[happening.passage]
    told = study.obeys("account/people-hit") and happening.sure
    cared = of_care(study, passage, study.facilities[passage.number])
    return told and (happening.goods or cared)


def _home(
    study: Study,
    made: list[Draft],
    happening: Happening,
    identity: Identity | None,
    time: When | None,
) -> Draft | None:
    """Find the draft that a happening goes on with, or null for a new one."""
    fitting = [d for d in made if _same_place(d.identity, identity)]
    if len(fitting) > 1 and (time is None or not time.own):
        fitting = [d for d in fitting if d.clause is None] or fitting
    if _only_threat(happening) and fitting and study.obeys("account/threat"):
        return max(fitting, key=_last)
    if time is not None and time.of_act and not time.reported:
        fitting = [
            d for d in fitting if d.when is None or d.when.reported or _overlap(d.when, time)
        ]
    near = [d for d in made if _near(study, d, happening)]
    if not fitting and identity is not None and _beside(study, happening, identity, time):
        return max(near, key=_last, default=None)
    if identity is None:
        fitting = near or [d for d in made if d.weapons & set(happening.weapon_codes)]
    if time is not None and time.own and study.obeys("account/other-day"):
        return _of_day(fitting, time)
    return _spoken_of(study, fitting, happening) if fitting else None


def _of_day(fitting: Sequence[Draft], time: When) -> Draft | None:
    """Find among drafts the last of the same day, else the last without a day of its own."""
    dated = [d for d in fitting if d.when and d.when.own]
    same = [d for d in dated if _overlap(d.when, time)]
    undated = [d for d in fitting if d not in dated]
    found = same or undated
    return found[-1] if found else None


def _spoken_of(study: Study, fitting: Sequence[Draft], happening: Happening) -> Draft:
    """Pick the draft that is just spoken of, or that has the weapon; else the first."""
    shared = [d for d in fitting if d.weapons & set(happening.weapon_codes)]
    if len(fitting) > 1 and shared and study.obeys("account/weapon"):
        return shared[-1]
    recent = max(fitting, key=_last)
    return recent if _paragraphs(study, recent, happening) <= CLOSE else fitting[0]


def _only_threat(happening: Happening) -> bool:
    return {t.code for t in happening.terms} == {THREAT} and not happening.weapons


def _near(study: Study, draft: Draft, happening: Happening) -> bool:
    """Whether a sentence goes on with a draft: close behind it, or behind its headline."""
    here = (study.passages[h.passage] for h in draft.happenings)
    heads = all(p.zone in ("headline", "caption") or p.is_title for p in here)
    headed = heads and study.obeys("account/headline")
    return headed or _paragraphs(study, draft, happening) <= CLOSE


def _last(draft: Draft) -> int:
    return draft.last


def _beside(study: Study, happening: Happening, identity: Identity, time: When | None) -> bool:
    """Whether words of damage tell of something unnamed that was hit beside what was just told of.

    "A grenade was thrown into the clinic. An ambulance was damaged": one attack. A day of its own,
    a town of its own or a kind of attack makes another of it.
    """
    facility = happening.facility
    passage = study.passages[happening.passage]
    plain = all(passage.words[t.first].key in BLOWS for t in happening.terms)
    unnamed = facility is not None and not (facility.key or facility.town or facility.other)
    alone = time is None or not time.own
    plain = plain and not happening.weapons
    return plain and unnamed and alone and not identity.key and study.obeys("account/beside")


def _paragraphs(study: Study, draft: Draft, happening: Happening) -> int:
    return study.passages[happening.passage].paragraph - study.passages[draft.last].paragraph


def _same_place(left: Identity | None, right: Identity | None) -> bool:
    return left is not None and right is not None and left.number == right.number


def _overlap(left: When | None, right: When) -> bool:
    if left is None:
        return False
    low = max(left.time.earliest or "", right.time.earliest or "")
    high = min(left.time.latest or "9999", right.time.latest or "9999")
    return low <= high


def _cast(study: Study, made: list[Draft]) -> None:
    """Give roles: one main event, others of its facility beside it, the rest behind it."""
    if not made:
        return
    main = max(made, key=lambda d: _standing(study, d))
    aftermath = study.obeys("account/aftermath") and _opens_after(study, made)
    looks_back = study.obeys("account/told-behind") and not _in_turn(study, made)
    for draft in made:
        near = BEFORE if looks_back else LONG_BEFORE
        before = study.obeys("account/long-before") and _long_before(draft, main, near)
        behind = _old(study, draft) or before or _in_passing(study, draft)
        if (aftermath and not _of_now(study, draft)) or (draft is not main and behind):
            draft.role = "background"
        elif draft is not main and not _same_place(draft.identity, main.identity):
            draft.role = "secondary" if _of_somebody(study, draft) else "background"


def _of_now(study: Study, draft: Draft) -> bool:
    """Whether an attack is of the days in which the text was published, whatever it opens on."""
    day = _day(draft.when) if draft.when is not None else None
    anchor = study.anchor
    if day is None or anchor is None:
        return False
    near = abs((date.fromisoformat(anchor.date) - day).days) <= NOW
    return near and study.obeys("account/of-now")


def _standing(study: Study, draft: Draft) -> tuple[bool, bool, bool, tuple[int, int]]:
    """How much speaks for a draft being what the text is about."""
    told = draft.clause is None, not _old(study, draft), _of_somebody(study, draft)
    return *told, _weight(study, draft)


def _of_somebody(study: Study, draft: Draft) -> bool:
    """Whether a draft has a facility, or a day of its own on which people of care were hit."""
    if draft.identity is not None or not study.obeys("account/of-people"):
        return draft.identity is not None
    own = draft.when is not None and draft.when.own
    here = [study.passages[h.passage] for h in draft.happenings]
    workers = any("health_workers" in p.codes("people") for p in here)
    return own and (workers or any(h.goods for h in draft.happenings))


def _in_passing(study: Study, draft: Draft) -> bool:
    """Whether an event is told in a clause that says what had been, or names no facility or day."""
    clause = draft.clause
    if clause is None:
        return False
    named = draft.identity is not None and bool(draft.identity.key)
    dates = study.passages[draft.happenings[0].passage].dates
    dated = draft.when is not None or any(clause.holds(d.start) for d in dates)
    return clause.earlier or not (named or dated)


def _weight(study: Study, draft: Draft) -> tuple[int, int]:
    """How much of the text, and how early, a draft takes up."""
    headline = sum(study.passages[h.passage].zone == "headline" for h in draft.happenings)
    return len(draft.happenings) + headline, -draft.happenings[0].passage


def _old(study: Study, draft: Draft) -> bool:
    """Whether every sentence about it looks back."""
    texts = [study.passages[h.passage].text.lower() for h in draft.happenings]
    looks_back = all(any(sign in t for sign in EARLIER) for t in texts)
    return looks_back and study.obeys("account/looks-back")


def _long_before(draft: Draft, main: Draft, near: int) -> bool:
    """Whether an attack is much older than the main one; told behind it, by more than `near`."""
    if draft.when is None or main.when is None:
        return False
    latest, earliest = draft.when.time.latest, main.when.time.earliest or main.when.time.latest
    if latest is None or earliest is None:
        return False
    days = (date.fromisoformat(earliest) - date.fromisoformat(latest)).days
    behind = draft.happenings[0].passage > main.happenings[0].passage
    return days > (near if behind else LONG_BEFORE)


def _in_turn(study: Study, made: Sequence[Draft]) -> bool:
    """Whether a text tells attack after attack, each with its day in a paragraph of its own."""
    dated = [d for d in made if d.when is not None and d.when.own]
    return len({study.passages[d.happenings[0].passage].paragraph for d in dated}) >= TURNS


def _opens_after(study: Study, made: Sequence[Draft]) -> bool:
    """Whether a text opens on a reopening or an anniversary, before it tells of any attack."""
    opening = [p for p in study.passages if p.zone not in ("boilerplate", "infobox")][:2]
    said = [p.number for p in opening if any(sign in _plain(study, p) for sign in AFTERMATH)]
    first = min((h.passage for d in made for h in d.happenings if h.sure), default=0)
    return bool(said) and (said[0] <= first or not study.obeys("account/opens-after"))


def _plain(study: Study, passage: Passage) -> str:
    """Give a sentence in small letters, without what its facilities are called."""
    text = passage.text.lower()
    for facility in study.facilities[passage.number]:
        text = text.replace(facility.name.lower(), " ")
    return text
