"""Mentions of attacks on health care, sentence by sentence, before they become accounts.

A happening is a sentence that has both a word of attack and somebody or something of health
care that it falls on. Denied, hypothetical and general sentences, and accidents, are none.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.extract.care.aftermath import deeds, occupations
from solferino.extract.care.carers import at_work, of_care
from solferino.extract.care.goods import goods_hit
from solferino.extract.events.aside import Aside, aside
from solferino.extract.events.blow import falls_on, on_a_day
from solferino.extract.events.certain import armed_here, armed_text, burst, certain, laid_down
from solferino.extract.events.fallen import fell, manhandled
from solferino.extract.events.feint import (
    CIVIL,
    CIVIL_BEFORE,
    SILENT,
    SUFFERED,
    accidental,
    aimed_elsewhere,
    dated,
    gone_round,
    nursed_before,
    only_like,
    played,
    spared,
    taken_elsewhere,
)
from solferino.extract.events.idle import disputed
from solferino.extract.events.roles import role_of
from solferino.extract.events.running import tells_none
from solferino.extract.lexicon import Term, known, table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model.terms import EVENT_TYPES, WEAPONS, EventType, Weapon

EVENTS = table("en", "events")
STRONG_TYPES = frozenset(EVENTS["terms"])
RULES = table("en", "rules")["happening"]
EVENT_NOUNS = frozenset(RULES["event_nouns"])
TAKING_PLACE = frozenset(RULES["taking_place"])
LISTING = frozenset(RULES["listing"])
SCOPES = tuple(RULES["scopes"])
OTHERS = ("health_workers", "patients")


@value
class Happening:
    """An attack mentioned in one passage.

    `facility` is what it falls on, null where people or nothing named is hit. `terms` are the
    words of attack, `weapons` those of weapons, `sure` says that a word of a certain kind of
    attack or a weapon is among them. `general` marks talk of attacks as such. `clause` is a
    clause of the passage that tells of another attack: this one where `inside`. `goods` says that
    it falls on goods of care: medicines, vaccines, equipment. `borne` says, where no facility is
    hit, whether somebody or something of care that is named can have borne it. `apart` says that
    the facilities of its sentence are only where somebody was taken, lay, died or spoke.
    """

    passage: int
    terms: tuple[Term, ...]
    weapons: tuple[Term, ...]
    facility: Facility | None
    sure: bool
    general: bool
    clause: Aside | None = None
    inside: bool = False
    goods: bool = False
    borne: bool = True
    apart: bool = False

    def holds(self, start: int) -> bool:
        """Whether a place in its passage tells of this attack, not of the other one."""
        return self.clause is None or self.clause.holds(start) == self.inside

    @property
    def types(self) -> tuple[EventType, ...]:
        """Kinds of attack that the words tell of."""
        heavy = bool({t.code for t in self.weapons} & HEAVY)
        codes = [*(["heavy_weapons"] if heavy else []), *(t.code for t in self.terms)]
        return tuple(dict.fromkeys(known(c, EVENT_TYPES) for c in codes if c in STRONG_TYPES))

    @property
    def weapon_codes(self) -> tuple[Weapon, ...]:
        """Weapons that the words name."""
        return tuple(dict.fromkeys(known(t.code, WEAPONS) for t in self.weapons))


POISON = frozenset(("chlorine", "chemical"))
HEAVY = frozenset(
    [
        "airstrike",
        "barrel_bomb",
        "missile",
        "rocket",
        "shelling",
        "mortar",
        "artillery",
        "tank",
        "drone",
        "cluster_bomb",
    ]
)


def happenings(study: Study) -> tuple[Happening, ...]:
    """Find all happenings of a document, in order of place."""
    accident, mock = accidental(study), played(study)
    if disputed(study):
        return ()
    war = armed_text(study, void) and not accident
    told = [p for p in study.passages if p.zone not in SILENT]
    found = [h for p in told for h in _told_in(study, p, war=war)]
    kept = [h for h in found if not (mock and not dated(study.passages[h.passage]))]
    real = (h for h in kept if h.sure and h.facility and not h.general)
    if accident and all(gone_round(study.passages[h.passage], h.terms) for h in real):
        return ()
    plain = accident and study.obeys("event/accident-plain")
    return tuple(h for h in kept if not plain or h.types or h.weapons)


def _told_in(study: Study, passage: Passage, *, war: bool) -> Iterator[Happening]:
    """Give the attacks that a sentence tells of: its own, those in a list, and one in a clause."""
    if spared(passage):
        return
    clause = aside(passage)
    main = _happening(study, passage, clause, inside=False, war=war)
    if main is not None:
        yield main
        if main.facility is not None:
            listed = _listed_with(study, passage, main.facility)
            yield from (replace(main, facility=other) for other in listed)
    other = _happening(study, passage, clause, inside=True, war=war) if clause else None
    if other is not None and other.facility is not None:
        yield other


def _listed_with(study: Study, passage: Passage, hit: Facility) -> Iterator[Facility]:
    """Find the named facilities that stand in one list with the one hit ("A, B and C")."""
    row = [f for f in study.facilities[passage.number] if f.key and not f.plural]
    if hit not in row or not passage.obeys("event/list"):
        return
    at = row.index(hit)
    for others in (row[at + 1 :], row[:at][::-1]):
        last = hit
        for other in others:
            low, high = sorted((last, other), key=lambda f: f.start)
            between = passage.slice(low.end, high.start).replace(",", " , ").lower().split()
            if not between or not set(between) <= LISTING or other.key == hit.key:
                break
            yield other
            last = other


def _happening(
    study: Study, passage: Passage, clause: Aside | None, *, inside: bool, war: bool
) -> Happening | None:
    def here(start: int) -> bool:
        return clause is None or clause.holds(start) == inside

    terms, weapons = words_of_attack(study, passage, here)
    hurt = tuple(t for t in fell(study, passage, war=war) if here(t.start))
    if not terms and not weapons and not hurt:
        return None
    earlier = clause if inside and clause is not None and clause.earlier else None
    mine = [f for f in study.facilities[passage.number] if here(f.start)]
    terms = tuple(dict.fromkeys((*terms, *hurt)))
    hit = (
        _spoken_of(study, passage, earlier) if earlier else _struck(passage, mine, terms or weapons)
    )
    working = [f for f in mine if role_of(passage, f) == "workplace"]
    hit = hit or at_work(passage, working, terms)
    armed = armed_here(study, passage)
    goods = goods_hit(passage, terms, armed=armed)
    if hit is None and not passage.entry and _poisoned(study, weapons):
        return None  # the poisoned are cared for here; the attack fell elsewhere
    if hit is None and study.obeys("event/goes-on"):
        hit = _goes_on(study, passage)
    idle = (hit is None or hit.plural) and not passage.entry and tells_none(study, passage)
    if idle or not (hit or goods or passage.entry or _cared(study, passage, working, weapons)):
        return None
    shown = hurt or any(certain(passage, t, hit, armed=armed, war=war) for t in terms)
    shown = shown or burst(study, passage, terms, hit)
    return Happening(
        passage=passage.number,
        terms=terms,
        weapons=weapons,
        facility=hit,
        sure=passage.entry or (bool(weapons or shown) and not laid_down(passage, terms, weapons)),
        general=_general(study, passage, hit, terms or weapons),
        clause=clause,
        inside=inside,
        goods=goods,
    )


def _cared(
    study: Study, passage: Passage, working: list[Facility], weapons: tuple[Term, ...]
) -> bool:
    """Whether a sentence tells of people of care; not where all its strikes fall on others."""
    arms = passage.of("weapon")
    apart = bool(arms) and not weapons and all(aimed_elsewhere(passage, t) for t in arms)
    apart = apart and not {"health_workers", "patients"} & passage.codes("people")
    return of_care(study, passage, working) and not apart


def _poisoned(study: Study, weapons: tuple[Term, ...]) -> bool:
    return study.obeys("event/poisoned") and bool(POISON & {t.code for t in weapons})


def words_of_attack(
    study: Study, passage: Passage, here: Callable[[int], bool] = lambda _: True
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Find the words of attack and those of weapons that tell of the attack told here."""
    named = study.names[passage.number] if study.obeys("event/person") else ()
    people = {i for n in named if n.kind == "person" for i in range(n.first, n.last)}
    told = (*passage.of("event"), *manhandled(passage), *occupations(passage), *deeds(passage))
    nursed = nursed_before(passage)

    def tells(term: Term) -> bool:
        elsewhere = aimed_elsewhere(passage, term) or taken_elsewhere(passage, term)
        return not (elsewhere or term.first in nursed or void(passage, term)) and here(term.start)

    terms = tuple(t for t in told if t.first not in people and tells(t))
    weapons = tuple(t for t in passage.of("weapon") if tells(t))
    if "military_use" in passage.codes("circumstance") and study.obeys("event/military-use"):
        terms = tuple(t for t in terms if t.code != "individual_weapons")
        weapons = tuple(t for t in weapons if t.code not in ("gunfire", "sniper"))
    return terms, weapons


def _spoken_of(study: Study, passage: Passage, clause: Aside) -> Facility | None:
    """Find the facility of which a clause says what it had suffered: the one just named."""
    before = [f for f in study.facilities[passage.number] if f.start < clause.end and not f.plural]
    return before[-1] if before else _goes_on(study, passage)


def _general(study: Study, passage: Passage, hit: Facility | None, terms: tuple[Term, ...]) -> bool:
    """Whether what is hit is facilities as such; an entry of a log tells of those of one day.

    Facilities under one small count, or on one day, that an attack falls on are no talk of
    attacks as such.
    """
    if hit is None or not hit.plural or passage.entry or not study.obeys("event/general"):
        return False
    total = any(scope in passage.text.lower() for scope in SCOPES)
    told = hit.count or (on_a_day(passage) and study.obeys("event/on-a-day"))
    return not told or total or not any(falls_on(passage, t, hit) for t in terms)


def void(passage: Passage, term: Term) -> bool:
    """Whether a word of attack is denied, or part of a name or of another phrase."""
    near = [w.key for w in passage.words[max(0, term.first - 3) : term.first]]
    if passage.words[term.first].key in ("on", "ablaze", "alight"):
        before = {w.key for w in passage.words[max(0, term.first - 10) : term.first]}
        return passage.obeys("event/ablaze") and not before & {"set", "sets", "setting"}
    if only_like(passage, term):
        return True
    if passage.words[term.first].key in CIVIL and passage.obeys("event/civil-sense"):
        return bool(near) and near[-1] in CIVIL_BEFORE
    negations = {"no", "not", "never", "without", "deny", "denied"}
    return passage.obeys("event/denied") and bool(negations & set(near[-2:]))


def _struck(
    passage: Passage, facilities: Sequence[Facility], terms: tuple[Term, ...]
) -> Facility | None:
    """Pick the facility that the attack falls on: the nearest that plays no other role."""
    mine = [f for f in facilities if role_of(passage, f) == "attacked"]
    if not mine:
        return None

    def distance(facility: Facility) -> tuple[bool, bool, int]:
        gaps = [min(abs(t.first - facility.last), abs(facility.first - t.last)) for t in terms]
        return facility.plural, not facility.key, min(gaps)

    return min(mine, key=distance)


def _goes_on(study: Study, passage: Passage) -> Facility | None:
    """Find the facility of the sentences before, where a sentence goes on about it.

    A part of a facility (a ward, its roof) points back however far it lies.
    """
    last = study.passages[passage.number - 1] if passage.number else passage
    goes_on = last.paragraph == passage.paragraph and passage.words[0].key in ("it", "they")
    apart = passage.zone == "post" and not goes_on
    if passage.zone == "headline" or apart or study.facilities[passage.number]:
        return None
    part = bool(passage.of("part"))
    opening = [w.key for w in passage.words[:4]]
    again = opening[0] in ("it", "they", "the", "two", "three", "both") and bool(
        EVENT_NOUNS & set(opening) or opening[0] in ("it", "they")
    )
    again = again or (it_suffered(passage) and last.paragraph == passage.paragraph)
    people = any(t.code in OTHERS for t in passage.of("people"))
    if not (part or again or people):
        return None
    for before in reversed(study.passages[: passage.number]):
        near = before.number == passage.number - 1 and passage.paragraph - before.paragraph <= 1
        if not near and not part:
            return None
        found = [f for f in study.facilities[before.number] if not f.plural]
        if found:
            return found[-1]
    return None


def it_suffered(passage: Passage) -> bool:
    """Whether "it" is told to have suffered something: "at noon it was hit by a tank shell"."""
    keys = [w.key for w in passage.words]
    led = any(a == "it" and b in SUFFERED for a, b in itertools.pairwise(keys))
    return led and passage.obeys("event/it-suffered")


def points_back(passage: Passage) -> bool:
    """Whether a sentence speaks of an event told before: "the attack", "this strike"."""
    words = passage.words
    firsts = {t.first for t in passage.of("event")}
    return any(
        words[i - 1].key in ("the", "this", "that")
        and words[i].key in EVENT_NOUNS
        and (i in firsts or _takes_place(passage, i))
        for i in range(1, len(words))
    )


def _takes_place(passage: Passage, noun: int) -> bool:
    """Whether a noun is told to have taken place: "the incident occurred on Sunday"."""
    behind = [w.key for w in passage.words[noun + 1 : noun + 4]]
    return bool(TAKING_PLACE & set(behind)) and passage.obeys("event/took-place")
