"""Totals are no incidents, and an answer that another document tells stands by its appeal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from solferino import plugins
from solferino.ledgers.appeals import appeals
from solferino.ledgers.shelf import Shelf
from solferino.model import TallyValue
from solferino.pipeline import picture, work
from solferino.ports import Picture
from solferino.store.case import Case
from solferino.workers import here

TEXTS = {
    "attack.txt": "On 12 May 2031 gunmen abducted two nurses from the Saint Orla clinic in Tarvo. "
    "The Orlan Medical Union asked the Tavrosk army to open a corridor for the wounded.",
    "total.txt": "Nine doctors have been abducted in Orlan since January 2031, the Orlan Medical "
    "Union said.",
    "answer.txt": "The Tavrosk army agreed on 20 May 2031 to open the corridor that the Orlan "
    "Medical Union had asked for.",
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Picture]:
    folder: Path = tmp_path_factory.mktemp("told")
    at = "2031-06-01T10:00:00Z"
    with Case.create(folder / "case", "Orlan", clock=lambda: at, by="a tester") as case:
        for name, text in TEXTS.items():
            case.receive(name, text.encode())
        with here() as workers:
            for _ in work(case, plugins.kit(plugins.find()), workers):
                pass
        yield picture(case, "solferino")


def test_a_running_total_is_a_tally_and_no_incident(seen: Picture) -> None:
    (incident,) = seen.incidents
    assert incident.earliest == "2031-05-12"
    told = [c.value for c in seen.claims if isinstance(c.value, TallyValue)]
    assert [(t.min, t.max) for t in told] == [(9, 9)]


def test_an_answer_told_elsewhere_stands_by_its_appeal(seen: Picture) -> None:
    (appeal,) = appeals(Shelf(seen))
    assert (appeal.sender, appeal.reply) == ("Orlan Medical Union", "promised")
    assert len({answer.document for answer in appeal.told}) == len(("attack.txt", "answer.txt"))
