"""What is decided sets off deriving where something may follow from it, and only there."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from solferino import pipeline, plugins
from solferino.desk import custody
from solferino.desk.docket import Docket
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.desk.shelf import Shelf
from solferino.model import Assessment, assess
from solferino.store import findings
from solferino.store.case import Case

PORT = 8135
HOME = f"http://127.0.0.1:{PORT}"


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


def test_a_decision_about_what_is_found_no_more_is_kept_and_listed(
    case: Case, browser_of: Any, clock: Callable[[], str]
) -> None:
    claim = next(c for c in case.claims() if c.kind == "casualty")
    said = next(s for s in case.statements() if s.id == claim.statement)
    case.decide(assess(claim, said, "accept", by="Ana", why="I was there"))
    keys: list[str] = []
    with Case.open(case.path, clock=clock, by="reader") as shown:
        browser = browser_of(make_desk(shown, Door(keys.append), PORT, clock), HOME)
        browser.get("/enter", params={"key": keys[0]})
        before = browser.get("/ledger").text
        with case.derived.database.transaction() as connection:
            found = findings.of(connection, claim.span.document)
        kept = tuple(c for c in found.claims if c.id != claim.id)
        accounts = tuple(a for a in found.accounts if claim.id not in a.claims)
        case.file_extraction(replace(found, claims=kept, accounts=accounts))
        after = browser.get("/ledger").text
    assert "I was there" in before
    assert after.count("I was there") == before.count("I was there") + 1  # among what is adrift


def test_a_deed_of_many_decisions_is_told_in_short_and_listed_on_pages_of_its_own(
    case: Case, browser_of: Any, clock: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custody, "APART", 2)
    monkeypatch.setattr(custody, "RULINGS", 3)
    statements = {s.id: s for s in case.statements()}
    claims = case.claims()[:7]
    case.decide(*(assess(c, statements[c.statement], "accept", by="Zoe") for c in claims))
    keys: list[str] = []
    browser = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
    browser.get("/enter", params={"key": keys[0]})
    ledger = browser.get("/ledger").text
    address = re.findall(r'"(/ledger/deeds/\w+)"', ledger)[0]
    pages = [browser.get(address, params={"page": n}).text for n in (1, 2, 3)]
    parts = [set(re.findall(r'action="/undo/(\w+)"', page)) for page in pages]
    first = address.rpartition("/")[2]
    assert len(set().union(*parts)) == len(claims)
    assert [len(part - {first}) for part in parts] == [2, 3, 1]  # the deed's own is on every page
    assert ledger.count('action="/undo/') == 1 + 2
    assert browser.get("/ledger/deeds/nothing").status_code == 404
