"""What is decided sets off deriving where something may follow from it, and only there."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from solferino import pipeline, plugins
from solferino.desk.docket import Docket
from solferino.desk.shelf import Shelf
from solferino.model import Assessment, assess
from solferino.store.case import Case


@pytest.fixture
def case(practice: Case, tmp_path: Path, clock: Callable[[], str]) -> Iterator[Case]:
    shutil.copytree(practice.path, tmp_path / "case")
    with Case.open(tmp_path / "case", clock=clock, by="reader", writing=True) as copied:
        yield copied


def derived(case: Case) -> Any:
    going = pipeline.derivation(case, plugins.kit(plugins.find()))
    while True:
        try:
            next(going)
        except StopIteration as end:
            return end.value.links


def test_accepting_moves_nothing_and_all_else_does(case: Case, clock: Callable[[], str]) -> None:
    asked: list[bool] = []

    @contextmanager
    def writing() -> Iterator[Case]:
        yield case

    shelf = Shelf(case, clock)
    docket = Docket(writing, lambda: asked.append(True), shelf.decided)
    said = {s.id: s for s in case.statements()}
    held = {c for a in case.accounts() for c in a.claims}
    claims = [c for c in case.claims() if c.kind == "casualty" and c.id in held]
    before = derived(case)
    docket.enter(*(assess(c, said[c.statement], "accept", by="Ana") for c in claims))
    assert not asked
    assert derived(case) == before  # so there was nothing to derive
    one = claims[0]
    docket.enter(assess(one, said[one.statement], "accept", by="Ben"))
    docket.take_back(*(a for a in shelf.decided().standing(Assessment) if a.by == "Ben"), by="Ben")
    assert not asked
    docket.enter(assess(one, said[one.statement], "reject", by="Ana"))
    assert asked
    assert derived(case) != before
    asked.clear()
    docket.enter(assess(one, said[one.statement], "accept", by="Ana"))  # no longer rejected
    assert asked
    assert derived(case) == before
    asked.clear()
    docket.enter(assess(one, said[one.statement], "reject", by="Ben"))  # people disagree
    assert derived(case) == before
    assert not asked
    shelf.close()
