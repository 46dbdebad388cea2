"""Fill the slots of each draft with claims, and hand the accounts over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from solferino.extract.accounts.allotted import allotted, first_main, tells, tells_of, unallotted
from solferino.extract.accounts.kinds_beside import claims_of, kinds_beside
from solferino.extract.accounts.only_facility import only_facility
from solferino.extract.accounts.settle import settled
from solferino.extract.accounts.turned import turned
from solferino.extract.accounts.whole import before_it, of_the_whole
from solferino.extract.blame.actor import Blamed
from solferino.extract.blame.blame import blamed
from solferino.extract.blame.charge import answers, charges, laid, own_once
from solferino.extract.blame.cleared import RULE as CLEARED
from solferino.extract.blame.cleared import of_campaign
from solferino.extract.blame.deed import deeds
from solferino.extract.blame.held import held
from solferino.extract.blame.owning import admissions, claimed
from solferino.extract.care.state import goes_on, states
from solferino.extract.events.dating import day_of
from solferino.extract.events.draft import Draft
from solferino.extract.events.happening import STRONG_TYPES, points_back
from solferino.extract.events.kinds import fitting
from solferino.extract.events.roles import role_of
from solferino.extract.events.track import Track
from solferino.extract.events.when import When, when
from solferino.extract.figures.casualty import event_figures
from solferino.extract.figures.real import dies_late, discovered, other_target, turns_away
from solferino.extract.lexicon import known, table
from solferino.extract.named.doer import side_of, unknown
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.places.land import land_of
from solferino.extract.places.place import (
    heads_of,
    spots,
    town_before_type,
    workplaces,
)
from solferino.extract.places.site import site_of
from solferino.extract.study import Notebook, Spot, Study
from solferino.model import (
    Account,
    BlameValue,
    CasualtyValue,
    Claim,
    EffectValue,
    FacilityValue,
    PlaceValue,
)
from solferino.model.terms import EFFECTS, FACILITY_ROLES, Confidence

PLAIN = frozenset(table("en", "rules")["account"]["plain"])
PARTS = frozenset(table("en", "rules")["account"]["parts"])
LISTED = ("harm/list", "harm/with-next")
ENDED = ("destroyed", "evacuated", "damaged", "out_of_service")


class Accountant:
    """Writes the claims of every draft into the notebook."""

    def __init__(self, study: Study, track: Track, notebook: Notebook) -> None:
        self.study, self.track, self.notebook = study, track, notebook

    def accounts(self, drafts: list[Draft]) -> tuple[Account, ...]:
        """Make an account of each draft, in their order; some may hold no claim."""
        owned = allotted(self.study, self.track, drafts)
        first, loose = first_main(drafts), [*unallotted(self.study, owned)]
        return tuple(
            self._account(
                self._placed(draft, drafts), owned[i], drafts, loose if draft is first else []
            )
            for i, draft in enumerate(drafts)
        )

    def _account(
        self, draft: Draft, owned: list[Passage], drafts: list[Draft], loose: list[Passage]
    ) -> Account:
        told = [self.study.passages[h.passage] for h in draft.happenings]
        away = turned(self.study, draft, owned)
        owned = [p for p in owned if p in told or not other_target(self.study, p)]
        owned = [p for p in owned if p.number not in away]
        facility = self._facility(draft, owned)
        place = self._place(draft, owned)
        time = self._time(day_of(self.study, self.track, draft, owned))
        claims = [*filter(None, (facility, place, time)), *self._others(draft, owned)]
        claims += [c for passage in told for c in self._acts(draft, passage)]
        claims += kinds_beside(self.study, self.notebook, draft, [*owned, *loose])
        aside = [p for p in told if draft.clause is not None and p not in owned]
        for passage in [*owned, *aside]:
            found = [*self._effects(passage), *self._blame(draft, passage, passage in told)]
            if passage in told or not self._elsewhere(draft, passage):
                found += self._doers(passage, told=passage in told)
                found += self._harm(passage)
            claims += [c for c in found if tells(draft, passage, c.span.start)]
        claims += [*self._denials(loose), *self._denials(owned)]
        claims += self._admitted(owned, loose)
        found = [*charges(self.study, self.notebook, owned, self._accused)]
        claims += [c for c in found if tells_of(self.study, draft, c)]
        boxed = [p for p in self.study.passages if p.zone == "infobox"] if loose else []
        alone = sum(d.role != "background" for d in drafts) == 1
        claims += answers(self.study, self.notebook, [*loose, *boxed], self._accused, alone)
        return Account(
            document=self.study.document.id,
            role=draft.role,
            facility=None if self._unnamed(draft, drafts) else self.notebook.kept(facility),
            place=self.notebook.kept(place),
            time=self.notebook.kept(time),
            claims=self._once(self._settled(draft, claims)),
        )

    def _settled(self, draft: Draft, claims: list[Claim]) -> list[Claim]:
        """Leave out what repeats another claim, led up to the event, or counts a whole town."""
        mine = fitting(self.study, own_once(self.study, claims))
        of_harm = (CasualtyValue, BlameValue)
        mine = [c for c in mine if not (isinstance(c.value, of_harm) and before_it(self.study, c))]
        mine = [c for c in mine if not of_campaign(self.study, c)]
        whole = of_the_whole(self.study, draft, mine)
        mine = [c for c in mine if c.id not in whole]
        return settled(mine, self.study, self.notebook, self._side)

    def _once(self, claims: list[Claim]) -> tuple[str, ...]:
        """Keep one claim per figure and speaker, and per actor, stance and speaker: the first.

        Equal figures of one sentence are of different people where they count one each or stand
        in one list ("a doctor and a paramedic", "two nurses and two guards").
        """
        kept: dict[object, str] = {}
        told: Counter[object] = Counter()
        lists: set[object] = set()
        for claim in dict.fromkeys(claims):
            if self.notebook.kept(claim) is None:
                continue
            speaker = self.notebook.speaker(claim)
            value = claim.value
            key: object = claim.id
            if isinstance(value, CasualtyValue):
                here = (value, self._sentence(claim)) if self._exact(value) else claim.id
                listed = claim.rule in LISTED
                told[here] += (
                    1 if not told[here] or listed or value.min == 1 or here in lists else 0
                )
                lists |= {here} if listed else set()
                key = (value.kind, value.group, value.min, value.max, value.names, speaker)
                key = (key, told[here])
            elif isinstance(value, BlameValue):
                key = (self._side(value.actor), value.stance, speaker)
            kept.setdefault(key, claim.id)
        return tuple(dict.fromkeys(kept.values()))

    def _exact(self, value: CasualtyValue) -> bool:
        """Whether a figure may be told of several people of one sentence, one by one."""
        return value.qualifier == "exact" and self.study.obeys("harm/each")

    def _sentence(self, claim: Claim) -> int:
        passage = self.study.layout.at(claim.span.start)
        return -1 if passage is None else passage.number

    def _side(self, actor: str) -> str:
        """Name the side of an actor as worded: its country, and one for all whom nobody knows."""
        if unknown(actor):
            return ""  # "gunmen" and, further on, "armed men"
        for passage, names in zip(self.study.passages, self.study.names, strict=True):
            for name in names:
                if name.text == actor:
                    return name.country or side_of(name.canonical)
            for term in passage.of("country", "demonym"):
                if passage.slice(term.start, term.end) == actor:
                    return term.code
        return side_of(actor)

    def _placed(self, draft: Draft, drafts: list[Draft]) -> Draft:
        """Give an event without a facility the only one that its text names."""
        found = only_facility(self.study, self.track, draft, drafts)
        return draft if found is None else replace(draft, identity=found)

    def _facility(self, draft: Draft, owned: list[Passage]) -> Claim | None:
        if draft.identity is None:
            return None
        mentions = [
            f
            for p in owned
            for f in self.study.facilities[p.number]
            if self.track.identity(f) == draft.identity
        ]
        best = self.track.best_name(draft.identity)
        named = [f for f in mentions if f.key] if best.key else []
        chosen = max(named, key=lambda f: (len(f.name.split()), -f.start), default=best)
        return self._facility_claim(chosen, "attacked")

    def _unnamed(self, draft: Draft, drafts: list[Draft]) -> bool:
        """Whether a facility is only ever called what it is ("a hospital"), and no name is told.

        Where a text tells of several, such words still tell one from the other.
        """
        if draft.identity is None or not self.study.obeys("facility/unnamed"):
            return False
        others = any(d is not draft and d.role != "background" for d in drafts)
        met = self.track.names[draft.identity.number]
        at = any(f.definite and (f.town or self._of_a_town(f)) for f in met)
        if at and self.study.obeys("facility/the-one-at"):
            return False
        called = (f.name.lower().split() for f in met)
        plain = all(set(words) <= PLAIN or set(words) & PARTS for words in called)
        return plain and (draft.role == "background" or not others)

    def _of_a_town(self, facility: Facility) -> bool:
        """Whether a name stands behind "of": "the field hospital of Brannick"."""
        behind = self.study.document.text[facility.end : facility.end + len(" of X")]
        return behind.startswith(" of ") and behind[-1].isupper()

    def _facility_claim(self, facility: Facility, role: str) -> Claim:
        plays = known(role, FACILITY_ROLES)
        value = FacilityValue(name=facility.name, role=plays, type=facility.type)
        sure: Confidence = "high" if facility.key else "medium"
        where = (facility.start, facility.end)
        return self.notebook.note(where, value, f"facility/{plays}", sure)

    def _others(self, draft: Draft, owned: list[Passage]) -> Iterator[Claim]:
        """Other names of the facility attacked, and facilities that play other roles."""
        seen: set[str] = set()
        for passage in owned:
            for facility in self.study.facilities[passage.number]:
                if (facility.plural and not passage.entry) or facility.name in seen:
                    continue
                same = (
                    self.track.identity(facility) == draft.identity and draft.identity is not None
                )
                seen.add(facility.name)
                role = role_of(passage, facility)
                struck = passage.entry and (facility.plural or role == "attacked")
                if struck or (same and len(facility.name.split()) > 1):
                    yield self._facility_claim(facility, "attacked")
                elif not same:
                    yield self._facility_claim(
                        facility, "mentioned" if role == "attacked" else role
                    )

    def _place(self, draft: Draft, owned: list[Passage]) -> Claim | None:
        told = [self.study.passages[h.passage] for h in draft.happenings]
        opening = self.study.passages[:6] if self.study.obeys("place/opening") else ()
        work = workplaces(self.study, told)
        named = self.track.names[draft.identity.number] if draft.identity is not None else work
        groups = (told, heads_of(self.study, told), owned, opening)
        spot = site_of(self.study, groups, named, partial(tells, draft))
        if spot is not None:
            return self._place_claim(spot)
        spot = town_before_type(self.study, named)
        return self._country_claim(owned) if spot is None else self._place_claim(spot)

    def _place_claim(self, spot: Spot) -> Claim:
        spoken = self.study.obeys("place/spoken-country") and spot.value.country is None
        near = self.study.layout.at(spot.start)
        country = land_of(self.study.passages, near) if spoken else spot.value.country
        value = replace(spot.value, country=country)
        return self.notebook.note((spot.start, spot.end), value, "place/gazetteer", "medium")

    def _country_claim(self, owned: list[Passage]) -> Claim | None:
        for passage in owned:
            for term in passage.of("country"):
                words = passage.slice(term.start, term.end)
                value = PlaceValue(name=words, country=term.code)
                return self.notebook.note((term.start, term.end), value, "place/country", "low")
        return None

    def _time(self, when: When | None) -> Claim | None:
        if when is None:
            return None
        rule = "time/report" if when.reported else f"time/{when.time.basis}"
        sure: Confidence = "high" if when.time.basis == "explicit" and when.own else "medium"
        return self.notebook.note((when.start, when.end), when.time, rule, sure)

    def _acts(self, draft: Draft, passage: Passage) -> Iterator[Claim]:
        for happening in draft.happenings:
            if happening.passage == passage.number:
                yield from claims_of(self.notebook, happening.terms, happening.weapons)

    def _effects(self, passage: Passage) -> Iterator[Claim]:
        here = self.study.facilities[passage.number]
        for term in (*states(passage, here), *goes_on(passage, here)):
            value = EffectValue(effect=known(term.code, EFFECTS))
            yield self.notebook.note((term.start, term.end), value, "effect/term", "medium")

    def _elsewhere(self, draft: Draft, passage: Passage) -> bool:
        """Whether a sentence tells of something else: another day, or an attack on no facility."""
        if discovered(passage) or dies_late(passage) or not self.study.obeys("harm/elsewhere"):
            return False
        terms = tuple(passage.of("event"))
        time = when(self.study, passage, terms)
        if time is not None and draft.when is not None and not time.reported:
            mine, other = draft.when.time, time.time
            if other.latest and mine.earliest and other.latest < mine.earliest:
                return True
            if other.earliest and mine.latest and other.earliest > mine.latest:
                return True
        named = {s.value.name for s in spots(self.study, passage)}
        return (
            bool(passage.of("weapon"))
            and bool(named)
            and not self.study.facilities[passage.number]
            and not points_back(passage)
        )

    def _harm(self, passage: Passage) -> Iterator[Claim]:
        for figure in event_figures(self.study, passage):
            where = (figure.start, figure.end)
            yield self.notebook.note(where, figure.casualty, figure.rule, figure.confidence)

    def _blame(self, draft: Draft, passage: Passage, told: bool) -> Iterator[Claim]:  # noqa: FBT001  (a fact of the passage)
        """Note who is named as the doer where the event is told, or beside it with a weapon."""
        near = {self.study.passages[h.passage].paragraph for h in draft.happenings}
        armed = bool(passage.of("weapon")) or any(
            t.code in STRONG_TYPES for t in passage.of("event")
        )
        plain = not self.study.facilities[passage.number] and not turns_away(passage)
        follows = passage.paragraph - 1 in near and plain
        beside = armed and (passage.paragraph in near or follows)
        beside = beside and self.study.obeys("blame/beside")
        said = self.study.voiced(passage.start, passage.end) is not None
        told_before = bool({passage.paragraph, passage.paragraph - 1} & near)
        back = self.study.obeys("blame/points-back") and points_back(passage)
        beside = beside or (said and told_before and back)
        if not (told or beside or passage.of("speech_object")):
            return
        acts = tuple(passage.of("event", "weapon", "harm")) if told or beside else ()
        acts += tuple(t for t in passage.of("effect") if t.code in ENDED)
        for one in blamed(passage, self.study.names[passage.number], acts):
            if one.stance != "denied":
                own = claimed(self.study, passage, one)
                yield from laid(self.study, self.notebook, passage, one, own)

    def _doers(self, passage: Passage, *, told: bool) -> Iterator[Claim]:
        """Note whom the tree of a sentence makes the doer, and whom it makes the charged."""
        yield from deeds(self.study, self.notebook, passage, told=told)
        yield from held(self.study, self.notebook, [passage])

    def _admitted(self, owned: list[Passage], loose: list[Passage]) -> Iterator[Claim]:
        """Note who is charged where no event is told, and what sides say of their own deeds."""
        yield from held(self.study, self.notebook, loose)
        yield from admissions(self.study, self.notebook, owned)

    def _denials(self, passages: list[Passage]) -> Iterator[Claim]:
        """Note who denies, on the words from the actor to the end of the denial."""
        for passage in passages:
            for one in blamed(passage, self.study.names[passage.number], ()):
                if one.rule == CLEARED:  # whoever says so denies it for them
                    value = BlameValue(actor=one.actor, stance="denied")
                    where = (one.start, one.end)
                    yield self.notebook.note(where, value, one.rule, one.confidence)
                elif one.stance == "denied" and self._accused(passage, one):
                    ends = [
                        s.span.end
                        for s in self.study.statements
                        if passage.start <= s.span.start < passage.end and s.act == "denies"
                    ]
                    end = min((e for e in ends if e > one.end), default=one.end)
                    # However long the denier's name is, the denial is the denier's.
                    said = (one.end, end) if end > one.end else None
                    value = BlameValue(actor=one.actor, stance="denied")
                    where = (one.start, end)
                    yield self.notebook.note(where, value, one.rule, one.confidence, said)

    def _accused(self, passage: Passage, denier: Blamed) -> bool:
        """Whether who denies what was said is a side that somebody blames, or a government."""
        if denier.confidence == "high" or not self.study.obeys("blame/accused"):
            return True
        armed = [n for n in self.study.names[passage.number] if n.kind == "armed_group"]
        values = [c.value for c in self.notebook.claims.values()]
        blames = [v for v in values if isinstance(v, BlameValue) and v.stance == "alleged"]
        sides = {self._side(v.actor) for v in blames}
        plain = not any(n.start == denier.start for n in armed)
        return plain or not sides or self._side(denier.actor) in sides
