"""The docket: what people decide, entered as facts at once, taken back at any time."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TypeVar

from solferino.codec import value
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
    still_standing,
    to_fall,
    to_stand,
)
from solferino.model.asking import SavedSearch
from solferino.review import Reviewed, review
from solferino.store.case import Case
from solferino.store.facts import Entered, Ruling

R = TypeVar("R", bound=Ruling)
APART = (Triage, SavedSearch, Clearance, Release)  # of which nothing that is derived follows
RULE = "rule:"  # what a judgement that no person made begins with


class Decided:
    """All that people decided, in the order in which it came; never changes."""

    def __init__(self, entered: tuple[Entered, ...] = ()) -> None:
        """Begin with what is on record."""
        self.entered = entered

    def of(self, kind: type[R]) -> list[R]:
        """Give all rulings of a kind, those taken back included."""
        return [e.ruling for e in self.entered if isinstance(e.ruling, kind)]

    def standing(self, kind: type[R]) -> list[R]:
        """Give the rulings of a kind that stand."""
        return still_standing(self.of(kind))

    @cached_property
    def stands(self) -> frozenset[str]:
        """The ids of all rulings that stand."""
        kinds = {type(e.ruling) for e in self.entered}
        return frozenset(r.id for kind in kinds for r in self.standing(kind))

    @cached_property
    def by_document(self) -> dict[str, list[Assessment]]:
        """Assessments by the document of their words, those taken back included."""
        found: dict[str, list[Assessment]] = {}
        for assessment in self.of(Assessment):
            found.setdefault(assessment.span.document, []).append(assessment)
        return found

    def find(self, ruling: str) -> Entered | None:
        """Find a ruling by its id."""
        return next((e for e in self.entered if e.ruling.id == ruling), None)

    def lately(self, by: str, most: int) -> list[Entered]:
        """Give what a person decided last and did not only take back, the latest first."""
        own = (e for e in reversed(self.entered) if e.ruling.by == by)
        found = [
            e for e in own if e.ruling.retracts is None and not isinstance(e.ruling, Release)
        ]  # a release is out: nobody can take it back
        return found[:most]

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
    ) -> None:
        """Write through `writing`, a context that gives the case for a moment."""
        self._writing = writing
        self._derive_again = derive_again

    def enter(self, *rulings: Ruling) -> Entry:
        """Enter rulings, each in place of what the same person said of the same thing before."""
        with self._writing() as case:
            entered = [e for ruling in rulings for e in _entered(case, ruling)]
        if all(isinstance(ruling, APART) for ruling in rulings):
            return Entry(entered=tuple(entered))
        return self._done(entered)

    def take_back(self, ruling: Ruling, *, by: str, why: str = "") -> Entry:
        """Take a ruling back, whoever made it; what was taken back already stays so."""
        with self._writing() as case:
            against = to_fall(ruling, case.rulings(type(ruling)), by=by, why=why)
            entered = list(_kept(case, against, by))
        return self._done(entered)

    def enter_together(self, *rulings: Ruling) -> Entry:
        """Enter rulings of one kind and one person as one deed: all of them or none."""
        with self._writing() as case:
            known = case.rulings(type(rulings[0]))
            new = [r for r in (to_stand(ruling, known) for ruling in rulings) if r is not None]
            if new:
                case.decide(*new, by=new[0].by)
        return self._done([r.id for r in new])

    def take_back_together(self, *rulings: Ruling, by: str) -> Entry:
        """Take rulings of one kind back as one deed."""
        with self._writing() as case:
            known = case.rulings(type(rulings[0]))
            against = [to_fall(ruling, known, by=by) for ruling in rulings]
            new = [r for r in against if r is not None]
            if new:
                case.decide(*new, by=by)
        return self._done([r.id for r in new])

    def give_back(self, ruling: Ruling, *, by: str) -> Entry:
        """Let a ruling that was taken back stand again."""
        with self._writing() as case:
            entered = list(_kept(case, to_stand(ruling, case.rulings(type(ruling))), by))
        return self._done(entered)

    def _done(self, entered: Sequence[str]) -> Entry:
        if entered:
            self._derive_again()
        return Entry(entered=tuple(entered))


def _entered(case: Case, ruling: Ruling) -> Iterator[str]:
    if not ruling.by or ruling.by.startswith(RULE):
        raise UsageError("a decision needs somebody who makes it", "Give your name.")
    about = subject(ruling)
    for earlier in still_standing(case.rulings(type(ruling))):
        same = about is not None and subject(earlier) == about
        if same and earlier.by == ruling.by and earlier.id != ruling.id:
            known = case.rulings(type(ruling))
            yield from _kept(case, to_fall(earlier, known, by=ruling.by, why="decided anew"), "")
    yield from _kept(case, to_stand(ruling, case.rulings(type(ruling))), "")


def _kept(case: Case, ruling: Ruling | None, by: str) -> Iterator[str]:
    if ruling is not None:
        case.decide(ruling, by=by or ruling.by)
        yield ruling.id


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
