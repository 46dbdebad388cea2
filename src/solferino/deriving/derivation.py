"""One round of deriving: what follows from the documents and decisions of a case, unfiled.

A round may begin with what the one before it stood on. It then does again only what is touched by
new documents and new decisions, and comes to the same bytes as a round that begins with nothing.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from solferino.codec import value
from solferino.deriving.leaves import NONE, Leaf, Leaves, leaves
from solferino.deriving.named import Named, asked_of, renamed, resolved, unmoved
from solferino.deriving.told import (
    Behind,
    Graded,
    Told,
    Touched,
    behind_claims,
    graded,
    other_grounds,
    told,
)
from solferino.incidents.link import questions
from solferino.model import Grading, Judgement, Origin, Override, Rated, Related
from solferino.origins.copies import Collation, collating
from solferino.origins.hearing import Part
from solferino.origins.trace import Traced, tracing
from solferino.ports import Kit
from solferino.store.case import Case
from solferino.store.lists import Link
from solferino.store.memory import Notes
from solferino.weigh.ruled import overrule, rate, relate

Outcome = TypeVar("Outcome")

STEPS = 5  # of deriving; finding copies counts besides once and again for each document


@value
class Progress:
    """That `done` of `total` things of a stage are done; `subject` names the last one."""

    stage: str
    done: int
    total: int
    subject: str = ""


@value
class Standing:
    """All that one round stood on, which the next can take over as far as it is still so."""

    leaves: Leaves
    named: Named
    collated: Collation
    traced: Traced
    origins: tuple[Origin, ...]
    behind: Behind
    told: Told
    graded: Graded


@value
class Derivation:
    """What follows from a case's documents and decisions, not filed yet; links by their table.

    `memory` is what the round made or used for later ones, null where it looked at nothing of it.
    `whole` tells that it used all that is still of use.
    """

    links: dict[str, tuple[Link, ...]]
    memory: Notes | None
    whole: bool
    steps: int
    standing: Standing


def derivation(
    case: Case, kit: Kit, before: Standing | None = None
) -> Generator[Progress, None, Derivation]:
    """Derive without writing anything: a case that is open for reading is enough.

    Here the subject of the progress names the step that comes next; the longest tells how far it
    is.
    """
    now = leaves(case, before.leaves if before is not None else None)
    if before is not None and before.leaves.kit != now.kit:
        before = None
    round_ = _Round(case, kit, now, before)
    steps = 2 * len(now.each) + STEPS
    deriving = partial(Progress, stage="derive", total=steps)
    yield deriving(done=0, subject="entities")
    round_.name()
    yield deriving(done=1, subject="copies")
    yield from _counted(round_.compare(), partial(deriving, subject="copies"))
    yield deriving(done=steps - 3, subject="origins")
    round_.trace()
    yield deriving(done=steps - 2, subject="incidents")
    round_.link()
    yield deriving(done=steps - 1, subject="gradings")
    return round_.derivation(steps)


def _counted(
    going: Generator[int, None, Outcome], tell: Callable[..., Progress]
) -> Generator[Progress, None, Outcome]:
    """Tell of a step of deriving as it counts what it has done, the step before it included."""
    while True:
        try:
            done = next(going)
        except StopIteration as end:
            found: Outcome = end.value
            return found
        yield tell(done=1 + done)


class _Round:
    """The steps of one round, in order; each takes over what it can from the round before."""

    def __init__(self, case: Case, kit: Kit, now: Leaves, before: Standing | None) -> None:
        self._case, self._kit, self._now, self._before = case, kit, now, before
        self._memory: Notes | None = None
        self._whole = before is None
        self._touched = now.touched(before.leaves if before is not None else None)

    def _notes(self) -> Notes:
        if self._memory is None:
            self._memory = self._case.memory()
        return self._memory

    def name(self) -> None:
        """Find the entities, and what each document calls them."""
        before = self._before
        each, then = self._now.each, before.leaves.each if before is not None else NONE
        named = before.named if before is not None else None
        asked = asked_of(self._case)
        found = unmoved(each, asked, then, named)
        if found is None:
            found = resolved(self._case, self._kit, self._notes, each, (then, named))
        self._named = found

    def compare(self) -> Generator[int, None, None]:
        """Find the copies."""
        before, each = self._before, self._now.each
        then = before.leaves.each if before is not None else NONE
        if before is not None and _same_documents(each, then):
            self._collated = before.collated
            return
        documents = [leaf.document for leaf in each.values()]
        rows = {name: leaf.row[0] for name, leaf in each.items() if leaf.row is not None}
        known = before.collated if before is not None else None
        self._collated = yield from collating(documents, self._notes(), rows, known)

    def trace(self) -> None:
        """Find the origins, and on which of them each claim rests."""
        before, case, entities = self._before, self._case, self._named.entities
        parts = {name: self._part(name, leaf) for name, leaf in self._now.each.items()}
        traced = before.traced if before is not None else None
        self._traced = tracing(
            parts, self._named.directory, self._collated.copies, case.judgements(), traced
        )
        found = self._traced.origins
        related, rated = case.rulings(Related), case.rulings(Rated)
        found = relate(found, related, entities) if related else found
        self._origins = rate(found, rated, entities) if rated else found
        old = before.origins if before is not None else ()
        known = before.behind if before is not None else None
        self._behind, self._resting = behind_claims(self._origins, old, known)

    def _part(self, name: str, leaf: Leaf) -> Part:
        page = self._named.pages[name]
        return Part(
            document=leaf.document, statements=leaf.statements, claims=leaf.claims, page=page
        )

    def link(self) -> None:
        """Link accounts into incidents."""
        before = self._before
        pages = before.named.pages if before is not None else {}
        turned = {n for n, page in self._named.pages.items() if pages.get(n) is not page}
        touched = Touched(documents=self._touched | turned, claims=self._resting)
        self._told = told(
            self._now.each,
            (self._named.directory, self._behind),
            self._case.judgements(),
            touched,
            before.told if before is not None else None,
        )

    def derivation(self, steps: int) -> Derivation:
        """Grade, and put all together."""
        entities = self._named.entities
        self._graded = graded(
            self._told,
            self._now.each,
            ({o.id: o for o in self._origins}, self._behind),
            {e.id: e.name for e in entities},
            self._graded_still(),
        )
        found = list(self._told.incidents.values())
        ruled = [g for some in self._graded.values() for g in some]
        gradings: Sequence[Grading] = overrule(ruled, found, self._case.rulings(Override))
        asked: list[Judgement] = questions(self._told.linked)
        links: dict[str, Sequence[Link]] = {
            "entities": entities,
            "copies": self._collated.copies,
            "origins": self._origins,
            "incidents": found,
            "gradings": gradings,
            "questions": asked,
        }
        return Derivation(
            links={name: tuple(some) for name, some in links.items()},
            memory=self._memory,
            whole=self._whole,
            steps=steps,
            standing=self._standing(),
        )

    def _graded_still(self) -> Graded:
        """Give the gradings of incidents of which nothing that they read has changed."""
        before = self._before
        if before is None:
            return {}
        other = other_grounds(self._origins, before.origins)
        resting = {c for o in self._origins if o.id in other for c in o.claims}
        called = renamed(self._named.entities, before.named.entities)
        home = self._told.home
        stirred = {
            home[a] for a, t in self._told.tellings.items() if not resting.isdisjoint(t.claims)
        }
        return {
            name: before.graded[name]
            for name, incident in self._told.incidents.items()
            if before.told.incidents.get(name) is incident
            and name not in stirred
            and not any(a.entity in called for a in incident.responsibility)
        }

    def _standing(self) -> Standing:
        return Standing(
            leaves=self._now,
            named=self._named,
            collated=self._collated,
            traced=self._traced,
            origins=self._origins,
            behind=self._behind,
            told=self._told,
            graded=self._graded,
        )


def _same_documents(each: Mapping[str, Leaf], then: Mapping[str, Leaf]) -> bool:
    if each.keys() != then.keys():
        return False
    return all(
        then[name] is leaf or (then[name].document, then[name].row) == (leaf.document, leaf.row)
        for name, leaf in each.items()
    )
