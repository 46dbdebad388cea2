"""A round that goes on from another comes to what a round from nothing comes to, byte for byte."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from solferino import plugins
from solferino.codec import encode
from solferino.deriving.derivation import Derivation, Standing, derivation
from solferino.model import (
    Assessment,
    Description,
    Document,
    Extraction,
    Judgement,
    Override,
    Related,
    assess,
    find_by_hand,
    still_standing,
    to_fall,
)
from solferino.model.terms import Verdict
from solferino.pipeline import work
from solferino.ports import Extractor, Gazetteer, Kit
from solferino.store.case import Case
from solferino.store.facts import Ruling
from solferino.workers import here

TEXTS = tuple(
    paragraph.replace("\n", " ")
    for paragraph in """
Rockets hit the Orrin Hospital in Tesk on 3 May 2031, killing three nurses, the Tesk Health
Office said. The Morvan army denied that it had fired on the hospital.

Three nurses died when the Orrin Hospital in Tesk was shelled on 3 May 2031, its director Anna
Velt said. Officials in Tesk accused the Morvan army of the attack.

The Tesk Health Office said that five people were killed at the Orrin Hospital on 3 May 2031.
Rockets hit the Orrin Hospital in Tesk on 3 May 2031, killing three nurses, the Tesk Health
Office said. The Morvan army denied that it had fired on the hospital.

A missile struck the Sellim Clinic in Dovar on 9 June 2031. Two patients were injured, Anna Velt
told reporters. The Dovar Relief Union asked the army for safe passage.

The Sellim Clinic in Dovar has been out of service since 9 June 2031, the Dovar Relief Union
said. At least four people were injured in the strike on the clinic.

On 12 June 2031 gunmen attacked an ambulance near Dovar. Karl Osten, a driver, was killed, the
Dovar Relief Union said.
""".strip().split("\n\n")
)
Pick = Callable[[int], int]


class Remembering:
    """An extractor that reads each document once, whatever case it is in."""

    def __init__(self, of: Extractor) -> None:
        self.name, self.version = of.name, of.version
        self._of = of
        self._found: dict[Document, Extraction] = {}

    def extract(self, document: Document, gazetteer: Gazetteer) -> Extraction:
        """Extract, or give what was extracted."""
        if document not in self._found:
            self._found[document] = self._of.extract(document, gazetteer)
        return self._found[document]


@cache
def kit() -> Kit:
    every = plugins.kit(plugins.find())
    return replace(every, extractors=tuple(Remembering(e) for e in every.extractors))


def clock() -> str:
    return "2031-07-01T10:00:00Z"


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load models once, outside what Hypothesis watches."""
    with TemporaryDirectory() as folder, opened(Path(folder)) as case:
        for number in range(len(TEXTS)):
            come(case, number)


def opened(folder: Path) -> Case:
    return Case.create(folder / "case", "Tesk", clock=clock, by="ana")


def come(case: Case, number: int) -> None:
    """Let a document come in, read and mined."""
    told = Description(publisher=f"Paper {number % 4}", published=f"2031-06-{10 + number:02}")
    case.receive(f"{number}.txt", TEXTS[number].encode(), told)
    with here() as workers:
        for step in work(case, kit(), workers):
            if step.stage == "derive":
                break


def end(case: Case, before: Standing | None = None) -> Derivation:
    going = derivation(case, kit(), before)
    while True:
        try:
            next(going)
        except StopIteration as stop:
            found: Derivation = stop.value
            return found


def assessed(case: Case, pick: Pick) -> Iterator[Ruling]:
    """Accept or reject a claim, or find one by hand beside another."""
    seen = case.reviewed()
    said = {s.id: s for s in seen.statements}
    claim = seen.claims[pick(len(seen.claims))]
    how = pick(3)
    if how == 2:
        other = seen.claims[pick(len(seen.claims))]
        statement = said[claim.statement]
        yield find_by_hand(other.value, claim.span, statement, by="ana", beside=other.id)
    else:
        yield assess(claim, said[claim.statement], "accept" if how else "reject", by="ana")


def judged(case: Case, pick: Pick) -> Iterator[Ruling]:
    """Say of two mentions, accounts or statements that they are one, or not."""
    lists = (case.mentions(), case.accounts(), [s for s in case.statements() if s.voice])
    ids = sorted(thing.id for thing in lists[pick(3)])
    left, right = ids[pick(len(ids))], ids[pick(len(ids))]
    if left != right:
        verdict = get_args(Verdict)[pick(3)]
        yield Judgement(left=left, right=right, verdict=verdict, by="ana", why="seen", score=0)


def related(case: Case, pick: Pick) -> Iterator[Ruling]:
    """Relate an origin to the parties, or give a grade of one's own."""
    standing = end(case).standing
    gradings = [g for some in standing.graded.values() for g in some]
    if pick(2) and standing.origins:
        origin = standing.origins[pick(len(standing.origins))]
        yield Related(origin=origin.id, relation="independent", by="ana", why="asked")
    elif gradings:
        grading = gradings[pick(len(gradings))]
        yield Override(
            account=standing.told.incidents[grading.incident].accounts[0],
            proposition=grading.proposition,
            subject=grading.subject,
            scheme=grading.scheme,
            grade="corroborated",
            by="ana",
            why="seen",
        )


def taken_back(case: Case, pick: Pick) -> Iterator[Ruling]:
    """Take back what was said before."""
    known = case.rulings(RULED[pick(len(RULED))])
    standing = still_standing(known)
    if standing:
        undoing = to_fall(standing[pick(len(standing))], known, by="ana", why="no")
        if undoing is not None:
            yield undoing


DEEDS = (assessed, judged, related, taken_back)
RULED: tuple[type[Judgement | Related | Override | Assessment], ...] = (
    Judgement,
    Related,
    Override,
    Assessment,
)


@settings(
    deadline=None,  # no test waits for a clock
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a case is too heavy to be shrunk
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_whatever_comes_in_and_is_decided_going_on_equals_beginning_afresh(
    data: st.DataObject,
) -> None:
    def pick(number: int) -> int:
        return data.draw(st.integers(0, max(0, number - 1)))

    order = data.draw(st.permutations(range(len(TEXTS))))
    coming = iter(order)
    with TemporaryDirectory() as folder, opened(Path(folder)) as case:
        come(case, next(coming))
        come(case, next(coming))
        standing = end(case).standing
        for _ in range(6):
            deed = data.draw(st.integers(0, len(DEEDS)))
            if deed == len(DEEDS):
                number = next(coming, None)
                if number is not None:
                    come(case, number)
            else:
                case.decide(*DEEDS[deed](case, pick))
            found, afresh = end(case, standing), end(case)
            for name in afresh.links:
                assert encode(found.links[name]) == encode(afresh.links[name]), name
            standing = found.standing
