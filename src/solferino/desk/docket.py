"""The docket: what people decide, entered as facts at once, taken back at any time."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import groupby, islice
from typing import TypeVar, cast

from solferino.codec import value
from solferino.desk.deeds import Deed
from solferino.errors import UsageError
from solferino.model import (
    Account,
    Assessment,
    Claim,
    Clearance,
    Judgement,
    Override,
    Protection,
    Related,
    Release,
    Statement,
    Triage,
)
from solferino.model.asking import SavedSearch
from solferino.model.standing import standing_among, to_fall_among, to_stand_among
from solferino.review import Reviewed, review
from solferino.store import lookup, schema
from solferino.store.case import Case
from solferino.store.facts import Entered, Ruling

R = TypeVar("R", bound=Ruling)
K = TypeVar("K")
T = TypeVar("T")
APART = (Triage, SavedSearch, Clearance, Release)  # of which nothing that is derived follows
RULE = "rule:"  # what a judgement that no person made begins with


class Decided:
    """All that people decided, in the order in which it came; never changes.

    Ids are digests, and take a while to make: each is made once, and taken over by what follows.
    """

    def __init__(self, entered: tuple[Entered, ...] = (), before: "Decided | None" = None) -> None:
        """Begin with what is on record; `before` holds the first of it, if it was read before."""
        self.entered = entered
        known = before.entered if before else ()
        new = entered[len(known) :]
        self.ids: tuple[str, ...] = (*(before.ids if before else ()), *(e.ruling.id for e in new))
        own = tuple(subject(entered_.ruling) for entered_ in new)
        self.subjects: tuple[Hashable | None, ...] = (
            *(before.subjects if before else ()),
            *own,
        )
        self.known_by_kind: dict[type[object], dict[str, Ruling]] = {}
        self.standing_by_kind: dict[type[object], dict[str, Ruling]] = {}
        if before is not None:
            self._take_over(before, own)

    def _take_over(self, before: "Decided", own: Sequence[Hashable | None]) -> None:
        """Go on from what was worked out before, as far as nothing was taken back since."""
        at = len(before.ids)
        ids, new = self.ids[at:], [e.ruling for e in self.entered[at:]]
        for kind, known in before.known_by_kind.items():
            came = {i: r for i, r in zip(ids, new, strict=True) if isinstance(r, kind)}
            self.known_by_kind[kind] = known | came
            if kind in before.standing_by_kind and all(r.retracts is None for r in came.values()):
                self.standing_by_kind[kind] = before.standing_by_kind[kind] | came
        worked = vars(before)
        if "about" in worked:
            self.about = before.about | dict(zip(ids, own, strict=True))
        if "deeds" in worked:  # an entry of the ledger is whole: nothing comes to it later
            self.deeds = (*_deeds(self.entered[at:]), *before.deeds)
        if any(r.retracts is not None for r in new):
            return
        if "spoken" in worked:
            pairs = zip(own, new, strict=True)
            said = ((str(about), r) for about, r in pairs if isinstance(r, Assessment))
            self.spoken = _with(before.spoken, said)
        if "words" in worked:
            told = zip(ids, own, new, strict=True)
            spoken = (((type(r), r.by, about), (id_, r)) for id_, about, r in told)
            self.words = _with(before.words, spoken)

    def known(self, kind: type[R]) -> dict[str, R]:
        """Give all rulings of a kind by their ids, those taken back included."""
        if kind not in self.known_by_kind:
            every = zip(self.ids, self.entered, strict=True)
            self.known_by_kind[kind] = {i: e.ruling for i, e in every if isinstance(e.ruling, kind)}
        return cast("dict[str, R]", self.known_by_kind[kind])

    def of(self, kind: type[R]) -> list[R]:
        """Give all rulings of a kind, those taken back included."""
        return list(self.known(kind).values())

    def upright(self, kind: type[R]) -> dict[str, R]:
        """Give the rulings of a kind that stand, by their ids."""
        if kind not in self.standing_by_kind:
            self.standing_by_kind[kind] = cast(
                "dict[str, Ruling]", standing_among(self.known(kind))
            )
        return cast("dict[str, R]", self.standing_by_kind[kind])

    def standing(self, kind: type[R]) -> list[R]:
        """Give the rulings of a kind that stand."""
        return list(self.upright(kind).values())

    @cached_property
    def about(self) -> dict[str, Hashable | None]:
        """Tell of each ruling (id) what it is about, as `subject` does."""
        return dict(zip(self.ids, self.subjects, strict=True))

    @cached_property
    def spoken(self) -> dict[str, list[Assessment]]:
        """The assessments that stand, by the claim (id) that they speak of."""
        found: dict[str, list[Assessment]] = {}
        for name, assessment in self.upright(Assessment).items():
            found.setdefault(str(self.about[name]), []).append(assessment)
        return found

    def word(self, kind: type[R], by: str, about: Hashable) -> dict[str, R]:
        """Give what a person says of a thing, as far as it stands, by id."""
        own = self.words.get((kind, by, about), ())
        return {name: cast("R", ruling) for name, ruling in own}

    @cached_property
    def words(self) -> dict[Hashable, list[tuple[str, Ruling]]]:
        """What each person says of each thing, as far as it stands: kind, person and thing."""
        found: dict[Hashable, list[tuple[str, Ruling]]] = {}
        for kind in {type(e.ruling) for e in self.entered}:
            for name, ruling in self.upright(kind).items():
                found.setdefault((kind, ruling.by, self.about[name]), []).append((name, ruling))
        return found

    def history(self, about: Hashable) -> list[Entered]:
        """Give all that was ever said of a thing, what takes back included, in order."""
        told = zip(self.entered, self.subjects, strict=True)
        return [entered for entered, own in told if own == about]

    @cached_property
    def judged(self) -> set[frozenset[str]]:
        """The pairs of mentions or accounts that a person spoke of."""
        return {frozenset((j.left, j.right)) for j in self.standing(Judgement)}

    @cached_property
    def stands(self) -> frozenset[str]:
        """The ids of all rulings that stand."""
        kinds = {type(e.ruling) for e in self.entered}
        return frozenset(name for kind in kinds for name in self.upright(kind))

    @cached_property
    def by_document(self) -> dict[str, list[Assessment]]:
        """Assessments by the document of their words, those taken back included."""
        found: dict[str, list[Assessment]] = {}
        for assessment in self.known(Assessment).values():
            found.setdefault(assessment.span.document, []).append(assessment)
        return found

    def find(self, ruling: str) -> Entered | None:
        """Find a ruling by its id."""
        return self._by_id.get(ruling)

    @cached_property
    def _by_id(self) -> dict[str, Entered]:
        return dict(zip(reversed(self.ids), reversed(self.entered), strict=True))

    def deed(self, ruling: str) -> Deed:
        """Find what was decided in one deed with a ruling (id); nothing where it is unknown."""
        found = self.find(ruling)
        same = (e for e in self.entered if found is not None and e.seq == found.seq)
        return Deed(e for e in same if e.ruling.retracts is None)

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """What was decided deed by deed, the latest first: what came in one entry."""
        return _deeds(self.entered)

    def lately(self, by: str, most: int) -> list[Deed]:
        """Give the last deeds of a person that can be taken back, the latest first."""
        own = (d for d in self.deeds if d[0].ruling.by == by)
        # A release is out: nobody can take it back.
        return list(islice((d for d in own if not isinstance(d[0].ruling, Release)), most))

    def upon(
        self,
        claims: Iterable[Claim],
        statements: Iterable[Statement],
        accounts: Iterable[Account],
        documents: Collection[str],
    ) -> Reviewed:
        """Lay what was decided over what was found in these documents."""
        said = [a for d in sorted(documents) for a in self.by_document.get(d, ())]
        return review(claims, statements, accounts, said, documents)


def _deeds(entered: Iterable[Entered]) -> tuple[Deed, ...]:
    made = (e for e in entered if e.ruling.retracts is None)
    came = [Deed(together) for _, together in groupby(made, key=lambda e: e.seq)]
    return tuple(reversed(came))


def _with(held: Mapping[K, list[T]], new: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    """Add things to lists by their keys; what was there before stays as it is."""
    found = dict(held)
    for key, thing in new:
        found[key] = [*found.get(key, ()), thing]
    return found


@value
class Entry:
    """What came of a decision: the facts that were entered (ids), in order."""

    entered: tuple[str, ...]


class Docket:
    """Enters decisions into the case and has what follows from them derived behind."""

    def __init__(
        self,
        writing: Callable[[], AbstractContextManager[Case]],
        derive_again: Callable[[], None],
        decided: Callable[[], Decided],
    ) -> None:
        """Write through `writing`, a context that gives the case for a moment.

        `decided` tells all that is on record; asked while the case is held, it is complete.
        """
        self._writing = writing
        self._derive_again = derive_again
        self._decided = decided

    def enter(self, *rulings: Ruling) -> Entry:
        """Enter what one person says, of one kind, as one deed: all of it or nothing.

        Each ruling takes the place of what the same person said of the same thing before.
        """
        if not rulings:
            return Entry(entered=())
        with self._writing() as case:
            return self._kept(case, _to_enter(rulings, self._decided()), rulings[0].by)

    def take_back(self, *rulings: Ruling, by: str, why: str = "") -> Entry:
        """Take rulings of one kind back as one deed; what was taken back already stays so."""
        with self._writing() as case:
            known = self._decided().known(type(rulings[0]))
            against = [to_fall_among(ruling, known, by=by, why=why) for ruling in rulings]
            return self._kept(case, [r for r in against if r is not None], by)

    def give_back(self, *rulings: Ruling, by: str) -> Entry:
        """Let rulings of one kind that were taken back stand again, as one deed."""
        with self._writing() as case:
            known = self._decided().known(type(rulings[0]))
            new = (to_stand_among(ruling, known) for ruling in rulings)
            return self._kept(case, [ruling for ruling in new if ruling is not None], by)

    def _kept(self, case: Case, new: Sequence[Ruling], by: str) -> Entry:
        before = self._decided()
        case.decide(*new, by=by)
        if any(not isinstance(ruling, APART) for ruling in new):
            said = [ruling for ruling in new if isinstance(ruling, Assessment)]
            if len(said) < len(new) or _moves(case, said, before, self._decided()):
                self._derive_again()
        return Entry(entered=tuple(ruling.id for ruling in new))


def _moves(case: Case, said: Sequence[Assessment], before: Decided, now: Decided) -> bool:
    """Whether anything that is derived may follow from assessments that were entered.

    It follows from claims as they were found, where nobody rejected or corrected them, whether
    somebody accepted them or not.
    """
    claims = {assessment.claim.id for assessment in said}
    with case.derived.database.transaction() as connection:
        if lookup.there(connection, schema.claims, claims) != claims:
            return True  # found by hand, or found no more: it stands by a person's word
    return any(
        outcome(then.spoken.get(claim, ())) != ("accept", None)
        for claim in claims
        for then in (before, now)
    )


def outcome(answers: Iterable[Assessment]) -> tuple[str, str | None]:
    """Say what stands of a claim: as found ("accept") where nobody spoke or people disagree."""
    told = {(answer.decision, answer.corrected) for answer in answers}
    return told.pop() if len(told) == 1 else ("accept", None)


def _to_enter(rulings: Sequence[Ruling], decided: Decided) -> list[Ruling]:
    """Find the facts that make rulings stand, each in place of its person's earlier word."""
    kind, new = type(rulings[0]), list[Ruling]()
    facts: dict[str, Ruling] = dict(decided.known(kind))
    said: dict[Hashable, dict[str, Ruling]] = {}
    for ruling in rulings:
        if not ruling.by or ruling.by.startswith(RULE):
            raise UsageError("a decision needs somebody who makes it", "Give your name.")
        about, own = subject(ruling), ruling.id
        before = said.get(about) or decided.word(kind, ruling.by, about)
        instead = [e for name, e in before.items() if about is not None and name != own]
        said[about] = {own: ruling}
        against = (to_fall_among(e, facts, by=ruling.by, why="decided anew") for e in instead)
        for fact in (*against, to_stand_among(ruling, facts)):
            if fact is not None:
                new.append(fact)
                facts[fact.id] = fact
    return new


def subject(ruling: Ruling) -> Hashable | None:
    """Say what a ruling is about, where a person has one word on it; null where each stands."""
    about: Hashable | None = None
    match ruling:
        case Assessment():
            about = ruling.claim.id
        case Judgement():
            about = frozenset((ruling.left, ruling.right))
        case Related():
            about = ruling.origin
        case Override():
            about = (ruling.account, ruling.proposition, ruling.subject, ruling.scheme)
        case Triage():
            about = ruling.document
        case Protection():
            about = ruling.mention
        case SavedSearch():
            about = ruling.name
    return about
