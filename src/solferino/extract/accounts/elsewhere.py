"""What a text tells of armed attacks that are no account of an attack on health care.

A report of war names places, days, weapons, dead and doers also where no facility is hit. They
are claims like all others, on their words and in somebody's voice; they make no account, so no
incident comes of them (docs/adr/0012). A sentence tells of an attack where words of attack or of
killing meet a toll, a place, a day or a doer. Exercises and fiction tell of none, and accidents
only where an armed side is named.
"""

from collections.abc import Collection, Iterator, Sequence

from solferino.codec import value
from solferino.extract.blame.actor import Blamed
from solferino.extract.blame.blame import blamed
from solferino.extract.events.feint import SILENT, accidental, played
from solferino.extract.events.happening import HEAVY, STRONG_TYPES, void
from solferino.extract.events.when import When, when
from solferino.extract.figures.casualty import event_figures
from solferino.extract.figures.harm import Figure
from solferino.extract.lexicon import Term, known, table
from solferino.extract.passage import Passage
from solferino.extract.places.place import spots
from solferino.extract.study import Notebook, Spot, Study
from solferino.model import (
    Account,
    BlameValue,
    CasualtyValue,
    Claim,
    EventValue,
    TimeValue,
    Value,
    WeaponValue,
)
from solferino.model.terms import EVENT_TYPES, WEAPONS

ACTS = ("event", "weapon", "combat")
ARMS = frozenset(("heavy_weapons", "individual_weapons", "chemical", *WEAPONS))
WITHIN = frozenset(table("en", "places")["within"])
SERIOUS = frozenset(("killed", "injured"))


@value
class Told:
    """What one sentence tells of an attack: its acts, toll, places, day, and the doers named."""

    passage: Passage
    acts: tuple[Term, ...]
    toll: tuple[Figure, ...]
    spots: tuple[Spot, ...]
    when: When | None
    doers: tuple[Blamed, ...]
    deaths: bool

    @property
    def concrete(self) -> bool:
        """Whether it is one attack, at a place, on a day, with a toll or a doer."""
        return bool(self.toll or self.spots or self.when or self.doers)


def elsewhere(
    study: Study, notebook: Notebook, accounts: Sequence[Account], owned: Collection[int]
) -> frozenset[str]:
    """Note the claims of the sentences that no account owns; give their ids.

    `owned` are the numbers of the accounts' passages: of these, only places are noted that their
    account leaves out. A figure and an actor that the same voice has given already are not noted
    again.
    """
    kept = {_key(notebook, c): c for c in (notebook.claims[i] for a in accounts for i in a.claims)}
    own_day = _own_day(study, notebook)
    found = [own_day] if own_day else []
    for told in _tellings(study):
        mine = told.passage.number in owned
        for where, what, rule in _places(study, told) if mine else _values(study, told):
            claim = notebook.note(where, what, rule, "medium")
            if kept.setdefault(_key(notebook, claim), claim) is claim:
                found.append(claim)
    return frozenset(c.id for c in found)


def _key(notebook: Notebook, claim: Claim) -> object:
    if isinstance(claim.value, CasualtyValue | BlameValue):
        return claim.value, notebook.speaker(claim)
    return claim.id


def _tellings(study: Study) -> Iterator[Told]:
    """Give the sentences that tell of an attack, in texts about an armed conflict.

    Where a text speaks of an accident, a sentence must itself name a weapon or an armed side.
    """
    armed = [_armed(study, passage) for passage in study.passages]
    harmless = study.obeys("elsewhere/unarmed") and not any(armed)
    if played(study) or harmless or not study.obeys("elsewhere/sentence"):
        return
    accident = accidental(study)
    for passage in study.passages:
        if passage.zone in SILENT:
            continue
        unarmed = study.obeys("elsewhere/accident") and not armed[passage.number]
        if accident and unarmed:
            continue
        told = _told(study, passage)
        if told is not None and (told.concrete or not study.obeys("elsewhere/concrete")):
            yield told


def _armed(study: Study, passage: Passage) -> bool:
    """Whether a sentence names a weapon, an attack with weapons, or an armed side.

    Fighters beside a word of fighting or of an explosion are a side, too.
    """
    acts = [t for t in passage.of("weapon", "event") if t.code in ARMS and not void(passage, t)]
    fighters = passage.of("combat") and "combatants" in passage.codes("people")
    sides = any(n.kind == "armed_group" for n in study.names[passage.number])
    return bool(acts or fighters or sides)


def _told(study: Study, passage: Passage) -> Told | None:
    """Read a sentence; null where it has no word of attack, no toll and no dead."""
    names = study.names[passage.number]
    acts = tuple(t for t in passage.of(*ACTS) if not void(passage, t))
    deaths = tuple(t for t in passage.of("harm") if t.code in SERIOUS)
    toll = tuple(f for f in event_figures(study, passage) if f.kind in SERIOUS)
    if not (acts or ((toll or deaths) and study.obeys("elsewhere/toll"))):
        return None
    return Told(
        passage=passage,
        acts=acts,
        toll=toll,
        spots=tuple(s for s in spots(study, passage) if s.kind != "adjective"),
        when=when(study, passage, acts),
        doers=blamed(passage, names, (*acts, *deaths)) if acts or deaths else (),
        deaths=bool(deaths),
    )


def _values(study: Study, told: Told) -> Iterator[tuple[tuple[int, int], Value, str]]:
    """Give the values of a telling with the words they stand on and their rule."""
    yield from _acts(told)
    yield from _places(study, told)
    if told.when is not None and not told.when.beside:
        rule = "time/report" if told.when.reported else f"time/{told.when.time.basis}"
        yield (told.when.start, told.when.end), told.when.time, rule
    for figure in told.toll:
        yield (figure.start, figure.end), figure.casualty, figure.rule
    for one in told.doers:
        inside = study.voiced(one.start, one.end)
        if one.stance == "denied" or inside is None or inside.act != "denies":
            blame = BlameValue(actor=one.actor, stance=one.stance)
            yield (one.start, one.end), blame, one.rule


def _places(study: Study, told: Told) -> Iterator[tuple[tuple[int, int], Value, str]]:
    """Give the places of a telling; a country only where it is told as the place of the attack."""
    words = told.passage.words
    for spot in told.spots:
        at = told.passage.word_at(spot.start)
        inside = at > 0 and words[at - 1].key in WITHIN
        if spot.kind != "country" or inside or not study.obeys("place/within"):
            yield (spot.start, spot.end), spot.value, "place/gazetteer"


def _acts(told: Told) -> Iterator[tuple[tuple[int, int], Value, str]]:
    """Give weapons and kinds of attack; where the words tell no kind, the kind is "other"."""
    plain: list[Term] = []
    for term in told.acts:
        where = (term.start, term.end)
        if term.category != "event" and term.code in WEAPONS:
            if term.code in HEAVY:
                yield where, EventValue(types=("heavy_weapons",)), "event/term"
            yield where, WeaponValue(weapon=known(term.code, WEAPONS)), "weapon/term"
        elif term.code in STRONG_TYPES:
            yield where, EventValue(types=(known(term.code, EVENT_TYPES),)), "event/term"
        elif term.category == "combat":
            plain.append(term)
    sure = any(t.code in STRONG_TYPES or t.code in WEAPONS for t in told.acts)
    for term in plain:
        if term.code != "attack" or not sure:
            yield (term.start, term.end), EventValue(types=("other",)), "event/combat"


def _own_day(study: Study, notebook: Notebook) -> Claim | None:
    """Note the day that a text gives as its own, which its other dates are read against."""
    anchor = study.anchor
    if anchor is None or anchor.source != "text":
        return None
    for passage in study.passages:
        for words in passage.dates:
            if (words.year, words.month, words.day) == _parts(anchor.date):
                told = TimeValue(
                    earliest=anchor.date, latest=anchor.date, edtf=anchor.date, basis="explicit"
                )
                return notebook.note((words.start, words.end), told, "time/dateline", "high")
    return None


def _parts(day: str) -> tuple[int, int, int]:
    year, month, day_of = (int(part) for part in day.split("-"))
    return year, month, day_of
